import CaseDomain

/// Entries as FollowTheMoney entities, one JSON object a line: the subject (`Person`, `Company` or
/// `Organization`), then a `Sanction` that points at it.
///
/// `Sanction` is that vocabulary's only word for a listing; the attackers list itself blocks nothing, so no
/// topic is set for it. Of an entry that has ended the `Sanction` alone stays, with its status and end and without reasons;
/// `deletions` takes the subject back from whoever has it.
///
/// Source: the FollowTheMoney schemata Person, Company, Organization, Sanction.
public enum FollowTheMoneyLines {
  /// - Parameter authority: the agency's name.
  public static func bytes(
    _ entries: [PublishedEntry], authority: String, dataset: String
  ) throws(ListFault) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in try rules.ordered(entries) {
      if entry.status.isInForce {
        guard !entry.name.text.isEmpty else {
          throw ListFault(rules.format, entry, "name", "it is empty", remedy: "enter the primary name")
        }
        bytes += line(subjectID(entry), schema(entry), subject(entry), dataset)
      }
      bytes += line("casetui-sanction-\(id(entry))", "Sanction", sanction(entry, authority), dataset)
    }
    return bytes
  }

  /// A delta that deletes the subjects of entries that have ended; nothing while all stand. A file of its own, as
  /// readers of entities take no line of a delta.
  public static func deletions(_ entries: [PublishedEntry]) throws(ListFault) -> [UInt8] {
    var bytes: [UInt8] = []
    for entry in try rules.ordered(entries) where !entry.status.isInForce {
      let entity = JSONValue.filled([("id", .string(subjectID(entry)))])
      bytes += SortedJSON.bytes(of: .filled([("op", .string("DEL")), ("entity", entity)])) + [0x0A]
    }
    return bytes
  }

  private static var rules: ListRules {
    ListRules(format: "FollowTheMoney", lists: Set(PublishedEntry.List.allCases), takesEnded: true)
  }

  private static func line(
    _ id: String, _ schema: String, _ properties: [(String, [String])], _ dataset: String
  ) -> [UInt8] {
    let value = JSONValue.filled([
      ("id", .string(id)), ("schema", .string(schema)), ("datasets", .strings([dataset])),
      ("properties", .filled(properties.map { ($0, .strings($1.filter { !$0.isEmpty })) })),
    ])
    return SortedJSON.bytes(of: value) + [0x0A]
  }

  private static func id(_ entry: PublishedEntry) -> String {
    "\(entry.list.rawValue)-\(entry.subject)\(entry.idSuffix("-"))"
  }
  private static func subjectID(_ entry: PublishedEntry) -> String { "casetui-\(id(entry))" }

  private static func schema(_ entry: PublishedEntry) -> String {
    switch entry.kind {
    case .individual: "Person"
    case .entity: entry.isCompany ? "Company" : "Organization"
    }
  }

  private static func subject(_ entry: PublishedEntry) -> [(String, [String])] {
    func aliases(_ isIncluded: (PublishedAlias) -> Bool) -> [String] {
      entry.aliases.map(\.value).filter(isIncluded).map(\.name.text)
    }
    let common: [(String, [String])] = [
      ("name", [entry.name.text] + entry.originalNames.map(\.text)),
      ("alias", aliases { $0.strength == .strong && $0.kind != .formerlyKnownAs }),
      ("weakAlias", aliases { $0.strength == .weak }),
      ("previousName", aliases { $0.strength == .strong && $0.kind == .formerlyKnownAs }),
      ("country", [code(entry.country)]), ("address", entry.addresses.map { ListText.address($0.value) }),
      ("idNumber", entry.identifiers.map(\.value.number)), ("topics", topics(entry.list)),
    ]
    guard entry.kind == .individual else { return common }
    return common + [
      ("firstName", [entry.name.first ?? ""]), ("lastName", [entry.name.last ?? ""]),
      ("nationality", entry.nationalities.map { code($0.value) }),
      ("citizenship", entry.citizenships.map { code($0.value) }),
      // A date there is a date; `circa 1970` has no place.
      ("birthDate", entry.birthDates.map(\.value.text).filter { $0.utf8.count == 10 && Day($0) != nil }),
      ("birthPlace", entry.birthPlaces.map(\.value.text)), ("position", [entry.title]),
    ]
  }

  private static func sanction(_ entry: PublishedEntry, _ authority: String) -> [(String, [String])] {
    let isOn = entry.status.isInForce
    let programs = isOn ? entry.programs : []
    return [
      ("entity", [subjectID(entry)]), ("authority", [authority]), ("authorityId", [entry.reference]),
      ("program", programs.isEmpty ? [program(entry.list)] : programs),
      ("reason", [isOn ? entry.statementOfReasons : ""]), ("status", [entry.status.rawValue]),
      ("listingDate", [entry.publishedOn.iso]), ("startDate", [entry.publishedOn.iso]),
      ("endDate", [(entry.endedOn ?? entry.expiresOn)?.iso ?? ""]), ("country", ["us"]),
    ]
  }

  private static func topics(_ list: PublishedEntry.List) -> [String] {
    switch list {
    case .sdn: ["sanction"]
    case .entityList: ["export.control"]
    case .attackers: []
    }
  }

  private static func program(_ list: PublishedEntry.List) -> String {
    switch list {
    case .sdn: "SDN"
    case .entityList: "Entity List"
    case .attackers: "AI Model Extraction Attackers List"
    }
  }

  private static func code(_ country: PublishedCountry) -> String { country.code.lowercased() }
}
