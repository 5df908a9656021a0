import CaseDomain

/// One side of a synchronisation, without streams or clock: messages in, messages out
/// (docs/sync-protocol.md §2).
///
/// The driver hands in what arrives (`receive`), takes out what is to be sent whenever it has room
/// (`next`), and says how time passes (`advance`). Answers are produced piece by piece as they are taken
/// out, so the size of the stores does not show in memory. After an error is thrown the session is of no
/// further use; what was committed stays.
public struct Session {
  public enum Role: UInt64, Sendable { case initiator = 0, responder }

  public struct Configuration: Sendable {
    public var role: Role
    /// 32 fresh random bytes.
    public var challenge: [UInt8]
    /// Initiator: asks to be taken in, and takes the peer in. Responder: permits it (§3.2).
    public var enrols = false
    /// Of the key that `enrols` takes in, where a person compared them; `nil` takes in whoever answers.
    public var keyWords: String?
    /// Compares heads even when the statuses are equal, without what was remembered.
    public var comparesInFull = false
    public var movesBlobs = true
    /// Where a SEG message ends (§3.7); small in tests, so that there are many.
    public var segmentBytes = SyncLimits.segmentBytes
    /// How signatures are verified; a test may put something cheaper in its place.
    public var check: SegmentVerifier.SignatureCheck = { $0.verifies($1, over: $2) }

    public init(role: Role, challenge: [UInt8]) {
      self.role = role
      self.challenge = challenge
    }
  }

  public enum Outcome: Equatable, Sendable {
    /// Both sides have what they wanted.
    case complete
    /// The peer is not enrolled here; nothing was exchanged. `key.words` is for people to compare.
    case notEnrolled(FeedDescriptor)
    case noCommonVersion(theirs: [UInt64])
    case endedByPeer(ByeReason)
  }

  public private(set) var outcome: Outcome?
  public internal(set) var tally = SyncTally()
  /// The peer, once it has proved who it is.
  public private(set) var peer: FeedDescriptor?

  let log: any OperationLog
  let configuration: Configuration
  private var ownHello: Hello
  private var peerHello: Hello?
  /// WHO was sent, or answered.
  private var askedWho = false
  private var isAuthenticated = false
  private var ownStatus: SyncStatus?
  private var peerStatus: SyncStatus?
  private var finalStatus: SyncStatus?
  private var peerFinalStatus: SyncStatus?
  private(set) var memory = PeerMemory(epoch: 0)
  private var isDelta = false

  private var queue: ArraySlice<SyncMessage> = []
  private var receiver = Receiver()
  private var sender = Sender()

  /// Seals the log's own operations, and reads who this side is.
  public init(log: any OperationLog, configuration: Configuration) throws {
    self.log = log
    self.configuration = configuration
    sender.segmentBytes = configuration.segmentBytes
    try log.seal()
    var flags: HelloFlags = []
    if configuration.role == .initiator, configuration.enrols { flags.insert(.enrol) }
    if configuration.comparesInFull { flags.insert(.full) }
    if !configuration.movesBlobs { flags.insert(.noBlobs) }
    ownHello = Hello(
      feed: try log.descriptor.feed, epoch: try log.storeEpoch, challenge: configuration.challenge,
      flags: flags)
    if configuration.role == .initiator { queue.append(.hello(ownHello)) }
  }

  /// Whether nothing is left to send, now or later.
  public var isOver: Bool { outcome != nil && queue.isEmpty }

  /// The next message to send; `nil` when the peer must speak first. Small messages overtake streams.
  public mutating func next() throws -> SyncMessage? {
    if let message = queue.popFirst() { return message }
    guard outcome == nil, isAuthenticated else { return nil }
    if let message = try sender.next(from: log, tally: &tally) { return message }
    if finalStatus != nil, peerFinalStatus != nil { return try complete() }
    return nil
  }

  public mutating func receive(_ message: SyncMessage) throws {
    guard outcome == nil else { return }
    switch message {
    case .hello(let hello): try take(hello)
    case .auth(let signature, let descriptor): try takeAuth(signature, descriptor)
    case .who: try answerWho()
    case .bye(let reason): try takeBye(reason)
    case .alarm(let text): try takeAlarm(text)
    case .status(let status): try take(status)
    case .heads, .want, .seals, .segments, .ack, .blobWant, .blobChunk, .digest:
      guard isAuthenticated, peerStatus != nil, peerFinalStatus == nil || message.isAnswer else {
        throw ProtocolViolation.outOfTurn(message.kind)
      }
      try takeContent(message)
    }
  }

