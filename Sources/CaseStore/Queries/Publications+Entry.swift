import CaseDomain

extension Track {
  var list: PublishedEntry.List {
    switch self {
    case .attackersList: .attackers
    case .entityList: .entityList
    case .blocking: .sdn
    }
  }
}

extension StoreReader {
  /// What a list says of a case from a move on; `nil` without a name or kind.
  ///
  /// The entry's own fields come first: they are what was decided to be shown. Only where a track has none, as
  /// on the Entity List, the names and country of the actor stand, as they were at the move.
  ///
  /// - Parameter published: the entry before it, of a change.
  func entry(
    of row: CaseRow, at move: TrackMove, published: PublishedEntry?, _ numbers: inout EntryNumbers
  ) throws -> PublishedEntry? {
    let (state, list) = (move.state, move.track.list)
    let names = try state.subject.actor.map { try readNames(of: $0, at: move.hlc) } ?? []
    let shown = state.fields.mapValues(\.text).filter { !$0.value.allSatisfy(\.isWhitespace) }
    let primary = shown[.primaryName] ?? (list == .attackers ? nil : names.primary?.latin)
    guard let primary, let kind = state.subject.kind ?? shown[.kind].flatMap(Subject.Kind.init) else {
      return nil
    }
    let numbered = row.id.bytes + Array(list.rawValue.utf8)
    let publishedOn = move.publishedOn ?? move.on
    var entry = PublishedEntry(
      list: list, subject: state.subject.actor ?? row.id.cast(), reference: row.reference,
      uid: numbers.number(numbered), kind: kind, name: PublishedName(primary),
      publishedOn: published?.publishedOn ?? publishedOn, status: .published,
      // The decision to publish is what makes these texts public; no other text of the case is in them.
      marking: HandlingMark(cui: nil, tlp: .clear))
    let aliases = readAliases(shown[.aliases], of: names, on: list)
    entry.originalNames = originals(names, in: [primary] + aliases.map(\.name.text), on: list)
    entry.aliases = aliases.map {
      Numbered(numbers.number(numbered, Array("alias".utf8), Array($0.name.text.utf8)), $0)
    }
    let country = try shown[.country] ?? (list == .attackers ? nil : state.subject.actor.flatMap(readCountry))
    entry.country = country.map(PublishedCountry.init(read:)) ?? PublishedCountry(code: "", name: "")
    if list == .sdn, country != nil {
      entry.addresses = [
        Numbered(numbers.number(numbered, Array("address".utf8)), PublishedAddress(country: entry.country))
      ]
    }
    entry.basis = Set(state.subject.roles.compactMap { PublishedEntry.Basis(rawValue: $0.rawValue) })
    entry.identifiedBy = state.identification?.source
    entry.pastYearReference = state.identification?.on
    entry.conductWindow = shown[.conductWindow].flatMap { ConductWindow(read: $0) ?? state.conduct.spanned }
    entry.expiresOn = list == .attackers ? move.expiresOn : nil
    entry.statementOfReasons = shown[.statementOfReasons] ?? ""
    entry.consents = try consentReferences(for: state.fields, of: row.id)
    entry.textVersion = try profile(on: entry.publishedOn).textVersion
    entry.remarks = [
      shown[.petitionRoute].map { "Petitions: \($0)" }, shown[.relatedEntries].map { "Related: \($0)" },
    ].compactMap { $0 }.joined(separator: " ")
    if list == .entityList, let proposal = state.proposal {
      entry.licenceRequirement = proposal.licenceRequirement
      entry.licenceReviewPolicy = proposal.reviewPolicy
      entry.licenceExceptions = proposal.exceptions
      entry.federalRegisterCitation = state.notice ?? ""
    }
    if list == .sdn, let authority = state.authority {
      entry.programs = [authority.citation.isEmpty ? authority.route.rawValue : authority.citation]
    }
    return entry
  }

  /// Names that stood before a moment and still do.
  private func readNames(of actor: ActorID, at moment: HLC) throws -> [ActorName] {
    try live(actor.cast(), .names).filter { $0.hlc <= moment }.sorted {
      ($0.hlc, $0.hash) < ($1.hlc, $1.hash)
    }
    .compactMap { ActorName($0.value) }
  }

