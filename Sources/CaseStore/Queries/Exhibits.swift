import CaseDomain
import Foundation

/// One line of an evidence list.
public struct ExhibitRow: Hashable, Sendable {
  public let id: ExhibitID
  public let reference: String
  public let title: String
  public let sha256: Digest256?
  public let bytes: UInt64
  public let mediaType: String
  public let grade: String?
  public let origin: String?
  /// As strict as any exhibit with the same bytes that is not taken back as a whole.
  public let marking: String
}

/// What the files of exhibits were called when they came, and what they hold.
public struct HeldFileNames: Sendable {
  private var paths: [String: Set<Digest256>] = [:]
  /// By the last part of the path, where the exhibit has another title than its path by now.
  private var names: [String: Set<Digest256>] = [:]

  mutating func add(_ content: Digest256, at path: String) { paths[path, default: []].insert(content) }

  mutating func add(_ content: Digest256, named name: String, title: String) {
    if FileProvenance.lastPart(of: title).utf8.elementsEqual(name.utf8) {
      add(content, at: title)
    } else {
      names[name, default: []].insert(content)
    }
  }

  /// The contents that came under a path, or under its last part where no more is known; empty for none.
  ///
  /// - Parameter name: its last part.
  public func contents(at path: String, named name: String) -> Set<Digest256> {
    paths[path, default: []].union(names[name, default: []])
  }
}

extension StoreReader {
  public func exhibitIDs(of caseID: CaseID) throws -> [ExhibitID] {
    // One that an office put in and no exchange has brought yet is not among them.
    let select = try sql(
      """
      SELECT caseExhibit.exhibit FROM caseExhibit JOIN exhibit ON exhibit.id = caseExhibit.exhibit
      WHERE caseExhibit.caseID = ?1 ORDER BY caseExhibit.exhibit
      """)
    select.bind(1, caseID)
    var ids: [ExhibitID] = []
    while try select.step() { ids.append(try select.id(0)) }
    return ids
  }

  /// The cases that an exhibit is in, by their numbers.
  public func cases(with exhibit: ExhibitID) throws -> [CaseID] {
    // One that an office put it into and no exchange has brought yet is not among them.
    let select = try sql(
      """
      SELECT caseExhibit.caseID FROM caseExhibit JOIN caseFile ON caseFile.id = caseExhibit.caseID
      WHERE caseExhibit.exhibit = ?1 ORDER BY caseFile.reference, caseFile.id
      """)
    select.bind(1, exhibit)
    var ids: [CaseID] = []
    while try select.step() { ids.append(try select.id(0)) }
    return ids
  }

  /// Who else sent its bytes, as said when they came again; each name once, sorted.
  public func senders(of id: ExhibitID) throws -> [String] { try said(of: id, .sender) }

  /// What else its bytes were called where they came again; each path once, sorted.
  public func furtherNames(of id: ExhibitID) throws -> [String] { try said(of: id, .alsoCalled) }