  /// Says how long ago the last call was, so that what was received gets committed in time (§3.8).
  public mutating func advance(milliseconds: UInt64) throws {
    guard outcome == nil, isAuthenticated else { return }
    queue += try receiver.advance(milliseconds: milliseconds, log: log, from: peer!.replica, tally: &tally)
  }

  /// The peer will send no more.
  ///
  /// - Returns: whether it could be expected: otherwise the stream was cut.
  public mutating func endOfStream() -> Bool {
    if outcome == nil, finalStatus != nil, peerFinalStatus != nil { outcome = .complete }
    return outcome != nil
  }

  // MARK: Who is there (§3.1, §3.2)

  private mutating func take(_ hello: Hello) throws {
    guard peerHello == nil else { throw ProtocolViolation.outOfTurn(.hello) }
    peerHello = hello
    guard !Set(ownHello.versions).isDisjoint(with: hello.versions) else {
      return close(.noCommonVersion, .noCommonVersion(theirs: hello.versions))
    }
    if configuration.role == .responder {
      let isStranger = try log.descriptor(of: hello.feed) == nil
      queue += [.hello(ownHello), try auth(introducing: isStranger)]
    }
  }

  private func auth(introducing: Bool) throws -> SyncMessage {
    let own = try log.descriptor.encoded
    let message = transcript(of: configuration.role, descriptor: own)
    return .auth(signature: try log.sign(message), descriptor: introducing ? own : nil)
  }

  private mutating func answerWho() throws {
    guard configuration.role == .responder, peerHello != nil, !isAuthenticated, !askedWho else {
      throw ProtocolViolation.outOfTurn(.who)
    }
    askedWho = true
    queue.append(try auth(introducing: true))
  }

  private mutating func takeAuth(_ signature: [UInt8], _ introduction: [UInt8]?) throws {
    guard let peerHello, !isAuthenticated else { throw ProtocolViolation.outOfTurn(.auth) }
    let held = try log.descriptor(of: peerHello.feed)
    guard let encoded = introduction ?? held?.encoded else {
      guard configuration.role == .initiator, !askedWho else { throw ProtocolViolation.outOfTurn(.auth) }
      askedWho = true
      return queue.append(.who)
    }
    let role: Role = configuration.role == .initiator ? .responder : .initiator
    guard let descriptor = try? FeedDescriptor(encoded: encoded), descriptor.feed == peerHello.feed,
      descriptor.key.replica == descriptor.replica, held == nil || held == descriptor,
      configuration.check(descriptor.key, signature, transcript(of: role, descriptor: encoded))
    else { throw ProtocolViolation.badSignature }
    peer = descriptor
    if try !log.isKnown(descriptor.replica, key: descriptor.key) {
      let isWanted = configuration.role == .initiator || peerHello.flags.contains(.enrol)
      // Whoever answers now may be another than the one whose words were compared.
      let isMeant = configuration.keyWords.map { $0 == descriptor.key.words } ?? true
      guard configuration.enrols, isWanted, isMeant else {
        return close(.notEnrolled, .notEnrolled(descriptor))
      }
      try log.enrol(descriptor)
      try log.seal()
    }
    isAuthenticated = true
    if configuration.role == .initiator {
      queue.append(try auth(introducing: introduction != nil))
      try sendStatus()
    }
  }

  /// What AUTH signs: both HELLOs as they were sent, and who the signer is.
  private func transcript(of role: Role, descriptor: [UInt8]) -> [UInt8] {
    let peer = peerHello!.encoded
    let isInitiator = configuration.role == .initiator
    var writer = CBORWriter(capacity: 512)
    writer.array(4)
    writer.uint(role.rawValue)
    writer.bytes(isInitiator ? ownHello.encoded : peer)
    writer.bytes(isInitiator ? peer : ownHello.encoded)
    writer.bytes(descriptor)
    let type = "application/vnd.casetui.auth.v1+cbor"
    return Array("DSSEv1 \(type.utf8.count) \(type) \(writer.bytes.count) ".utf8) + writer.bytes
  }

  // MARK: What is different (§3.3, §3.4)

  private mutating func sendStatus() throws {
    ownStatus = SyncStatus(try log.heads())
    queue.append(.status(ownStatus!))
  }

