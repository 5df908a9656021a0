/// Hangul syllables, taken apart by arithmetic. Source: The Unicode Standard §3.12; letters near to the
/// Revised Romanization; `eo` is written o and `eu` u, as McCune–Reischauer without signs has them.
enum Hangul {
  static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    guard syllables.contains(scalar) else {
      if scalar < 0x80 { output.append(UInt8(truncatingIfNeeded: scalar)) }
      return
    }
    let place = Int(scalar - syllables.lowerBound)
    output += leads[place / 588]
    output += vowels[place % 588 / 28]
    output += tails[place % 28]
  }

  private static let leads = list("g kk n d tt r m b pp s ss - j jj ch k t p h")
  private static let vowels = list("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
  private static let tails = list("- k k k n n n t l k m l l l l l m p p t t ng t t k t p t")

  private static func list(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { $0 == "-" ? [] : Array($0.utf8) }
  }
}
