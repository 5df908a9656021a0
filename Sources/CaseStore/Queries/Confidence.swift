import CaseDomain

/// An exhibit that an owner gave in confidence.
public struct ConfidentialExhibit: Hashable, Sendable {
  public let row: ExhibitRow
  /// Whoever any standing value names, of it, of an exhibit with the same bytes, of what it came in or of what came in
  /// it; more than one while that is disputed.
  public let owners: [OwnerID]
  /// Exhibits that hold the same bytes, itself among them.
  public let copies: [ExhibitID]
  /// Nobody gave it so: it holds what somebody did, which is a confidential exhibit of its own.
  public let isContainerOnly: Bool
}

/// What of exhibits is meant.
public enum StatedMatter: Sendable {
  case whatever
  /// Records that their files state, of a name space or of any.
  case records(source: String?)
  /// What files with these contents state.
  case files(Set<Digest256>)
}

/// What owners gave in confidence: bytes, whatever numbers they have here, in archives and mails or out of them.
extension StoreReader {
  /// By exhibit, every owner on record as having given in confidence its bytes, what it came in, or what came in it;
  /// none of an exhibit that is in nobody's confidence. Also where offices disagree by whom.
  public func ownersConfidential(of exhibits: Set<ExhibitID>) throws -> [ExhibitID: Set<OwnerID>] {
    try projection.ownersConfidential(of: exhibits)
  }

  /// The same of one exhibit. Of many ask at once: what the imports brought is read each time.
  public func ownersConfidential(of id: ExhibitID) throws -> Set<OwnerID> {
    try ownersConfidential(of: [id])[id] ?? []
  }

  /// Who is on record as having given this very exhibit in confidence.
  func ownConfidence(of id: ExhibitID) throws -> Set<OwnerID> { try projection.ownConfidence(of: id) }

  /// Every exhibit that stands as given in confidence, also where offices disagree by whom. Of exhibits with the same
  /// bytes those that somebody said it of, else one.
  public func confidentialExhibits() throws -> [ConfidentialExhibit] {
    let said = try projection.saidConfidential()
    guard !said.isEmpty else { return [] }
    let all = try withheldAlong(with: Array(said.keys))
    let owners = try projection.ownersConfidential(of: all)
    let given = try projection.ownersOfContents(try projection.ownersOfBytes(said))
    var told: Set<Digest256> = []
    var found: [ConfidentialExhibit] = []
    for id in said.keys.sorted() + all.subtracting(said.keys).sorted() {
      guard let its = owners[id], let row = try heldRow(id) else { continue }
      let isTold = row.sha256.map { !told.insert($0).inserted } ?? false
      guard said[id] != nil || !isTold else { continue }
      found.append(
        ConfidentialExhibit(
          row: row, owners: its.sorted(), copies: try projection.withCopies([id]).sorted(),
          isContainerOnly: given[id] == nil))
    }
    return found.sorted { $0.row.id < $1.row.id }
  }

  /// The references of exhibits that stand as given in confidence, in order: of a case, or of all.
  ///
  /// - Parameter stating: only those whose files state such a record.
  public func referencesInConfidence(
    of caseID: CaseID?, stating: StatedMatter = .whatever
  ) throws -> [String] {
    let held: [(reference: String, content: Digest256?)]
    if let caseID {
      held = try ownersConfidential(of: Set(try exhibitIDs(of: caseID))).filter { !$0.value.isEmpty }
        .map { (reference: try reference(of: $0.key.cast()), content: try heldRow($0.key)?.sha256) }
    } else {
      held = try confidentialExhibits().map { (reference: $0.row.reference, content: $0.row.sha256) }
    }
    guard !held.isEmpty else { return [] }
    let files: Set<Digest256>
    switch stating {
    case .whatever: return Set(held.map(\.reference)).sorted()
    case .records(let source): files = try filesStating(source)
    case .files(let contents): files = contents
    }
    return Set(held.filter { $0.content.map(files.contains) ?? false }.map(\.reference)).sorted()
  }

