import CaseDomain

/// A recorded move on a track, with what the case said when it was made.
struct TrackMove {
  let track: Track
  let dot: Dot
  let hlc: HLC
  let from: Stage?
  let to: Stage
  let by: Person
  /// The day its author's clock showed.
  let on: Day
  let supersedes: [Dot]
  /// As it was signed: the move, the record it moves, and the package it names.
  let value: CBOR
  let entity: EntityID
  let subject: Digest256?
  let publishedOn: Day?
  let expiresOn: Day?
  fileprivate(set) var state: EntryState

  /// What a move does to a list.
  enum Effect: Hashable {
    case published
    /// The entry is written anew from its fields.
    case rewritten
    /// The entry stays and its status changes.
    case restated(PublishedEntry.Status)
    case ended(PublicationEvent.Kind)
  }

  /// `nil` for a step that no list shows.
  var effect: Effect? {
    switch to {
    case .listing(.published), .entityList(.published), .blocking(.published): .published
    case .listing(.reidentified): from == .listing(.published) ? .restated(.reidentified) : nil
    case .listing(.withdrawn): .ended(.withdrawn)
    case .listing(.expired): .ended(.expired)
    case .entityList(.active): from == .entityList(.published) ? .restated(.active) : nil
    case .blocking(.active): from == .blocking(.published) ? .restated(.active) : nil
    case .entityList(.modified), .blocking(.modified): .rewritten
    case .entityList(.removed), .blocking(.removed), .blocking(.terminated): .ended(.removed)
    default: nil
    }
  }

  fileprivate var ends: Bool { if case .ended = effect { true } else { false } }

  /// Decisions without which nothing is published, by track.
  fileprivate var decisions: [Stage] {
    guard effect == .published else { return [] }
    return switch track {
    case .attackersList: [.listing(.determination)]
    case .entityList: [.entityList(.adopted), .entityList(.approvedUnpublished)]
    case .blocking: [.blocking(.signed), .blocking(.effective)]
    }
  }

  fileprivate var source: Stage? {
    guard effect == .published else { return from }
    return decisions.last
  }
}

/// What the fields of a public entry said at one moment.
struct EntryState {
  var fields: [ListingField: ListingValue] = [:]
  var subject = Subject()
  var identification: Identification?
  var conduct: [ConductWindow] = []
  var proposal: Proposal?
  var notice: String?
  var authority: BlockingAuthority?
  /// Names of fields with several values none of which can be said to be the mover's.
  var disputed: [String] = []
}

/// The moves of a case on its tracks in the order of their clocks, which extends the order of causes.
struct TrackHistory {
  private var moves: [TrackMove] = []
  /// What each move replaced; also of moves whose stage this version does not know.
  private var replaced: [Dot: [Dot]] = [:]

  init(of id: CaseID, _ tracks: [Track], in reader: StoreReader) throws {
    let caseID: EntityID = id.cast()
    let entities = Dictionary(
      tracks.map { (EntityID.derived("track", from: caseID, $0.recordKey), $0) }, uniquingKeysWith: { $1 })
    var values = ReplayedValues()
    for recorded in try reader.recorded(of: id) {
      let body = recorded.body
      guard let target = body.target else { continue }
      if target.field == Field.stage.rawValue, let track = entities[target.entity],
        body.kind == OperationKind.stage.rawValue, let event = body.value.flatMap(StageEvent.init)
      {
        replaced[recorded.operation.dot] = body.supersedes
        guard let to = Stage(event.to, on: track) else { continue }
        moves.append(
          TrackMove(
            track: track, dot: recorded.operation.dot, hlc: recorded.operation.header.hlc,
            from: event.from == "none" ? nil : Stage(event.from, on: track), to: to,
            by: Person(body.author.user, office: try reader.office(of: recorded.operation.header.feed)),
            on: Day(milliseconds: body.saidAtMilliseconds), supersedes: body.supersedes,
            value: event.details, entity: target.entity, subject: body.subject,
            publishedOn: Day(event.details[3]), expiresOn: Day(event.details[4]),
            state: values.state(of: caseID, on: target.entity, for: recorded.operation.header.feed)))
      } else {
        take(target, recorded)
        _ = try Merge.apply(recorded.operation, body: body, to: &values)
      }
    }
  }

  func moves(on track: Track) -> [TrackMove] { moves.filter { $0.track == track } }

  /// The document of a publication is written right behind its move, in the same transaction.
  private mutating func take(_ target: Target, _ recorded: RecordedOperation) {
    let dot = recorded.operation.dot
    guard target.field == Field.notice.rawValue,
      let index = moves.lastIndex(where: {
        $0.to == .entityList(.published) && $0.dot.feed == dot.feed && $0.dot.seq &+ 1 == dot.seq
      })
    else { return }
    moves[index].state.notice = recorded.body.value?.textValue
  }
}

