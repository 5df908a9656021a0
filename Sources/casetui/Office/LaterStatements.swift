import CaseDomain
import CaseStore

/// Statements that go out although their source said otherwise later, in an exhibit that does not go out with them.
struct LaterStatements {
  /// The exhibits that state it, and those with the later word, by their references.
  private struct Place: Hashable {
    let stated: [String]
    let later: [String]
  }

  private struct Tally {
    var replaced = 0
    /// Or deleted.
    var revoked = 0
    /// Of these, the ids of the first.
    var examples: [String] = []
    /// Revoked or deleted by others than those who stated it.
    var revokedByOthers = 0
  }

  private static let mostExamples = 3

  /// In the order of the exhibits with the later word.
  private let tallies: [(place: Place, tally: Tally)]

  var replaced: Int { tallies.reduce(0) { $0 + $1.tally.replaced } }
  var revoked: Int { tallies.reduce(0) { $0 + $1.tally.revoked } }
  var revokedByOthers: Int { tallies.reduce(0) { $0 + $1.tally.revokedByOthers } }
  /// The exhibits with the later word, each once.
  var exhibits: [String] { Set(tallies.flatMap { $0.place.later }).sorted() }

  /// - Parameters:
  ///   - scope: what goes out; rows of clusters and the like, which are no versions of each other, are not looked at.
  ///   - exhibits: that go out.
  ///   - goesOut: whether a record of the scope does.
  init(
    in scope: RecordScope, of exhibits: Set<ExhibitID>, _ reader: StoreReader,
    where goesOut: (SourceRow) throws -> Bool = { _ in true }
  ) throws {
    var found: [Place: Tally] = [:]
    try reader.sourceRecords(in: scope, .newest) { row in
      guard !row.isOneOfMany, let later = try reader.laterStatement(than: row), try goesOut(row) else {
        return
      }
      let place = Place(
        stated: try reader.exhibits(stating: row).filter { exhibits.contains($0.id) }.map(\.reference),
        later: try reader.exhibits(stating: later.row).map(\.reference))
      var tally = found[place] ?? Tally()
      if later.isRevoked, try reader.isRevokedByOthersAlone(since: row) {
        tally.revokedByOthers += 1
      } else if later.isRevoked {
        tally.revoked += 1
        if tally.examples.count < Self.mostExamples { tally.examples.append(row.externalID) }
      } else {
        tally.replaced += 1
      }
      found[place] = tally
    }
    tallies = found.map { (place: $0.key, tally: $0.value) }.sorted { one, other in
      (one.place.later + one.place.stated).lexicographicallyPrecedes(other.place.later + other.place.stated)
    }
  }

  /// What goes out of the exhibits of a case.
  ///
  /// - Parameter source: `nil` for all name spaces.
  init(
    of caseID: CaseID, source: String?, _ reader: StoreReader,
    where goesOut: (SourceRow) throws -> Bool = { _ in true }
  ) throws {
    try self.init(
      in: RecordScope(caseID: caseID, source: source), of: Set(try reader.exhibitIDs(of: caseID)), reader,
      where: goesOut)
  }

  /// What goes out of them as a MISP event: what came from MISP, and the values of all else.
  init(asMISP caseID: CaseID, _ reader: StoreReader) throws {
    try self.init(of: caseID, source: nil, reader) { row in
      try row.source == "misp" || reader.facts(of: row)?.traces.isEmpty == false
    }
  }

  /// Why it is not to be told: what its source took back.
  ///
  /// - Parameter reference: of the case.
  func obstacles(case reference: String) -> [Obstacle] {
    tallies.filter { $0.tally.revoked > 0 }.map { place, tally in
      Disclosure.obstacle(
        revoked: tally.examples, of: tally.revoked, statedIn: place.stated, revokedIn: place.later,
        case: reference)
    }
  }

  fileprivate var lines: [String] {
    tallies.flatMap { place, tally -> [String] in
      let sayer =
        place.later.isEmpty ? "a file that is no exhibit here" : place.later.joined(separator: " and ")
      let counts = [
        ("replaced", tally.replaced), ("revoked or deleted", tally.revoked),
        ("revoked or deleted by others than its sender", tally.revokedByOthers),
      ]
      return counts.filter { $0.1 > 0 }.map {
        "later \($0.0) in \(sayer), not among what goes out: \($0.1) statement\($0.1 == 1 ? "" : "s")"
      }
    }
  }
}

extension Answer {
  mutating func show(_ later: LaterStatements) {
    self["replaced_later"] = .int(later.replaced)
    self["revoked_later"] = .int(later.revoked)
    self["revoked_later_by_others"] = .int(later.revokedByOthers)
    self["later_in"] = .array(later.exhibits.map { .string($0) })
    lines += later.lines
  }
}
