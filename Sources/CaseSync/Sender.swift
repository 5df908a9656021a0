import CaseDomain

/// Answers what the peer wants, one message at a time.
struct Sender {
  var segmentBytes = SyncLimits.segmentBytes
  private var wants: ArraySlice<Want>?
  /// The want being answered; `nil` between two.
  private var current: Answer?
  private var blobs: ArraySlice<BlobWant> = []
  private var blobOffset: UInt64?

  private struct Answer {
    let feed: FeedID
    var seals: ArraySlice<Seal>
    /// Segments up to this sequence number are sent.
    var cursor: UInt64
  }

  mutating func serve(_ wants: [Want]) throws {
    guard self.wants == nil, !wants.isEmpty else { throw ProtocolViolation.outOfTurn(.want) }
    self.wants = wants[...]
  }

  mutating func serve(_ blobs: [BlobWant]) throws {
    guard self.blobs.isEmpty, !blobs.isEmpty else { throw ProtocolViolation.outOfTurn(.blobWant) }
    self.blobs = blobs[...]
  }

  mutating func next(from log: any OperationLog, tally: inout SyncTally) throws -> SyncMessage? {
    while wants != nil {
      if current == nil {
        guard let want = wants!.popFirst() else {
          wants = nil
          return .segments(last: true, [])
        }
        current = try begin(want, log)
        continue
      }
      if !current!.seals.isEmpty { return .seals(nextSeals()) }
      let segments = try nextSegments(log)
      if segments.isEmpty {
        current = nil
        continue
      }
      for segment in segments { tally.sentOperations += UInt64(segment.operations.count) }
      return .segments(last: false, segments)
    }
    return try nextBlobPiece(log, &tally)
  }

  private func begin(_ want: Want, _ log: any OperationLog) throws -> Answer? {
    guard let descriptor = try log.descriptor(of: want.have.feed) else { return nil }
    // The peer's copy ends with an operation that is not here: the copies have parted (§3.5).
    let continues = try want.have.seq > 0 && log.holds(want.have)
    let seals = try log.seals(
      of: descriptor.replica, incarnation: descriptor.incarnation, after: continues ? want.seal : 0)
    return Answer(feed: want.have.feed, seals: seals[...], cursor: continues ? want.have.seq : 0)
  }

  /// A seal that is the parent of another one in the message goes without signatures (§3.6).
  private mutating func nextSeals() -> [Seal] {
    var seals = Array(current!.seals.prefix(SyncLimits.sealsPerMessage))
    current!.seals = current!.seals.dropFirst(seals.count)
    let parents = Set(seals.map(\.previous))
    for index in seals.indices where parents.contains(seals[index].hash) { seals[index].signatures = [] }
    return seals
  }

  /// Collects segments until the message is full. It never ends between two branches' segments with the
  /// same last number, because the cursor could not tell them apart.
  private mutating func nextSegments(_ log: any OperationLog) throws -> [Segment] {
    var segments: [Segment] = []
    var size = 0
    try log.segments(of: current!.feed, after: current!.cursor) { segment in
      let bytes = segment.approximateBytes
      let isFull =
        size + bytes > segmentBytes || segments.count >= SyncLimits.segmentsPerMessage / 2
      if isFull, let last = segments.last?.last, segment.last > last { return false }
      segments.append(segment)
      size += bytes
      return true
    }
    if let last = segments.last?.last { current!.cursor = last }
    return segments
  }

  private mutating func nextBlobPiece(
    _ log: any OperationLog, _ tally: inout SyncTally
  ) throws -> SyncMessage? {
    guard let want = blobs.first else { return nil }
    let offset = blobOffset ?? want.offset
    let count = Int(min(UInt64(SyncLimits.blobPiece), want.size - offset))
    guard let bytes = try log.readBlob(want.hash, cited: want.cited, offset: offset, count: count),
      bytes.count == count
    else {
      finishBlob()
      return .blobChunk(hash: want.hash, offset: offset, bytes: nil)
    }
    tally.sentBlobBytes += UInt64(count)
    blobOffset = offset + UInt64(count)
    if blobOffset == want.size { finishBlob() }
    return .blobChunk(hash: want.hash, offset: offset, bytes: bytes)
  }

  private mutating func finishBlob() {
    blobs = blobs.dropFirst()
    blobOffset = nil
  }
}

extension Segment {
  /// Close to its size when encoded; cheap.
  var approximateBytes: Int {
    operations.reduce(160 + 34 * proof.path.count) { $0 + ($1.payload?.count ?? 40) + 10 }
  }
}
