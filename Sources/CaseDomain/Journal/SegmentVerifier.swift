/// What a log already holds, as far as checking what arrives needs it.
public protocol SegmentLookup {
  func descriptor(of feed: FeedID) throws -> FeedDescriptor?
  func isKnown(_ replica: ReplicaID, key: SealKey) throws -> Bool
  /// The seals of that number: none, one, or several after a fork.
  func seals(of replica: ReplicaID, incarnation: UInt64, number: UInt64) throws -> [Seal]
  func holds(_ head: FeedHead) throws -> Bool
}

/// Sorts what a peer sent into what may be stored and what may not (docs/sync-protocol.md §4).
/// Changes nothing.
public struct SegmentVerifier {
  /// Whether a signature is a key's over a message; a test may put something cheaper in its place.
  public typealias SignatureCheck = @Sendable (SealKey, _ signature: [UInt8], _ message: [UInt8]) -> Bool

  public struct Result: Sendable {
    /// Of feeds that were unknown and of which a segment is taken.
    public var descriptors: [FeedDescriptor] = []
    /// Parents before children. Only verified signatures are left in them.
    public var seals: [Seal] = []
    /// Parents before children; some may be held already.
    public var segments: [Segment] = []
    /// Lacks its parent or seal, which a later answer may bring. Not to be kept.
    public var incomplete: [Quarantined] = []
    /// Is not what it claims, or comes from somebody unknown. To be kept aside.
    public var refused: [Refused] = []
    /// Two seals of one number.
    public var equivocations: [(Seal, Seal)] = []
  }

  /// What was received and is not to be taken in.
  public struct Refused: Sendable {
    public enum Item: Sendable {
      /// With the signatures that it came with.
      case seal(Seal)
      case segment(Segment)
    }

    public let item: Item
    public let why: Quarantined

    /// As it travels (docs/sync-protocol.md §3.6, §3.7).
    public var bytes: [UInt8] {
      switch item {
      case .seal(let seal):
        return CBOR.array([.bytes(seal.body), SealSignature.encode(seal.signatures)]).encoded
      case .segment(let segment):
        var writer = CBORWriter()
        segment.encode(into: &writer)
        return writer.bytes
      }
    }
  }

  public static func verify(
    descriptors: [FeedDescriptor], seals: [Seal], segments: [Segment], against held: some SegmentLookup,
    checking check: @escaping SignatureCheck = { $0.verifies($1, over: $2) }
  ) throws -> Result {
    var verifier = SegmentVerifier(check: check)
    try verifier.takeDescriptors(descriptors, of: segments, against: held)
    try verifier.takeSeals(seals, against: held)
    for segment in segments { try verifier.take(segment, against: held) }
    return verifier.result
  }

  private struct Line: Hashable {
    let replica: ReplicaID
    let incarnation: UInt64
  }

  private let check: SignatureCheck
  private var result = Result()
  /// Descriptors to judge by: those held, then those received.
  private var descriptors: [FeedID: FeedDescriptor] = [:]
  private var newDescriptors: [FeedID: FeedDescriptor] = [:]
  private var keys: [Line: SealKey] = [:]
  private var known: [SealKey: Bool] = [:]
  /// Accepted seals by number.
  private var accepted: [Line: [UInt64: [Seal]]] = [:]
  /// Numbers of received seals whose parent is not here.
  private var loose: [Line: Set<UInt64>] = [:]
  private var heads: Set<FeedHead> = []

  private init(check: @escaping SignatureCheck) { self.check = check }

  // MARK: Descriptors

  private mutating func takeDescriptors(
    _ received: [FeedDescriptor], of segments: [Segment], against held: some SegmentLookup
  ) throws {
    for descriptor in received where descriptor.key.replica == descriptor.replica {
      let feed = descriptor.feed
      if let own = try held.descriptor(of: feed) {
        descriptors[feed] = own
      } else {
        descriptors[feed] = descriptor
        newDescriptors[feed] = descriptor
      }
    }
    for feed in Set(segments.map(\.feed)) where descriptors[feed] == nil {
      descriptors[feed] = try held.descriptor(of: feed)
    }
    for descriptor in descriptors.values {
      keys[Line(replica: descriptor.replica, incarnation: descriptor.incarnation)] = descriptor.key
    }
  }

  private mutating func isKnown(
    _ replica: ReplicaID, key: SealKey, against held: some SegmentLookup
  ) throws -> Bool {
    if let answer = known[key] { return answer }
    let answer = try held.isKnown(replica, key: key)
    known[key] = answer
    return answer
  }

  // MARK: Seals

  private mutating func takeSeals(_ seals: [Seal], against held: some SegmentLookup) throws {
    var order: [Line] = []
    var lines: [Line: [Seal]] = [:]
    for seal in seals {
      let line = Line(replica: seal.replica, incarnation: seal.incarnation)
      if lines[line] == nil { order.append(line) }
      lines[line, default: []].append(seal)
    }
    for line in order {
      guard let key = keys[line], try isKnown(line.replica, key: key, against: held) else { continue }
      try take(lines[line]!.sorted { $0.number < $1.number }, of: line, key: key, against: held)
    }
  }

