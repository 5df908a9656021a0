import CaseDomain

/// What a list says under a label such as `Passport` or `Tax ID No.`: an identifier, a trace, a country, or a date.
enum ListIdentifier {
  /// Above this it is prose, not a number.
  static let maximumValueBytes = 100
  static let maximumCountryBytes = 60

  /// `true` when the label is known and the value could be taken.
  @discardableResult
  static func take(_ label: String, _ value: String, into facts: inout StatedFacts) -> Bool {
    guard let value = StatedText.trimmed(value) else { return false }
    switch meanings[label] {
    case .identifier(let kind): return take(kind: kind, value, into: &facts)
    case .trace(let kind):
      guard value.utf8.count <= 1_024 else { return false }
      facts.addTrace(kind, value)
      return true
    case .country:
      guard value.utf8.count <= maximumCountryBytes else { return false }
      facts.addCountry(value)
      return true
    case .founded:
      facts.addDate(ListDate.english(value))
      return true
    case nil:
      guard label.hasPrefix(walletLabel), value.utf8.count <= 1_024 else { return false }
      facts.addTrace(.wallet, value)
      return true
    }
  }

  static func isKnown(_ label: String) -> Bool { meanings[label] != nil }

  /// The label under which OFAC prints a kind of identifier; `nil` where it has none, or we know of none.
  static func label(of kind: String) -> String? {
    if StatedText.isSame(kind, "imo") { return "Vessel Registration Identification" }
    return labelsByKind.first { StatedText.isSame($0.0, kind) }?.1.first
  }

  /// Whether some label begins with this word. Most clauses are told by it.
  static func isKnownBeginning(_ word: String) -> Bool { firstWords.contains(word) }

  private static let firstWords = Set(meanings.keys.map { String($0.prefix { $0 != " " }) })

  /// Followed by the sign of the currency: `Digital Currency Address - XBT`.
  static let walletLabel = "Digital Currency Address - "

  /// `false` for what is no number of that kind.
  static func take(kind: String, _ value: String, into facts: inout StatedFacts) -> Bool {
    guard value.utf8.count <= maximumValueBytes, hasDigit(value) || isCodeOfLetters(kind, value) else {
      return false
    }
    if let digits = imoDigits(value) {
      facts.addIdentifier("imo", digits)
    } else if kind == "lei", value.utf8.allSatisfy({ (0x30...0x39).contains($0) }), !LEI.looksLike(value) {
      // OFAC's "Legal Entity Number" of the Netherlands is that of a register, nine digits.
      facts.addIdentifier("registration", value)
    } else {
      facts.addIdentifier(kind, value)
    }
    return true
  }

  /// What a person should know of numbers that could not be read; `nil` when there are none. One that is left out may
  /// be what would tell the entry from others, or find it.
  static func warning(unread numbers: [String]) -> RecordWarning? {
    guard !numbers.isEmpty else { return nil }
    return RecordWarning(
      reason: "it states as a number \(RowDefect.quote(numbers)), which cannot be read as one",
      remedy: "it is screened without that number; look at the entry when it is a hit")
  }

  /// The same of numbers beside which words stand that are not known.
  static func warning(doubtful numbers: [String]) -> RecordWarning? {
    guard !numbers.isEmpty else { return nil }
    return RecordWarning(
      reason: "it states as a number \(RowDefect.quote(numbers)), with words that are not known",
      remedy: "the number in it is taken to be of its column; look at the entry when it is a hit")
  }

  static func hasDigit(_ value: String) -> Bool {
    value.utf8.contains { (0x30...0x39).contains($0) }
  }

  /// Most codes of banks, and many marks of aircraft, are letters alone: capitals, eight or eleven of a bank (ISO 9362),
  /// of an aircraft with dashes, such as `EP-QQA`. No words, and not what stands where there is none.
  static func isCodeOfLetters(_ kind: String, _ value: String) -> Bool {
    func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
    switch kind {
    case "bic": return [8, 11].contains(value.utf8.count) && value.utf8.allSatisfy(isCapital)
    case "aircraft-tail":
      return value.utf8.allSatisfy { isCapital($0) || $0 == UInt8(ascii: "-") } && !value.isPlaceholder
    default: return false
    }
  }

  /// Ships and their owners have numbers of one series, printed `IMO 9074729`.
  static func imoDigits(_ value: String) -> String? {
    guard StatedText.lowered(String(value.prefix(3))).utf8.elementsEqual("imo".utf8) else { return nil }
    let rest = value.utf8.dropFirst(3).drop { $0 == 0x20 }
    guard rest.count == 7, rest.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return String(rest)
  }

  private enum Meaning {
    case identifier(String)
    case trace(Trace.Kind)
    case country
    case founded
  }

  private static let meanings: [String: Meaning] = {
    var table: [String: Meaning] = [
      "Email Address": .trace(.email), "Website": .trace(.url), "Organization Established Date": .founded,
      "Phone Number": .trace(.phone), "Nationality of Registration": .country,
    ]
    for (kind, labels) in labelsByKind { for label in labels { table[label] = .identifier(kind) } }
    return table
  }()

  /// The labels of OFAC and the UN.
  private static let labelsByKind: [(String, [String])] = [
    (
      "passport",
      ["Passport", "Diplomatic Passport", "Stateless Person Passport", "British National Overseas Passport"]
    ),
    (
      "national-id",
      [
        "National ID No.", "National Identification Number", "National Foreign ID Number", "Cedula No.",
        "C.U.R.P.", "D.N.I.", "SSN", "Identification Number", "Personal ID Card", "Kenyan ID No.",
        "Turkish Identification Number", "Turkish Identificiation Number", "C.U.R.P. #",
        "Bosnian Personal ID No.", "Cedula de Ciudadania",
        "Citizen's Card Number",
        "Numero de Identidad",
        // The Libreta Electoral of Peru, which was its identity card.
        "LE Number",
      ]
    ),
    (
      "tax-id",
      [
        "Tax ID No.", "NIT #", "R.F.C.", "R.F.C. #", "RFC", "RUC #", "RIF #", "RTN", "RNC", "V.A.T. Number",
        "US FEIN",
        "C.U.I.T.",
        "Italian Fiscal Code", "Romanian Tax Registration", "Fiscal Code",
        "Paraguayan tax identification number",
      ]
    ),
    (
      "registration",
      [
        "Registration ID", "Registration Number", "Company Number", "UK Company Number",
        "Commercial Registry Number",
        "Public Registration Number", "Certificate of Incorporation Number", "C.R. No.",
        "Business Registration Number", "Business Registration Document #", "Trade License No.",
        "Folio Mercantil No.", "Matricula Mercantil No", "Enterprise Number",
        "Economic Register Number (CBLS)",
        "Registered Charity No.", "Business Number", "Chamber of Commerce Number",
      ]
    ),
    ("uscc", ["Unified Social Credit Code (USCC)"]), ("lei", ["Legal Entity Number"]),
    ("bic", ["SWIFT/BIC"]), ("duns", ["D-U-N-S Number"]), ("mmsi", ["MMSI"]), ("isin", ["ISIN"]),
    ("vessel-registration", ["Vessel Registration Identification"]),
    ("aircraft-serial", ["Aircraft Manufacturer's Serial Number (MSN)"]),
    ("aircraft-tail", ["Aircraft Tail Number"]),
    ("driving-licence", ["Driver's License No."]),
    ("travel-document", ["Travel Document Number", "Refugee ID Card", "Seafarer's Identification Document"]),
  ]
}
