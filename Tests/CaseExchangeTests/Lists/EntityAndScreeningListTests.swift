import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct EntityListCSVTests {
  private func entry(_ number: UInt32, _ country: String) -> PublishedEntry {
    var entry = ListSamples.entry(number, list: .entityList, name: "Firm \(number)")
    entry.country = PublishedCountry(code: "", name: country)
    entry.licenceRequirement = "All items subject to the EAR"
    entry.licenceReviewPolicy = "Presumption of denial"
    entry.federalRegisterCitation = "92 FR 101, 1/5/27"
    return entry
  }

  @Test(.enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing))
  func countriesRepeatOrGroup() throws {
    let entries = [entry(3, "Russia"), entry(2, "China"), entry(1, "Russia"), entry(4, "China")]
    let tail = ["All items subject to the EAR", "Presumption of denial", "92 FR 101, 1/5/27"]
    func rows(_ countries: [String]) -> [[String]] {
      [EntityListCSV.columns] + zip(countries, [2, 4, 1, 3]).map { [$0, "Firm \($1)."] + tail }
    }
    #expect(
      try OtherReader.csv(EntityListCSV.bytes(entries)) == rows(["China", "China", "Russia", "Russia"]))
    #expect(
      try OtherReader.csv(EntityListCSV.bytes(entries, country: .grouped))
        == rows(["China", "", "Russia", ""]))
  }

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing), arguments: 0..<4 as Range<UInt64>)
  func hostileCellsComeBack(seed: UInt64) throws {
    let entries = ListSamples.all(.entityList, seed: seed)
    let rows = try OtherReader.csv(EntityListCSV.bytes(entries)).dropFirst()
    #expect(rows.count == entries.count)
    for entry in entries {
      let cells = [
        entry.country.name, nil, entry.licenceRequirement, entry.licenceReviewPolicy,
        entry.federalRegisterCitation,
      ]
      let isThere = rows.contains { row in
        zip(row, cells).allSatisfy { cell, text in
          text.map { Array(cell.utf8) == Array(formulaSafe($0).utf8) } ?? true
        }
          && row[1].unicodeScalars.starts(with: formulaSafe(entry.name.text).unicodeScalars)
      }
      #expect(isThere, "\(entry.uid)")
    }
  }

  @Test func namesAndAddressesStandInOneCell() throws {
    var one = entry(1, "China")
    one.aliases = [
      Numbered(1, PublishedAlias(PublishedName("A"))), Numbered(2, PublishedAlias(PublishedName("B"))),
    ]
    one.addresses = [
      Numbered(1, PublishedAddress(lines: ["1 Main St"], city: "Linhai", country: one.country))
    ]
    let text = String(decoding: try EntityListCSV.bytes([one]), as: UTF8.self)
    #expect(
      text.contains("\"Firm 1, a.k.a., the following 2 aliases: -A; and -B. 1 Main St, Linhai, China.\""))
  }

  @Test func aBlankCountryWouldInheritAStrangers() throws {
    let fault = try #require(throws: ListFault.self) { try EntityListCSV.bytes([entry(1, "")]) }
    #expect(fault.field == "column Country")
  }
}

@Suite struct ScreeningListCSVTests {
  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing),
    arguments: [
      (PublishedEntry.List.sdn, "Specially Designated Nationals (SDN) - Treasury Department"),
      (.entityList, "Entity List (EL) - Bureau of Industry and Security"),
    ])
  func columnByColumn(_ list: PublishedEntry.List, _ source: String) throws {
    for seed in 0..<3 as Range<UInt64> {
      let entries = ListSamples.ordered(ListSamples.all(list, seed: seed))
      let bytes = try ScreeningListCSV.bytes(
        entries, listURL: "https://list.example", informationURL: "https://info.example")
      let rows = try OtherReader.csv(bytes)
      #expect(rows.first?.joined(separator: ",") == Self.header)
      let expected = entries.map { entry -> [String] in
        let address = entry.addresses[0].value
        let street = (address.lines + [SDNText.cityLine(address), address.country.name]).joined(
          separator: ", ")
        let id = entry.identifiers[0].value
        let names = entry.aliases.map { SDNText.name($0.value.name, entry.kind) }
        return [
          "\(entry.subject)", source, "\(entry.uid)", entry.kind == .individual ? "Individual" : "Entity",
          entry.programs.joined(separator: "; "), SDNText.name(entry.name, entry.kind), entry.title,
          "\(street); \(address.country.name)", entry.federalRegisterCitation, "2027-01-05", "", "",
          entry.licenceRequirement, entry.licenceReviewPolicy, "", "", "", "", "", "", entry.remarks,
          "https://list.example", names.joined(separator: "; "), "CN",
          entry.birthDates.map(\.value.text).joined(separator: "; "), "CN; CN",
          entry.birthPlaces[0].value.text,
          "https://info.example", "CN, \(id.type), \(id.number)",
        ]
      }
      #expect(expected.allSatisfy { $0.count == 29 })
      #expect(sameBytes(Array(rows.dropFirst()), expected))
    }
  }

  private static let header =
    "_id,source,entity_number,type,programs,name,title,addresses,federal_register_notice,start_date,end_date,"
    + "standard_order,license_requirement,license_policy,call_sign,vessel_type,gross_tonnage,"
    + "gross_registered_tonnage,vessel_flag,vessel_owner,remarks,source_list_url,alt_names,citizenships,"
    + "dates_of_birth,nationalities,places_of_birth,source_information_url,ids"

  @Test func theAttackersListHasNoPlaceThere() {
    #expect(throws: ListFault.self) { try ScreeningListCSV.bytes([ListSamples.entry()]) }
  }
}

/// What a spreadsheet is given instead of a text it would run.
func formulaSafe(_ text: String) -> String {
  let scalars = Array(text.unicodeScalars)
  let signs = "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars
  var safe = String.UnicodeScalarView()
  for (place, scalar) in scalars.enumerated() {
    // What stands behind a separator of cells or rows, white space and invisible signs passed over.
    let before = scalars[..<place].last {
      ";\t\n\r".unicodeScalars.contains($0)
        || !($0.properties.isWhitespace || [.format, .control].contains($0.properties.generalCategory))
    }
    if signs.contains(scalar), let before, ";\t\n\r".unicodeScalars.contains(before) { safe.append("'") }
    safe.append(scalar)
  }
  guard let first = text.utf8.first, Array("=+-@\t\r".utf8).contains(first) else { return String(safe) }
  return "'" + String(safe)
}
