import CaseDomain

/// What an import says of an exhibit, whoever said so before.
public struct ImportWord: Hashable, Sendable {
  /// Who sent it: its origin, or one who sent it, too.
  public var sender: String?
  /// How it is handled: as was decided, and as its sender labels it.
  public var markings: Set<HandlingMark> = []
  /// The paths under which it came; they begin at the bundle.
  public var names: Set<String> = []

  public init() {}
}

extension JournalWriter {
  /// Records an import as a unit, with the exhibits it made or found, and how it reads the tables among them.
  ///
  /// - Parameter words: what it says of its exhibits. What other imports alone say already is said by this one, too: it
  ///   stays when those are taken back.
  @discardableResult
  public mutating func record(
    _ run: ImportRun, caseID: CaseID?, saying words: [ExhibitID: ImportWord] = [:]
  ) throws -> (id: EntityID, reference: String) {
    let (id, reference): (EntityID, String) = try create(.importRun, caseID: caseID?.cast())
    var run = run
    run.id = id
    try amend(run, caseID: caseID, saying: words)
    return (id, reference)
  }

  /// What an import has come to since its record was made: more exhibits, other counts.
  ///
  /// - Parameter words: as of `record`; of exhibits that are its own already nothing is said again.
  public mutating func amend(
    _ run: ImportRun, caseID: CaseID?, saying words: [ExhibitID: ImportWord] = [:]
  ) throws {
    let target = Target(run.id, .importExhibit)
    // Looked up once: a bundle may have thousands of files, some of them twice.
    var held = Set(try projection.live(target).map(\.value))
    var new: Set<ExhibitID> = []
    for exhibit in run.exhibits where held.insert(exhibit.cbor).inserted {
      try append(body(.add, target, exhibit.cbor, caseID: caseID?.cast()))
      new.insert(exhibit)
    }
    if !new.isEmpty { try spreadConfidence(among: held.compactMap { ExhibitID($0) }, to: new) }
    for exhibit in new.sorted() {
      guard let word = words[exhibit] else { continue }
      if let sender = word.sender {
        try second(.text(sender), .origin, .set, of: exhibit, caseID)
        try second(.text(sender), .sender, .add, of: exhibit, caseID)
      }
      for mark in word.markings { try second(.text(mark.description), .marking, .set, of: exhibit, caseID) }
      for name in word.names.sorted() { try second(.text(name), .alsoCalled, .add, of: exhibit, caseID) }
    }
    let way = Target(run.id, .tableReading)
    held = Set(try projection.live(way).map(\.value))
    for reading in run.readings where held.insert(reading.cbor).inserted {
      try follow(readingsOf: reading.file)
      try append(body(.add, way, reading.cbor, caseID: caseID?.cast()))
    }
    try set(Target(run.id, .importRun), run.cbor, caseID: caseID?.cast())
  }

  /// The import that is recorded next comes after all that took in an issue of a list, whatever their clocks
  /// (docs/journal.md §6).
  public mutating func follow(_ series: ListSeries, _ reader: StoreReader) throws {
    guard let latest = try ListIssues(reader).latestImport(of: series) else { return }
    for made in try reader.live(latest, .created) { follow(made.hlc) }
  }

  /// How a table is read is said after what imports that stand said of it.
  private mutating func follow(readingsOf file: Digest256) throws {
    let select = try sql(
      """
      SELECT hlc FROM tableReading JOIN importRun ON importRun.id = tableReading.run
      WHERE bundle = ?1 AND withdrawn = 0
      """)
    select.bind(1, file)
    defer { select.reset() }
    while try select.step() { follow(HLC(select.uint(0))) }
  }

  /// Says of an exhibit what stands, where only other imports said so. Theirs stays beside it: either may be taken back.
  private mutating func second(
    _ value: CBOR, _ field: Field, _ kind: OperationKind, of exhibit: ExhibitID, _ caseID: CaseID?
  ) throws {
    let target = Target(exhibit.cast(), field)
    let said = try projection.live(target, equalTo: value).filter {
      try !projection.isTakenBack($0, of: exhibit.cast())
    }
    // What this import wrote is its own: the links to its exhibits may not be listed yet.
    let isOwn = said.contains { $0.dot.feed == feed && $0.saidAtMilliseconds == nowMilliseconds }
    guard !said.isEmpty, !isOwn, try projection.isSaidByImportsAlone(exhibit.cast(), said) else { return }
    try append(body(kind, target, value, caseID: caseID?.cast()))
  }
}

extension JournalWriter {
  /// Remembers where a long import stands, in the transaction of what it wrote.
  public func remember(_ unfinished: UnfinishedImport) throws {
    let write = try sql("INSERT OR REPLACE INTO unfinishedImport (asked, run, step) VALUES (?1, ?2, ?3)")
    write.bind(1, unfinished.asked)
    write.bind(2, unfinished.run)
    write.bind(3, unfinished.step)
    try write.run()
  }

