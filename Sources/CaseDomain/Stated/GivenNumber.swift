/// Numbers that an export in OFAC's form gives to entries of other lists (docs/exchange.md): behind all of OFAC's own, which
/// have six digits; ten are the most that its files can have.
public enum GivenNumber {
  public static let range = 1_000_000_001...9_999_999_999

  /// Whether the id of a record of OFAC's lists begins with such a number behind its first colon, as `sdn:1000000001` and
  /// `alt:1000000001:7` do.
  public static func isIn(_ source: String, _ externalID: String) -> Bool {
    guard source == "ofac", let colon = externalID.utf8.firstIndex(of: UInt8(ascii: ":")) else {
      return false
    }
    let rest = externalID.utf8[externalID.utf8.index(after: colon)...]
    let digits = rest.prefix { (0x30...0x39).contains($0) }
    guard digits.count == 10, let number = Int(String(decoding: digits, as: UTF8.self)) else { return false }
    return range.contains(number)
  }
}
