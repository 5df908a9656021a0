/// Scripts with one sign for each sound: Cyrillic, Greek, Armenian, Georgian.
///
/// Sources: BGN/PCGN tables for Russian, Ukrainian, Greek, Armenian and Georgian, without signs.
enum Alphabets {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    var previous: UInt32 = 0
    for scalar in scalars {
      if scalar < 0x80 {
        output.append(UInt8(truncatingIfNeeded: scalar))
      } else if let pair = digraphs[UInt64(previous) << 32 | UInt64(scalar)] {
        output.removeLast(min(pair.dropped, output.count))
        // μπ within a word: ELOT 743 has mp, the ear mb.
        output += pair.letters.elementsEqual("b".utf8) && !output.isEmpty ? Array("mb".utf8) : pair.letters
      } else {
        output += table[scalar] ?? []
      }
      previous = scalar
    }
  }

  private struct Digraph {
    let dropped: Int
    let letters: [UInt8]
  }

  /// Two Greek or Armenian letters that are read as one sound.
  private static let digraphs: [UInt64: Digraph] = {
    let pairs: [(String, Int, String)] = [
      ("ου", 1, "ou"), ("μπ", 1, "b"), ("ντ", 1, "nd"), ("γγ", 1, "ng"), ("γκ", 1, "gk"), ("γχ", 1, "nch"),
      ("αυ", 1, "av"), ("ευ", 1, "ev"), ("τζ", 1, "tz"), ("ου", 1, "ou"), ("ու", 1, "u"), ("եւ", 1, "ev"),
    ]
    return pairs.reduce(into: [:]) { table, pair in
      let scalars = Array(pair.0.unicodeScalars)
      guard let first = scalars.first, let last = scalars.last else { return }
      table[UInt64(first.value) << 32 | UInt64(last.value)] = Digraph(
        dropped: pair.1, letters: Array(pair.2.utf8))
    }
  }()

  private static let table = LetterTable.of(
    // Cyrillic: Russian, Ukrainian, Belarusian, Serbian, Macedonian, Kazakh and neighbours.
    "а a б b в v г g д d е e ж zh з z и i й y к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts",
    "ч ch ш sh щ shch ъ  ы y ь  э e ю yu я ya ё yo є ye і i ї yi ґ g ў u ђ dj ј j љ lj њ nj ћ ch",
    "џ dz ѓ gj ќ kj ѕ dz ә a ғ gh қ q ң ng ө o ұ u ү u һ h җ j ҳ h ҷ j ӣ i ӯ u ҡ q ҙ dh ҫ th ӑ a",
    "ӗ e ӳ u ӡ z ҕ gh ӏ  ѳ f ѣ e ѵ i",
    // Latin letters of Azerbaijani and of West African languages.
    "ə a ɔ o ɣ gh",
    // Greek.
    "α a β v γ g δ d ε e ζ z η i θ th ι i κ k λ l μ m ν n ξ x ο o π p ρ r σ s ς s τ t υ y φ f χ ch",
    "ψ ps ω o",
    // Armenian.
    "ա a բ b գ g դ d ե e զ z է e ը y թ t ժ zh ի i լ l խ kh ծ ts կ k հ h ձ dz ղ gh ճ ch մ m յ y ն n",
    "շ sh ո o չ ch պ p ջ j ռ r ս s վ v տ t ր r ց ts ւ v փ p ք k օ o ֆ f և ev",
    // Georgian.
    "ა a ბ b გ g დ d ე e ვ v ზ z თ t ი i კ k ლ l მ m ნ n ო o პ p ჟ zh რ r ს s ტ t უ u ფ p ქ k ღ gh",
    "ყ q შ sh ჩ ch ც ts ძ dz წ ts ჭ ch ხ kh ჯ j ჰ h")
}
