import CaseDomain

/// Knows what the peer announced, asks for what is lacking, and hands what arrives to the log in
/// transactions of bounded size (docs/sync-protocol.md §3.5, §3.8).
struct Receiver {
  var movesBlobs = true
  /// Nothing announced is lacking; set from the start when the statuses were equal.
  var isComplete = false

  /// How a feed was asked for.
  private enum Attempt { case fromOwnHead, fromBeginning }

  private var announced: [FeedHead] = []
  private var allAnnounced = false
  private var descriptors: [FeedID: FeedDescriptor] = [:]
  private var attempts: [FeedID: Attempt] = [:]
  /// The feeds of the open request; empty when none is open.
  private var asked: Set<FeedID> = []

  private var seals: [Seal] = []
  private var segments: [Segment] = []
  private var operations = 0
  private var bytes = 0
  private var age: UInt64 = 0

  private var blobNeeds: ArraySlice<BlobNeed> = []
  /// Behind it what lacks is looked for next, whether what stands before it came or not.
  private var lastNeed: BlobNeed?
  private var allNeedsKnown = false
  /// Blobs asked for, in order, with the offset expected next.
  private var blobsAsked: ArraySlice<(need: BlobNeed, offset: UInt64)> = []

  // MARK: Asking

  mutating func announce(_ heads: [FeedHead], descriptors encoded: [[UInt8]], last: Bool) throws {
    guard !allAnnounced, !isComplete else { throw ProtocolViolation.outOfTurn(.heads) }
    guard announced.count + heads.count <= SyncLimits.announcedHeads,
      descriptors.count + encoded.count <= SyncLimits.announcedHeads
    else {
      throw ProtocolViolation.overLimit("heads announced")
    }
    announced += heads
    allAnnounced = last
    // A descriptor that this version cannot read is one of a key it cannot verify: the feed is refused later.
    for descriptor in encoded.compactMap({ try? FeedDescriptor(encoded: $0) }) {
      descriptors[descriptor.feed] = descriptor
    }
  }

  /// The next request; `nil` when nothing is left that the peer could give.
  mutating func request(from log: any OperationLog, tally: inout SyncTally) throws -> SyncMessage? {
    guard asked.isEmpty, blobsAsked.isEmpty else { throw ProtocolViolation.outOfTurn(.segments) }
    if !isComplete {
      let wants = try nextWants(log)
      if !wants.isEmpty {
        asked = Set(wants.map(\.have.feed))
        return .want(wants)
      }
      isComplete = true
      tally.refused += try leftOver(log)
    }
    return try nextBlobWant(log)
  }

  private mutating func nextWants(_ log: any OperationLog) throws -> [Want] {
    announced = try announced.filter { try !log.holds($0) }
    guard !announced.isEmpty else { return [] }
    let own = Dictionary(grouping: try log.heads(), by: \.feed)
    var wants: [Want] = []
    for (feed, lacking) in Dictionary(grouping: announced, by: \.feed).sorted(by: { $0.key < $1.key }) {
      guard wants.count < SyncLimits.wants, attempts[feed] != .fromBeginning,
        let descriptor = try descriptor(of: feed, log),
        try log.isKnown(descriptor.replica, key: descriptor.key)
      else { continue }
      descriptors[feed] = descriptor
      let heads = own[feed] ?? []
      if attempts[feed] == nil, heads.count == 1, lacking.allSatisfy({ $0.seq > heads[0].seq }) {
        attempts[feed] = .fromOwnHead
        let seal = try log.lastSeal(of: descriptor.replica, incarnation: descriptor.incarnation)
        wants.append(Want(have: heads[0], seal: seal))
      } else {
        attempts[feed] = .fromBeginning
        wants.append(Want(have: FeedHead(feed: feed, seq: 0, hash: .zero), seal: 0))
      }
    }
    return wants
  }

  private func descriptor(of feed: FeedID, _ log: any OperationLog) throws -> FeedDescriptor? {
    try log.descriptor(of: feed) ?? descriptors[feed]
  }

  /// What was announced and cannot be had, by feed.
  private func leftOver(_ log: any OperationLog) throws -> [Quarantined] {
    try Set(announced.map(\.feed)).sorted().map { feed in
      if let descriptor = try descriptor(of: feed, log) {
        let isKnown = try log.isKnown(descriptor.replica, key: descriptor.key)
        return Quarantined(
          feed: feed,
          reason: isKnown
            ? "the peer announced operations that it did not give"
            : "\(descriptor.officeName) is not enrolled")
      }
      return Quarantined(feed: feed, reason: "nobody said who writes the feed")
    }
  }

  // MARK: Taking in

  mutating func take(
    _ seals: [Seal], log: any OperationLog, from peer: ReplicaID, tally: inout SyncTally
  ) throws -> [SyncMessage] {
    guard !asked.isEmpty else { throw ProtocolViolation.outOfTurn(.seals) }
    // A long chain is committed where it is signed, so that it need not fit into memory.
    var messages: [SyncMessage] = []
    if self.seals.count >= SyncLimits.commitOperations, self.seals.last?.signatures.isEmpty == false {
      messages = try commit(log, from: peer, &tally)
    }
    guard self.seals.count + seals.count <= SyncLimits.unsignedSeals else {
      throw ProtocolViolation.overLimit("seals without a signature")
    }
    self.seals += seals
    return messages
  }

