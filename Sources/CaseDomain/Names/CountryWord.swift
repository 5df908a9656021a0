/// Countries, nationals, places in China and points of the compass in one word: what tells bodies apart however alike the words are.
///
/// Source: `CountryTable`; docs/names.md §1, rule 16a.
enum CountryWord {
  /// From 1 up, one for each country; 0 for what is none, and for a word of several countries.
  static func number(of letters: [UInt8]) -> UInt16 { numbers[letters] ?? 0 }

  private static let numbers: [[UInt8]: UInt16] = {
    var table: [[UInt8]: UInt16] = [:]
    var last: UInt16 = 0
    for line in CountryTable.text.split(separator: "\n") {
      last += 1
      let parts = line.split(separator: " ", maxSplits: 2)
      for spelling in parts[2].split(separator: "|") {
        let words = NameText.words(of: String(spelling))
        guard words.count == 1, let letters = words[0].ascii, letters.count >= 4 else { continue }
        table[letters] = table[letters].map { $0 == last ? $0 : 0 } ?? last
      }
    }
    for place in ChinesePlace.pinyin {
      last += 1
      table[place] = last
    }
    for row in ["eastern east", "western west", "northern north", "southern south"] {
      last += 1
      for word in row.split(separator: " ") { table[Array(word.utf8)] = last }
    }
    return table
  }()
}
