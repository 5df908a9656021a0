/// A country, however a list writes it: `PK`, `PAK`, `Pakistan`, `Islamic Republic of Pakistan`.
///
/// Regions, parts of countries and former states are none. Source: ISO 3166-1; `docs/names.md` rule 27.
public struct Country: Hashable, Sendable {
  /// ISO 3166-1 alpha-2, in capitals; `XK` for Kosovo.
  public let code: String

  /// `nil` for what is not known as a country.
  public init?(_ text: String) {
    guard let code = Self.codes[Self.key(text)] else { return nil }
    self.code = code
  }

  /// By the folded words of each spelling, in the order of the alphabet.
  private static let codes: [String: String] = {
    var table: [String: String] = [:]
    for line in CountryTable.text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      for spelling in parts[0...1] + parts[2].split(separator: "|").map(String.init) {
        table[key(spelling)] = parts[0]
      }
    }
    return table
  }()

  /// In English and in the order of speech, as a text says it: `Islamic Republic of Iran`, `South Korea`.
  public var name: String { Self.names[code] ?? code }

  /// By code, the first spelling that is not turned round.
  private static let names: [String: String] = {
    var table: [String: String] = [:]
    for line in CountryTable.text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      let spellings = parts[2].split(separator: "|").map(String.init)
      if table[parts[0]] == nil { table[parts[0]] = spellings.first { !$0.contains(",") } ?? spellings[0] }
    }
    return table
  }()

  /// Lists turn names round (`Korea, North`) and put articles where they like.
  static func key(_ text: String) -> String {
    let words = NameText.words(of: text).map { word in
      String(String.UnicodeScalarView(word.scalars.compactMap { Unicode.Scalar($0) }))
    }
    // `AND` alone is a code.
    let telling = words.count == 1 ? words : words.filter { !["the", "of", "and"].contains($0) }
    return telling.sorted().joined(separator: " ")
  }
}
