import Testing

@testable import CaseDomain

/// Spellings from the tables; the words are everyday words or invented names.
@Suite struct RomanisationTests {
  @Test(arguments: [
    ("Russian", "Щукарёв Юлий", "shchukaryov yuliy"),
    ("Ukrainian", "Їжаченко", "yizhachenko"),
    ("Serbian", "Ђорђанић", "djordjanich"),
    ("decomposed й", "Крайнев", "kraynev"),
    ("Greek, ου and μπ", "Μπουρνίδης", "bournidis"),
    ("Armenian", "Վարդանոս", "vardanos"),
    ("Georgian", "თორნიძე", "tornidze"),
    ("Arabic with the article", "السالمي", "al salmi"),
    ("Persian letters", "پژمان", "pzhman"),
    ("Hebrew", "שלומית", "shlumit"),
    ("Han", "北垣星图", "bei yuan xing tu"),
    ("traditional Han reads as simplified", "張書恆", "zhang shu heng"),
    ("family name read otherwise", "曾书恒", "zeng shu heng"),
    ("Hangul as syllables", "한가람", "han ga ram"),
    ("katakana", "キョート・ジャッカル", "kyoto jakkaru"),
    ("Devanagari, final a unspoken", "कमल", "kamal"),
    ("Khmer", "សុខ", "sokh"),
    ("Thai", "สมชาย", "smchay"),
    ("Ethiopic", "ሰላም", "selam"),
    ("full width", "ＶＥＬＡ　Ｔｏｒｎ", "vela torn"),
    ("Latin with marks", "Søren Łukaszowiç", "soren lukaszowic"),
    ("Cyrillic letters in a Latin word", "Vеlmаr Тоrn", "velmar torn"),
    ("German sharp s", "Preißner", "preissner"),
  ])
  func words(_ what: String, _ name: String, _ latin: String) {
    #expect(ParsedName(name, schema: .person).romanised == latin)
  }

  @Test(arguments: [
    ("hsi tung kuo", "xi dong guo"), ("mao ching p'ing", "mao jing ping"),
    ("teng chiang tse", "deng jiang ze"), ("chin hsiao ping", "jin xiao bing"), ("ch'en hsueh", "chen xue"),
  ])
  func wadeGiles(_ old: String, _ new: String) throws {
    let syllables = old.split(separator: " ").map { syllable in
      (
        letters: Array(syllable.utf8.filter { $0 != 0x27 }), hasApostrophe: syllable.contains("'"),
        isHyphened: false
      )
    }
    let pinyin = try #require(WadeGiles.pinyin(of: syllables))
    #expect(pinyin.map(\.asciiText).joined(separator: " ") == new)
  }

  @Test(arguments: ["wang wei", "anna berg", "li"])
  func noWadeGiles(_ name: String) {
    #expect(WadeGiles.pinyin(of: name.split(separator: " ").map { (Array($0.utf8), false, false) }) == nil)
  }

  @Test func tablesAreWhole() {
    let read = (UInt32(0x4E00)...0x9FFF).filter { NameTables.pinyin(of: $0) != nil }
    #expect(read.count > 20_000)
    #expect(NameTables.simplified(0x9F8D) == 0x9F99)
    #expect(NameTables.hangul(of: 0x6B63) == 0xC815)
    #expect(NameTables.folded(0xFF21) == [0x61])
    #expect(NameTables.folded(0x41) == nil)
    #expect(NameTables.isPinyin(Array("zhuang".utf8)) && !NameTables.isPinyin(Array("chuong".utf8)))
  }
}
