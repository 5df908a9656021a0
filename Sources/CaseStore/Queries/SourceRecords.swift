import CaseDomain
import Foundation

/// A version of an object as somebody else stated it.
public struct SourceRow: Hashable, Sendable {
  public let auditNumber: Int64
  /// The name space of its identifier.
  public let source: String
  public let externalID: String
  public let type: String
  public let name: String?
  public let modified: String?
  public let content: Digest256
  public let bundle: Digest256
  public let offset: UInt64
  public let length: UInt64

  /// Whether it stands beside others under its key: none of them is a version of another (`SourceRecord.isOneOfMany`).
  public var isOneOfMany: Bool { source == "csv" && type != "csv-row" }
}

/// Source records that are meant together.
public struct RecordScope: Sendable {
  /// Those of the exhibits of a case, whenever they were linked to it; `nil` for all.
  public var caseID: CaseID?
  /// Those of one name space.
  public var source: String?
  /// Those that came in files with these hashes.
  public var files: Set<Digest256>?

  public init(caseID: CaseID? = nil, source: String? = nil, files: Set<Digest256>? = nil) {
    self.caseID = caseID
    self.source = source
    self.files = files
  }
}

/// Which versions of a record are meant. They follow each other by the time that the source gives, else by when they came,
/// and in that by their hash: the same order in every office (docs/exchange.md, "Versions").
public enum RecordVersions: Sendable {
  /// The one that counts, of those in the scope.
  case newest
  /// Each that differs from the one before it: what several files state alike is one. Rows of a table that stand beside
  /// each other under one key are each one, and two that are equal are two.
  case all
  /// Each that is written, also where several files state it alike.
  case written
}

extension StoreReader {
  private static let columns = "op, source, externalID, type, name, modified, content, bundle, offset, length"

  /// Every version held of an external identifier, in the order in which they follow each other (`RecordVersions`).
  public func versions(of externalID: String) throws -> [SourceRow] {
    let select = try sql.composed(
      """
      SELECT \(StoreReader.columns) FROM sourceRecord JOIN op AS own ON own.id = sourceRecord.op
      WHERE externalID = ?1 ORDER BY coalesce(modified, ''), own.hlc, own.hash
      """)
    select.bind(1, externalID)
    return try rows(select)
  }

  /// Whether a file states a version that is not taken back.
  public func stands(_ row: SourceRow) throws -> Bool {
    let select = try sql("SELECT 1 FROM standingRecord WHERE op = ?1")
    select.bind(1, row.auditNumber)
    defer { select.reset() }
    return try select.step()
  }

  /// How many records of a file do not count because the imports that read them are taken back; rows of tables, which
  /// count by the way in which they are read, are not among them.
  public func recordsTakenBack(in file: Digest256) throws -> Int {
    let select = try sql.composed(
      """
      SELECT count(*) FROM sourceRecord WHERE bundle = ?1 AND way = 0 AND NOT \(StoreReader.stands("sourceRecord"))
      """)
    select.bind(1, file)
    defer { select.reset() }
    return try select.step() ? Int(select.int(0)) : 0
  }

  /// Whether any source states a record of that identifier that counts.
  public func isAnyStanding(_ externalID: String) throws -> Bool {
    let select = try sql.composed(
      """
      SELECT 1 FROM sourceRecord WHERE externalID = ?1 AND \(StoreReader.stands("sourceRecord")) LIMIT 1
      """)
    select.bind(1, externalID)
    defer { select.reset() }
    return try select.step()
  }

  /// The version that an operation states; `nil` when it states none.
  func sourceRow(_ operation: Int64) throws -> SourceRow? {
    let select = try sql.composed("SELECT \(StoreReader.columns) FROM sourceRecord WHERE op = ?1")
    select.bind(1, operation)
    return try rows(select).first
  }

  /// Hands over the source records of a scope in the order in which they were stated, which is the same in every office
  /// that holds them.
  ///
  /// Memory: 24 bytes a record.
  public func sourceRecords(
    in scope: RecordScope = RecordScope(), _ which: RecordVersions = .all, _ body: (SourceRow) throws -> Void
  ) throws {
    let numbers = try numbers(in: scope, which)
    for number in numbers {
      if let row = try sourceRow(number) { try body(row) }
    }
  }

  /// How many records of a scope would be handed over.
  public func sourceRecordCount(in scope: RecordScope, _ which: RecordVersions) throws -> Int {
    try numbers(in: scope, which).count
  }

