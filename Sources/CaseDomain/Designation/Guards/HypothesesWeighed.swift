/// Enough explanations were set against each other, most of them innocent, and no cell is blank.
///
/// Source: agency policy §8.2 S3 (Heuer, analysis of competing hypotheses).
struct HypothesesWeighed: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let total = move.profile[.hypotheses]?.number else {
      return [.missing(.hypotheses, in: move.profile)]
    }
    guard let benign = move.profile[.benignHypotheses]?.number else {
      return [.missing(.benignHypotheses, in: move.profile)]
    }
    let policy = HypothesisPolicy(
      minimum: total, minimumBenign: benign, benignKinds: HypothesisPolicy.office.benignKinds)
    return move.caseFile.analysis.matrix.problems(policy: policy).obstacles
  }
}
