/// Chinese names of persons in pinyin.
///
/// Source: docs/names.md §1, rule 16b.
enum Pinyin {
  /// Whether each word is one syllable or two, and one of them a Chinese family.
  static func isName(_ words: [[UInt8]]) -> Bool {
    words.count > 1 && words.contains { NameLore.pinyinFamily($0) != 0 }
      && words.allSatisfy { NameTables.isPinyin($0) || firstOfTwo($0) != nil }
  }

  /// How many letters the first of two syllables has, the longest that leaves one that begins with a consonant; `nil` for
  /// what is one syllable or no two.
  static func firstOfTwo(_ letters: [UInt8]) -> Int? {
    guard (4...12).contains(letters.count), !NameTables.isPinyin(letters) else { return nil }
    return (2...min(6, letters.count - 2)).reversed().first { count in
      !NameSound.isVowel(letters[count]) && NameTables.isPinyin(Array(letters[..<count]))
        && NameTables.isPinyin(Array(letters[count...]))
    }
  }
}
