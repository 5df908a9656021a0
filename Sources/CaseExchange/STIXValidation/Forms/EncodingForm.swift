/// Bytes written as text.
///
/// Source: STIX 2.1 §2.1 (binary), §2.8 (hexadecimal), RFC 4648 §4; hash algorithms §2.7.
enum EncodingForm {
  static func isBase64(_ text: Bytes) -> Bool {
    guard !text.isEmpty, text.count % 4 == 0 else { return false }
    var end = text.count
    if text[end - 1] == UInt8(ascii: "=") { end -= text[end - 2] == UInt8(ascii: "=") ? 2 : 1 }
    return text.part(0..<end).allSatisfy {
      $0.isAlphanumeric || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "/")
    }
  }

  static func isHex(_ text: Bytes) -> Bool {
    !text.isEmpty && text.count % 2 == 0 && text.allSatisfy(\.isHexDigit)
  }

  /// Hexadecimal digits that a hash of this name has; `nil` for a name that fixes no length.
  static func hexDigits(ofHash name: Bytes) -> Int? {
    if name.isEqual(to: "MD5") { return 32 }
    if name.isEqual(to: "SHA-1") { return 40 }
    if name.isEqual(to: "SHA-256") || name.isEqual(to: "SHA3-256") { return 64 }
    if name.isEqual(to: "SHA-512") || name.isEqual(to: "SHA3-512") { return 128 }
    return nil
  }

  /// Whether `value` can be a hash of the algorithm `name`. Unknown algorithms take anything.
  static func isHash(_ value: Bytes, of name: Bytes) -> Bool {
    if let digits = hexDigits(ofHash: name) { return value.count == digits && value.allSatisfy(\.isHexDigit) }
    if name.isEqual(to: "SSDEEP") { return isSSDEEP(value) }
    if name.isEqual(to: "TLSH") { return value.count == 70 && value.allSatisfy(\.isAlphanumeric) }
    return true
  }

  static func isSSDEEP(_ value: Bytes) -> Bool {
    (1...128).contains(value.count)
      && value.allSatisfy {
        $0.isAlphanumeric || $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: ":")
          || $0 == UInt8(ascii: ".")
      }
  }

  /// A key of a dictionary: letters, digits, hyphens and underscores.
  static func isDictionaryKey(_ text: Bytes) -> Bool {
    text.count <= 250
      && text.allSatisfy { $0.isAlphanumeric || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: "_") }
  }

  static func isHashKey(_ text: Bytes) -> Bool { text.count >= 3 && isDictionaryKey(text) }
}
