/// Names in Han characters: the share of characters to change, where one of the same sound counts half.
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
    return max(0, 1 - 1.2 * share)
  }

  private static func cost(_ a: UInt32, _ b: UInt32) -> Double {
    if a == b { return 0 }
    let readings = (NameTables.pinyin(of: a), NameTables.pinyin(of: b))
    return readings.0 != nil && readings.0 == readings.1 ? 0.5 : 1
  }
}
