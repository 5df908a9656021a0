/// What is said against the case was looked for, and each contest has a disposition.
///
/// Source: agency policy §8.2 S3.
struct ContestsDisposed: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    Contest.problems(in: move.caseFile.analysis.contests).obstacles
  }
}
