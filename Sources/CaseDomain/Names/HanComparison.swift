/// Names in Han characters: the share of characters to change, where one of the same sound counts half.
///
/// Source: docs/names.md §1, rule 25.
enum HanComparison {
  static func score(_ a: [UInt32], _ b: [UInt32]) -> Double {
    let a = a.prefix(40), b = b.prefix(40)
    var row = (0...b.count).map { Double($0) }
    for (place, character) in a.enumerated() {
      var next = [Double(place + 1)]
      for (column, other) in b.enumerated() {
        let exchange = row[column] + cost(character, other)
        next.append(min(exchange, row[column + 1] + 1, next[column] + 1))
      }
      row = next
    }
    let share = (row.last ?? 0) / Double(max(a.count, b.count, 1))
    return max(0, 1 - 1.25 * share)
  }

  private static func cost(_ a: UInt32, _ b: UInt32) -> Double {
    if a == b { return 0 }
    let readings = (NameTables.pinyin(of: a), NameTables.pinyin(of: b))
    return readings.0 != nil && readings.0 == readings.1 ? 0.5 : 1
  }
}

/// A body's name in Han: what tells it from others, and its generic words.
struct HanBody: Sendable {
  let characters: [UInt32]
  /// Numbers of `GenericWord.han`, in order.
  let generic: [Int]
  /// 第十三, 7801: sorted.
  let numbers: [Int]
  /// Numbers of `ChinesePlace`, sorted.
  let places: [Int]

  /// - Parameter all: without the legal form at either end.
  /// - Returns: `nil` when nothing is left to tell it by.
  init?(_ words: [NameWord], all: [UInt32]) {
    var rest: [UInt32] = []
    var generic: [Int] = []
    var numbers: [Int] = []
    var places: [Int] = []
    // `(株)` is a word of its own beside a name.
    let isBeside = words.count > 1 && words.contains { $0.scalars.count == 1 }
    let whole = isBeside ? all.filter { LegalForm.single[$0] == nil } : all
    var place = 0
    while place < whole.count {
      let next = whole[place...]
      if let number = HanNumber.starting(next) {
        numbers.append(number.value)
        place += number.count
      } else if let found = ChinesePlace.starting(next) {
        places.append(found.number)
        place += found.count
      } else if let word = GenericWord.han.firstIndex(where: { next.starts(with: $0.characters) }) {
        generic.append(word)
        place += GenericWord.han[word].characters.count
      } else {
        // The rank of a place.
        let isRank = GenericWord.ranks.contains(whole[place]) && place >= 2 && place + 1 < whole.count
        if !isRank { rest.append(whole[place]) }
        place += 1
      }
    }
    guard !rest.isEmpty || !numbers.isEmpty || !places.isEmpty else { return nil }
    characters = rest
    self.generic = generic.sorted()
    self.numbers = numbers.sorted()
    self.places = places.sorted()
  }

  /// What stands on one side only, in generic words. Another number and another place tell bodies apart, as rules 21
  /// and 16a have it.
  func unshared(with other: HanBody) -> Double {
    var rest = other.generic
    var count = 0
    for word in generic {
      if let place = rest.firstIndex(of: word) { rest.remove(at: place) } else { count += 1 }
    }
    return Double(count + rest.count) + Self.difference(numbers, other.numbers, apart: 1.7, missing: 1.1)
      + Self.difference(places, other.places, apart: 1.8, missing: 1)
  }

  private static func difference(_ a: [Int], _ b: [Int], apart: Double, missing: Double) -> Double {
    a == b ? 0 : a.isEmpty || b.isEmpty ? missing : Set(a).isDisjoint(with: b) ? apart : missing
  }
}
