/// Arabic names in Latin letters that hold the article, assimilated to the letter behind it: `Noureddine` is
/// *Nur al-Din*, `Abderrahmane` is *Abd al-Rahman*.
///
/// Source: docs/names.md §1, rule 7.
enum ArticleWithin {
  private static func list(_ text: String) -> [[UInt8]] { text.split(separator: " ").map { Array($0.utf8) } }
  /// The longest first.
  private static let endings = list(
    "eddeen uddeen eddine uddine iddine aldeen eldeen uldeen eldine aldine eddin uddin iddin oddin aldin eldin uldin"
  )
  private static let faith = Array("aldin".utf8)
  static let servant = Array("abd".utf8)
  static let article = Array("al".utf8)
  private static let vowels = Set("aeiou".utf8)
  /// Letters to which the article is assimilated; not l, for `Abdullah` is written as one.
  private static let assimilating = Set("rsndtz".utf8)

  /// `Abdul`, `Abdur` and the like before a word that the article is assimilated to.
  static func isServant(_ word: [UInt8], before next: [UInt8]) -> Bool {
    let rest = word.dropFirst(servant.count)
    guard word.starts(with: servant), let vowel = rest.first, "aeu".utf8.contains(vowel) else { return false }
    let end = rest.dropFirst()
    return end.elementsEqual("l".utf8) || isAssimilating(end) && next.starts(with: end)
  }

  /// `al`, `an`, `ash`.
  static func isArticle(_ word: [UInt8]) -> Bool {
    guard let vowel = word.first, "aeu".utf8.contains(vowel) else { return false }
    return word.dropFirst().elementsEqual("l".utf8) || isAssimilating(word.dropFirst())
  }

  private static func isAssimilating(_ end: ArraySlice<UInt8>) -> Bool {
    end.elementsEqual("sh".utf8) || end.count == 1 && end.allSatisfy(assimilating.contains)
  }

  /// With `al` in place of what the article has become; `nil` when it holds none.
  static func spelled(_ word: [UInt8]) -> [UInt8]? {
    if let ending = endings.first(where: { word.suffix($0.count).elementsEqual($0) }) {
      let stem = word.dropLast(ending.count)
      return stem.isEmpty || stem.count >= 3 ? stem + faith : nil
    }
    let place = servant.count
    guard word.count >= place + 6, word.starts(with: servant), vowels.contains(word[place]),
      assimilating.contains(word[place + 1]), word[place + 1] == word[place + 2]
    else { return nil }
    return servant + Array("al".utf8) + word[(place + 2)...]
  }
}
