/// Finds names that may be the one asked for in a table of keys: those that share keys which carry enough of its
/// weight. A key weighs the more the fewer names have it.
///
/// Source: docs/names.md §4.
public struct NameCandidates: Sendable {
  /// The numbers of names, the weightiest first.
  public let names: [Int64]
  /// A key of the name is so common that not every name with it was looked at, or more names than are compared have
  /// as much in common with it as the best.
  public let isPartial: Bool
  /// Of `names` those of the least weight, when others that weigh no more were left out; else empty. Does one of them
  /// prove near to the name, one left out may be, too.
  public let lightest: Set<Int64>

  /// More names with one key are not read.
  public static let longestList = 20_000

  private struct Found {
    var weight: Float
    var group: Int
    /// How many keys it shares: of names with one weight, the one that shares the most is the most alike.
    var keys = 1
  }

  /// - Parameters:
  ///   - held: how many names the table has: keys weigh by rarity.
  ///   - canBe: whether a name can be the one asked for; asked only where more are found than are compared, of the
  ///     weightiest first.
  ///   - names: the names with a key, at most `longestList + 1` of them.
  public init(
    for query: ParsedName, held: Int, atMost limit: Int = 400, canBe: (Int64) throws -> Bool,
    names: (Int64) throws -> [Int64]
  ) rethrows {
    var isPartial = false
    func list(_ key: [UInt8], isNear: Bool) throws -> [Int64] {
      let found = try names(NameKeys.number(key, isNear: isNear))
      if found.count > Self.longestList { isPartial = true }
      return found
    }
    var lists: [(group: Int, weight: Float, names: [Int64])] = []
    var total: Float = 0
    for (number, group) in NameKeys.groups(of: query).enumerated() {
      let exact = try group.exact.map { try list($0, isNear: false) }
      let weight = NamePostings.weight(of: exact.map(\.count).max() ?? 0, among: held)
      if !group.isJoined { total += weight }
      let near = try group.near.map { key in
        let list = try list(key, isNear: true)
        let own = NamePostings.weight(of: list.count, among: held)
        return (group: number, weight: group.nearWeight(own, exact: weight), names: list)
      }
      // Of the keys of one group that a name shares the first one counts.
      lists += (exact.map { (group: number, weight: weight, names: $0) } + near)
        .sorted { $0.weight > $1.weight }
    }
    let least = total / Float(max(1, query.core.readings.count)) * NamePostings.screeningShare
    var found: [Int64: Found] = [:]
    for (group, weight, names) in lists {
      for name in names {
        if let old = found[name] {
          let isFurther = old.group != group
          found[name] = Found(
            weight: isFurther ? old.weight + weight : old.weight, group: isFurther ? group : old.group,
            keys: old.keys + 1)
        } else {
          found[name] = Found(weight: weight, group: group)
        }
      }
    }
    let chosen = found.filter { $0.value.weight >= least }
    let order = chosen.sorted { left, right in
      (right.value.weight, right.value.keys, left.key) < (left.value.weight, left.value.keys, right.key)
    }
    var compared = order
    var next: Found?
    if order.count > limit {
      compared.removeAll(keepingCapacity: true)
      // What cannot be the one asked for takes no place of what can.
      for one in order {
        guard try canBe(one.key) else { continue }
        guard compared.count < limit else {
          next = one.value
          break
        }
        compared.append(one)
      }
    }
    self.names = compared.map(\.key)
    let (most, last) = (compared.first?.value.weight ?? 0, compared.last?.value.weight ?? 0)
    self.isPartial = isPartial || (next.map { $0.weight >= most } ?? false)
    lightest = next == nil ? [] : Set(compared.filter { $0.value.weight <= last }.map(\.key))
  }
}

extension NameKeys.Group {
  /// What a near key weighs.
  ///
  /// - Parameters:
  ///   - own: its weight by rarity.
  ///   - exact: the weight of the exact keys of the group.
  func nearWeight(_ own: Float, exact: Float) -> Float {
    // A word less a letter may be rare and is no better than the word. All letters of several words are: `huatuo` is in
    // few names, its consonants in a thousand.
    (isJoined ? own : min(exact, own)) * NamePostings.nearWeight
  }
}

extension NameKeys {
  /// A key as a number, for a table: 64 bits of FNV-1a. Keys that fall together cost a comparison, no more.
  static func number(_ key: [UInt8], isNear: Bool) -> Int64 {
    Int64(bitPattern: NamePostings.hash(key, isNear: isNear))
  }

  /// All keys of a name as numbers, sorted, each once.
  public static func numbers(of name: ParsedName) -> [Int64] {
    var numbers = groups(of: name).flatMap { group in
      group.exact.map { number($0, isNear: false) } + group.near.map { number($0, isNear: true) }
    }
    numbers.sort()
    var last: Int64?
    return numbers.filter { number in
      defer { last = number }
      return number != last
    }
  }
}
