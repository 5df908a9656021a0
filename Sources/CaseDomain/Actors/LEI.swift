/// The Legal Entity Identifier: 18 letters and digits, then two check digits.
///
/// Source: ISO 17442-1:2020 §5; the check is ISO/IEC 7064 MOD 97-10.
public enum LEI {
  /// Whether the text has the form of an LEI and its check digits fit. Small letters are not accepted.
  public static func isValid(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    return bytes.count == 20 && bytes.suffix(2).allSatisfy { $0 &- 0x30 < 10 } && MOD97.fits(bytes)
  }

  /// Whether the text could be meant as an LEI: twenty ASCII letters and digits.
  public static func looksLike(_ text: String) -> Bool {
    text.utf8.count == 20
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0)
      }
  }
}
