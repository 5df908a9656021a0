/// What a key of an entity, or of its `properties`, is good for.
enum FollowTheMoneyProperty {
  case other
  // Of the entity.
  case id, schema, properties, caption, firstSeen, lastSeen, lastChange, referents
  // Of its properties.
  case name, alias, weakAlias, previousName
  case date, country, program, email, phone, wallet, payment, url
  case share, start, end, role, ownershipType
  case owner, owned, reference
  // Of a document of identity.
  case holder, number
  /// An index into `identifierKinds`.
  case identifier(Int)

  static func ofEntity(_ key: UnsafeBufferPointer<UInt8>) -> FollowTheMoneyProperty {
    find(key, in: entityTable)
  }

  static func ofProperties(_ key: UnsafeBufferPointer<UInt8>) -> FollowTheMoneyProperty {
    find(key, in: propertyTable)
  }

  private typealias Entry = (name: StaticString, property: FollowTheMoneyProperty)

  private static func find(
    _ key: UnsafeBufferPointer<UInt8>, in table: [[Entry]]
  ) -> FollowTheMoneyProperty {
    guard key.count < table.count else { return .other }
    for entry in table[key.count] where key.equals(entry.name) { return entry.property }
    return .other
  }

  /// By the length of the name.
  private static func table(_ entries: [Entry]) -> [[Entry]] {
    let longest = entries.map(\.name.utf8CodeUnitCount).max() ?? 0
    var table: [[Entry]] = Array(repeating: [], count: longest + 1)
    for entry in entries { table[entry.name.utf8CodeUnitCount].append(entry) }
    return table
  }

  private static let entityTable = table([
    ("id", .id), ("schema", .schema), ("properties", .properties), ("caption", .caption),
    ("first_seen", .firstSeen), ("last_seen", .lastSeen), ("last_change", .lastChange),
    ("referents", .referents),
  ])

  private static let propertyTable = table(
    [
      ("name", .name), ("alias", .alias), ("weakAlias", .weakAlias), ("previousName", .previousName),
      ("birthDate", .date), ("incorporationDate", .date), ("country", .country), ("nationality", .country),
      ("jurisdiction", .country), ("citizenship", .country), ("mainCountry", .country), ("flag", .country),
      ("program", .program), ("programId", .program), ("email", .email), ("phone", .phone), ("website", .url),
      ("url", .url),
      ("publicKey", .wallet), ("percentage", .share), ("startDate", .start), ("endDate", .end),
      ("ownershipType", .ownershipType), ("role", .role), ("owner", .owner), ("director", .owner),
      ("asset", .owned), ("organization", .owned), ("payer", .reference), ("beneficiary", .reference),
      ("member", .reference), ("employee", .reference), ("employer", .reference), ("person", .reference),
      ("relative", .reference), ("subject", .reference), ("object", .reference), ("entity", .reference),
      ("addressEntity", .reference), ("parent", .reference), ("agent", .reference), ("client", .reference),
      ("holder", .holder), ("number", .number), ("iban", .payment),
    ] + identifiers.indices.map { (identifiers[$0].name, .identifier($0)) })

  static let identifierKinds = identifiers.map(\.kind)

  private static let identifiers: [(name: StaticString, kind: String)] = [
    ("innCode", "inn"), ("ogrnCode", "ogrn"), ("leiCode", "lei"), ("imoNumber", "imo"), ("mmsi", "mmsi"),
    ("passportNumber", "passport"), ("registrationNumber", "registration"), ("taxNumber", "tax-id"),
    ("uscCode", "uscc"), ("idNumber", "national-id"), ("vatCode", "tax-id"), ("dunsCode", "duns"),
    ("swiftBic", "bic"), ("kppCode", "kpp"), ("okpoCode", "okpo"), ("npiCode", "npi"),
    ("uniqueEntityId", "uei"), ("cikCode", "cik"), ("isin", "isin"), ("ricCode", "ric"),
    ("wikidataId", "wikidata"), ("socialSecurityNumber", "national-id"), ("permId", "permid"),
    ("serialNumber", "serial"), ("callSign", "call-sign"), ("accountNumber", "account"),
    ("isinCode", "isin"), ("personalNumber", "national-id"),
  ]
}
