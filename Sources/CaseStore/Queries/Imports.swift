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

/// What somebody named by the number or the name of an import or an exhibit.
public enum ImportOrExhibit: Hashable, Sendable {
  case imported(ImportRow)
  case exhibit(ExhibitRow)
}

extension StoreReader {
  /// The import or exhibit of a number, short or whole; else the one of a name, which is what an import was given, or the
  /// title of an exhibit that no import of that name brought. What was taken back has no name.
  ///
  /// - Throws: `StoreError` when there is none, when it was taken back, and when several fit, which are named then: a
  ///   number tells one from another, and a name may be that of next week's file, too.
  public func importOrExhibit(named name: String) throws -> ImportOrExhibit {
    do { return .imported(try standing(try find(name, .importRun))) } catch StoreError.notFound {}
    do {
      let exhibit: ExhibitID = try find(name, .exhibit)
      try requireNotTakenBack(exhibit)
      return .exhibit(try exhibitRow(exhibit))
    } catch StoreError.notFound {}
    let select = try sql(
      "SELECT id, reference FROM importRun WHERE name = ?1 AND withdrawn = 0 ORDER BY reference, id")
    select.bind(1, name)
    let runs = try imports(select)
    let inThem = Set(runs.flatMap(\.run.exhibits))
    let exhibits = try self.exhibits(titled: name).filter { !inThem.contains($0.id) }
    let fits = runs.map { ImportOrExhibit.imported($0) } + exhibits.map { ImportOrExhibit.exhibit($0) }
    guard fits.count <= 1 else {
      let numbers = runs.map { "\($0.reference) of \($0.on)" } + exhibits.map(\.reference)
      throw StoreError.invalid(
        "\(fits.count) imports and exhibits are called \(name): \(numbers.joined(separator: ", "))",
        remedy: "pass the number of the one that is meant")
    }
    guard let one = fits.first else {
      throw StoreError.notFound(
        "import or exhibit named \(name)", list: "casetui import list or casetui evidence list")
    }
    return one
  }

  private func standing(_ run: EntityID) throws -> ImportRow {
    let select = try sql("SELECT id, reference FROM importRun WHERE id = ?1")
    select.bind(1, run)
    guard let row = try imports(select).first else {
      throw StoreError.damaged("import \(try reference(of: run)) cannot be read")
    }
    guard row.run.withdrawal == nil else {
      throw StoreError.invalid(
        "\(row.reference) was taken back", remedy: "import the file again, or pass the exhibit's number")
    }
    return row
  }

  private func exhibits(titled title: String) throws -> [ExhibitRow] {
    let select = try sql(
      """
      SELECT id FROM exhibit
      WHERE title = ?1 AND id NOT IN (SELECT exhibit FROM withdrawnExhibit WHERE stays = 0) ORDER BY reference, id
      """)
    select.bind(1, title)
    var found: [ExhibitID] = []
    while try select.step() { found.append(try select.id(0)) }
    return try found.map { try exhibitRow($0) }
  }

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
