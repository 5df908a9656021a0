import CaseDomain

/// How what is shown of the store is to be handled: the markings, as stored, of the exhibits and cases it comes from.
/// What comes from none bears none of its own. Source: `docs/policy.md`, `docs/architecture.md`.
///
/// The same bytes are as strict under every number: of an exhibit come its own marking and those of all that hold its
/// bytes, but for what is taken back as a whole.
extension StoreReader {
  /// Of all exhibits and cases: for what may come from any of them.
  public func markingsHeld() throws -> [String] {
    try markings(try sql("SELECT marking FROM exhibit UNION SELECT marking FROM caseFile"))
  }

  /// Of a case and of its exhibits, under whatever number their bytes are held; of all exhibits for `nil`.
  public func markings(ofCase id: CaseID?) throws -> [String] {
    guard let id else {
      return try markings(
        try sql(
          """
          SELECT DISTINCT marking FROM exhibit
          WHERE id NOT IN (SELECT exhibit FROM withdrawnExhibit WHERE stays = 0)
          """))
    }
    // Each content is looked up once: a join would pair every exhibit with every other that has its bytes.
    let select = try sql(
      """
      SELECT marking FROM caseFile WHERE id = ?1
      UNION SELECT exhibit.marking FROM caseExhibit JOIN exhibit ON exhibit.id = caseExhibit.exhibit
        WHERE caseExhibit.caseID = ?1
      UNION SELECT same.marking FROM exhibit AS same
        WHERE same.sha256 IN (
          SELECT exhibit.sha256 FROM caseExhibit JOIN exhibit ON exhibit.id = caseExhibit.exhibit
          WHERE caseExhibit.caseID = ?1)
          AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = same.id AND stays = 0)
      """)
    select.bind(1, id)
    return try markings(select)
  }

  /// Of the exhibits with these references; those that two offices gave to one each, of both.
  public func markings(ofExhibits references: some Sequence<String>) throws -> [String] {
    try references.flatMap { reference in
      let select = try sql(
        """
        SELECT marking FROM exhibit WHERE reference = ?1
        UNION SELECT copy.marking FROM exhibit AS one JOIN exhibit AS copy ON copy.sha256 = one.sha256
        WHERE one.reference = ?1
          AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0)
        """)
      select.bind(1, reference)
      return try markings(select)
    }
  }

  /// Of the files that state an entry of a list, in its own record or in rows about it; of an actor, of those that state
  /// who was judged the same, as their facts count as its own, and the record that it was made of, whose names it bears.
  public func markings(of bearer: NameBearer) throws -> [String] {
    guard case .actor = bearer else { return try markings(ofMember: bearer) }
    return try cluster(of: bearer).members.flatMap { try markings(ofMember: $0) }
  }

  private func markings(ofMember bearer: NameBearer) throws -> [String] {
    switch bearer {
    case .entry(let source, let id): try markings(source: source, externalID: id)
    case .actor(let actor):
      try recordsMade(into: actor).flatMap { try markings(source: $0.source, externalID: $0.id) }
    }
  }

  /// Of the files that state who has a part in a case, in whatever case these are: its subject and parties are named with it.
  public func markings(ofPartiesTo id: CaseID) throws -> [String] {
    try actors(of: id).flatMap { try markings(of: .actor($0)) }
  }

  public func markings(of hit: SearchHit) throws -> [String] {
    if let source = hit.source { return try markings(source: source, externalID: hit.id) }
    guard let entity = EntityID(hit.id) else { return [] }
    return try hit.kind == "actor" ? markings(of: .actor(entity.cast())) : markings(of: entity)
  }

  /// Of what operations are about: of their cases with what is in these, of exhibits, imports and actors, and of whom their
  /// values name.
  public func markings(of rows: [AuditRow]) throws -> [String] {
    try markings(
      cases: rows.compactMap(\.caseID), entities: rows.compactMap(\.entity), bearers: rows.flatMap(\.bearers))
  }

  public func markings(of body: OperationBody) throws -> [String] {
    let cases: [CaseID] = body.caseID.map { [$0.cast()] } ?? []
    return try markings(cases: cases, entities: body.target.map { [$0.entity] } ?? [], bearers: body.bearers)
  }

  /// As of the operations that it came of.
  public func markings(of conflict: ConflictRow) throws -> [String] {
    try markings(
      cases: conflict.caseID.map { [$0] } ?? [], entities: [conflict.target.entity],
      bearers: conflict.sides.flatMap { conflict.target.bearers(in: $0.value) })
  }

  private func markings(cases: [CaseID], entities: [EntityID], bearers: [NameBearer]) throws -> [String] {
    var found: [String] = []
    for id in Set(cases) { found += try markings(ofCase: id) }
    for entity in Set(entities) { found += try markings(of: entity) }
    // By bytes: two ids that only look alike are two.
    var known: Set<[UInt8]> = []
    for bearer in bearers where known.insert(bearer.cbor.encoded).inserted {
      found += try markings(of: bearer)
    }
    return found
  }

