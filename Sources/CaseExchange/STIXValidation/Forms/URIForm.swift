/// A URI with a scheme, in ASCII.
///
/// Source: RFC 3986 §3 and Appendix A.
enum URIForm {
  static func isValid(_ text: Bytes) -> Bool {
    guard let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text.part(0..<colon)) else {
      return false
    }
    var start = colon + 1
    if text.part(start..<text.count).hasPrefix("//") {
      var end = start + 2
      while end < text.count, !isDelimiter(text[end]) { end += 1 }
      guard isAuthority(text.part(start + 2..<end)) else { return false }
      start = end
    }
    return isRest(text.part(start..<text.count))
  }

  private static func isScheme(_ text: Bytes) -> Bool {
    guard let first = text.first, first.isLetter else { return false }
    return text.allSatisfy {
      $0.isAlphanumeric || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
    }
  }

  private static func isDelimiter(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "/") || byte == UInt8(ascii: "?") || byte == UInt8(ascii: "#")
  }

  private static func isAuthority(_ text: Bytes) -> Bool {
    var host = text
    if let at = text.lastIndex(of: UInt8(ascii: "@")) {
      guard isEncoded(text.part(0..<at), isUserInformation) else { return false }
      host = text.part(at + 1..<text.count)
    }
    if host.first == UInt8(ascii: "[") {
      guard let close = host.firstIndex(of: UInt8(ascii: "]")) else { return false }
      guard isLiteralHost(host.part(1..<close)) else { return false }
      return isPort(host.part(close + 1..<host.count))
    }
    let colon = host.firstIndex(of: UInt8(ascii: ":")) ?? host.count
    return isEncoded(host.part(0..<colon), isNamePart) && isPort(host.part(colon..<host.count))
  }

  private static func isLiteralHost(_ text: Bytes) -> Bool {
    if AddressForm.isIPv6(text) { return true }
    guard text.count > 3, text[0] | 0x20 == UInt8(ascii: "v") else { return false }
    return text.allSatisfy { isUserInformation($0) }
  }

  private static func isPort(_ text: Bytes) -> Bool {
    text.isEmpty || (text[0] == UInt8(ascii: ":") && text.dropFirst().allSatisfy(\.isDigit))
  }

  /// Path, query and fragment: one `?` part, one `#` part.
  private static func isRest(_ text: Bytes) -> Bool {
    var isFragment = false
    return isEncoded(text) { byte in
      if byte == UInt8(ascii: "#") {
        if isFragment { return false }
        isFragment = true
        return true
      }
      return isUserInformation(byte) || byte == UInt8(ascii: "@") || byte == UInt8(ascii: "/")
        || byte == UInt8(ascii: "?")
    }
  }

  private static func isEncoded(_ text: Bytes, _ allows: (UInt8) -> Bool) -> Bool {
    var index = 0
    while index < text.count {
      if text[index] == UInt8(ascii: "%") {
        guard index + 2 < text.count, text[index + 1].isHexDigit, text[index + 2].isHexDigit else {
          return false
        }
        index += 3
      } else {
        guard allows(text[index]) else { return false }
        index += 1
      }
    }
    return true
  }

  private static func isUserInformation(_ byte: UInt8) -> Bool {
    isNamePart(byte) || byte == UInt8(ascii: ":")
  }

  /// Unreserved characters and sub-delimiters.
  private static func isNamePart(_ byte: UInt8) -> Bool {
    if byte.isAlphanumeric { return true }
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "~"), UInt8(ascii: "!"),
      UInt8(ascii: "$"), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: "("), UInt8(ascii: ")"),
      UInt8(ascii: "*"), UInt8(ascii: "+"), UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "="):
      return true
    default: return false
    }
  }
}
