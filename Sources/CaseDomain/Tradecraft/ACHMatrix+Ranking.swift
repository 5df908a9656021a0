/// How much evidence speaks against a hypothesis, in millionths. Whole numbers, so that the same marks give the
/// same score and order everywhere.
public struct ACHScore: Hashable, Comparable, Sendable {
  public let millionths: Int

  public init(millionths: Int) { self.millionths = millionths }

  public static func < (left: ACHScore, right: ACHScore) -> Bool { left.millionths < right.millionths }
}

extension ACHScore: CustomStringConvertible {
  /// Two decimals, half rounded up: `2.83`. Ranks compare all six, so two that print alike may differ in rank.
  public var description: String {
    let hundredths = (millionths.magnitude + 5_000) / 10_000
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    return (millionths < 0 && hundredths > 0 ? "-" : "") + "\(whole)." + (rest < 10 ? "0" : "") + "\(rest)"
  }
}

/// Where a hypothesis stands.
public struct ACHRank: Hashable, Sendable {
  public let hypothesis: Hypothesis
  public let score: ACHScore
  /// From 1, the least inconsistent. Equal scores share a rank, and the next is counted on: 1, 1, 3.
  public let rank: Int
  public let isTied: Bool
  /// Rows without a mark that counts. The fewer marks, the better a score looks.
  public let unmarked: Int
}

extension ACHMatrix {
  /// The sum over I (1) and II (2) of mark × credibility × relevance. Blank and disputed cells add nothing.
  public func score(of hypothesis: HypothesisID) -> ACHScore {
    // A cell adds at most 4 million: no number of cells that fits in memory can overflow.
    ACHScore(millionths: evidence.reduce(0) { $0 + inconsistency($1, hypothesis) })
  }

  /// All hypotheses, the least inconsistent first; ties by id, so that the order of entry shows nowhere.
  /// Provisional unless `isComplete`.
  public var ranking: [ACHRank] {
    let scored = hypotheses.map { ($0, score(of: $0.id)) }
      .sorted { ($0.1, $0.0.id) < ($1.1, $1.0.id) }
    return scored.map { hypothesis, score in
      ACHRank(
        hypothesis: hypothesis, score: score, rank: 1 + scored.count { $0.1 < score },
        isTied: scored.count { $0.1 == score } > 1,
        unmarked: evidence.count { self[$0.id, hypothesis.id].mark == nil })
    }
  }

  /// The hypotheses of rank 1: more than one when they are tied.
  public var leading: Set<HypothesisID> { ACHMatrix.leading(hypotheses.map { ($0.id, score(of: $0.id)) }) }

  static func leading(_ scores: [(HypothesisID, ACHScore)]) -> Set<HypothesisID> {
    let least = scores.map(\.1).min()
    return Set(scores.filter { $0.1 == least }.map(\.0))
  }

  /// What one row adds to the score of a hypothesis, in millionths.
  func inconsistency(
    _ row: ACHEvidence, _ hypothesis: HypothesisID, read: (ACHMark) -> ACHMark = { $0 }
  ) -> Int {
    (self[row.id, hypothesis].mark.map(read)?.inconsistency ?? 0) * row.weight
  }
}