  /// The files that state records of a name space, `nil` for any. Reads all records.
  private func filesStating(_ source: String?) throws -> Set<Digest256> {
    let select = try sql(
      """
      SELECT bundle FROM sourceRecord WHERE bundle IS NOT NULL AND (?1 IS NULL OR source = ?1)
      UNION SELECT again.bundle FROM restatedRecord AS again JOIN sourceRecord AS r ON r.op = again.op
        WHERE ?1 IS NULL OR r.source = ?1
      """)
    select.bind(1, source)
    var found: Set<Digest256> = []
    while try select.step() { found.insert(try select.digest(0)) }
    return found
  }

  /// The files that state a version and are not taken back.
  public func files(stating row: SourceRow) throws -> [Digest256] {
    try contents(stating: row.auditNumber)
  }

  /// The files that state, in any version, the record that an actor was made of, and whoever was judged the same: its
  /// names and facts may be theirs.
  public func files(behind actor: ActorID) throws -> Set<Digest256> {
    var records = try recordsMade(into: actor)
    for case .entry(let source, let id) in try cluster(of: .actor(actor)).members {
      records.append((source: source, id: id))
    }
    var found: Set<Digest256> = []
    for record in records {
      for id in try [record.id] + self.records(about: record.id, record.source, withNames: true) {
        let select = try sql(
          """
          SELECT bundle FROM sourceRecord WHERE externalID = ?1 AND source = ?2 AND bundle IS NOT NULL
          UNION SELECT again.bundle FROM sourceRecord AS r JOIN restatedRecord AS again ON again.op = r.op
            WHERE r.externalID = ?1 AND r.source = ?2
          """)
        select.bind(1, id)
        select.bind(2, record.source)
        while try select.step() { found.insert(try select.digest(0)) }
      }
    }
    return found
  }

  /// The owners that cases name.
  public func ownerNames() throws -> OwnerNames {
    let select = try sql("SELECT id FROM caseFile ORDER BY reference, id")
    var cases: [EntityID] = []
    while try select.step() { cases.append(try select.id(0)) }
    return OwnerNames(try cases.flatMap { try live($0, .owners).compactMap { Owner($0.value) } })
  }

  /// What may not go out beside exhibits that are withheld, themselves among them: all that hold the same bytes, what
  /// came in any of them, such as in an archive or a mail, and every archive or mail that any of all these came in.
  public func withheldAlong(with exhibits: [ExhibitID]) throws -> Set<ExhibitID> {
    var found = try projection.withCopies(exhibits)
    found.formUnion(try projection.withCopies(projection.contents(of: exhibits)))
    found.formUnion(try projection.withCopies(projection.surroundings(of: found)))
    return found
  }
}

extension Projection {
  /// The exhibits that hold the same bytes, itself among them; none of one that is not here.
  func copies(of id: ExhibitID) throws -> [ExhibitID] {
    let select = try sql(
      """
      SELECT other.id FROM exhibit AS one JOIN exhibit AS other ON other.sha256 = one.sha256
      WHERE one.id = ?1 ORDER BY other.id
      """)
    select.bind(1, id)
    var ids: [ExhibitID] = []
    while try select.step() { ids.append(try select.id(0)) }
    return ids
  }

  /// These, and all that hold the same bytes as any of them.
  func withCopies(_ exhibits: some Sequence<ExhibitID>) throws -> Set<ExhibitID> {
    var found: Set<ExhibitID> = []
    for exhibit in exhibits {
      found.insert(exhibit)
      found.formUnion(try copies(of: exhibit))
    }
    return found
  }

  /// Whoever is on record as having given this very exhibit in confidence.
  func ownConfidence(of id: ExhibitID) throws -> Set<OwnerID> {
    Set(try live(id.cast(), .confidence).compactMap { OwnerID($0.value) })
  }

  // MARK: who gave what in confidence

