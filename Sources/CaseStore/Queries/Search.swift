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
    var found: [SearchHit] = []
    var told: Set<[[UInt8]]> = []
    var (place, most) = (0, max(limit, 50))
    while found.count < limit {
      let rows = try searchRows(query, after: place, limit: most)
      for row in rows where found.count < limit {
        if let key = row.key, !told.insert(key).inserted { continue }
        found.append(row.hit)
      }
      if rows.count < most { break }
      place += rows.count
      // One record may have thousands of versions.
      most = min(most * 4, 100_000)
    }
    return found
  }

  /// - Returns: with each hit what a source record is told by; `nil` for a record of ours.
  private func searchRows(_ query: String, after place: Int, limit: Int) throws -> [(
    hit: SearchHit, key: [[UInt8]]?
  )] {
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
        searchText.entity, searchText.field, searchIndex.rowid LIMIT ?2 OFFSET ?3
      """)
    select.bind(1, query)
    select.bind(2, limit)
    select.bind(3, place)
    var found: [(hit: SearchHit, key: [[UInt8]]?)] = []
    while try select.step() {
      if select.isNull(0) {
        let id = select.text(5)
        let hit = SearchHit(
          kind: select.text(6), id: id, reference: nil, title: select.optionalText(7) ?? id,
          name: select.optionalText(7).map { ActorName($0) }, source: select.text(8))
        found.append((hit, [select.text(8), id, hit.kind, hit.title].map { Array($0.utf8) }))
      } else {
        let entity: EntityID = try select.id(0)
        let type = select.isNull(3) ? nil : RecordType(rawValue: select.uint(3))
        let kind: String
        switch type {
        case _ where select.uint(1) == Field.notes.rawValue: kind = "note"
        case .caseFile: kind = "case"
        case .exhibit: kind = "exhibit"
        case .actor: kind = "actor"
        default: kind = "record"
        }
        let hit = SearchHit(
          kind: kind, id: entity.description, reference: select.optionalText(4),
          title: try title(entity, type),
          name: kind == "actor" ? try actor(entity.cast()).primaryName : nil, source: nil)
        found.append((hit, nil))
      }
    }
    return found
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
