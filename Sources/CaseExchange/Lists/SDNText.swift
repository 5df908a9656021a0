import CaseDomain

/// How OFAC's formats print names, places and days.
enum SDNText {
  /// In Unicode scalars; the specification says only "size".
  static let remarksWidth = 1_000

  /// The text without the ends of lines: each is a space, so that what was cut apart still fits together.
  static func oneLine(_ text: String) -> String { String(text.map { $0.isNewline ? " " : $0 }) }

  /// `LAST, First` for an individual whose parts are known; else as shown.
  static func name(_ name: PublishedName, _ kind: Subject.Kind) -> String {
    guard kind == .individual, let last = name.last, !last.isEmpty else { return name.text }
    guard let first = name.first, !first.isEmpty else { return last.uppercased() }
    return "\(last.uppercased()), \(first)"
  }

  /// `City, State PostalCode`, of what there is.
  static func cityLine(_ address: PublishedAddress) -> String {
    let region = [address.state, address.postalCode].filter { !$0.isEmpty }.joined(separator: " ")
    return [address.city, region].filter { !$0.isEmpty }.joined(separator: ", ")
  }

  /// A day as OFAC prints it; any other text as it is.
  static func birth(_ text: String) -> String {
    guard text.utf8.count == 10, let day = Day(text) else { return text }
    return day.ofacText
  }

  /// What the delimited files have no column for, and then the entry's own remarks.
  /// The order is ours [not verified].
  static func remarks(of entry: PublishedEntry) -> String {
    var parts: [String] = []
    parts += listed("DOB", mainFirst(entry.birthDates).map(birth))
    parts += listed("POB", mainFirst(entry.birthPlaces))
    parts += listed("nationality", entry.nationalities.map(\.value.printed))
    parts += listed("citizen", entry.citizenships.map(\.value.printed))
    parts += entry.identifiers.map { identifier($0.value) }
    parts += entry.aliases.filter { $0.value.strength == .weak }.map {
      "\(dotted($0.value.kind)) '\(name($0.value.name, entry.kind))'"
    }
    if !entry.remarks.isEmpty { parts.append(entry.remarks) }
    guard !parts.isEmpty else { return "" }
    let text = parts.joined(separator: "; ")
    return text.utf8.last == UInt8(ascii: ".") ? text : text + "."
  }

  /// `a.k.a.`
  static func dotted(_ kind: PublishedAlias.Kind) -> String {
    switch kind {
    case .alsoKnownAs: "a.k.a."
    case .formerlyKnownAs: "f.k.a."
    case .nowKnownAs: "n.k.a."
    }
  }

  private static func mainFirst(_ details: [Numbered<BirthDetail>]) -> [String] {
    (details.filter(\.value.isMain) + details.filter { !$0.value.isMain }).map(\.value.text)
  }

  private static func listed(_ label: String, _ values: [String]) -> [String] {
    values.enumerated().map { $0 == 0 ? "\(label) \($1)" : "alt. \(label) \($1)" }
  }

  private static func identifier(_ identifier: PublishedIdentifier) -> String {
    var text = "\(identifier.type) \(identifier.number)"
    if !identifier.country.printed.isEmpty { text += " (\(identifier.country.printed))" }
    if let day = identifier.issuedOn { text += " issued \(day.ofacText)" }
    if let day = identifier.expiresOn { text += " expires \(day.ofacText)" }
    return text
  }
}

extension PublishedCountry {
  var printed: String { name.isEmpty ? code : name }
}