  private func said(of id: ExhibitID, _ field: Field) throws -> [String] {
    let said = try projection.standing(field, of: id.cast())
    return Set(said.compactMap(\.value.textValue)).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// What the files of all exhibits were called when they came, but of those that are taken back as a whole.
  public func heldFileNames() throws -> HeldFileNames {
    let select = try sql(
      """
      SELECT exhibit.id, exhibit.title, exhibit.sha256, live.field, live.value FROM exhibit
      CROSS JOIN live ON live.entity = exhibit.id AND live.field IN (?1, ?2)
      WHERE exhibit.sha256 IS NOT NULL AND exhibit.id NOT IN (SELECT exhibit FROM withdrawnExhibit WHERE stays = 0)
      """)
    select.bind(1, Field.file.rawValue)
    select.bind(2, Field.alsoCalled.rawValue)
    var held = HeldFileNames()
    var others: [ExhibitID: Digest256] = [:]
    while try select.step() {
      let content = try select.digest(2)
      guard select.uint(3) == Field.file.rawValue else {
        let exhibit: ExhibitID = try select.id(0)
        others[exhibit] = content
        continue
      }
      guard let file = FileFacts(try CBORReader.decode(select.bytes(4))) else { continue }
      held.add(content, named: file.name, title: select.text(1))
    }
    for (exhibit, content) in others {
      for path in try furtherNames(of: exhibit) { held.add(content, at: path) }
    }
    return held
  }

  /// - Throws: when the exhibit as a whole was taken back with the imports that brought it.
  public func requireNotTakenBack(_ id: ExhibitID) throws {
    guard try projection.isHidden(id.cast()) else { return }
    let imports = try takenBackImports(of: id).map(\.reference).joined(separator: ", ")
    throw StoreError.invalid(
      "\(try reference(of: id.cast())) was taken back with import \(imports)",
      remedy: "to have it again, import its file again")
  }

  /// Whether an import brings what was taken back, or reads a table otherwise than it counts now.
  public func comesAgain(_ run: ImportRun) throws -> Bool {
    for exhibit in run.exhibits {
      if try isTakenBack(exhibit) { return true }
      // Its bytes may have been added without an import since: that exhibit is here, and its records do not count.
      if let content = try heldRow(exhibit)?.sha256, try isTakenBack(content: content) { return true }
    }
    return try run.readings.contains { try !projection.isCurrent($0) }
  }

  /// Whether every import that brought it was taken back.
  public func isTakenBack(_ id: ExhibitID) throws -> Bool { try projection.isWithdrawn(id.cast()) }

  /// Whether, beside that, nobody else has it here: it is in no list, and rests in the store only.
  public func isHidden(_ id: ExhibitID) throws -> Bool { try projection.isHidden(id.cast()) }

  /// Exhibits of one case or of all, by their numbers. Those of imports that were taken back are not listed.
  public func exhibits(of caseID: CaseID? = nil, limit: Int = .max) throws -> [ExhibitRow] {
    let columns = ExhibitRow.ownColumns
    // EX-0009 before EX-0010, and before EX-10000.
    let order = "CAST(substr(reference, 4) AS INTEGER), reference, id"
    let select =
      if let caseID {
        try {
          let select = try sql.composed(
            """
            SELECT \(columns) FROM caseExhibit JOIN exhibit ON exhibit.id = caseExhibit.exhibit
            WHERE caseID = ?2 ORDER BY \(order) LIMIT ?1
            """)
          select.bind(2, caseID)
          return select
        }()
      } else {
        try sql.composed(
          """
          SELECT \(columns) FROM exhibit WHERE id NOT IN (SELECT exhibit FROM withdrawnExhibit WHERE stays = 0)
          ORDER BY \(order) LIMIT ?1
          """)
      }
    select.bind(1, limit)
    // Asked once of a content: thousands of exhibits may hold one, as an empty file.
    let marked = try sql(
      """
      SELECT DISTINCT marking FROM exhibit AS copy WHERE sha256 = ?1
        AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0)
      """)
    var markings: [Digest256: [String]] = [:]
    func copies(of content: Digest256) throws -> [String] {
      if let known = markings[content] { return known }
      var found: [String] = []
      marked.bind(1, content)
      while try marked.step() { found.append(marked.text(0)) }
      markings[content] = found
      return found
    }
    var rows: [ExhibitRow] = []
    while try select.step() {
      let others = try select.isNull(3) ? [] : copies(of: select.digest(3))
      rows.append(try ExhibitRow(select, marked: others))
    }
    return rows
  }

  public func exhibitRow(_ id: ExhibitID) throws -> ExhibitRow {
    guard let row = try heldRow(id) else {
      throw StoreError.notFound("exhibit \(id)", list: "casetui evidence list")
    }
    return row
  }

  /// `nil` of an exhibit that is not here.
  func heldRow(_ id: ExhibitID) throws -> ExhibitRow? {
    let select = try sql.composed("SELECT \(ExhibitRow.columns) FROM exhibit WHERE id = ?1")
    select.bind(1, id)
    defer { select.reset() }
    return try select.step() ? ExhibitRow(select) : nil
  }

  public func exhibit(_ id: ExhibitID, rehash: Bool) throws -> Exhibit {
    try exhibit(id, rehash: rehash, ownersConfidential: ownersConfidential(of: id))
  }

  /// - Parameter ownersConfidential: of it. Whoever reads many asks for all of them at once.
  public func exhibit(
    _ id: ExhibitID, rehash: Bool, ownersConfidential: Set<OwnerID>
  ) throws -> Exhibit {
    let row = try exhibitRow(id)
    let entity: EntityID = id.cast()
    guard let hash = row.sha256.flatMap({ ContentHash($0.bytes) }) else {
      throw StoreError.damaged("exhibit \(row.reference) has no content recorded")
    }
    let chains = try custody(of: id)
    var exhibit = Exhibit(
      id: id, reference: row.reference, title: row.title, sha256: hash, lengthBytes: row.bytes,
      grade: try settled(entity, .grade)?[1]?.textValue.flatMap(AdmiraltyGrade.init),
      origin: try projection.settledOrigin(of: entity),
      mark: HandlingMark(stored: row.marking),
      ownersConfidential: ownersConfidential,
      responseAltered: try settled(entity, .responseAltered)?.textValue.flatMap(Exhibit.ResponseAltered.init)
        ?? .unknown,
      custody: chains.first ?? CustodyChain())
    if rehash { exhibit.integrity = integrity(of: exhibit, row, chains) }
    return exhibit
  }

  private func integrity(of exhibit: Exhibit, _ row: ExhibitRow, _ chains: [CustodyChain])
    -> Exhibit.Integrity
  {
    let sha256: CustodyChain.SHA256 = { Digest256.sha256($0).bytes }
    let found: ContentHash
    switch store.vault.check(row.sha256!) {
    case .intact: found = exhibit.sha256
    case .missing: return .damaged(reason: "its content is not in this store")
    case .unreadable(let why): return .damaged(reason: why)
    case .damaged(let digest): found = ContentHash(digest.bytes)!
    }
    let own = exhibit.integrity(rehashed: found, hash: sha256)
    if case .damaged = own { return own }
    let faults = chains.dropFirst().flatMap {
      $0.faults(of: exhibit.sha256) + $0.brokenLinks(hash: sha256)
    }
    return faults.isEmpty ? own : .damaged(reason: "custody: " + faults.joined(separator: "; "))
  }

  /// The chains of custody of an exhibit, one for each replica that handled its copy; first the one that
  /// began with its intake.
  public func custody(of id: ExhibitID) throws -> [CustodyChain] {
    let select = try sql("SELECT chain FROM custodyChain WHERE exhibit = ?1")
    select.bind(1, id)
    var chains: [EntityID] = []
    while try select.step() { chains.append(try select.id(0)) }
    return try chains.map { chain in
      CustodyChain(
        try live(chain, .custody).compactMap { CustodyEntry.read($0.value)?.entry }
          .sorted { ($0.position, $0.atMilliseconds) < ($1.position, $1.atMilliseconds) })
    }.sorted { ($0.entries.first?.atMilliseconds ?? .max) < ($1.entries.first?.atMilliseconds ?? .max) }
  }

  /// Exhibits whose content has a hash.
  public func exhibits(withContent hash: Digest256) throws -> [ExhibitID] {
    let select = try sql("SELECT id FROM exhibit WHERE sha256 = ?1 ORDER BY id")
    select.bind(1, hash)
    var ids: [ExhibitID] = []
    while try select.step() { ids.append(try select.id(0)) }
    return ids
  }

  /// The exhibit to name for a content that several may hold, as two offices made one each: one that an import which
  /// stands brought, else one that is not taken back, else the first.
  public func exhibit(holding content: Digest256) throws -> ExhibitID? {
    let all = try exhibits(withContent: content)
    guard all.count > 1 else { return all.first }
    return try all.first(where: isBroughtByImport) ?? all.first { try !isTakenBack($0) } ?? all.first
  }

  /// Whether what imports brought of a content is taken back: the word of the view `withdrawnFile`.
  public func isTakenBack(content: Digest256) throws -> Bool {
    let select = try sql("SELECT 1 FROM withdrawnFile WHERE sha256 = ?1 LIMIT 1")
    select.bind(1, content)
    defer { select.reset() }
    return try select.step()
  }

  /// What the file of an exhibit was called when it came, whatever title it has: the last part of its path.
  public func fileName(of id: ExhibitID) throws -> String? {
    try live(id.cast(), .file).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }.first
      .flatMap { FileFacts($0.value) }?.name
  }

