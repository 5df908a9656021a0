/// Each exhibit that carries an indicator had its innocent explanations looked at.
///
/// Source: agency policy §8.2 S3.
struct BenignExplanationsConsidered: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    return BenignExplanation.problems(with: file.findings, explanations: file.analysis.explanations).obstacles
  }
}
