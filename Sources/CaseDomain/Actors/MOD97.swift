/// Check digits of ISO 7064 MOD 97-10, as the LEI and the IBAN have them.
public enum MOD97 {
  /// Whether digits and capitals, a letter standing for two digits (A is 10, Z is 35), leave 1; anything else fails.
  public static func fits(_ text: some Sequence<UInt8>) -> Bool {
    var remainder = 0
    for byte in text {
      switch byte {
      case 0x30...0x39: remainder = (remainder * 10 + Int(byte - 0x30)) % 97
      case 0x41...0x5A: remainder = (remainder * 100 + Int(byte - 0x41) + 10) % 97
      default: return false
      }
    }
    return remainder == 1
  }
}
