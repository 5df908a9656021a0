/// Check digits of the identifiers of companies. A wrong digit means a slip of the pen somewhere, not a lie.
public enum CheckDigits {
  /// Whether `text` is a legal entity identifier: 18 letters and digits, then two check digits.
  ///
  /// Capitals only, as the standard writes them. Source: ISO 17442-1; ISO/IEC 7064, MOD 97-10.
  public static func isLEI(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 20, bytes.suffix(2).allSatisfy(isDigit) else { return false }
    var rest = 0
    for byte in bytes {
      guard let value = alphanumeric(byte) else { return false }
      rest = (rest * (value > 9 ? 100 : 10) + value) % 97
    }
    return rest == 1
  }

  /// Whether `text` is a Chinese unified social credit code of 18 characters with its check character.
  ///
  /// Capitals only; I, O, S, V and Z do not occur. Source: GB 32100-2015, section 4 and annex.
  public static func isUSCC(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count == 18 else { return false }
    var (sum, weight) = (0, 1)
    for byte in bytes.dropLast() {
      guard let value = creditAlphabet.firstIndex(of: byte) else { return false }
      sum += value * weight
      weight = weight * 3 % 31
    }
    return bytes[17] == creditAlphabet[(31 - sum % 31) % 31]
  }

  private static let creditAlphabet = Array("0123456789ABCDEFGHJKLMNPQRTUWXY".utf8)

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func alphanumeric(_ byte: UInt8) -> Int? {
    switch byte {
    case 0x30...0x39: Int(byte - 0x30)
    case 0x41...0x5A: Int(byte - 0x41) + 10
    default: nil
    }
  }
}
