import CaseDomain

// In which of the ways that imports read a table its rows count (docs/exchange.md, "Versions").

extension Projection {
  /// The ways in which an import reads tables, and for each table those that count now.
  func refreshReadings(of run: EntityID) throws {
    let values = try live(run, .tableReading)
    guard !values.isEmpty else { return }
    let insert = try sql(
      """
      INSERT OR REPLACE INTO tableReading (run, bundle, way, sender, hlc, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)
      """)
    var files: Set<Digest256> = []
    for value in values.sorted(by: { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }) {
      guard let reading = TableReading(value.value) else { continue }
      insert.bind(1, run)
      insert.bind(2, reading.file)
      insert.bind(3, reading.way)
      insert.bind(4, reading.sender)
      insert.bind(5, value.hlc.value)
      insert.bind(6, value.hash)
      try insert.run()
      files.insert(reading.file)
    }
    for file in files { try refreshCurrentReadings(of: file) }
  }

  /// The last way of each sender counts, and that of nobody while nobody was said to have sent it since; of imports
  /// that are not taken back.
  private func refreshCurrentReadings(of file: Digest256) throws {
    let select = try sql(
      """
      SELECT way, sender FROM tableReading JOIN importRun ON importRun.id = tableReading.run
      WHERE bundle = ?1 AND withdrawn = 0 ORDER BY hlc, hash
      """)
    select.bind(1, file)
    var readings: [(way: UInt64, sender: String?)] = []
    while try select.step() { readings.append((select.uint(0), select.optionalText(1))) }
    let clear = try sql("DELETE FROM currentReading WHERE bundle = ?1")
    clear.bind(1, file)
    try clear.run()
    let insert = try sql("INSERT OR IGNORE INTO currentReading (bundle, way) VALUES (?1, ?2)")
    for (place, one) in readings.enumerated() {
      let isReplaced = readings.dropFirst(place + 1).contains { later in
        one.sender.map { $0.utf8.elementsEqual((later.sender ?? "").utf8) } ?? true
      }
      guard !isReplaced else { continue }
      insert.bind(1, file)
      insert.bind(2, one.way)
      try insert.run()
    }
  }

  /// Whether a table's rows count as they are in this reading.
  func isCurrent(_ reading: TableReading) throws -> Bool {
    let select = try sql("SELECT 1 FROM currentReading WHERE bundle = ?1 AND way = ?2")
    select.bind(1, reading.file)
    select.bind(2, reading.way)
    defer { select.reset() }
    return try select.step()
  }
}
