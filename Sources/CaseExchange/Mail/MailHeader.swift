/// The header of a message or of a part of one.
///
/// Source: RFC 5322 §2.2, §3.6, §4.5.
struct MailHeader {
  struct Field {
    /// Lower case.
    let name: String
    /// Unfolded, without the space around it.
    fileprivate(set) var value: [UInt8]
  }

  static let maximumFields = 10_000

  private(set) var fields: [Field] = []
  /// Where the body begins.
  private(set) var bodyStart: Int
  /// What is wrong, and where.
  private(set) var defects: [(offset: Int, reason: String)] = []

  init(_ bytes: [UInt8], _ range: Range<Int>) {
    bodyStart = range.upperBound
    // Some programs write a mark of UTF-8 before the message.
    let start = bytes[range].starts(with: [0xEF, 0xBB, 0xBF]) ? range.lowerBound + 3 : range.lowerBound
    var position = start
    while position < range.upperBound {
      let line = MailLine(bytes, at: position, before: range.upperBound)
      if line.content.isEmpty {
        bodyStart = line.next
        return
      }
      let isFirst = position == start
      if isFirst, bytes[line.content].starts(with: "From ".utf8) {
        // The line of a mailbox.
      } else if !take(bytes, line, isFirst) {
        // As other readers do: what is no field begins the body.
        defects.append((position, "the header ends without an empty line"))
        bodyStart = position
        return
      }
      position = line.next
    }
  }

  private mutating func take(_ bytes: [UInt8], _ line: MailLine, _ isFirst: Bool) -> Bool {
    let content = bytes[line.content]
    if let first = content.first, first == 0x20 || first == 0x09 {
      guard !fields.isEmpty else {
        defects.append((line.content.lowerBound, "the header begins with a continued line"))
        return true
      }
      let more = Self.trimmed(content)
      if more.isEmpty { return true }
      // Encoded words are found by the space between them; two would do no harm. Added in place: a field may have
      // many thousand lines.
      fields[fields.count - 1].value.append(0x20)
      fields[fields.count - 1].value.append(contentsOf: more)
      return true
    }
    guard let colon = content.firstIndex(of: UInt8(ascii: ":")), fields.count < Self.maximumFields else {
      return false
    }
    // Space before the colon is of old (RFC 5322 §4.5).
    let word = Self.trimmed(content[..<colon])
    guard !word.isEmpty, word.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { return false }
    let name = String(decoding: word, as: UTF8.self).lowercased()
    fields.append(Field(name: name, value: Array(Self.trimmed(content[(colon + 1)...]))))
    return true
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var part = bytes.drop { $0 == 0x20 || $0 == 0x09 }
    while let last = part.last, last == 0x20 || last == 0x09 { part.removeLast() }
    return part
  }

  /// The first field of that name.
  subscript(_ name: String) -> [UInt8]? { fields.first { $0.name == name }?.value }

  func all(_ name: String) -> [[UInt8]] { fields.filter { $0.name == name }.map(\.value) }
}

/// One line, without its end.
struct MailLine {
  let content: Range<Int>
  let next: Int

  init(_ bytes: [UInt8], at start: Int, before limit: Int) {
    let end = bytes[start..<limit].firstIndex(of: 0x0A) ?? limit
    next = min(limit, end + 1)
    content = start..<(end > start && bytes[end - 1] == 0x0D ? end - 1 : end)
  }
}
