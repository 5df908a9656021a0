/// How alike two names are, and why.
///
/// A score says that a person should look, never that two are one.
public struct NameComparison: Sendable {
  /// 0…1; from `NameWeights.reviewThreshold` on, a person should look.
  public let score: Double
  /// Their effects add up to the score before it is held to 0…1.
  public let features: [NameFeature]

  /// Words of a name that are compared; more are left out.
  public static let longest = 16

  /// The score alone, parsing both names.
  public static func score(_ first: String, _ second: String, schema: NameSchema) -> Double {
    score(ParsedName(first, schema: schema), ParsedName(second, schema: schema))
  }

  /// The score alone; the fast way when names are compared often.
  public static func score(_ first: ParsedName, _ second: ParsedName, weights: NameWeights = .standard)
    -> Double
  {
    let (first, second) = ParsedName.Core.asOneKind(first.core, second.core)
    if let pair = characters(first, second) {
      return max(
        0, HanComparison.score(pair.first, pair.second) - pair.unshared * weights.missingGeneric)
    }
    var best = 0.0
    for a in first.readings {
      for b in second.readings {
        let total = inOrder(a, b) { x, y, _ in
          NameAlignment.of(x, y, limit: weights.pairLimit) { tally in
            NameScoring.total(tally, x, y, first, second, weights)
          }
        }
        if total > best { best = total }
      }
    }
    return best
  }

  /// The score of each pair, in the order given. One after the other: what all comparisons share is counted as used by
  /// each, and two processors that count wait for one another, so that both together were half as fast as one.
  public static func scores(_ pairs: [(first: ParsedName, second: ParsedName)]) -> [Double] {
    pairs.map { score($0.first, $0.second) }
  }

  /// The score with its features, from the pair of readings most alike.
  public static func explain(
    _ first: ParsedName, _ second: ParsedName, weights: NameWeights = .standard
  ) -> NameComparison {
    let (first, second) = ParsedName.Core.asOneKind(first.core, second.core)
    if let pair = characters(first, second) {
      let words = ([String(scalars: pair.first)], [String(scalars: pair.second)])
      let han = HanComparison.score(pair.first, pair.second)
      let feature = NameFeature(.characters, value: han, weight: 1, first: words.0, second: words.1)
      guard pair.unshared > 0 else { return NameComparison(score: han, features: [feature]) }
      let generic = NameFeature(.missingWord, value: pair.unshared, weight: -weights.missingGeneric)
      return NameComparison(score: max(0, han + generic.effect), features: [feature, generic])
    }
    var best = NameComparison(score: 0, features: [])
    for a in first.readings {
      for b in second.readings {
        let features = inOrder(a, b) { x, y, isTurned in
          NameAlignment.of(x, y, limit: weights.pairLimit) { tally in
            let features = NameScoring.features(tally, x, y, first, second, weights)
            return isTurned ? features.map(\.turned) : features
          }
        }
        let score = NameScoring.held(features.reduce(0) { $0 + $1.effect })
        if best.features.isEmpty || score > best.score {
          best = NameComparison(score: score, features: features)
        }
      }
    }
    return best
  }

  /// Words are paired one after the other, so an alignment may depend on which reading is the first: it is
  /// always the same of the two, and a score does not depend on the order of the names.
  @inline(__always)
  private static func inOrder<Result>(
    _ a: NameReading, _ b: NameReading, _ body: (NameReading, NameReading, _ isTurned: Bool) -> Result
  ) -> Result {
    b.precedes(a) ? body(b, a, true) : body(a, b, false)
  }

  /// Two names in Han characters are compared as characters, and two Korean ones in Hangul as syllables: sounds alike
  /// are not names alike.
  private static func characters(
    _ first: ParsedName.Core, _ second: ParsedName.Core
  ) -> (first: [UInt32], second: [UInt32], unshared: Double)? {
    if !first.han.isEmpty, !second.han.isEmpty {
      guard let a = first.hanBody, let b = second.hanBody else { return (first.han, second.han, 0) }
      return (a.characters, b.characters, a.unshared(with: b))
    }
    if !first.syllables.isEmpty, !second.syllables.isEmpty { return (first.syllables, second.syllables, 0) }
    return nil
  }
}

extension String {
  init(scalars: [UInt32]) {
    self.init(String.UnicodeScalarView(scalars.compactMap(Unicode.Scalar.init)))
  }
}
