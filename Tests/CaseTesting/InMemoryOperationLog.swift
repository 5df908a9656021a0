import CaseDomain

/// An operation log without a disk: everything durable is in `state`, so a backup is a copy of it.
public final class InMemoryOperationLog: OperationLog {
  /// What a replica keeps outside its database, to notice that the database is an old copy.
  public struct Witness: Equatable, Sendable {
    public let incarnation: UInt64
    public let sealedHead: FeedHead
  }

  public struct Line: Hashable, Sendable {
    let replica: ReplicaID
    let incarnation: UInt64
  }

  public struct State: Sendable {
    public fileprivate(set) var own: FeedDescriptor
    public fileprivate(set) var epoch: UInt64
    public fileprivate(set) var clock = HLC(0)
    /// The last operation of the own feed, sealed or not.
    public fileprivate(set) var ownHead: FeedHead
    fileprivate var sealedHead: FeedHead
    fileprivate var ownSeal: (number: UInt64, hash: Digest256) = (0, .zero)
    fileprivate var unsealed: [Operation] = []
    fileprivate var descriptors: [FeedID: FeedDescriptor] = [:]
    public fileprivate(set) var operations: [Digest256: Operation] = [:]
    /// Ascending by (last, head).
    fileprivate var segments: [FeedID: [Segment]] = [:]
    public fileprivate(set) var seals: [Line: [UInt64: [Seal]]] = [:]
    fileprivate var sealedParents: Set<Digest256> = []
    fileprivate var leaves: Set<FeedHead> = []
    public fileprivate(set) var values = MemoryValues()
    fileprivate var known: Set<SealKey> = []
    fileprivate var memory: [ReplicaID: [UInt8]] = [:]
    public fileprivate(set) var quarantine: [Quarantined] = []
    public fileprivate(set) var equivocations: [String] = []
    public fileprivate(set) var incarnations = 1
    fileprivate var blobs: [Digest256: [UInt8]] = [:]
    fileprivate var partial: [Digest256: [UInt8]] = [:]
    fileprivate var citations: [Digest256: (size: UInt64, dots: Set<Dot>)] = [:]
  }

  public private(set) var state: State
  public let signer: any SealSigner
  public var wallMilliseconds: UInt64
  /// The next `receive` gets halfway, fails, and leaves no trace: a crash inside the transaction.
  public var failsNextReceive = false
  private let check: SegmentVerifier.SignatureCheck
  private var random: SeededGenerator

  public struct Crash: Error {}

  public init(
    name: String, signer: any SealSigner, seed: UInt64, wallMilliseconds: UInt64 = 1_700_000_000_000,
    check: @escaping SegmentVerifier.SignatureCheck = { $0.verifies($1, over: $2) }
  ) {
    self.signer = signer
    self.wallMilliseconds = wallMilliseconds
    self.check = check
    random = SeededGenerator(seed: seed)
    let own = FeedDescriptor(
      office: OfficeID(high: 0xCA5E, low: signer.key.id), officeName: name, replica: signer.key.replica,
      incarnation: random.next() >> 1, audience: .everyOffice, key: signer.key)
    let head = FeedHead(feed: own.feed, seq: 0, hash: own.genesis)
    state = State(own: own, epoch: random.next(), ownHead: head, sealedHead: head)
    state.descriptors[own.feed] = own
    state.known.insert(signer.key)
  }

  // MARK: Writing

  @discardableResult
  public func append(_ body: OperationBody) throws -> Operation {
    let payload = body.payload(salt: random.bytes(16))
    state.clock = state.clock.next(wallMilliseconds: wallMilliseconds)
    let header = OperationHeader(
      feed: state.own.feed, seq: state.ownHead.seq + 1, previous: state.ownHead.hash, hlc: state.clock,
      payloadHash: payload.withUnsafeBytes(OperationHeader.hash(payload:)),
      payloadLength: UInt64(payload.count), flags: [])
    let operation = Operation(header: header, hash: header.hash, payload: payload)
    state.ownHead = FeedHead(feed: header.feed, seq: header.seq, hash: operation.hash)
    state.unsealed.append(operation)
    try take(operation)
    return operation
  }

