import CaseDomain

/// Reads LEI records, relationship records and reporting exceptions of the GLEIF in JSON: an array, records one
/// after another, or an object with one list.
///
/// A relationship of GLEIF is consolidation or management, so its holding carries the word and no share. The
/// start node is the owned one.
///
/// Source: GLEIF LEI-CDF 3.1, RR-CDF 2.1; `docs/exchange.md`, "GLEIF".
public enum GLEIFReader: FormatReader {
  public static let format = EvidenceFormat.gleif

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    return probe.has("LEI", "Entity") || probe.has("LEI", "ExceptionCategory")
      || probe.hasInner("Relationship.StartNode")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, capacity: Window.usualBytes, isCancelled: isCancelled, object: object)
  }

  /// With the size open to tests.
  static func read(
    _ source: any ByteSource, path: String, capacity: Int, isCancelled: () -> Bool = { false },
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let records = FlatJSON(
      lists: ["records", "relations", "exceptions"], capacity: capacity,
      remedy: "give GLEIF records as a JSON array, or one after another")
    return try records.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, _ in
      if let relationship = value["Relationship"] { return self.relationship(relationship, value) }
      guard let lei = RegisterText.filled(value["LEI"]) else {
        return .refused("it has neither an `LEI` nor a `Relationship`")
      }
      if let category = RegisterText.filled(value["ExceptionCategory"]) {
        return exception(lei, category, value)
      }
      return entity(lei, value)
    }
  }

  private static func warnings(_ leis: String...) -> [String] {
    leis.compactMap { RegisterIdentifier.warning(kind: "lei", $0) }
  }

  private static func entity(_ lei: String, _ value: JSONValue) -> RecordReading {
    var found = SourceObject(source: "gleif")
    found.externalID = lei
    found.type = "lei-record"
    found.modified = RegisterText.filled(value["Registration"]?["LastUpdateDate"])
    var facts = StatedFacts()
    facts.schema = .organisation
    let entity = value["Entity"] ?? .null
    if let name = RegisterText.filled(entity["LegalName"]) { facts.names.append(ActorName(name)) }
    for other in entity["OtherEntityNames"]?.elements ?? [] {
      guard let name = RegisterText.filled(other["OtherEntityName"]) else { continue }
      let isFormer = other["type"]?.text == "PREVIOUS_LEGAL_NAME"
      facts.names.append(ActorName(name, kind: isFormer ? .formerlyKnownAs : .alsoKnownAs))
    }
    facts.dates = RegisterText.dates(entity["EntityCreationDate"])
    facts.countries = RegisterText.countries([entity["LegalJurisdiction"]])
    facts.identifiers = [.init(kind: "lei", value: lei)]
    let authority = entity["RegistrationAuthority"]
    if let kind = RegisterText.filled(authority?["RegistrationAuthorityID"]),
      let number = RegisterText.filled(authority?["RegistrationAuthorityEntityID"])
    {
      facts.identifiers.append(.init(kind: kind.lowercased(), value: number))
    }
    found.country = facts.countries.first
    found.takeNames(facts.names)
    found.facts = facts
    return .taken(found, warnings: warnings(lei))
  }

  private static func relationship(_ relationship: JSONValue, _ value: JSONValue) -> RecordReading {
    guard let start = RegisterText.filled(relationship["StartNode"]?["NodeID"]),
      let end = RegisterText.filled(relationship["EndNode"]?["NodeID"]),
      let kind = RegisterText.filled(relationship["RelationshipType"])
    else { return .refused("its relationship lacks a start, an end or a type") }
    var found = SourceObject(source: "gleif")
    found.externalID = "\(start) \(kind) \(end)"
    found.type = "lei-relationship"
    found.modified = RegisterText.filled(value["Registration"]?["LastUpdateDate"])
    found.isRevoked = RegisterText.filled(relationship["RelationshipStatus"]).map { $0 != "ACTIVE" } ?? false
    found.references = RegisterText.references([start, end], of: found.externalID)
    found.takeNames([], otherwise: kind)
    let periods = relationship["RelationshipPeriods"]
    let period = (periods?.elements ?? periods?["RelationshipPeriod"]?.elements ?? []).first {
      RegisterText.filled($0["PeriodType"]) == "RELATIONSHIP_PERIOD"
    }
    var facts = StatedFacts()
    facts.holding = StatedHolding(
      owner: end, owned: start, from: RegisterText.day(period?["StartDate"]),
      to: RegisterText.day(period?["EndDate"]), isDirect: isDirect(kind), interest: kind)
    found.facts = facts
    return .taken(found, warnings: warnings(start, end))
  }

  private static func isDirect(_ kind: String) -> Bool? {
    switch kind {
    case "IS_DIRECTLY_CONSOLIDATED_BY": true
    case "IS_ULTIMATELY_CONSOLIDATED_BY": false
    default: nil
    }
  }

  private static func exception(_ lei: String, _ category: String, _ value: JSONValue) -> RecordReading {
    var found = SourceObject(source: "gleif")
    found.externalID = "\(lei) \(category)"
    found.type = "lei-exception"
    found.modified = RegisterText.filled(value["ContentDate"])
    found.references = [lei]
    found.takeNames([], otherwise: RegisterText.filled(value["ExceptionReason"]) ?? category)
    return .taken(found, warnings: warnings(lei))
  }
}