  /// Whether any operation names this content.
  func isCited(_ hash: Digest256) throws -> Bool {
    let select = try sql("SELECT 1 FROM blobRef WHERE sha256 = ?1 LIMIT 1")
    select.bind(1, hash)
    defer { select.reset() }
    return try select.step()
  }

  public func exhibitCount() throws -> Int { try count("exhibit") }

  func count(_ table: String) throws -> Int {
    let select = try sql.composed("SELECT count(*) FROM \(table)")
    defer { select.reset() }
    _ = try select.step()
    return Int(select.int(0))
  }
}

extension ExhibitRow {
  /// Of a row of `exhibit`, in order.
  static let ownColumns = "id, reference, title, sha256, bytes, mediaType, grade, origin, marking"

  /// With the last: how other exhibits with the same bytes are marked, a line for each. For one row: each asks for it.
  static let columns = """
    \(ownColumns),
    (SELECT group_concat(copy.marking, char(10)) FROM exhibit AS copy
      WHERE copy.sha256 = exhibit.sha256 AND copy.id <> exhibit.id
        AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0))
    """

  /// - Parameter row: of `columns`.
  init(_ row: SQLStatement) throws {
    try self.init(row, marked: row.optionalText(9)?.split(separator: "\n").map(String.init) ?? [])
  }

  /// - Parameters:
  ///   - row: of `ownColumns`.
  ///   - others: how exhibits with the same bytes are marked.
  init(_ row: SQLStatement, marked others: [String]) throws {
    self.init(
      id: try row.id(0), reference: row.text(1), title: row.text(2),
      sha256: row.isNull(3) ? nil : try row.digest(3), bytes: row.uint(4), mediaType: row.text(5),
      grade: row.optionalText(6), origin: row.optionalText(7),
      marking: ExhibitRow.marking(row.text(8), besides: others))
  }

  private static func marking(_ own: String, besides others: [String]) -> String {
    let all = Set(others).union([own])
    guard all.count > 1 else { return own }
    return (HandlingMark.mostRestrictive(of: all.map { HandlingMark(stored: $0) }) ?? .strictest).description
  }
}
