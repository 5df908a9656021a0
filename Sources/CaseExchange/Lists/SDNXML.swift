import CaseDomain

/// `SDN.XML`.
///
/// Source: the shape of published samples, and the spelling `publshInformation` in them [not verified against
/// OFAC's schema].
public enum SDNXML {
  /// As in files of 2024 and later; older ones say `http://tempuri.org/sdnList.xsd` [not verified].
  public static let namespace =
    "https://sanctionslistservice.ofac.treas.gov/api/PublicationPreview/exports/XML"

  /// - Parameter day: printed as the day of the list.
  public static func bytes(
    _ entries: [PublishedEntry], publishedOn day: Day, namespace: String = SDNXML.namespace
  ) throws(ListFault) -> [UInt8] {
    let rules = ListRules(format: "SDN.XML", lists: [.sdn])
    let entries = try rules.ordered(entries)
    try rules.checkNumbers(\.identifiers, "id uid", in: entries)
    try rules.checkNumbers(\.aliases, "aka uid", in: entries)
    try rules.checkNumbers(\.addresses, "address uid", in: entries)
    try rules.checkNumbers(\.nationalities, "nationality uid", in: entries)
    try rules.checkNumbers(\.citizenships, "citizenship uid", in: entries)
    try rules.checkNumbers(\.birthDates, "dateOfBirthItem uid", in: entries)
    try rules.checkNumbers(\.birthPlaces, "placeOfBirthItem uid", in: entries)
    var xml = XMLText()
    xml.open("sdnList", attribute: ("xmlns", namespace))
    xml.open("publshInformation")
    xml.leaf("Publish_Date", day.usText)
    xml.leaf("Record_Count", "\(entries.count)")
    xml.close("publshInformation")
    for entry in entries { write(entry, to: &xml) }
    xml.close("sdnList")
    for entry in entries { try rules.checkCharacters(allText(of: entry), "text", of: entry) }
    return xml.bytes
  }

  /// The characters of an entry are checked in one place, whatever element they went to.
  private static func allText(of entry: PublishedEntry) -> String {
    PublishedField.allCases.flatMap(entry.texts).joined(separator: "\n")
  }

  private static func write(_ entry: PublishedEntry, to xml: inout XMLText) {
    xml.open("sdnEntry")
    xml.leaf("uid", "\(entry.uid)")
    write(entry.name, entry.kind, to: &xml)
    xml.leafIfAny("title", entry.title)
    xml.leaf("sdnType", entry.kind == .individual ? "Individual" : "Entity")
    xml.leafIfAny("remarks", entry.remarks)
    // Present even when empty, as in the samples.
    xml.open("programList")
    for program in entry.programs { xml.leaf("program", program) }
    xml.close("programList")
    xml.list("idList", "id", entry.identifiers) { xml, identifier in
      xml.leafIfAny("idType", identifier.type)
      xml.leafIfAny("idNumber", identifier.number)
      xml.leafIfAny("idCountry", identifier.country.printed)
      xml.leafIfAny("issueDate", identifier.issuedOn?.ofacText ?? "")
      xml.leafIfAny("expirationDate", identifier.expiresOn?.ofacText ?? "")
    }
    xml.list("akaList", "aka", entry.aliases) { xml, alias in
      xml.leaf("type", SDNText.dotted(alias.kind))
      xml.leaf("category", alias.strength.rawValue)
      write(alias.name, entry.kind, lastNameFirst: true, to: &xml)
    }
    xml.list("addressList", "address", entry.addresses) { xml, address in
      for (index, line) in addressLines(address).enumerated() { xml.leafIfAny("address\(index + 1)", line) }
      xml.leafIfAny("city", address.city)
      xml.leafIfAny("stateOrProvince", address.state)
      xml.leafIfAny("postalCode", address.postalCode)
      xml.leafIfAny("country", address.country.printed)
    }
    countries("nationalityList", "nationality", entry.nationalities, to: &xml)
    countries("citizenshipList", "citizenship", entry.citizenships, to: &xml)
    births("dateOfBirth", entry.birthDates, to: &xml) { SDNText.birth($0) }
    births("placeOfBirth", entry.birthPlaces, to: &xml) { $0 }
    xml.close("sdnEntry")
  }

