import Crypto

/// The key of an exercise in which owners compare values without showing them: equal values give equal hashes
/// for those who hold the key, and nothing but that equality is told to those who do not.
///
/// The owners hold it, and no office does: with it, values of a small set (addresses, phone numbers) can be found
/// by trying all. HMAC-SHA-256 (RFC 2104) over kind and folded value in NFC. Source: `docs/exchange.md`.
public struct TraceKey: Sendable {
  public static let byteCount = 32

  private let key: SymmetricKey

  /// `nil` unless there are 32 bytes.
  public init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.byteCount else { return nil }
    key = SymmetricKey(data: bytes)
  }

  /// The keyed hash of a value as two owners compare it; `nil` when it is none after folding.
  ///
  /// A network of one address is that address, and hashed as such: the answer says of which kind it is.
  public func hash(_ kind: Trace.Kind, _ value: String, exercise: String) -> Trace? {
    guard let folded = Trace(written: value, kind),
      // As the journal compares it.
      let plain = Trace(held: folded.value.inNFC, folded.kind, exercise: nil)
    else { return nil }
    // The kind is part of what is hashed: the same digits as a phone number and an account stay apart.
    let input =
      Array("casetui-trace/1".utf8) + [0] + Array(plain.kind.rawValue.utf8) + [0] + Array(plain.value.utf8)
    let code = HMAC<SHA256>.authenticationCode(for: input, using: key)
    return Trace(plain.kind, Hex.encode(code), exercise: exercise)
  }
}
