import CaseDomain

/// What a session came to, counted on one side.
public struct SyncTally: Equatable, Sendable {
  public var sentOperations: UInt64 = 0
  /// New here; what was held already does not count.
  public var receivedOperations: UInt64 = 0
  public var sentBlobBytes: UInt64 = 0
  public var receivedBlobBytes: UInt64 = 0
  public var receivedBlobs = 0
  /// Content that this side lacks, asked for, and the peer did not give.
  public var unservedBlobs = 0
  /// The first of it, the smallest.
  public var unserved: [Digest256] = []
  static let mostUnserved = 5
  /// Feeds that were announced and not taken, with the reason: above all, writers who are not enrolled.
  public var refused: [Quarantined] = []
  /// What arrived and did not stand up to checking; kept aside.
  public var quarantined: [Quarantined] = []
  /// Two seals of one number, found here in this session (docs/sync-protocol.md §5).
  public var equivocations: [String] = []
  /// What the peer found.
  public var peerAlarms: [String] = []

  public var stateDigest: Digest256?
  public var peerStateDigest: Digest256?
  public var peerReducer: UInt64?
  /// Whether both sides held the same operations in the end.
  public var statusesAgree = false

  /// The same operations under the same rules, and yet another state: a damaged store or a bug.
  public var statesDisagree: Bool {
    statusesAgree && peerReducer == Merge.reducerVersion && stateDigest != peerStateDigest
  }

  public init() {}
}
