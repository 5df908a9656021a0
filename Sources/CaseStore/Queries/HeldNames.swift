import CaseDomain

/// A listed name with what it takes to show it.
public struct HeldName: Hashable, Sendable {
  /// The number of its row.
  public let number: Int64
  public let actor: ActorID?
  /// Of the record it is an alias of, when another one states it.
  public let about: String?
  public let name: ActorName
  /// Of an alias whose record does not say it, that of the entry it is an alias of.
  public let schema: NameSchema
  /// An earlier version of its record gave it, and the one that counts does not; as `names(of:)` says it.
  public internal(set) var isFormer = false

  /// The operation that states it.
  var operation: Int64 { number >> 10 }
}

extension StoreReader {
  /// How many names there are to screen against: not those of imports that were taken back.
  public func heldNameCount() throws -> Int {
    let select = try sql(
      "SELECT EXISTS (SELECT 1 FROM withdrawnExhibit) OR EXISTS (SELECT 1 FROM tableReading)")
    defer { select.reset() }
    // Where nothing was taken back or read otherwise all of them stand, and need not be looked at.
    guard try select.step(), select.int(0) != 0 else { return try count("listedName") }
    let standing = try sql.composed(
      """
      SELECT count(*) FROM listedName AS n WHERE n.actor IS NOT NULL OR EXISTS (
        SELECT 1 FROM sourceRecord AS r WHERE r.op = n.id >> 10 AND \(StoreReader.stands("r")))
      """)
    defer { standing.reset() }
    return try standing.step() ? Int(standing.int(0)) : 0
  }

  func heldName(_ number: Int64) throws -> HeldName? {
    // Not of an import that was taken back.
    let select = try sql.composed(
      """
      SELECT id, actor, about, text, kind, strength, schema FROM listedName
      WHERE id = ?1 AND (actor IS NOT NULL OR EXISTS (
        SELECT 1 FROM sourceRecord AS r WHERE r.op = ?1 >> 10 AND \(StoreReader.stands("r"))))
      """)
    select.bind(1, number)
    defer { select.reset() }
    return try select.step() ? try heldName(select) : nil
  }

  /// The names that have a key, at most one more than are looked at.
  func names(withKey key: Int64) throws -> [Int64] {
    let select = try sql("SELECT name FROM nameKey WHERE key = ?1 LIMIT ?2")
    select.bind(1, key)
    select.bind(2, NameCandidates.longestList + 1)
    var names: [Int64] = []
    while try select.step() { names.append(select.int(0)) }
    return names
  }

  func heldName(_ row: SQLStatement) throws -> HeldName {
    let stated = NameSchema(rawValue: row.text(6)) ?? .unknown
    let about = row.optionalText(2)
    let inherited = try about.flatMap {
      stated == .unknown ? try schema(of: $0, alias: row.int(0) >> 10) : nil
    }
    return HeldName(
      number: row.int(0), actor: row.isNull(1) ? nil : try row.id(1), about: about,
      name: ActorName(
        row.text(3), kind: ActorName.Kind(rawValue: row.text(4)) ?? .alsoKnownAs,
        strength: ActorName.Strength(rawValue: row.text(5)) ?? .strong),
      schema: inherited ?? stated)
  }

  /// What the newest version of an entry says it is; `nil` when the entry is not held or does not say.
  ///
  /// - Parameter alias: the operation of the alias, which says of which source the entry is.
  private func schema(of entry: String, alias: Int64) throws -> NameSchema? {
    let select = try sql.composed(
      """
      SELECT n.schema FROM sourceRecord a
      JOIN sourceRecord e ON e.source = a.source AND e.externalID = ?1 JOIN op ON op.id = e.op
      JOIN listedName n ON n.id BETWEEN e.op << 10 AND e.op << 10 | 1023
      WHERE a.op = ?2 AND n.actor IS NULL AND n.schema <> 'unknown'
        AND \(StoreReader.stands("e"))
      ORDER BY coalesce(e.modified, '') DESC, op.hlc DESC, op.hash DESC LIMIT 1
      """)
    select.bind(1, entry)
    select.bind(2, alias)
    defer { select.reset() }
    return try select.step() ? NameSchema(rawValue: select.text(0)) : nil
  }

  /// Every name of a bearer, as stated, in the order stated; of an entry by all versions of its row and of rows about it,
  /// each text once, those that are stated now before those that were stated earlier (`isFormer`).
  public func names(of bearer: NameBearer) throws -> [HeldName] {
    try names(of: bearer, among: statedNames(of: bearer))
  }

