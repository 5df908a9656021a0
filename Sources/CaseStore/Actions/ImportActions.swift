import CaseDomain
import Foundation
import GRDB

/// How an object from outside stands to what the store holds.
public enum Arrival: String, Codable, Sendable {
  /// Nobody stated anything under this identifier.
  case new
  /// The same bytes are here.
  case known
  /// A later version.
  case changed
  /// Other content under the same `modified`: somebody changed it silently.
  case conflict
}

/// Finds out how objects stand to what is held, for a scan that writes nothing: it remembers what it saw.
public struct ArrivalScan {
  private let sql: SQLCache
  /// Nothing is held at all, so nothing need be looked for.
  private let isEmpty: Bool
  /// The first version of each identifier that is not held, with its `modified` and its content.
  private var seen: KeySpill
  /// An identifier with a content, or with a `modified`, of versions after the first.
  private var later: KeySpill

  public init(_ reader: StoreReader, limit: Int = KeySpill.usualLimit) throws {
    sql = reader.sql
    seen = KeySpill(in: reader.store.folder, limit: limit)
    later = KeySpill(in: reader.store.folder, limit: limit)
    let any = try sql("SELECT 1 FROM sourceRecord LIMIT 1")
    defer { any.reset() }
    isEmpty = try !any.step()
  }

  public mutating func classify(
    _ source: String, _ externalID: String, modified: String?, content: Digest256
  ) throws -> Arrival {
    let (source, externalID) = (source.inNFC, externalID.inNFC)  // as they are held
    let this = (modified: ArrivalScan.short(modified?.inNFC), content: content.prefix8)
    let key = Digest256.sha256(Array("\(source)\u{0}\(externalID)".utf8)).prefix8
    var versions = isEmpty ? [] : try ArrivalScan.held(sql, source, externalID)
    let first = try seen.value(of: key)
    if let first { versions.append((modified: first.first, content: first.second)) }
    let arrival = ArrivalScan.judge(this, among: versions)
    switch arrival {
    case .known: return .known
    case .new:
      try seen.add(key, (this.modified, this.content))
      return .new
    case .changed, .conflict:
      let (content, modified) = (
        ArrivalScan.mix(key, this.content, 1), ArrivalScan.mix(key, this.modified, 2)
      )
      if try later.contains(content) { return .known }
      let isConflict = try arrival == .conflict || later.contains(modified)
      try later.add(content)
      try later.add(modified)
      return isConflict ? .conflict : .changed
    }
  }

  private static func mix(_ key: UInt64, _ value: UInt64, _ kind: UInt64) -> UInt64 {
    let product = (key ^ kind).multipliedFullWidth(by: value | 1)
    return (product.high ^ product.low) &+ value &* 0x9E37_79B9_7F4A_7C15
  }

  static func judge(
    _ this: (modified: UInt64, content: UInt64), among versions: [(modified: UInt64, content: UInt64)]
  ) -> Arrival {
    if versions.isEmpty { return .new }
    if versions.contains(where: { $0.content == this.content }) { return .known }
    return versions.contains { $0.modified == this.modified } ? .conflict : .changed
  }

  static func short(_ modified: String?) -> UInt64 {
    modified.map { Digest256.sha256(Array($0.utf8)).prefix8 } ?? 0
  }

  static func held(_ sql: SQLCache, _ source: String, _ externalID: String) throws -> [(
    modified: UInt64, content: UInt64
  )] {
    let select = try sql("SELECT modified, content FROM sourceRecord WHERE externalID = ?1 AND source = ?2")
    select.bind(1, externalID)
    select.bind(2, source)
    var versions: [(modified: UInt64, content: UInt64)] = []
    while try select.step() {
      versions.append((short(select.optionalText(0)), try select.digest(1).prefix8))
    }
    return versions
  }
}

extension JournalWriter {
  /// What prepares the records of an exhibit for `take`, on any thread.
  public func preparer(of exhibit: ExhibitID, caseID: CaseID?) -> RecordPreparer {
    RecordPreparer(exhibit: exhibit, caseID: caseID, author: author, nowMilliseconds: nowMilliseconds)
  }

  /// Takes one object in as a source record of an exhibit. Known ones are not written again; every other
  /// version is kept.
  public mutating func take(_ prepared: PreparedRecord) throws -> Arrival {
    let record = prepared.record
    let versions = try ArrivalScan.held(sql, record.source, record.externalID)
    let arrival =
      versions.isEmpty
      ? .new
      : ArrivalScan.judge((ArrivalScan.short(record.modified), prepared.content.prefix8), among: versions)
    if arrival != .known { try append(prepared) }
    return arrival
  }

  /// As `take`, prepared on the spot.
  public mutating func takeRecord(_ record: SourceRecord, of exhibit: ExhibitID, caseID: CaseID?) throws
    -> Arrival
  {
    try take(preparer(of: exhibit, caseID: caseID).prepare(record, &salts))
  }

  /// Runs `body` so that an error leaves everything as it was before it, and the rest of the transaction
  /// goes on.
  public mutating func attempt(_ body: (inout JournalWriter) throws -> Void) throws {
    try projection.flush()
    let before = self
    try db.execute(sql: "SAVEPOINT attempt")
    do {
      try body(&self)
      try projection.flush()
      try db.execute(sql: "RELEASE attempt")
    } catch {
      try db.execute(sql: "ROLLBACK TO attempt")
      try db.execute(sql: "RELEASE attempt")
      self = before
      throw error
    }
  }

  /// Brings the listed rows up to date now and then, so that memory stays flat in a long import.
  public mutating func settle() throws { try projection.flush() }
}