  /// - Parameter lastNameFirst: as an alias has it; an entry has the first name first.
  private static func write(
    _ name: PublishedName, _ kind: Subject.Kind, lastNameFirst: Bool = false, to xml: inout XMLText
  ) {
    guard kind == .individual, let last = name.last, !last.isEmpty else {
      xml.leaf("lastName", name.text)
      return
    }
    if !lastNameFirst { xml.leafIfAny("firstName", name.first ?? "") }
    xml.leaf("lastName", last.uppercased())
    if lastNameFirst { xml.leafIfAny("firstName", name.first ?? "") }
  }

  private static func addressLines(_ address: PublishedAddress) -> [String] {
    let lines = address.lines
    return lines.count <= 3 ? lines : Array(lines[..<2]) + [lines[2...].joined(separator: ", ")]
  }

  private static func countries(
    _ list: String, _ item: String, _ countries: [Numbered<PublishedCountry>], to xml: inout XMLText
  ) {
    let main = countries.first
    xml.list(list, item, countries) { (xml: inout XMLText, country: Numbered<PublishedCountry>) in
      xml.leaf("uid", "\(country.uid)")
      xml.leaf("country", country.value.printed)
      xml.leaf("mainEntry", "\(country.uid == main?.uid)")
    }
  }

  private static func births(
    _ name: String, _ details: [Numbered<BirthDetail>], to xml: inout XMLText, print: (String) -> String
  ) {
    xml.list("\(name)List", "\(name)Item", details) { xml, detail in
      xml.leaf(name, print(detail.text))
      xml.leaf("mainEntry", "\(detail.isMain)")
    }
  }
}

/// Writes elements, two spaces a level.
private struct XMLText {
  private(set) var bytes = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n".utf8)
  private var depth = 0

  mutating func open(_ name: String, attribute: (String, String)? = nil) {
    let attributes = attribute.map { " \($0.0)=\"\(Self.escaped($0.1))\"" } ?? ""
    line("<\(name)\(attributes)>")
    depth += 1
  }

  mutating func close(_ name: String) {
    depth -= 1
    line("</\(name)>")
  }

  mutating func leaf(_ name: String, _ text: String) { line("<\(name)>\(Self.escaped(text))</\(name)>") }

  mutating func leafIfAny(_ name: String, _ text: String) {
    if !text.isEmpty { leaf(name, text) }
  }

  /// A list element with its items, each numbered; nothing when there are none.
  mutating func list<Value>(
    _ list: String, _ item: String, _ values: [Numbered<Value>], _ write: (inout XMLText, Value) -> Void
  ) {
    self.list(list, item, values) { (xml: inout XMLText, numbered: Numbered<Value>) in
      xml.leaf("uid", "\(numbered.uid)")
      write(&xml, numbered.value)
    }
  }

  mutating func list<Value>(
    _ list: String, _ item: String, _ values: [Numbered<Value>],
    _ write: (inout XMLText, Numbered<Value>) -> Void
  ) {
    guard !values.isEmpty else { return }
    open(list)
    for value in values {
      open(item)
      write(&self, value)
      close(item)
    }
    close(list)
  }

  private mutating func line(_ text: String) {
    bytes += Array(repeating: 0x20, count: depth * 2)
    bytes += Array(text.utf8)
    bytes.append(0x0A)
  }

  private static func escaped(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": out += "&amp;"
      case "<": out += "&lt;"
      case ">": out += "&gt;"
      case "\"": out += "&quot;"
      // A reader would turn it into a line feed.
      case "\r": out += "&#13;"
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }
}
