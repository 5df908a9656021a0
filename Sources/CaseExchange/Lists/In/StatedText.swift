import CaseDomain

/// Small readings of text that lists share.
enum StatedText {
  /// Without white space around it; `nil` when nothing else is there.
  static func trimmed(_ text: String) -> String? {
    let bytes = text.utf8
    guard let first = bytes.first, let last = bytes.last else { return nil }
    if !isSpace(first), !isSpace(last) { return text.saysNothing ? nil : text }
    guard let start = bytes.firstIndex(where: { !isSpace($0) }),
      let end = bytes.lastIndex(where: { !isSpace($0) })
    else { return nil }
    let part = String(text[start...end])
    return part.saysNothing ? nil : part
  }

  /// The parts between separators, each trimmed; empty ones are left out.
  ///
  /// - Parameter separator: an ASCII byte.
  static func parts(_ text: String, at separator: UInt8) -> [String] {
    text.utf8.split(separator: separator).compactMap { trimmed(String(Substring($0))) }
  }

  /// The parts of `(1) A123 (2) B456`, or of `1) A123; 2) B456`, each without its number; a text that is not numbered so
  /// is one.
  static func numbered(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    let opening = bytes.first == UInt8(ascii: "(") ? "(" : ""
    guard bytes.starts(with: "\(opening)1)".utf8) else { return [text] }
    var parts: [String?] = []
    var (start, next) = (opening.utf8.count + 2, 2)
    for end in bytes.indices where bytes[end] == 0x20 || bytes[end] == UInt8(ascii: ";") {
      let mark = Array("\(opening)\(next))".utf8)
      guard end >= start, bytes[(end + 1)...].starts(with: mark) else { continue }
      parts.append(unended(bytes[start..<end]))
      (start, next) = (end + 1 + mark.count, next + 1)
    }
    parts.append(unended(bytes[start...]))
    return parts.compactMap { $0 }
  }

  /// Without the `;` that parts it from the next.
  private static func unended(_ part: ArraySlice<UInt8>) -> String? {
    let end = part.lastIndex { !isSpace($0) && $0 != UInt8(ascii: ";") }
    return end.flatMap { trimmed(String(decoding: part[...$0], as: UTF8.self)) }
  }

  /// The parts in one name, as lists split it into columns.
  static func joined(_ parts: [String?]) -> String? {
    trimmed(parts.compactMap { $0 }.joined(separator: " "))
  }

  static func isSame(_ first: String, _ second: String) -> Bool { first.utf8.elementsEqual(second.utf8) }

  /// ASCII letters in lower case; everything else as it is.
  static func lowered(_ text: String) -> String {
    String(decoding: text.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }, as: UTF8.self)
  }

  /// What a boolean of XML Schema says, `true` or `1`, `false` or `0`, in whatever case; `nil` for anything else.
  static func truth(_ text: String?) -> Bool? {
    switch text.map(lowered) {
    case "true", "1": true
    case "false", "0": false
    default: nil
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
}
