/// One change, as it is hashed, stored and carried (docs/journal.md §3).
public struct Operation: Hashable, Sendable {
  public let header: OperationHeader
  /// SHA-256(0x00 ‖ header bytes): the operation's name.
  public let hash: Digest256
  /// Salt and body as received, never re-encoded; `nil` for a stub whose payload is withheld or erased.
  public let payload: [UInt8]?

  public init(header: OperationHeader, hash: Digest256, payload: [UInt8]?) {
    self.header = header
    self.hash = hash
    self.payload = payload
  }

  public var dot: Dot { Dot(feed: header.feed, seq: header.seq, hash8: hash.prefix8) }
}

/// The part of an operation that its name covers. 104 bytes when encoded.
public struct OperationHeader: Hashable, Sendable {
  public static let version: UInt64 = 1

  public var feed: FeedID
  /// 1, 2, 3… without gaps in the feed.
  public var seq: UInt64
  /// Hash of the operation before; for the first, the feed's genesis.
  public var previous: Digest256
  public var hlc: HLC
  /// SHA-256(0x01 ‖ payload bytes).
  public var payloadHash: Digest256
  public var payloadLength: UInt64
  public var flags: OperationFlags

  public init(
    feed: FeedID, seq: UInt64, previous: Digest256, hlc: HLC, payloadHash: Digest256,
    payloadLength: UInt64, flags: OperationFlags
  ) {
    self.feed = feed
    self.seq = seq
    self.previous = previous
    self.hlc = hlc
    self.payloadHash = payloadHash
    self.payloadLength = payloadLength
    self.flags = flags
  }

  public func encode(into writer: inout CBORWriter) {
    writer.array(8)
    writer.uint(OperationHeader.version)
    writer.bytes(feed.bytes)
    writer.uint(seq)
    writer.bytes(previous)
    writer.uint(hlc.value)
    writer.bytes(payloadHash)
    writer.uint(payloadLength)
    writer.uint(UInt64(flags.rawValue))
  }

  public var hash: Digest256 {
    var writer = CBORWriter(capacity: 128)
    encode(into: &writer)
    return writer.bytes.withUnsafeBytes { Digest256.sha256(prefix: 0x00, $0) }
  }

  public static func hash(payload: UnsafeRawBufferPointer) -> Digest256 {
    Digest256.sha256(prefix: 0x01, payload)
  }
}

/// What a reader must know before it opens the payload.
public struct OperationFlags: OptionSet, Hashable, Sendable {
  public let rawValue: UInt8
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// The next operation of the feed belongs to the same all-or-nothing group.
  public static let continues = OperationFlags(rawValue: 1)
  /// Belongs to the governance feed.
  public static let governance = OperationFlags(rawValue: 2)
  /// Means nothing without the person's own signature in the body.
  public static let needsUserSignature = OperationFlags(rawValue: 4)
}

/// A compact reference to an operation: the 8 bytes of its hash keep it unambiguous after a fork.
public struct Dot: Hashable, Sendable, Comparable {
  public let feed: FeedID
  public let seq: UInt64
  public let hash8: UInt64

  public init(feed: FeedID, seq: UInt64, hash8: UInt64) {
    self.feed = feed
    self.seq = seq
    self.hash8 = hash8
  }

  public static func < (left: Dot, right: Dot) -> Bool {
    (left.feed, left.seq, left.hash8) < (right.feed, right.seq, right.hash8)
  }

  func encode(into writer: inout CBORWriter) {
    writer.array(3)
    writer.bytes(feed.bytes)
    writer.uint(seq)
    withUnsafeBytes(of: hash8.bigEndian) { writer.bytes($0) }
  }

  init(from reader: inout CBORReader) throws(CBORError) {
    guard try reader.array() == 3 else {
      throw CBORError(offset: reader.offset, reason: "a dot has three parts")
    }
    feed = FeedID(raw: try reader.bytes(count: 16))!
    seq = try reader.uint()
    hash8 = UInt64(bigEndian: try reader.bytes(count: 8).loadUnaligned(as: UInt64.self))
  }
}

extension Dot: CustomStringConvertible {
  public var description: String { "\(feed):\(seq)" }
}
