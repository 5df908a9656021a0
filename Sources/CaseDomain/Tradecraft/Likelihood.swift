/// A degree of likelihood in the words of ICD 203: one of seven bands, in one of two rows of terms.
///
/// It is of an event or a development; how sure the analyst is goes into a `ConfidenceStatement`.
///
/// Source: ICD 203, expressions of likelihood (wording not compared with the official text).
public struct Likelihood: Hashable, Sendable {
  /// The seven bands, from least to most likely. Percent, shared edges: `[low, high)`, the last `[low, high]`.
  public enum Band: Int, CaseIterable, Comparable, Sendable {
    case almostNoChance = 1, veryUnlikely, unlikely, roughlyEven, likely, veryLikely, almostCertain

    /// In percent, 1 to 95. Belongs to the band.
    public var low: Int { edges.low }
    /// In percent, 5 to 99. Belongs to the next band, if there is one.
    public var high: Int { edges.high }

    private var edges: (low: Int, high: Int) {
      switch self {
      case .almostNoChance: (1, 5)
      case .veryUnlikely: (5, 20)
      case .unlikely: (20, 45)
      case .roughlyEven: (45, 55)
      case .likely: (55, 80)
      case .veryLikely: (80, 95)
      case .almostCertain: (95, 99)
      }
    }

    /// The band of a whole number of percent; `nil` outside 1...99: nothing is impossible or certain.
    public init?(percent: Int) {
      guard (1...99).contains(percent), let band = Band.allCases.last(where: { $0.low <= percent }) else {
        return nil
      }
      self = band
    }

    public static func < (left: Band, right: Band) -> Bool { left.rawValue < right.rawValue }
  }

  /// The two rows of terms. A product keeps to one, or says that the terms mean the same.
  public enum Row: String, CaseIterable, Sendable {
    case a = "A"
    case b = "B"
  }

  public let band: Band
  public let row: Row

  public init(_ band: Band, _ row: Row = .a) {
    self.band = band
    self.row = row
  }

  /// Reads one term and nothing else, in either case, words apart by any white space or a hyphen: `Very
  /// likely`, `probably`. `nil` for words that are not on the scale.
  public init?(term: String) {
    let words = TextWords(term)
    guard !words.hasOther, !words.all.isEmpty,
      let match = Likelihood.phrases.first(where: {
        $0.phrase.length(in: words.all, at: 0) == words.all.count
      })
    else { return nil }
    self = match.likelihood
  }

  /// As printed in a product: `very likely`, `highly probable`.
  public var term: String {
    switch (band, row) {
    case (.almostNoChance, .a): "almost no chance"
    case (.veryUnlikely, .a): "very unlikely"
    case (.unlikely, .a): "unlikely"
    case (.roughlyEven, .a): "roughly even chance"
    case (.likely, .a): "likely"
    case (.veryLikely, .a): "very likely"
    case (.almostCertain, .a): "almost certain"
    case (.almostNoChance, .b): "remote"
    case (.veryUnlikely, .b): "highly improbable"
    case (.unlikely, .b): "improbable"
    case (.roughlyEven, .b): "roughly even odds"
    case (.likely, .b): "probable"
    case (.veryLikely, .b): "highly probable"
    case (.almostCertain, .b): "nearly certain"
    }
  }

  /// All fourteen terms, row A first.
  public static let all = Row.allCases.flatMap { row in Band.allCases.map { Likelihood($0, row) } }
}

extension Likelihood: CustomStringConvertible {
  /// `very likely (80 to 95 percent, row A)`.
  public var description: String { "\(term) (\(band.low) to \(band.high) percent, row \(row.rawValue))" }
}

extension Likelihood {
  /// Every spelling of a term, the longest first, so that `unlikely` is not read out of `very unlikely`.
  static let phrases: [(phrase: TextPhrase, likelihood: Likelihood)] =
    (all.map { (TextPhrase($0.term), $0) } + [
      (TextPhrase("almost certainly"), Likelihood(.almostCertain, .a)),
      (TextPhrase("improbably"), Likelihood(.unlikely, .b)),
      (TextPhrase("probably"), Likelihood(.likely, .b)),
    ]).sorted { $0.0.words.count > $1.0.words.count }
}
