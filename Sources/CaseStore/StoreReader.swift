import CaseDomain
import Foundation
import GRDB

/// The name that Foundation also uses.
typealias Operation = CaseDomain.Operation

/// One consistent view of a store; lives as long as the closure it is handed to.
public struct StoreReader {
  let db: Database
  let sql: SQLCache
  let feeds: FeedNumbers
  let projection: Projection
  public let store: CaseStore

  init(_ db: Database, store: CaseStore) throws {
    self.db = db
    sql = SQLCache(db)
    feeds = FeedNumbers(sql)
    projection = try Projection(db, sql, feeds)
    self.store = store
  }

  /// Live values of one field of one record.
  public func live(_ entity: EntityID, _ field: Field) throws -> [LiveValue] {
    try projection.live(entity, field)
  }

  /// The value of a register that nobody disputes; `nil` when none is set or several stand.
  func settled(_ entity: EntityID, _ field: Field) throws -> CBOR? {
    guard let state = RegisterState(try live(entity, field)), !state.isConflict else { return nil }
    return state.shown.value
  }

  /// Whose operation it is and what it says.
  public func body(of dot: Dot) throws -> OperationBody? {
    guard let feed = try feeds.existing(dot.feed) else { return nil }
    let select = try sql("SELECT hash, payload FROM op WHERE feed = ?1 AND seq = ?2 AND payload IS NOT NULL")
    select.bind(1, feed)
    select.bind(2, dot.seq)
    defer { select.reset() }
    while try select.step() {
      if try select.digest(0).prefix8 == dot.hash8 { return try OperationBody(payload: select.raw(1)) }
    }
    return nil
  }

  /// The office that wrote a feed.
  public func officeName(of feed: FeedID) throws -> String {
    try FeedRow.descriptor(of: feed, sql)?.officeName ?? "an unknown office"
  }

  /// The short reference of a record; its identifier when it has none.
  public func reference(of entity: EntityID) throws -> String {
    let select = try sql("SELECT reference FROM record WHERE entity = ?1")
    select.bind(1, entity)
    defer { select.reset() }
    return try select.step() ? select.text(0) : entity.description
  }

  // MARK: finding a record by what people type

  /// A record by identifier, by the start of one (six digits or more), or by its short reference with or
  /// without the office's tag.
  ///
  /// - Throws: `StoreError.notFound`, or `.ambiguous` with what fits.
  public func find<Record>(_ text: String, _ type: RecordType, as _: Record.Type = Record.self) throws -> ID<
    Record
  > {
    let name = type.name
    if let id = ID<Record>(text) {
      let select = try sql("SELECT 1 FROM record WHERE entity = ?1 AND type = ?2")
      select.bind(1, id)
      select.bind(2, type.rawValue)
      defer { select.reset() }
      if try select.step() { return id }
      throw StoreError.notFound("\(name) \(text)", list: type.list)
    }
    let select = try sql(
      """
      SELECT entity, reference FROM record WHERE type = ?1 AND
      (reference = ?2 OR (reference >= ?2 || '-' AND reference < ?2 || '.')) ORDER BY reference LIMIT 6
      """)
    select.bind(1, type.rawValue)
    select.bind(2, text.uppercased())
    var fits: [(ID<Record>, String)] = []
    while try select.step() { fits.append((try select.id(0), select.text(1))) }
    if fits.isEmpty, text.utf8.count >= 6, text.utf8.count < 32, text.utf8.allSatisfy({ isHexDigit($0) }) {
      let low = Hex.decode(text + String(repeating: "0", count: 32 - text.utf8.count))!
      let high = Hex.decode(text + String(repeating: "f", count: 32 - text.utf8.count))!
      let range = try sql(
        "SELECT entity, reference FROM record WHERE type = ?1 AND entity BETWEEN ?2 AND ?3 LIMIT 6")
      range.bind(1, type.rawValue)
      range.bind(2, low)
      range.bind(3, high)
      while try range.step() { fits.append((try range.id(0), range.text(1))) }
    }
    if fits.count == 1 || fits.first?.1 == text.uppercased() { return fits[0].0 }
    guard fits.isEmpty else { throw StoreError.ambiguous("\(name) \(text)", fits.map(\.1)) }
    throw StoreError.notFound("\(name) \(text)", list: type.list)
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }
}
