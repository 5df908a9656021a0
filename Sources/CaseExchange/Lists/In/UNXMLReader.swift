import CaseDomain

/// Reads the Consolidated List of the UN Security Council (`CONSOLIDATED_LIST`).
///
/// Source: UN Security Council, schema `sc-sanctions.xsd`.
public enum UNXMLReader: FormatReader {
  public static let format = EvidenceFormat.unXML

  public static func recognises(_ head: FileHead) -> Bool {
    XMLSniff.startsWith(root: "CONSOLIDATED_LIST", head)
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = XMLListPass(UNXMLList(), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct UNXMLList: XMLList {
  var title: String { "the UN's consolidated list" }

  func isRoot(_ name: String) -> Bool { StatedText.isSame(name, "CONSOLIDATED_LIST") }

  func role(of name: String, in parent: String) -> XMLListRole {
    switch (parent, name) {
    case ("CONSOLIDATED_LIST", "INDIVIDUALS"), ("CONSOLIDATED_LIST", "ENTITIES"): .container
    case ("INDIVIDUALS", "INDIVIDUAL"), ("ENTITIES", "ENTITY"): .entry
    default: .unknown
    }
  }

  func object(_ element: XMLElement) -> ListOutcome {
    guard let id = element.first("DATAID") else { return .refused("it has no DATAID") }
    guard id.utf8.count <= 20 else { return .refused("its DATAID is longer than 20 bytes") }
    let kind = element.name(XMLElement.top)
    let isPerson = StatedText.isSame(kind, "INDIVIDUAL")
    var facts = StatedFacts()
    facts.schema = isPerson ? .person : .organisation
    facts.addName(
      StatedText.joined(["FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME"].map { element.first($0) }))
    facts.addName(element.first("NAME_ORIGINAL_SCRIPT"), kind: facts.names.isEmpty ? .primary : .alsoKnownAs)
    takeAliases(element, kind, &facts)
    for place in element.all("NATIONALITY", "VALUE") { facts.addCountry(element.text(place)) }
    if !isPerson {
      for place in element.all("ENTITY_ADDRESS") { facts.addCountry(element.first("COUNTRY", at: place)) }
    }
    let unread = takeDates(element, &facts)
    for place in element.all("INDIVIDUAL_DOCUMENT") {
      if let label = element.first("TYPE_OF_DOCUMENT", at: place),
        let number = element.first("NUMBER", at: place)
      {
        ListIdentifier.take(label, number, into: &facts)
      }
    }
    facts.addIdentifier("un-reference", element.first("REFERENCE_NUMBER"))
    facts.addProgram(element.first("UN_LIST_TYPE"))
    var found = SourceObject(
      list: "un", id: "un:\(id)", type: isPerson ? "un-individual" : "un-entity", facts: facts,
      identityClass: StatedText.lowered(kind))
    found.created = element.first("LISTED_ON")
    found.modified = element.all("LAST_DAY_UPDATED", "VALUE").compactMap { element.text($0) }.last
    return .object(found, warnings: [ListDate.warning(unread: unread)].compactMap { $0 })
  }

  private func takeAliases(_ element: XMLElement, _ kind: String, _ facts: inout StatedFacts) {
    for place in element.all("\(kind)_ALIAS") {
      let quality = element.first("QUALITY", at: place)
      let isWeak = quality.map { StatedText.isSame(StatedText.lowered($0), "low") } ?? false
      facts.addName(
        element.first("ALIAS_NAME", at: place), kind: OFACList.kind(quality) ?? .alsoKnownAs,
        strength: isWeak ? .weak : .strong)
    }
  }

  /// Approximate dates and ranges stay in the bytes.
  ///
  /// - Returns: exact dates that cannot be read.
  private func takeDates(_ element: XMLElement, _ facts: inout StatedFacts) -> [String] {
    var unread: [String] = []
    for place in element.all("INDIVIDUAL_DATE_OF_BIRTH") {
      let type = element.first("TYPE_OF_DATE", at: place)
      guard type.map({ StatedText.isSame(StatedText.lowered($0), "exact") }) ?? true,
        let text = element.first("DATE", at: place) ?? element.first("YEAR", at: place)
      else { continue }
      let date = ListDate.iso(text)
      if date == nil { unread.append(text) }
      facts.addDate(date)
    }
    return unread
  }
}