  /// Seals of one incarnation, ascending by number.
  private mutating func take(
    _ seals: [Seal], of line: Line, key: SealKey, against held: some SegmentLookup
  ) throws {
    // Forward: which of them hang together with what is held?
    var anchored: [(seal: Seal, hash: Digest256)] = []
    var hashes: Set<Digest256> = []
    for seal in seals {
      let hash = seal.hash
      guard !hashes.contains(hash) else { continue }
      let isFirst = seal.number == 1 && seal.previous == .zero
      guard
        try isFirst || hashes.contains(seal.previous)
          || (seal.number > 1
            && held.seals(of: line.replica, incarnation: line.incarnation, number: seal.number - 1)
              .contains { $0.hash == seal.previous })
      else {
        loose[line, default: []].insert(seal.number)
        continue
      }
      hashes.insert(hash)
      anchored.append((seal, hash))
    }
    // Backward: which are signed, themselves or through a child that names them?
    var trusted: Set<Digest256> = []
    var taken: [(seal: Seal, hash: Digest256)] = []
    for (received, hash) in anchored.reversed() {
      var seal = received
      if trusted.contains(hash) {
        seal.signatures = []
      } else {
        seal.signatures = verified(seal, by: key)
        guard !seal.signatures.isEmpty else {
          refuse(
            .seal(received), feed(of: line), "seal \(seal.number) is not signed by the replica's key")
          continue
        }
      }
      trusted.insert(seal.previous)
      taken.append((seal, hash))
    }
    for (seal, hash) in taken.reversed() {
      let rivals =
        try held.seals(of: line.replica, incarnation: line.incarnation, number: seal.number)
        + (accepted[line]?[seal.number] ?? [])
      if let rival = rivals.first(where: { $0.hash != hash }), !rivals.contains(where: { $0.hash == hash }) {
        result.equivocations.append((rival, seal))
      }
      accepted[line, default: [:]][seal.number, default: []].append(seal)
      result.seals.append(seal)
    }
  }

  private func verified(_ seal: Seal, by key: SealKey) -> [SealSignature] {
    let message = seal.signedMessage
    return seal.signatures.filter {
      $0.algorithm == 1 && $0.keyID == key.id && check(key, $0.bytes, message)
    }
  }

  private func feed(of line: Line) -> FeedID {
    descriptors.values.filter { $0.replica == line.replica && $0.incarnation == line.incarnation }
      .map(\.feed).min() ?? FeedID(high: 0, low: 0)
  }

  // MARK: Segments

  private mutating func take(_ segment: Segment, against held: some SegmentLookup) throws {
    let feed = segment.feed
    let proof = segment.proof
    guard let descriptor = descriptors[feed] else { return miss(feed, "nobody said who writes the feed") }
    guard try isKnown(descriptor.replica, key: descriptor.key, against: held) else {
      return refuse(.segment(segment), feed, "\(descriptor.officeName) is not enrolled")
    }
    guard proof.replica == descriptor.replica, proof.incarnation == descriptor.incarnation else {
      return refuse(.segment(segment), feed, "operation \(segment.first) is sealed by another replica")
    }
    let line = Line(replica: proof.replica, incarnation: proof.incarnation)
    let seals =
      try (accepted[line]?[proof.sealNumber] ?? [])
      + held.seals(of: line.replica, incarnation: line.incarnation, number: proof.sealNumber)
    // A tree of 2^32 leaves is beyond any seal; the limit also keeps index arithmetic in range.
    guard seals.contains(where: { $0.leafCount <= 1 << 32 && segment.isCovered(by: $0) }) else {
      // After a fork the number may mean another seal, which is not here yet. Whoever sends a seal sends
      // all it has of that number; when each of them found its parent there is no such excuse.
      if accepted[line]?[proof.sealNumber] == nil || loose[line]?.contains(proof.sealNumber) == true {
        return miss(feed, "seal \(proof.sealNumber) is not here")
      }
      return refuse(
        .segment(segment), feed,
        "operations \(segment.first)–\(segment.last) do not fit seal \(proof.sealNumber)")
    }
    if segment.first == 1 {
      guard segment.previous == descriptor.genesis else {
        return refuse(.segment(segment), feed, "the feed does not begin with its descriptor")
      }
    } else {
      let parent = FeedHead(feed: feed, seq: segment.first - 1, hash: segment.previous)
      guard try heads.contains(parent) || held.holds(parent) || hasTaken(parent) else {
        return miss(feed, "operation \(parent.seq) is not here")
      }
    }
    if newDescriptors.removeValue(forKey: feed) != nil { result.descriptors.append(descriptor) }
    heads.insert(FeedHead(feed: feed, seq: segment.last, hash: segment.head))
    result.segments.append(segment)
  }

  /// Whether the operation lies inside a segment taken before; only after a fork.
  private func hasTaken(_ parent: FeedHead) -> Bool {
    result.segments.contains { segment in
      segment.feed == parent.feed && segment.first <= parent.seq && parent.seq <= segment.last
        && segment.operations[Int(parent.seq - segment.first)].hash == parent.hash
    }
  }

  private mutating func miss(_ feed: FeedID, _ reason: String) {
    result.incomplete.append(Quarantined(feed: feed, reason: reason))
  }

  private mutating func refuse(_ item: Refused.Item, _ feed: FeedID, _ reason: String) {
    result.refused.append(Refused(item: item, why: Quarantined(feed: feed, reason: reason)))
  }
}
