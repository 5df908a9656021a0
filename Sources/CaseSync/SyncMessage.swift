import CaseDomain

/// What travels between two replicas, by section of docs/sync-protocol.md.
public enum SyncMessage: Equatable, Sendable {
  case hello(Hello)  // §3.1
  case auth(signature: [UInt8], descriptor: [UInt8]?)  // §3.2
  case who  // §3.2
  case status(SyncStatus)  // §3.3
  case heads(last: Bool, [FeedHead], descriptors: [[UInt8]])  // §3.4  sorted
  case want([Want])  // §3.5
  case seals([Seal])  // §3.6  ascending
  case segments(last: Bool, [Segment])  // §3.7  parents before children
  case ack([FeedHead])  // §3.8
  case blobWant([BlobWant])  // §3.9
  case blobChunk(hash: Digest256, offset: UInt64, bytes: [UInt8]?)  // §3.9
  case digest(reducer: UInt64, state: Digest256, SyncStatus?)  // §3.10
  case alarm(String)  // §3.11
  case bye(ByeReason)  // §3.12

  /// The type byte of a frame.
  public enum Kind: UInt8, Sendable, CaseIterable {
    case hello = 1
    case auth, who, status, heads, want, seals, segments, ack, blobWant, blobChunk, digest, alarm, bye

    /// As the specification writes it.
    public var name: String {
      switch self {
      case .seals: "SEAL"
      case .segments: "SEG"
      default: "\(self)".uppercased()
      }
    }
  }

  public var kind: Kind {
    switch self {
    case .hello: .hello
    case .auth: .auth
    case .who: .who
    case .status: .status
    case .heads: .heads
    case .want: .want
    case .seals: .seals
    case .segments: .segments
    case .ack: .ack
    case .blobWant: .blobWant
    case .blobChunk: .blobChunk
    case .digest: .digest
    case .alarm: .alarm
    case .bye: .bye
    }
  }
}

/// How a session begins (§3.1).
public struct Hello: Equatable, Sendable {
  public var versions: [UInt64] = [SyncLimits.version]
  public var feed: FeedID
  public var epoch: UInt64
  /// 32 bytes.
  public var challenge: [UInt8]
  public var flags: HelloFlags = []
  public var frameLimit = UInt64(SyncLimits.body)

  public init(feed: FeedID, epoch: UInt64, challenge: [UInt8], flags: HelloFlags = []) {
    precondition(challenge.count == 32)
    self.feed = feed
    self.epoch = epoch
    self.challenge = challenge
    self.flags = flags
  }
}

public struct HelloFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt64
  public init(rawValue: UInt64) { self.rawValue = rawValue }

  /// The initiator asks to be taken in.
  public static let enrol = HelloFlags(rawValue: 1)
  /// Compare heads even when the statuses are equal, and forget what was remembered.
  public static let full = HelloFlags(rawValue: 2)
  public static let noBlobs = HelloFlags(rawValue: 4)
}

/// A fingerprint of all sealed heads (§3.3): equal exactly when the same operations are held, short of
/// an attack on the sum, which a full comparison undoes.
public struct SyncStatus: Hashable, Sendable {
  public let sum: Digest256
  public let count: UInt64

  public init(sum: Digest256, count: UInt64) {
    self.sum = sum
    self.count = count
  }

  public init(_ heads: [FeedHead]) {
    sum = heads.reduce(.zero) { sum, head in
      sum &+ head.hash.withUnsafeBytes { Digest256.sha256($0) }
    }
    count = UInt64(heads.count)
  }
}

/// A feed of which an announced head is missing, and what is held of it (§3.5).
public struct Want: Hashable, Sendable {
  /// Sequence number 0 and zero hash: nothing is held.
  public let have: FeedHead
  public let seal: UInt64

  public init(have: FeedHead, seal: UInt64) {
    self.have = have
    self.seal = seal
  }
}

/// A blob wanted from `offset` on (§3.9).
public struct BlobWant: Hashable, Sendable {
  public let hash: Digest256
  public let cited: Dot
  public let size: UInt64
  public let offset: UInt64

  public init(hash: Digest256, cited: Dot, size: UInt64, offset: UInt64) {
    self.hash = hash
    self.cited = cited
    self.size = size
    self.offset = offset
  }
}

/// Why a session ends (§3.12).
public enum ByeReason: UInt64, Sendable, CaseIterable {
  case done = 0
  case notEnrolled, noCommonVersion, badSignature, violation, failure, cancelled

  /// Printed after "the peer ended the session: ".
  public var message: String {
    switch self {
    case .done: "done"
    case .notEnrolled: "this office is not enrolled there"
    case .noCommonVersion: "no protocol version in common"
    case .badSignature: "it could not verify this replica's signature"
    case .violation: "it did not understand what was sent"
    case .failure: "its store could not be read or written"
    case .cancelled: "cancelled"
    }
  }
}
