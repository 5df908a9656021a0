/// The words that `ProductLint` knows. English only.
enum LintLexicon {
  /// Before a term of the scale they make a degree that is not on it: `highly likely`, `not likely`.
  static let modifiers = keys([
    "very", "highly", "extremely", "quite", "rather", "fairly", "somewhat", "more", "less", "most", "least",
    "equally", "as", "not", "so", "too", "increasingly", "reasonably", "hardly", "overwhelmingly", "really",
    "seemingly", "almost", "nearly", "pretty",
  ])

  /// Where these stand, the words mean something else.
  static let notLikelihood = phrases(["probable cause"])

  /// Words of likelihood that are on neither row. `may` alone is left out: it is also a month and a power.
  static let offScale = phrases([
    "possibly", "may well", "might", "could", "perhaps", "maybe", "conceivably", "presumably", "plausibly",
    "near certain", "virtually certain",
  ])

  static let certainty = phrases([
    "certainly", "undoubtedly", "definitely", "inevitably", "no doubt", "without doubt", "without a doubt",
    "beyond doubt", "impossible", "zero percent", "zero per cent", "hundred percent", "hundred per cent",
  ])

  /// `0` or `100` before these is certainty.
  static let percent = phrases(["percent", "per cent", "%", "pct"])

  /// Guilt, and only what asserts it. The statute's own words, such as `fraudulent`, are not among them.
  static let guilt = phrases([
    "guilty", "thief", "thieves", "stole", "stolen", "steal", "steals", "stealing", "criminal", "criminals",
    "criminally",
  ])

  /// `confidence` that is not the analyst's.
  static let notConfidence = phrases([
    "in confidence", "in strict confidence", "in strictest confidence", "in the strictest confidence",
    "breach of confidence", "confidence interval", "confidence intervals", "confidence limits",
    "confidence scheme",
  ])

  static let confidence = phrases(["confidence"])

  /// Whose confidence it is, or how much, before `confident`.
  static let beforeConfident = keys([
    "we", "i", "are", "am", "is", "remain", "remains", "highly", "very", "moderately", "fairly",
    "reasonably", "quite", "not", "less", "more",
  ])
  static let confident = key("confident")

  /// `remote` is a degree only of these: `a remote chance`, `the chance is remote`, but `a remote server`.
  static let remote = key("remote")
  static let chances = keys([
    "chance", "chances", "possibility", "probability", "likelihood", "prospect", "prospects", "odds",
  ])
  static let copulas = keys(["is", "are", "was", "were", "be", "remains", "remain", "as", "seems", "appears"])

  /// Every word that an expression can begin with: all others are passed over at once.
  static let firstWords = Set(
    (Likelihood.phrases.map(\.phrase) + notLikelihood + offScale + certainty + guilt + notConfidence
      + confidence)
      .compactMap(\.words.first) + [confident])

  private static func key(_ text: String) -> [UInt8] { Array(text.utf8) }
  private static func keys(_ words: [String]) -> Set<[UInt8]> { Set(words.map(key)) }
  private static func phrases(_ texts: [String]) -> [TextPhrase] {
    texts.map(TextPhrase.init).sorted { $0.words.count > $1.words.count }
  }
}
