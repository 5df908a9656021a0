import CaseDomain

// Brings the listed rows up to date with `live`. Each row is a function of the live values alone.

extension Projection {
  /// The fields whose values show in a listed row.
  private static let listed: Set<UInt64> = Set(
    [
      Field.created, .title, .marking, .stage, .priority, .assignees, .exhibits, .grade, .origin, .alsoCalled,
      .file,
      .actorKind, .names, .country, .judgements, .pairJudgement, .custody, .enrolment, .importRun,
      .importExhibit,
      .withdrawal,
    ].map(\.rawValue))

  /// - Parameter targets: in order.
  mutating func refresh(_ targets: [Target]) throws {
    var rest = targets[...]
    while let entity = rest.first?.entity {
      let own = rest.prefix { $0.entity == entity }
      rest = rest.dropFirst(own.count)
      for target in own { try refreshConflict(target) }
      let touched = Touched(fields: own.map(\.field).filter { Projection.listed.contains($0) })
      if !touched.fields.isEmpty { try refreshRows(entity, touched) }
    }
  }

  /// Fields of one record that changed.
  struct Touched {
    let fields: [UInt64]

    func contains(_ field: Field) -> Bool { fields.contains(field.rawValue) }
    /// A record that has just begun: everything of it is looked at.
    var isNew: Bool { contains(.created) }
    func has(_ field: Field) -> Bool { isNew || contains(field) }
  }

  /// Live values of one target, in no order.
  func live(_ target: Target) throws -> [LiveValue] {
    let select = try sql(
      "SELECT feed, seq, hash, hlc, caseID, value, saidAt FROM live WHERE entity = ?1 AND field = ?2")
    select.bind(1, target.entity)
    select.bind(2, target.field)
    return try values(select, of: target)
  }

  /// Those of them that are equal to a value. A set may be large: the others are not read.
  func live(_ target: Target, equalTo value: CBOR) throws -> [LiveValue] {
    let select: SQLStatement
    switch Field(rawValue: target.field) {
    // As the indexes `liveExhibit` and `liveName` have them.
    case .exhibits:
      select = try sql(
        """
        SELECT feed, seq, hash, hlc, caseID, value, saidAt FROM live
        WHERE field >= 18 AND field < 19 AND entity = ?1 AND value = ?2
        """)
    case .alsoCalled:
      select = try sql(
        """
        SELECT feed, seq, hash, hlc, caseID, value, saidAt FROM live
        WHERE field >= 47 AND field < 48 AND entity = ?1 AND value = ?2
        """)
    default:
      select = try sql(
        """
        SELECT feed, seq, hash, hlc, caseID, value, saidAt FROM live
        WHERE entity = ?1 AND value = ?2 AND field = ?3
        """)
      select.bind(3, target.field)
    }
    select.bind(1, target.entity)
    select.bind(2, value.encoded)
    return try values(select, of: target)
  }

  private func values(_ select: SQLStatement, of target: Target) throws -> [LiveValue] {
    var rows:
      [(
        feed: Int64, seq: UInt64, hash: Digest256, hlc: UInt64, caseID: EntityID?, value: [UInt8],
        saidAt: UInt64
      )] = []
    while try select.step() {
      rows.append(
        (
          select.int(0), select.uint(1), try select.digest(2), select.uint(3),
          select.isNull(4) ? nil : try select.id(4), select.bytes(5), select.uint(6)
        ))
    }
    return try rows.map { row in
      LiveValue(
        target: target,
        dot: Dot(feed: try feeds.identifier(of: row.feed), seq: row.seq, hash8: row.hash.prefix8),
        hash: row.hash, hlc: HLC(row.hlc), value: try CBORReader.decode(row.value), caseID: row.caseID,
        saidAtMilliseconds: row.saidAt)
    }
  }

  func live(_ entity: EntityID, _ field: Field) throws -> [LiveValue] { try live(Target(entity, field)) }

