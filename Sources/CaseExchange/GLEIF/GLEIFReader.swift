import CaseDomain

/// Reads GLEIF records in JSON: legal entities, relationships and reporting exceptions.
///
/// The XML of the same records is not read. Source: LEI-CDF 3.1, RR-CDF 2.1; `docs/exchange.md`.
public enum GLEIFReader: FormatReader {
  public static let format = EvidenceFormat.gleif

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    if probe.has("LEI") { return probe.has("Entity") || probe.has("ExceptionCategory") }
    let isRelationship = probe.hasInner("Relationship.StartNode") && probe.hasInner("Relationship.EndNode")
    return isRelationship || probe.hasInner("records.LEI") || probe.hasInner("relations.RelationshipRecord")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let flat = FlatJSON(
      lists: ["records", "relations", "exceptions"],
      remedy: "give LEI or relationship records of GLEIF in JSON")
    return try flat.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, _ in
      if let relationship = (value["RelationshipRecord"] ?? value)["Relationship"] {
        return reading(relationship: relationship)
      }
      guard let lei = text(value["LEI"]), !lei.isEmpty else { return .refused("it has no `LEI`") }
      return reading(value, lei: lei)
    }
  }

  /// A plain text, or one in the `{"$":…}` of the golden copy.
  private static func text(_ value: JSONValue?) -> String? { value?.text ?? value?["$"]?.text }

  private static func reading(_ value: JSONValue, lei: String) -> RecordReading {
    var found = SourceObject(source: "gleif")
    found.externalID = lei
    found.type = "lei-record"
    let warnings = CheckDigits.isLEI(lei) ? [] : ["the check digits of the LEI are wrong"]
    if let category = text(value["ExceptionCategory"]) {
      found.externalID = "\(lei):\(category)"
      found.type = "reporting-exception"
      found.references = [lei]
      return .taken(found, warnings: warnings)
    }
    let entity = value["Entity"]
    var facts = StatedFacts()
    facts.schema = .organisation
    if let name = text(entity?["LegalName"]) { facts.names = [ActorName(name)] }
    for other in entity?["OtherEntityNames"]?.elements ?? [] {
      guard let name = text(other["OtherEntityName"]) ?? text(other) else { continue }
      let isFormer = (other["type"]?.text ?? other["@type"]?.text) == "PREVIOUS_LEGAL_NAME"
      facts.names.append(ActorName(name, kind: isFormer ? .formerlyKnownAs : .alsoKnownAs))
    }
    facts.countries = [text(entity?["LegalJurisdiction"])].compactMap { $0 }
    facts.dates = [text(entity?["EntityCreationDate"])].compactMap { $0 }
      .compactMap { PartialDate(iso: String($0.prefix(10))) }
    facts.identifiers = [.init(kind: "lei", value: lei)]
    if let number = text(entity?["RegistrationAuthority"]?["RegistrationAuthorityEntityID"]) {
      facts.identifiers.append(
        .init(kind: CheckDigits.isUSCC(number) ? "uscc" : "registration", value: number))
    }
    found.name = facts.names.first?.text.cut(1_024)
    found.aliases = facts.names.dropFirst().map(\.text)
    found.country = facts.countries.first
    found.created = text(value["Registration"]?["InitialRegistrationDate"])
    found.modified = text(value["Registration"]?["LastUpdateDate"])
    found.facts = facts
    return .taken(found, warnings: warnings)
  }

  /// The start node is the child, the end node the parent. Only consolidation is a holding, and without a share.
  private static func reading(relationship: JSONValue) -> RecordReading {
    guard let child = text(relationship["StartNode"]?["NodeID"]),
      let parent = text(relationship["EndNode"]?["NodeID"]),
      let kind = text(relationship["RelationshipType"])
    else { return .refused("it lacks a node or the type of the relationship") }
    var found = SourceObject(source: "gleif")
    found.externalID = "\(child)>\(kind)>\(parent)"
    found.type = "relationship-record"
    found.relationship = .init(kind: kind, sourceID: child, targetID: parent)
    found.references = [child, parent]
    found.name = kind.cut(1_024)
    let period = relationship["RelationshipPeriods"]?.elements
      .first { text($0["PeriodType"]) == "RELATIONSHIP_PERIOD" }
    func day(_ key: String) -> Day? { text(period?[key]).flatMap { Day(String($0.prefix(10))) } }
    if kind.hasSuffix("_CONSOLIDATED_BY") {
      var facts = StatedFacts()
      facts.holding = StatedHolding(
        owner: parent, owned: child, from: day("StartDate"), to: day("EndDate"),
        isDirect: kind.contains("DIRECTLY") ? true : kind.contains("ULTIMATELY") ? false : nil, interest: kind
      )
      found.facts = facts
    }
    let wrong = [child, parent].filter { $0.utf8.count == 20 && !CheckDigits.isLEI($0) }
    return .taken(found, warnings: wrong.map { "the check digits of the LEI \($0) are wrong" })
  }
}
