import CaseDomain

/// What a list states of an entry, as rows of OFAC's delimited files and in OFAC's words, so that readers of these files
/// know it again. What OFAC has no word for is left out and named.
///
/// A statement does not say what a country is of an entry. It goes out as nationality of a person, as flag of a vessel
/// (the first one), else as country of an address.
///
/// Source: OFAC, "SDN Data Specification" (09/25/2023); `docs/exchange.md`, "OFAC, delimited".
public struct OFACRows: Sendable {
  /// Of SDN.CSV, with the end of the line; so are the others.
  public let entry: [UInt8]
  /// Of ALT.CSV.
  public private(set) var alternates: [[UInt8]] = []
  /// Of ADD.CSV.
  public private(set) var addresses: [[UInt8]] = []
  /// Of SDN_COMMENTS.CSV: the remarks that have no room in the entry; `nil` where all have.
  public private(set) var comment: [UInt8]?
  /// What is in none of the rows, as kind and value: `ogrn 1027700132195`.
  public private(set) var left: [String] = []

  /// - Parameters:
  ///   - number: the entry's own, 1 to 10 digits.
  ///   - identityClass: as the source writes it, which tells an aircraft.
  /// - Returns: `nil` for what has no name, or one that would be read as none.
  public init?(_ facts: StatedFacts, number: Int, identityClass: String? = nil) {
    guard let primary = facts.names.first, Self.comesBack(primary.text) else { return nil }
    var words = Words()
    let type = Self.type(facts.schema, identityClass)
    // There is no word for what is neither person, vessel, aircraft nor organisation.
    if OFACList.schema(type) != facts.schema { words.left.append("schema \(facts.schema.rawValue)") }
    for date in facts.dates { words.add(date, of: facts.schema) }
    var countries: [String] = []
    for country in facts.countries {
      if facts.schema == .person {
        words.addNationality(country)
      } else if Self.comesBack(Words.name(ofCountry: country)) {
        countries.append(country)
      } else {
        words.left.append("country \(country)")
      }
    }
    let flag = facts.schema == .vessel && !countries.isEmpty ? countries.removeFirst() : nil
    var callSign: String?
    for identifier in facts.identifiers {
      if StatedText.isSame(identifier.kind, OFACList.numberKind), Int(identifier.value) == number { continue }
      if facts.schema == .vessel, callSign == nil, StatedText.isSame(identifier.kind, "call-sign"),
        Self.comesBack(identifier.value)
      {
        callSign = identifier.value
      } else {
        words.add(identifier)
      }
    }
    for trace in facts.traces { words.add(trace) }
    // Weak aliases stand in the remarks, where they can.
    var aliases: [ActorName] = []
    for name in facts.names.dropFirst() where name.strength == .strong || !words.add(weak: name) {
      if Self.comesBack(name.text) { aliases.append(name) } else { words.left.append("name \(name.text)") }
    }
    var programs: [String] = []
    for program in facts.programs {
      if Self.comesBack(program),
        !program.utf8.contains(where: { $0 == UInt8(ascii: "[") || $0 == UInt8(ascii: "]") })
      {
        programs.append(program)
      } else {
        words.left.append("programme \(program)")
      }
    }
    let (remarks, rest) = words.remarks
    comment = rest.map { Self.row([String(number), Self.quoted($0)]) }
    entry = Self.row([
      String(number), Self.quoted(primary.text), Self.quoted(type),
      Self.quoted(programs.joined(separator: "] [")), Self.null, Self.quoted(callSign), Self.null, Self.null,
      Self.null, Self.quoted(flag.map(Words.name(ofCountry:))), Self.null, Self.quoted(remarks),
    ])
    for (place, alias) in aliases.enumerated() {
      alternates.append(
        Self.row([
          String(number), String(place + 1), Self.quoted(Self.kind(alias)), Self.quoted(alias.text),
          alias.strength == .weak ? Self.quoted("weak") : Self.null,
        ]))
    }
    for (place, country) in countries.enumerated() {
      addresses.append(
        Self.row([
          String(number), String(place + 1), Self.null, Self.null,
          Self.quoted(Words.name(ofCountry: country)), Self.null,
        ]))
    }
    left = words.left
  }

  private static let null = "-0- "

  private static func row(_ fields: [String]) -> [UInt8] {
    Array(fields.joined(separator: ",").utf8) + [0x0D, 0x0A]
  }

  private static func quoted(_ text: String?) -> String {
    guard let text, !text.saysNothing else { return null }
    return CSVField.quoted(oneLine(text))
  }

