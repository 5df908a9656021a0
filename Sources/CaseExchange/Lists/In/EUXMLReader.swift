import CaseDomain

/// Reads the EU's consolidated list of financial sanctions (`export`, `sanctionEntity`).
///
/// Source: European Commission, Financial Sanctions Files, XML of version 1.1.
public enum EUXMLReader: FormatReader {
  public static let format = EvidenceFormat.euXML

  /// `export` alone could be the root of anything: the name space is asked, too.
  public static func recognises(_ head: FileHead) -> Bool {
    XMLSniff.startsWith(root: "export", head) && XMLSniff.names("http://eu.europa.ec/fpi/fsd/export", head)
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = XMLListPass(EUXMLList(), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct EUXMLList: XMLList {
  var title: String { "the EU's consolidated list" }

  func isRoot(_ name: String) -> Bool { StatedText.isSame(name, "export") }

  func role(of name: String, in parent: String) -> XMLListRole {
    StatedText.isSame(name, "sanctionEntity") ? .entry : .unknown
  }

  func object(_ element: XMLElement) -> ListOutcome {
    let top = XMLElement.top
    guard let id = element.attribute("logicalId", top) else { return .refused("it has no logicalId") }
    guard id.utf8.count <= EUEntry.maximumIDBytes else {
      return .refused("its logicalId is longer than \(EUEntry.maximumIDBytes) bytes")
    }
    let type = element.all("subjectType").first.flatMap { element.attribute("code", $0) }
    var facts = StatedFacts()
    facts.schema = EUEntry.schema(type)
    takeNames(element, &facts)
    takeCountries(element, &facts)
    let warnings = takeBirths(element, &facts)
    for place in element.all("identification") { take(element, place, &facts) }
    for place in element.all("regulation") { facts.addProgram(element.attribute("programme", place)) }
    facts.addIdentifier("eu-reference", element.attribute("euReferenceNumber", top))
    facts.addIdentifier("un-reference", element.attribute("unitedNationId", top))
    var found = SourceObject(
      list: "eu", id: EUEntry.id(id), type: EUEntry.type, facts: facts, identityClass: type)
    found.created = element.attribute("designationDate", top)
    return .object(found, warnings: warnings)
  }

  private func takeBirths(_ element: XMLElement, _ facts: inout StatedFacts) -> [RecordWarning] {
    let exact = element.all("birthdate").filter { StatedText.truth(element.attribute("circa", $0)) != true }
    return exact.compactMap { place in
      EUEntry.takeBirth(
        element.attribute("birthdate", place) ?? element.attribute("year", place),
        calendar: element.attribute("calendarType", place), into: &facts)
    }
  }

  private func takeNames(_ element: XMLElement, _ facts: inout StatedFacts) {
    for place in element.all("nameAlias") {
      let parts = ["firstName", "middleName", "lastName"].map { element.attribute($0, place) }
      let name = element.attribute("wholeName", place) ?? StatedText.joined(parts)
      facts.addName(
        name, kind: facts.names.isEmpty ? .primary : .alsoKnownAs,
        strength: StatedText.truth(element.attribute("strong", place)) == false ? .weak : .strong)
    }
  }

  /// `00` stands for a country that is not known.
  private func takeCountries(_ element: XMLElement, _ facts: inout StatedFacts) {
    for place in element.all("citizenship") + element.all("address") {
      let code = element.attribute("countryIso2Code", place)
      if code != "00" { facts.addCountry(code ?? element.attribute("countryDescription", place)) }
    }
  }

  private func take(_ element: XMLElement, _ place: XMLElement.Place, _ facts: inout StatedFacts) {
    guard StatedText.truth(element.attribute("knownFalse", place)) != true,
      let number = element.attribute("number", place)
    else { return }
    EUEntry.take(number, type: element.attribute("identificationTypeCode", place), into: &facts)
  }
}
