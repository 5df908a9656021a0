/// The Unified Social Credit Code of China: 17 characters, then a check character.
///
/// Source: GB 32100-2015 §4 and annex A: weights are the powers of 3 modulo 31.
public enum USCC {
  /// The 31 characters in the order of their values; I, O, S, V and Z are left out.
  private static let alphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  /// Whether the text has the form of a code and its check character fits. Small letters are not accepted.
  public static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 18, let check = value(bytes[17]), areDigits(bytes[2..<8]) else { return false }
    var sum = 0
    var weight = 1
    for byte in bytes.prefix(17) {
      guard let value = value(byte) else { return false }
      sum = (sum + value * weight) % 31
      weight = weight * 3 % 31
    }
    return (31 - sum) % 31 == check
  }

  private static func value(_ byte: UInt8) -> Int? { alphabet.firstIndex(of: byte) }

  /// Places 3 to 8 name the division of the registrar by GB/T 2260.
  private static func areDigits(_ bytes: ArraySlice<UInt8>) -> Bool { bytes.allSatisfy { $0 &- 0x30 < 10 } }
}