  /// Takes an operation into the state; says whether it was new.
  @discardableResult
  private func take(_ operation: Operation) throws -> Bool {
    guard state.operations.updateValue(operation, forKey: operation.hash) == nil else { return false }
    try state.values.take(operation)
    guard let body = operation.payload.flatMap({ try? OperationBody(payload: $0) }), let value = body.value
    else {
      return true
    }
    if body.target?.field == Field.enrolment.rawValue,
      let taken = value.bytesValue.flatMap({ try? FeedDescriptor(encoded: $0) })
    {
      state.known.insert(taken.key)
    }
    if body.target?.field == Field.file.rawValue, let parts = value.arrayValue, parts.count == 2,
      let hash = parts[0].bytesValue.flatMap(Digest256.init), let size = parts[1].uintValue
    {
      state.citations[hash, default: (size, [])].dots.insert(operation.dot)
    }
    return true
  }

  public func seal() throws {
    guard !state.unsealed.isEmpty else { return }
    let own = state.own
    let number = state.ownSeal.number + 1
    let blind = signer.blind(own.feed.bytes + withUnsafeBytes(of: number.bigEndian, Array.init))
    var runs: [[Operation]] = []
    var size = 0
    for operation in state.unsealed {
      let bytes = operation.payload?.count ?? 0
      if let last = runs.last, last.count < Segment.maximumOperations, size + bytes <= Segment.maximumBytes {
        runs[runs.count - 1].append(operation)
        size += bytes
      } else {
        runs.append([operation])
        size = bytes
      }
    }
    let leaves = SegmentProof.padded(
      runs.map { run in
        SegmentProof.leaf(
          blind: blind, feed: own.feed, first: run[0].header.seq, last: run.last!.header.seq,
          head: run.last!.hash, operationsRoot: Merkle.root(run.map(\.hash)))
      })
    let seal = try Seal(
      replica: own.replica, incarnation: own.incarnation, number: number, previous: state.ownSeal.hash,
      hlc: state.clock, root: Merkle.root(leaves), leafCount: UInt64(leaves.count), keyID: own.key.id,
      reducerVersion: Merge.reducerVersion
    ).signed(by: signer)
    for (index, run) in runs.enumerated() {
      store(
        Segment(
          feed: own.feed, first: run[0].header.seq, previous: run[0].header.previous, operations: run,
          proof: SegmentProof(
            replica: own.replica, incarnation: own.incarnation, sealNumber: number,
            leafIndex: UInt64(index), blind: blind, path: Merkle.path(to: index, in: leaves))))
    }
    store(seal)
    state.ownSeal = (number, seal.hash)
    state.sealedHead = state.ownHead
    state.unsealed = []
  }

  private func store(_ seal: Seal) {
    let line = Line(replica: seal.replica, incarnation: seal.incarnation)
    var rivals = state.seals[line]?[seal.number] ?? []
    if let index = rivals.firstIndex(where: { $0.hash == seal.hash }) {
      if rivals[index].signatures.isEmpty { rivals[index].signatures = seal.signatures }
    } else {
      rivals.append(seal)
    }
    state.seals[line, default: [:]][seal.number] = rivals
  }

