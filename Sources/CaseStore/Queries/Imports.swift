import CaseDomain

/// One line of the list of imports.
public struct ImportRow: Hashable, Sendable {
  public let run: ImportRun
  public let reference: String
  public let by: String
  public let on: Day
}

extension StoreReader {
  /// All imports, the newest first.
  public func imports() throws -> [ImportRow] {
    let select = try sql("SELECT id, reference FROM importRun ORDER BY id DESC")
    return try imports(select)
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
      return ImportRow(
        run: run, reference: one.reference, by: try body(of: value.dot)?.author.user ?? "",
        on: Day(milliseconds: value.hlc.milliseconds))
    }
  }

  /// What cites exhibits that only this import brought, and so keeps it from being taken back.
  func citations(of run: ImportRun) throws -> [Obstacle] {
    var found: [Obstacle] = []
    for exhibit in run.exhibits where try isBroughtOnly(by: run.id, exhibit) {
      let select = try sql(
        """
        SELECT live.entity, live.field, live.caseID FROM live
        WHERE live.caseID IN (SELECT caseID FROM caseExhibit WHERE exhibit = ?1) AND live.entity <> ?1
          AND live.field NOT IN (?2, ?3, ?4, ?5) AND instr(live.value, ?1) > 0
        """)
      select.bind(1, exhibit)
      let own: [Field] = [.exhibits, .custody, .importExhibit, .sourceRecord]
      for (index, field) in own.enumerated() { select.bind(Int32(2 + index), field.rawValue) }
      var seen: Set<String> = []
      while try select.step() {
        let field = Field(rawValue: select.uint(1))?.name ?? "a value"
        let place = try select.isNull(2) ? "" : " in case \(reference(of: select.id(2)))"
        seen.insert("\(field)\(place)")
      }
      let name = try reference(of: exhibit.cast())
      found += seen.sorted().map { ImportRun.obstacle(exhibit: name, citedBy: $0) }
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
