/// Arabic script, with the letters Persian, Urdu, Pashto and Kurdish add: consonants, and long vowels as
/// written.
///
/// Short vowels are not written; the loose costs of `NameSound` make up for that. Source: BGN/PCGN Arabic,
/// without signs.
enum Arabic {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    // The word God, written without its long vowel, alone or behind what is written as one word with it.
    if scalars.suffix(god.count).elementsEqual(god) {
      if scalars.count > god.count { append(Array(scalars.dropLast(god.count)), to: &output) }
      return output.append("allah")
    }
    for (place, scalar) in scalars.enumerated() {
      let isFirst = place == 0
      switch scalar {
      case 0x30...0x39: output.append(UInt8(truncatingIfNeeded: scalar))
      case 0x660...0x669: output.append(UInt8(truncatingIfNeeded: scalar - 0x660 + 0x30))
      case 0x6F0...0x6F9: output.append(UInt8(truncatingIfNeeded: scalar - 0x6F0 + 0x30))
      case 0x648: output.append(isFirst ? "w" : "u")
      case 0x649: output.append("a")
      case 0x64A, 0x6CC, 0x6CD, 0x6D0: output.append(isFirst ? "y" : "i")
      case 0x629: output.append("a")
      // No digraph: `سهيل` is Suhail, and no Sheil.
      case 0x647, 0x6BE, 0x6C1:
        if let last = output.last, beforeDigraphs.contains(last) { output.append("a") }
        output.append("h")
      default: output += table[scalar] ?? []
      }
    }
  }

  /// Splits off the article, so that `السيسي` is `al` and `sisi`; `nil` without one.
  ///
  /// - Parameter isPerson: else the article with *and*, *for* or *with* before it is split off, too: `والتجارة`.
  static func parted(_ scalars: [UInt32], isPerson: Bool) -> (before: [[UInt8]], rest: [UInt32])? {
    guard scalars.count >= 4, scalars != god else { return nil }
    if scalars.starts(with: [0x627, 0x644]) { return ([al], Array(scalars[2...])) }
    guard !isPerson, scalars.count >= 5 else { return nil }
    if scalars.starts(with: [0x644, 0x644]) { return ([al], Array(scalars[2...])) }
    if scalars.starts(with: [0x628, 0x627, 0x644]) { return ([al], Array(scalars[3...])) }
    if scalars.starts(with: [0x648, 0x627, 0x644]) || scalars.starts(with: [0x648, 0x644, 0x644]) {
      return ([Array("and".utf8), al], Array(scalars[3...]))
    }
    return nil
  }
  /// With the word God behind a word in ة written as one with it, as the t is then said: `رحمة الله` is Rahmatullah.
  static func joiningGod(_ words: [NameWord]) -> [NameWord] {
    guard words.contains(where: { $0.scalars == god }) else { return words }
    return words.reduce(into: []) { result, word in
      guard word.scalars == god, var last = result.last, last.scalars.count > 1, last.scalars.last == 0x629
      else { return result.append(word) }
      last.scalars[last.scalars.count - 1] = 0x62A
      last.scalars += god
      result[result.count - 1] = last
    }
  }

  private static let beforeDigraphs = Set("stzkdgpc".utf8)
  private static let al = Array("al".utf8)
  private static let god: [UInt32] = [0x627, 0x644, 0x644, 0x647]

  private static let table = LetterTable.of(
    "ا a أ a إ i آ a ٱ a ء  ؤ u ئ i ب b ت t ث th ج j ح h خ kh د d ذ dh ر r ز z س s ش sh ص s ض d ط t",
    "ظ z ع a غ gh ف f ق q ك k ل l م m ن n ه h ى a پ p چ ch ژ zh گ g ک k ڤ v ڭ ng ٹ t ڈ d ڑ r ں n",
    "ھ h ہ h ۀ e ے e ټ t ډ d ړ r ږ zh ښ sh ڼ n ۍ i ې e ۆ o ڕ r ڵ l ێ e ە e ۇ u ۋ v")
}

/// Hebrew: consonants, with vav and yod as the vowels they mostly are inside a word.
enum Hebrew {
  static func append(_ scalars: [UInt32], to output: inout [UInt8]) {
    for (place, scalar) in scalars.enumerated() {
      let isFirst = place == 0
      switch scalar {
      case 0x5D5: output.append(isFirst ? "v" : "u")
      case 0x5D9: output.append(isFirst ? "y" : "i")
      case 0x5E4: output.append(isFirst ? "p" : "f")
      case 0x5DB: output.append(isFirst ? "k" : "kh")
      case 0x5D4: output.append(place == scalars.count - 1 ? "a" : "h")
      case 0x5D0...0x5EA: output += table[Int(scalar - 0x5D0)]
      case 0x30...0x39: output.append(UInt8(truncatingIfNeeded: scalar))
      default: break
      }
    }
  }

  private static let table: [[UInt8]] = [
    "a", "b", "g", "d", "h", "v", "z", "h", "t", "y", "kh", "k", "l", "m", "m", "n", "n", "s", "a", "f", "p",
    "ts",
    "ts", "k", "r", "sh", "t",
  ].map { Array($0.utf8) }
}
