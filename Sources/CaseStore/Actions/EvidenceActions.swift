import CaseDomain
import Foundation

extension JournalWriter {
  /// Makes content that is in the vault an exhibit, with the first entry of its custody.
  ///
  /// - Parameter from: whose hands it came from, in words.
  public mutating func addExhibit(
    _ file: FileFacts, title: String, from: String, marking: HandlingMark?, caseID: CaseID?
  ) throws -> (id: ExhibitID, reference: String) {
    let (id, reference): (ExhibitID, String) = try create(.exhibit, caseID: caseID?.cast())
    let entity: EntityID = id.cast()
    let inCase: EntityID? = caseID?.cast()
    try add(Target(entity, .file), file.cbor, caseID: inCase)
    try set(Target(entity, .title), .text(title), caseID: inCase)
    if let marking { try set(Target(entity, .marking), .text(marking.description), caseID: inCase) }
    let hash = ContentHash(file.sha256.bytes)!
    try addCustody(.received, of: id, sha256: hash, from: from, to: officeName, caseID: inCase)
    if let caseID { try link(id, to: caseID) }
    return (id, reference)
  }

  /// Marks an exhibit that nobody marked whose word stands.
  ///
  /// - Returns: how it is to be handled now, and whether that was written here.
  public mutating func markAtLeast(
    _ mark: HandlingMark, _ exhibit: ExhibitID, caseID: CaseID?
  ) throws -> (mark: HandlingMark, isNew: Bool) {
    let target = Target(exhibit.cast(), .marking)
    let said = try projection.standing(.marking, of: exhibit.cast()).compactMap { $0.value.textValue }
    guard said.isEmpty else {
      let marks = said.map { HandlingMark(stored: $0) }
      return (HandlingMark.mostRestrictive(of: marks) ?? .strictest, false)
    }
    // An import that was taken back may have said just this.
    try set(target, .text(mark.description), caseID: caseID?.cast(), again: true)
    return (mark, true)
  }

  /// Says how an exhibit is to be handled. What only imports say is said anew: they may be taken back.
  public mutating func setMarking(_ mark: HandlingMark, of exhibit: ExhibitID, caseID: CaseID?) throws {
    let target = Target(exhibit.cast(), .marking)
    let value = CBOR.text(mark.description)
    let said = try projection.live(target, equalTo: value)
    let isImports = try projection.isSaidByImportsAlone(exhibit.cast(), said)
    try set(target, value, caseID: caseID?.cast(), again: isImports)
  }

  /// Puts an exhibit into a case for somebody who means it so; nothing is written when it is there by anybody's word
  /// but an import's, which may be taken back.
  @discardableResult
  public mutating func place(_ exhibit: ExhibitID, in caseID: CaseID) throws -> Bool {
    let target = Target(caseID.cast(), .exhibits)
    let links = try projection.live(target, equalTo: exhibit.cbor)
    guard try projection.isSaidByImportsAlone(exhibit.cast(), links) else { return false }
    try append(body(.add, target, exhibit.cbor, caseID: caseID.cast()))
    return true
  }

  /// Puts an exhibit into a case with what else is taken in; nothing is written when it is there.
  @discardableResult
  public mutating func link(_ exhibit: ExhibitID, to caseID: CaseID) throws -> Bool {
    let target = Target(caseID.cast(), .exhibits)
    let links = try projection.live(target, equalTo: exhibit.cbor)
    // What only an import put there that was taken back is put there anew.
    guard try links.isEmpty || !projection.isPlaced(exhibit.cast(), in: caseID.cast(), by: links) else {
      return false
    }
    try append(body(.add, target, exhibit.cbor, caseID: caseID.cast()))
    return true
  }

  /// Says where an exhibit comes from. What only imports say is said anew: they may be taken back.
  public mutating func setOrigin(_ sender: String, of exhibit: ExhibitID, caseID: CaseID?) throws {
    let target = Target(exhibit.cast(), .origin)
    let seen = try projection.live(target)
    let alike = try projection.live(target, equalTo: .text(sender))
    if seen.count == 1, try !projection.isSaidByImportsAlone(exhibit.cast(), alike) { return }
    var said = body(.set, target, .text(sender), caseID: caseID?.cast())
    said.supersedes = seen.map(\.dot).sorted()
    try append(said)
  }

