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

  /// `nil` of what has no number, as a judgement.
  func recordType(of entity: EntityID) throws -> RecordType? {
    let select = try sql("SELECT type FROM record WHERE entity = ?1")
    select.bind(1, entity)
    defer { select.reset() }
    return try select.step() ? RecordType(rawValue: select.uint(0)) : nil
  }

  // MARK: finding a record by what people type

  /// A record by identifier, by the start of one (six digits or more), or by its short reference with or
  /// without the office's tag. Two records may have one reference, where a backup was restored: then it is neither's.
  ///
  /// - Throws: `StoreError.notFound`, or `.ambiguous` with what fits, each with as much of its identifier as it takes.
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
    var fits: [(id: ID<Record>, reference: String)] = []
    while try select.step() { fits.append((try select.id(0), select.text(1))) }
    if fits.isEmpty, text.utf8.count >= 6, text.utf8.count < 32, text.utf8.allSatisfy({ isHexDigit($0) }) {
      fits = try records(type, identifiedFrom: text)
    }
    let exact = fits.filter { $0.reference.utf8.elementsEqual(text.uppercased().utf8) }
    if fits.count == 1 || exact.count == 1 { return (exact.first ?? fits[0]).id }
    guard fits.isEmpty else {
      let all = try (exact.isEmpty ? fits : exact).map { "\($0.reference) (\(try start(of: $0.id, type)))" }
      throw StoreError.ambiguous("\(name) \(text)", all)
    }
    throw StoreError.notFound("\(name) \(text)", list: type.list)
  }

  /// Up to six records of a type whose identifiers begin so.
  ///
  /// - Parameter start: fewer than 32 hexadecimal digits.
  private func records<Record>(
    _ type: RecordType, identifiedFrom start: String
  ) throws -> [(id: ID<Record>, reference: String)] {
    let low = Hex.decode(start + String(repeating: "0", count: 32 - start.utf8.count))!
    let high = Hex.decode(start + String(repeating: "f", count: 32 - start.utf8.count))!
    let range = try sql(
      "SELECT entity, reference FROM record WHERE type = ?1 AND entity BETWEEN ?2 AND ?3 LIMIT 6")
    range.bind(1, type.rawValue)
    range.bind(2, low)
    range.bind(3, high)
    var found: [(id: ID<Record>, reference: String)] = []
    while try range.step() { found.append((try range.id(0), range.text(1))) }
    return found
  }

  /// As much of an identifier as no other record of the type has.
  private func start<Record>(of id: ID<Record>, _ type: RecordType) throws -> String {
    let digits = id.description
    for count in stride(from: 8, to: digits.utf8.count, by: 2) {
      let start = String(digits.prefix(count))
      let found: [(id: ID<Record>, reference: String)] = try records(type, identifiedFrom: start)
      if found.count == 1 { return start }
    }
    return digits
  }

  private func isHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte) || (0x41...0x46).contains(byte)
  }
}