  /// The value to show of a register.
  func shown(_ entity: EntityID, _ field: Field) throws -> LiveValue? {
    RegisterState(try live(entity, field))?.shown
  }

  // MARK: conflicts

  mutating func refreshConflict(_ target: Target) throws {
    guard let field = Field(rawValue: target.field) else { return }
    let hard: Bool
    switch field.rule {
    case .freeRegister: hard = false
    case .guardedRegister, .stage: hard = true
    case .addOnlySet, .removableSet, .notes: return
    }
    let count = try sql("SELECT count(*) FROM live WHERE entity = ?1 AND field = ?2")
    count.bind(1, target.entity)
    count.bind(2, target.field)
    _ = try count.step()
    let several = count.int(0) > 1
    count.reset()
    let values = several ? try contending(target) : []
    var stands =
      field.rule == .stage
      ? StageState(values, initial: "").isContested : RegisterState(values)?.isConflict ?? false
    // An office that names several owners contradicts nobody: the leave of each of them is asked for.
    if stands, field == .confidence, try isOfOneOffice(target) { stands = false }
    if stands {
      conflicts.insert(target)
      let insert = try sql(
        "INSERT OR REPLACE INTO conflict (entity, field, caseID, hard) VALUES (?1, ?2, ?3, ?4)")
      insert.bind(1, target.entity)
      insert.bind(2, target.field)
      insert.bind(3, values.compactMap(\.caseID).min())
      insert.bind(4, hard ? 1 : 0)
      try insert.run()
    } else if conflicts.remove(target) != nil {
      let delete = try sql("DELETE FROM conflict WHERE entity = ?1 AND field = ?2")
      delete.bind(1, target.entity)
      delete.bind(2, target.field)
      try delete.run()
    }
  }

  /// Whether one office said all that stands of a register.
  private func isOfOneOffice(_ target: Target) throws -> Bool {
    let count = try sql(
      """
      SELECT count(DISTINCT feed.replica) FROM live JOIN feed ON feed.feed = live.feed
      WHERE live.entity = ?1 AND live.field = ?2
      """)
    count.bind(1, target.entity)
    count.bind(2, target.field)
    defer { count.reset() }
    _ = try count.step()
    return count.int(0) == 1
  }

  // MARK: rows

  private mutating func refreshRows(_ entity: EntityID, _ touched: Touched) throws {
    if touched.contains(.enrolment) { try refreshReplica(entity) }
    if touched.contains(.custody) { try refreshCustody(entity) }
    if touched.contains(.pairJudgement) { try refreshPair(entity) }
    // A case that is listed already: the commonest change by far.
    if !touched.isNew, try updateCase(entity, touched) { return }
    if let creation = try creation(of: entity) {
      if touched.isNew { try refreshRecord(entity, creation) }
      switch creation.type {
      case .caseFile:
        try insertCase(entity, creation)
        _ = try updateCase(entity, touched)
      case .exhibit: try refreshExhibit(entity, creation, touched)
      case .actor: try refreshActor(entity, creation, touched)
      case .importRun:
        try refreshImport(entity, creation, isWithdrawn: try !live(entity, .withdrawal).isEmpty)
      case .consent, .replica, .claim, .hypothesis, .contest, .hold, .petition, .relief, .disclosure,
        .achEvidence, .submission, .practice, .attemptCount, .indicator:
        break
      }
    } else if touched.contains(.stage), let caseID = try live(entity, .stage).compactMap(\.caseID).first {
      try updateTrack(caseID)  // a track of the case moved
    }
  }

  private func creation(of entity: EntityID) throws -> Creation? {
    try live(entity, .created).min { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }.flatMap { Creation($0.value) }
  }

  private func refreshRecord(_ entity: EntityID, _ creation: Creation) throws {
    let insert = try sql("INSERT OR REPLACE INTO record (entity, type, reference) VALUES (?1, ?2, ?3)")
    insert.bind(1, entity)
    insert.bind(2, creation.type.rawValue)
    insert.bind(3, creation.reference)
    try insert.run()
  }

