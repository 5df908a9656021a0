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

  /// The parts of `(1) A123 (2) B456`, each without its number; a text that is not numbered so is one.
  static func numbered(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    guard bytes.starts(with: "(1)".utf8) else { return [text] }
    var parts: [String?] = []
    var (start, next) = (3, 2)
    for space in bytes.indices where bytes[space] == 0x20 {
      let mark = Array(" (\(next))".utf8)
      guard bytes[space...].starts(with: mark) else { continue }
      parts.append(trimmed(String(decoding: bytes[start..<space], as: UTF8.self)))
      (start, next) = (space + mark.count, next + 1)
    }
    parts.append(trimmed(String(decoding: bytes[start...], as: UTF8.self)))
    return parts.compactMap { $0 }
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
