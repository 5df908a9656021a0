/// Turns checked text of a document into what it means.
///
/// Source: XML 1.0 (Fifth Edition) §2.11 (ends of lines), §3.3.3 (values of attributes), §4.1 and §4.6
/// (references).
enum XMLDecoding {
  /// - Parameters:
  ///   - content: passed by the scanner: every reference in it is one of the five, or a character.
  ///   - isAttribute: tabs and ends of lines become spaces.
  static func decode(_ content: UnsafeBufferPointer<UInt8>, isAttribute: Bool) -> String {
    var text: [UInt8] = []
    text.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      switch content[index] {
      case UInt8(ascii: "&"):
        index = appendReference(content, at: index, to: &text)
      case 0x0D:
        index += index + 1 < content.count && content[index + 1] == 0x0A ? 2 : 1
        text.append(isAttribute ? 0x20 : 0x0A)
      case 0x09 where isAttribute, 0x0A where isAttribute:
        text.append(0x20)
        index += 1
      default:
        text.append(content[index])
        index += 1
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  private static func appendReference(
    _ content: UnsafeBufferPointer<UInt8>, at start: Int, to text: inout [UInt8]
  ) -> Int {
    var end = start + 1
    while end < content.count, content[end] != UInt8(ascii: ";") { end += 1 }
    let name = content[start + 1..<end]
    if let value = number(name) {
      if let scalar = Unicode.Scalar(value) { text.append(contentsOf: Array(String(scalar).utf8)) }
    } else if let byte = predefined(name) {
      text.append(byte)
    }
    return end + 1
  }

  /// The value of `#60` or `#x3C`; `nil` when it is not written so. Saturates above every character.
  static func number(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt32? {
    guard name.first == UInt8(ascii: "#") else { return nil }
    var digits = name.dropFirst()
    let radix: UInt32 = digits.first == UInt8(ascii: "x") ? 16 : 10
    if radix == 16 { digits = digits.dropFirst() }
    guard !digits.isEmpty else { return nil }
    var value: UInt32 = 0
    for byte in digits {
      guard let digit = digit(byte), digit < radix else { return nil }
      value = min(value * radix + digit, 0x11_0000)
    }
    return value
  }

  private static func digit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte - 0x30)
    case 0x41...0x46: UInt32(byte - 0x41 + 10)
    case 0x61...0x66: UInt32(byte - 0x61 + 10)
    default: nil
    }
  }

  static func predefined(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> UInt8? {
    if name.elementsEqual("amp".utf8) { return UInt8(ascii: "&") }
    if name.elementsEqual("lt".utf8) { return UInt8(ascii: "<") }
    if name.elementsEqual("gt".utf8) { return UInt8(ascii: ">") }
    if name.elementsEqual("apos".utf8) { return UInt8(ascii: "'") }
    if name.elementsEqual("quot".utf8) { return UInt8(ascii: "\"") }
    return nil
  }
}
