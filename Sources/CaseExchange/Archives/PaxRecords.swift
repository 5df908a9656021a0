/// The records of a pax header: `LENGTH KEY=VALUE\n`, length in decimal and counting itself.
///
/// Source: POSIX.1-2017, pax, "pax Extended Header".
struct PaxRecords {
  static let maximumBytes = 1024 * 1024

  private var values: [(key: [UInt8], value: [UInt8])] = []

  init(_ bytes: [UInt8], at offset: Int) throws(ArchiveFault) {
    var position = 0
    while position < bytes.count {
      var length = 0
      var digits = position
      while digits < bytes.count, (0x30...0x39).contains(bytes[digits]), length < bytes.count {
        length = length * 10 + Int(bytes[digits] - 0x30)
        digits += 1
      }
      let end = position + length
      guard digits > position, digits < bytes.count, bytes[digits] == 0x20, end <= bytes.count,
        end > digits + 1,
        bytes[end - 1] == 0x0A, let equals = bytes[digits..<end].firstIndex(of: UInt8(ascii: "=")),
        equals > digits + 1
      else { throw ArchiveFault(offset, "a pax header is damaged") }
      values.append((Array(bytes[digits + 1..<equals]), Array(bytes[equals + 1..<end - 1])))
      position = end
    }
  }

  /// The value; the last one counts. Two that differ are refused where it matters.
  func value(_ key: String) -> [UInt8]? {
    values.last { $0.key.elementsEqual(key.utf8) }?.value
  }

  func isAmbiguous(_ key: String) -> Bool {
    let all = values.filter { $0.key.elementsEqual(key.utf8) }.map(\.value)
    return all.contains { $0 != all[0] }
  }

  func contains(prefix: String) -> Bool { values.contains { $0.key.starts(with: prefix.utf8) } }

  /// `nil` unless it is a plain decimal number.
  static func number(_ text: [UInt8]) -> Int? {
    guard !text.isEmpty, text.count <= 18, text.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return text.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
