import CaseDomain
import Crypto
import Foundation

/// The replica's sealing key in a file that only its user may read. The key is ECDSA P-384 from
/// swift-crypto: a FIPS-approved algorithm in a module that is not validated.
public struct KeyFile: SealSigner {
  private let signing: P384.Signing.PrivateKey
  private let blinding: SymmetricKey
  public let key: SealKey

  static func create(at path: String) throws -> KeyFile {
    let signing = P384.Signing.PrivateKey()
    let blinding = SymmetricKey(size: .bits256)
    let bytes = [UInt8(1)] + Array(signing.rawRepresentation) + blinding.withUnsafeBytes(Array.init)
    try DurableFile.write(bytes, to: path)
    return KeyFile(signing: signing, blinding: blinding)
  }

  static func load(_ path: String) throws -> KeyFile {
    let bytes = try PrivateFile.read(path)
    guard bytes.count == 81, bytes[0] == 1,
      let signing = try? P384.Signing.PrivateKey(rawRepresentation: bytes[1..<49])
    else { throw StoreError.damaged("\(path) does not hold a sealing key") }
    return KeyFile(signing: signing, blinding: SymmetricKey(data: bytes[49...]))
  }

  private init(signing: P384.Signing.PrivateKey, blinding: SymmetricKey) {
    self.signing = signing
    self.blinding = blinding
    key = SealKey(signing.publicKey)
  }

  public func sign(_ message: [UInt8]) throws -> [UInt8] {
    Array(try signing.signature(for: message).rawRepresentation)
  }

  public func blind(_ message: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: blinding).prefix(16))
  }
}
