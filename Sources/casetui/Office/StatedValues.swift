import CaseDomain
import CaseStore

/// The values that records of a case state beside those of MISP, each with the exhibits of the case that state it, and
/// the files behind these.
struct StatedValues {
  /// In the order in which they were stated first.
  let stated: [(trace: Trace, exhibits: [String], files: Set<Digest256>)]
  /// How many are stated by records that their source revoked or deleted since: nobody vouches for them.
  let revoked: Int

  /// - Parameter written: those that go out in another way.
  init(in id: CaseID, except written: Set<Trace>, _ reader: StoreReader) throws {
    var found: [(trace: Trace, exhibits: [String], files: Set<Digest256>)] = []
    var places: [Trace: Int] = [:]
    var takenBack = 0
    try reader.sourceRecords(in: RecordScope(caseID: id), .newest) { row in
      guard row.source != "misp", let facts = try reader.facts(of: row) else { return }
      let traces = facts.traces.filter { !written.contains($0) }
      guard !traces.isEmpty else { return }
      guard try !reader.isRevoked(row) else {
        takenBack += traces.count
        return
      }
      // Not the id of the record: it may name the owner who gave it.
      let exhibits = try reader.references(stating: row, in: id)
      let files = try reader.files(stating: row)
      for trace in traces {
        if let place = places[trace] {
          let all = Set(found[place].exhibits + exhibits)
          found[place].exhibits = all.sorted()
          found[place].files.formUnion(files)
        } else {
          places[trace] = found.count
          found.append((trace: trace, exhibits: exhibits, files: Set(files)))
        }
      }
    }
    (stated, revoked) = (found, takenBack)
  }
}
