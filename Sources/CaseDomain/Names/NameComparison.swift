/// How alike two names are, and why.
///
/// A score says that a person should look, never that two are one.
public struct NameComparison: Sendable {
  /// 0…1; from `NameWeights.reviewThreshold` on, a person should look.
  public let score: Double
  /// Their effects add up to the score before it is held to 0…1.
  public let features: [NameFeature]

  public var needsReview: Bool { score >= NameWeights.reviewThreshold }

  /// Words of a name that are compared; more are left out.
  static let longest = 16

  /// The score alone, parsing both names.
  public static func score(_ first: String, _ second: String, schema: NameSchema) -> Double {
    score(ParsedName(first, schema: schema), ParsedName(second, schema: schema))
  }

  /// The score alone; the fast way when names are compared often.
  public static func score(_ first: ParsedName, _ second: ParsedName, weights: NameWeights = .standard)
    -> Double
  {
    if let han = hanScore(first, second) { return han }
    var best = 0.0
    for a in first.core.readings {
      for b in second.core.readings {
        let total = NameAlignment.of(a, b, limit: weights.pairLimit) { tally in
          NameScoring.total(tally, a, b, first, second, weights)
        }
        if total > best { best = total }
      }
    }
    return best
  }

  /// The score with its features, from the pair of readings most alike.
  public static func explain(
    _ first: ParsedName, _ second: ParsedName, weights: NameWeights = .standard
  ) -> NameComparison {
    if let han = hanScore(first, second) {
      let words = ([String(scalars: first.core.han)], [String(scalars: second.core.han)])
      let feature = NameFeature(.characters, value: han, weight: 1, first: words.0, second: words.1)
      return NameComparison(score: han, features: [feature])
    }
    var best = NameComparison(score: 0, features: [])
    for a in first.core.readings {
      for b in second.core.readings {
        let features = NameAlignment.of(a, b, limit: weights.pairLimit) { tally in
          NameScoring.features(tally, a, b, first, second, weights)
        }
        let score = NameScoring.held(features.reduce(0) { $0 + $1.effect })
        if best.features.isEmpty || score > best.score {
          best = NameComparison(score: score, features: features)
        }
      }
    }
    return best
  }

  /// Two names in Han characters are compared as characters: sounds alike are not names alike.
  private static func hanScore(_ first: ParsedName, _ second: ParsedName) -> Double? {
    guard !first.core.han.isEmpty, !second.core.han.isEmpty else { return nil }
    return HanComparison.score(first.core.han, second.core.han)
  }
}

extension String {
  init(scalars: [UInt32]) {
    self.init(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
  }
}