  private mutating func take(_ status: SyncStatus) throws {
    guard isAuthenticated, peerStatus == nil, let peerHello, let peer else {
      throw ProtocolViolation.outOfTurn(.status)
    }
    peerStatus = status
    if configuration.role == .responder { try sendStatus() }
    memory = PeerMemory(try log.memory(of: peer.replica), epoch: peerHello.epoch)
    let isFull = ownHello.flags.union(peerHello.flags).contains(.full)
    receiver.movesBlobs = ownHello.flags.union(peerHello.flags).isDisjoint(with: .noBlobs)
    if isFull { memory.heads = [] }
    isDelta = !memory.heads.isEmpty
    if status == ownStatus, !isFull {
      receiver.isComplete = true
      try askForMore()
    } else {
      queue += try headsMessages()
    }
  }

  private func headsMessages() throws -> [SyncMessage] {
    let remembered = memory.heads
    let rememberedFeeds = Set(remembered.map(\.feed))
    let heads = try log.heads().filter { !remembered.contains($0) }
    var messages: [SyncMessage] = []
    var described: FeedID?
    var start = 0
    repeat {
      let part = heads[start..<min(start + SyncLimits.headsPerMessage, heads.count)]
      var descriptors: [[UInt8]] = []
      for head in part where head.feed != described && !rememberedFeeds.contains(head.feed) {
        described = head.feed
        if let descriptor = try log.descriptor(of: head.feed) { descriptors.append(descriptor.encoded) }
      }
      start += part.count
      messages.append(.heads(last: start == heads.count, Array(part), descriptors: descriptors))
    } while start < heads.count
    return messages
  }

  // MARK: Content

  private mutating func takeContent(_ message: SyncMessage) throws {
    switch message {
    case .heads(let last, let heads, let descriptors):
      memory.heads.formUnion(heads)
      try receiver.announce(heads, descriptors: descriptors, last: last)
      if last { try askForMore() }
    case .seals(let seals):
      queue += try receiver.take(seals, log: log, from: peer!.replica, tally: &tally)
    case .segments(let last, let segments):
      queue += try receiver.take(segments, last: last, log: log, from: peer!.replica, tally: &tally)
      if last { try askForMore() }
    case .blobChunk(let hash, let offset, let bytes):
      if try receiver.takeBlob(hash, offset, bytes, log: log, tally: &tally) { try askForMore() }
    case .want(let wants): try sender.serve(wants)
    case .blobWant(let wants): try sender.serve(wants)
    // What is not here was not sent either: of a peer that makes heads up nothing is remembered.
    case .ack(let heads): memory.heads.formUnion(try heads.filter { try log.holds($0) })
    case .digest(let reducer, let state, let status):
      tally.peerReducer = reducer
      tally.peerStateDigest = state
      peerFinalStatus = status ?? peerStatus
    default: throw ProtocolViolation.outOfTurn(message.kind)
    }
  }

  /// Asks for what is still lacking; when nothing is, says so with DIGEST (§3.10).
  private mutating func askForMore() throws {
    guard finalStatus == nil else { return }
    if let request = try receiver.request(from: log, tally: &tally) { return queue.append(request) }
    try log.seal()
    let status = SyncStatus(try log.heads())
    let digest = try log.stateDigest()
    finalStatus = status
    tally.stateDigest = digest
    queue.append(
      .digest(reducer: Merge.reducerVersion, state: digest, status == ownStatus ? nil : status))
  }

  private mutating func complete() throws -> SyncMessage {
    tally.statusesAgree = finalStatus == peerFinalStatus
    let heads = Set(try log.heads())
    if tally.statusesAgree {
      memory.heads = heads
    } else if isDelta {
      memory.heads = []  // what was remembered may be why: compare in full next time
    } else {
      memory.heads.formIntersection(heads)
    }
    try memory.save(to: log, of: peer!.replica)
    outcome = .complete
    return .bye(.done)
  }

  private mutating func takeAlarm(_ text: String) throws {
    guard isAuthenticated, tally.peerAlarms.count < SyncLimits.alarms else {
      throw ProtocolViolation.outOfTurn(.alarm)
    }
    tally.peerAlarms.append(text)
  }

  private mutating func takeBye(_ reason: ByeReason) throws {
    if reason == .done, finalStatus != nil, peerFinalStatus != nil {
      _ = try complete()
      return queue = []
    }
    queue = []
    outcome = .endedByPeer(reason)
  }

  private mutating func close(_ reason: ByeReason, _ outcome: Outcome) {
    queue = [.bye(reason)]
    self.outcome = outcome
  }
}

extension SyncMessage {
  /// Whether it may still come after its sender wants nothing more.
  fileprivate var isAnswer: Bool {
    switch self {
    case .seals, .segments, .ack, .blobChunk: true
    default: false
    }
  }
}
