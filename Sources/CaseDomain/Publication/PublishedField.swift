/// What an entry shows, by the names used in our own formats and in differences.
///
/// Source: `docs/publication.md` §3; the bill prescribes no form.
public enum PublishedField: String, CaseIterable, Sendable {
  case reference, uid, kind
  case primaryName = "primary_name"
  case scripts, aliases, addresses, country, identifiers
  case datesOfBirth = "dates_of_birth"
  case placesOfBirth = "places_of_birth"
  case nationalities, citizenships, title, programs, basis
  case identifiedBy = "identified_by"
  case conductWindow = "conduct_window"
  case pastYearReference = "past_year_ref"
  case publishedOn = "published_on"
  case expiresOn = "expires_on"
  case changedOn = "changed_on"
  case status
  case statementOfReasons = "statement_of_reasons"
  case ownerConsents = "owner_consent_ids"
  case related = "related_entries"
  case textVersion = "text_version"
  case federalRegisterCitation = "federal_register_citation"
  case licenceRequirement = "licence_requirement"
  case licenceReviewPolicy = "licence_review_policy"
  case licenceExceptions = "licence_exceptions"
  case remarks
  case isCompany = "is_company"
  case marking
}

extension PublishedEntry {
  /// The values of a field as text; none when it is empty. Two entries with the same texts have the same
  /// values: what is compound is written `label=value; …`, with `;` and `\` in a value escaped.
  public func texts(of field: PublishedField) -> [String] {
    switch field {
    case .reference: one(reference)
    case .uid: ["\(uid)"]
    case .kind: [kind.rawValue]
    case .primaryName: [Self.parts(of: name)]
    case .scripts:
      originalNames.map {
        Self.compound([("name", $0.text), ("script", $0.script.rawValue), ("language", $0.language)])
      }
    case .aliases:
      aliases.map { alias in
        Self.compound([
          ("uid", "\(alias.uid)"), ("type", alias.value.kind.rawValue),
          ("strength", alias.value.strength.rawValue),
        ]) + "; " + Self.parts(of: alias.value.name)
      }
    case .addresses: addresses.map(Self.parts)
    case .country:
      country.code.isEmpty && country.name.isEmpty ? [] : [Self.compound(Self.parts(of: country))]
    case .identifiers: identifiers.map(Self.parts)
    case .datesOfBirth: birthDates.map(Self.parts)
    case .placesOfBirth: birthPlaces.map(Self.parts)
    case .nationalities: nationalities.map(Self.parts)
    case .citizenships: citizenships.map(Self.parts)
    case .programs: programs
    case .basis: Basis.allCases.filter(basis.contains).map(\.rawValue)
    case .ownerConsents: consents
    case .related:
      related.map {
        Self.compound([
          ("subject", "\($0.subject)"), ("reference", $0.reference), ("relation", $0.relation),
        ])
      }
    case .isCompany: ["\(isCompany)"]
    case .marking: ["\(marking)"]
    default: simpleTexts(of: field)
    }
  }

  private func simpleTexts(of field: PublishedField) -> [String] {
    switch field {
    case .title: one(title)
    case .identifiedBy: one(identifiedBy?.rawValue ?? "")
    case .conductWindow: conductWindow.map { ["\($0.first)/\($0.last)"] } ?? []
    case .pastYearReference: one(pastYearReference?.iso ?? "")
    case .publishedOn: [publishedOn.iso]
    case .expiresOn: one(expiresOn?.iso ?? "")
    case .changedOn: one(changedOn?.iso ?? "")
    case .status: [status.rawValue]
    case .statementOfReasons: one(statementOfReasons)
    case .textVersion: one(textVersion)
    case .federalRegisterCitation: one(federalRegisterCitation)
    case .licenceRequirement: one(licenceRequirement)
    case .licenceReviewPolicy: one(licenceReviewPolicy)
    case .licenceExceptions: one(licenceExceptions)
    case .remarks: one(remarks)
    default: []
    }
  }

  private func one(_ text: String) -> [String] { text.isEmpty ? [] : [text] }

  private static func compound(_ parts: [(String, String?)]) -> String {
    parts.compactMap { label, value in value.map { "\(label)=\(escaped($0))" } }.joined(separator: "; ")
  }

  /// On scalars: a combining mark after `;` would hide it in a `Character`.
  private static func escaped(_ text: String) -> String {
    var out = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == ";" || scalar == "\\" { out.append("\\") }
      out.append(scalar)
    }
    return String(out)
  }

  private static func parts(of name: PublishedName) -> String {
    compound([("name", name.text), ("last", name.last), ("first", name.first)])
  }

  private static func parts(of country: PublishedCountry) -> [(String, String?)] {
    [("code", country.code), ("country", country.name)]
  }

  private static func parts(_ country: Numbered<PublishedCountry>) -> String {
    compound([("uid", "\(country.uid)")] + parts(of: country.value))
  }

  private static func parts(_ birth: Numbered<BirthDetail>) -> String {
    compound([("uid", "\(birth.uid)"), ("text", birth.value.text), ("main", "\(birth.value.isMain)")])
  }

  private static func parts(_ address: Numbered<PublishedAddress>) -> String {
    let value = address.value
    return compound(
      [("uid", "\(address.uid)")] + value.lines.map { ("line", $0) } + [
        ("city", value.city), ("state", value.state), ("postal_code", value.postalCode),
      ] + parts(of: value.country))
  }

  private static func parts(_ identifier: Numbered<PublishedIdentifier>) -> String {
    let value = identifier.value
    return compound(
      [("uid", "\(identifier.uid)"), ("type", value.type), ("number", value.number)]
        + parts(of: value.country) + [
          ("issued_on", value.issuedOn?.iso), ("expires_on", value.expiresOn?.iso),
        ])
  }
}
