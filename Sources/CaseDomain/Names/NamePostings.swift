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
  }

  /// Names after place `after` that can be the one asked for: none that cannot takes the place of one that can.
  func candidates(
    for query: ParsedName, atMost limit: Int, share: Float, after: Int, scratch: inout Scratch,
    canBe: (Int) -> Bool
  ) -> Found {
    var total: Float = 0
    for (number, group) in NameKeys.groups(of: query).enumerated() {
      let exact = group.exact.map { range(of: Self.hash($0, isNear: false)) }
      let weight = weight(of: exact.map(\.count).max() ?? 0)
      if !group.isJoined { total += weight }
      let near = group.near.map { key in
        let range = range(of: Self.hash(key, isNear: true))
        return (range: range, weight: group.nearWeight(self.weight(of: range.count), exact: weight))
      }
      // Of the keys of one group that a name shares the first one counts.
      let lists = exact.map { (range: $0, weight: weight) } + near
      for (range, weight) in lists.sorted(by: { $0.weight > $1.weight }) {
        add(range, weight, Int32(truncatingIfNeeded: number), after, &scratch)
      }
    }
    let readings = Float(max(1, query.core.readings.count))
    let least = total / readings * share
    var found = scratch.touched.filter { scratch.weights[Int($0)] >= least && canBe(Int($0)) }
    var lightest = 0
    if found.count > limit {
      found.sort { (scratch.weights[Int($1)], $0) < (scratch.weights[Int($0)], $1) }
      found.removeLast(found.count - limit)
      let last = found.last.map { scratch.weights[Int($0)] } ?? 0
      lightest = found.reversed().prefix { scratch.weights[Int($0)] <= last }.count
    }
    for name in scratch.touched {
      scratch.weights[Int(name)] = 0
      scratch.groups[Int(name)] = -1
    }
    scratch.touched.removeAll(keepingCapacity: true)
    return Found(names: found.map(Int.init), lightest: lightest)
  }

  private func add(
    _ range: Range<Int>, _ weight: Float, _ group: Int32, _ after: Int, _ scratch: inout Scratch
  ) {
    for place in range {
      let name = Int(names[place])
      guard name > after, scratch.groups[name] != group else { continue }
      if scratch.groups[name] < 0 { scratch.touched.append(Int32(truncatingIfNeeded: name)) }
      scratch.groups[name] = group
      scratch.weights[name] += weight
    }
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
