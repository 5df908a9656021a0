/// Names that somebody may have meant who typed one that is not there.
enum NearNames {
  private static let most = 5

  /// At most five: those that differ by case, white space or two slips of the hand, then those that it is part of.
  static func find(_ text: String, among names: some Sequence<String>) -> [String] {
    let wanted = folded(text)
    guard !wanted.isEmpty else { return [] }
    var found: [(rank: Int, name: String)] = []
    for name in names {
      let other = folded(name)
      if let slips = slips(wanted, other, most: min(2, wanted.count / 3)) {
        found.append((slips, name))
      } else if other.count > wanted.count, wanted.count >= 3, contains(other, wanted) {
        found.append((3, name))
      }
    }
    return found.sorted { ($0.rank, $0.name) < ($1.rank, $1.name) }.prefix(most).map(\.name)
  }

  /// Bytes, ASCII letters in lower case, without spaces.
  private static func folded(_ text: String) -> [UInt8] {
    text.utf8.compactMap { byte in
      byte == 0x20 ? nil : (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
    }
  }

  private static func contains(_ long: [UInt8], _ short: [UInt8]) -> Bool {
    (0...(long.count - short.count)).contains { long[$0..<$0 + short.count].elementsEqual(short) }
  }

  /// Bytes left out, put in or changed from one to the other; `nil` when they are more than `most`.
  private static func slips(_ one: [UInt8], _ other: [UInt8], most: Int) -> Int? {
    guard abs(one.count - other.count) <= most else { return nil }
    var row = Array(0...other.count)
    for (place, byte) in one.enumerated() {
      var corner = row[0]
      row[0] = place + 1
      for column in other.indices {
        let changed = corner + (byte == other[column] ? 0 : 1)
        corner = row[column + 1]
        row[column + 1] = min(changed, corner + 1, row[column] + 1)
      }
    }
    return row[other.count] <= most ? row[other.count] : nil
  }
}
