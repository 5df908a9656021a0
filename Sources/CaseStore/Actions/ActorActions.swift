import CaseDomain
import Foundation

/// A name of an entry that is not taken with it.
public struct LeftName: Hashable, Sendable {
  public let name: ActorName
  /// Of the row that stated it.
  public let absence: ListAbsence
}

extension CaseStore {
  /// Makes a proposal an actor of ours: a record, its names, and the judgement that they are the same.
  ///
  /// - Parameters:
  ///   - proposal: an external id, alone or after its source and a colon.
  ///   - kind: `nil` takes what the source states; a ship or what nobody states is unknown.
  ///   - names: `nil` takes every name that the source states now, aliases in rows of their own among them, each as it
  ///     states it: alias or former name, strong or weak. What it stated earlier and states no more is not taken, nor what
  ///     stands in rows that the latest issue of its list leaves out. Rows of a cluster that name several take a name.
  ///   - romanised: the first name in Latin letters, where the source gives none.
  ///   - caseID: the case whose subject it becomes.
  /// - Returns: `left`: names that were not taken, as the latest issue of the list leaves their rows out.
  /// - Throws: `StoreError.invalid` when it was accepted before or judged the same as an actor of ours, when its source
  ///   revoked it, when only rows about it are held, or when the case has another subject.
  public func acceptActor(
    _ proposal: String, kind: Actor.Kind?, names: [ActorName]?, romanised: String? = nil, reason: String?,
    caseID: CaseID? = nil, as author: Author
  ) throws -> (id: ActorID, reference: String, change: Change, left: [LeftName]) {
    try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      guard case .entry(let source, let externalID) = try reader.bearer(proposal) else {
        throw StoreError.invalid(
          "\(proposal) is an actor already",
          remedy: "name a source record; list them with: casetui actor list")
      }
      let record = NameBearer.entry(source: source, id: externalID)
      if let actor = try reader.actor(thatIs: record) {
        throw StoreError.invalid(
          "\(externalID) is \(try reader.reference(of: actor.cast())) already: it was accepted, or judged the same",
          remedy: "use that actor, or take the judgement back first with: casetui actor undo")
      }
      if let obstacle = try reader.obstacle(toAccepting: externalID, of: source) { throw obstacle }
      if names == nil, let obstacle = try reader.obstacle(toNaming: record) { throw obstacle }
      var subject = try caseID.map { try reader.openSubject(of: $0) }
      let (id, reference): (ActorID, String) = try writer.create(.actor)
      let entity: EntityID = id.cast()
      let now = try reader.namesStatedNow(of: record)
      let stated = kind ?? now.names.statedKind
      try writer.set(Target(entity, .actorKind), .text(stated.rawValue))
      let all = try names ?? reader.acceptedNames(now.names.map(\.name), of: record, romanised)
      for name in all { try writer.add(Target(entity, .names), name.cbor) }
      var judgement = writer.body(
        .add, Target(entity, .judgements),
        Judgement(externalID: externalID, verdict: .same, source: source).cbor, caseID: nil,
        basis: reason)
      judgement.restsOn = []
      try writer.append(judgement)
      if let caseID {
        subject?.actor = id
        if let subject { try writer.setSubject(subject, of: caseID, reader) }
      }
      return (id, reference, writer.change, names == nil ? now.left : [])
    }
  }

  /// Says anew what an actor is: names are compared in their kind.
  public func setKind(of actor: ActorID, to kind: Actor.Kind, as author: Author) throws -> Change {
    try write(as: author) { writer in
      try writer.set(Target(actor.cast(), .actorKind), .text(kind.rawValue))
      return writer.change
    }
  }

  /// An actor that no source record proposes.
  public func newActor(kind: Actor.Kind, names: [ActorName], as author: Author) throws -> (
    id: ActorID, reference: String, change: Change
  ) {
    try write(as: author) { writer in
      let (id, reference): (ActorID, String) = try writer.create(.actor)
      try writer.set(Target(id.cast(), .actorKind), .text(kind.rawValue))
      for name in names { try writer.add(Target(id.cast(), .names), name.cbor) }
      return (id, reference, writer.change)
    }
  }
}

extension JournalWriter {
  /// Says whom a case is about. Where that is another actor than before, the part in the case goes over to it.
  ///
  /// - Parameter reader: of this transaction.
  public mutating func setSubject(_ subject: Subject, of caseID: CaseID, _ reader: StoreReader) throws {
    let entity: EntityID = caseID.cast()
    let before = try reader.live(entity, .subject).map { Subject($0.value)?.actor }
    try set(Target(entity, .subject), subject.cbor, caseID: entity)
    guard before.isEmpty || before.contains(where: { $0 != subject.actor }) else { return }
    let target = Target(entity, .parties)
    let former = try reader.live(entity, .parties).compactMap { Party($0.value) }
      .filter { $0.role == Party.subject && $0.actor != subject.actor }
    for party in Set(former).sorted(by: { $0.actor < $1.actor }) {
      try remove(target, party.cbor, caseID: entity)
    }
    guard let actor = subject.actor else { return }
    try add(target, Party(actor: actor, role: Party.subject).cbor, caseID: entity)
  }
}

