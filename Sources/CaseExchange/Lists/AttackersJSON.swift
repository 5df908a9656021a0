import CaseDomain

/// The attackers list as one JSON document; the shape is in `docs/publication.md` §3.
///
/// No published form of this list exists: the bill prescribes none. An entry that has ended is reduced to what
/// tells a reader to drop it: its reference, days, status and banner, no name and no statement.
public enum AttackersJSON {
  public static let schema = "casetui/attackers-list/1"

  public static func bytes(_ entries: [PublishedEntry], asOf day: Day) throws(ListFault) -> [UInt8] {
    let rules = ListRules(format: "attackers list JSON", lists: [.attackers], takesEnded: true)
    let entries = try rules.ordered(entries)
    let members: [(String, JSONValue)] = [
      ("schema", .string(schema)), ("list_id", .string(PublishedEntry.List.attackers.rawValue)),
      ("as_of", .string(day.iso)), ("notice", .string(AttackersNotice.text)),
      ("entry_count", .number("\(entries.count { $0.status.isInForce })")),
      ("entries", .array(entries.map(entry))),
    ]
    // Also when there are no entries: an empty list is a list.
    let document = JSONValue.object(members.map { .init(key: $0, value: $1) })
    return SortedJSON.bytes(of: document) + [0x0A]
  }

  private static func entry(_ entry: PublishedEntry) -> JSONValue {
    let always: [(String, JSONValue)] = [
      ("list_id", .string(entry.list.rawValue)), ("subject_id", .string("\(entry.subject)")),
      ("reference", .string(entry.reference)), ("uid", .number(entry.uid)),
      ("published_on", .string(entry.publishedOn.iso)), ("expires_on", day(entry.expiresOn)),
      ("status", .string(entry.status.rawValue)), ("banner", .string(entry.status.banner ?? "")),
    ]
    return .filled(entry.status.isInForce ? always + shown(entry) : always)
  }

  private static func shown(_ entry: PublishedEntry) -> [(String, JSONValue)] {
    [
      ("kind", .string(entry.kind.rawValue)), ("primary_name", name(entry.name)),
      ("scripts", .array(entry.originalNames.map(original))), ("aliases", .array(entry.aliases.map(alias))),
      ("addresses", .array(entry.addresses.map(address))), ("country", country(entry.country)),
      ("identifiers", .array(entry.identifiers.map(identifier))),
      ("dates_of_birth", .array(entry.birthDates.map(birth))),
      ("places_of_birth", .array(entry.birthPlaces.map(birth))),
      ("nationalities", .array(entry.nationalities.map { country($0.value) })),
      ("citizenships", .array(entry.citizenships.map { country($0.value) })),
      ("title", .string(entry.title)), ("programs", .strings(entry.programs)),
      ("basis", .strings(ListText.basis(entry))),
      ("identified_by", .string(entry.identifiedBy?.rawValue ?? "")),
      (
        "conduct_window",
        entry.conductWindow.map { .filled([("first", day($0.first)), ("last", day($0.last))]) } ?? .null
      ),
      ("past_year_ref", day(entry.pastYearReference)), ("changed_on", day(entry.changedOn)),
      ("statement_of_reasons", .string(entry.statementOfReasons)),
      ("owner_consent_ids", .strings(entry.consents)),
      ("related_entries", .array(entry.related.map(related))),
      ("text_version", .string(entry.textVersion)),
      ("federal_register_citation", .string(entry.federalRegisterCitation)),
      ("remarks", .string(entry.remarks)),
    ]
  }

  private static func day(_ day: Day?) -> JSONValue { day.map { .string($0.iso) } ?? .null }

  private static func name(_ name: PublishedName) -> JSONValue {
    .filled([
      ("text", .string(name.text)), ("last", .string(name.last ?? "")), ("first", .string(name.first ?? "")),
    ])
  }

  private static func original(_ name: OriginalName) -> JSONValue {
    .filled([
      ("text", .string(name.text)), ("script", .string(name.script.rawValue)),
      ("language", .string(name.language ?? "")),
    ])
  }

  private static func alias(_ alias: Numbered<PublishedAlias>) -> JSONValue {
    .filled([
      ("uid", .number(alias.uid)), ("type", .string(alias.value.kind.rawValue)),
      ("strength", .string(alias.value.strength.rawValue)), ("name", name(alias.value.name)),
    ])
  }

  private static func address(_ address: Numbered<PublishedAddress>) -> JSONValue {
    .filled([
      ("uid", .number(address.uid)), ("lines", .strings(address.value.lines)),
      ("city", .string(address.value.city)), ("state", .string(address.value.state)),
      ("postal_code", .string(address.value.postalCode)), ("country", country(address.value.country)),
    ])
  }

  private static func country(_ country: PublishedCountry) -> JSONValue {
    country.printed.isEmpty
      ? .null : .filled([("code", .string(country.code)), ("name", .string(country.name))])
  }

  private static func identifier(_ identifier: Numbered<PublishedIdentifier>) -> JSONValue {
    .filled([
      ("uid", .number(identifier.uid)), ("type", .string(identifier.value.type)),
      ("number", .string(identifier.value.number)), ("country", country(identifier.value.country)),
      ("issued_on", day(identifier.value.issuedOn)), ("expires_on", day(identifier.value.expiresOn)),
    ])
  }

  private static func birth(_ birth: Numbered<BirthDetail>) -> JSONValue {
    .filled([
      ("uid", .number(birth.uid)), ("text", .string(birth.value.text)), ("main", .bool(birth.value.isMain)),
    ])
  }

  private static func related(_ related: RelatedEntry) -> JSONValue {
    .filled([
      ("subject_id", .string("\(related.subject)")), ("reference", .string(related.reference)),
      ("relation", .string(related.relation)),
    ])
  }
}
