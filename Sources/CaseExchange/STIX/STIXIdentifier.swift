/// The form of a STIX id: `type--UUID`.
///
/// Source: STIX 2.1 (OASIS Standard) §2.9; type names §3.1. Names of older files are taken as
/// they are when they are short and printable.
enum STIXIdentifier {
  private static let maximumTypeBytes = 250
  private static let maximumIDBytes = 1_000

  static func isType(_ text: String) -> Bool {
    let bytes = text.utf8
    return !bytes.isEmpty && bytes.count <= maximumTypeBytes && bytes.allSatisfy(isTypeByte)
  }

  private static func isTypeByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  /// Whether `id` is `type`, two hyphens, and something printable after them.
  static func isID(_ id: String, ofType type: String) -> Bool {
    var (id, type) = (id, type)
    return id.withUTF8 { id in
      type.withUTF8 { type in
        guard id.count > type.count + 2, id.count <= maximumIDBytes else { return false }
        for index in type.indices where id[index] != type[index] { return false }
        guard id[type.count] == UInt8(ascii: "-"), id[type.count + 1] == UInt8(ascii: "-") else {
          return false
        }
        return id.allSatisfy { $0 > 0x20 && $0 < 0x7F }
      }
    }
  }

  /// Whether a text could be the id of an object of some type. Names inside one STIX 2.0
  /// observation ("0", "1") are not.
  static func looksLikeID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    var hyphens = 0
    for (index, byte) in text.enumerated() {
      hyphens = byte == UInt8(ascii: "-") ? hyphens + 1 : 0
      if hyphens == 2 { return index > 1 && index + 1 < text.count && text.count <= maximumIDBytes }
      guard isTypeByte(byte) else { return false }
    }
    return false
  }

  /// Whether the part behind the type is a UUID in its usual form; upper case is accepted.
  static func endsInUUID(_ id: String, type: String) -> Bool {
    let start = type.utf8.count + 2
    var id = id
    return id.withUTF8 { isUUID($0, from: start) }
  }

  /// The same of a text that looks like an id.
  static func endsInUUID(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
    let hyphens = text.indices.dropLast().first {
      text[$0] == UInt8(ascii: "-") && text[$0 + 1] == UInt8(ascii: "-")
    }
    return hyphens.map { isUUID(text, from: $0 + 2) } ?? false
  }

  private static func isUUID(_ bytes: UnsafeBufferPointer<UInt8>, from start: Int) -> Bool {
    guard bytes.count == start + 36 else { return false }
    for place in 0..<36 {
      let byte = bytes[start + place]
      let isHyphenPlace = place == 8 || place == 13 || place == 18 || place == 23
      guard isHyphenPlace ? byte == UInt8(ascii: "-") : isHexDigit(byte) else { return false }
    }
    return true
  }

  private static func isHexDigit(_ byte: UInt8) -> Bool {
    let lower = byte | 0x20
    return byte &- UInt8(ascii: "0") < 10 || lower &- UInt8(ascii: "a") < 6
  }
}