extension StoreReader {
  /// What a case says of its subject, for an actor to be put into it.
  ///
  /// - Throws: `StoreError.invalid` when there is one already, or when two offices differ on it.
  fileprivate func openSubject(of caseID: CaseID) throws -> Subject {
    let state = RegisterState(try live(caseID.cast(), .subject))
    let subject = state.flatMap { Subject($0.shown.value) } ?? Subject()
    let name = try reference(of: caseID.cast())
    if state?.isConflict == true {
      throw StoreError.invalid(
        "two offices differ on the subject of \(name)",
        remedy: "settle that first (casetui sync conflicts), or accept without --case")
    }
    if let actor = subject.actor {
      throw StoreError.invalid(
        "\(name) has a subject already: \(try reference(of: actor.cast()))",
        remedy: "accept without --case; to change the subject then: casetui case set \(name) --actor NUMBER")
    }
    return subject
  }

  /// Why an entry cannot be made an actor of ours; `nil` when it can.
  ///
  /// What its source revoked proposes nobody. Source: docs/exchange.md, "Versions".
  public func obstacle(toAccepting externalID: String, of source: String) throws -> StoreError? {
    let revocation = try revocation(of: .entry(source: source, id: externalID))
    switch revocation {
    case .itsSource:
      return .invalid(
        "\(externalID) is revoked: its source says that it no longer stands",
        remedy: "record somebody whom no source states as your own: casetui actor new")
    case .another(let sayer, _, let isOwn):
      let message = "\(externalID) is revoked: \(sayer) says that it no longer stands"
      return .invalid(
        ([message] + [revocation?.statedWords].compactMap(\.self)).joined(separator: "; "),
        remedy: "if \(isOwn ? "one of these words" : "that word") does not count, take its import back: "
          + "casetui import undo; else record somebody as your own: casetui actor new")
    case nil: break
    }
    guard try newest(source, externalID) == nil,
      try !records(about: externalID, source, withNames: true).isEmpty
    else { return nil }
    return .invalid(
      "the row of \(externalID) itself is not held, only rows about it, such as aliases",
      remedy: "import the file of the list that has it, or record the actor as your own: casetui actor new")
  }

  /// The names that a source states of an entry now: what it corrected is none, nor what stands in rows that the latest
  /// issue of its list leaves out (`left`). Those of earlier versions, where it states no other; all of them, where that
  /// issue leaves the entry itself out.
  func namesStatedNow(of entry: NameBearer) throws -> (names: [HeldName], left: [LeftName]) {
    let stated = try statedNames(of: entry)
    let all = try names(of: entry, among: stated)
    let now = all.filter { !$0.isFormer }
    guard !now.isEmpty else { return (all, []) }
    let issues = ListIssues(self)
    if case .entry(let source, let id) = entry, try issues.absence(of: id, in: source) != nil {
      return (now, [])
    }
    // An entry may have thousands of names: each is looked for among those of its text alone.
    let byText = Dictionary(grouping: stated) { Array($0.name.text.utf8) }
    var names: [HeldName] = []
    var left: [LeftName] = []
    for name in now {
      let same = byText[Array(name.name.text.utf8)] ?? []
      if let absence = try issues.absence(of: entry, name, among: same) {
        left.append(LeftName(name: name.name, absence: absence))
      } else {
        names.append(name)
      }
    }
    return (names, left)
  }

  /// What a source calls an entry, the primary name first; its identifier when it states no name.
  ///
  /// - Parameter stated: those that it states now.
  fileprivate func acceptedNames(
    _ stated: [ActorName], of entry: NameBearer, _ romanised: String?
  ) throws -> [ActorName] {
    var names = stated
    if names.isEmpty, case .entry(let source, let id) = entry {
      // Another source's record of the same id is somebody else.
      let stated = try versions(of: id).filter { row in
        guard row.name != nil, row.source.utf8.elementsEqual(source.utf8) else { return false }
        return try stands(row)
      }
      names = [ActorName(stated.last?.name ?? id)]
    }
    if let primary = names.firstIndex(where: { $0.kind == .primary }), primary > 0 {
      names.insert(names.remove(at: primary), at: 0)
    }
    if names[0].romanised == nil { names[0].romanised = romanised }
    // A row of its own may call its alias the primary name.
    for place in names.indices.dropFirst() where names[place].kind == .primary {
      names[place].kind = .alsoKnownAs
    }
    return names
  }
}

extension [HeldName] {
  /// What their source says that the one they name is.
  fileprivate var statedKind: Actor.Kind {
    switch Set(map(\.schema)) {
    case [.person]: .person
    case [.organisation]: .organisation
    default: .unknown
    }
  }
}
