import CaseDomain
import Foundation
import GRDB

/// The tables that follow from the journal, and how their rows are compared.
enum StateTables {
  /// Name, the columns that matter, and an order that is the same in every copy. Row numbers of
  /// `searchText` depend on how operations were batched, so they are left out.
  static let all: [(name: String, columns: String, order: String)] = [
    ("live", "*", "entity, field, feed, seq, hash"), ("dead", "*", "feedID, seq, hash8, entity, field"),
    ("unread", "*", "op"), ("conflict", "*", "entity, field"), ("digest", "*", "scope"),
    ("record", "*", "entity"), ("replica", "*", "replica"), ("caseFile", "*", "id"), ("exhibit", "*", "id"),
    ("caseExhibit", "*", "caseID, exhibit"), ("custodyChain", "*", "exhibit, chain"),
    ("blobRef", "*", "sha256, feed, seq"), ("actor", "*", "id"), ("sourceRecord", "*", "op"),
    ("judgement", "*", "actor, externalID, verdict"),
    ("importRun", "*", "id"), ("importExhibit", "*", "exhibit, run"), ("withdrawnExhibit", "*", "exhibit"),
    ("restated", "*", "feedID, page, bundle"),
    ("trace", "*", "kind, exercise, value, bundle, op"), ("statedHolding", "*", "op"),
    ("revokedRecord", "*", "op"), ("tableReading", "*", "run, bundle, way"),
    ("currentReading", "*", "bundle, way"),
    ("listedName", "*", "id"), ("nameKey", "*", "key, name"),
    ("listedIdentifier", "*", "kind, value, op"), ("listedPart", "*", "op"), ("pairJudgement", "*", "pair"),
    ("searchText", "entity, field, op, body", "entity, field, op, body"),
  ]

  static func query(_ table: (name: String, columns: String, order: String)) -> String {
    "SELECT \(table.columns) FROM \(table.name) ORDER BY \(table.order)"
  }

  /// Drops them all, makes them as this program's migrations have them, and replays the journal.
  ///
  /// - Returns: how many operations there are.
  static func remake(
    _ db: Database, isCancelled: () -> Bool = { false }, progress: (Int64) -> Void = { _ in }
  ) throws -> Int64 {
    // Views first: they read the tables.
    let drops = try String.fetchAll(
      db,
      sql: """
        SELECT 'DROP ' || type || ' ' || name FROM sqlite_schema
        WHERE type IN ('table', 'view') AND sql IS NOT NULL AND name NOT LIKE 'searchIndex_%'
        AND name NOT IN ('identity', 'feed', 'op', 'head', 'seal', 'segment', 'quarantine', 'peer', 'unfinishedImport')
        ORDER BY type DESC, name
        """)
    for drop in drops { try db.execute(sql: drop) }
    for migration in Migrations.projections { try db.execute(sql: migration.sql) }
    let sql = SQLCache(db)
    let feeds = FeedNumbers(sql)
    var projection = try Projection(db, sql, feeds, defersSearch: true)
    var operations: Int64 = 0
    try Replay.run(from: sql, feeds, into: &projection, isCancelled: isCancelled) {
      operations = $0
      progress($0)
    }
    try Projection.refreshSearch(sql)
    return operations
  }

  /// One hash over every row of every table.
  static func digest(_ sql: SQLCache) throws -> Digest256 {
    var sum = Digest256.zero
    for table in all {
      let rows = try sql.composed(query(table))
      let name = Array(table.name.utf8)
      while try rows.step() { sum = sum &+ rows.digestOfRow(prefix: name) }
    }
    return sum
  }
}

/// Reads the journal in order of arrival into a projection.
enum Replay {
  /// Listed rows are brought up to date after so many operations, so that memory stays flat.
  static let batch = 50_000
  /// Somebody who waits hears of it, and may end it, after so many.
  static let step = 10_000

  static func run(
    from source: SQLCache, _ feeds: FeedNumbers, into projection: inout Projection,
    isCancelled: () -> Bool = { false }, progress: (Int64) -> Void = { _ in },
    keep: (SQLStatement, CaseDomain.Operation) throws -> Void = { _, _ in }
  ) throws {
    let rows = try source.composed(
      "SELECT \(OperationRow.columns), op.feed, op.branch, op.caseID FROM op ORDER BY op.id")
    var count: Int64 = 0
    while try rows.step() {
      // The parent does not matter here: names were checked when the operation came in, and `verify`
      // checks them again.
      let (number, operation) = try OperationRow.read(
        rows, feed: try feeds.identifier(of: rows.int(8)), previous: .zero)
      try keep(rows, operation)
      let body = operation.payload.flatMap { try? OperationBody(payload: $0) }
      try projection.apply(operation, body: body, row: number)
      count += 1
      if count.isMultiple(of: Int64(batch)) { try projection.flush() }
      if count.isMultiple(of: Int64(step)) {
        progress(count)
        if isCancelled() {
          rows.reset()
          throw CancellationError()
        }
      }
    }
    try projection.flush()
    progress(count)
  }
}

/// What `casetui rebuild` did.
public struct RebuildReport: Sendable {
  public let operations: Int64
  /// Over every row of the state, before and after. Equal unless a table was damaged or out of date.
  public let before: Digest256
  public let after: Digest256
  public let stateBefore: Digest256
  public let stateAfter: Digest256
}

extension CaseStore {
  /// Drops every table that follows from the journal, makes it anew and replays; one transaction, so
  /// that an interruption leaves everything as it was.
  public func rebuild(
    isCancelled: () -> Bool = { false }, progress: (Int64) -> Void = { _ in }
  ) throws -> RebuildReport {
    try lock.withLock {
      var report: RebuildReport?
      try pool.writeWithoutTransaction { db in
        try db.inTransaction(.immediate) {
          let before = try StateTables.digest(SQLCache(db))
          let stateBefore = try stateDigest(db)
          let operations = try StateTables.remake(db, isCancelled: isCancelled, progress: progress)
          report = RebuildReport(
            operations: operations, before: before, after: try StateTables.digest(SQLCache(db)),
            stateBefore: stateBefore,
            stateAfter: try stateDigest(db))
          return .commit
        }
      }
      try checkpointIfLarge()
      return report!
    }
  }

  private func stateDigest(_ db: Database) throws -> Digest256 {
    let bytes = try Data.fetchOne(db, sql: "SELECT value FROM digest WHERE scope = x''")
    return bytes.flatMap { Digest256($0) } ?? .zero
  }
}