  /// By exhibit that somebody is on record as having given in confidence, who.
  func saidConfidential() throws -> [ExhibitID: Set<OwnerID>] {
    // By way of each case that operations name, and of none: a store may have millions of other values. With `BETWEEN`
    // SQLite looks the field up, and with `=` it reads all that the index has of a case.
    let select = try sql(
      """
      WITH RECURSIVE place (caseID) AS (
        SELECT min(caseID) FROM live WHERE field >= 19
        UNION ALL
        SELECT (SELECT min(caseID) FROM live WHERE field >= 19 AND caseID > place.caseID) FROM place
        WHERE place.caseID IS NOT NULL)
      SELECT entity, value FROM live WHERE field >= 19 AND caseID IS NULL AND field BETWEEN ?1 AND ?1
      UNION ALL
      SELECT entity, value FROM place JOIN live ON live.caseID = place.caseID
      WHERE field >= 19 AND field BETWEEN ?1 AND ?1
      """)
    select.bind(1, Field.confidence.rawValue)
    var said: [ExhibitID: Set<OwnerID>] = [:]
    while try select.step() {
      let exhibit: ExhibitID = try select.id(0)
      guard let owner = OwnerID(try CBORReader.decode(select.bytes(1))) else { continue }
      said[exhibit, default: []].insert(owner)
    }
    return said
  }

  /// By exhibit, who gave it or one with the same bytes.
  ///
  /// - Parameter said: as `saidConfidential`.
  func ownersOfBytes(_ said: [ExhibitID: Set<OwnerID>]) throws -> [ExhibitID: Set<OwnerID>] {
    var found: [ExhibitID: Set<OwnerID>] = [:]
    for (exhibit, owners) in said {
      for copy in try withCopies([exhibit]) { found[copy, default: []].formUnion(owners) }
    }
    return found
  }

  /// With those, who gave what exhibits came in.
  ///
  /// - Parameter given: as `ownersOfBytes`.
  func ownersOfContents(_ given: [ExhibitID: Set<OwnerID>]) throws -> [ExhibitID: Set<OwnerID>] {
    let containers = Set(given.keys)
    var found = given
    for brought in try brought(with: containers) {
      let around = try self.containers(containers, among: brought, of: brought)
      for (exhibit, containers) in around {
        let owners = containers.reduce(into: Set<OwnerID>()) { $0.formUnion(given[$1] ?? []) }
        for copy in try withCopies([exhibit]) { found[copy, default: []].formUnion(owners) }
      }
    }
    return found
  }

  /// By exhibit, every owner who gave in confidence its bytes, what it came in, or what came in it, by any import on
  /// record: an archive or a mail holds the bytes of its members.
  func ownersConfidential(of exhibits: Set<ExhibitID>) throws -> [ExhibitID: Set<OwnerID>] {
    let given = try ownersOfBytes(try saidConfidential())
    guard !given.isEmpty else { return [:] }
    let copies = try withCopies(exhibits)
    let inside = try ownersOfContents(given)
    var found = inside
    // From what is confidential: imports without any of it, which may have brought thousands, are not read.
    for brought in try brought(with: Set(inside.keys)) where !copies.isDisjoint(with: brought) {
      let confidential = brought.filter { inside[$0] != nil }
      for (exhibit, containers) in try self.containers(copies, among: brought, of: confidential) {
        for container in try withCopies(containers) {
          found[container, default: []].formUnion(inside[exhibit] ?? [])
        }
      }
    }
    return found.filter { exhibits.contains($0.key) && !$0.value.isEmpty }
  }

  /// Of what is said of an exhibit, what was said with values that a container of it had: at once with them, or by an
  /// import that took it out of there. What was said of it alone is not among them.
  func confidence(of id: ExhibitID, saidWith former: [LiveValue]) throws -> [LiveValue] {
    try live(id.cast(), .confidence).filter { value in
      let alike = former.filter { $0.value == value.value }
      guard !alike.isEmpty else { return false }
      if alike.contains(where: {
        $0.dot.feed == value.dot.feed && $0.saidAtMilliseconds == value.saidAtMilliseconds
      }) {
        return true
      }
      return try isSaidByImportsAlone(id.cast(), [value])
    }
  }