  /// Audit numbers, by when they were stated.
  func numbers(in scope: RecordScope, _ which: RecordVersions) throws -> [Int64] {
    let select = try sql.composed(RecordSelection.sql(which))
    select.bind(1, scope.caseID)
    select.bind(2, scope.source)
    select.bind(
      3, scope.files.map { files in "[\(files.map { "\"\($0.hex.uppercased())\"" }.joined(separator: ","))]" }
    )
    let again = try which == .newest ? [] : writtenAgain()
    select.bind(4, "[\(again.map(String.init).joined(separator: ","))]")
    var found: [(hlc: Int64, hash: UInt64, number: Int64)] = []
    while try select.step() {
      found.append((select.int(1), try select.digest(2).prefix8, select.int(0)))
    }
    found.sort { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    return found.map(\.number)
  }

  /// Records of which the same place of the same file was written once more, after it had been taken back.
  private func writtenAgain() throws -> [Int64] {
    func isThere(_ condition: String) -> String {
      """
      EXISTS (
        SELECT 1 FROM sourceRecord AS later JOIN op AS laterOp ON laterOp.id = later.op
        WHERE later.externalID = this.externalID AND later.source = this.source AND later.bundle = this.bundle
          AND later.offset = this.offset AND \(condition) AND later.content = this.content
          AND \(StoreReader.stands("later"))
          AND (coalesce(later.modified, ''), laterOp.hlc, laterOp.hash)
            > (coalesce(this.modified, ''), op.hlc, op.hash))
      """
    }
    // Rows of tables are looked for as their index has them.
    let select = try sql.composed(
      """
      SELECT this.op FROM sourceRecord AS this JOIN op ON op.id = this.op
      WHERE EXISTS (SELECT 1 FROM importRun WHERE withdrawn = 1)
        AND CASE WHEN this.way <> 0 THEN \(isThere("later.way <> 0")) ELSE \(isThere("later.way = 0")) END
      """)
    var found: [Int64] = []
    while try select.step() { found.append(select.int(0)) }
    return found
  }

  /// The version that counts now: the latest by the time that the source gives, else the one that came last. Those of
  /// imports that were taken back do not count.
  ///
  /// - Returns: the audit number of its operation; `nil` when there is none.
  func newest(_ source: String, _ externalID: String) throws -> Int64? {
    let select = try sql.composed(
      """
      SELECT sourceRecord.op FROM sourceRecord JOIN op ON op.id = sourceRecord.op
      WHERE externalID = ?1 AND source = ?2 AND \(StoreReader.stands("sourceRecord"))
      ORDER BY coalesce(modified, '') DESC, op.hlc DESC, op.hash DESC LIMIT 1
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    defer { select.reset() }
    return try select.step() ? select.int(0) : nil
  }

  /// Whether its source says of an entry that it no longer stands; never so of an actor of ours.
  public func isRevoked(_ bearer: NameBearer) throws -> Bool {
    guard case .entry(let source, let externalID) = bearer, let newest = try newest(source, externalID) else {
      return false
    }
    return try isRevoked(version: newest)
  }

  /// Whether a version itself says that the record no longer stands.
  public func isRevoked(_ row: SourceRow) throws -> Bool { try isRevoked(version: row.auditNumber) }

  /// Whether the operation of a version says that the record no longer stands.
  func isRevoked(version: Int64) throws -> Bool {
    let select = try sql("SELECT 1 FROM revokedRecord WHERE op = ?1")
    select.bind(1, version)
    defer { select.reset() }
    return try select.step()
  }

  /// What counts in the whole store in the place of a version that counts in a scope: another one, which came in no file
  /// of that scope.
  ///
  /// - Returns: `nil` when the version itself counts, or says itself that the record no longer stands.
  public func laterStatement(than row: SourceRow) throws -> (row: SourceRow, isRevoked: Bool)? {
    guard let number = try newest(row.source, row.externalID), number != row.auditNumber,
      let later = try sourceRow(number), later.content != row.content,
      try !isRevoked(version: row.auditNumber)
    else { return nil }
    return (later, try isRevoked(version: number))
  }

  private func rows(_ select: SQLStatement) throws -> [SourceRow] {
    var rows: [SourceRow] = []
    while try select.step() {
      rows.append(
        SourceRow(
          auditNumber: select.int(0), source: select.text(1), externalID: select.text(2),
          type: select.text(3), name: select.optionalText(4), modified: select.optionalText(5),
          content: try select.digest(6), bundle: select.isNull(7) ? .zero : try select.digest(7),
          offset: select.uint(8), length: select.uint(9)))
    }
    return rows
  }

  /// What a version states that we compare with others; `nil` when nothing was read from it.
  public func facts(of row: SourceRow) throws -> StatedFacts? { try record(row).facts }

  /// The original bytes of a version, checked against their hash.
  public func bytes(of row: SourceRow) throws -> [UInt8] {
    switch try record(row).content {
    case .blob(let hash): return try store.vault.bytes(hash)
    case .inline(let bytes):
      guard Digest256.sha256(bytes) == row.content else {
        throw StoreError.damaged("source record \(row.externalID) does not have the hash it was stored with")
      }
      return bytes
    }
  }

  private func record(_ row: SourceRow) throws -> SourceRecord {
    let select = try sql("SELECT payload FROM op WHERE id = ?1")
    select.bind(1, row.auditNumber)
    defer { select.reset() }
    guard try select.step(), let value = try OperationBody(payload: select.raw(0)).value,
      let record = SourceRecord(value)
    else {
      throw StoreError.damaged("operation \(row.auditNumber) does not hold source record \(row.externalID)")
    }
    return record
  }

  public func sourceCount() throws -> Int { try count("sourceRecord") }

  /// Whose name spaces the records of each file are in. Reads all records.
  public func sourcesByFile() throws -> [Digest256: Set<String>] {
    let select = try sql("SELECT DISTINCT bundle, source FROM sourceRecord WHERE bundle IS NOT NULL")
    var found: [Digest256: Set<String>] = [:]
    while try select.step() { found[try select.digest(0), default: []].insert(select.text(1)) }
    return found
  }
}

extension StoreReader {
  /// The condition in SQL that a source record counts: its file is not taken back, or another one states it, too; a row
  /// of a table, while the way in which it was read counts.
  ///
  /// - Parameter table: the table or alias whose `op` is its operation.
  static func stands(_ table: String) -> String {
    "EXISTS (SELECT 1 FROM standingRecord WHERE standingRecord.op = \(table).op)"
  }

  /// The file in SQL that states a record which stands: that it came in, or, where that is taken back, another one.
  ///
  /// - Parameter record: the alias of a `sourceRecord`.
  static func standingFile(_ record: String) -> String {
    """
    CASE WHEN EXISTS (SELECT 1 FROM withdrawnFile WHERE withdrawnFile.sha256 = \(record).bundle)
      THEN coalesce(
        (SELECT min(again.bundle) FROM restatedRecord AS again WHERE again.op = \(record).op), \(record).bundle)
      ELSE \(record).bundle END
    """
  }

  /// The operation in SQL of the version of a record that counts (`newest`), NULL when none stands.
  ///
  /// - Parameter record: the alias of what has its `externalID` and `source`.
  static func newest(of record: String) -> String {
    """
    (SELECT version.op FROM sourceRecord AS version JOIN op AS versionOp ON versionOp.id = version.op
      WHERE version.externalID = \(record).externalID AND version.source = \(record).source
        AND \(stands("version"))
      ORDER BY coalesce(version.modified, '') DESC, versionOp.hlc DESC, versionOp.hash DESC LIMIT 1)
    """
  }

  /// The condition in SQL that a source record stands beside others under its key: none of them is a version
  /// of another (`SourceRecord.isOneOfMany`).
  ///
  /// - Parameter record: the alias of a `sourceRecord`.
  static func isOneOfMany(_ record: String) -> String {
    "\(record).source = 'csv' AND \(record).type <> 'csv-row'"
  }

  /// The condition in SQL that no version that stands comes after this one: with `stands`, that it is the version
  /// that counts (`newest`).
  ///
  /// - Parameter record: the alias of a `sourceRecord`.
  static func isLast(_ record: String) -> String {
    """
    NOT EXISTS (
      SELECT 1 FROM sourceRecord AS later JOIN op AS laterOp ON laterOp.id = later.op
      WHERE later.externalID = \(record).externalID AND later.source = \(record).source
        AND later.op <> \(record).op AND \(stands("later"))
        AND (coalesce(later.modified, ''), laterOp.hlc, laterOp.hash) > (
          SELECT coalesce(\(record).modified, ''), own.hlc, own.hash FROM op AS own WHERE own.id = \(record).op))
    """
  }
}
