import CaseDomain

extension Projection {
  /// A source record becomes a row of its own; its bytes stay in the operation.
  mutating func insertSourceRecord(_ value: LiveValue) throws {
    guard let record = SourceRecord(value.value) else {
      throw StoreError.damaged("operation \(value.hash) does not hold a source record")
    }
    try insert(
      record, content: record.contentHash, text: defersSearch ? nil : SearchText.indexed(record),
      caseID: value.caseID, by: value.dot)
  }

  /// - Parameter text: what the full-text index gets; `nil` when the index waits to be made anew.
  mutating func insert(
    _ record: SourceRecord, content: Digest256, text: [UInt8]?, caseID: EntityID?, by dot: Dot
  ) throws {
    let insert = try sql(
      """
      INSERT INTO sourceRecord
      (op, source, externalID, type, name, modified, content, bundle, offset, length, caseID, reading, way)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
      """)
    insert.bind(1, currentRow)
    insert.bind(2, record.source)
    insert.bind(3, record.externalID)
    insert.bind(4, record.type)
    insert.bind(5, record.name)
    insert.bind(6, record.modified)
    insert.bind(7, content)
    insert.bind(8, record.bundle)
    insert.bind(9, record.offset)
    insert.bind(10, record.length)
    insert.bind(11, caseID)
    insert.bind(12, record.reading)
    insert.bind(13, record.way)
    try insert.run()
    if let facts = record.facts { try insertFacts(facts, of: record, currentRow) }
    if record.facts?.isRevoked == true {
      let revoked = try sql("INSERT INTO revokedRecord (op) VALUES (?1)")
      revoked.bind(1, currentRow)
      try revoked.run()
    }
    try index(nil, .sourceRecord, text)
    try listFacts(of: record)
    if case .blob(let hash) = record.content { try cite(hash, record.length, by: dot) }
  }

  /// Notes that an operation names content: it is asked of peers, and looked at by `verify`.
  func cite(_ hash: Digest256, _ bytes: UInt64, by dot: Dot) throws {
    let reference = try sql(
      "INSERT OR IGNORE INTO blobRef (sha256, bytes, feed, seq) VALUES (?1, ?2, ?3, ?4)")
    reference.bind(1, hash)
    reference.bind(2, bytes)
    reference.bind(3, try feeds.number(of: dot.feed))
    reference.bind(4, dot.seq)
    try reference.run()
  }

  func indexNote(_ value: LiveValue) throws {
    guard let text = value.value.textValue else { return }
    try index(value.target.entity, .notes, defersSearch ? nil : SearchText.indexed(note: text))
  }

  /// Replaces what is indexed for one field of a record.
  mutating func index(_ entity: EntityID, _ field: Field, _ texts: [String]) throws {
    let old = try sql("SELECT id, body FROM searchText WHERE entity = ?1 AND field = ?2")
    old.bind(1, entity)
    old.bind(2, field.rawValue)
    let row = try old.step() ? (id: old.int(0), body: old.text(1)) : nil
    old.reset()
    let folded = SearchText.fold(texts.joined(separator: "\n"))
    guard let row else {
      let text = try sql("INSERT INTO searchText (entity, field, body) VALUES (?1, ?2, ?3)")
      text.bind(1, entity)
      text.bind(2, field.rawValue)
      text.bind(3, folded)
      let id = try text.insertRow()
      if !defersSearch { searchChanges.add(id, folded) }
      return
    }
    guard row.body != folded else { return }
    let write = try sql("UPDATE searchText SET body = ?2 WHERE id = ?1")
    write.bind(1, row.id)
    write.bind(2, folded)
    try write.run()
    if !defersSearch { searchChanges.replace(row.id, old: row.body, new: folded) }
  }

  /// Indexes what the operation at hand says. It never changes, so the text is not kept beside it.
  private func index(_ entity: EntityID?, _ field: Field, _ text: [UInt8]?) throws {
    let insert = try sql("INSERT INTO searchText (entity, field, op) VALUES (?1, ?2, ?3)")
    insert.bind(1, entity)
    insert.bind(2, field.rawValue)
    insert.bind(3, currentRow)
    let id = try insert.insertRow()
    guard let text else { return }
    let entry = try sql("INSERT INTO searchIndex (rowid, body) VALUES (?1, ?2)")
    entry.bind(1, id)
    try entry.withText(2, text) { try entry.run() }
  }

  /// Brings the full-text index up to date with what changed in `searchText`, in the order of its rows:
  /// FTS5 writes out all it has gathered whenever a row comes that is not after the last one.
  mutating func writeSearchChanges() throws {
    for (id, change) in searchChanges.take() {
      if let old = change.old {
        let forget = try sql("INSERT INTO searchIndex (searchIndex, rowid, body) VALUES ('delete', ?1, ?2)")
        forget.bind(1, id)
        forget.bind(2, old)
        try forget.run()
      }
      let entry = try sql("INSERT INTO searchIndex (rowid, body) VALUES (?1, ?2)")
      entry.bind(1, id)
      entry.bind(2, change.new)
      try entry.run()
    }
  }

  /// Makes the full-text index anew when entries wait for it.
  static func refreshSearch(_ sql: SQLCache) throws {
    guard try isSearchStale(sql) else { return }
    try sql("INSERT INTO searchIndex (searchIndex) VALUES ('rebuild')").run()
    try sql("DELETE FROM searchStale").run()
  }
}

/// What changed of our own records in `searchText` and is not yet in the full-text index. A value, so that a part of a
/// transaction that is undone takes its changes with it.
struct SearchChanges {
  struct Change {
    /// What the index holds for the row; `nil` for a row it does not know.
    var old: String?
    var new: String
  }
  private var changes: [Int64: Change] = [:]

  mutating func add(_ row: Int64, _ text: String) { changes[row] = Change(old: nil, new: text) }

  mutating func replace(_ row: Int64, old: String, new: String) {
    changes[row, default: Change(old: old, new: new)].new = new
  }

  /// The changes in the order of their rows; none is kept.
  mutating func take() -> [(Int64, Change)] {
    defer { changes.removeAll(keepingCapacity: true) }
    return changes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
  }
}
