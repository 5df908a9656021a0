/// A run of one feed's operations under one leaf of a seal: the unit of transfer and of resuming
/// (docs/journal.md §5, docs/sync-protocol.md §3.6). At most 1,000 operations.
public struct Segment: Hashable, Sendable {
  public static let maximumOperations = 1000
  /// Where a writer ends a segment, encoded; a single operation may take it up to half as much again.
  public static let maximumBytes = 512 * 1024
  /// What an operation takes beside its payload, at most.
  public static let bytesPerOperation = 64

  public let feed: FeedID
  public let first: UInt64
  /// Hash of the operation before `first`, or the genesis.
  public let previous: Digest256
  public let operations: [Operation]
  public let proof: SegmentProof

  public init(
    feed: FeedID, first: UInt64, previous: Digest256, operations: [Operation], proof: SegmentProof
  ) {
    self.feed = feed
    self.first = first
    self.previous = previous
    self.operations = operations
    self.proof = proof
  }

  public var last: UInt64 { first + UInt64(operations.count) - 1 }
  public var head: Digest256 { operations.last!.hash }

  /// The leaf that these operations make; equal to the seal's only if every byte is as it was.
  public var leaf: Digest256 {
    SegmentProof.leaf(
      blind: proof.blind, feed: feed, first: first, last: last, head: head,
      operationsRoot: Merkle.root(operations.map(\.hash)))
  }

  /// Whether the segment is the one that `seal` signed.
  public func isCovered(by seal: Seal) -> Bool {
    guard let index = Int(exactly: proof.leafIndex), let count = Int(exactly: seal.leafCount) else {
      return false
    }
    return seal.replica == proof.replica && seal.incarnation == proof.incarnation
      && seal.number == proof.sealNumber
      && Merkle.root(from: leaf, at: index, of: count, path: proof.path) == seal.root
  }

  /// Appends the segment as it travels: what the chain implies is left out.
  public func encode(into writer: inout CBORWriter) {
    writer.array(5)
    writer.bytes(feed.bytes)
    writer.uint(first)
    writer.bytes(previous)
    writer.array(operations.count)
    var clock: UInt64 = 0
    for operation in operations {
      if let payload = operation.payload {
        writer.array(3)
        writer.uint(operation.header.hlc.value - clock)
        writer.uint(UInt64(operation.header.flags.rawValue))
        writer.bytes(payload)
      } else {
        writer.array(4)
        writer.uint(operation.header.hlc.value - clock)
        writer.uint(UInt64(operation.header.flags.rawValue))
        writer.bytes(operation.header.payloadHash)
        writer.uint(operation.header.payloadLength)
      }
      clock = operation.header.hlc.value
    }
    writer.array(6)
    writer.bytes(proof.replica.bytes)
    writer.uint(proof.incarnation)
    writer.uint(proof.sealNumber)
    writer.uint(proof.leafIndex)
    writer.bytes(proof.blind)
    writer.array(proof.path.count)
    for digest in proof.path { writer.bytes(digest) }
  }

  /// Reads a segment and recomputes every hash in it.
  ///
  /// Nothing is trusted yet: the caller checks `isCovered(by:)` against a verified seal, and that
  /// `previous` is an operation it holds.
  public init(from reader: inout CBORReader) throws(CBORError) {
    guard try reader.array() == 5 else { throw Segment.fail(reader, "a segment has five parts") }
    feed = FeedID(bytes: try reader.bytes(count: 16))!
    first = try reader.uint()
    previous = try reader.digest()
    let count = try reader.array()
    guard count > 0, count <= Segment.maximumOperations, first > 0, first < 1 << 62 else {
      throw Segment.fail(reader, "a segment holds 1 to 1,000 operations")
    }
    var operations: [Operation] = []
    operations.reserveCapacity(count)
    var parent = previous
    var clock: UInt64 = 0
    var writer = CBORWriter(capacity: 128)
    for index in 0..<count {
      let parts = try reader.array()
      guard parts == 3 || parts == 4 else { throw Segment.fail(reader, "an operation has 3 or 4 parts") }
      let (hlc, overflow) = clock.addingReportingOverflow(try reader.uint())
      guard !overflow else { throw Segment.fail(reader, "a clock reading overflows") }
      clock = hlc
      guard let flags = UInt8(exactly: try reader.uint()) else {
        throw Segment.fail(reader, "flags do not fit a byte")
      }
      var payload: [UInt8]?
      let payloadHash: Digest256
      let payloadLength: UInt64
      if parts == 3 {
        let bytes = try reader.bytes()
        payload = Array(bytes)
        payloadHash = OperationHeader.hash(payload: bytes)
        payloadLength = UInt64(bytes.count)
      } else {
        payloadHash = try reader.digest()
        payloadLength = try reader.uint()
      }
      let header = OperationHeader(
        feed: feed, seq: first + UInt64(index), previous: parent, hlc: HLC(hlc), payloadHash: payloadHash,
        payloadLength: payloadLength, flags: OperationFlags(rawValue: flags))
      writer.reset()
      header.encode(into: &writer)
      let hash = writer.bytes.withUnsafeBytes { Digest256.sha256(prefix: 0x00, $0) }
      operations.append(Operation(header: header, hash: hash, payload: payload))
      parent = hash
    }
    self.operations = operations
    guard try reader.array() == 6 else { throw Segment.fail(reader, "a proof has six parts") }
    let replica = ReplicaID(bytes: try reader.bytes(count: 16))!
    let incarnation = try reader.uint()
    let sealNumber = try reader.uint()
    let leafIndex = try reader.uint()
    let blind = Array(try reader.bytes(count: 16))
    let length = try reader.array()
    guard length <= 64 else { throw Segment.fail(reader, "a path is longer than 64") }
    var path: [Digest256] = []
    for _ in 0..<length { path.append(try reader.digest()) }
    proof = SegmentProof(
      replica: replica, incarnation: incarnation, sealNumber: sealNumber, leafIndex: leafIndex,
      blind: blind, path: path)
  }

  private static func fail(_ reader: CBORReader, _ reason: String) -> CBORError {
    CBORError(offset: reader.offset, reason: reason)
  }
}

extension CBORReader {
  /// The error to throw when what was just read breaks a rule of the structure around it.
  public func failure(_ reason: String) -> CBORError { CBORError(offset: offset, reason: reason) }
}
