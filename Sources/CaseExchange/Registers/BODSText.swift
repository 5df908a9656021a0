import CaseDomain

/// The forms of text that BODS names.
enum BODSText {
  static func isDay(_ text: String) -> Bool { text.utf8.count == 10 && Day(text) != nil }

  /// A date-time of RFC 3339 §5.6, with its zone.
  static func isTime(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count >= 20, Day(text) != nil, isClock(bytes[11..<19]) else { return false }
    var zone = bytes[19...]
    if zone.first == UInt8(ascii: ".") {
      let rest = zone.dropFirst().drop { $0 &- 0x30 < 10 }
      guard rest.count < zone.count - 1 else { return false }
      zone = rest
    }
    guard let sign = zone.first else { return false }
    if sign == UInt8(ascii: "Z") || sign == UInt8(ascii: "z") { return zone.count == 1 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return false }
    return isClock(zone.dropFirst() + Array(":00".utf8)) && zone.count == 6
  }

  /// `hh:mm:ss`; a leap second is allowed.
  private static func isClock(_ bytes: ArraySlice<UInt8>) -> Bool {
    let parts = bytes.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    let most = [23, 59, 60]
    return parts.count == 3
      && zip(parts, most).allSatisfy { part, most in
        part.count == 2 && part.allSatisfy { $0 &- 0x30 < 10 }
          && part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= most
      }
  }

  /// A scheme, a colon and something after it, all of it characters of RFC 3986 §2.
  static func isURI(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, colon + 1 < bytes.count,
      isLetter(bytes[0])
    else { return false }
    let others = Array("+-.".utf8)
    let isScheme = bytes[..<colon].allSatisfy { isLetter($0) || $0 &- 0x30 < 10 || others.contains($0) }
    let forbidden = Array("\"<>\\^`{|}".utf8)
    return isScheme && bytes[colon...].allSatisfy { (0x21...0x7E).contains($0) && !forbidden.contains($0) }
  }

  private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }

  /// Two whole numbers with a point between.
  static func isVersion(_ text: String) -> Bool {
    let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    return parts.count == 2 && parts.allSatisfy { !$0.isEmpty && $0.allSatisfy { $0 &- 0x30 < 10 } }
  }
}
