import CaseDomain
import Foundation
import GRDB

/// How an object from outside stands to what the store holds.
public enum Arrival: String, Codable, Sendable {
  /// Nobody stated anything under this identifier.
  case new
  /// The same bytes are here.
  case known
  /// Another version: by the time the source gives, or, where it gives none, because it came later.
  case changed
  /// Other content under the same `modified`: somebody changed it silently.
  case conflict
}

/// A version of a record, as far as arrivals are compared with it.
struct HeldVersion {
  /// Of the source's time, as written; 0 for none.
  let modified: UInt64
  let content: UInt64
  /// The file it came in, and where in it; `nil` of a version of the file that is being read.
  let place: Place?

  struct Place: Equatable {
    let bundle: Digest256
    let offset: UInt64
  }

  /// How an object stands to the versions of its identifier, the newest of which is the last.
  ///
  /// Versions with a time are ordered by it, so content that is held is known. Without a time the one that came last is
  /// what the source says now (docs/exchange.md, "Versions"): content comes again when another stands in between, unless
  /// it is the same place of the same file.
  static func judge(_ this: HeldVersion, among versions: [HeldVersion]) -> Arrival {
    guard let newest = versions.last else { return .new }
    if this.modified == 0 {
      if newest.content == this.content { return .known }
      let isThere = versions.contains {
        $0.content == this.content && $0.place == this.place && $0.place != nil
      }
      return isThere ? .known : .changed
    }
    if versions.contains(where: { $0.content == this.content }) { return .known }
    return versions.contains { $0.modified == this.modified } ? .conflict : .changed
  }

  static func short(_ modified: String?) -> UInt64 {
    modified.map { Digest256.sha256(Array($0.utf8)).prefix8 } ?? 0
  }

  /// The versions held, the newest last.
  static func held(_ sql: SQLCache, _ source: String, _ externalID: String) throws -> [HeldVersion] {
    let select = try sql(
      """
      SELECT modified, content, bundle, offset FROM sourceRecord JOIN op ON op.id = sourceRecord.op
      WHERE externalID = ?1 AND source = ?2 ORDER BY coalesce(modified, ''), op.hlc, op.hash
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    var versions: [HeldVersion] = []
    while try select.step() {
      let place = select.isNull(2) ? nil : Place(bundle: try select.digest(2), offset: select.uint(3))
      versions.append(
        HeldVersion(
          modified: short(select.optionalText(0)), content: try select.digest(1).prefix8, place: place))
    }
    return versions
  }
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
  /// Of identifiers without a time, the content that came last when it was not the first. Beyond so many, what was
  /// seen at all is taken for known.
  private var newest: [UInt64: UInt64] = [:]
  private let limit: Int

  public init(_ reader: StoreReader, limit: Int = KeySpill.usualLimit) throws {
    sql = reader.sql
    self.limit = limit
    seen = KeySpill(in: reader.store.folder, limit: limit)
    later = KeySpill(in: reader.store.folder, limit: limit)
    let any = try sql("SELECT 1 FROM sourceRecord LIMIT 1")
    defer { any.reset() }
    isEmpty = try !any.step()
  }

  /// - Parameters:
  ///   - bundle: the file it stands in.
  ///   - offset: where in it.
  public mutating func classify(
    _ source: String, _ externalID: String, modified: String?, content: Digest256, in bundle: Digest256,
    at offset: UInt64
  ) throws -> Arrival {
    let (source, externalID) = (source.inNFC, externalID.inNFC)  // as they are held
    let this = HeldVersion(
      modified: HeldVersion.short(modified?.inNFC), content: content.prefix8,
      place: .init(bundle: bundle, offset: offset))
    let key = Digest256.sha256(Array("\(source)\u{0}\(externalID)".utf8)).prefix8
    var versions = isEmpty ? [] : try HeldVersion.held(sql, source, externalID)
    if let first = try seen.value(of: key) {
      versions.append(HeldVersion(modified: first.first, content: first.second, place: nil))
    }
    if let last = newest[key] { versions.append(HeldVersion(modified: 0, content: last, place: nil)) }
    let arrival = HeldVersion.judge(this, among: versions)
    switch arrival {
    case .known: return .known
    case .new:
      try seen.add(key, (this.modified, this.content))
      return .new
    case .changed where this.modified == 0 && newest.count < limit:
      newest[key] = this.content
      return .changed
    case .changed, .conflict:
      let (content, modified) = (
        ArrivalScan.mix(key, this.content, 1), ArrivalScan.mix(key, this.modified, 2)
      )
      if try later.contains(content) { return .known }
      let isConflict = try arrival == .conflict || this.modified != 0 && later.contains(modified)
      try later.add(content)
      try later.add(modified)
      return isConflict ? .conflict : .changed
    }
  }

  private static func mix(_ key: UInt64, _ value: UInt64, _ kind: UInt64) -> UInt64 {
    let product = (key ^ kind).multipliedFullWidth(by: value | 1)
    return (product.high ^ product.low) &+ value &* 0x9E37_79B9_7F4A_7C15
  }
}

extension JournalWriter {
  /// What prepares the records of an exhibit for `take`, on any thread.
  public func preparer(of exhibit: ExhibitID, caseID: CaseID?) -> RecordPreparer {
    RecordPreparer(exhibit: exhibit, caseID: caseID, author: author, nowMilliseconds: nowMilliseconds)
  }

  /// Takes one object in as a source record of an exhibit. Known ones are not written again, unless they state values
  /// that another file may share; every other version is kept.
  public mutating func take(_ prepared: PreparedRecord) throws -> Arrival {
    let record = prepared.record
    let this = HeldVersion(
      modified: HeldVersion.short(record.modified), content: prepared.content.prefix8,
      place: .init(bundle: record.bundle, offset: record.offset))
    let held = try HeldVersion.held(sql, record.source, record.externalID)
    let arrival = HeldVersion.judge(this, among: held)
    // What another file states once more is no news, but that it states it is: values link the two.
    let isAnothersWord =
      record.facts?.traces.isEmpty == false && !held.contains { $0.place?.bundle == record.bundle }
    if arrival != .known || isAnothersWord { try append(prepared) }
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
