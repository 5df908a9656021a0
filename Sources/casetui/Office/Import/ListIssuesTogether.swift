import CaseDomain
import CaseStore

/// The dated issues of lists that one import takes in, by list. Of several of one list the one that is read last counts as the
/// latest, whatever their days are.
struct ListIssuesTogether {
  private var read: [ListSeries: [(day: Day, path: String, content: Digest256)]] = [:]

  /// Remembers an issue.
  ///
  /// - Returns: That one of a later day was read before it in this import: `an older issue, of 2024-01-01: …`.
  mutating func note(_ check: ListIssueCheck, of day: Day) -> String? {
    guard let series = check.tally.series else { return nil }
    let before = read[series, default: []]
    guard !before.contains(where: { $0.content == check.content }) else { return nil }
    read[series, default: []].append((day, check.file.path, check.content))
    guard let later = before.max(by: { $0.day < $1.day }), day < later.day else { return nil }
    return "an older issue, of \(day): \(later.path) of \(later.day) is read before it in the same import, "
      + "so that it, or one read after it, counts as the latest; for the other to count, take the older in first, "
      + "by an import of its own"
  }
}