  mutating func take(
    _ segments: [Segment], last: Bool, log: any OperationLog, from peer: ReplicaID, tally: inout SyncTally
  ) throws -> [SyncMessage] {
    guard !asked.isEmpty, segments.allSatisfy({ asked.contains($0.feed) }) else {
      throw ProtocolViolation.outOfTurn(.segments)
    }
    self.segments += segments
    for segment in segments {
      operations += segment.operations.count
      bytes += segment.approximateBytes
    }
    let isDue = operations >= SyncLimits.commitOperations || bytes >= SyncLimits.commitBytes
    defer { if last { asked = [] } }
    return isDue || last ? try commit(log, from: peer, &tally) : []
  }

  mutating func advance(
    milliseconds: UInt64, log: any OperationLog, from peer: ReplicaID, tally: inout SyncTally
  ) throws -> [SyncMessage] {
    guard !segments.isEmpty else { return [] }
    age += milliseconds
    return age >= SyncLimits.commitMilliseconds ? try commit(log, from: peer, &tally) : []
  }

  /// One transaction; then, and only then, the acknowledgement.
  private mutating func commit(
    _ log: any OperationLog, from peer: ReplicaID, _ tally: inout SyncTally
  ) throws -> [SyncMessage] {
    guard !seals.isEmpty || !segments.isEmpty else { return [] }
    let writers = asked.sorted().compactMap { descriptors[$0] }
    let received = try log.receive(descriptors: writers, seals: seals, segments: segments, from: peer)
    tally.receivedOperations += received.operations
    tally.quarantined += received.quarantined
    let known = tally.equivocations.count
    tally.equivocations += received.equivocations
    let ends = try ends(of: segments).filter { try log.holds($0) }
    seals = []
    segments = []
    (operations, bytes, age) = (0, 0, 0)
    var messages = received.equivocations.prefix(max(0, SyncLimits.alarms - known)).map {
      SyncMessage.alarm(String($0.prefix(SyncLimits.alarmBytes / 4)))
    }
    for start in stride(from: 0, to: ends.count, by: SyncLimits.headsPerMessage) {
      messages.append(.ack(Array(ends[start..<min(start + SyncLimits.headsPerMessage, ends.count)])))
    }
    return messages
  }

  private func ends(of segments: [Segment]) -> [FeedHead] {
    let parents = Set(segments.map(\.previous))
    return segments.map { FeedHead(feed: $0.feed, seq: $0.last, hash: $0.head) }
      .filter { !parents.contains($0.hash) }
  }

  // MARK: Blobs (§3.9)

  private mutating func nextBlobWant(_ log: any OperationLog) throws -> SyncMessage? {
    guard movesBlobs else { return nil }
    if blobNeeds.isEmpty, !allNeedsKnown {
      let more = try log.missingBlobs(after: lastNeed, limit: SyncLimits.blobNeeds)
      (blobNeeds, lastNeed, allNeedsKnown) = (more[...], more.last, more.count < SyncLimits.blobNeeds)
    }
    let needs = blobNeeds.prefix(SyncLimits.blobWants)
    guard !needs.isEmpty else { return nil }
    blobNeeds = blobNeeds.dropFirst(needs.count)
    blobsAsked = needs.map { ($0, $0.have) }[...]
    return .blobWant(
      needs.map { BlobWant(hash: $0.hash, cited: $0.cited, size: $0.size, offset: $0.have) })
  }

  /// - Returns: whether the request is answered in full.
  mutating func takeBlob(
    _ hash: Digest256, _ offset: UInt64, _ bytes: [UInt8]?, log: any OperationLog, tally: inout SyncTally
  ) throws -> Bool {
    guard let (need, expected) = blobsAsked.first, need.hash == hash, expected == offset else {
      throw ProtocolViolation.outOfTurn(.blobChunk)
    }
    guard let bytes else {
      tally.unservedBlobs += 1
      if tally.unserved.count < SyncTally.mostUnserved { tally.unserved.append(need.hash) }
      blobsAsked = blobsAsked.dropFirst()
      return blobsAsked.isEmpty
    }
    let end = offset + UInt64(bytes.count)
    guard end <= need.size, !bytes.isEmpty || need.size == offset else {
      throw ProtocolViolation.outOfTurn(.blobChunk)
    }
    tally.receivedBlobBytes += UInt64(bytes.count)
    let isSound = try log.writeBlob(hash, size: need.size, offset: offset, bytes: bytes)
    if !isSound {
      tally.quarantined.append(
        Quarantined(feed: need.cited.feed, reason: "content cited by \(need.cited) does not have its hash"))
    }
    if end == need.size {
      blobsAsked = blobsAsked.dropFirst()
      if isSound { tally.receivedBlobs += 1 }
    } else {
      blobsAsked[blobsAsked.startIndex].offset = end
    }
    return blobsAsked.isEmpty
  }
}
