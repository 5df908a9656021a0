/// Thai, Lao, Khmer and Burmese: consonants and the vowels that are written; what is left out is left out.
///
/// Rough on purpose, for comparison under loose costs only. Sources: RTGS initials for Thai, UNGEGN for
/// Khmer,
/// MLCTS for Burmese.
enum SoutheastAsian {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    var moved: [UInt8] = []
    // The block of Lao follows that of Thai, 128 places on.
    let scalars = scalars.map { (0xE80...0xEFF).contains($0) ? $0 - 0x80 : $0 }
    for (place, scalar) in scalars.enumerated() {
      switch scalar {
      case 0xE40...0xE44: moved = thaiBefore[Int(scalar - 0xE40)]
      case 0xE01...0xE2E:
        // A silent letter carries the mark U+0E4C.
        if place + 1 < scalars.count, scalars[place + 1] == 0xE4C { continue }
        output += thai[Int(scalar - 0xE01)]
        output += moved
        moved = []
      case 0xE30...0xE39: output += thaiVowels[Int(scalar - 0xE30)]
      case 0x1780...0x17A2: output += khmer[Int(scalar - 0x1780)]
      case 0x17A5...0x17B3: output.append("o")
      case 0x17B6...0x17C5: output += khmerVowels[Int(scalar - 0x17B6)]
      case 0x17C6: output.append("m")
      case 0x1000...0x1021: output += burmese[Int(scalar - 0x1000)]
      case 0x102B...0x1032: output += burmeseVowels[Int(scalar - 0x102B)]
      case 0x1036: output.append("n")
      case 0x103B, 0x103C: output.append("y")
      case 0x103D: output.append("w")
      case 0x30...0x39: output.append(UInt8(truncatingIfNeeded: scalar))
      default: break
      }
    }
  }

  private static let thai = list(
    "k kh kh kh kh kh ng ch ch ch s ch y d t th th th n d t th th th n b p ph f ph f ph m y r rue l"
      + " lue w s s s h l o h"
  )
  private static let thaiVowels = list("a a a am i i ue ue u u")
  private static let thaiBefore = list("e ae o ai ai")
  private static let khmer = list(
    "k kh k kh ng ch ch ch ch nh d th d th n t th t th n b ph p ph m y r l v s s s h l a")
  private static let khmerVowels = list("a e i oe eu o u ou ae oe ie e ae ai o au")
  private static let burmese = list(
    "k kh g g ng s s z z ny ny t t d d n t t d d n p p b b m y y l w th h l a")
  private static let burmeseVowels = list("a a i i u u e e")

  private static func list(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }
}
