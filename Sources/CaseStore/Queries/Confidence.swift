import CaseDomain

/// An exhibit that an owner gave in confidence.
public struct ConfidentialExhibit: Hashable, Sendable {
  public let row: ExhibitRow
  /// Whoever any standing value names, of it or of an exhibit with the same bytes; more than one while that is disputed.
  public let owners: [OwnerID]
  /// Exhibits that hold the same bytes, itself among them.
  public let copies: [ExhibitID]
}

/// What owners gave in confidence: bytes, whatever numbers they have here.
extension StoreReader {
  /// Every owner on record as having given the bytes of an exhibit in confidence, also where offices disagree by whom.
  public func ownersConfidential(of id: ExhibitID) throws -> Set<OwnerID> {
    try projection.copies(of: id).reduce(into: try ownConfidence(of: id)) { owners, copy in
      owners.formUnion(try ownConfidence(of: copy))
    }
  }

  /// The same, of this very exhibit.
  func ownConfidence(of id: ExhibitID) throws -> Set<OwnerID> { try projection.ownConfidence(of: id) }

  /// Every exhibit that stands as given in confidence, also where offices disagree by whom.
  public func confidentialExhibits() throws -> [ConfidentialExhibit] {
    let select = try sql(
      """
      SELECT DISTINCT entity FROM live JOIN exhibit ON exhibit.id = live.entity
      WHERE field >= 19 AND field = ?1 ORDER BY entity
      """)
    select.bind(1, Field.confidence.rawValue)
    var ids: [ExhibitID] = []
    while try select.step() { ids.append(try select.id(0)) }
    return try ids.compactMap { id in
      let owners = try ownersConfidential(of: id).sorted()
      guard !owners.isEmpty else { return nil }
      let copies = Set(try projection.copies(of: id) + [id]).sorted()
      return ConfidentialExhibit(row: try exhibitRow(id), owners: owners, copies: copies)
    }
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
    var found = try Set(exhibits.flatMap { try projection.copies(of: $0) }).union(exhibits)
    for exhibit in try projection.contents(of: exhibits) {
      found.formUnion(try projection.copies(of: exhibit))
    }
    for container in try projection.surroundings(of: found) {
      found.formUnion(try projection.copies(of: container))
    }
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

  /// Whoever is on record as having given this very exhibit in confidence.
  func ownConfidence(of id: ExhibitID) throws -> Set<OwnerID> {
    Set(try live(id.cast(), .confidence).compactMap { OwnerID($0.value) })
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

  /// Every path under which imports brought an exhibit, whatever it is called now.
  private func paths(of id: ExhibitID) throws -> Set<[UInt8]> {
    let said = try live(id.cast(), .title) + live(id.cast(), .alsoCalled)
    var paths = Set(said.compactMap { $0.value.textValue.map { Array($0.utf8) } })
    if let first = try firstTitle(of: id.cast()) { paths.insert(Array(first.utf8)) }
    return paths
  }

  /// What an exhibit was called when it was made: `JournalWriter.addExhibit` says so right after it.
  private func firstTitle(of exhibit: EntityID) throws -> String? {
    guard let made = try live(exhibit, .created).map(\.dot).min(), let feed = try feeds.existing(made.feed)
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
  /// too.
  ///
  /// - Returns: what came in it.
  @discardableResult
  public mutating func setConfidence(of exhibit: ExhibitID, to owner: OwnerID) throws -> [ExhibitID] {
    try set(Target(exhibit.cast(), .confidence), owner.cbor)
    let contents = try projection.contents(of: [exhibit])
    for one in contents { try addConfidence(of: one, to: owner) }
    return contents
  }

  /// Says that an owner gave an exhibit in confidence, too: nobody else's confidence ends by that.
  mutating func addConfidence(of exhibit: ExhibitID, to owner: OwnerID) throws {
    let target = Target(exhibit.cast(), .confidence)
    guard try projection.live(target, equalTo: owner.cbor).isEmpty else { return }
    try append(body(.set, target, owner.cbor, caseID: nil))
  }

  /// What an import brings in a container that is held in confidence is so, too.
  ///
  /// - Parameters:
  ///   - brought: by the import, so far.
  ///   - new: those of them that were not there before.
  mutating func spreadConfidence(among brought: [ExhibitID], to new: Set<ExhibitID>) throws {
    let select = try sql(
      """
      SELECT id FROM exhibit WHERE sha256 IN (
        SELECT one.sha256 FROM live JOIN exhibit AS one ON one.id = live.entity
        WHERE live.field >= 19 AND live.field = ?1)
      """)
    select.bind(1, Field.confidence.rawValue)
    var confidential: Set<ExhibitID> = []
    while try select.step() { confidential.insert(try select.id(0)) }
    guard !confidential.isDisjoint(with: brought) else { return }
    let around = try projection.containers(confidential, among: brought, of: new)
    for exhibit in new.sorted() {
      var owners: Set<OwnerID> = []
      for container in around[exhibit] ?? [] {
        for copy in try projection.copies(of: container) {
          owners.formUnion(try projection.ownConfidence(of: copy))
        }
      }
      for owner in owners.sorted() { try addConfidence(of: exhibit, to: owner) }
    }
  }
}
