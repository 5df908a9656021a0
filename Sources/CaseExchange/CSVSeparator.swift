/// What stands between the columns of a table. RFC 4180 knows the comma alone; spreadsheets write a semicolon where the
/// comma stands in numbers, and tabs.
enum CSVSeparator: UInt8, CaseIterable {
  case comma = 0x2C
  case semicolon = 0x3B
  case tab = 0x09

  var plural: String {
    switch self {
    case .comma: "commas"
    case .semicolon: "semicolons"
    case .tab: "tabs"
    }
  }

  /// The one that stands most often in the header outside quotes; the comma when none does, or as often.
  ///
  /// - Returns: `nil` when the header does not end in `bytes`, and they are not all there is.
  init?(header bytes: some Sequence<UInt8>, isWhole: Bool) {
    var counts = [CSVSeparator: Int]()
    var isQuoted = false
    var hasEnded = false
    for byte in bytes {
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() }
      guard !isQuoted else { continue }
      if byte == 0x0A {
        hasEnded = true
        break
      }
      if let separator = CSVSeparator(rawValue: byte) { counts[separator, default: 0] += 1 }
    }
    guard hasEnded || isWhole else { return nil }
    // The first of equals.
    self = Self.allCases.reduce(.comma) { counts[$1, default: 0] > counts[$0, default: 0] ? $1 : $0 }
  }

  /// What a first line `sep=;` says: spreadsheets write it, obey it and do not show it.
  ///
  /// - Parameter bytes: `statedBytes` of them, or all there are.
  /// - Returns: also how long the line is, with its end; `nil` when there is none.
  static func stated(_ bytes: some Collection<UInt8>) -> (separator: CSVSeparator, lengthBytes: Int)? {
    let front = bytes.prefix(statedBytes)
    guard let end = front.firstIndex(of: 0x0A) else { return nil }
    let line = front[..<end]
    // Some programs quote it, as they do every field.
    let said = line.filter { $0 != UInt8(ascii: "\"") && $0 != 0x0D }
    guard said.count == 5, said.prefix(4).map({ $0 | 0x20 }).elementsEqual("sep=".utf8),
      let separator = said.last.flatMap({ CSVSeparator(rawValue: $0) })
    else { return nil }
    return (separator, line.count + 1)
  }

  static let statedBytes = 16
}
