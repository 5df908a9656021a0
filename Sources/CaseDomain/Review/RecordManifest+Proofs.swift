/// How the names of a record's operations lead to signed seals (docs/journal.md §5).
public struct RecordProofs: Codable, Hashable, Sendable {
  public struct SealEntry: Codable, Hashable, Sendable {
    /// `0001`: the files `seals/0001.*`.
    public var file: String
    /// SHA-256 over `04` and the body, in hexadecimal.
    public var hash: String
    /// Whether it carries a signature of its own; if not, a seal after it does.
    public var signed: Bool

    public init(file: String, hash: String, signed: Bool) {
      self.file = file
      self.hash = hash
      self.signed = signed
    }
  }

  public struct SegmentEntry: Codable, Hashable, Sendable {
    public var feed: String
    public var first: UInt64
    public var last: UInt64
    /// The name of its last operation.
    public var head: String
    public var blind: String
    public var leafIndex: UInt64
    public var path: [String]
    /// The `file` of the seal that covers it.
    public var seal: String

    public init(_ segment: Segment, seal: String) {
      feed = segment.feed.description
      first = segment.first
      last = segment.last
      head = segment.head.hex
      blind = Hex.encode(segment.proof.blind)
      leafIndex = segment.proof.leafIndex
      path = segment.proof.path.map(\.hex)
      self.seal = seal
    }
  }

  public struct OperationEntry: Codable, Hashable, Sendable {
    public var name: String
    /// The place in `segments`, and in the segment; both from 0.
    public var segment: Int
    public var index: Int
    public var path: [String]

    public init(name: String, segment: Int, index: Int, path: [String]) {
      self.name = name
      self.segment = segment
      self.index = index
      self.path = path
    }
  }

  public var seals: [SealEntry]
  public var segments: [SegmentEntry]
  public var operations: [OperationEntry]

  public init(seals: [SealEntry], segments: [SegmentEntry], operations: [OperationEntry]) {
    self.seals = seals
    self.segments = segments
    self.operations = operations
  }

  static let file = "seals/proofs.json"

  /// What does not fit; every operation of `names` must be under a seal of `sealed`.
  ///
  /// - Parameter sealed: the seals whose signature, or whose child's, was checked; by their `file`.
  public func faults(names: [String], sealed: [String: Seal]) -> [RecordFault] {
    var faults: [RecordFault] = []
    var covered: Set<String> = []
    for entry in operations {
      guard segments.indices.contains(entry.segment) else {
        faults.append(RecordFault(RecordProofs.file, "operation \(entry.name) names no segment"))
        continue
      }
      if entry.leads(through: segments[entry.segment], to: sealed[segments[entry.segment].seal]) {
        covered.insert(entry.name)
      } else {
        faults.append(RecordFault(RecordProofs.file, "operation \(entry.name) does not lead to its seal"))
      }
    }
    return faults
      + names.filter { name in !covered.contains(name) && !operations.contains { $0.name == name } }
      .map { RecordFault(RecordProofs.file, "operation \($0) is under no seal") }
  }
}

extension RecordProofs.OperationEntry {
  fileprivate func leads(through segment: RecordProofs.SegmentEntry, to seal: Seal?) -> Bool {
    guard let seal, let name = Digest256(hex: name), let feed = FeedID(segment.feed),
      let head = Digest256(hex: segment.head), let blind = Hex.decode(segment.blind), blind.count == 16,
      segment.first > 0, segment.last >= segment.first, segment.last < 1 << 62,
      let count = Int(exactly: segment.last - segment.first + 1),
      let leafIndex = Int(exactly: segment.leafIndex), let leafCount = Int(exactly: seal.leafCount)
    else { return false }
    let (steps, leafSteps) = (
      path.compactMap { Digest256(hex: $0) }, segment.path.compactMap { Digest256(hex: $0) }
    )
    guard steps.count == path.count, leafSteps.count == segment.path.count,
      let root = Merkle.root(from: name, at: index, of: count, path: steps)
    else { return false }
    let leaf = SegmentProof.leaf(
      blind: blind, feed: feed, first: segment.first, last: segment.last, head: head, operationsRoot: root)
    return Merkle.root(from: leaf, at: leafIndex, of: leafCount, path: leafSteps) == seal.root
  }
}

/// One file of `operations/`: the header of an operation and then its payload, as they are stored.
public struct RecordOperationFile: Hashable, Sendable {
  public let name: Digest256
  public let headerBytes: Int
  public let feed: FeedID
  public let seq: UInt64
  /// `nil` when the payload is withheld.
  public let body: OperationBody?

  public static func bytes(of operation: Operation, withheld: Bool) -> (bytes: [UInt8], headerBytes: Int) {
    var writer = CBORWriter(capacity: 128)
    operation.header.encode(into: &writer)
    return (writer.bytes + (withheld ? [] : operation.payload ?? []), writer.bytes.count)
  }

  /// Reads a file and makes its hashes again.
  public init(_ bytes: [UInt8], file: String) throws(RecordFault) {
    let read = bytes.withUnsafeBytes { raw -> RecordOperationFile? in
      var reader = CBORReader(raw)
      guard let header = try? reader.item().arrayValue, header.count == 8, header[0].uintValue == 1,
        let feed = header[1].bytesValue.flatMap({ FeedID(bytes: $0) }), let seq = header[2].uintValue,
        let hash = header[5].bytesValue.flatMap({ Digest256($0) }), let length = header[6].uintValue
      else { return nil }
      let end = reader.offset
      let payload = UnsafeRawBufferPointer(rebasing: raw[end...])
      let name = Digest256.sha256(prefix: 0x00, UnsafeRawBufferPointer(rebasing: raw[..<end]))
      guard !payload.isEmpty else {
        return RecordOperationFile(name: name, headerBytes: end, feed: feed, seq: seq, body: nil)
      }
      guard OperationHeader.hash(payload: payload) == hash, UInt64(payload.count) == length,
        let body = try? OperationBody(payload: payload)
      else { return nil }
      return RecordOperationFile(name: name, headerBytes: end, feed: feed, seq: seq, body: body)
    }
    guard let read else {
      throw RecordFault(file, "it is not an operation with the payload its header names")
    }
    self = read
  }

  private init(name: Digest256, headerBytes: Int, feed: FeedID, seq: UInt64, body: OperationBody?) {
    self.name = name
    self.headerBytes = headerBytes
    self.feed = feed
    self.seq = seq
    self.body = body
  }
}

extension Seal {
  /// The seal whose signed message these bytes are; `nil` when they are none.
  public init?(signedMessage bytes: [UInt8]) {
    let head = Array("DSSEv1 \(Seal.messageType.utf8.count) \(Seal.messageType) ".utf8)
    guard bytes.starts(with: head), let space = bytes[head.count...].firstIndex(of: 0x20),
      let seal = try? Seal(body: Array(bytes[(space + 1)...])), seal.signedMessage == bytes
    else { return nil }
    self = seal
  }
}