  /// Of a case without what is in it, of an exhibit, of an import as of its exhibits, of an actor; none of another record.
  public func markings(of entity: EntityID) throws -> [String] {
    let select = try sql(
      """
      SELECT marking FROM exhibit WHERE id = ?1
      UNION SELECT copy.marking FROM exhibit AS one JOIN exhibit AS copy ON copy.sha256 = one.sha256
      WHERE one.id = ?1 AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0)
      UNION SELECT marking FROM caseFile WHERE id = ?1
      UNION SELECT exhibit.marking FROM importExhibit JOIN exhibit ON exhibit.id = importExhibit.exhibit
        WHERE importExhibit.run = ?1
      UNION SELECT copy.marking FROM exhibit AS copy
        WHERE copy.sha256 IN (
          SELECT exhibit.sha256 FROM importExhibit JOIN exhibit ON exhibit.id = importExhibit.exhibit
          WHERE importExhibit.run = ?1)
          AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0)
      """)
    select.bind(1, entity)
    let own = try markings(select)
    guard try recordType(of: entity) == .actor else { return own }
    return try own + markings(of: .actor(entity.cast()))
  }

  // MARK: ownership

  /// Of parties as they are listed.
  public func mark(of parties: [StatedParty], in stakes: [StatedStake], _ judged: JudgedParties) throws
    -> HandlingMark
  {
    try mark(in: stakes, judged) { Set(parties.flatMap(\.keys)) }
  }

  /// Of an answer on ownership: of whoever is in it or decides it.
  public func mark(of stated: StatedOwnership) throws -> HandlingMark {
    try mark(in: stated.stakes, stated.parties) { stated.concerned }
  }

  /// Of what is told of statements whose word was replaced: of the files of all their versions; at least the office's floor.
  public func mark(of replaced: ReplacedStakes) throws -> HandlingMark {
    var mark = HandlingMark.officeFloor
    let versions = replaced.here.flatMap { [$0.stake.counting] + $0.stake.earlier }
    for file in Set(versions.map(\.file)) { mark = mark.joined(withStored: try markings(ofFile: file)) }
    return mark
  }

  /// Of the files whose statements name parties, and of those that say who these are; at least the office's floor.
  private func mark(
    in stakes: [StatedStake], _ judged: JudgedParties, naming parties: () -> Set<OwnershipKey>
  ) throws -> HandlingMark {
    var mark = HandlingMark.officeFloor
    // Mostly nothing held is stricter than anything else, and nobody is looked up.
    let strictest = mark.joined(withStored: try markingsHeld())
    guard mark != strictest else { return mark }
    let keys = parties()
    let files = stakes.filter { stake in
      [stake.owner, stake.owned].contains { key in key.map { keys.contains($0) } ?? false }
    }.map(\.bundle)
    for file in Set(files) where mark != strictest {
      mark = mark.joined(withStored: try markings(ofFile: file))
    }
    for key in keys where mark != strictest {
      guard let record = key.record else { continue }
      let bearer = NameBearer.entry(source: record.source, id: record.id)
      // A judgement may lead by way of whom no statement names.
      let members = judged.keys(of: key).count > 1 ? try cluster(of: bearer).members : [bearer]
      for member in members { mark = mark.joined(withStored: try markings(ofMember: member)) }
    }
    return mark
  }

  /// Of all exhibits that hold these bytes.
  public func markings(ofFile content: Digest256) throws -> [String] {
    let select = try sql(
      """
      SELECT DISTINCT marking FROM exhibit AS copy WHERE copy.sha256 = ?1
        AND NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0)
      """)
    select.bind(1, content)
    return try markings(select)
  }

  // MARK: records of sources

  private func markings(source: String, externalID: String) throws -> [String] {
    let held = try markings(
      source: source, externalID: externalID,
      where: "NOT EXISTS (SELECT 1 FROM withdrawnExhibit WHERE exhibit = copy.id AND stays = 0)")
    // What is shown although all of it is taken back is handled as it was.
    return try held.isEmpty ? markings(source: source, externalID: externalID, where: "1") : held
  }

  /// - Parameter condition: in SQL, of the exhibits `copy` that count.
  private func markings(source: String, externalID: String, where condition: String) throws -> [String] {
    let select = try sql.composed(
      """
      WITH part (op, bundle) AS (
        SELECT op, bundle FROM sourceRecord WHERE externalID = ?1 AND source = ?2
        UNION ALL SELECT r.op, r.bundle FROM listedPart JOIN sourceRecord r ON r.op = listedPart.op
          WHERE listedPart.about = ?1 AND listedPart.source = ?2
        UNION ALL SELECT r.op, r.bundle FROM listedName n JOIN sourceRecord r ON r.op = n.id >> 10
          WHERE n.about = ?1 AND r.source = ?2)
      SELECT DISTINCT copy.marking FROM exhibit AS copy WHERE copy.sha256 IN (
        SELECT bundle FROM part
        UNION SELECT again.bundle FROM part JOIN restatedRecord AS again ON again.op = part.op)
        AND \(condition)
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    return try markings(select)
  }

  private func markings(_ select: SQLStatement) throws -> [String] {
    var found: [String] = []
    while try select.step() { found.append(select.text(0)) }
    return found
  }
}
