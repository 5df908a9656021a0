import CaseExchange
import CaseStore

/// How the objects of one file stand to what is held.
struct ArrivalTally: Codable {
  let path: String
  private(set) var counts: [Arrival: Int] = [:]
  /// What somebody changed silently: said of the first thousand, counted for all.
  private(set) var problems: [ImportProblem] = []

  init(path: String) { self.path = path }

  /// It states more values than are compared; all are in its bytes.
  mutating func trimmed(_ externalID: String, at offset: Int) {
    guard problems.count < 1000 else { return }
    problems.append(
      ImportProblem(
        path: path, offset: offset, object: externalID,
        reason: "it states more names or values than are compared",
        remedy: "nothing to do: all are in its bytes and are found by search", severity: .warning))
  }

  /// - Parameter source: the name space of the identifier.
  mutating func count(_ arrival: Arrival, _ source: String, _ externalID: String, at offset: Int) {
    counts[arrival, default: 0] += 1
    if arrival == .changed, source == "csv", counts[.changed] == 1 {
      // The key of a row is the name of its file and its id: another sender's table may bear the same.
      problems.append(
        ImportProblem(
          path: path, offset: offset, object: externalID,
          reason:
            "rows with these keys came before in a file of this name; these count as later versions of them",
          remedy:
            "if it is another sender's table, take this import back and say with --from who sent it",
          severity: .warning))
    }
    guard arrival == .conflict, problems.count < 1000 else { return }
    problems.append(
      ImportProblem(
        path: path, offset: offset, object: externalID,
        reason: "the same modified time is here with other content",
        remedy: "compare the versions with casetui search \(externalID); all are kept",
        severity: .warning))
  }
}
