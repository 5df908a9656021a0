import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct AttackersFormatsTests {
  private let day = ListSamples.day("2027-02-03")

  private static func ended(_ number: UInt32, _ status: PublishedEntry.Status) -> PublishedEntry {
    var entry = ListSamples.entry(number, name: "Former Subject", status: status)
    entry.statementOfReasons = "Former reasons"
    return entry
  }

  // MARK: JSON

  @Test(arguments: 0..<6 as Range<UInt64>)
  func jsonComesBack(seed: UInt64) throws {
    let entries = ListSamples.ordered(ListSamples.all(.attackers, seed: seed))
    let document = try JSON.parse(try AttackersJSON.bytes(entries, asOf: day))
    #expect(
      document["schema"] == .string("casetui/attackers-list/1") && document["as_of"] == .string("2027-02-03"))
    #expect(document["entry_count"] == .number("7"))
    guard case .array(let found)? = document["entries"] else { throw Missing() }
    #expect(found.count == 7)
    for (entry, json) in zip(entries, found) {
      #expect(sameBytes(Self.cells(json), Self.cells(entry)), "\(entry.uid)")
    }
  }

  private struct Missing: Error {}

  private static func cells(_ json: JSONValue) -> [[String]] {
    func items(_ key: String) -> [JSONValue] {
      if case .array(let items)? = json[key] { items } else { [] }
    }
    let simple = [
      "subject_id", "reference", "kind", "published_on", "expires_on", "status", "banner", "identified_by",
      "past_year_ref",
      "changed_on", "statement_of_reasons", "text_version", "federal_register_citation", "remarks", "title",
    ]
    return [
      simple.map { json[$0]?.text ?? "" },
      ["text", "last", "first"].map { json["primary_name"]?[$0]?.text ?? "" },
      items("scripts").flatMap { name in ["text", "script", "language"].map { name[$0]?.text ?? "" } },
      items("aliases").flatMap { alias in
        ["type", "strength"].map { alias[$0]?.text ?? "" } + [alias["name"]?["text"]?.text ?? ""]
      },
      items("basis").map { $0.text ?? "" }, items("owner_consent_ids").map { $0.text ?? "" },
      items("related_entries").flatMap { entry in
        ["subject_id", "reference", "relation"].map { entry[$0]?.text ?? "" }
      },
      [json["conduct_window"]?["first"]?.text ?? "", json["conduct_window"]?["last"]?.text ?? ""],
      [json["country"]?["code"]?.text ?? "", json["country"]?["name"]?.text ?? ""],
    ]
  }

  private static func cells(_ entry: PublishedEntry) -> [[String]] {
    [
      [
        "\(entry.subject)", entry.reference, entry.kind.rawValue, "2027-01-05", "2030-01-05", "published", "",
        "4(e)",
        "2026-12-01", "2027-02-03", entry.statementOfReasons, "IH", entry.federalRegisterCitation,
        entry.remarks, entry.title,
      ],
      [entry.name.text, entry.name.last ?? "", entry.name.first ?? ""],
      entry.originalNames.flatMap { [$0.text, $0.script.rawValue, $0.language ?? ""] },
      entry.aliases.flatMap { [$0.value.kind.rawValue, $0.value.strength.rawValue, $0.value.name.text] },
      ["conducted", "directed"], entry.consents,
      entry.related.flatMap { ["\($0.subject)", $0.reference, $0.relation] }, ["2026-02-01", "2026-10-31"],
      ["CN", entry.country.name],
    ]
  }

  @Test func jsonKeysAreSortedAndNothingIsInvisible() throws {
    var entry = ListSamples.entry(name: "\u{202E}x\u{0}\u{1B}\u{7F}\u{9B}\u{E0041}\u{2028}")
    entry.remarks = "\"\\\n"
    let text = String(decoding: try AttackersJSON.bytes([entry], asOf: day), as: UTF8.self)
    #expect(text.contains(#""primary_name":{"text":"\u202ex\u0000\u001b\u007f\u009b\udb40\udc41\u2028"}"#))
    #expect(text.contains(#""remarks":"\"\\\n""#))
    #expect(text.hasPrefix(#"{"as_of":"2027-02-03","entries":[{"basis":["conducted","directed"],"country":"#))
    let empty = String(decoding: try AttackersJSON.bytes([], asOf: day), as: UTF8.self)
    #expect(empty.contains("\"entries\":[],\"entry_count\":0"))
  }

  // MARK: CSV

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing), arguments: 0..<6 as Range<UInt64>)
  func csvComesBack(seed: UInt64) throws {
    let entries = ListSamples.ordered(ListSamples.all(.attackers, seed: seed))
    let rows = try OtherReader.csv(AttackersCSV.bytes(entries))
    #expect(rows.first == AttackersCSV.columns)
    let expected = entries.map { entry in
      [
        "attackers", "\(entry.subject)", entry.reference, entry.kind.rawValue, entry.name.text,
        entry.originalNames.map(\.text).joined(separator: "; "),
        entry.aliases.map {
          "\($0.value.strength == .weak ? "weak " : "")\($0.value.kind.rawValue) \($0.value.name.text)"
        }.joined(separator: "; "),
        entry.country.name, "conducted; directed", "4(e)", "2026-02-01", "2026-10-31", "2026-12-01",
        "2027-01-05",
        "2030-01-05", "published", entry.statementOfReasons, entry.consents[0],
        "\(entry.related[0].reference) (\(entry.related[0].relation))", "IH", "",
        entry.remarks,
      ].map(formulaSafe)
    }
    #expect(sameBytes(Array(rows.dropFirst()), expected))
    #expect(rows.joined().allSatisfy { !"=+-@\t\r".utf8.contains($0.utf8.first ?? 0) })
  }

  // MARK: What ended, what may not be written

  @Test func anEndedEntryShowsNoNameAndNoReasons() throws {
    let entries = [
      Self.ended(1, .expired), Self.ended(2, .withdrawn), ListSamples.entry(3, name: "Current Subject"),
    ]
    let texts = [
      try AttackersJSON.bytes(entries, asOf: day), try AttackersCSV.bytes(entries),
      try AttackersPage(publisher: "Department").bytes(entries, asOf: day),
    ].map { String(decoding: $0, as: UTF8.self) }
    for text in texts {
      #expect(!text.contains("Former") && text.contains("Current Subject") && text.contains("AL-2027-1"))
      #expect(
        text.contains("Expiry is not exoneration")
          && text.contains("Withdrawn. This entry is no longer published"))
    }
  }

  private static let refusals: [(String, @Sendable (inout PublishedEntry) -> Void)] = [
    ("marking", { $0.marking = HandlingMark(cui: nil, tlp: .amber) }), ("expires_on", { $0.expiresOn = nil }),
    ("expires_on", { $0.expiresOn = $0.publishedOn }), ("basis", { $0.basis = [] }),
  ]

  @Test(arguments: refusals.indices)
  func refused(index: Int) throws {
    var entry = ListSamples.entry()
    Self.refusals[index].1(&entry)
    let writers: [@Sendable ([PublishedEntry]) throws -> [UInt8]] = [
      { try AttackersJSON.bytes($0, asOf: ListSamples.day("2027-02-03")) }, { try AttackersCSV.bytes($0) },
      { try AttackersPage(publisher: "D").bytes($0, asOf: ListSamples.day("2027-02-03")) },
      { try STIXListing.bytes($0, publisher: "D", publisherSince: ListSamples.day("2027-01-01")) },
      { try FollowTheMoneyLines.bytes($0, authority: "D", dataset: "d") },
    ]
    for write in writers {
      let fault = try #require(throws: ListFault.self) { try write([ListSamples.entry(2), entry]) }
      #expect(fault.field == Self.refusals[index].0 && fault.entry == "AL-2027-1")
    }
  }
}
