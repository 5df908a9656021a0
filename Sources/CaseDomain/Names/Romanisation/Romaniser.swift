/// Spells a word in the letters a–z and 0–9.
///
/// The spelling is for comparison, not for print: it follows what English-language lists use, so that
/// `NameSound` brings the other systems close to it. Sources: docs/names.md §2.
enum Romaniser {
  static func letters(of word: NameWord) -> [UInt8] {
    if let ascii = word.ascii { return ascii }
    var output: [UInt8] = []
    output.reserveCapacity(word.scalars.count * 2)
    let scalars = word.scalars
    switch word.script {
    case .arabic: Arabic.append(scalars, to: &output)
    case .hebrew: Hebrew.append(scalars, to: &output)
    case .kana: Kana.append(scalars, to: &output)
    case .hangul: for scalar in scalars { Hangul.append(scalar, to: &output) }
    case .indic: Indic.append(scalars, to: &output)
    case .sinhala: Sinhala.append(scalars, to: &output)
    case .ethiopic: for scalar in scalars { Ethiopic.append(scalar, to: &output) }
    case .han: for scalar in scalars { output += transcribed(scalar) }
    case .khmer, .thai, .myanmar: SoutheastAsian.append(scalars, to: &output)
    case .none, .latin, .cyrillic, .greek, .armenian, .georgian:
      Alphabets.append(scalars, to: &output)
    case .other: for scalar in scalars { output += LetterName.letters(of: scalar) }
    }
    return output
  }

  /// A word of a table, folded already: an Arabic article is a word of its own, as in a name.
  static func words(ofFolded text: String) -> [[UInt8]] {
    let scalars = text.unicodeScalars.map(\.value)
    let script = scalars.first.map(NameScript.of) ?? .none
    guard script == .arabic, let (before, rest) = Arabic.parted(scalars, isPerson: false) else {
      return [letters(of: NameWord(scalars: scalars, script: script))]
    }
    return before + [letters(of: NameWord(scalars: rest, script: script))]
  }

  /// A character that stands for a foreign syllable: `ng` for n, `er` for r.
  private static func transcribed(_ scalar: UInt32) -> [UInt8] {
    if let sound = ForeignSyllable.sounds[NameTables.simplified(scalar)] { return sound }
    guard let syllable = NameTables.pinyin(of: scalar) else { return [] }
    if syllable == [0x65, 0x72] { return [0x72] }
    return syllable.suffix(2) == [0x6E, 0x67] ? syllable.dropLast() : syllable
  }
}

/// Reads `letter spelling letter spelling …`, one space between; the spelling may be empty.
enum LetterTable {
  static func of(_ rows: String...) -> [UInt32: [UInt8]] {
    var table: [UInt32: [UInt8]] = [:]
    for row in rows {
      let parts = row.split(separator: " ", omittingEmptySubsequences: false)
      for place in stride(from: 0, to: parts.count - 1, by: 2) {
        for scalar in parts[place].unicodeScalars { table[scalar.value] = Array(parts[place + 1].utf8) }
      }
    }
    return table
  }
}

extension [UInt8] {
  /// Appends the letters of an ASCII literal.
  mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { append(contentsOf: $0) }
  }

  var asciiText: String { String(decoding: self, as: UTF8.self) }
}