  /// A row is a line there.
  fileprivate static func oneLine(_ text: String) -> String {
    text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// Whether a field is read as that text again, but that a line's end in it is a space.
  private static func comesBack(_ text: String) -> Bool {
    var line = oneLine(text)
    guard let read = StatedText.trimmed(line), StatedText.isSame(read, line), !line.utf8.contains(0) else {
      return false
    }
    return line.withUTF8 { !SDNTable.isNull($0) }
  }

  private static func type(_ schema: NameSchema, _ identityClass: String?) -> String? {
    switch schema {
    case .person: "individual"
    case .vessel: "vessel"
    case .unknown where identityClass.map(StatedText.lowered) == "aircraft": "aircraft"
    case .organisation, .unknown: nil
    }
  }

  private static func kind(_ alias: ActorName) -> String {
    switch alias.kind {
    case .formerlyKnownAs: "fka"
    case .nowKnownAs: "nka"
    default: "aka"
    }
  }
}

/// Clauses of remarks, each of which our own reader takes for what was stated.
private struct Words {
  private var clauses: [String] = []
  var left: [String] = []

  /// What fits into the width of the remarks, and the rest; `nil` for none. They are parted between clauses, and the
  /// full stop says so: readers take the first clause of a comment for the end of one that was cut.
  var remarks: (String?, rest: String?) {
    var width = 0
    let kept = clauses.prefix { clause in
      // Each with a semicolon and a space behind it, the last with a full stop.
      width += clause.unicodeScalars.count + 2
      return width - 1 <= SDNText.remarksWidth
    }
    let rest = clauses[kept.count...]
    return (
      kept.isEmpty ? nil : kept.joined(separator: "; ") + ".",
      rest.isEmpty ? nil : "; " + rest.joined(separator: "; ") + "."
    )
  }

  static func name(ofCountry text: String) -> String { Country(text)?.name ?? text }

  mutating func add(_ date: PartialDate, of schema: NameSchema) {
    let label: String? =
      switch schema {
      case .person: "DOB"
      case .organisation: "Organization Established Date"
      case .vessel, .unknown: nil
      }
    add(label, Self.text(date), orLeave: "date \(date.text)") { $0.dates = [date] }
  }

  mutating func addNationality(_ text: String) {
    let name = Self.name(ofCountry: text)
    add("nationality", name, orLeave: "country \(text)") { $0.countries = [name] }
  }

  mutating func add(_ identifier: ScreeningFacts.Identifier) {
    let (kind, stated) = (identifier.kind, identifier.value)
    var value = stated
    if StatedText.isSame(kind, "imo") { value = "IMO \(ListIdentifier.imoDigits(stated) ?? stated)" }
    let meant = ListIdentifier.imoDigits(value) ?? value
    add(ListIdentifier.label(of: kind), value, orLeave: "\(kind) \(stated)") {
      $0.identifiers = [.init(kind: kind, value: meant)]
    }
  }

  mutating func add(_ trace: Trace) {
    let label: String? =
      switch trace.kind {
      case .email: "Email Address"
      case .url: "Website"
      case .phone: "Phone Number"
      default: nil
      }
    add(label, trace.value, orLeave: "\(trace.kind.rawValue) \(trace.value)") { $0.traces = [trace] }
  }

  /// - Parameter state: what the clause, read again, has to say, and nothing else.
  private mutating func add(
    _ label: String?, _ value: String, orLeave left: String, _ state: (inout StatedFacts) -> Void
  ) {
    if !add(label.map { "\($0) \(value)" }, state) { self.left.append(left) }
  }

  /// - Returns: `false` for an alias that has to be a row.
  mutating func add(weak alias: ActorName) -> Bool {
    let kind = alias.kind == .primary ? .alsoKnownAs : alias.kind
    let label =
      switch kind {
      case .formerlyKnownAs: "f.k.a."
      case .nowKnownAs: "n.k.a."
      default: "a.k.a."
      }
    return add("\(label) '\(alias.text)'") {
      $0.names = [ActorName(alias.text, kind: kind, strength: .weak)]
    }
  }

  /// - Returns: whether the clause says that and nothing else, and is there.
  private mutating func add(_ clause: String?, _ state: (inout StatedFacts) -> Void) -> Bool {
    guard let clause else { return false }
    var (meant, read) = (StatedFacts(), StatedFacts())
    state(&meant)
    OFACRemarks.read(OFACRows.oneLine(clause) + ".", isContinuation: false, into: &read)
    guard read == meant else { return false }
    if !clauses.contains(where: { StatedText.isSame($0, clause) }) { clauses.append(clause) }
    return true
  }

  /// `05 Jun 1950`, `Jun 1950` or `1950`.
  private static func text(_ date: PartialDate) -> String {
    let year = String(repeating: "0", count: max(0, 4 - String(date.year).utf8.count)) + String(date.year)
    let day = date.day.map { ($0 < 10 ? "0" : "") + "\($0) " } ?? ""
    return day + (date.month.map { ListDate.englishMonth($0) + " " } ?? "") + year
  }
}
