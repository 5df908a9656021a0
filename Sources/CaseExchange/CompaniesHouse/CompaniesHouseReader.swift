import CaseDomain

/// Reads the register of people with significant control of UK companies: JSON lines of the snapshot, or an array.
///
/// Source: Companies House, "People with significant control snapshot"; `docs/exchange.md`.
public enum CompaniesHouseReader: FormatReader {
  public static let format = EvidenceFormat.companiesHouse

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    return probe.has("data") && probe.hasInner("data.kind") && probe.hasInner("data.etag")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let flat = FlatJSON(remedy: "give the PSC snapshot of Companies House, one record a line")
    return try flat.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, _ in
      reading(value)
    }
  }

  private static func reading(_ value: JSONValue) -> RecordReading {
    guard let data = value["data"], let kind = data["kind"]?.text else {
      return .refused("it has no `data.kind`")
    }
    guard let id = data["links"]?["self"]?.text ?? data["etag"]?.text, !id.isEmpty else {
      return .refused("it has neither `links.self` nor `etag`")
    }
    var found = SourceObject(source: "uk-psc")
    found.externalID = id
    found.type = kind
    let company = value["company_number"]?.text
    found.references = company.map { [$0] } ?? []
    found.created = data["notified_on"]?.text
    found.modified = data["ceased_on"]?.text
    let facts = facts(data, kind: kind, id: id, company: company)
    found.name = facts.names.first?.text.cut(1_024)
    found.country = facts.countries.first
    found.facts = facts.saysNothing ? nil : facts
    return .taken(found, warnings: company == nil ? ["it names no company"] : [])
  }

  private static func facts(
    _ data: JSONValue, kind: String, id: String, company: String?
  ) -> StatedFacts {
    var facts = StatedFacts()
    let isPerson = kind.hasPrefix("individual-")
    let isCompany = kind.hasPrefix("corporate-entity-") || kind.hasPrefix("legal-person-")
    facts.schema = isPerson ? .person : isCompany ? .organisation : .unknown
    let parts = ["forename", "middle_name", "surname"].compactMap { data["name_elements"]?[$0]?.text }
    if let name = data["name"]?.text ?? (parts.isEmpty ? nil : parts.joined(separator: " ")) {
      facts.names = [ActorName(name)]
    }
    let birth = data["date_of_birth"]
    if let year = birth?["year"]?.scalar.flatMap({ Int($0) }) {
      let month = birth?["month"]?.scalar.flatMap { Int($0) }
      facts.dates = [PartialDate(year: year, month: month)].compactMap { $0 }
    }
    facts.countries = [data["nationality"]?.text, data["identification"]?["country_registered"]?.text]
      .compactMap { $0 }
    if let number = data["identification"]?["registration_number"]?.text {
      facts.identifiers = [.init(kind: "registration", value: number)]
    }
    guard let company, isPerson || isCompany else { return facts }
    let natures = data["natures_of_control"]?.texts ?? []
    let told = natures.first { range($0) != nil } ?? natures.first
    let share = told.flatMap(range)
    facts.holding = StatedHolding(
      owner: id, owned: company, leastPPM: share?.least, mostPPM: share?.most,
      from: data["notified_on"]?.text.flatMap { Day($0) }, to: data["ceased_on"]?.text.flatMap { Day($0) },
      interest: told ?? "")
    return facts
  }

  /// Of `ownership-of-shares-25-to-50-percent` and its like. The law says "more than 25 %, not more than 50 %";
  /// the lower end is kept as 250,000 though the share is above it. `nil` for control without a share.
  ///
  /// Source: Companies Act 2006, schedule 1A; SI 2016/339.
  static func range(_ nature: String) -> ShareRange? {
    let isShare = ["ownership-of-shares", "voting-rights", "right-to-share-surplus-assets"]
      .contains { nature.hasPrefix($0) }
    guard isShare else { return nil }
    for (words, least, most) in ranges where nature.contains(words) {
      return ShareRange(least: least, most: most)
    }
    return nil
  }

  private static let ranges = [
    ("-more-than-25-percent", 250_000, 1_000_000), ("-25-to-50-percent", 250_000, 500_000),
    ("-50-to-75-percent", 500_000, 750_000), ("-75-to-100-percent", 750_000, 1_000_000),
  ]
}
