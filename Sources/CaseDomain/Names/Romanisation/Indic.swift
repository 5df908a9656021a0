/// The scripts of India that share one layout of 128 places: Devanagari, Bengali, Gurmukhi, Gujarati, Oriya,
/// Tamil, Telugu, Kannada, Malayalam.
///
/// A consonant carries `a` unless a vowel sign or a virama follows, or the word ends (as in Hindi and
/// Bengali).
enum Indic {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    var carriesVowel = false
    for scalar in scalars {
      let place = Int(scalar & 0x7F)
      switch place {
      case 0x01, 0x02, 0x03:
        if carriesVowel { output.append("a") }
        carriesVowel = false
        output.append(place == 3 ? "h" : "n")
      case 0x05...0x14:
        if carriesVowel { output.append("a") }
        carriesVowel = false
        output += vowels[place - 0x05]
      case 0x15...0x39:
        if carriesVowel { output.append("a") }
        output += consonants[place - 0x15]
        carriesVowel = true
      case 0x3E...0x4C:
        carriesVowel = false
        output += vowels[place - 0x3E + 1]
      case 0x4D: carriesVowel = false
      case 0x5F: output.append("y")
      case 0x66...0x6F: output.append(UInt8(truncatingIfNeeded: 0x30 + place - 0x66))
      default: break
      }
    }
  }

  private static let vowels = list("a a i i u u ri l e e e ai o o o au")
  private static let consonants = list(
    "k kh g gh n ch ch j jh n t th d dh n t th d dh n n p ph b bh m y r r l l l v sh sh s h")

  private static func list(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }
}

/// Ethiopic syllables: rows of eight, a consonant with seven vowels and a labial form.
enum Ethiopic {
  static func append(_ scalar: UInt32, to output: inout [UInt8]) {
    guard (0x1200...0x1357).contains(scalar) else { return }
    let place = Int(scalar - 0x1200)
    output += rows[place / 8]
    output += vowels[place % 8]
  }

  private static let vowels = ["e", "u", "i", "a", "e", "", "o", "wa"].map { Array($0.utf8) }
  private static let rows: [[UInt8]] =
    ("h l h m s r s sh q q q q b v t ch h h n ny a k k h h w - z zh y d d j g g g t ch p ts ts f p")
    .split(separator: " ").map { $0 == "-" ? [] : Array($0.utf8) }
}