  /// A long import has come to its end.
  public func forgetUnfinished(_ asked: Digest256) throws {
    let delete = try sql("DELETE FROM unfinishedImport WHERE asked = ?1")
    delete.bind(1, asked)
    try delete.run()
  }

  /// An import was taken back: what was left of it does not come any more.
  func forgetUnfinished(run: EntityID) throws {
    let delete = try sql("DELETE FROM unfinishedImport WHERE run = ?1")
    delete.bind(1, run)
    try delete.run()
  }
}

extension CaseStore {
  /// Takes an import back as a unit: what only it brought is in no case and no answer any more. Nothing leaves the
  /// journal, and the same file brings it again.
  ///
  /// - Returns: what stands in the way; nothing was written then.
  public func undo(_ id: EntityID, reason: String, as author: Author) throws -> (
    obstacles: [Obstacle], change: Change
  ) {
    guard !reason.saysNothing else {
      throw StoreError.invalid("taking an import back needs a reason", remedy: "pass --reason TEXT")
    }
    return try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      guard let row = try reader.imports().first(where: { $0.run.id == id }) else {
        throw StoreError.notFound("import \(id)", list: "casetui import list")
      }
      guard row.run.withdrawal == nil else {
        throw StoreError.invalid(
          "\(row.reference) is taken back already", remedy: "to have it again, import the file again")
      }
      var obstacles = try reader.citations(of: row.run)
      guard obstacles.isEmpty else { return (obstacles, writer.change) }
      // What would be left without its records shows best when they are gone.
      let before = Set(try reader.judgementsWithoutRecord().map(\.id))
      let signsBefore = Set(try reader.indicatorsWithoutRecord())
      do {
        try writer.attempt { writer in
          try writer.add(Target(id, .withdrawal), Withdrawal(on: today, reason: reason).cbor)
          try writer.forgetUnfinished(run: id)
          try writer.settle()
          let after = try writer.reader(of: self)
          obstacles = try after.judgementsWithoutRecord().filter { !before.contains($0.id) }.map { row in
            let ends = [try after.reference(of: row.first), try after.reference(of: row.second)]
            let verdict = row.verdict?.rawValue ?? "apart"  // by two offices
            return ImportRun.obstacle(
              exhibit: try after.exhibit(stating: row),
              citedBy: "judgement (\(ends[0]) and \(ends[1]) are judged \(verdict) by \(row.by)); "
                + "casetui actor undo \(row.id) takes it back")
          }
          obstacles += try after.indicatorsWithoutRecord().filter { !signsBefore.contains($0) }.map { sign in
            ImportRun.obstacle(
              record: sign.record,
              citedBy:
                "indicator \(try after.reference(of: sign.indicator)) in case \(try after.reference(of: sign.caseID))"
            )
          }
          if !obstacles.isEmpty { throw Rests() }
        }
      } catch is Rests {}
      return (obstacles, writer.change)
    }
  }

  /// Something rests on what would be taken back.
  private struct Rests: Error {}
}

/// An indicator in force and a source record that it rests on.
struct IndicatorSource: Hashable {
  let indicator: EntityID
  let caseID: EntityID
  let record: String

  /// As text, to be remembered.
  var key: String { "\(indicator) \(record)" }
}

extension StoreReader {
  /// Indicators in force that rest on a source record which no file states any more.
  func indicatorsWithoutRecord() throws -> [IndicatorSource] {
    try indicators(restingOn: { try !isAnyStanding($0) })
  }

  /// Indicators in force that rest on a source record which fits.
  func indicators(restingOn fits: (_ record: String) throws -> Bool) throws -> [IndicatorSource] {
    // As the index `liveProcedure` has it.
    let select = try sql(
      """
      SELECT DISTINCT entity, caseID FROM live
      WHERE field >= 19 AND field = ?1 AND caseID IN (SELECT id FROM caseFile) ORDER BY entity
      """)
    select.bind(1, Field.indicator.rawValue)
    var places: [(EntityID, EntityID)] = []
    while try select.step() { places.append((try select.id(0), try select.id(1))) }
    return try places.flatMap { entity, caseID -> [IndicatorSource] in
      guard try live(entity, .withdrawal).isEmpty else { return [] }
      let records = Set(
        try live(entity, .indicator).flatMap { Indicator.sources(in: $0.value) })
      return try records.sorted().filter(fits)
        .map { IndicatorSource(indicator: entity, caseID: caseID, record: $0) }
    }
  }

  /// The exhibit that brought a record which a judgement names, and which no file states any more.
  fileprivate func exhibit(stating row: JudgementRow) throws -> String {
    for case .entry(let source, let id) in [row.first, row.second] {
      guard try !isStated(source, id) else { continue }
      let bundles = try versions(of: id).filter { $0.source.utf8.elementsEqual(source.utf8) }.map(\.bundle)
      guard let exhibit = try bundles.last.flatMap({ try exhibits(withContent: $0).first }) else { continue }
      return try reference(of: exhibit.cast())
    }
    return "of it"
  }
}
