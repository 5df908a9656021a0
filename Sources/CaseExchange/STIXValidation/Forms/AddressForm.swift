/// Addresses of networks and of people, and host names.
///
/// Source: STIX 2.1 §6.4, §6.5, §6.8–§6.10; RFC 4291 §2.2, RFC 4632, RFC 5890 §2.3.
enum AddressForm {
  /// Four numbers, with or without a prefix length.
  static func isIPv4(_ text: Bytes) -> Bool {
    let (address, prefix) = split(text, at: UInt8(ascii: "/"))
    if let prefix, !isNumber(prefix, upTo: 32) { return false }
    return isDottedQuad(address)
  }

  private static func isDottedQuad(_ text: Bytes) -> Bool {
    var parts = 0
    var start = 0
    for index in 0...text.count where index == text.count || text[index] == UInt8(ascii: ".") {
      guard isNumber(text.part(start..<index), upTo: 255) else { return false }
      parts += 1
      start = index + 1
    }
    return parts == 4
  }

  /// No leading zeros.
  private static func isNumber(_ text: Bytes, upTo maximum: Int) -> Bool {
    guard let value = text.digits, value <= maximum else { return false }
    return text.count == 1 || text[0] != UInt8(ascii: "0")
  }

  /// Groups of hexadecimal digits, with or without a zone and a prefix length.
  static func isIPv6(_ text: Bytes) -> Bool {
    let (rest, prefix) = split(text, at: UInt8(ascii: "/"))
    if let prefix, !isNumber(prefix, upTo: 128) { return false }
    let (address, zone) = split(rest, at: UInt8(ascii: "%"))
    if let zone, zone.isEmpty { return false }
    return isGroups(address)
  }

  private static func isGroups(_ text: Bytes) -> Bool {
    var groups = 0
    var hasGap = false
    var index = 0
    if text.hasPrefix("::") {
      hasGap = true
      index = 2
      if text.count == 2 { return true }
    }
    while true {
      var end = index
      while end < text.count, text[end] != UInt8(ascii: ":") { end += 1 }
      let part = text.part(index..<end)
      if end == text.count && part.contains(UInt8(ascii: ".")) {
        guard isDottedQuad(part) else { return false }
        groups += 2
      } else {
        guard (1...4).contains(part.count), part.allSatisfy(\.isHexDigit) else { return false }
        groups += 1
      }
      if end == text.count { return hasGap ? groups < 8 : groups == 8 }
      index = end + 1
      if index < text.count, text[index] == UInt8(ascii: ":") {
        if hasGap { return false }
        hasGap = true
        index += 1
        if index == text.count { return groups < 8 }
      }
      if index == text.count { return false }
    }
  }

  /// Six pairs of lower-case hexadecimal digits between colons.
  static func isMAC(_ text: Bytes) -> Bool {
    guard text.count == 17 else { return false }
    for (index, byte) in text.enumerated() {
      let isColon = index % 3 == 2
      guard isColon ? byte == UInt8(ascii: ":") : byte.isDigit || byte &- 0x61 < 6 else { return false }
    }
    return true
  }

  /// A name with one `@` and a dot behind it. Of RFC 5322 this is the part that is in use.
  static func isMail(_ text: Bytes) -> Bool {
    guard let at = text.firstIndex(of: UInt8(ascii: "@")), at > 0 else { return false }
    let host = text.part(at + 1..<text.count)
    guard let dot = host.firstIndex(of: UInt8(ascii: ".")), dot > 0, dot + 1 < host.count else {
      return false
    }
    let isLocal = text.part(0..<at).allSatisfy {
      $0.isAlphanumeric || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "+")
        || $0 == UInt8(ascii: "-")
    }
    return isLocal
      && host.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".") }
  }

  /// Labels of letters, digits and inner hyphens. Labels beyond ASCII are taken as they are: their
  /// tables change every year.
  static func isHost(_ text: Bytes) -> Bool {
    let end = text.last == UInt8(ascii: ".") ? text.count - 1 : text.count
    guard end > 0, end <= 253 else { return false }
    var start = 0
    for index in 0...end where index == end || text[index] == UInt8(ascii: ".") {
      guard isLabel(text.part(start..<index)) else { return false }
      start = index + 1
    }
    return true
  }

  private static func isLabel(_ text: Bytes) -> Bool {
    guard (1...63).contains(text.count), text[0] != UInt8(ascii: "-"),
      text[text.count - 1] != UInt8(ascii: "-")
    else { return false }
    // Two hyphens there mark an encoding, and only that of RFC 5890 exists.
    let marked = text.count > 3 && text[2] == UInt8(ascii: "-") && text[3] == UInt8(ascii: "-")
    if marked && !(text[0] | 0x20 == UInt8(ascii: "x") && text[1] | 0x20 == UInt8(ascii: "n")) {
      return false
    }
    return text.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 >= 0x80 }
  }

  private static func split(_ text: Bytes, at mark: UInt8) -> (front: Bytes, behind: Bytes?) {
    guard let index = text.firstIndex(of: mark) else { return (text, nil) }
    return (text.part(0..<index), text.part(index + 1..<text.count))
  }
}
