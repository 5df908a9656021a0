import CaseDomain

/// The five columns of the Entity List (Supplement No. 4 to 15 CFR part 744) with a header, ordered by country.
///
/// BIS publishes no such file; people open this one in a spreadsheet, so formulas are made harmless.
/// Licence exceptions have no column there and are not written.
public enum EntityListCSV {
  public static let columns = [
    "Country", "Entity", "License requirement", "License review policy", "Federal Register citation",
  ]

  public enum CountryColumn: Sendable {
    /// In every row, so that rows survive sorting and filtering.
    case repeated
    /// In the first row of a country only, as the Supplement prints it; a blank means "as above".
    case grouped
  }

  public static func bytes(
    _ entries: [PublishedEntry], country: CountryColumn = .repeated
  ) throws(ListFault) -> [UInt8] {
    let rules = ListRules(format: "Entity List CSV", lists: [.entityList])
    let entries = try rules.ordered(entries)
    let byCountry = entries.enumerated().sorted { left, right in
      let (one, other) = (left.element.country.printed.utf8, right.element.country.printed.utf8)
      return one.elementsEqual(other) ? left.offset < right.offset : one.lexicographicallyPrecedes(other)
    }
    .map(\.element)
    let writer = CSVWriter(isFormulaSafe: true)
    var bytes = writer.row(columns)
    var above: PublishedCountry?
    for entry in byCountry {
      let row = try row(entry, rules)
      let inherits = country == .grouped && above.map { Array($0.printed.utf8) == Array(row[0].utf8) } == true
      bytes += writer.row(inherits ? [""] + row.dropFirst() : row)
      above = entry.country
    }
    return bytes
  }

  private static func row(_ entry: PublishedEntry, _ rules: ListRules) throws(ListFault) -> [String] {
    let row = [
      entry.country.printed, cell(entry), entry.licenceRequirement, entry.licenceReviewPolicy,
      entry.federalRegisterCitation,
    ]
    for (column, text) in zip(columns, row) {
      try rules.checkCharacters(text, "column \(column)", of: entry)
      // A blank country would inherit a stranger's; a blank requirement would say there is none.
      guard !text.isEmpty else {
        throw ListFault(rules.format, entry, "column \(column)", "it is empty", remedy: "fill it in")
      }
    }
    return row
  }

  /// `Name, a.k.a., the following two aliases: -A; and -B. Address; and address.` [not verified]
  private static func cell(_ entry: PublishedEntry) -> String {
    var text = entry.name.text
    if !entry.aliases.isEmpty {
      let names = entry.aliases.map { "-\($0.value.name.text)" }
      let noun = names.count == 1 ? "one alias" : "\(names.count) aliases"
      text += ", a.k.a., the following \(noun): \(joined(names))"
    }
    if !entry.addresses.isEmpty { text += ". " + joined(entry.addresses.map { ListText.address($0.value) }) }
    return text + "."
  }

  private static func joined(_ parts: [String]) -> String {
    guard let last = parts.last, parts.count > 1 else { return parts.first ?? "" }
    return parts.dropLast().joined(separator: "; ") + "; and " + last
  }
}
