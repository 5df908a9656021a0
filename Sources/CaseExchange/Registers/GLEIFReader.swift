import CaseDomain

/// Reads LEI records, relationship records and reporting exceptions of the GLEIF: in JSON an array, records one
/// after another, or an object with one list; or the XML files that the GLEIF publishes.
///
/// Source: GLEIF LEI-CDF 3.1, RR-CDF 2.1; `docs/exchange.md`, "GLEIF".
public enum GLEIFReader: FormatReader {
  public static let format = EvidenceFormat.gleif

  /// Under which the records stand in an object.
  private static let lists: Set = ["records", "relations", "exceptions"]

  public static func recognises(_ head: FileHead) -> Bool {
    if GLEIFXMLList.recognises(head) { return true }
    let probe = JSONProbe(head)
    return probe.has("LEI", "Entity") || probe.has("LEI", "ExceptionCategory")
      || probe.hasInner("Relationship.StartNode") || probe.hasInner("RelationshipRecord.Relationship")
      || lists.contains { list in
        probe.hasInner("\(list).LEI", "\(list).Entity")
          || probe.hasInner("\(list).LEI", "\(list).ExceptionCategory")
          || probe.hasInner("\(list).Relationship") || probe.hasInner("\(list).RelationshipRecord")
      }
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
    let source = try PeekedSource(source)
    if source.look(XMLSniff.looksLikeXML) {
      var pass = XMLListPass(GLEIFXMLList(), source, path: path, capacity: capacity)
      return try pass.run(isCancelled, object)
    }
    let records = FlatJSON(
      lists: lists, capacity: capacity,
      remedy: "give GLEIF records as a JSON array, or one after another, or the GLEIF's XML files")
    return try records.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, _ in
      do throws(Refusal) {
        let taken = try record(value).taken
        return .taken(taken.object, warnings: taken.warnings)
      } catch { return .refused(error.reason) }
    }
  }

  private struct Refusal: Error { let reason: String }

  private static func record(_ value: JSONValue) throws(Refusal) -> GLEIFRecord {
    // As the GLEIF's own JSON has it.
    let value = value["RelationshipRecord"] ?? value
    if let stated = value["Relationship"] { return .relationship(try relationship(stated, value)) }
    guard let lei = RegisterText.filled(value["LEI"]) else { throw Refusal(reason: GLEIFRecord.isNoRecord) }
    if let category = RegisterText.filled(value["ExceptionCategory"]) {
      let reason = value["ExceptionReason"]
      return .exception(
        .init(
          lei: lei, category: category, reason: objects(reason).lazy.compactMap(RegisterText.filled).first,
          stated: RegisterText.filled(value["ContentDate"]), deleted: deletion(value)))
    }
    return .entity(entity(lei, value))
  }

  private static func entity(_ lei: String, _ value: JSONValue) -> GLEIFRecord.Entity {
    var found = GLEIFRecord.Entity(lei: lei)
    let entity = value["Entity"]
    found.updated = RegisterText.filled(value["Registration"]?["LastUpdateDate"])
    found.name = RegisterText.filled(entity?["LegalName"])
    // `[{"OtherEntityName": name, "type": …}]`, or `{"OtherEntityName": [{"$": name, "@type": …}]}`.
    for kind in ["OtherEntityName", "TransliteratedOtherEntityName"] {
      for other in objects(entity?[kind + "s"]) {
        for stated in objects(other[kind]) {
          guard let name = RegisterText.filled(stated) else { continue }
          found.otherNames.append(.init(text: name, type: (stated["@type"] ?? other["type"])?.text))
        }
      }
    }
    found.founded = RegisterText.filled(entity?["EntityCreationDate"])
    found.jurisdiction = RegisterText.filled(entity?["LegalJurisdiction"])
    let authority = entity?["RegistrationAuthority"]
    found.authority = RegisterText.filled(authority?["RegistrationAuthorityID"])
    found.number = RegisterText.filled(authority?["RegistrationAuthorityEntityID"])
    found.status = RegisterText.filled(value["Registration"]?["RegistrationStatus"])
    found.deleted = deletion(value)
    return found
  }

  /// Full files have the deletion, too, as `null`.
  private static func deletion(_ value: JSONValue) -> String? {
    let extensions = value["Extension"]
    let deletion = extensions?["gleif:Deletion"] ?? extensions?["Deletion"]
    return RegisterText.filled(deletion?["gleif:DeletedAt"] ?? deletion?["DeletedAt"])
  }

  private static func relationship(
    _ relationship: JSONValue, _ value: JSONValue
  ) throws(Refusal) -> GLEIFRecord.Relationship {
    guard let start = RegisterText.filled(relationship["StartNode"]?["NodeID"]),
      let end = RegisterText.filled(relationship["EndNode"]?["NodeID"]),
      let type = RegisterText.filled(relationship["RelationshipType"])
    else { throw Refusal(reason: GLEIFRecord.lacksNode) }
    var found = GLEIFRecord.Relationship(start: start, end: end, type: type)
    found.updated = RegisterText.filled(value["Registration"]?["LastUpdateDate"])
    found.status = RegisterText.filled(relationship["RelationshipStatus"])
    found.registrationStatus = RegisterText.filled(value["Registration"]?["RegistrationStatus"])
    found.periods = periods(relationship).filter {
      RegisterText.filled($0["PeriodType"]) == GLEIFRecord.Relationship.period
    }.map { .init(from: RegisterText.filled($0["StartDate"]), to: RegisterText.filled($0["EndDate"])) }
    found.deleted = deletion(value)
    return found
  }

  /// A list of periods, one period alone, or either of them under `RelationshipPeriod`.
  private static func periods(_ relationship: JSONValue) -> [JSONValue] {
    objects(relationship["RelationshipPeriods"]).flatMap { period in
      period["RelationshipPeriod"].map { objects($0) } ?? [period]
    }
  }

  /// What stands in a list, or alone where programs that turn XML into JSON write no list.
  private static func objects(_ value: JSONValue?) -> [JSONValue] {
    guard let value else { return [] }
    if case .array(let values) = value { return values }
    return [value]
  }
}
