/// Which names have which key, in three flat arrays.
struct NamePostings: Sendable {
  /// Share of the weight of the name asked for that a candidate's keys must carry.
  static let screeningShare: Float = 0.15
  static let duplicateShare: Float = 0.55
  /// A key found in only one part of a word's near keys weighs less.
  static let nearWeight: Float = 0.7

  /// Sorted hashes of keys; the names with key `n` are `names[starts[n]..<starts[n + 1]]`.
  private let hashes: [UInt64]
  private let starts: [Int32]
  private let names: [Int32]
  private let count: Int

  init(_ all: [ParsedName]) {
    let keys = InParallel.map(Array(all.indices)) { place in
      NameKeys.groups(of: all[place]).flatMap { group in
        group.exact.map { Self.hash($0, isNear: false) } + group.near.map { Self.hash($0, isNear: true) }
      }
    }
    var pairs: [(hash: UInt64, name: Int32)] = []
    pairs.reserveCapacity(keys.reduce(0) { $0 + $1.count })
    for (place, hashes) in keys.enumerated() {
      for hash in hashes { pairs.append((hash, Int32(truncatingIfNeeded: place))) }
    }
    pairs.sort { ($0.hash, $0.name) < ($1.hash, $1.name) }
    var hashes: [UInt64] = []
    var starts: [Int32] = []
    var names: [Int32] = []
    for pair in pairs {
      if hashes.last != pair.hash {
        hashes.append(pair.hash)
        starts.append(Int32(truncatingIfNeeded: names.count))
      } else if names.last == pair.name {
        continue
      }
      names.append(pair.name)
    }
    starts.append(Int32(truncatingIfNeeded: names.count))
    self.hashes = hashes
    self.starts = starts
    self.names = names
    count = all.count
  }

  static func hash(_ key: [UInt8], isNear: Bool) -> UInt64 {
    key.reduce(isNear ? 0x9AE1_6A3B_2F90_404F : 0xCBF2_9CE4_8422_2325) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
  }

  /// Working memory of a search, to be used again.
  struct Scratch {
    /// By name: weight of the keys it shares, and the last group of keys that added to it.
    fileprivate var weights: [Float]
    fileprivate var groups: [Int32]
    fileprivate var touched: [Int32] = []

    init(count: Int) {
      weights = [Float](repeating: 0, count: count)
      groups = [Int32](repeating: -1, count: count)
    }
  }

  /// What a search found.
  struct Found {
    /// Places of names; where more were found than asked for, the weightiest first.
    let names: [Int]
    /// How many of them, the last, have the least weight, when others that weigh no more were left out; else 0.
    let lightest: Int
    /// Not all names with a key were looked at: one left out may be the one asked for.
    let isCut: Bool
    /// So many entries of lists were looked at one after the other.
    let walked: Int
  }

  /// The lists of one group of keys, the weightiest first: of those that have a name the first one counts.
  private struct Lists {
    var lists: [(range: Range<Int>, weight: Float)]
    /// The most that it adds to a name.
    var most: Float { lists.first?.weight ?? 0 }
    var length: Int { lists.reduce(0) { $0 + $1.range.count } }
  }

  /// Names after place `after` that can be the one asked for: none that cannot takes the place of one that can.
  ///
  /// Whoever has only keys of the longest lists, and by these too little of the weight, is none of them: such lists are
  /// not walked, and asked only about names that others gave. So names of common words cost no more than what tells them
  /// apart. Of a list that is walked all the same as many are looked at as in screening.
  func candidates(
    for query: ParsedName, atMost limit: Int, share: Float, after: Int, scratch: inout Scratch,
    longestWalk: Int = NameCandidates.longestList, canBe: (Int) -> Bool
  ) -> Found {
    let (groups, total) = lists(of: query)
    let least = total / Float(max(1, query.core.readings.count)) * share
    let passed = Self.passed(groups, least: least)
    var walked = 0
    var isCut = false
    for (number, group) in groups.enumerated() where !passed.contains(number) {
      for (range, weight) in group.lists {
        let later = first(in: range, after: after)..<range.upperBound
        let part = later.prefix(longestWalk)
        isCut = isCut || part.count < later.count
        walked += part.count
        add(part, weight, Int32(truncatingIfNeeded: number), &scratch)
      }
    }
    for number in passed.sorted() {
      for (range, weight) in groups[number].lists {
        walked += addToTouched(range, weight, Int32(truncatingIfNeeded: number), after, &scratch)
      }
    }
    var found = scratch.touched.filter { scratch.weights[Int($0)] >= least && canBe(Int($0)) }
    var lightest = 0
    if found.count > limit {
      found = weightiest(found, limit, scratch)
      let last = found.last.map { scratch.weights[Int($0)] } ?? 0
      lightest = found.reversed().prefix { scratch.weights[Int($0)] <= last }.count
    }
    for name in scratch.touched {
      scratch.weights[Int(name)] = 0
      scratch.groups[Int(name)] = -1
    }
    scratch.touched.removeAll(keepingCapacity: true)
    return Found(names: found.map(Int.init), lightest: lightest, isCut: isCut, walked: walked)
  }

