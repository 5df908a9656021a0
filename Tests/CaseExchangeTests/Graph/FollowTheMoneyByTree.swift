import CaseDomain

@testable import CaseExchange

/// FollowTheMoney once more, the plain way: a tree of each record, and then what it says. The reader must give the
/// same without a tree.
enum FollowTheMoneyByTree {
  static func read(_ bytes: [UInt8]) throws -> Reading {
    var objects: [SourceObject] = []
    var hasToldOfObjects = false
    let flat = FlatJSON(
      remedy: "give FollowTheMoney entities, one a line; other files can be attachments")
    let summary = try flat.read(
      MemorySource(bytes), path: "in/file.json", isCancelled: { false }, object: { objects.append($0) }
    ) { value, _, _ in
      guard case .taken(let found, let warnings) = reading(value), !hasToldOfObjects,
        holdsObjects((value["op"] == nil ? value : value["entity"])?["properties"])
      else { return reading(value) }
      hasToldOfObjects = true
      return .taken(found, warnings: warnings + [FollowTheMoneyReader.holdsObjects])
    }
    return (objects, summary)
  }

  private static func holdsObjects(_ properties: JSONValue?) -> Bool {
    func isObject(_ value: JSONValue) -> Bool { if case .object = value { true } else { false } }
    guard let properties, isObject(properties) else { return false }
    return properties.members.contains { isObject($0.value) || $0.value.elements.contains(where: isObject) }
  }

  private static func reading(_ value: JSONValue) -> RecordReading {
    guard let operation = value["op"] else { return entity(value, isDeleted: false) }
    guard let word = operation.text, ["ADD", "MOD", "DEL"].contains(word) else {
      return .refused("its `op` is none of ADD, MOD and DEL")
    }
    guard let inner = value["entity"] else { return .refused("it has no `entity`") }
    return entity(inner, isDeleted: word == "DEL")
  }

  private static func entity(_ value: JSONValue, isDeleted: Bool) -> RecordReading {
    guard let id = value["id"]?.text, !id.isEmpty else { return .refused("it has no `id`") }
    let schema = value["schema"]?.text ?? ""
    if schema.isEmpty, !isDeleted { return .refused("it has no `schema`", id: id) }
    var found = SourceObject(source: "ftm")
    found.externalID = id
    found.type = schema.isEmpty ? "deleted" : schema.lowercased()
    found.isRevoked = isDeleted
    found.modified = value["last_change"]?.text ?? value["last_seen"]?.text
    found.created = value["first_seen"]?.text
    var entity = FollowTheMoneyEntity(schema: schema)
    for member in value.members {
      switch member.key {
      case "id": entity.takeNumbers([id])
      case "referents": if case .array(let ids) = member.value { entity.takeNumbers(ids.compactMap(\.text)) }
      case "properties":
        for inner in member.value.members {
          let value = inner.value
          entity.take(inner.key, value.scalar.map { [$0] } ?? value.elements.compactMap(\.scalar))
        }
      default: break
      }
    }
    let warnings = entity.finish(&found, caption: value["caption"]?.text)
    return .taken(found, warnings: warnings)
  }
}

/// What the properties of one entity state.
private struct FollowTheMoneyEntity {
  let schema: String
  private var facts = StatedFacts()
  private var owner: String?
  private var owned: String?
  private var share: ShareRange?
  private var statedShare = ""
  private var from: String?
  private var to: String?
  private var role = ""
  private var isDirect: Bool?
  private var holders: [String] = []
  private var numbers: [String] = []
  private var counts: [String: Int] = [:]
  private var references: [String] = []

  init(schema: String) { self.schema = schema }

  mutating func take(_ property: String, _ values: [String]) {
    let part = ["director": "owner", "organization": "owned party", "asset": "owned party"][property]
    counts[part ?? property] = values.count
    switch property {
    case "name": add(values, .primary, .strong)
    case "alias": add(values, .alsoKnownAs, .strong)
    case "weakAlias": add(values, .alsoKnownAs, .weak)
    case "previousName": add(values, .formerlyKnownAs, .strong)
    case "birthDate", "incorporationDate": facts.dates += values.flatMap { RegisterText.dates($0) }
    case "country", "nationality", "jurisdiction", "citizenship", "mainCountry", "flag":
      for value in values { facts.addCountry(value.uppercased()) }
    case "program", "programId": facts.programs += values
    case "email": trace(.email, values)
    case "phone": trace(.phone, values)
    case "publicKey": trace(.wallet, values)
    case "website", "url": trace(.url, values)
    case "iban": trace(.payment, values)
    case "number": numbers = values
    case "holder":
      holders = values
      references += values
    case "percentage":
      share = values.first.flatMap { ShareRange(text: $0) }
      statedShare = values.first ?? ""
    case "startDate": from = values.first
    case "endDate": to = values.first
    case "role": role = values.first ?? role
    case "ownershipType":
      let words = values.map { $0.lowercased() }
      if words.contains(where: { $0.contains("indirect") }) {
        isDirect = false
      } else if words.contains("direct"), isDirect == nil {
        isDirect = true
      }
      if let first = words.first, first != "direct", !first.contains("indirect") { role = values[0] }
    case "owner", "director":
      owner = values.first
      references += values
    case "asset", "organization":
      owned = values.first
      references += values
    case "payer", "beneficiary", "member", "employee", "employer", "person", "relative", "subject", "object",
      "entity", "addressEntity", "parent", "agent", "client":
      references += values
    default:
      if let kind = Self.identifierKinds[property] {
        facts.identifiers += values.map { .init(kind: kind, value: $0) }
      }
    }
  }