  /// The same.
  ///
  /// - Parameter stated: `statedNames(of:)` of the bearer.
  func names(of bearer: NameBearer, among stated: [HeldName]) throws -> [HeldName] {
    var seen: Set<[UInt8]> = []
    let names = (stated.filter { !$0.isFormer } + stated.filter(\.isFormer)).filter {
      seen.insert(Array($0.name.text.utf8)).inserted
    }
    if names.isEmpty, case .entry(let source, let id) = bearer { return try shownName(source, id) }
    return names
  }

  /// The same as often as they are stated, in the order stated; none of a record that lists none.
  func statedNames(of bearer: NameBearer) throws -> [HeldName] {
    let select: SQLStatement
    switch bearer {
    case .actor(let id):
      select = try sql(
        "SELECT id, actor, about, text, kind, strength, schema FROM listedName WHERE actor = ?1 ORDER BY id"
      )
      select.bind(1, id)
    case .entry(let source, let id):
      select = try sql.composed(
        """
        SELECT n.id, n.actor, n.about, n.text, n.kind, n.strength, n.schema, r.externalID
        FROM sourceRecord r JOIN listedName n ON n.id BETWEEN r.op << 10 AND r.op << 10 | 1023
        WHERE r.externalID = ?1 AND r.source = ?2 AND n.about IS NULL AND n.actor IS NULL
          AND \(StoreReader.stands("r"))
        UNION ALL
        SELECT n.id, n.actor, n.about, n.text, n.kind, n.strength, n.schema, r.externalID
        FROM listedName n JOIN sourceRecord r ON r.op = n.id >> 10
        WHERE n.about = ?1 AND r.source = ?2 AND \(StoreReader.stands("r")) ORDER BY 1
        """)
      select.bind(1, id)
      select.bind(2, source)
    }
    var stated: [HeldName] = []
    // By the bytes of a record's id: asked once of each record, which may have thousands of versions, each with names.
    var newest: [[UInt8]: Int64] = [:]
    while try select.step() {
      var held = try heldName(select)
      if case .entry(let source, _) = bearer {
        let record = select.bytes(7)
        if newest[record] == nil { newest[record] = try self.newest(source, select.text(7)) }
        held.isFormer = newest[record] != held.operation
      }
      stated.append(held)
    }
    return stated
  }

  /// What lists and screens show somebody by: the primary name, of an entry that of its own row; `nil` without a name.
  public func caption(of bearer: NameBearer) throws -> ActorName? {
    if case .actor(let id) = bearer { return try actor(id).primaryName }
    return StoreReader.caption(among: try names(of: bearer))
  }

  /// The same.
  ///
  /// - Parameter names: all of the bearer's.
  func caption(of bearer: NameBearer, _ names: [HeldName]) throws -> ActorName? {
    if case .actor = bearer { return try caption(of: bearer) }
    return StoreReader.caption(among: names)
  }

  static func caption(among names: [HeldName]) -> ActorName? {
    let primary = names.filter { $0.name.kind == .primary }
    return (primary.first { $0.about == nil } ?? primary.first ?? names.first)?.name
  }

  /// Of a record that lists no names, such as a technique, the name it is shown by: an identifier may find it.
  private func shownName(_ source: String, _ id: String) throws -> [HeldName] {
    guard let newest = try newest(source, id) else { return [] }
    let select = try sql(
      """
      SELECT op, name FROM sourceRecord WHERE op = ?1 AND name IS NOT NULL
      """)
    select.bind(1, newest)
    defer { select.reset() }
    guard try select.step() else { return [] }
    return [
      HeldName(
        number: select.int(0) << 10, actor: nil, about: nil, name: ActorName(select.text(1)), schema: .unknown
      )
    ]
  }

  /// What is known of a bearer beside its names: of an entry what the newest versions of its row, and of rows that
  /// are about it, state; of an actor its country and what entries state that were judged the same.
  public func facts(of bearer: NameBearer) throws -> ScreeningFacts {
    switch bearer {
    case .entry(let source, let id): return try entryFacts(source, id)
    case .actor(let actor):
      var facts = ScreeningFacts()
      if let country = try settled(actor.cast(), .country)?.textValue { facts.countries = [country] }
      for case .entry(let source, let id) in try cluster(of: bearer).members {
        facts.add(try entryFacts(source, id))
      }
      return facts
    }
  }