  /// The bare row of a case; `updateCase` fills it.
  private func insertCase(_ entity: EntityID, _ creation: Creation) throws {
    let write = try sql(
      """
      INSERT INTO caseFile (id, reference, title, stage, contested, marking, assignees, exhibits, hlc)
      VALUES (?1, ?2, '', '', 0, '', '', 0, 0) ON CONFLICT (id) DO UPDATE SET reference = ?2
      """)
    write.bind(1, entity)
    write.bind(2, creation.reference)
    try write.run()
    try updateTrack(entity)
  }

  /// Brings the touched columns up to date. Returns false when no such case is listed.
  private mutating func updateCase(_ entity: EntityID, _ touched: Touched) throws -> Bool {
    let listed = try sql("SELECT reference, hlc FROM caseFile WHERE id = ?1")
    listed.bind(1, entity)
    let isListed = try listed.step()
    let reference = isListed ? listed.text(0) : ""
    let listedClock = isListed ? HLC(listed.uint(1)) : HLC(0)
    listed.reset()
    guard isListed else { return false }
    var columns: [(name: StaticString, text: String?)] = []
    var newest = HLC(0)
    func values(_ field: Field) throws -> [LiveValue] {
      let values = try live(entity, field)
      newest = values.reduce(newest) { max($0, $1.hlc) }
      return values
    }
    if touched.has(.title) {
      let title = RegisterState(try values(.title))?.shown.value.textValue ?? ""
      columns.append(("title", title))
      try index(entity, .title, [reference, title])
    }
    if touched.has(.marking) { columns.append(("marking", joined(RegisterState(try values(.marking))))) }
    if touched.has(.priority) {
      columns.append(("priority", RegisterState(try values(.priority))?.shown.value.textValue))
    }
    if touched.has(.assignees) {
      let names = Set(try values(.assignees).compactMap(\.value.textValue))
      columns.append(("assignees", names.sorted().joined(separator: ", ")))
    }
    if touched.has(.stage) {
      let state = StageState(try values(.stage), initial: SpineStage.lead.rawValue)
      columns.append(("stage", state.stage))
      try setContested(entity, state.isContested)
    }
    // What was not looked at is no newer than what is listed, so a newer value here is the newest of all.
    if !columns.isEmpty { try update(entity, columns, hlc: newest >= listedClock ? newest : nil) }
    if touched.has(.exhibits) { try linkExhibits(entity, touched.isNew ? nil : putExhibits[entity]) }
    return true
  }

  /// Sets the columns, and `hlc` to the newest reading among the values that a row shows.
  ///
  /// - Parameter hlc: that reading, when it is known.
  private func update(
    _ entity: EntityID, _ columns: [(name: StaticString, text: String?)], hlc: HLC?
  ) throws {
    let settings = columns.enumerated().map { "\($1.name) = ?\($0 + 3)" }.joined(separator: ", ")
    let write = try sql.composed("UPDATE caseFile SET \(settings), hlc = ?2 WHERE id = ?1")
    write.bind(1, entity)
    write.bind(2, try hlc?.value ?? newestShown(entity))
    for (index, column) in columns.enumerated() { write.bind(Int32(3 + index), column.text) }
    try write.run()
  }

  private func newestShown(_ entity: EntityID) throws -> UInt64 {
    let select = try sql(
      "SELECT max(hlc) FROM live WHERE entity = ?1 AND field IN (?2, ?3, ?4, ?5, ?6)")
    select.bind(1, entity)
    let shown: [Field] = [.title, .marking, .stage, .priority, .assignees]
    for (index, field) in shown.enumerated() { select.bind(Int32(2 + index), field.rawValue) }
    defer { select.reset() }
    return try select.step() ? select.uint(0) : 0
  }

  private func setContested(_ entity: EntityID, _ isContested: Bool) throws {
    let write = try sql("UPDATE caseFile SET contested = ?2 WHERE id = ?1")
    write.bind(1, entity)
    write.bind(2, isContested ? 1 : 0)
    try write.run()
  }

