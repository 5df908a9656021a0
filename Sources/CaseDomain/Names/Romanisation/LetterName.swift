/// Letters of scripts that have no table here, such as Thaana, Tibetan, Tifinagh or Cherokee, by what Unicode calls
/// them: `CHEROKEE LETTER GA` is `ga`. Enough to tell names in one script apart and to find them again.
///
/// Source: docs/names.md §1, rule 8; Unicode Character Database, property Name.
enum LetterName {
  static func letters(of scalar: UInt32) -> [UInt8] {
    if scalar < 0x80 { return [UInt8(truncatingIfNeeded: scalar)] }
    guard let name = Unicode.Scalar(scalar)?.properties.name, let last = name.split(separator: " ").last,
      !last.hasSuffix("VIRAMA")
    else { return [] }
    let letters = last.utf8.map { $0 | 0x20 }
    // Vowel signs of Thaana: the first letter of `EEBEEFILI` is its sound.
    if last == "SUKUN" { return [] }
    if last.hasSuffix("FILI") { return Array(letters.prefix(1)) }
    if letters.allSatisfy({ (0x61...0x7A).contains($0) }) { return letters }
    // `TANGUT IDEOGRAPH-17000`: a number in letters.
    return String(scalar, radix: 16).utf8.map { $0 < 0x61 ? $0 + 0x31 : $0 + 0x0A }
  }
}