  // MARK: what came in containers

  /// What came in archives, mails and the like by the imports that brought these; not they themselves, nor exhibits with
  /// their bytes.
  func contents(of containers: [ExhibitID]) throws -> [ExhibitID] {
    let held = try Set(containers.flatMap { try copies(of: $0) }).union(containers)
    var found: Set<ExhibitID> = []
    for brought in try brought(with: held) {
      found.formUnion(try self.containers(held, among: brought, of: brought).keys)
    }
    return found.subtracting(held).sorted()
  }

  /// The archives, mails and the like that these came in by the imports that brought them.
  func surroundings(of exhibits: Set<ExhibitID>) throws -> Set<ExhibitID> {
    var found: Set<ExhibitID> = []
    for brought in try brought(with: exhibits) {
      let wanted = Set(brought)
      let around = try containers(wanted, among: brought, of: exhibits.intersection(wanted))
      for containers in around.values { found.formUnion(containers) }
    }
    return found
  }

  /// What each import brought that brought any of these.
  private func brought(with exhibits: Set<ExhibitID>) throws -> [[ExhibitID]] {
    var runs: Set<EntityID> = []
    let select = try sql("SELECT run FROM importExhibit WHERE exhibit = ?1")
    for exhibit in exhibits {
      select.bind(1, exhibit)
      while try select.step() { runs.insert(try select.id(0)) }
    }
    return try runs.map { try live($0, .importExhibit).compactMap { ExhibitID($0.value) } }
  }

  /// By exhibit, those of some containers that it came in with an import: its path begins with theirs.
  ///
  /// - Parameter brought: by the import.
  func containers(
    _ wanted: Set<ExhibitID>, among brought: [ExhibitID], of exhibits: some Sequence<ExhibitID>
  ) throws -> [ExhibitID: Set<ExhibitID>] {
    var places: [[UInt8]: Set<ExhibitID>] = [:]
    for container in brought where wanted.contains(container) {
      for path in try paths(of: container) { places[path, default: []].insert(container) }
    }
    guard !places.isEmpty else { return [:] }
    var found: [ExhibitID: Set<ExhibitID>] = [:]
    for exhibit in exhibits {
      for path in try paths(of: exhibit) {
        for end in path.indices where path[end] == UInt8(ascii: "/") {
          if let around = places[Array(path[..<end])] { found[exhibit, default: []].formUnion(around) }
        }
      }
    }
    return found
  }

  /// Whether an import brought an exhibit in some containers alone: what it called it lies in one of them each time.
  func isBrought(_ exhibit: ExhibitID, by run: EntityID, onlyIn containers: [ExhibitID]) throws -> Bool {
    let places = try Set(containers.flatMap { try paths(of: $0) })
    func isWithin(_ path: [UInt8]) -> Bool {
      path.indices.contains { path[$0] == UInt8(ascii: "/") && places.contains(Array(path[..<$0])) }
    }
    let all = try paths(of: exhibit)
    guard all.contains(where: isWithin) else { return false }
    let outside = all.filter { !isWithin($0) }
    guard !outside.isEmpty else { return true }
    // Another import may have said these, and of a title a person.
    let select = try sql("SELECT run, saidAt FROM importExhibit WHERE exhibit = ?1")
    select.bind(1, exhibit)
    var (own, others): (Set<UInt64>, Set<UInt64>) = ([], [])
    while try select.step() {
      let by: EntityID = try select.id(0)
      if by == run { own.insert(select.uint(1)) } else { others.insert(select.uint(1)) }
    }
    let titles = try live(exhibit.cast(), .title).filter { own.contains($0.saidAtMilliseconds) }
    // A long import links an exhibit in one step, and may call it something else in a later one.
    let names = try live(exhibit.cast(), .alsoCalled).filter {
      own.contains($0.saidAtMilliseconds) || !others.contains($0.saidAtMilliseconds)
    }
    return !(titles + names).contains { said in
      said.value.textValue.map { outside.contains(Array($0.utf8)) } ?? false
    }
  }