  private func updateTrack(_ caseID: EntityID) throws {
    let initial: [Track: String] = [
      .attackersList: ListingStage.candidate.rawValue, .entityList: EntityListStage.proposed.rawValue,
      .blocking: BlockingStage.draft.rawValue,
    ]
    let stages = try Track.allCases.compactMap { track -> String? in
      let moves = try live(.derived("track", from: caseID, track.recordKey), .stage)
      guard !moves.isEmpty, let first = initial[track] else { return nil }
      return Stage(StageState(moves, initial: first).stage, on: track)?.description
    }
    guard !stages.isEmpty else { return }
    let write = try sql("UPDATE caseFile SET track = ?2 WHERE id = ?1")
    write.bind(1, caseID)
    write.bind(2, stages.joined(separator: " "))
    try write.run()
  }

  /// Whether exhibits are in a case, as they were put there.
  ///
  /// - Parameter some: those to look at; `nil` for all that ever were.
  func linkExhibits(_ entity: EntityID, _ some: Set<EntityID>? = nil) throws {
    let link = try sql("INSERT OR IGNORE INTO caseExhibit (caseID, exhibit) VALUES (?1, ?2)")
    let drop = try sql("DELETE FROM caseExhibit WHERE caseID = ?1 AND exhibit = ?2")
    let target = Target(entity, .exhibits)
    let values = try some?.flatMap { try live(target, equalTo: $0.cbor) } ?? live(target)
    var change = 0
    for (exhibit, links) in Dictionary(grouping: values, by: { EntityID($0.value) }) {
      guard let exhibit else { continue }
      let isIn = try !isHidden(exhibit) && isPlaced(exhibit, in: entity, by: links)
      let write = isIn ? link : drop
      write.bind(1, entity)
      write.bind(2, exhibit)
      try write.run()
      change += Int(write.changes) * (isIn ? 1 : -1)
    }
    // A row that has just begun says nothing yet; of any other what changed is enough, and they need not be counted.
    let count =
      some == nil
      ? try sql(
        "UPDATE caseFile SET exhibits = (SELECT count(*) FROM caseExhibit WHERE caseID = ?1) WHERE id = ?1")
      : try sql("UPDATE caseFile SET exhibits = exhibits + ?2 WHERE id = ?1")
    count.bind(1, entity)
    count.bind(2, change)
    try count.run()
  }

  /// While two markings stand, both hold: the most restrictive of them (`docs/policy.md` §8.8). One that
  /// this version cannot read, because a later one wrote it, counts as the strictest it knows.
  func joined(_ marking: RegisterState?) -> String {
    let values = [marking?.shown].compactMap(\.self) + (marking?.others ?? [])
    let marks = values.map { value in
      value.value.textValue.map { HandlingMark(stored: $0) } ?? .strictest
    }
    return (HandlingMark.mostRestrictive(of: marks) ?? .officeFloor).description
  }

  private mutating func refreshExhibit(_ entity: EntityID, _ creation: Creation, _ touched: Touched) throws {
    let files = try live(entity, .file).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    let file = files.first.flatMap { FileFacts($0.value) }
    let title = try shown(entity, .title)?.value.textValue ?? file?.name ?? ""
    // First: how it is handled depends on whether it is taken back as a whole.
    if touched.has(.file) {
      for value in files {
        guard let file = FileFacts(value.value) else { continue }
        try cite(file.sha256, file.bytes, by: value.dot)
      }
      try refreshWithdrawn(entity)
    }
    let write = try sql(
      """
      INSERT OR REPLACE INTO exhibit
      (id, reference, title, sha256, bytes, mediaType, grade, origin, marking)
      VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
      """)
    write.bind(1, entity)
    write.bind(2, creation.reference)
    write.bind(3, title)
    if let file {
      write.bind(4, file.sha256)
      write.bind(5, file.bytes)
    } else {
      write.bindNull(4)
      write.bindNull(5)
    }
    write.bind(6, file?.mediaType ?? "")
    write.bind(7, try shown(entity, .grade)?.value[1]?.textValue)
    write.bind(8, try origin(of: entity))
    write.bind(9, try marking(of: entity))
    try write.run()
    try indexNames(of: entity, creation.reference, title)
  }

