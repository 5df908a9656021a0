import CaseDomain

/// An actor of the office as a FollowTheMoney entity. No topic: being recorded says nothing about conduct.
///
/// Source: the FollowTheMoney schemata Person, Organization, PublicBody, LegalEntity.
public enum ActorEntity {
  /// One JSON object and a line feed.
  public static func line(_ actor: Actor, country: String?, dataset: String = "casetui") -> [UInt8] {
    func names(_ isIncluded: (ActorName) -> Bool) -> [String] {
      actor.names.filter(isIncluded).flatMap { [$0.text, $0.romanised].compactMap(\.self) }
    }
    let properties: [(String, [String])] = [
      ("name", names { $0.kind == .primary }),
      ("alias", names { $0.strength == .strong && ($0.kind == .alsoKnownAs || $0.kind == .nowKnownAs) }),
      ("weakAlias", names { $0.strength == .weak && $0.kind != .primary }),
      ("previousName", names { $0.strength == .strong && $0.kind == .formerlyKnownAs }),
      ("country", [country?.lowercased() ?? ""]),
    ]
    let value = JSONValue.filled([
      ("id", .string("casetui-actor-\(actor.id)")), ("schema", .string(schema(actor.kind))),
      ("datasets", .strings([dataset])),
      ("properties", .filled(properties.map { ($0.0, .strings($0.1.filter { !$0.saysNothing })) })),
    ])
    return SortedJSON.bytes(of: value) + [0x0A]
  }

  private static func schema(_ kind: Actor.Kind) -> String {
    switch kind {
    case .person: "Person"
    case .organisation: "Organization"
    case .government: "PublicBody"
    case .unknown: "LegalEntity"
    }
  }
}