extension TrackHistory {
  /// Why a move has no effect outside; `nil` when it has.
  func fault(of move: TrackMove, _ register: RegisterHistory) -> String? {
    let before = ancestors(of: move)
    let moves = moves(on: move.track)
    if let other = moves.first(where: { other in
      other.dot != move.dot && other.to != move.to && !(move.ends && other.ends)
        && !before.contains(other.dot) && !ancestors(of: other).contains(move.dot)
    }) {
      return "it is contested: \(other.by) moved it to \(other.to) at the same time"
    }
    if move.effect == .published, move.from != move.source {
      return "no step leads from \(move.from?.description ?? "a track not opened") to \(move.to)"
    }
    if let reason = register.irregularity(of: move) { return reason }
    for decision in move.decisions {
      let made = moves.filter { $0.to == decision && before.contains($0.dot) }.max { $0.hlc < $1.hlc }
      guard let made else { return "no move to \(decision) is on record before it" }
      if let reason = register.irregularity(of: made) {
        return "the move to \(decision) before it: \(reason)"
      }
    }
    return nil
  }

  /// Everything that a move replaced, directly or by way of others.
  private func ancestors(of move: TrackMove) -> Set<Dot> {
    var found: Set<Dot> = []
    var open = move.supersedes
    while let dot = open.popLast() {
      if found.insert(dot).inserted { open += replaced[dot] ?? [] }
    }
    return found
  }
}

// MARK: the register as it was

/// Who could do what at a moment of the past.
struct RegisterHistory {
  private struct Entry {
    let person: Person
    let registration: Registration
    let dot: Dot
    let hlc: HLC
    let supersedes: [Dot]
  }

  private var entries: [Entry] = []
  private let now: People

  /// Older registrations are found by what the newer ones say they replace.
  init(_ reader: StoreReader) throws {
    now = try reader.people()
    for person in now.all.map(\.person) {
      guard let office = person.office else { continue }
      let entity = EntityID.derived("user", from: office.cast(), person.name)
      var open = try reader.live(entity, .registration).map(\.dot)
      var seen: Set<Dot> = []
      while let dot = open.popLast() {
        guard seen.insert(dot).inserted, let recorded = try reader.recorded(dot) else { continue }
        open += recorded.body.supersedes
        guard recorded.body.target == Target(entity, .registration),
          try reader.office(of: dot.feed) == office,
          let registration = recorded.body.value.flatMap(Registration.init)
        else { continue }
        entries.append(
          Entry(
            person: person, registration: registration, dot: dot, hlc: recorded.operation.header.hlc,
            supersedes: recorded.body.supersedes))
      }
    }
  }

  /// Why somebody could not make a move: neither then, nor by what is on the register now. Who leaves the
  /// office later undoes nothing, and a registration that comes late is taken as saying what held.
  func irregularity(of move: TrackMove) -> String? {
    let past = people(at: move.hlc)
    guard move.to.irregularity(from: move.from, by: move.by, among: now) != nil,
      let found = move.to.irregularity(from: move.from, by: move.by, among: past)
    else { return signatureFault(of: move, past) }
    let roles = found.needs.map(\.title).sorted().joined(separator: " or ")
    return "it takes \(roles), which \(move.by) is not on the register as"
  }

  /// The keys of then and of now count, and that there was none.
  private func signatureFault(of move: TrackMove, _ past: People) -> String? {
    guard StageAct.isAct(from: move.from, to: move.to) else { return nil }
    let isSigned = StageAct.isSigned(
      move.value, of: move.entity, subject: move.subject, by: move.by.name,
      keys: [now[move.by]?.publicKey, past[move.by]?.publicKey])
    return isSigned ? nil : "it carries no personal signature of \(move.by) that holds"
  }

  func people(at moment: HLC) -> People {
    var people = People()
    let past = entries.filter { $0.hlc <= moment }
    let replaced = Set(past.flatMap(\.supersedes))
    for entry in past where !replaced.contains(entry.dot) {
      guard var both = people[entry.person] else {
        people[entry.person] = entry.registration
        continue
      }
      both.roles.formIntersection(entry.registration.roles)
      both.isActive = both.isActive && entry.registration.isActive
      people[entry.person] = both
    }
    return people
  }
}

// MARK: operations as they were recorded

/// An operation with what it says.
struct RecordedOperation {
  let operation: CaseDomain.Operation
  let body: OperationBody
}

