import CaseDomain
import Crypto

/// A replica key made from a number: the same key in every run.
public struct TestSigner: SealSigner {
  private let privateKey: P384.Signing.PrivateKey
  public let key: SealKey

  public init(seed: UInt64) {
    var random = SeededGenerator(seed: seed ^ 0x5EED)
    privateKey = try! P384.Signing.PrivateKey(rawRepresentation: [0] + random.bytes(47))
    key = SealKey(privateKey.publicKey)
  }

  public func sign(_ message: [UInt8]) throws -> [UInt8] {
    Array(try privateKey.signature(for: message).rawRepresentation)
  }

  public func blind(_ message: [UInt8]) -> [UInt8] {
    Array(Digest256.sha256(key.encoded + message).bytes.prefix(16))
  }
}

/// As `TestSigner`, but "signs" with hashes, so that a simulator can run thousands of sessions, each the same
/// in every run. Goes with `CheapSigner.check` in the place of real verification.
public struct CheapSigner: SealSigner {
  public let key: SealKey

  /// Keys are made once a process: that is the slow part.
  private static let keys = (0..<8).map { TestSigner(seed: $0).key }

  /// - Parameter index: 0..<8.
  public init(_ index: Int) { key = CheapSigner.keys[index] }

  public func sign(_ message: [UInt8]) -> [UInt8] { CheapSigner.signature(by: key, over: message) }

  public func blind(_ message: [UInt8]) -> [UInt8] {
    Array(Digest256.sha256(key.encoded + message).bytes.prefix(16))
  }

  public static let check: SegmentVerifier.SignatureCheck = { key, signature, message in
    signature == CheapSigner.signature(by: key, over: message)
  }

  private static func signature(by key: SealKey, over message: [UInt8]) -> [UInt8] {
    let first = Digest256.sha256(key.encoded + message).bytes
    return first + first + first
  }
}