  /// Also when every operation is held already: it may be what a branch hangs on.
  private func store(_ segment: Segment) {
    let place = { (segment: Segment) in (segment.last, segment.head, segment.first, segment.proof.sealNumber)
    }
    let key = place(segment)
    var segments = state.segments.removeValue(forKey: segment.feed) ?? []
    defer { state.segments[segment.feed] = segments }
    let index = segments.lastIndex { place($0) <= key }.map { $0 + 1 } ?? 0
    if index > 0, place(segments[index - 1]) == key { return }
    segments.insert(segment, at: index)
    for operation in segment.operations {
      let previous = operation.header.previous
      state.sealedParents.insert(previous)
      if operation.header.seq > 1 {
        state.leaves.remove(FeedHead(feed: segment.feed, seq: operation.header.seq - 1, hash: previous))
      }
    }
    let head = FeedHead(feed: segment.feed, seq: segment.last, hash: segment.head)
    if !state.sealedParents.contains(head.hash) { state.leaves.insert(head) }
  }

  // MARK: Restores (docs/journal.md §8)

  public var witness: Witness { Witness(incarnation: state.own.incarnation, sealedHead: state.sealedHead) }

  /// Puts a copy in the place of the database, and opens it.
  ///
  /// - Parameter witness: the file beside it; when it does not fit the copy, a new incarnation begins.
  public func restore(_ copy: State, witness: Witness) throws {
    state = copy
    if self.witness != witness { try beginIncarnation() }
  }

  private func beginIncarnation() throws {
    try seal()
    let old = state.own
    state.own = FeedDescriptor(
      office: old.office, officeName: old.officeName, replica: old.replica, incarnation: random.next() >> 1,
      audience: old.audience, key: old.key)
    state.descriptors[state.own.feed] = state.own
    state.epoch = random.next()
    state.ownHead = FeedHead(feed: state.own.feed, seq: 0, hash: state.own.genesis)
    state.sealedHead = state.ownHead
    state.ownSeal = (0, .zero)
    state.incarnations += 1
  }

  // MARK: Reading

  public var descriptor: FeedDescriptor { state.own }
  public var storeEpoch: UInt64 { state.epoch }
  public func sign(_ message: [UInt8]) throws -> [UInt8] { try signer.sign(message) }
  public func heads() -> [FeedHead] { state.leaves.sorted() }
  public func descriptor(of feed: FeedID) -> FeedDescriptor? { state.descriptors[feed] }
  public func isKnown(_ replica: ReplicaID, key: SealKey) -> Bool {
    key.replica == replica && state.known.contains(key)
  }

  public func holds(_ head: FeedHead) -> Bool {
    guard let header = state.operations[head.hash]?.header else { return false }
    return header.feed == head.feed && header.seq == head.seq
  }

  public func seals(of replica: ReplicaID, incarnation: UInt64, after number: UInt64) -> [Seal] {
    (state.seals[Line(replica: replica, incarnation: incarnation)] ?? [:])
      .filter { $0.key > number }.sorted { $0.key < $1.key }.flatMap(\.value)
  }

  public func lastSeal(of replica: ReplicaID, incarnation: UInt64) -> UInt64 {
    state.seals[Line(replica: replica, incarnation: incarnation)]?.keys.max() ?? 0
  }

  public func segments(of feed: FeedID, after seq: UInt64, _ body: (Segment) throws -> Bool) rethrows {
    let segments = state.segments[feed] ?? []
    let start = segments.firstIndex { $0.last > seq } ?? segments.endIndex
    for segment in segments[start...] where try !body(segment) { return }
  }

  public func stateDigest() -> Digest256 { state.values.digest }
  public func memory(of peer: ReplicaID) -> [UInt8]? { state.memory[peer] }
  public func remember(_ bytes: [UInt8], of peer: ReplicaID) { state.memory[peer] = bytes }

  // MARK: Receiving

  public func enrol(_ descriptor: FeedDescriptor) throws {
    guard !isKnown(descriptor.replica, key: descriptor.key) else { return }
    try append(
      OperationBody(
        kind: .enrol,
        target: Target(descriptor.replica.cast(), .enrolment), value: .bytes(descriptor.encoded),
        author: Author(user: "test"), saidAtMilliseconds: wallMilliseconds))
  }