  /// Has an exhibit found by its reference, its title and what else its bytes are called, as far as that stands.
  mutating func indexNames(of exhibit: EntityID, _ reference: String, _ title: String) throws {
    // Bytes that many files have, such as none, are found by the first names.
    let others = try standing(.alsoCalled, of: exhibit).compactMap(\.value.textValue)
      .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.prefix(Self.mostNamesFound)
    try index(exhibit, .title, [reference, title] + others)
  }

  private static let mostNamesFound = 100

  private mutating func refreshActor(_ entity: EntityID, _ creation: Creation, _ touched: Touched) throws {
    let names = try live(entity, .names).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
      .compactMap { ActorName($0.value) }
    let actor = Actor(id: entity.cast(), names: names)
    let primary = actor.primaryName
    let write = try sql(
      "INSERT OR REPLACE INTO actor (id, reference, kind, name, original, country) VALUES (?1, ?2, ?3, ?4, ?5, ?6)"
    )
    write.bind(1, entity)
    write.bind(2, creation.reference)
    let kind = try shown(entity, .actorKind)?.value.textValue ?? Actor.Kind.unknown.rawValue
    write.bind(3, kind)
    write.bind(4, primary?.romanised ?? primary?.text ?? "")
    write.bind(5, primary?.romanised == nil ? nil : primary?.text)
    write.bind(6, try shown(entity, .country)?.value.textValue)
    try write.run()
    if touched.has(.names) || touched.has(.actorKind) {
      try listNames(of: entity, kind: Actor.Kind(rawValue: kind) ?? .unknown)
    }
    if touched.has(.judgements) {
      let clear = try sql("DELETE FROM judgement WHERE actor = ?1")
      clear.bind(1, entity)
      try clear.run()
      let insert = try sql("INSERT OR IGNORE INTO judgement (actor, externalID, verdict) VALUES (?1, ?2, ?3)")
      for judgement in try live(entity, .judgements).compactMap({ Judgement($0.value) }) {
        insert.bind(1, entity)
        insert.bind(2, judgement.externalID)
        insert.bind(3, judgement.verdict.rawValue)
        try insert.run()
      }
    }
    try index(
      entity, .names, [creation.reference] + names.flatMap { [$0.text, $0.romanised].compactMap(\.self) })
  }

  private func refreshCustody(_ chain: EntityID) throws {
    guard
      let exhibit = try live(chain, .custody).lazy.compactMap({ CustodyEntry.read($0.value) }).first?.exhibit
    else { return }
    let insert = try sql("INSERT OR IGNORE INTO custodyChain (exhibit, chain) VALUES (?1, ?2)")
    insert.bind(1, exhibit)
    insert.bind(2, chain)
    try insert.run()
  }

  /// An office is known by the word of an office that is known; the first word counts.
  private func refreshReplica(_ entity: EntityID) throws {
    let values = try live(entity, .enrolment).sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }
    for value in values {
      guard let bytes = value.value[1]?.bytesValue, let descriptor = try? FeedDescriptor(encoded: bytes),
        descriptor.replica.bytes == entity.bytes
      else { continue }
      let insert = try sql(
        """
        INSERT OR REPLACE INTO replica (replica, office, officeName, key, enrolledBy)
        VALUES (?1, ?2, ?3, ?4, ?5)
        """)
      insert.bind(1, descriptor.replica)
      insert.bind(2, descriptor.office)
      insert.bind(3, descriptor.officeName)
      insert.bind(4, descriptor.key.encoded)
      insert.bind(5, try feeds.number(of: value.dot.feed))
      return try insert.run()
    }
  }
}
