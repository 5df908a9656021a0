/// Korean names in the vowels of McCune–Reischauer without its signs, which cannot tell eo from o and eu from u:
/// `Geun-tae` is written `Kŭn-t'ae`, hence `Kun-tae`.
///
/// Facts of usage collected by hand. Source: docs/names.md §1, rule 8.
enum KoreanVowels {
  /// The syllables so, where one of them has a vowel that only the southern systems write and one is a Korean family;
  /// `nil` for other names.
  static func plain(_ syllables: [[UInt8]]) -> [[UInt8]]? {
    guard (2...4).contains(syllables.count), syllables.contains(where: families.contains),
      syllables.allSatisfy(NameLore.isSyllable)
    else { return nil }
    let plain = syllables.map(plain)
    return plain == syllables ? nil : plain
  }

  private static func plain(_ syllable: [UInt8]) -> [UInt8] {
    var text = String(decoding: syllable, as: UTF8.self)
    if text == "hee" { return Array("hui".utf8) }
    for (southern, northern) in spellings { text = text.replacing(southern, with: northern) }
    return Array(text.utf8)
  }

  private static let spellings = [("woo", "u"), ("eo", "o"), ("eu", "u"), ("oo", "u"), ("ee", "i")]
  private static let families = Set(
    """
    kim gim pak park bak lee ri rhee yi choe choi jeong jung chong chung kang gang cho jo yun yoon youn chang jang \
    lim im rim oh o han shin sin seo suh so kwon gwon hwang an ahn song yu yoo ryu hong chon jeon jun ko go moon mun \
    son yang bae pae paek baek paik heo ho hur huh nam no noh roh ha joo chu ju koo ku gu sim shim won kwak gwak \
    cha chae min ji jin hyun hyon byun byeon pyon bang pang eom um om na ra wang yeom yom do tae pyo ban sung seong
    """.split { $0 == " " || $0 == "\n" }.map { Array($0.utf8) })
}
