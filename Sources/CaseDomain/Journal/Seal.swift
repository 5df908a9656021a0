/// A replica's signature over everything it wrote since its last seal (docs/journal.md §5).
public struct Seal: Hashable, Sendable {
  public let replica: ReplicaID
  public let incarnation: UInt64
  /// 1, 2, 3… within the incarnation.
  public let number: UInt64
  /// Hash of the seal before; zero for the first of an incarnation.
  public let previous: Digest256
  public let hlc: HLC
  /// Merkle root over the leaves of the segments it covers.
  public let root: Digest256
  /// Leaves after padding to a power of two.
  public let leafCount: UInt64
  public let keyID: UInt64
  public let reducerVersion: UInt64
  /// Bit 0: a full seal, which covers the quiet feeds too.
  public let flags: UInt64
  /// May be empty for a seal inside a chain whose last one is signed.
  public var signatures: [SealSignature]

  public static let messageType = "application/vnd.casetui.seal.v1+cbor"

  public init(
    replica: ReplicaID, incarnation: UInt64, number: UInt64, previous: Digest256, hlc: HLC, root: Digest256,
    leafCount: UInt64, keyID: UInt64, reducerVersion: UInt64, flags: UInt64 = 0,
    signatures: [SealSignature] = []
  ) {
    self.replica = replica
    self.incarnation = incarnation
    self.number = number
    self.previous = previous
    self.hlc = hlc
    self.root = root
    self.leafCount = leafCount
    self.keyID = keyID
    self.reducerVersion = reducerVersion
    self.flags = flags
    self.signatures = signatures
  }

  /// What is hashed and signed.
  public var body: [UInt8] {
    var writer = CBORWriter(capacity: 160)
    writer.array(11)
    writer.uint(1)
    writer.bytes(replica.bytes)
    writer.uint(incarnation)
    writer.uint(number)
    writer.bytes(previous)
    writer.uint(hlc.value)
    writer.bytes(root)
    writer.uint(leafCount)
    writer.uint(keyID)
    writer.uint(reducerVersion)
    writer.uint(flags)
    return writer.bytes
  }

  public init(body: some Collection<UInt8>, signatures: [SealSignature] = []) throws(JournalError) {
    guard let item = try? CBORReader.decode(body).arrayValue, item.count == 11, item[0].uintValue == 1,
      let replica = item[1].bytesValue.flatMap(ReplicaID.init(bytes:)),
      let incarnation = item[2].uintValue, let number = item[3].uintValue,
      let previous = item[4].bytesValue.flatMap(Digest256.init), let hlc = item[5].uintValue,
      let root = item[6].bytesValue.flatMap(Digest256.init), let leafCount = item[7].uintValue,
      let keyID = item[8].uintValue, let reducer = item[9].uintValue, let flags = item[10].uintValue
    else { throw .malformed("seal") }
    self.init(
      replica: replica, incarnation: incarnation, number: number, previous: previous, hlc: HLC(hlc),
      root: root, leafCount: leafCount, keyID: keyID, reducerVersion: reducer, flags: flags,
      signatures: signatures)
  }

  /// SHA-256(0x04 ‖ body): what the next seal names as its parent.
  public var hash: Digest256 { body.withUnsafeBytes { Digest256.sha256(prefix: 0x04, $0) } }

  /// The pre-authentication encoding of DSSE: type and exact bytes, with their lengths.
  public var signedMessage: [UInt8] {
    let body = body
    let head = "DSSEv1 \(Seal.messageType.utf8.count) \(Seal.messageType) \(body.count) "
    return Array(head.utf8) + body
  }

  public func signed(by signer: some SealSigner) throws -> Seal {
    var seal = self
    seal.signatures = [
      SealSignature(algorithm: 1, keyID: signer.key.id, bytes: try signer.sign(signedMessage))
    ]
    return seal
  }

  /// Whether one of the signatures is by `key`, over this body.
  public func isSigned(by key: SealKey) -> Bool {
    let message = signedMessage
    return signatures.contains {
      $0.algorithm == 1 && $0.keyID == key.id && key.verifies($0.bytes, over: message)
    }
  }
}

/// One signature of a seal's list. Algorithm 1 is ECDSA P-384 with SHA-384, raw r ‖ s.
public struct SealSignature: Hashable, Sendable {
  public let algorithm: UInt64
  public let keyID: UInt64
  public let bytes: [UInt8]

  public init(algorithm: UInt64, keyID: UInt64, bytes: [UInt8]) {
    self.algorithm = algorithm
    self.keyID = keyID
    self.bytes = bytes
  }

  public static func encode(_ signatures: [SealSignature]) -> CBOR {
    .array(signatures.map { .array([.uint($0.algorithm), .uint($0.keyID), .bytes($0.bytes)]) })
  }

  public static func decode(_ item: CBOR) throws(JournalError) -> [SealSignature] {
    guard let items = item.arrayValue, items.count <= 8 else { throw .malformed("seal signatures") }
    var signatures: [SealSignature] = []
    for item in items {
      guard let parts = item.arrayValue, parts.count == 3, let algorithm = parts[0].uintValue,
        let keyID = parts[1].uintValue, let bytes = parts[2].bytesValue
      else { throw .malformed("seal signatures") }
      signatures.append(SealSignature(algorithm: algorithm, keyID: keyID, bytes: bytes))
    }
    return signatures
  }
}

/// Which part of a feed a seal's leaf covers, and how the leaf leads to the seal's root.
public struct SegmentProof: Hashable, Sendable {
  public let replica: ReplicaID
  public let incarnation: UInt64
  public let sealNumber: UInt64
  public let leafIndex: UInt64
  /// Hides feeds from peers that may not see them: a keyed hash of feed and seal number. 16 bytes.
  public let blind: [UInt8]
  public let path: [Digest256]

  public init(
    replica: ReplicaID, incarnation: UInt64, sealNumber: UInt64, leafIndex: UInt64, blind: [UInt8],
    path: [Digest256]
  ) {
    self.replica = replica
    self.incarnation = incarnation
    self.sealNumber = sealNumber
    self.leafIndex = leafIndex
    self.blind = blind
    self.path = path
  }

  /// SHA-256(0x02 ‖ blind ‖ feed ‖ first ‖ last ‖ head ‖ root over the operations).
  public static func leaf(
    blind: [UInt8], feed: FeedID, first: UInt64, last: UInt64, head: Digest256, operationsRoot: Digest256
  ) -> Digest256 {
    var bytes = blind + feed.bytes
    bytes += withUnsafeBytes(of: first.bigEndian, Array.init)
    bytes += withUnsafeBytes(of: last.bigEndian, Array.init)
    bytes += head.bytes + operationsRoot.bytes
    return bytes.withUnsafeBytes { Digest256.sha256(prefix: 0x02, $0) }
  }

  /// Pads leaves with zeros to a power of two, so that the tree's size says little.
  public static func padded(_ leaves: [Digest256]) -> [Digest256] {
    var size = 1
    while size < leaves.count { size *= 2 }
    return leaves + Array(repeating: .zero, count: size - leaves.count)
  }
}