  private func entryFacts(_ source: String, _ id: String) throws -> ScreeningFacts {
    var facts = try statedFacts(source, id)?.screening ?? ScreeningFacts()
    for part in try records(about: id, source, withNames: false) {
      // A later version of a row may be about somebody else.
      guard let stated = try statedFacts(source, part),
        stated.about.map({ $0.utf8.elementsEqual(id.utf8) }) ?? false
      else { continue }
      facts.add(stated.screening)
    }
    return facts
  }

  /// What the newest version of an entry states; `nil` when it states nothing.
  func statedFacts(_ source: String, _ externalID: String) throws -> StatedFacts? {
    guard let newest = try newest(source, externalID) else { return nil }
    let select = try sql("SELECT payload FROM op WHERE id = ?1")
    select.bind(1, newest)
    defer { select.reset() }
    guard try select.step(), !select.isNull(0) else { return nil }
    return try OperationBody(payload: select.raw(0)).value.flatMap { SourceRecord($0) }?.facts
  }

  /// Whose a listed name is; of an alias in a row of its own, the entry it is an alias of.
  func bearer(of held: HeldName) throws -> NameBearer? {
    if let actor = held.actor { return .actor(actor) }
    return try bearer(ofRecord: held.operation, about: held.about)
  }

  func bearer(ofRecord operation: Int64, about: String? = nil) throws -> NameBearer? {
    let select = try sql("SELECT source, externalID FROM sourceRecord WHERE op = ?1")
    select.bind(1, operation)
    defer { select.reset() }
    guard try select.step() else { return nil }
    return .entry(source: select.text(0), id: about ?? select.text(1))
  }

  /// The kinds of identifiers that records state, at most `most`: a source names them as it likes.
  public func identifierKinds(most: Int = 40) throws -> [String] {
    // From one kind to the next by the key of the table, not through all its rows.
    let select = try sql(
      """
      WITH RECURSIVE step (kind) AS (
        SELECT min(kind) FROM listedIdentifier UNION ALL
        SELECT (SELECT min(kind) FROM listedIdentifier WHERE kind > step.kind) FROM step WHERE step.kind IS NOT NULL)
      SELECT kind FROM step WHERE kind IS NOT NULL LIMIT ?1
      """)
    select.bind(1, most)
    var kinds: [String] = []
    while try select.step() { kinds.append(select.text(0)) }
    return kinds
  }

  public func holds(identifierKind kind: String) throws -> Bool {
    let select = try sql("SELECT 1 FROM listedIdentifier WHERE kind = ?1 LIMIT 1")
    select.bind(1, kind)
    defer { select.reset() }
    return try select.step()
  }

  /// Entries with an identifier, stated in their own row or in one about them, by the version that counts: in the order of
  /// their sources and ids, `mostSharers` at most.
  ///
  /// - Returns: `isCut`: more state it.
  func bearers(with identifier: ScreeningFacts.Identifier) throws -> (found: [NameBearer], isCut: Bool) {
    // The version that counts is looked for once for each record: all of its versions may state the identifier.
    let select = try sql.composed(
      """
      SELECT DISTINCT r.source, coalesce(p.about, r.externalID) FROM (
        SELECT DISTINCT v.source AS source, v.externalID AS externalID
        FROM listedIdentifier i JOIN sourceRecord v ON v.op = i.op
        WHERE i.kind = ?1 AND i.value = ?2) AS stating
      JOIN sourceRecord r ON r.op = \(StoreReader.newest(of: "stating"))
      JOIN listedIdentifier i ON i.kind = ?1 AND i.value = ?2 AND i.op = r.op
      LEFT JOIN listedPart p ON p.op = r.op ORDER BY 1, 2 LIMIT ?3
      """)
    select.bind(1, identifier.kind)
    select.bind(2, identifier.bareText)
    select.bind(3, Self.mostSharers + 1)
    var bearers: [NameBearer] = []
    while try select.step() { bearers.append(.entry(source: select.text(0), id: select.text(1))) }
    return (Array(bearers.prefix(Self.mostSharers)), bearers.count > Self.mostSharers)
  }

  /// A number that more state names nobody: of a placeholder not all are offered.
  private static let mostSharers = 100
}

extension ScreeningFacts {
  /// Each value once.
  fileprivate mutating func add(_ other: ScreeningFacts) {
    for date in other.birthDates where !birthDates.contains(date) { birthDates.append(date) }
    for country in other.countries where !countries.contains(where: { $0.utf8.elementsEqual(country.utf8) }) {
      countries.append(country)
    }
    for identifier in other.identifiers where !identifiers.contains(identifier) {
      identifiers.append(identifier)
    }
  }
}