  /// Every path under which imports brought an exhibit, whatever it is called now.
  private func paths(of id: ExhibitID) throws -> Set<[UInt8]> {
    let titles = try live(id.cast(), .title)
    let said = try titles + live(id.cast(), .alsoCalled)
    var paths = Set(said.compactMap { $0.value.textValue.map { Array($0.utf8) } })
    if let first = try firstTitle(of: id.cast(), besides: titles) { paths.insert(Array(first.utf8)) }
    return paths
  }

  /// What an exhibit was called when it was made: `JournalWriter.addExhibit` says so right after it.
  ///
  /// - Parameter titles: that stand.
  /// - Returns: `nil` when it stands still.
  private func firstTitle(of exhibit: EntityID, besides titles: [LiveValue]) throws -> String? {
    guard let made = try live(exhibit, .created).map(\.dot).min() else { return nil }
    let after = made.seq + 1...made.seq + 3
    guard !titles.contains(where: { $0.dot.feed == made.feed && after.contains($0.dot.seq) }),
      let feed = try feeds.existing(made.feed)
    else { return nil }
    let select = try sql(
      """
      SELECT payload FROM op WHERE feed = ?1 AND seq > ?2 AND seq <= ?2 + 3 AND payload IS NOT NULL ORDER BY seq
      """)
    select.bind(1, feed)
    select.bind(2, made.seq)
    defer { select.reset() }
    while try select.step() {
      // One that this version cannot read is no title.
      guard let body = try? OperationBody(payload: select.bytes(0)), body.target == Target(exhibit, .title)
      else { continue }
      return body.value?.textValue
    }
    return nil
  }
}

extension JournalWriter {
  /// Says which owner gave an exhibit in confidence. What came in it, such as in an archive or a mail, that owner gave so,
  /// too; whom the exhibit named before, it does not name any more either, where it was said with it.
  ///
  /// - Parameter basis: why, where somebody says so.
  /// - Returns: what came in it.
  @discardableResult
  public mutating func setConfidence(of exhibit: ExhibitID, to owner: OwnerID, basis: String? = nil) throws
    -> [ExhibitID]
  {
    let target = Target(exhibit.cast(), .confidence)
    let before = try projection.live(target)
    let former = try set(target, owner.cbor, basis: basis) ? before : []
    let contents = try projection.contents(of: [exhibit])
    for one in contents {
      let stale = try projection.confidence(of: one, saidWith: former)
      guard !stale.isEmpty else {
        try addConfidence(of: one, to: owner)
        continue
      }
      var said = body(.set, Target(one.cast(), .confidence), owner.cbor, caseID: nil)
      said.supersedes = stale.map(\.dot).sorted()
      try append(said)
    }
    return contents
  }

  /// Says that an owner gave an exhibit in confidence that is in nobody's yet. Of one that is, what it came in tells
  /// (`Projection.ownersConfidential`): nobody else's confidence ends by that, and no two contradict one another.
  mutating func addConfidence(of exhibit: ExhibitID, to owner: OwnerID) throws {
    let target = Target(exhibit.cast(), .confidence)
    guard try projection.live(target).isEmpty else { return }
    try append(body(.set, target, owner.cbor, caseID: nil))
  }

  /// What an import brings in a container that is held in confidence is so, too.
  ///
  /// - Parameters:
  ///   - brought: by the import, so far.
  ///   - new: those of them that were not there before.
  mutating func spreadConfidence(among brought: [ExhibitID], to new: Set<ExhibitID>) throws {
    let given = try projection.ownersOfBytes(try projection.saidConfidential())
    let confidential = Set(given.keys)
    guard !confidential.isDisjoint(with: brought) else { return }
    let around = try projection.containers(confidential, among: brought, of: new)
    for exhibit in new.sorted() {
      let containers = around[exhibit] ?? []
      let owners = containers.reduce(into: Set<OwnerID>()) { $0.formUnion(given[$1] ?? []) }
      if let owner = owners.min() { try addConfidence(of: exhibit, to: owner) }
    }
  }
}
