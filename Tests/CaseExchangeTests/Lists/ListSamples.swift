import CaseDomain
import CaseTesting

/// Invented subjects, with texts that break careless writers.
enum ListSamples {
  static func day(_ text: String) -> Day {
    guard let day = Day(text) else { preconditionFailure("not a day: \(text)") }
    return day
  }

  /// What an entry may hold in any text field and every format must carry.
  static let hostile = [
    "plain", "a,b;c|d", "\"quoted\"", "two\nlines", "carriage\r\nreturn", "=cmd|'/C calc'!A0", "+1", "-2",
    "@SUM(A1)",
    "<script>alert(1)</script>", "</td></table><!--", "&amp; &lt; ]]>", "' onmouseover='x", "北垣星图科技有限公司",
    "شركة تجريبية", "חברה לדוגמה", "\u{202E}evil\u{202C}", "a\u{200B}b", "tab\there", "e\u{301}\u{E9}",
    "\\u0041 \\n",
    "😀👩‍💻", " lead and trail ", "-0", "--", "{\"a\":1}", "%3Cb%3E", "\u{85}\u{2028}x", "ﬁ", "Zürich & Søn",
  ]

  static func entry(
    _ number: UInt32 = 1, list: PublishedEntry.List = .attackers, kind: Subject.Kind = .entity,
    name: String = "Beiyuan Xingtu Technology", status: PublishedEntry.Status? = nil
  ) -> PublishedEntry {
    var entry = PublishedEntry(
      list: list, subject: ActorID(high: 0x0192_0000_0000_7000, low: UInt64(number)),
      reference: "AL-2027-\(number)", uid: number, kind: kind, name: PublishedName(name),
      publishedOn: day("2027-01-05"), status: status ?? (list == .attackers ? .published : .active),
      marking: HandlingMark(cui: nil, tlp: .clear))
    entry.country = PublishedCountry(code: "CN", name: "China")
    if list == .attackers {
      entry.expiresOn = day("2030-01-05")
      entry.basis = [.conducted, .directed]
      entry.identifiedBy = .routine
    }
    return entry
  }

  /// An entry whose every part holds a text that `text` gives.
  static func full(
    _ number: UInt32, list: PublishedEntry.List, kind: Subject.Kind, text: () -> String
  ) -> PublishedEntry {
    var entry = entry(number, list: list, kind: kind, name: text())
    if kind == .individual { entry.name = PublishedName(text(), last: text(), first: text()) }
    let country = PublishedCountry(code: "CN", name: text())
    entry.originalNames = [
      OriginalName("北垣星图", language: "zh-Hans"), OriginalName("بيان", script: .arabic), OriginalName(text()),
    ]
    entry.aliases = [
      Numbered(number * 10 + 1, PublishedAlias(PublishedName(text(), last: text(), first: text()))),
      Numbered(
        number * 10 + 2, PublishedAlias(PublishedName(text()), kind: .formerlyKnownAs, strength: .weak)),
      Numbered(number * 10 + 3, PublishedAlias(PublishedName(text()), kind: .nowKnownAs)),
    ]
    entry.addresses = [
      Numbered(
        number * 10 + 1,
        PublishedAddress(
          lines: [text(), text(), text(), text()], city: text(), state: text(), postalCode: text(),
          country: country)
      ),
      Numbered(number * 10 + 2, PublishedAddress(country: country)),
    ]
    entry.country = country
    entry.identifiers = [
      Numbered(
        number * 10 + 1,
        PublishedIdentifier(
          type: text(), number: text(), country: country, issuedOn: day("2020-02-29"),
          expiresOn: day("2030-02-28")))
    ]
    entry.birthDates = [
      Numbered(number * 10 + 1, BirthDetail("1971-04-02")),
      Numbered(number * 10 + 2, BirthDetail(text(), isMain: false)),
    ]
    entry.birthPlaces = [Numbered(number * 10 + 1, BirthDetail(text()))]
    entry.nationalities = [Numbered(number * 10 + 1, country), Numbered(number * 10 + 2, country)]
    entry.citizenships = [Numbered(number * 10 + 1, country)]
    entry.title = text()
    entry.programs = ["AI-THEFT", text()]
    entry.conductWindow = ConductWindow(first: day("2026-02-01"), last: day("2026-10-31"))
    entry.pastYearReference = day("2026-12-01")
    entry.changedOn = day("2027-02-03")
    entry.statementOfReasons = text()
    entry.consents = [text()]
    entry.related = [RelatedEntry(subject: entry.subject, reference: text(), relation: text())]
    entry.textVersion = "IH"
    entry.federalRegisterCitation = text()
    entry.licenceRequirement = text()
    entry.licenceReviewPolicy = text()
    entry.licenceExceptions = text()
    entry.remarks = text()
    return entry
  }

  /// Seven entries, individuals and entities in turn, every field hostile; in no order.
  static func all(_ list: PublishedEntry.List, seed: UInt64) -> [PublishedEntry] {
    var random = SeededGenerator(seed: seed)
    let numbers = (1...7).map { UInt32($0 * 3) }.shuffled(using: &random)
    return numbers.map { number in
      full(number, list: list, kind: number.isMultiple(of: 2) ? .individual : .entity) {
        hostile.randomElement(using: &random) ?? "plain"
      }
    }
  }

  static func ordered(_ entries: [PublishedEntry]) -> [PublishedEntry] { entries.sorted { $0.uid < $1.uid } }
}

/// Texts compared by their bytes: `==` on String takes one spelling of an accent for another.
func sameBytes(_ one: [[String]], _ other: [[String]]) -> Bool {
  one.map { $0.map { Array($0.utf8) } } == other.map { $0.map { Array($0.utf8) } }
}
