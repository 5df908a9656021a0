/// Whom a name belongs to: an actor of ours, or an entry of somebody's list.
///
/// An entry is known by its source and the id it has there, whatever version of it is held and however often
/// it is imported.
public enum NameBearer: Hashable, Sendable {
  case actor(ActorID)
  case entry(source: String, id: String)

  public var cbor: CBOR {
    switch self {
    case .actor(let id): id.cbor
    case .entry(let source, let id): .array([.text(source), .text(id)])
    }
  }

  /// Compared as bytes: two ids that only look alike are two.
  public func isSame(as other: NameBearer) -> Bool { cbor.encoded == other.cbor.encoded }

  /// One order for every office: by the bytes.
  public func isBefore(_ other: NameBearer) -> Bool {
    cbor.encoded.lexicographicallyPrecedes(other.cbor.encoded)
  }

  public init?(_ cbor: CBOR?) {
    if let id = ActorID(cbor) {
      self = .actor(id)
    } else if let parts = cbor?.arrayValue, parts.count == 2, let source = parts[0].textValue,
      let id = parts[1].textValue
    {
      self = .entry(source: source, id: id)
    } else {
      return nil
    }
  }
}
