import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

@Suite struct SDNXMLTests {
  /// Every element with text, as `path text`, in the order of the file.
  private static let leaves = """
    import json, sys, xml.etree.ElementTree as E
    root = E.parse(sys.argv[1]).getroot()
    out = [[root.tag, '']]
    def walk(node, path):
        for child in node:
            name = path + '/' + child.tag.split('}')[1]
            if len(child): walk(child, name)
            else: out.append([name, child.text or ''])
    walk(root, '')
    json.dump(out, sys.stdout)
    """

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing), arguments: 0..<6 as Range<UInt64>)
  func readBackByPython(seed: UInt64) throws {
    let entries = ListSamples.all(.sdn, seed: seed)
    let bytes = try SDNXML.bytes(entries, publishedOn: ListSamples.day("2027-02-03"))
    let found = OtherReader.rows(try OtherReader.run(Self.leaves, on: bytes))
    var expected = [
      ["{\(SDNXML.namespace)}sdnList", ""], ["/publshInformation/Publish_Date", "02/03/2027"],
      ["/publshInformation/Record_Count", "7"],
    ]
    for entry in ListSamples.ordered(entries) { expected += Self.expected(entry) }
    #expect(sameBytes(found, expected))
  }

  /// The elements of an entry by the order of the specification, written out once more.
  private static func expected(_ entry: PublishedEntry) -> [[String]] {
    let isPerson = entry.kind == .individual
    var rows: [[String]] = []
    func add(_ path: String, _ text: String?) {
      if let text, !text.isEmpty { rows.append(["/sdnEntry/" + path, text]) }
    }
    add("uid", "\(entry.uid)")
    if isPerson { add("firstName", entry.name.first) }
    add("lastName", isPerson ? entry.name.last?.uppercased() : entry.name.text)
    add("title", entry.title)
    add("sdnType", isPerson ? "Individual" : "Entity")
    add("remarks", entry.remarks)
    for program in entry.programs { add("programList/program", program) }
    for id in entry.identifiers {
      add("idList/id/uid", "\(id.uid)")
      add("idList/id/idType", id.value.type)
      add("idList/id/idNumber", id.value.number)
      add("idList/id/idCountry", id.value.country.name)
      add("idList/id/issueDate", "29 Feb 2020")
      add("idList/id/expirationDate", "28 Feb 2030")
    }
    for alias in entry.aliases {
      let name = alias.value.name
      add("akaList/aka/uid", "\(alias.uid)")
      add("akaList/aka/type", ["aka": "a.k.a.", "fka": "f.k.a.", "nka": "n.k.a."][alias.value.kind.rawValue])
      add("akaList/aka/category", alias.value.strength.rawValue)
      let inParts = isPerson && name.last != nil
      add("akaList/aka/lastName", inParts ? name.last?.uppercased() : name.text)
      add("akaList/aka/firstName", inParts ? name.first : nil)
    }
    for address in entry.addresses {
      let value = address.value
      add("addressList/address/uid", "\(address.uid)")
      if value.lines.count == 4 {
        add("addressList/address/address1", value.lines[0])
        add("addressList/address/address2", value.lines[1])
        add("addressList/address/address3", value.lines[2] + ", " + value.lines[3])
      }
      add("addressList/address/city", value.city)
      add("addressList/address/stateOrProvince", value.state)
      add("addressList/address/postalCode", value.postalCode)
      add("addressList/address/country", value.country.name)
    }
    for (index, country) in entry.nationalities.enumerated() {
      add("nationalityList/nationality/uid", "\(country.uid)")
      add("nationalityList/nationality/country", country.value.name)
      add("nationalityList/nationality/mainEntry", index == 0 ? "true" : "false")
    }
    for country in entry.citizenships {
      add("citizenshipList/citizenship/uid", "\(country.uid)")
      add("citizenshipList/citizenship/country", country.value.name)
      add("citizenshipList/citizenship/mainEntry", "true")
    }
    for birth in entry.birthDates {
      add("dateOfBirthList/dateOfBirthItem/uid", "\(birth.uid)")
      add(
        "dateOfBirthList/dateOfBirthItem/dateOfBirth", birth.value.isMain ? "02 Apr 1971" : birth.value.text)
      add("dateOfBirthList/dateOfBirthItem/mainEntry", "\(birth.value.isMain)")
    }
    for birth in entry.birthPlaces {
      add("placeOfBirthList/placeOfBirthItem/uid", "\(birth.uid)")
      add("placeOfBirthList/placeOfBirthItem/placeOfBirth", birth.value.text)
      add("placeOfBirthList/placeOfBirthItem/mainEntry", "true")
    }
    return rows
  }

  @Test(
    .enabled(if: OtherReader.xmllint != nil, OtherReader.xmllintIsMissing), arguments: 0..<3 as Range<UInt64>)
  func wellFormedToXmllint(seed: UInt64) throws {
    let xmllint = try #require(OtherReader.xmllint)
    let bytes = try SDNXML.bytes(
      ListSamples.all(.sdn, seed: seed), publishedOn: ListSamples.day("2027-02-03"))
    let file = FileManager.default.temporaryDirectory.appendingPathComponent("sdn-\(UUID().uuidString).xml")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(bytes).write(to: file)
    let (status, output, complaint) = try OtherReader.execute(
      xmllint, ["--nonet", "--xpath", "count(//*[local-name()='sdnEntry'])", file.path])
    #expect(status == 0, "\(complaint)")
    #expect(String(decoding: output, as: UTF8.self).hasPrefix("7"))
  }

  @Test func smallest() throws {
    let bytes = try SDNXML.bytes(
      [ListSamples.entry(list: .sdn, name: "A & B")], publishedOn: ListSamples.day("2027-02-03"),
      namespace: "urn:x")
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <sdnList xmlns="urn:x">
          <publshInformation>
            <Publish_Date>02/03/2027</Publish_Date>
            <Record_Count>1</Record_Count>
          </publshInformation>
          <sdnEntry>
            <uid>1</uid>
            <lastName>A &amp; B</lastName>
            <sdnType>Entity</sdnType>
            <programList>
            </programList>
          </sdnEntry>
        </sdnList>

        """)
  }

  @Test func whatXMLCannotCarryIsRefused() throws {
    var entry = ListSamples.entry(list: .sdn)
    entry.nationalities = [Numbered(1, PublishedCountry(code: "", name: "a\u{1}"))]
    let fault = try #require(throws: ListFault.self) {
      try SDNXML.bytes([entry], publishedOn: ListSamples.day("2027-02-03"))
    }
    #expect(fault.message.contains("U+1"))
  }
}
