import CaseDomain

/// What a record states of an entry of a list, and whose files state it: claims of a source, never findings.
public struct EntryStatement: Sendable {
  /// The newest version of the entry's own row, or of one that is about it.
  public let record: SourceRow
  public let facts: StatedFacts
  /// Those that are not taken back; the one that it was read from first.
  public let files: [StatingFile]
  /// That the latest issue of its list does not state it any more.
  public let absence: ListAbsence?
  /// Who says that it no longer stands; `nil` when nobody does.
  public let revocation: Revocation?
}

/// A file that states a record.
public struct StatingFile: Sendable {
  public let provenance: FileProvenance
  /// Those with its bytes; empty when it is no exhibit here.
  public let exhibits: [ExhibitRow]
}

extension StoreReader {
  /// Rows about one entry beyond this number are not looked at.
  static let mostParts = 1_000

  /// What is stated of an entry now, its own row first, and then the rows that are about it, in the order stated.
  public func statements(of externalID: String, in source: String) throws -> [EntryStatement] {
    var found: [EntryStatement] = []
    let issues = ListIssues(self)
    for record in try [externalID] + records(about: externalID, source, withNames: true) {
      guard let number = try newest(source, record), let row = try sourceRow(number) else { continue }
      let facts = try facts(of: row) ?? StatedFacts()
      // A later version of a row may be about somebody else.
      let isAbout = facts.about.map { $0.utf8.elementsEqual(externalID.utf8) } ?? false
      guard isAbout || record.utf8.elementsEqual(externalID.utf8) else { continue }
      found.append(
        EntryStatement(
          record: row, facts: facts, files: try files(stating: number),
          absence: try issues.absence(of: record, in: source),
          revocation: try facts.isRevoked ? revocation(of: .entry(source: source, id: record)) : nil))
    }
    return found
  }

  /// The ids of the rows that state facts of an entry, in the order stated; not of an import that was taken back.
  ///
  /// - Parameter withNames: those, too, that state nothing but names.
  func records(about externalID: String, _ source: String, withNames: Bool) throws -> [String] {
    let names = withNames ? "UNION SELECT id >> 10 FROM listedName WHERE about = ?1 AND actor IS NULL" : ""
    let select = try sql.composed(
      """
      SELECT r.externalID FROM (
        SELECT op FROM listedPart WHERE about = ?1 AND source = ?2 \(names)) AS part
      JOIN sourceRecord r ON r.op = part.op
      WHERE r.source = ?2 AND r.externalID <> ?1 AND \(StoreReader.stands("r"))
      GROUP BY r.externalID ORDER BY min(r.op) LIMIT ?3
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    select.bind(3, Self.mostParts)
    var found: [String] = []
    while try select.step() { found.append(select.text(0)) }
    return found
  }

  /// The exhibits whose files state a version and are not taken back; none when no exhibit here holds one of them.
  public func exhibits(stating row: SourceRow) throws -> [ExhibitRow] {
    try files(stating: row.auditNumber).flatMap(\.exhibits)
  }

  /// The references of the exhibits of a case whose files state a version, in order.
  public func references(stating row: SourceRow, in caseID: CaseID) throws -> [String] {
    let select = try sql(
      """
      SELECT DISTINCT reference FROM exhibit
      WHERE sha256 IN (
          SELECT bundle FROM sourceRecord WHERE op = ?1
          UNION SELECT bundle FROM restatedRecord WHERE op = ?1)
        AND EXISTS (
          SELECT 1 FROM caseExhibit WHERE caseExhibit.exhibit = exhibit.id AND caseExhibit.caseID = ?2)
      ORDER BY reference
      """)
    select.bind(1, row.auditNumber)
    select.bind(2, caseID)
    var found: [String] = []
    while try select.step() { found.append(select.text(0)) }
    return found
  }

  /// The files that state a version and are not taken back; the one that it was read from first.
  func contents(stating operation: Int64) throws -> [Digest256] {
    let select = try sql(
      """
      SELECT bundle, 0 FROM sourceRecord
      WHERE op = ?1 AND bundle IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM withdrawnFile WHERE withdrawnFile.sha256 = sourceRecord.bundle)
      UNION SELECT bundle, 1 FROM restatedRecord WHERE op = ?1 ORDER BY 2, 1
      """)
    select.bind(1, operation)
    var contents: [Digest256] = []
    while try select.step() { contents.append(try select.digest(0)) }
    return contents
  }

  func files(stating operation: Int64) throws -> [StatingFile] {
    try contents(stating: operation).map { content in
      let held = try exhibits(withContent: content).filter { try !projection.isHidden($0.cast()) }
        .map { try exhibitRow($0) }
      return StatingFile(provenance: FileProvenance(held.first), exhibits: held)
    }
  }
}
