import CaseDomain

extension Projection {
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