  /// Says with an import who else sent the bytes of an exhibit.
  public mutating func addSender(_ sender: String, of exhibit: ExhibitID, caseID: CaseID?) throws {
    try add(sender, to: .sender, of: exhibit, caseID)
  }

  /// Says with an import what else the bytes of an exhibit are called where it comes from; `path` begins at the bundle.
  public mutating func addName(_ path: String, of exhibit: ExhibitID, caseID: CaseID?) throws {
    try add(path, to: .alsoCalled, of: exhibit, caseID)
  }

  private mutating func add(
    _ text: String, to field: Field, of exhibit: ExhibitID, _ caseID: CaseID?
  ) throws {
    let target = Target(exhibit.cast(), field)
    guard try !isSaid(text, target, of: exhibit) else { return }
    try append(body(.add, target, .text(text), caseID: caseID?.cast()))
  }

  /// Whether somebody whose word stands says so.
  private func isSaid(_ name: String, _ target: Target, of exhibit: ExhibitID) throws -> Bool {
    try projection.live(target, equalTo: .text(name)).contains {
      try !projection.isTakenBack($0, of: exhibit.cast())
    }
  }

  /// Continues this replica's chain of custody of an exhibit. The first entry of a copy that came by
  /// replication says so.
  public mutating func addCustody(
    _ action: CustodyAction, of exhibit: ExhibitID, sha256: ContentHash, from: String? = nil,
    to: String? = nil,
    caseID: EntityID?
  ) throws {
    let chainID = EntityID.derived("custody", from: exhibit.cast(), replica.description)
    let digest: CustodyChain.SHA256 = { Digest256.sha256($0).bytes }
    var chain = CustodyChain(
      try projection.live(chainID, .custody).compactMap { CustodyEntry.read($0.value)?.entry }
        .sorted { $0.position < $1.position })
    func write(_ entry: CustodyEntry, _ writer: inout JournalWriter) throws {
      try writer.add(Target(chainID, .custody), entry.cbor(of: exhibit), kind: .custody, caseID: caseID)
      chain = chain.appending(entry)
    }
    if chain.entries.isEmpty, action != .received {
      try write(
        chain.next(
          .received, from: "replication", to: officeName, atMilliseconds: nowMilliseconds, by: author.user,
          sha256: sha256, hash: digest), &self)
    }
    let holder = chain.holder ?? from ?? officeName
    try write(
      chain.next(
        action, from: from ?? holder, to: to ?? holder, atMilliseconds: nowMilliseconds, by: author.user,
        sha256: sha256, hash: digest), &self)
  }
}

extension CaseStore {
  /// Takes a file in as an exhibit.
  ///
  /// - Throws: `StoreError.usage` for a file of a store; `CancellationError`, and nothing is recorded.
  public func addExhibit(
    path: String, title: String?, mediaType: String, from: String, marking: HandlingMark?, caseID: CaseID?,
    as author: Author, isCancelled: () -> Bool = { false }
  ) throws -> (id: ExhibitID, reference: String, change: Change) {
    try StoreFolder.refuseStore(path)
    let name = (path as NSString).lastPathComponent
    let file = try vault.take(path, name: name, mediaType: mediaType, isCancelled: isCancelled)
    return try write(as: author) { writer in
      try requireContent(file.sha256, name: file.name)
      let added = try writer.addExhibit(
        file, title: title ?? name, from: from, marking: marking, caseID: caseID)
      return (added.id, added.reference, writer.change)
    }
  }

  /// Sets one register of an exhibit.
  public func set(_ field: Field, of id: ExhibitID, to value: CBOR, basis: String? = nil, as author: Author)
    throws -> Change
  {
    try write(as: author) { writer in
      try writer.set(Target(id.cast(), field), value, basis: basis)
      return writer.change
    }
  }

  /// Copies an exhibit's content out, and records that in its custody.
  public func export(_ id: ExhibitID, to path: String, as author: Author) throws -> Change {
    let row = try read { try $0.exhibitRow(id) }
    guard let hash = row.sha256 else {
      throw StoreError.damaged("exhibit \(row.reference) has no content recorded")
    }
    try vault.export(hash, to: path)
    do {
      return try write(as: author) { writer in
        try writer.addCustody(.exported, of: id, sha256: ContentHash(hash.bytes)!, caseID: nil)
        return writer.change
      }
    } catch {
      // No copy is out that its custody does not tell of. The file is ours: it was made anew.
      unlink(path)
      throw error
    }
  }

