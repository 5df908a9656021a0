import Crypto

/// What a person signs with their own key: the act's value without its signature, for one case and one name.
///
/// ECDSA P-384 over SHA-384, raw `r‖s`: a FIPS-approved algorithm in a module that is not validated.
/// Source: agency policy §8.1.
public enum PersonalSignature {
  /// The bytes that are signed. `value` must carry no signature.
  public static func message(_ value: CBOR, of entity: EntityID, by name: String) -> [UInt8] {
    var writer = CBORWriter(capacity: 256)
    writer.array(3)
    writer.bytes(entity.bytes)
    writer.text(name)
    writer.bytes(value.encoded)
    return Array("casetui-act/1".utf8) + writer.bytes
  }

  /// Whether the signature in a value holds for the key that the person has registered.
  ///
  /// - Parameter place: the value's key under which it stands.
  public static func holds(
    _ value: CBOR, of entity: EntityID, by name: String, key: [UInt8]?, at place: UInt64 = 6
  ) -> Bool {
    guard case .map(let pairs) = value, let signature = value[place]?.bytesValue,
      let key = key.flatMap(SealKey.init(encoded:))
    else { return false }
    let bare = CBOR.map(pairs.filter { $0.key != place })
    return key.verifies(signature, over: message(bare, of: entity, by: name))
  }
}
