import CaseDomain

/// Reads OFAC's SDN.XML and CONSOLIDATED.XML (`sdnList`).
///
/// Its entries have the ids that they have in the delimited files, and hold aliases and addresses themselves.
///
/// Source: OFAC, "Specification for the SDN XML Data Format".
public enum SDNXMLReader: FormatReader {
  public static let format = EvidenceFormat.sdnXML

  public static func recognises(_ head: FileHead) -> Bool { XMLSniff.startsWith(root: "sdnList", head) }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var pass = XMLListPass(SDNXMLList(list: OFACList.name(ofFile: path)), source, path: path)
    return try pass.run(isCancelled, object)
  }
}

struct SDNXMLList: XMLList {
  private let list: String
  private var declaredEntries: String?

  init(list: String) { self.list = list }

  var title: String { "OFAC's sdnList" }

  func isRoot(_ name: String) -> Bool { StatedText.isSame(name, "sdnList") }

  func role(of name: String, in parent: String) -> XMLListRole {
    switch name {
    case "sdnEntry": .entry
    case "publshInformation": .head
    default: .unknown
    }
  }

  mutating func takeHead(_ element: XMLElement) { declaredEntries = element.first("Record_Count") }

  func doubts(entries: Int) -> [(reason: String, remedy: String)] {
    guard let declaredEntries, !StatedText.isSame(declaredEntries, String(entries)) else { return [] }
    return [
      (
        "the list declares \(declaredEntries.prefix(20)) entries and holds \(entries)",
        "get the list again from its publisher, unless it is meant to be a part"
      )
    ]
  }

  func object(_ element: XMLElement) -> ListOutcome {
    guard let uid = element.first("uid") else { return .refused("it has no uid") }
    guard uid.utf8.count <= 10, uid.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return .refused("its uid is not a number")
    }
    let type = element.first("sdnType")
    var facts = StatedFacts()
    facts.schema = OFACList.schema(type)
    facts.addName(Self.name(element, XMLElement.top))
    facts.addIdentifier(OFACList.numberKind, uid)
    for program in element.all("programList", "program") { facts.addProgram(element.text(program)) }
    takeAliases(element, &facts)
    // A vessel's first country is its flag, whatever addresses it has.
    for place in element.all("vesselInfo") { facts.addCountry(element.first("vesselFlag", at: place)) }
    for place in element.all("nationalityList", "nationality") {
      facts.addCountry(element.first("country", at: place))
    }
    for place in element.all("citizenshipList", "citizenship") {
      facts.addCountry(element.first("country", at: place))
    }
    for place in element.all("addressList", "address") {
      facts.addCountry(element.first("country", at: place))
    }
    var unread: [String] = []
    for place in element.all("dateOfBirthList", "dateOfBirthItem") {
      guard let text = element.first("dateOfBirth", at: place) else { continue }
      let date = ListDate.english(text)
      if date == nil, !ListDate.isRough(text) { unread.append(text) }
      facts.addDate(date)
    }
    for place in element.all("idList", "id") {
      if let label = element.first("idType", at: place), let number = element.first("idNumber", at: place) {
        ListIdentifier.take(label, number, into: &facts)
      }
    }
    for place in element.all("vesselInfo") {
      if let sign = element.first("callSign", at: place) { facts.addIdentifier("call-sign", sign) }
    }
    return .object(
      SourceObject(list: "ofac", id: "\(list):\(uid)", type: "sdn-entry", facts: facts, identityClass: type),
      warnings: [ListDate.warning(unread: unread)].compactMap { $0 })
  }

  private func takeAliases(_ element: XMLElement, _ facts: inout StatedFacts) {
    for place in element.all("akaList", "aka") {
      let isWeak = element.first("category", at: place).map { StatedText.isSame($0, "weak") } ?? false
      facts.addName(
        Self.name(element, place), kind: OFACList.kind(element.first("type", at: place)) ?? .alsoKnownAs,
        strength: isWeak ? .weak : .strong)
    }
  }

  /// `LAST, First`, as the delimited files have it.
  private static func name(_ element: XMLElement, _ place: XMLElement.Place) -> String? {
    let parts = [element.first("lastName", at: place), element.first("firstName", at: place)].compactMap {
      $0
    }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}
