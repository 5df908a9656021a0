/// The end of a feed, or of a branch of a forked one, up to its last seal.
public struct FeedHead: Hashable, Sendable, Comparable {
  public let feed: FeedID
  public let seq: UInt64
  public let hash: Digest256

  public init(feed: FeedID, seq: UInt64, hash: Digest256) {
    self.feed = feed
    self.seq = seq
    self.hash = hash
  }

  public static func < (left: FeedHead, right: FeedHead) -> Bool {
    (left.feed, left.seq, left.hash) < (right.feed, right.seq, right.hash)
  }
}

/// Content that a peer may hold and this store lacks.
public struct BlobNeed: Hashable, Sendable {
  /// SHA-256 of the content.
  public let hash: Digest256
  public let size: UInt64
  /// How much of it is here already and verified.
  public let have: UInt64
  /// An operation that cites it: content is served by reference only (docs/sync-protocol.md §3.9).
  public let cited: Dot

  public init(hash: Digest256, size: UInt64, have: UInt64, cited: Dot) {
    self.hash = hash
    self.size = size
    self.have = have
    self.cited = cited
  }
}

/// Why something received was not taken in. It is kept aside, and shown.
public struct Quarantined: Hashable, Sendable {
  public let feed: FeedID
  public let reason: String

  public init(feed: FeedID, reason: String) {
    self.feed = feed
    self.reason = reason
  }
}

/// What one commit of received segments came to.
public struct Received: Sendable {
  public var operations: UInt64 = 0
  public var quarantined: [Quarantined] = []
  /// Two seals of one number by one replica, in words for people (docs/sync-protocol.md §5).
  public var equivocations: [String] = []

  public init() {}
}

/// A keeper of operations, as synchronisation sees it: SQLite here, PostgreSQL in a hub, memory in
/// tests. Only sealed operations exist for a peer.
public protocol OperationLog: AnyObject {
  /// This replica's own descriptor for the audience.
  var descriptor: FeedDescriptor { get throws }
  /// Random; new after every restore, so that peers forget what they believe this store holds.
  var storeEpoch: UInt64 { get throws }
  /// Seals what is unsealed; called before the first message.
  func seal() throws
  /// Signs with this replica's key, to prove to a peer who is speaking (docs/sync-protocol.md §3.2).
  func sign(_ message: [UInt8]) throws -> [UInt8]

  /// Every sealed leaf of every feed, sorted.
  func heads() throws -> [FeedHead]
  /// The genesis of a feed; `nil` when the feed is unknown.
  func descriptor(of feed: FeedID) throws -> FeedDescriptor?
  /// Whether an operation of that name is held at that place.
  func holds(_ head: FeedHead) throws -> Bool

  /// Seals of a replica's incarnation with numbers above `number`, ascending.
  func seals(of replica: ReplicaID, incarnation: UInt64, after number: UInt64) throws -> [Seal]
  /// The highest seal held of that incarnation; 0 when none.
  func lastSeal(of replica: ReplicaID, incarnation: UInt64) throws -> UInt64
  /// Hands over segments of `feed` whose last operation lies after `seq`, ascending by the last
  /// operation (ties by its hash), until `body` returns false. Every branch of a forked feed is among them.
  func segments(of feed: FeedID, after seq: UInt64, _ body: (Segment) throws -> Bool) throws

  /// Which replica keys are taken in, directly or through an office that was.
  func isKnown(_ replica: ReplicaID, key: SealKey) throws -> Bool
  /// Takes a peer in: an operation of its own (docs/sync-protocol.md §3.2).
  func enrol(_ descriptor: FeedDescriptor) throws

  /// Checks and stores, in one transaction. What fails is quarantined with its reason; the rest goes in.
  func receive(
    descriptors: [FeedDescriptor], seals: [Seal], segments: [Segment], from peer: ReplicaID
  ) throws -> Received

  /// The digest over all live values (docs/journal.md §7.4).
  func stateDigest() throws -> Digest256

  /// Content that operations cite and this store lacks, smallest first, of one size by hash.
  ///
  /// - Parameter last: what was told before: only what stands behind it.
  func missingBlobs(after last: BlobNeed?, limit: Int) throws -> [BlobNeed]
  /// Up to `count` bytes of a blob from `offset`; `nil` when it is not here or `cited` does not cite it.
  func readBlob(_ hash: Digest256, cited: Dot, offset: UInt64, count: Int) throws -> [UInt8]?
  /// Appends a piece; when the last arrived, verifies the whole. Returns false when the content did
  /// not have the hash, and drops it.
  func writeBlob(_ hash: Digest256, size: UInt64, offset: UInt64, bytes: [UInt8]) throws -> Bool

  /// What this store remembers of a peer between sessions: opaque to the log.
  func memory(of peer: ReplicaID) throws -> [UInt8]?
  func remember(_ bytes: [UInt8], of peer: ReplicaID) throws
}
