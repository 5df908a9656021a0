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
}

extension StoreReader {
  private static let columns = "op, source, externalID, type, name, modified, content, bundle, offset, length"

  /// Every version held of an external identifier, in order of arrival.
  public func versions(of externalID: String) throws -> [SourceRow] {
    let select = try sql.composed(
      "SELECT \(StoreReader.columns) FROM sourceRecord WHERE externalID = ?1 ORDER BY op")
    select.bind(1, externalID)
    return try rows(select)
  }

  /// Hands over every version of every source record of a case, or of all, in order of arrival; once what several
  /// files state alike.
  public func sourceRecords(of caseID: CaseID?, _ body: (SourceRow) throws -> Void) throws {
    var after: Int64 = 0
    while true {
      let select = try sql.composed(
        """
        SELECT \(StoreReader.columns) FROM sourceRecord AS this
        WHERE op > ?1 AND (?2 IS NULL OR caseID = ?2) AND bundle NOT IN (SELECT sha256 FROM withdrawnFile)
          AND NOT EXISTS (
            SELECT 1 FROM sourceRecord AS first
            WHERE first.externalID = this.externalID AND first.source = this.source
              AND first.content = this.content AND first.op < this.op AND (?2 IS NULL OR first.caseID = ?2)
              AND first.bundle NOT IN (SELECT sha256 FROM withdrawnFile))
        ORDER BY op LIMIT 500
        """)
      select.bind(1, after)
      select.bind(2, caseID)
      let page = try rows(select)
      for row in page { try body(row) }
      guard let last = page.last else { return }
      after = last.auditNumber
    }
  }

  /// The version that counts now: the latest by the time that the source gives, else the one that came last. Those of
  /// imports that were taken back do not count.
  ///
  /// - Returns: the audit number of its operation; `nil` when there is none.
  func newest(_ source: String, _ externalID: String) throws -> Int64? {
    let select = try sql(
      """
      SELECT sourceRecord.op FROM sourceRecord JOIN op ON op.id = sourceRecord.op
      WHERE externalID = ?1 AND source = ?2 AND bundle NOT IN (SELECT sha256 FROM withdrawnFile)
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
    let select = try sql("SELECT 1 FROM revokedRecord WHERE op = ?1")
    select.bind(1, newest)
    defer { select.reset() }
    return try select.step()
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
}
