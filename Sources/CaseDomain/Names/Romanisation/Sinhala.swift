/// Sinhala, whose block has a layout of its own. A consonant carries `a` unless a vowel sign or a virama follows, at the
/// end of a word, too.
///
/// Letters by what Unicode calls them, spelt as English lists spell names; held against no published table. Source:
/// docs/names.md §1, rule 8.
enum Sinhala {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    var carriesVowel = false
    for scalar in scalars {
      if let letters = consonants[scalar] {
        if carriesVowel { output.append("a") }
        output += letters
        carriesVowel = true
      } else if let sign = signs[scalar] {
        output += sign
        carriesVowel = false
      } else if let letters = others[scalar] {
        if carriesVowel { output.append("a") }
        output += letters
        carriesVowel = false
      }
    }
    if carriesVowel { output.append("a") }
  }

  private static let consonants = LetterTable.of(
    "ක k ඛ kh ග g ඝ gh ඞ n ඟ ng ච ch ඡ ch ජ j ඣ jh ඤ n ඥ gn ඦ nj ට t ඨ th ඩ d ඪ dh ණ n ඬ nd",
    "ත th ථ th ද d ධ dh න n ඳ nd ප p ඵ ph බ b භ bh ම m ඹ mb ය y ර r ල l ව v ශ sh ෂ sh ස s හ h ළ l ෆ f")
  /// Behind a consonant; the virama takes its vowel away.
  private static let signs = LetterTable.of(
    "\u{DCA}  \u{DCF} a \u{DD0} e \u{DD1} e \u{DD2} i \u{DD3} i \u{DD4} u \u{DD6} u \u{DD8} ru \u{DD9} e \u{DDA} e",
    "\u{DDB} ai \u{DDC} o \u{DDD} o \u{DDE} au \u{DF2} ru")
  /// Vowels by themselves, and what closes a syllable.
  private static let others = LetterTable.of(
    "අ a ආ a ඇ e ඈ e ඉ i ඊ i උ u ඌ u ඍ ri ඎ ri එ e ඒ e ඓ ai ඔ o ඕ o ඖ au \u{D82} n \u{D83} h")
}
