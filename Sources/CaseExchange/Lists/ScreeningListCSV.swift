import CaseDomain

/// Rows for the Consolidated Screening List of the International Trade Administration: 29 columns and a
/// header, several values in a cell separated by `; `. Values stay literal, for programs to read.
///
/// Source: the header of published files; the texts of `source` [not verified].
public enum ScreeningListCSV {
  public static let columns = [
    "_id", "source", "entity_number", "type", "programs", "name", "title", "addresses",
    "federal_register_notice", "start_date", "end_date", "standard_order", "license_requirement",
    "license_policy", "call_sign", "vessel_type", "gross_tonnage", "gross_registered_tonnage", "vessel_flag",
    "vessel_owner", "remarks", "source_list_url", "alt_names", "citizenships", "dates_of_birth",
    "nationalities", "places_of_birth", "source_information_url", "ids",
  ]

  /// - Parameters:
  ///   - listURL: what stands in `source_list_url`.
  ///   - informationURL: what stands in `source_information_url`.
  /// - Throws: for an entry of the attackers list, which that list does not carry.
  public static func bytes(
    _ entries: [PublishedEntry], listURL: String = "", informationURL: String = ""
  ) throws(ListFault) -> [UInt8] {
    let rules = ListRules(format: "Consolidated Screening List CSV", lists: [.sdn, .entityList])
    let entries = try rules.ordered(entries)
    let writer = CSVWriter(isFormulaSafe: false)
    var bytes = writer.row(columns)
    for entry in entries {
      let row = row(entry, listURL, informationURL)
      for (column, text) in zip(columns, row) {
        try rules.checkCharacters(text, "column \(column)", of: entry)
      }
      bytes += writer.row(row)
    }
    return bytes
  }

  private static func row(
    _ entry: PublishedEntry, _ listURL: String, _ informationURL: String
  ) -> [String] {
    let vessel = Array(repeating: "", count: 6)
    let head = [
      "\(entry.subject)", source(entry.list), "\(entry.uid)",
      entry.kind == .individual ? "Individual" : "Entity", joined(entry.programs),
      SDNText.name(entry.name, entry.kind), entry.title,
      joined(entry.addresses.map { ListText.address($0.value) }), entry.federalRegisterCitation,
      entry.publishedOn.iso, entry.expiresOn?.iso ?? "", "", entry.licenceRequirement,
      entry.licenceReviewPolicy,
    ]
    return head + vessel + [
      entry.remarks, listURL, joined(entry.aliases.map { SDNText.name($0.value.name, entry.kind) }),
      joined(entry.citizenships.map { code($0.value) }), joined(entry.birthDates.map(\.value.text)),
      joined(entry.nationalities.map { code($0.value) }), joined(entry.birthPlaces.map(\.value.text)),
      informationURL, joined(entry.identifiers.map { identifier($0.value) }),
    ]
  }

  private static func source(_ list: PublishedEntry.List) -> String {
    switch list {
    case .sdn: "Specially Designated Nationals (SDN) - Treasury Department"
    case .entityList: "Entity List (EL) - Bureau of Industry and Security"
    case .attackers: ""
    }
  }

  private static func joined(_ values: [String]) -> String { values.joined(separator: "; ") }
  private static func code(_ country: PublishedCountry) -> String {
    country.code.isEmpty ? country.name : country.code
  }

  private static func identifier(_ identifier: PublishedIdentifier) -> String {
    [code(identifier.country), identifier.type, identifier.number].filter { !$0.isEmpty }
      .joined(separator: ", ")
  }
}
