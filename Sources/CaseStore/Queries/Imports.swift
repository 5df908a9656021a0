import CaseDomain

/// One line of the list of imports.
public struct ImportRow: Hashable, Sendable {
  public let run: ImportRun
  public let reference: String
  public let by: String
  /// The name of the office that made it.
  public let office: String
  public let on: Day
}

extension StoreReader {
  /// All imports, the newest first.
  public func imports() throws -> [ImportRow] {
    let select = try sql.composed("SELECT id, reference FROM importRun \(StoreReader.newestImportFirst)")
    return try imports(select)
  }

  /// The order of imports, the newest first: that of the operations by which they began, and the same in every office. By
  /// their ids the wall clock of each office would decide.
  static let newestImportFirst = """
    ORDER BY (SELECT min(hlc) FROM live WHERE entity = importRun.id AND field = \(Field.created.rawValue)) DESC, id DESC
    """

  /// Whether an import that stands brought an exhibit or found it here.
  public func isBroughtByImport(_ exhibit: ExhibitID) throws -> Bool {
    let select = try sql(
      """
      SELECT 1 FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1 AND withdrawn = 0 LIMIT 1
      """)
    select.bind(1, exhibit)
    defer { select.reset() }
    return try select.step()
  }

  /// The imports that brought an exhibit and were taken back, in the order of their numbers.
  public func takenBackImports(of exhibit: ExhibitID) throws -> [ImportRow] {
    let select = try sql(
      """
      SELECT importRun.id, importRun.reference FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1 AND withdrawn = 1 ORDER BY importRun.reference, importRun.id
      """)
    select.bind(1, exhibit)
    return try imports(select)
  }

  /// Those that read a record and were taken back, the first five in the order of their numbers.
  public func takenBackImports(of externalID: String, in source: String) throws -> [ImportRow] {
    let select = try sql(
      """
      SELECT DISTINCT importRun.id, importRun.reference FROM sourceRecord
        JOIN exhibit ON exhibit.sha256 = sourceRecord.bundle
        JOIN importExhibit ON importExhibit.exhibit = exhibit.id JOIN importRun ON importRun.id = importExhibit.run
      WHERE sourceRecord.externalID = ?1 AND sourceRecord.source = ?2 AND importRun.withdrawn = 1
      ORDER BY importRun.reference, importRun.id LIMIT 5
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    return try imports(select)
  }

  /// - Parameter select: the identifier and the reference of each.
  private func imports(_ select: SQLStatement) throws -> [ImportRow] {
    var found: [(id: EntityID, reference: String)] = []
    while try select.step() { found.append((try select.id(0), select.text(1))) }
    return try found.compactMap { one in
      guard let value = RegisterState(try live(one.id, .importRun))?.shown,
        var run = ImportRun(value.value, id: one.id)
      else { return nil }
      run.exhibits = try live(one.id, .importExhibit).compactMap { ExhibitID($0.value) }.sorted()
      run.withdrawal = try withdrawal(of: one.id)
      let body = try body(of: value.dot)
      return ImportRow(
        run: run, reference: one.reference, by: body?.author.user ?? "",
        office: try officeName(of: value.dot.feed),
        on: Day(milliseconds: body?.saidAtMilliseconds ?? value.hlc.milliseconds))
    }
  }

  /// What cites exhibits that only this import brought, and so keeps it from being taken back.
  func citations(of run: ImportRun) throws -> [Obstacle] {
    let brought = Set(
      try run.exhibits.filter { try isBroughtOnly(by: run.id, $0) }.map { $0.cast() as EntityID })
    // Each value of a case is read once, however many exhibits are looked for.
    var found: [EntityID: Set<String>] = [:]
    for caseID in try cases(holding: brought) {
      let inside = try Set(exhibitIDs(of: caseID.cast()).map { $0.cast() as EntityID }).intersection(brought)
        .filter { try !stays($0, in: caseID) }
      let select = try sql(
        """
        SELECT entity, field, value FROM live WHERE caseID = ?1 AND field NOT IN (?2, ?3, ?4, ?5)
        """)
      select.bind(1, caseID)
      let own: [Field] = [.exhibits, .custody, .importExhibit, .sourceRecord]
      for (index, field) in own.enumerated() { select.bind(Int32(2 + index), field.rawValue) }
      let place = " in case \(try reference(of: caseID))"
      while try select.step() {
        let (entity, field) = (try select.id(0) as EntityID, select.uint(1))
        for cited in Self.identifiers(in: select.bytes(2), among: inside) where cited != entity {
          found[cited, default: []].insert((Field(rawValue: field)?.name ?? "a value") + place)
        }
      }
    }
    // A practice is of no case.
    let made = try brought.filter { try !stays($0) }
    for row in try practices() where row.practice.map({ $0.withdrawal == nil }) ?? true {
      for value in try live(row.id, .practice) {
        for cited in Self.identifiers(in: value.value.encoded, among: made) {
          found[cited, default: []].insert("practice \(row.reference)")
        }
      }
    }
    return try run.exhibits.flatMap { exhibit in
      let name = try reference(of: exhibit.cast())
      return found[exhibit.cast(), default: []].sorted().map {
        ImportRun.obstacle(exhibit: name, citedBy: $0)
      }
    }
  }

  /// Whether an exhibit is here whatever import is taken back: somebody added it without one.
  private func stays(_ exhibit: EntityID) throws -> Bool { try !projection.isMadeByImport(exhibit) }

  /// Whether it also is in a case by a person's word.
  private func stays(_ exhibit: EntityID, in caseID: EntityID) throws -> Bool {
    guard try stays(exhibit) else { return false }
    let links = try projection.live(Target(caseID, .exhibits), equalTo: exhibit.cbor)
    return try !projection.isSaidByImportsAlone(exhibit, links)
  }

  private func cases(holding exhibits: Set<EntityID>) throws -> [EntityID] {
    var cases: Set<EntityID> = []
    for exhibit in exhibits {
      let select = try sql("SELECT caseID FROM caseExhibit WHERE exhibit = ?1")
      select.bind(1, exhibit)
      while try select.step() { cases.insert(try select.id(0)) }
    }
    return cases.sorted()
  }

  /// Which identifiers stand in a value, wherever its form has them.
  private static func identifiers(in value: [UInt8], among wanted: Set<EntityID>) -> Set<EntityID> {
    guard value.count >= 16 else { return [] }
    var found: Set<EntityID> = []
    for start in 0...(value.count - 16) {
      if let id = EntityID(bytes: value[start..<(start + 16)]), wanted.contains(id) { found.insert(id) }
    }
    return found
  }

  private func isBroughtOnly(by run: EntityID, _ exhibit: ExhibitID) throws -> Bool {
    let select = try sql(
      """
      SELECT 1 FROM importExhibit JOIN importRun ON importRun.id = importExhibit.run
      WHERE exhibit = ?1 AND run <> ?2 AND withdrawn = 0 LIMIT 1
      """)
    select.bind(1, exhibit)
    select.bind(2, run)
    defer { select.reset() }
    return try !select.step()
  }
}
