import Crypto

/// Keys and signatures in the forms that `openssl` reads.
extension SealKey {
  /// SubjectPublicKeyInfo in PEM, ending with a line feed.
  public var pem: String? {
    (try? P384.Signing.PublicKey(x963Representation: encoded.dropFirst())).map { key in
      let text = key.pemRepresentation
      return text.hasSuffix("\n") ? text : text + "\n"
    }
  }

  /// `nil` when the text is not a P-384 public key.
  public init?(pem: String) {
    guard let key = try? P384.Signing.PublicKey(pemRepresentation: pem) else { return nil }
    self.init(key)
  }

  /// A raw `r‖s` signature in DER; `nil` when it is not one.
  public static func der(_ raw: [UInt8]) -> [UInt8]? {
    (try? P384.Signing.ECDSASignature(rawRepresentation: raw)).map { Array($0.derRepresentation) }
  }

  /// Whether a signature in DER is this key's over `message`.
  public func verifies(der: [UInt8], over message: [UInt8]) -> Bool {
    guard let signature = try? P384.Signing.ECDSASignature(derRepresentation: der) else { return false }
    return verifies(Array(signature.rawRepresentation), over: message)
  }
}