  // MARK: conflicts

  /// How a person settles a conflict.
  public enum Choice: Hashable, Sendable {
    case ours
    case theirs
    /// Of several others, the value of the office of this name, also where others say the same.
    case theirsOf(office: String)
    /// Both texts, ours first. Only for text.
    case both
    case value(CBOR)
  }

  /// Settles a conflict with an operation that replaces every value that stands.
  ///
  /// - Parameter shown: the operations of all values that whoever settles it has seen; `nil` when nobody can
  ///   tell.
  /// - Throws: when other operations stand by now; and, where `shown` is `nil`, when "theirs" may mean several
  ///   values.
  public func resolve(
    _ conflictID: String, _ choice: Choice, shown: Set<Dot>? = nil, basis: String? = nil, as author: Author
  ) throws -> (text: String, change: Change) {
    try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      guard let conflict = try reader.conflicts().first(where: { $0.id == conflictID.lowercased() }) else {
        throw StoreError.notFound("open conflict \(conflictID)", list: "casetui sync conflicts")
      }
      if let shown {
        guard Set(conflict.sides.flatMap(\.dots)) == shown else {
          throw StoreError.invalid(
            "the conflict about \(conflict.field) has changed since it was shown",
            remedy: "read what stands now, then choose again")
        }
      } else if choice == .theirs {
        try conflict.requireOneOther()
      }
      let value = try conflict.value(choice)
      // A judgement always says why: of one that is taken over, what its author said.
      let basis = basis ?? conflict.sides.first { $0.value == value }?.reason
      if conflict.target.field == Field.stage.rawValue {
        guard let event = StageEvent(value) else {
          throw StoreError.invalid("a stage is not free text", remedy: "take ours or theirs")
        }
        try writer.move(
          conflict.target.entity, event, caseID: conflict.caseID?.cast() ?? conflict.target.entity,
          basis: basis,
          subject: nil, restsOn: [])
      } else if conflict.target.field == Field.confidence.rawValue, let owner = OwnerID(value) {
        // What came in it was given with it.
        try writer.setConfidence(of: conflict.target.entity.cast(), to: owner, basis: basis)
      } else {
        try writer.set(conflict.target, value, caseID: conflict.caseID?.cast(), basis: basis)
      }
      return (try reader.describe(value, Field(rawValue: conflict.target.field)), writer.change)
    }
  }
}

extension ConflictRow {
  /// - Throws: when "theirs" may mean several values, with all of them.
  fileprivate func requireOneOther() throws {
    let others = sides.filter { !$0.isOurs }
    guard others.count > 1 else { return }
    let said = others.map { "\($0.others.joined(separator: ", ")): \($0.text.prefix(Self.longestName))" }
    throw StoreError.invalid(
      "\(others.count) values of \(field) are theirs: \(said.joined(separator: "; "))",
      remedy: "say whose you take: --take theirs --office NAME")
  }

  fileprivate func value(_ choice: CaseStore.Choice) throws -> CBOR {
    let theirs = sides.filter { !$0.isOurs }
    switch choice {
    case .value(let value):
      guard case .text = sides[0].value else {
        throw StoreError.invalid("\(field) is not free text", remedy: "take ours or theirs")
      }
      return value
    case .ours:
      guard let side = sides.first(where: \.isOurs) else {
        throw StoreError.invalid(
          "no value of \(field) is of this office",
          remedy: "say whose you take: --take theirs --office NAME, or give a value")
      }
      return side.value
    case .theirs:
      guard let side = theirs.last else {
        throw StoreError.invalid(
          "every value of \(field) is of this office", remedy: "take ours, or give a value")
      }
      return side.value
    case .theirsOf(let office):
      let fits = sides.filter { $0.others.contains(office) }
      guard fits.count == 1 else {
        throw StoreError.invalid(
          "\(fits.isEmpty ? "no value" : "more than one value") of \(field) is of another office \(office)",
          remedy: "see whose they are with: casetui sync conflicts")
      }
      return fits[0].value
    case .both:
      let texts = (sides.filter(\.isOurs) + theirs).compactMap(\.value.textValue)
      guard texts.count == sides.count else {
        throw StoreError.invalid("\(field) cannot hold both values", remedy: "take ours or theirs")
      }
      return .text(texts.joined(separator: " / "))
    }
  }
}
