/// Hangul syllables, taken apart by arithmetic. Source: The Unicode Standard §3.12; letters near to the
/// Revised Romanization; `eo` is written o and `eu` u, as McCune–Reischauer without signs has them.
enum Hangul {
  static let syllables: ClosedRange<UInt32> = 0xAC00...0xD7A3

  /// The syllable that a conjoining letter makes of what stands before it: a vowel behind a consonant, a consonant
  /// behind both. Names of files are often written in such letters (NFD).
  static func joined(_ before: UInt32, _ letter: UInt32) -> UInt32? {
    switch (before, letter) {
    case (0x1100...0x1112, 0x1161...0x1175):
      syllables.lowerBound + ((before - 0x1100) * 21 + letter - 0x1161) * 28
    case (syllables, 0x11A8...0x11C2) where (before - syllables.lowerBound).isMultiple(of: 28):
      before + letter - 0x11A7
    default: nil
    }
  }

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

  /// As the Revised Romanization has it, with `eo` and `eu`.
  static func revised(_ scalar: UInt32) -> [UInt8] {
    guard syllables.contains(scalar) else { return [] }
    let place = Int(scalar - syllables.lowerBound)
    return leads[place / 588] + revisedVowels[place % 588 / 28] + tails[place % 28]
  }
  private static let revisedVowels = list("a ae ya yae eo e yeo ye o wa wae oe yo u wo we wi yu eu ui i")

  /// As names are spelt in the South: `hee` for 희, `woo` for 우, `jung` for 정, by usage rather than by a system.
  /// Empty for what is no syllable.
  ///
  /// - Parameter isFamily: it is the family name, several of which have a spelling of their own.
  static func usual(_ scalar: UInt32, isFamily: Bool) -> [UInt8] {
    guard syllables.contains(scalar) else { return [] }
    if isFamily, let spelling = families[scalar] { return spelling }
    let place = Int(scalar - syllables.lowerBound)
    let (lead, vowel, tail) = (place / 588, place % 588 / 28, place % 28)
    let i = 20
    if lead == silent, vowel == 13 { return Array("woo".utf8) + tails[tail] }
    if lead == silent, vowel == 19 { return Array("eui".utf8) + tails[tail] }
    if lead == 9, vowel == i, tail == 4 || tail == 16 { return Array("shi".utf8) + tails[tail] }
    return usualLeads[lead] + (tail == 0 ? openVowels : closedVowels)[vowel] + tails[tail]
  }

  /// A family name as the South writes it, which drops an r or n before i and y: 리 is 이, 류 is 유; 로 and 림 are 노 and 임.
  static func family(_ scalar: UInt32) -> UInt32 { southern[scalar] ?? scalar }
  private static let southern: [UInt32: UInt32] = {
    let pairs = "리이 로노 류유 림임 량양 려여 렴염 륙육 라나"
    return pairs.split(separator: " ").reduce(into: [:]) { table, pair in
      let scalars = pair.unicodeScalars.map(\.value)
      table[scalars[0]] = scalars[1]
    }
  }()

  private static let silent = 11
  private static let usualLeads = list("k kk n d tt r m b pp s ss - j jj ch k t p h")
  private static let openVowels = list("a ae ya yae eo e yeo ye o wa wae oe yo oo wo we wi yoo eu ee i")
  private static let closedVowels = list("a ae ya yae u e you ye o wa wae oe yo oo wo we wi yoo eu ee i")
  private static let families = LetterTable.of(
    "이 lee 박 park 최 choi 노 roh 오 oh 조 cho 임 lim 백 paik 허 hur 서 suh")

  private static let leads = list("g kk n d tt r m b pp s ss - j jj ch k t p h")
  private static let vowels = list("a ae ya yae o e yo ye o wa wae oe yo u wo we wi yu u ui i")
  private static let tails = list("- k k k n n n t l k m l l l l l m p p t t ng t t k t p t")

  private static func list(_ text: String) -> [[UInt8]] {
    text.split(separator: " ").map { $0 == "-" ? [] : Array($0.utf8) }
  }
}