  /// - Returns: `total`: the weight of all words of the name.
  private func lists(of query: ParsedName) -> (groups: [Lists], total: Float) {
    var total: Float = 0
    let groups = NameKeys.groups(of: query).map { group in
      let exact = group.exact.map { range(of: Self.hash($0, isNear: false)) }
      let weight = weight(of: exact.map(\.count).max() ?? 0)
      if !group.isJoined { total += weight }
      let near = group.near.map { key in
        let range = range(of: Self.hash(key, isNear: true))
        return (range: range, weight: group.nearWeight(self.weight(of: range.count), exact: weight))
      }
      let lists = exact.map { (range: $0, weight: weight) } + near
      return Lists(lists: lists.sorted { $0.weight > $1.weight })
    }
    return (groups, total)
  }

  /// Groups, those with the longest lists first, that together carry too little for a name that has no others.
  private static func passed(_ groups: [Lists], least: Float) -> Set<Int> {
    // Sums of weights are not exact.
    let bound = least * 0.999
    var passed: Set<Int> = []
    var weight: Float = 0
    let lengths = groups.map(\.length)
    for number in groups.indices.sorted(by: { (lengths[$1], $0) < (lengths[$0], $1) })
    where weight + groups[number].most < bound {
      weight += groups[number].most
      passed.insert(number)
    }
    return passed
  }

  /// The weightiest; of those that weigh as much the first.
  private func weightiest(_ found: [Int32], _ limit: Int, _ scratch: Scratch) -> [Int32] {
    var best: [Int32] = []
    for name in found {
      let weight = scratch.weights[Int(name)]
      if best.count == limit, let last = best.last,
        (weight, last) <= (scratch.weights[Int(last)], name)
      {
        continue
      }
      var place = best.count
      while place > 0, (scratch.weights[Int(best[place - 1])], name) < (weight, best[place - 1]) {
        place -= 1
      }
      best.insert(name, at: place)
      if best.count > limit { best.removeLast() }
    }
    return best
  }

  private func add(
    _ places: Range<Int>, _ weight: Float, _ group: Int32, _ scratch: inout Scratch
  ) {
    for place in places {
      let name = Int(names[place])
      guard scratch.groups[name] != group else { continue }
      if scratch.groups[name] < 0 { scratch.touched.append(Int32(truncatingIfNeeded: name)) }
      scratch.groups[name] = group
      scratch.weights[name] += weight
    }
  }

  /// Adds to names that were found already, and finds none.
  ///
  /// - Returns: how many entries of the list were walked.
  private func addToTouched(
    _ range: Range<Int>, _ weight: Float, _ group: Int32, _ after: Int, _ scratch: inout Scratch
  ) -> Int {
    // To look for one name costs as much as some steps.
    guard scratch.touched.count < range.count / 16 else {
      let later = first(in: range, after: after)..<range.upperBound
      for place in later {
        let name = Int(names[place])
        guard scratch.groups[name] >= 0, scratch.groups[name] != group else { continue }
        scratch.groups[name] = group
        scratch.weights[name] += weight
      }
      return later.count
    }
    for touched in scratch.touched where scratch.groups[Int(touched)] != group {
      let place = first(in: range, after: Int(touched) - 1)
      guard place < range.upperBound, names[place] == touched else { continue }
      scratch.groups[Int(touched)] = group
      scratch.weights[Int(touched)] += weight
    }
    return 0
  }

  /// Where in a list, which is in the order of names, the first name after one stands.
  private func first(in range: Range<Int>, after name: Int) -> Int {
    var (low, high) = (range.lowerBound, range.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if Int(names[middle]) <= name { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func weight(of frequency: Int) -> Float { Self.weight(of: frequency, among: count) }

  /// Names that share a rare key weigh more.
  static func weight(of frequency: Int, among count: Int) -> Float {
    var weight: Float = 1
    var limit = max(1, frequency)
    while limit < count {
      limit *= 2
      weight += 1
    }
    return weight
  }

  private func range(of hash: UInt64) -> Range<Int> {
    var low = 0
    var high = hashes.count
    while low < high {
      let middle = (low + high) / 2
      if hashes[middle] < hash { low = middle + 1 } else { high = middle }
    }
    guard low < hashes.count, hashes[low] == hash else { return 0..<0 }
    return Int(starts[low])..<Int(starts[low + 1])
  }
}