  private static let identifierKinds = [
    "innCode": "inn", "ogrnCode": "ogrn", "leiCode": "lei", "imoNumber": "imo", "mmsi": "mmsi",
    "passportNumber": "passport", "registrationNumber": "registration", "taxNumber": "tax-id",
    "uscCode": "uscc", "idNumber": "national-id", "vatCode": "tax-id", "dunsCode": "duns", "swiftBic": "bic",
    "kppCode": "kpp", "okpoCode": "okpo", "npiCode": "npi", "uniqueEntityId": "uei", "cikCode": "cik",
    "isin": "isin", "ricCode": "ric", "wikidataId": "wikidata", "socialSecurityNumber": "national-id",
    "permId": "permid", "serialNumber": "serial", "callSign": "call-sign", "accountNumber": "account",
    "isinCode": "isin", "personalNumber": "national-id",
  ]

  private mutating func add(_ values: [String], _ kind: ActorName.Kind, _ strength: ActorName.Strength) {
    for value in values {
      let isFurther = kind == .primary && facts.names.contains { $0.kind == .primary }
      facts.names.append(ActorName(value, kind: isFurther ? .alsoKnownAs : kind, strength: strength))
    }
  }

  mutating func takeNumbers(_ ids: [String]) {
    for number in ids.compactMap(OFACList.number) {
      let identifier = ScreeningFacts.Identifier(kind: OFACList.numberKind, value: number)
      if !facts.identifiers.contains(identifier) { facts.identifiers.append(identifier) }
    }
  }

  private mutating func trace(_ kind: Trace.Kind, _ values: [String]) {
    facts.traces += values.compactMap { Trace(kind, $0) }
  }

  mutating func finish(_ found: inout SourceObject, caption: String?) -> [RecordWarning] {
    if found.isRevoked { facts.traces = [] }
    var words = HoldingWords()
    switch schema {
    case "Person": facts.schema = .person
    case "Company", "Organization", "PublicBody": facts.schema = .organisation
    case "Vessel": facts.schema = .vessel
    default: break
    }
    let kind = ["Passport": "passport", "Identification": "national-id"][schema]
    if let kind {
      for number in numbers { facts.addIdentifier(kind, number) }
      if !found.isRevoked, !facts.saysNothing, let holder = holders.first, !holder.isEmpty {
        facts.about = holder
      }
    }
    // The primary name stands first, whatever the order of the properties.
    if let first = facts.names.firstIndex(where: { $0.kind == .primary }), first > 0 {
      facts.names.insert(facts.names.remove(at: first), at: 0)
    }
    if let owner, let owned {
      words.share(statedShare, share)
      let holding = StatedHolding(
        owner: owner, owned: owned, leastPPM: share?.least, mostPPM: share?.most,
        isShareUnreadable: share == nil && !statedShare.saysNothing, from: words.day(from, "startDate"),
        to: words.day(to, "endDate"), isDirect: isDirect,
        interest: role.isEmpty ? schema.lowercased() : schema.lowercased() + ": " + role)
      words.check(holding)
      let named = [
        ("owner", "owner"), ("owned party", "owned party"), ("percentage", "share"), ("startDate", "begin"),
        ("endDate", "end"),
      ]
      words.several(named.filter { counts[$0.0] ?? 0 > 1 }.map(\.1))
      facts.holding = holding
      found.relationship = .init(kind: schema.lowercased(), sourceID: owner, targetID: owned)
    }
    found.references = references
    found.name = caption.map { $0.cut(1_024) } ?? facts.names.first?.text.cut(1_024)
    found.aliases = facts.names.dropFirst().map(\.text)
    found.country = facts.countries.first
    found.facts = facts.saysNothing ? nil : facts
    guard facts.about != nil, holders.count > 1 else { return words.warnings }
    return words.warnings + [
      RecordWarning(
        reason: "it states more than one holder, and what it states counts for the first",
        remedy: "read the others in it; ask the source for an entity for each holder")
    ]
  }
}
