import CaseDomain

/// The attackers list as a table for people: RFC 4180 with a header, several values separated by `; `.
///
/// A cell that a spreadsheet would run as a formula begins with an apostrophe; programs read
/// `AttackersJSON` instead. A weak alias is called so; the way to petition stands in the remarks, as there. An entry that has ended shows its reference, days, status and banner only.
public enum AttackersCSV {
  public static let columns = [
    "list_id", "subject_id", "reference", "kind", "primary_name", "scripts", "aliases", "country", "basis",
    "identified_by", "conduct_first", "conduct_last", "past_year_ref", "published_on", "expires_on", "status",
    "statement_of_reasons", "owner_consent_ids", "related_entries", "text_version", "banner",
    "remarks",
  ]

  public static func bytes(_ entries: [PublishedEntry]) throws(ListFault) -> [UInt8] {
    let rules = ListRules(format: "attackers list CSV", lists: [.attackers], takesEnded: true)
    let entries = try rules.ordered(entries)
    let writer = CSVWriter(isFormulaSafe: true)
    var bytes = writer.row(columns)
    for entry in entries {
      let row = row(entry)
      for (column, text) in zip(columns, row) {
        try rules.checkCharacters(text, "column \(column)", of: entry)
      }
      bytes += writer.row(row)
    }
    return bytes
  }

  private static func row(_ entry: PublishedEntry) -> [String] {
    let head = [entry.list.rawValue, "\(entry.subject)", entry.reference]
    let days = [entry.publishedOn.iso, entry.expiresOn?.iso ?? "", entry.status.rawValue]
    let banner = entry.status.banner ?? ""
    guard entry.status.isInForce else {
      return head + Array(repeating: "", count: 10) + days + ["", "", "", "", banner, ""]
    }
    let who = [
      entry.kind.rawValue, entry.name.text, joined(entry.originalNames.map(\.text)),
      joined(entry.aliases.map { ListText.alias($0.value) }), entry.country.printed,
    ]
    let conduct = [
      joined(ListText.basis(entry)), entry.identifiedBy?.rawValue ?? "", entry.conductWindow?.first.iso ?? "",
      entry.conductWindow?.last.iso ?? "", entry.pastYearReference?.iso ?? "",
    ]
    let why = [
      entry.statementOfReasons, joined(entry.consents),
      joined(entry.related.map { "\($0.reference) (\($0.relation))" }), entry.textVersion, banner,
      entry.remarks,
    ]
    return head + who + conduct + days + why
  }

  private static func joined(_ values: [String]) -> String { values.joined(separator: "; ") }
}