  public func receive(
    descriptors: [FeedDescriptor], seals: [Seal], segments: [Segment], from peer: ReplicaID
  ) throws -> Received {
    let checked = try SegmentVerifier.verify(
      descriptors: descriptors, seals: seals, segments: segments, against: self, checking: check)
    let before = failsNextReceive ? state : nil
    var received = Received()
    var meetsItself = false
    for descriptor in checked.descriptors { state.descriptors[descriptor.feed] = descriptor }
    for seal in checked.seals { store(seal) }
    for (index, segment) in checked.segments.enumerated() {
      if let before, index >= checked.segments.count / 2 {
        state = before
        failsNextReceive = false
        throw Crash()
      }
      for operation in segment.operations where try take(operation) {
        received.operations += 1
        if operation.header.feed == state.own.feed { meetsItself = true }
        state.clock = state.clock.seeing(operation.header.hlc, wallMilliseconds: wallMilliseconds)
      }
      store(segment)
    }
    received.quarantined = checked.refused.map(\.why)
    received.equivocations = checked.equivocations.map { first, _ in
      "replica \(first.replica) signed two seals with number \(first.number)"
    }
    state.quarantine += checked.refused.map(\.why)
    state.equivocations += received.equivocations
    // Operations of this very feed that this store never wrote: it is an old copy (§8).
    let hasRival = checked.equivocations.contains {
      $0.0.replica == state.own.replica && $0.0.incarnation == state.own.incarnation
    }
    if meetsItself || hasRival { try beginIncarnation() }
    return received
  }

  // MARK: Blobs

  /// Keeps content and writes the operation that cites it.
  @discardableResult
  public func attach(_ content: [UInt8], to exhibit: EntityID) throws -> Digest256 {
    let hash = Digest256.sha256(content)
    state.blobs[hash] = content
    try append(
      OperationBody(
        kind: .add, target: Target(exhibit, .file),
        value: .array([.bytes(hash.bytes), .uint(UInt64(content.count))]), author: Author(user: "test"),
        saidAtMilliseconds: wallMilliseconds))
    return hash
  }

  public func blob(_ hash: Digest256) -> [UInt8]? { state.blobs[hash] }

  /// Its content is gone, as from a damaged disk.
  public func lose(_ hash: Digest256) { state.blobs[hash] = nil }

  public func missingBlobs(after last: BlobNeed?, limit: Int) -> [BlobNeed] {
    let needs = state.citations.filter { state.blobs[$0.key] == nil }.map { hash, citation in
      BlobNeed(
        hash: hash, size: citation.size, have: UInt64(state.partial[hash]?.count ?? 0),
        cited: citation.dots.min()!)
    }
    let behind = needs.filter { need in last.map { ($0.size, $0.hash) < (need.size, need.hash) } ?? true }
    return Array(behind.sorted { ($0.size, $0.hash) < ($1.size, $1.hash) }.prefix(limit))
  }

  public func readBlob(_ hash: Digest256, cited: Dot, offset: UInt64, count: Int) -> [UInt8]? {
    guard let content = state.blobs[hash], state.citations[hash]?.dots.contains(cited) == true,
      offset <= content.count
    else { return nil }
    return Array(content[Int(offset)...].prefix(count))
  }

  public func writeBlob(_ hash: Digest256, size: UInt64, offset: UInt64, bytes: [UInt8]) -> Bool {
    var content = state.partial[hash] ?? []
    guard offset == content.count else { return false }
    content += bytes
    guard content.count == size else {
      state.partial[hash] = content
      return true
    }
    state.partial[hash] = nil
    guard Digest256.sha256(content) == hash else { return false }
    state.blobs[hash] = content
    return true
  }
}

extension InMemoryOperationLog: SegmentLookup {
  public func seals(of replica: ReplicaID, incarnation: UInt64, number: UInt64) -> [Seal] {
    state.seals[Line(replica: replica, incarnation: incarnation)]?[number] ?? []
  }
}
