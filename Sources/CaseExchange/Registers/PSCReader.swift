import CaseDomain

/// Reads the register of people with significant control of Companies House: one record, or records one after
/// another, as in its daily snapshot, whose last line holds totals.
///
/// Source: Companies House, PSC data product; `docs/exchange.md`, "UK people with significant control".
public enum PSCReader: FormatReader {
  public static let format = EvidenceFormat.companiesHouse

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    return probe.has("company_number", "data") && probe.hasInner("data.kind")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, capacity: Window.usualBytes, isCancelled: isCancelled, object: object)
  }

  /// With the size open to tests.
  static func read(
    _ source: any ByteSource, path: String, capacity: Int, isCancelled: () -> Bool = { false },
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let records = FlatJSON(capacity: capacity, remedy: "give the records of the snapshot, one a line")
    return try records.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, _ in
      record(value)
    }
  }

  private static func record(_ value: JSONValue) -> RecordReading {
    guard let data = value["data"], let kind = RegisterText.filled(data["kind"]) else {
      return .refused("it has no `data` with a `kind`")
    }
    // The last line of the daily snapshot.
    if kind.utf8.starts(with: "totals#".utf8), value["company_number"] == nil {
      return .keptRaw("the totals of the snapshot, which are no record", as: "snapshot-totals")
    }
    guard let number = RegisterText.filled(value["company_number"]) else {
      return .refused("it has no `company_number`")
    }
    let tag = RegisterText.filled(data["etag"]) ?? kind
    let link = RegisterText.filled(data["links"]?["self"])
    var found = SourceObject(source: "uk-psc")
    // Statements and exemptions share a link; the kind tells them apart.
    found.externalID = link.map { $0.contains("/persons-with-") ? $0 : "\($0)#\(kind)" } ?? "\(number)#\(tag)"
    let ending = "-person-with-significant-control"
    found.type = "psc-" + (kind.hasSuffix(ending) ? String(kind.dropLast(ending.utf8.count)) : kind)
    if !STIXIdentifier.isType(found.type) { found.type = "psc-other" }
    found.created = RegisterText.filled(data["notified_on"])
    var facts = StatedFacts()
    facts.schema = kind.hasPrefix("individual") ? .person : data["name"] == nil ? .unknown : .organisation
    if let name = name(data) { facts.names = [ActorName(name)] }
    facts.dates = born(data["date_of_birth"])
    let identification = data["identification"]
    facts.countries = RegisterText.countries(countries(data, identification))
    if let registered = registrationNumber(identification) {
      let isBritish = isBritish(identification)
      facts.identifiers = [
        .init(
          kind: isBritish ? "gb-coh" : "registration",
          value: isBritish ? companyNumber(registered) : registered)
      ]
    }
    let owned = companyID(number)
    let owner = ownID(identification) ?? found.externalID
    var words = HoldingWords()
    var warnings: [RecordWarning] = []
    if let nature = nature(data) {
      if let unread = nature.unread { words.share(unread, nil) }
      if nature.count > 1 {
        warnings.append(
          RecordWarning(
            reason:
              "it states \(nature.count) natures of ownership, which count as one: the greatest to their sum",
            remedy: "read in it how the shares are held; where the answer turns on it, it cannot be told"))
      }
      var holding = StatedHolding(
        owner: owner, owned: owned, leastPPM: nature.share?.least, mostPPM: nature.share?.most,
        isShareUnreadable: nature.unread != nil && nature.share == nil,
        from: words.day(data["notified_on"], "notified_on"),
        to: words.day(data["ceased_on"], "ceased_on"), interest: nature.word)
      if holding.to == nil, data["ceased"] == .bool(true) {
        holding.to = .unreadable
        warnings.append(
          RecordWarning(
            reason: "it says that it has ceased, and not when: it has no `ceased_on`",
            remedy: "the holding may hold on any day since it began; ask the register for the day"))
      }
      words.check(holding)
      facts.holding = holding
    }
    found.country = facts.countries.first
    found.takeNames(facts.names, otherwise: RegisterText.filled(data["statement"]) ?? kind)
    found.references = RegisterText.references([owned, owner], of: found.externalID)
    found.facts = facts.saysNothing ? nil : facts
    return .taken(found, warnings: warnings + words.warnings)
  }

  /// Several nationalities stand between commas; the name of a country may hold one.
  private static func countries(_ data: JSONValue, _ identification: JSONValue?) -> [String?] {
    guard let nationality = RegisterText.filled(data["nationality"]) else {
      return [trimmed(identification?["country_registered"])]
    }
    return StatedText.parts(nationality, at: UInt8(ascii: ","))
  }

  /// People type these with spaces around them.
  private static func trimmed(_ value: JSONValue?) -> String? {
    RegisterText.filled(value).flatMap { StatedText.trimmed($0) }
  }

  /// What stands where there is none, such as `N/A`, `Not Registered` or `00000000`, would make one owner of many: a
  /// number has a digit above 0.
  private static func registrationNumber(_ identification: JSONValue?) -> String? {
    trimmed(identification?["registration_number"]).flatMap { number in
      number.unicodeScalars.contains { ($0.properties.numericValue ?? 0) > 0 } ? number : nil
    }
  }

  static func companyID(_ number: String) -> String { "gb-coh:" + companyNumber(number) }

  /// As the register writes it: eight places, the digits filled with zeros. People type it with white space and dots in
  /// it, and with `No` before it.
  private static func companyNumber(_ number: String) -> String {
    let typed = number.uppercased()
    let bare = typed.filter { !$0.isWhitespace && $0 != "." }
    // `NO` begins numbers of Northern Ireland, too: such a one has its digits at once behind it, six at most.
    let isWord = typed.dropFirst(2).first.map { !$0.isNumber } ?? false
    if bare.hasPrefix("NO"), isWord || filled(bare) == nil, let number = filled(String(bare.dropFirst(2))) {
      return number
    }
    return filled(bare) ?? (bare.isEmpty ? typed : bare)
  }

  /// Eight places of up to eight digits, or of two letters and up to six; `nil` for what is neither.
  private static func filled(_ number: String) -> String? {
    let letters = number.utf8.prefix { (0x41...0x5A).contains($0) }.count
    let digits = number.utf8.count - letters
    guard letters == 0 || letters == 2, (1...8 - letters).contains(digits),
      number.utf8.dropFirst(letters).allSatisfy({ $0 &- 0x30 < 10 })
    else { return nil }
    let zeros = String(repeating: "0", count: 8 - letters - digits)
    return "\(number.prefix(letters))\(zeros)\(number.dropFirst(letters))"
  }

  /// A British company is known by its number, so that chains of companies join.
  private static func ownID(_ identification: JSONValue?) -> String? {
    guard isBritish(identification) else { return nil }
    return registrationNumber(identification).map(companyID)
  }

  /// By the country, which people write in all its parts and orders; where none is stated, by the register: other
  /// countries have one of that name, too, and say theirs behind it.
  private static func isBritish(_ identification: JSONValue?) -> Bool {
    if let country = trimmed(identification?["country_registered"]) { return isBritain(words(country)) }
    guard let register = trimmed(identification?["place_registered"]).map(words),
      ["companies", "house"].allSatisfy(register.contains)
    else { return false }
    let others = register.subtracting(["companies", "house"])
    return others.isEmpty || isBritain(others)
  }

  private static func words(_ text: String) -> Set<String> {
    Set(text.lowercased().filter { $0 != "." }.split { !$0.isLetter }.map(String.init))
  }

  /// Whether the words are those of British countries and no others, and name one.
  private static func isBritain(_ words: Set<String>) -> Bool {
    words.isSubset(of: britishNames.union(wordsBesideNames))
      && (!words.contains("ireland") || words.contains("northern"))
      && (!words.isDisjoint(with: britishNames) || words.isSuperset(of: ["u", "k"]))
  }

  private static let britishNames: Set = [
    "kingdom", "uk", "gb", "britain", "england", "wales", "scotland", "ireland",
  ]
  private static let wordsBesideNames: Set = [
    "the", "of", "and", "united", "great", "northern", "u", "k",
  ]

  private static func name(_ data: JSONValue) -> String? {
    let elements = data["name_elements"]
    let parts = ["forename", "middle_name", "surname"].compactMap { RegisterText.filled(elements?[$0]) }
    return parts.isEmpty ? RegisterText.filled(data["name"]) : parts.joined(separator: " ")
  }

  private static func born(_ date: JSONValue?) -> [PartialDate] {
    func number(_ name: String) -> Int? { date?[name]?.scalar.flatMap { Int($0) } }
    guard let year = number("year") else { return [] }
    return [PartialDate(year: year, month: number("month"), day: number("day"))].compactMap { $0 }
  }

  // MARK: Natures of control

  /// A limited liability partnership has no shares: the right to surplus assets stands in their place.
  private static let ownerships = [
    "ownership-of-shares-", "right-to-share-surplus-assets-", "part-right-to-share-surplus-assets-",
  ]

  private struct Nature {
    let word: String
    var share: (least: Int, most: Int)?
    /// The first that says a share which cannot be read.
    var unread: String?
    /// How many natures of ownership.
    var count = 0
  }

  /// The ownership if there is one, else the first; the others stay in the bytes. Shares held in several ways, such as
  /// one's own and those of a trust, come to the greatest of them at least and to their sum at most.
  private static func nature(_ data: JSONValue) -> Nature? {
    let words = data["natures_of_control"]?.texts ?? []
    // By the word that decides whether it counts, so that no order of the natures does.
    let owned = words.filter { StatedStake.isOwnership($0) }
    guard let first = owned.first ?? words.first else { return nil }
    let shares = owned.map { (word: $0, share: share($0)) }
    let greatest = shares.max { $0.share?.least ?? -1 < $1.share?.least ?? -1 }
    var nature = Nature(word: greatest?.word ?? first, share: greatest?.share, count: owned.count)
    nature.unread = shares.first { $0.share == nil }?.word
    if owned.count > 1, let least = nature.share?.least {
      let sum = shares.reduce(0) { $0 + ($1.share?.most ?? 1_000_000) }
      nature.share = (least, min(1_000_000, sum))
    }
    return nature
  }

  /// The share that `ownership-of-shares-25-to-50-percent`, `right-to-share-surplus-assets-25-to-50-percent…` or
  /// `…-more-than-25-percent…` states.
  static func share(_ word: String) -> (least: Int, most: Int)? {
    guard let ownership = ownerships.first(where: { word.hasPrefix($0) }) else { return nil }
    let parts = word.dropFirst(ownership.utf8.count).split(separator: "-").map(String.init)
    func percent(_ place: Int) -> Int? {
      parts.indices.contains(place) ? PercentNumber(parts[place])?.down : nil
    }
    if parts.starts(with: ["more", "than"]), let least = percent(2), parts.dropFirst(3).first == "percent" {
      return (least, 1_000_000)
    }
    guard parts.count >= 4, parts[1] == "to", parts[3] == "percent", let least = percent(0),
      let most = percent(2), least <= most
    else { return nil }
    return (least, most)
  }
}
