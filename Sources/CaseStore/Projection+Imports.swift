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
    try refreshReadings(of: entity)
    let link = try sql(
      """
      INSERT OR REPLACE INTO importExhibit (exhibit, run, feedID, saidAt, caseID) VALUES (?1, ?2, ?3, ?4, ?5)
      """)
    let values = try live(entity, .importExhibit).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    // What only imports put into a case that were taken back leaves it, though it stays elsewhere.
    let isAnyWithdrawn = try isAnyImportWithdrawn()
    var cases = isAnyWithdrawn ? Set(values.compactMap(\.caseID)) : []
    for value in values {
      guard let exhibit = EntityID(value.value) else { continue }
      link.bind(1, exhibit)
      link.bind(2, entity)
      link.bind(3, value.dot.feed)
      link.bind(4, value.saidAtMilliseconds)
      link.bind(5, value.caseID)
      try link.run()
      if try refreshVisibility(of: exhibit) { cases.formUnion(try self.cases(linking: exhibit)) }
      if isAnyWithdrawn { try refreshSaid(of: exhibit) }
    }
    for caseID in cases.sorted() { try linkExhibits(caseID) }
  }

  /// An exhibit came, or its file, after word that the imports which found it were taken back.
  mutating func refreshWithdrawn(_ exhibit: EntityID) throws {
    guard try isWithdrawn(exhibit), try refreshVisibility(of: exhibit) else { return }
    for caseID in try cases(linking: exhibit) { try linkExhibits(caseID, [exhibit]) }
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
    if imports.contains(where: { !$0.isWithdrawn && $0.caseID == caseID }) { return true }
    return links.contains { link in !imports.contains { $0.wrote(link) } }
  }

  /// Whether imports of an exhibit alone said all these values, such as that it is in a case: then a person's word is
  /// news.
  func isSaidByImportsAlone(_ exhibit: EntityID, _ values: [LiveValue]) throws -> Bool {
    let imports = try imports(of: exhibit)
    return values.allSatisfy { value in imports.contains { $0.wrote(value) } }
  }

  /// Whether an import made an exhibit, and not a person.
  func isMadeByImport(_ exhibit: EntityID) throws -> Bool {
    let imports = try imports(of: exhibit)
    return try live(exhibit, .created).contains { made in imports.contains { $0.wrote(made) } }
  }

  /// That an import made or found an exhibit.
  private struct ImportLink {
    let feed: FeedID
    let saidAtMilliseconds: UInt64
    /// The case it put it into.
    let caseID: EntityID?
    let isWithdrawn: Bool

    /// Whether both were written at once: by one feed, and said in the same millisecond. A store is written by one
    /// process at a time, and each transaction has one time.
    func wrote(_ value: LiveValue) -> Bool {
      value.dot.feed == feed && value.saidAtMilliseconds == saidAtMilliseconds
    }
  }

  /// Whether only imports that are taken back said a value of an exhibit.
  func isTakenBack(_ value: LiveValue, of exhibit: EntityID) throws -> Bool {
    Self.isTakenBack(value, by: try imports(of: exhibit))
  }

  private static func isTakenBack(_ value: LiveValue, by imports: [ImportLink]) -> Bool {
    let wrote = imports.filter { $0.wrote(value) }
    return !wrote.isEmpty && wrote.allSatisfy(\.isWithdrawn)
  }

  /// What is said of an exhibit, but for what only imports said that are taken back.
  func standing(_ field: Field, of exhibit: EntityID) throws -> [LiveValue] {
    let said = try live(exhibit, field)
    guard !said.isEmpty else { return [] }
    let imports = try imports(of: exhibit)
    guard imports.contains(where: { $0.isWithdrawn }) else { return said }
    return said.filter { !Self.isTakenBack($0, by: imports) }
  }

  /// The values of a register that may contradict one another. What an import said of where an exhibit comes from, or
  /// of how it is handled, contradicts nobody when it is taken back.
  func contending(_ target: Target) throws -> [LiveValue] {
    guard let field = [Field.origin, .marking].first(where: { $0.rawValue == target.field }) else {
      return try live(target)
    }
    return try standing(field, of: target.entity)
  }

  /// Where an exhibit comes from, by what stands; two offices may differ.
  func origin(of exhibit: EntityID) throws -> String? {
    RegisterState(try standing(.origin, of: exhibit))?.shown.value.textValue
  }

  /// The same; `nil` while two differ.
  func settledOrigin(of exhibit: EntityID) throws -> String? {
    guard let state = RegisterState(try standing(.origin, of: exhibit)), !state.isConflict else { return nil }
    return state.shown.value.textValue
  }

  /// How an exhibit is to be handled, by what stands. One that is taken back as a whole can still be exported: the floor
  /// and every word on it hold, so that no word of an import that was taken back makes it milder.
  func marking(of exhibit: EntityID) throws -> String {
    guard try isHidden(exhibit) else {
      return joined(RegisterState(try standing(.marking, of: exhibit)))
    }
    let said = joined(RegisterState(try live(exhibit, .marking)))
    return HandlingMark(stored: said).joined(with: .officeFloor).description
  }

  /// What imports may have said of an exhibit, after one of them was taken back.
  private mutating func refreshSaid(of exhibit: EntityID) throws {
    let write = try sql("UPDATE exhibit SET origin = ?2, marking = ?3 WHERE id = ?1")
    write.bind(1, exhibit)
    write.bind(2, try origin(of: exhibit))
    write.bind(3, try marking(of: exhibit))
    try write.run()
    for field in [Field.origin, .marking] { try refreshConflict(Target(exhibit, field)) }
    let select = try sql("SELECT reference, title FROM exhibit WHERE id = ?1")
    select.bind(1, exhibit)
    let row = try select.step() ? (reference: select.text(0), title: select.text(1)) : nil
    select.reset()
    // One that has no row yet came in the same batch, and is indexed with it.
    if let row { try indexNames(of: exhibit, row.reference, row.title) }
  }

  private func imports(of exhibit: EntityID) throws -> [ImportLink] {
    let select = try sql(
      """
      SELECT feedID, saidAt, caseID, withdrawn FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1
      """)
    select.bind(1, exhibit)
    var links: [ImportLink] = []
    while try select.step() {
      links.append(
        ImportLink(
          feed: try select.id(0), saidAtMilliseconds: select.uint(1),
          caseID: select.isNull(2) ? nil : try select.id(2), isWithdrawn: select.int(3) != 0))
    }
    return links
  }

  /// Taken back while every import that brought it is; hidden then, unless somebody had added it without one.
  ///
  /// - Returns: whether that changed.
  private mutating func refreshVisibility(of exhibit: EntityID) throws -> Bool {
    let imports = try imports(of: exhibit)
    let isTakenBack = imports.allSatisfy(\.isWithdrawn)
    guard try isTakenBack || isWithdrawn(exhibit) else { return false }
    guard isTakenBack else {
      let unmark = try sql("DELETE FROM withdrawnExhibit WHERE exhibit = ?1")
      unmark.bind(1, exhibit)
      try unmark.run()
      return true
    }
    // From the operations: the row of an exhibit that came in the same batch may not be there yet.
    let files = try live(exhibit, .file).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    let made = try live(exhibit, .created)
    let mark = try sql(
      """
      INSERT INTO withdrawnExhibit (exhibit, sha256, stays) VALUES (?1, ?2, ?3)
      ON CONFLICT (exhibit) DO UPDATE SET sha256 = excluded.sha256, stays = excluded.stays
        WHERE sha256 IS NOT excluded.sha256 OR stays <> excluded.stays
      """)
    mark.bind(1, exhibit)
    if let hash = files.first.flatMap({ FileFacts($0.value) })?.sha256 {
      mark.bind(2, hash)
    } else {
      mark.bindNull(2)
    }
    mark.bind(3, made.contains { made in imports.contains { $0.wrote(made) } } ? 0 : 1)
    try mark.run()
    return mark.changes > 0
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

  /// Cases whose operations put the exhibit in.
  private func cases(linking exhibit: EntityID) throws -> [EntityID] {
    // As the index has it: field 18.
    let select = try sql("SELECT DISTINCT entity FROM live WHERE field >= 18 AND field < 19 AND value = ?1")
    select.bind(1, exhibit.cbor.encoded)
    var cases: [EntityID] = []
    while try select.step() { cases.append(try select.id(0)) }
    return cases
  }
}
