import CaseDomain
import Foundation

/// Something that full-text search found.
public struct SearchHit: Hashable, Sendable {
  /// `case`, `exhibit`, `actor`, `note`, or the type of a source record.
  public let kind: String
  /// An identifier of ours, or an external one.
  public let id: String
  public let reference: String?
  public let title: String
  /// As recorded, of what the title is the name of: an actor, or a source record.
  public let name: ActorName?
  /// The name space of an external identifier; `nil` of a record of ours.
  public let source: String?
  /// The operation of the version of a source record that it was found by.
  let version: Int64?
}

extension CaseStore {
  /// As `StoreReader.search`, after the index has been brought up to date.
  public func search(_ text: String, limit: Int = 50) throws -> [SearchHit] {
    try refreshSearch()
    return try read { try $0.search(text, limit: limit) }
  }
}

extension StoreReader {
  /// Records with every word of `text`, the last as the start of a word; best first. What several files or offices say
  /// of one source record by one name is one hit.
  public func search(_ text: String, limit: Int = 50) throws -> [SearchHit] {
    guard let query = SearchText.query(text), limit > 0 else { return [] }
    var most = max(limit, 50)
    while true {
      let (found, isAll) = try hits(query, limit, among: most)
      if isAll { return found }
      // One record may have thousands of versions.
      most = most < 100_000 ? 100_000 : .max
    }
  }

  /// The first `limit` among the best `most` rows: only so many are held in memory, however many there are.
  ///
  /// - Returns: `isAll`: more rows would bring no more.
  private func hits(_ query: String, _ limit: Int, among most: Int) throws -> (
    found: [SearchHit], isAll: Bool
  ) {
    let select = try sql.composed(
      """
      SELECT searchText.entity, searchText.field, searchText.op, record.type, record.reference,
        sourceRecord.externalID, sourceRecord.type, sourceRecord.name, sourceRecord.source
      FROM searchIndex JOIN searchText ON searchText.id = searchIndex.rowid
      LEFT JOIN record ON record.entity = searchText.entity
      LEFT JOIN sourceRecord ON sourceRecord.op = searchText.op
      WHERE searchIndex MATCH ?1
        AND (sourceRecord.op IS NULL OR \(StoreReader.stands("sourceRecord")))
        AND (searchText.entity IS NULL
          OR searchText.entity NOT IN (SELECT exhibit FROM withdrawnExhibit WHERE stays = 0))
      -- What is as good comes in an order that every office has: a rowid tells when it came here.
      ORDER BY rank, sourceRecord.source, sourceRecord.externalID, sourceRecord.bundle, sourceRecord.offset,
        searchText.entity, searchText.field, searchIndex.rowid LIMIT ?2
      """)
    select.bind(1, query)
    select.bind(2, most)
    defer { select.reset() }
    var found: [SearchHit] = []
    var told: Set<[[UInt8]]> = []
    var seen = 0
    while found.count < limit, try select.step() {
      seen += 1
      let (hit, key) = try hit(select)
      if let key, !told.insert(key).inserted { continue }
      found.append(hit)
    }
    return (found, found.count == limit || seen < most)
  }

  /// - Returns: with the hit what a source record is told by; `nil` for a record of ours.
  private func hit(_ row: SQLStatement) throws -> (hit: SearchHit, key: [[UInt8]]?) {
    if row.isNull(0) {
      let id = row.text(5)
      let hit = SearchHit(
        kind: row.text(6), id: id, reference: nil, title: row.optionalText(7) ?? id,
        name: row.optionalText(7).map { ActorName($0) }, source: row.text(8), version: row.int(2))
      return (hit, [row.text(8), id, hit.kind, hit.title].map { Array($0.utf8) })
    }
    let entity: EntityID = try row.id(0)
    let type = row.isNull(3) ? nil : RecordType(rawValue: row.uint(3))
    let kind: String
    switch type {
    case _ where row.uint(1) == Field.notes.rawValue: kind = "note"
    case .caseFile: kind = "case"
    case .exhibit: kind = "exhibit"
    case .actor: kind = "actor"
    default: kind = "record"
    }
    let hit = SearchHit(
      kind: kind, id: entity.description, reference: row.optionalText(4), title: try title(entity, type),
      name: kind == "actor" ? try actor(entity.cast()).primaryName : nil, source: nil, version: nil)
    return (hit, nil)
  }

  private func title(_ entity: EntityID, _ type: RecordType?) throws -> String {
    switch type {
    case .caseFile: try caseRow(entity.cast()).title
    case .exhibit: try exhibitRow(entity.cast()).title
    case .actor: try actor(entity.cast()).displayName
    default: entity.description
    }
  }
}
