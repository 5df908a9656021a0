import Crypto

/// An agency, or the part of one, that keeps a store.
public enum Office {}
public typealias OfficeID = ID<Office>

/// One database of an office: the first 16 bytes of SHA-256 over its first public key.
public enum Replica {}
public typealias ReplicaID = ID<Replica>

/// An append-only chain of operations by one replica for one audience (docs/journal.md §4).
public enum Feed {}
public typealias FeedID = ID<Feed>

/// Whoever may see any operation of a feed may see all of it. 8 bytes.
public struct AudienceID: Hashable, Sendable, Comparable {
  public let value: UInt64

  public init(_ value: UInt64) { self.value = value }

  /// The one audience of this version: every enrolled office.
  public static let everyOffice = AudienceID(1)

  public var bytes: [UInt8] { withUnsafeBytes(of: value.bigEndian, Array.init) }

  public static func < (left: AudienceID, right: AudienceID) -> Bool { left.value < right.value }
}

/// Who writes a feed and with which key: the feed's genesis (docs/journal.md §4).
public struct FeedDescriptor: Hashable, Sendable {
  public let office: OfficeID
  public let officeName: String
  public let replica: ReplicaID
  /// Random; new at creation and after any suspicion of a restore or clone (docs/journal.md §8).
  public let incarnation: UInt64
  public let audience: AudienceID
  public let key: SealKey

  public init(
    office: OfficeID, officeName: String, replica: ReplicaID, incarnation: UInt64, audience: AudienceID,
    key: SealKey
  ) {
    self.office = office
    self.officeName = officeName
    self.replica = replica
    self.incarnation = incarnation
    self.audience = audience
    self.key = key
  }

  /// The bytes that travel and that the genesis hash covers.
  public var encoded: [UInt8] {
    var writer = CBORWriter(capacity: 192)
    writer.array(7)
    writer.uint(1)
    writer.bytes(office.bytes)
    writer.text(officeName)
    writer.bytes(replica.bytes)
    writer.uint(incarnation)
    writer.uint(audience.value)
    writer.bytes(key.encoded)
    return writer.bytes
  }

  public init(encoded: some Collection<UInt8>) throws(JournalError) {
    guard let item = try? CBORReader.decode(encoded).arrayValue, item.count == 7,
      item[0].uintValue == 1,
      let office = item[1].bytesValue.flatMap(OfficeID.init(bytes:)), let name = item[2].textValue,
      let replica = item[3].bytesValue.flatMap(ReplicaID.init(bytes:)),
      let incarnation = item[4].uintValue, let audience = item[5].uintValue,
      let key = item[6].bytesValue.flatMap(SealKey.init(encoded:))
    else { throw .malformed("feed descriptor") }
    self.init(
      office: office, officeName: name, replica: replica, incarnation: incarnation,
      audience: AudienceID(audience), key: key)
  }

  public var feed: FeedID {
    var bytes = Array("casetui-feed/1".utf8)
    bytes += replica.bytes
    bytes += withUnsafeBytes(of: incarnation.bigEndian, Array.init)
    bytes += audience.bytes
    return FeedID(bytes: Digest256.sha256(bytes).bytes.prefix(16))!
  }

  /// What the first operation of the feed names as its parent.
  public var genesis: Digest256 { Digest256.sha256(Array("casetui-genesis/1".utf8) + encoded) }
}

/// A public key that verifies seals. Its first byte names the suite: 1 is ECDSA P-384, followed by
/// the 97 bytes of the X9.63 point.
public struct SealKey: Hashable, Sendable {
  public let encoded: [UInt8]

  /// `nil` when the suite is unknown or the point is not on the curve.
  public init?(encoded: [UInt8]) {
    guard encoded.count == 98, encoded[0] == 1,
      (try? P384.Signing.PublicKey(x963Representation: encoded[1...])) != nil
    else { return nil }
    self.encoded = encoded
  }

  public init(_ key: P384.Signing.PublicKey) { encoded = [1] + Array(key.x963Representation) }

  /// The first 8 bytes of SHA-256 over the key.
  public var id: UInt64 { Digest256.sha256(encoded).prefix8 }

  /// The replica whose first key this is.
  public var replica: ReplicaID { ReplicaID(bytes: Digest256.sha256(encoded).bytes.prefix(16))! }

  /// Eight pronounceable words over 128 bits of the key's hash, for two people to compare by voice.
  public var words: String { Proquint.encode(Digest256.sha256(encoded).bytes.prefix(16)) }

  /// Whether `signature` (raw r ‖ s, 96 bytes) is this key's over `message`.
  public func verifies(_ signature: [UInt8], over message: [UInt8]) -> Bool {
    guard let key = try? P384.Signing.PublicKey(x963Representation: encoded[1...]),
      let parsed = try? P384.Signing.ECDSASignature(rawRepresentation: signature)
    else { return false }
    return key.isValidSignature(parsed, for: message)
  }
}

/// Whatever can sign seals for a replica: a key file here, a smart card or validated module elsewhere.
public protocol SealSigner: Sendable {
  var key: SealKey { get }
  /// Raw r ‖ s, 96 bytes, for suite 1.
  func sign(_ message: [UInt8]) throws -> [UInt8]
  /// A secret of the replica that blinds leaves of its seals (docs/journal.md §5).
  func blind(_ message: [UInt8]) -> [UInt8]
}

/// Bytes as pronounceable five-letter words, 16 bits each (the proquint scheme).
public enum Proquint {
  private static let consonants = Array("bdfghjklmnprstvz")
  private static let vowels = Array("aiou")

  public static func encode(_ bytes: some Collection<UInt8>) -> String {
    let all = Array(bytes)
    precondition(all.count.isMultiple(of: 2))
    return stride(from: 0, to: all.count, by: 2).map { index in
      let word = Int(all[index]) << 8 | Int(all[index + 1])
      return String([
        consonants[word >> 12 & 15], vowels[word >> 10 & 3], consonants[word >> 6 & 15],
        vowels[word >> 4 & 3], consonants[word & 15],
      ])
    }.joined(separator: "-")
  }
}