extension StoreReader {
  /// Operations of a case that its public entries can come from, by clock and then by hash.
  func recorded(of id: CaseID) throws -> [RecordedOperation] {
    let wanted = Set(ReplayedValues.fields.map(\.rawValue) + [Field.stage.rawValue])
    let select = try sql(
      "SELECT feed, seq, hash, hlc, payload FROM op WHERE caseID = ?1 AND payload IS NOT NULL")
    select.bind(1, id)
    var found:
      [(feed: Int64, seq: UInt64, hash: Digest256, hlc: HLC, payload: [UInt8], body: OperationBody)] = []
    while try select.step() {
      guard let body = try? OperationBody(payload: select.raw(4)),
        body.minimumReader <= OperationBody.readerVersion,
        let field = body.target?.field, wanted.contains(field)
      else { continue }
      found.append(
        (select.int(0), select.uint(1), try select.digest(2), HLC(select.uint(3)), select.bytes(4), body))
    }
    return try found.sorted { ($0.hlc, $0.hash) < ($1.hlc, $1.hash) }.map { row in
      RecordedOperation(
        operation: .init(
          header: .init(of: try feeds.identifier(of: row.feed), row.seq, row.hlc), hash: row.hash,
          payload: row.payload),
        body: row.body)
    }
  }

  /// One operation by its dot; `nil` when it is not held, or withheld.
  func recorded(_ dot: Dot) throws -> RecordedOperation? {
    guard let feed = try feeds.existing(dot.feed) else { return nil }
    let select = try sql(
      "SELECT hash, hlc, payload FROM op WHERE feed = ?1 AND seq = ?2 AND payload IS NOT NULL")
    select.bind(1, feed)
    select.bind(2, dot.seq)
    defer { select.reset() }
    while try select.step() {
      let hash = try select.digest(0)
      guard hash.prefix8 == dot.hash8 else { continue }
      return RecordedOperation(
        operation: .init(
          header: .init(of: dot.feed, dot.seq, HLC(select.uint(1))), hash: hash, payload: select.bytes(2)),
        body: try OperationBody(payload: select.raw(2)))
    }
    return nil
  }
}

extension OperationHeader {
  /// As much of a header as merging asks for; the hash was checked when the operation was taken in.
  fileprivate init(of feed: FeedID, _ seq: UInt64, _ hlc: HLC) {
    self.init(
      feed: feed, seq: seq, previous: .zero, hlc: hlc, payloadHash: .zero, payloadLength: 0, flags: [])
  }
}

/// The live values of one case while its operations are gone through again.
private struct ReplayedValues: LiveValues {
  static let fields: [Field] = [
    .listingEntry, .subject, .identification, .conduct, .proposal, .notice, .blockingAuthority,
  ]

  private struct Mark: Hashable {
    let dot: Dot
    let target: Target
  }

  private var values: [Target: [LiveValue]] = [:]
  private var held: Set<Dot> = []
  private var dead: Set<Mark> = []

  mutating func insert(_ value: LiveValue) {
    held.insert(value.dot)
    values[value.target, default: []].append(value)
  }

  mutating func remove(_ dot: Dot, from target: Target) -> Bool {
    guard let index = values[target]?.firstIndex(where: { $0.dot == dot }) else { return false }
    values[target]?.remove(at: index)
    return true
  }

  func holds(_ dot: Dot) -> Bool { held.contains(dot) }
  mutating func markDead(_ dot: Dot, on target: Target) { dead.insert(Mark(dot: dot, target: target)) }
  func isDead(_ dot: Dot, on target: Target) -> Bool { dead.contains(Mark(dot: dot, target: target)) }
  mutating func keepUnread(_: CaseDomain.Operation, body _: OperationBody?) {}

  /// - Parameters:
  ///   - track: the record of the track that moves.
  ///   - feed: where the move was written.
  func state(of caseID: EntityID, on track: EntityID, for feed: FeedID) -> EntryState {
    var state = EntryState()
    func register(_ entity: EntityID, _ field: Field) -> CBOR? {
      guard let register = RegisterState(values[Target(entity, field)] ?? []) else { return nil }
      guard register.isConflict else { return register.shown.value }
      // No outward move is made in sight of a conflict: what else stands came from elsewhere, unseen.
      let own = ([register.shown] + register.others).filter { $0.dot.feed == feed }
      if own.count != 1 { state.disputed.append(field.name) }
      return own.count == 1 ? own[0].value : nil
    }
    for field in ListingField.allCases {
      let value = register(.derived("listing", from: caseID, field.rawValue), .listingEntry)
      if let value = value.flatMap(ListingValue.read) { state.fields[value.field] = value.value }
    }
    state.subject = register(caseID, .subject).flatMap(Subject.init) ?? Subject()
    state.identification = register(caseID, .identification).flatMap(Identification.init)
    state.conduct = (values[Target(caseID, .conduct)] ?? []).compactMap { ConductWindow($0.value) }
      .sorted { ($0.first, $0.last) < ($1.first, $1.last) }
    state.proposal = register(track, .proposal).flatMap(Proposal.init)
    state.notice = register(track, .notice)?.textValue
    state.authority = register(track, .blockingAuthority).flatMap(BlockingAuthority.init)
    return state
  }
}
