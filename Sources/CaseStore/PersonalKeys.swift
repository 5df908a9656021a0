import CaseDomain
import Foundation

/// The keys with which people of this office sign, each in a file of its own under `keys/people`.
///
/// A smart card replaces the file behind the same `SealSigner`.
extension CaseStore {
  private func keyPath(of name: String) -> String {
    "\(folder.personalKeys)/\(Digest256.sha256(Array(name.utf8)).hex.prefix(32)).p384"
  }

  /// Makes a key for a person of this office, unless they have one.
  ///
  /// - Returns: the public key, to be registered.
  public func makeKey(for name: String) throws -> SealKey {
    if let key = try personalKey(of: name) { return key.key }
    try folder.createPersonalKeys()
    return try KeyFile.create(at: keyPath(of: name)).key
  }

  /// The key with which that person signs here; `nil` when this store holds none.
  func personalKey(of name: String) throws -> KeyFile? {
    let path = keyPath(of: name)
    guard access(path, F_OK) == 0 else { return nil }
    return try KeyFile.load(path)
  }

  /// A signature over an act, by the key of its author; `nil` when this store holds none.
  func sign(_ value: CBOR, of entity: EntityID, as author: Author) throws -> [UInt8]? {
    try personalKey(of: author.user)?.sign(PersonalSignature.message(value, of: entity, by: author.user))
  }
}