  private func readCountry(of actor: ActorID) throws -> String? {
    try settled(actor.cast(), .country)?.textValue
  }

  /// References of the consents that stand for what the fields rest on.
  private func consentReferences(for fields: [ListingField: ListingValue], of id: CaseID) throws -> [String] {
    let items = Set(fields.flatMap { field, value in value.exhibits.map { OwnerConsent.Item($0, field) } })
    return try consents(of: id)
      .filter { $0.consent.revokedOn == nil && !$0.consent.covers.isDisjoint(with: items) }
      .map { try reference(of: $0.id) }.sorted()
  }

  /// Aliases as the field lists them, parted by semicolons; the actor's record says what kind each is.
  private func readAliases(_ text: String?, of names: [ActorName], on list: PublishedEntry.List)
    -> [PublishedAlias]
  {
    guard let text else {
      return list == .attackers ? [] : names.others.map { PublishedAlias($0, as: $0.latin) }
    }
    return text.split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }.map { alias in
      let known = names.first {
        alias.utf8.elementsEqual($0.text.utf8) || alias.utf8.elementsEqual($0.latin.utf8)
      }
      return known.map { PublishedAlias($0, as: alias) } ?? PublishedAlias(PublishedName(alias))
    }
  }

  /// Names in their bearers' writing: on the attackers list only those that the entry itself shows.
  private func originals(
    _ names: [ActorName], in shown: [String], on list: PublishedEntry.List
  ) -> [OriginalName] {
    names.filter { $0.script != .latin && $0.script != .undetermined }
      .filter { name in list != .attackers || shown.contains { $0.contains(name.text) } }
      .map { OriginalName($0.text, script: $0.script) }
  }
}

extension ActorName {
  /// In Latin letters, where that is known.
  fileprivate var latin: String { romanised.flatMap { $0.isEmpty ? nil : $0 } ?? text }
}

extension [ActorName] {
  fileprivate var primary: ActorName? {
    first { $0.kind == .primary } ?? first { $0.strength == .strong } ?? first
  }

  fileprivate var others: [ActorName] {
    guard let primary, let index = firstIndex(of: primary) else { return [] }
    return enumerated().filter { $0.offset != index }.map(\.element)
  }
}

extension PublishedAlias {
  fileprivate init(_ name: ActorName, as text: String) {
    let kind: Kind =
      switch name.kind {
      case .primary, .alsoKnownAs: .alsoKnownAs
      case .formerlyKnownAs: .formerlyKnownAs
      case .nowKnownAs: .nowKnownAs
      }
    self.init(PublishedName(text), kind: kind, strength: name.strength)
  }
}

extension PublishedCountry {
  /// `CN`, `China (CN)`, or any other text as a name.
  fileprivate init(read text: String) {
    func isCode(_ text: some StringProtocol) -> Bool {
      text.utf8.count == 2 && text.utf8.allSatisfy { (0x41...0x5A).contains($0) }
    }
    let parts = text.split(separator: "(", maxSplits: 1)
    if isCode(text) {
      self.init(code: text, name: "")
    } else if parts.count == 2, parts[1].hasSuffix(")"), isCode(parts[1].dropLast()) {
      self.init(code: String(parts[1].dropLast()), name: parts[0].trimmed)
    } else {
      self.init(code: "", name: text)
    }
  }
}

extension ConductWindow {
  /// `2025-06-17 to 2026-03-21`.
  fileprivate init?(read text: String) {
    let days = text.split { $0.isWhitespace || $0 == "," || $0 == ";" }.compactMap { Day(String($0)) }
    guard days.count == 2 else { return nil }
    self.init(first: days[0], last: days[1])
  }
}

extension [ConductWindow] {
  /// From the first day of any to the last day of any.
  fileprivate var spanned: ConductWindow? {
    guard let first = map(\.first).min(), let last = map(\.last).max() else { return nil }
    return ConductWindow(first: first, last: last)
  }
}

extension StringProtocol {
  fileprivate var trimmed: String {
    String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
  }
}
