import CaseDomain

/// The GLEIF's XML files: `LEIData`, `RelationshipData` and `ReportingExceptionData`, under any prefix.
///
/// Source: GLEIF LEI-CDF 3.1, RR-CDF 2.1, Reporting Exceptions 2.1 (XML schemas).
struct GLEIFXMLList: XMLList {
  private static let roots = ["LEIData", "RelationshipData", "ReportingExceptionData"]
  private static let namespace = "http://www.gleif.org/data/schema/"

  private var declaredEntries: String?
  private var contentDate: String?

  /// The names alone could be anybody's: the name space is asked, too.
  static func recognises(_ head: FileHead) -> Bool {
    guard let root = XMLSniff.root(head), roots.contains(where: { isNamed(root, $0) }) else { return false }
    return XMLSniff.names(namespace, head)
  }

  private static func isNamed(_ name: String, _ wanted: String) -> Bool {
    StatedText.isSame(XMLElement.local(name), wanted)
  }

  var title: String { "a file of the GLEIF" }
  var ignoresPrefixes: Bool { true }

  func isRoot(_ name: String) -> Bool { Self.roots.contains { StatedText.isSame($0, name) } }

  func role(of name: String, in parent: String) -> XMLListRole {
    switch name {
    case "LEIHeader", "Header": .head
    case "LEIRecords", "RelationshipRecords", "ReportingExceptions": .container
    case "LEIRecord", "RelationshipRecord", "Exception": .entry
    default: .unknown
    }
  }

  mutating func takeHead(_ element: XMLElement) {
    declaredEntries = element.first("RecordCount")
    contentDate = element.first("ContentDate")
  }

  func doubts(entries: Int) -> [(reason: String, remedy: String)] {
    guard let declaredEntries, !StatedText.isSame(declaredEntries, String(entries)) else { return [] }
    return [
      (
        "the file declares \(declaredEntries.prefix(20)) records and holds \(entries)",
        "get the file again from the GLEIF, unless it is meant to be a part"
      )
    ]
  }

  func object(_ element: XMLElement) -> ListOutcome {
    guard let record = record(element) else {
      return .refused(
        element.all("Relationship").isEmpty ? GLEIFRecord.isNoRecord : GLEIFRecord.lacksNode)
    }
    let taken = record.taken
    return .object(taken.object, warnings: taken.warnings)
  }

  private func record(_ element: XMLElement) -> GLEIFRecord? {
    if let place = element.all("Relationship").first {
      return relationship(element, place).map { .relationship($0) }
    }
    guard let lei = element.first("LEI") else { return nil }
    if let category = element.first("ExceptionCategory") {
      let reason = element.first("ExceptionReason")
      return .exception(
        .init(
          lei: lei, category: category, reason: reason, stated: contentDate, deleted: deletion(element)))
    }
    return .entity(entity(element, lei))
  }

  private func entity(_ element: XMLElement, _ lei: String) -> GLEIFRecord.Entity {
    var found = GLEIFRecord.Entity(lei: lei)
    found.updated = element.text(at: "Registration", "LastUpdateDate")
    found.name = element.text(at: "Entity", "LegalName")
    found.otherNames = ["OtherEntityName", "TransliteratedOtherEntityName"].flatMap { kind in
      element.all("Entity", kind + "s", kind).compactMap { place in
        element.text(place).map { .init(text: $0, type: element.attribute("type", place)) }
      }
    }
    found.founded = element.text(at: "Entity", "EntityCreationDate")
    found.jurisdiction = element.text(at: "Entity", "LegalJurisdiction")
    found.authority = element.text(at: "Entity", "RegistrationAuthority", "RegistrationAuthorityID")
    found.number = element.text(at: "Entity", "RegistrationAuthority", "RegistrationAuthorityEntityID")
    found.status = element.text(at: "Registration", "RegistrationStatus")
    found.deleted = deletion(element)
    return found
  }

  private func deletion(_ element: XMLElement) -> String? {
    element.text(at: "Extension", "Deletion", "DeletedAt")
  }

  private func relationship(
    _ element: XMLElement, _ place: XMLElement.Place
  ) -> GLEIFRecord.Relationship? {
    guard let start = element.text(at: "Relationship", "StartNode", "NodeID"),
      let end = element.text(at: "Relationship", "EndNode", "NodeID"),
      let type = element.first("RelationshipType", at: place)
    else { return nil }
    var found = GLEIFRecord.Relationship(start: start, end: end, type: type)
    found.updated = element.text(at: "Registration", "LastUpdateDate")
    found.status = element.first("RelationshipStatus", at: place)
    found.registrationStatus = element.text(at: "Registration", "RegistrationStatus")
    found.periods = element.all("RelationshipPeriods", "RelationshipPeriod", at: place).filter {
      element.first("PeriodType", at: $0) == GLEIFRecord.Relationship.period
    }.map { .init(from: element.first("StartDate", at: $0), to: element.first("EndDate", at: $0)) }
    found.deleted = deletion(element)
    return found
  }
}
