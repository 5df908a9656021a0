import CaseDomain

extension Projection {
  /// The row of an import, its exhibits, and whether these are hidden now.
  mutating func refreshImport(_ entity: EntityID, _ creation: Creation, isWithdrawn: Bool) throws {
    let run = try shown(entity, .importRun).flatMap { ImportRun($0.value, id: entity) }
    let write = try sql(
      "INSERT OR REPLACE INTO importRun (id, reference, name, withdrawn) VALUES (?1, ?2, ?3, ?4)")
    write.bind(1, entity)
    write.bind(2, creation.reference)
    write.bind(3, run?.name ?? "")
    write.bind(4, isWithdrawn ? 1 : 0)
    try write.run()
    if isWithdrawn { try markReread(by: entity) }
    let link = try sql("INSERT OR IGNORE INTO importExhibit (exhibit, run) VALUES (?1, ?2)")
    let values = try live(entity, .importExhibit)
    for value in values {
      guard let exhibit = EntityID(value.value) else { continue }
      link.bind(1, exhibit)
      link.bind(2, entity)
      try link.run()
      try refreshVisibility(of: exhibit)
    }
    // What only imports put into a case that were taken back leaves it, though it stays elsewhere.
    guard try isAnyImportWithdrawn() else { return }
    for caseID in Set(values.compactMap(\.caseID)).sorted() { try linkExhibits(caseID) }
  }

  private func isAnyImportWithdrawn() throws -> Bool {
    let select = try sql("SELECT 1 FROM importRun WHERE withdrawn = 1 LIMIT 1")
    defer { select.reset() }
    return try select.step()
  }

  /// Whether somebody put an exhibit into a case whose word stands: a person, or an import that is not taken back.
  ///
  /// - Parameter links: the values by which it is in the case.
  func isPlaced(_ exhibit: EntityID, in caseID: EntityID, by links: [LiveValue]) throws -> Bool {
    let imports = try imports(of: exhibit)
    guard imports.contains(where: { $0.isWithdrawn }) else { return true }
    if imports.contains(where: { !$0.isWithdrawn && $0.value.caseID == caseID }) { return true }
    return links.contains { link in !imports.contains { isOneTransaction(link, $0.value) } }
  }

  /// Whether every operation that put an exhibit into a case is an import's: then a person's word is news.
  func isPlacedByImportsAlone(_ exhibit: EntityID, _ links: [LiveValue]) throws -> Bool {
    let imports = try imports(of: exhibit)
    return links.allSatisfy { link in imports.contains { isOneTransaction(link, $0.value) } }
  }

  /// By which imports it was made or found.
  private func imports(of exhibit: EntityID) throws -> [(value: LiveValue, isWithdrawn: Bool)] {
    let select = try sql(
      """
      SELECT importRun.id, withdrawn FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1
      """)
    select.bind(1, exhibit)
    var runs: [(id: EntityID, isWithdrawn: Bool)] = []
    while try select.step() { runs.append((try select.id(0), select.int(1) != 0)) }
    var found: [(value: LiveValue, isWithdrawn: Bool)] = []
    for run in runs {
      for value in try live(run.id, .importExhibit) where EntityID(value.value) == exhibit {
        found.append((value, run.isWithdrawn))
      }
    }
    return found
  }

  /// Whether two operations were written at once: by one feed, and said in the same millisecond. A store is written by
  /// one process at a time, and each transaction has one time.
  private func isOneTransaction(_ one: LiveValue, _ other: LiveValue) -> Bool {
    one.dot.feed == other.dot.feed && one.saidAtMilliseconds == other.saidAtMilliseconds
  }

  /// Taken back while every import that brought it is; hidden then, unless somebody had added it without one.
  private mutating func refreshVisibility(of exhibit: EntityID) throws {
    let count = try sql(
      """
      SELECT count(*) FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1 AND withdrawn = 0
      """)
    count.bind(1, exhibit)
    _ = try count.step()
    let isTakenBack = count.int(0) == 0
    count.reset()
    guard try isWithdrawn(exhibit) != isTakenBack else { return }
    let mark =
      isTakenBack
      ? try sql("INSERT INTO withdrawnExhibit (exhibit, sha256, stays) VALUES (?1, ?2, ?3)")
      : try sql("DELETE FROM withdrawnExhibit WHERE exhibit = ?1")
    mark.bind(1, exhibit)
    if isTakenBack {
      // From the operations: the row of an exhibit that came in the same batch may not be there yet.
      let files = try live(exhibit, .file).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
      if let hash = files.first.flatMap({ FileFacts($0.value) })?.sha256 {
        mark.bind(2, hash)
      } else {
        mark.bindNull(2)
      }
      mark.bind(3, try isMadeByImport(exhibit) ? 0 : 1)
    }
    try mark.run()
    for caseID in try cases(linking: exhibit) {
      if try isHidden(exhibit) {
        let drop = try sql("DELETE FROM caseExhibit WHERE caseID = ?1 AND exhibit = ?2")
        drop.bind(1, caseID)
        drop.bind(2, exhibit)
        try drop.run()
      }
      try linkExhibits(caseID)
    }
  }

  private func isMadeByImport(_ exhibit: EntityID) throws -> Bool {
    let imports = try imports(of: exhibit)
    return try live(exhibit, .created).contains { made in
      imports.contains { isOneTransaction(made, $0.value) }
    }
  }

  /// Whether what imports brought of it is taken back.
  func isWithdrawn(_ exhibit: EntityID) throws -> Bool {
    let select = try sql("SELECT 1 FROM withdrawnExhibit WHERE exhibit = ?1")
    select.bind(1, exhibit)
    defer { select.reset() }
    return try select.step()
  }

  /// Whether it is taken back as a whole.
  func isHidden(_ exhibit: EntityID) throws -> Bool {
    let select = try sql("SELECT 1 FROM withdrawnExhibit WHERE exhibit = ?1 AND stays = 0")
    select.bind(1, exhibit)
    defer { select.reset() }
    return try select.step()
  }

  /// Cases whose operations put the exhibit in. Reads all of `live`: it happens when an import is taken back, or
  /// comes again.
  private func cases(linking exhibit: EntityID) throws -> [EntityID] {
    let select = try sql("SELECT DISTINCT entity FROM live WHERE field = ?1 AND value = ?2")
    select.bind(1, Field.exhibits.rawValue)
    select.bind(2, exhibit.cbor.encoded)
    var cases: [EntityID] = []
    while try select.step() { cases.append(try select.id(0)) }
    return cases
  }
}
