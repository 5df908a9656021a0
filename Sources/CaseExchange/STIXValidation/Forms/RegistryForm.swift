/// Names that registries keep. Their form is checked, not whether they are listed today: the lists grow.
enum RegistryForm {
  /// A media type with one of the registered top-level names.
  ///
  /// Source: RFC 6838 §4.2; STIX 2.1 §6.1.
  static func isMediaType(_ text: Bytes) -> Bool {
    guard let slash = text.firstIndex(of: UInt8(ascii: "/")) else { return false }
    let top = text.part(0..<slash)
    let tops: [StaticString] = [
      "application", "audio", "font", "image", "message", "model", "multipart", "text", "video",
    ]
    guard tops.contains(where: { top.isEqual(to: $0) }) else { return false }
    let sub = text.part(slash + 1..<text.count)
    return !sub.isEmpty
      && sub.allSatisfy {
        $0.isAlphanumeric || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "_")
          || $0 == UInt8(ascii: "-")
      }
  }

  /// The name of a character set.
  ///
  /// Source: RFC 2978 §2.3.
  static func isCharacterSet(_ text: Bytes) -> Bool {
    (2...250).contains(text.count)
      && text.allSatisfy {
        $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".")
          || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: "(")
          || $0 == UInt8(ascii: ")")
      }
  }

  /// A well-formed language tag: 2 or 3 letters, then subtags of 1 to 8 letters and digits.
  ///
  /// Source: RFC 5646 §2.1.
  static func isLanguage(_ text: Bytes) -> Bool {
    var start = 0
    for index in 0...text.count where index == text.count || text[index] == UInt8(ascii: "-") {
      let part = text.part(start..<index)
      let isGood =
        start == 0
        ? (2...3).contains(part.count) && part.allSatisfy(\.isLetter)
        : (1...8).contains(part.count) && part.allSatisfy(\.isAlphanumeric)
      guard isGood else { return false }
      start = index + 1
    }
    return true
  }

  /// Three lower-case letters, as STIX 2.0 asks for software.
  ///
  /// Source: ISO 639-2.
  static func isOldLanguage(_ text: Bytes) -> Bool { text.count == 3 && text.allSatisfy(\.isLowerLetter) }

  /// A formatted string of the Common Platform Enumeration: `cpe:2.3:` and eleven parts.
  ///
  /// Source: NISTIR 7695 §6.2.
  static func isCPE(_ text: Bytes) -> Bool {
    let prefix: StaticString = "cpe:2.3:"
    guard text.hasPrefix(prefix) else { return false }
    var parts = 1
    var length = 0
    var index = prefix.utf8CodeUnitCount
    let kind = index
    while index < text.count {
      let byte = text[index]
      switch byte {
      case UInt8(ascii: ":"):
        guard length > 0 else { return false }
        parts += 1
        length = -1
      case UInt8(ascii: "\\"):
        index += 1
        guard index < text.count, text[index] > 0x20, text[index] < 0x7F else { return false }
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
        break
      default: guard byte.isAlphanumeric else { return false }
      }
      length += 1
      index += 1
    }
    guard parts == 11, length > 0, text[kind + 1] == UInt8(ascii: ":") else { return false }
    switch text[kind] {
    case UInt8(ascii: "a"), UInt8(ascii: "h"), UInt8(ascii: "o"), UInt8(ascii: "*"), UInt8(ascii: "-"):
      return true
    default: return false
    }
  }

  /// `CVE-` with a year and a number of four digits or more.
  static func isCVE(_ text: Bytes) -> Bool {
    guard text.hasPrefix("CVE-"), text.count >= 13, text[8] == UInt8(ascii: "-") else { return false }
    let number = text.part(9..<text.count)
    return text.part(4..<8).allSatisfy(\.isDigit) && number.allSatisfy(\.isDigit)
      && (number.count == 4 || number[0] != UInt8(ascii: "0"))
  }

  static func isCAPEC(_ text: Bytes) -> Bool {
    text.hasPrefix("CAPEC-") && text.count > 6 && text.dropFirst(6).allSatisfy(\.isDigit)
  }

  /// A selector of a granular marking: property names and `[index]` steps between dots.
  ///
  /// Source: STIX 2.1 §7.2.3.
  static func isSelector(_ text: Bytes) -> Bool {
    var start = 0
    for index in 0...text.count where index == text.count || text[index] == UInt8(ascii: ".") {
      let part = text.part(start..<index)
      guard start > 0 ? isStep(part) : isStep(part) && part[0] != UInt8(ascii: "[") else { return false }
      start = index + 1
    }
    return true
  }

  private static func isStep(_ text: Bytes) -> Bool {
    guard (1...250).contains(text.count) else { return false }
    if text[0] == UInt8(ascii: "[") {
      return text.count > 2 && text[text.count - 1] == UInt8(ascii: "]")
        && text.part(1..<text.count - 1).allSatisfy(\.isDigit)
    }
    return text.allSatisfy {
      $0.isLowerLetter || $0.isDigit || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-")
    }
  }
}
