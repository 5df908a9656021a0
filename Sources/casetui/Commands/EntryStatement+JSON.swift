import CaseDomain
import CaseStore

extension Answer {
  /// What files state of an entry, each with whose file it is. Claims of the source, and worded so.
  ///
  /// - Parameter earlier: names that only versions before these gave.
  mutating func show(_ statements: [EntryStatement], earlier: [ActorName], of externalID: String) {
    mark(statements.flatMap(\.files).flatMap(\.exhibits).map(\.marking))
    self["stated"] = .array(statements.map(\.json))
    for statement in statements {
      lines.append("  \(statement.heading(of: externalID))")
      lines += statement.claims.map { "    \($0)" }
    }
    self["stated_earlier"] = .array(earlier.map(\.json))
    lines += earlier.map { "  \(ActorName.statedEarlier): \($0.kindInWords)  \($0.romanisedFirst)" }
  }
}

extension EntryStatement {
  /// Those that screening compares, too. What else a record is shown by, such as its kind, its source calls nobody.
  var names: [ActorName] {
    guard facts.names.isEmpty, facts.about == nil, SourceRecord.naming.contains(record.type) else {
      return facts.names
    }
    return record.name.map { [ActorName($0)] } ?? []
  }

  /// Whether it is about somebody who could become an actor: named, said to be a person, a company or a ship, or a
  /// cluster of accounts. A statement that one holds another, or that nobody is known, is not.
  var isOfSomebody: Bool {
    !names.isEmpty || facts.schema != .unknown || record.type == EvidenceKind.accountCluster.rawValue
  }

  /// `claimed by Office X (week1.json) [EX-0001]:`.
  fileprivate func heading(of externalID: String) -> String {
    let place = files.map { file in
      let held = file.exhibits.map(\.reference).joined(separator: ", ")
      return "\(file.provenance)\(held.isEmpty ? "" : " [\(held)]")"
    }
    let row = record.externalID.utf8.elementsEqual(externalID.utf8) ? "" : " in row \(record.externalID)"
    return "claimed\(row) by \(place.isEmpty ? "a file that is not held" : place.joined(separator: "; ")):"
  }

  fileprivate var claims: [String] {
    var claims = names.map { "\($0.kindInWords)  \($0.romanisedFirst)" }
    claims += facts.dates.map { "born or founded  \($0.text)" }
    claims += facts.countries.map { "country  \($0)" }
    claims += facts.identifiers.map { "\($0.kind)  \($0.value)" }
    claims += facts.programs.map { "programme  \($0)" }
    if let absence { claims.append(absence.sentence) }
    if let revocation { claims.append(revocation.sentence) }
    return claims
  }

  fileprivate var json: JSON {
    .object([
      ("source", .string(record.source)), ("external_id", .string(record.externalID)),
      ("modified", .optional(record.modified)),
      (
        "files",
        .array(
          files.map { file in
            .object([
              ("name", .string(file.provenance.name)), ("origin", .optional(file.provenance.origin)),
              ("exhibits", .array(file.exhibits.map { .string($0.reference) })),
            ])
          })
      ),
      ("names", .array(names.map(\.json))), ("dates", .array(facts.dates.map { .string($0.text) })),
      ("countries", .array(facts.countries.map { .string($0) })),
      (
        "identifiers",
        .array(
          facts.identifiers.map { .object([("kind", .string($0.kind)), ("value", .string($0.value))]) })
      ),
      ("programmes", .array(facts.programs.map { .string($0) })), ("revoked", .bool(facts.isRevoked)),
      ("revoked_by", .optional(revocation?.other?.description)), ("not_in", absence.json),
    ])
  }
}

extension ListAbsence? {
  /// The record, the exhibit and import of the latest issue, and the day it was taken in; `null` while it stands there.
  var json: JSON {
    guard let self else { return .null }
    return .object([
      ("record", .string(self.externalID)), ("exhibit", .string(self.issue.reference)),
      ("import", .string(self.issue.importReference)), ("taken_in", .string(self.issue.takenInOn.iso)),
    ])
  }
}
