import CaseDomain

extension Projection {
  /// Of all that one row of a table was read to state, the last reading counts (docs/exchange.md, "Versions"): of one
  /// sender, or of nobody before somebody was said to have sent it; and before those of an import that is taken back.
  func markReread(_ bundle: Digest256, at offset: UInt64) throws {
    let select = try sql(
      """
      SELECT row.op, row.externalID FROM sourceRecord AS row JOIN op ON op.id = row.op
        LEFT JOIN importRun ON importRun.id = row.run
      WHERE row.reading <> 0 AND row.bundle = ?1 AND row.offset = ?2
      ORDER BY coalesce(importRun.withdrawn, 0) DESC, op.hlc, op.hash
      """)
    select.bind(1, bundle)
    select.bind(2, offset)
    var readings: [(op: Int64, table: Substring)] = []
    while try select.step() {
      // The key of a row is its table, after the sender and a slash, then # and its own.
      readings.append((select.int(0), select.text(1).prefix { $0 != "#" }))
    }
    guard readings.count > 1 else { return }
    let mark = try sql("INSERT OR IGNORE INTO rereadRecord (op) VALUES (?1)")
    let unmark = try sql("DELETE FROM rereadRecord WHERE op = ?1")
    for (place, one) in readings.enumerated() {
      let isLater = readings.dropFirst(place + 1).contains { later in
        later.table.utf8.elementsEqual(one.table.utf8) || !one.table.utf8.contains(UInt8(ascii: "/"))
      }
      let change = isLater ? mark : unmark
      change.bind(1, one.op)
      try change.run()
    }
  }

  /// What an import read that was taken back, or came here after that was said, no longer takes the place of what was
  /// read before it.
  func markReread(by run: EntityID) throws {
    let select = try sql("SELECT DISTINCT bundle, offset FROM sourceRecord WHERE run = ?1")
    select.bind(1, run)
    var rows: [(bundle: Digest256, offset: UInt64)] = []
    while try select.step() { rows.append((try select.digest(0), select.uint(1))) }
    for row in rows { try markReread(row.bundle, at: row.offset) }
  }

  /// What a source record states, as rows: values that correlate, and who holds how much of whom.
  func insertFacts(_ facts: StatedFacts, of record: SourceRecord, _ row: Int64) throws {
    for trace in facts.traces {
      let insert = try sql(
        "INSERT OR IGNORE INTO trace (kind, exercise, value, bundle, op) VALUES (?1, ?2, ?3, ?4, ?5)")
      insert.bind(1, trace.kind.rawValue)
      insert.bind(2, trace.exercise ?? "")
      insert.bind(3, trace.value)
      insert.bind(4, record.bundle)
      insert.bind(5, row)
      try insert.run()
    }
    guard let holding = facts.holding else { return }
    let insert = try sql(
      """
      INSERT INTO statedHolding
      (op, source, externalID, owner, owned, leastPPM, mostPPM, firstDay, endDay, direct, interest)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
      """)
    insert.bind(1, row)
    insert.bind(2, record.source)
    insert.bind(3, record.externalID)
    insert.bind(4, holding.owner)
    insert.bind(5, holding.owned)
    insert.bind(6, holding.leastPPM)
    // An end below nothing: a share is stated, but cannot be read.
    insert.bind(7, holding.isShareUnreadable ? -1 : holding.mostPPM)
    insert.bind(8, holding.from?.text)
    insert.bind(9, holding.to?.text)
    insert.bind(10, holding.isDirect.map { $0 ? 1 : 0 })
    insert.bind(11, holding.interest)
    try insert.run()
  }
}
