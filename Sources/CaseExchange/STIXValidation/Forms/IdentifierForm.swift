/// The form of an identifier: a type name, two hyphens and a UUID of RFC 4122.
///
/// Source: STIX 2.1 §2.9; type names §3.1.
struct IdentifierForm {
  /// Bytes of the type name in front of the two hyphens.
  let typeCount: Int
  /// The version digit of the UUID.
  let uuidVersion: UInt8

  private static let uuidCount = 36

  /// `nil` when `text` is no identifier.
  init?(_ text: Bytes) {
    let typeCount = text.count - Self.uuidCount - 2
    guard typeCount >= 3, typeCount <= 250 else { return nil }
    guard text[0].isLowerLetter, text[typeCount - 1] != UInt8(ascii: "-") else { return nil }
    for index in 0..<typeCount where !TypeName.isPart(text[index]) { return nil }
    guard text[typeCount] == UInt8(ascii: "-"), text[typeCount + 1] == UInt8(ascii: "-") else { return nil }
    let start = typeCount + 2
    for place in 0..<Self.uuidCount {
      let byte = text[start + place]
      let isHyphen = place == 8 || place == 13 || place == 18 || place == 23
      guard isHyphen ? byte == UInt8(ascii: "-") : byte.isHexDigit else { return nil }
    }
    let version = text[start + 14] &- UInt8(ascii: "0")
    guard (1...5).contains(version) else { return nil }
    switch text[start + 19] | 0x20 {
    case UInt8(ascii: "8") | 0x20, UInt8(ascii: "9") | 0x20, UInt8(ascii: "a"), UInt8(ascii: "b"): break
    default: return nil
    }
    self.typeCount = typeCount
    uuidVersion = version
  }
}

/// Names of object types and of properties.
///
/// Source: STIX 2.1 §3.1.
enum TypeName {
  @inline(__always) static func isPart(_ byte: UInt8) -> Bool {
    byte.isLowerLetter || byte.isDigit || byte == UInt8(ascii: "-")
  }

  /// Lower-case letters, digits and single hyphens; 3 to 250 bytes; a letter first (2.1) or, in 2.0,
  /// anything of those.
  static func isValid(_ text: Bytes, _ version: STIXSpecVersion) -> Bool {
    guard (3...250).contains(text.count) else { return false }
    if version == .v21 && !text[0].isLowerLetter { return false }
    var last: UInt8 = 0
    for byte in text {
      guard isPart(byte) else { return false }
      if byte == UInt8(ascii: "-") && last == UInt8(ascii: "-") { return false }
      last = byte
    }
    return true
  }

  /// 3 to 250 lower-case letters, digits and underscores, a letter first (2.1).
  static func isProperty(_ text: Bytes, _ version: STIXSpecVersion) -> Bool {
    guard (3...250).contains(text.count) || text.isEqual(to: "id") else { return false }
    if version == .v21 && !text[0].isLowerLetter { return false }
    return text.allSatisfy { $0.isLowerLetter || $0.isDigit || $0 == UInt8(ascii: "_") }
  }
}
