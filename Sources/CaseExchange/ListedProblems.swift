/// How many refusals and how many warnings were listed: neither kind takes the place of the other.
struct ListedProblems: Equatable, Codable, Sendable {
  private var refusals = 0
  private var warnings = 0

  /// Whether one more is listed, up to `ImportSummary.maximumListedProblems` of its kind.
  mutating func admits(_ severity: ImportProblem.Severity) -> Bool {
    let listed = severity == .refused ? refusals : warnings
    guard listed < ImportSummary.maximumListedProblems else { return false }
    if severity == .refused { refusals += 1 } else { warnings += 1 }
    return true
  }
}
