import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct AttackersPageTests {
  private static func page(_ entries: [PublishedEntry]) throws -> [UInt8] {
    try AttackersPage(publisher: "Department of Examples").bytes(entries, asOf: ListSamples.day("2027-02-03"))
  }

  private static func mixed(_ seed: UInt64) -> [PublishedEntry] {
    ListSamples.all(.attackers, seed: seed) + [
      ListSamples.entry(90, status: .expired), ListSamples.entry(91, status: .withdrawn),
    ]
  }

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing), arguments: 0..<4 as Range<UInt64>)
  func thePageIsAccessible(seed: UInt64) throws {
    #expect(try AccessibilityChecker.faults(in: Self.page(Self.mixed(seed))) == [])
  }

  @Test(.enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing))
  func soIsAnEmptyOne() throws { #expect(try AccessibilityChecker.faults(in: Self.page([])) == []) }

  /// The checker sees what it is there for.
  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing),
    arguments: [
      ("<html lang=\"en\">", "<html>", "no language"), ("<title>", "<title></title><x>", "not closed"),
      ("<h2 id=\"list\">", "<h4 id=\"list\">", "closes nothing"), (" scope=\"col\"", "", "no scope"),
      ("<caption>", "<div>", "no caption"),
      ("color: #1b1b1b; background: #ffffff", "color: #777777; background: #ffffff", "contrast 4.48"),
      ("href=\"#content\"", "href=\"https://a.example\"", "outside"),
      ("Skip to the list", " ", "link is empty"),
      ("<main id=\"content\">", "<main>", "leads nowhere"),
      ("text-decoration: underline", "x: y", "colour alone"),
      ("<h1>", "<h1>A</h1><h1>", "2 h1"), ("outline:", "o:", "focus"),
      ("@media print", "@media screen", "print"),
      ("</body>", "<script>1</script></body>", "there is a script"),
      ("<p>", "<p onclick=\"x\">", "script in onclick"),
      ("<footer>", "<footer><img src=\"x.png\">", "outside"), (" lang=\"zh-Hans\"", "", "original name"),
      ("<h2 id=\"list\">Entries</h2>", "<h4 id=\"list\">Entries</h4>", "level is skipped"),
    ])
  func theCheckerFinds(_ good: String, _ bad: String, _ fault: String) throws {
    let text = String(decoding: try Self.page(Self.mixed(1)), as: UTF8.self)
    let pieces = text.split(separator: good, omittingEmptySubsequences: false)
    try #require(pieces.count > 1, "the page does not say \(good)")
    let faults = try AccessibilityChecker.faults(in: Array(pieces.joined(separator: bad).utf8))
    #expect(faults.contains { $0.contains(fault) }, "\(faults)")
  }

  /// What a reader sees in the tables and in the paragraphs of reasons.
  private static let visible = #"""
    import json, sys
    from html.parser import HTMLParser
    class Page(HTMLParser):
        def __init__(self):
            super().__init__(convert_charrefs=True)
            self.rows, self.cell, self.inside = [], None, False
        def handle_starttag(self, tag, attributes):
            a = dict(attributes)
            if tag == 'tr': self.rows.append([])
            if tag in ('td', 'th'): self.cell = ''
            if tag == 'br' and self.cell is not None: self.cell += '|'
            if tag == 'p' and a.get('class') == 'reasons': self.rows.append([]); self.cell = ''
            if tag == 'time': self.rows[-1:] and self.rows[-1].append('@' + a['datetime'])
        def handle_endtag(self, tag):
            if tag in ('td', 'th') or (tag == 'p' and self.cell is not None):
                self.rows[-1].append(self.cell); self.cell = None
        def handle_data(self, text):
            if self.cell is not None: self.cell += text
    with open(sys.argv[1], encoding='utf-8', newline='') as f: text = f.read()
    page = Page(); page.feed(text); page.close()
    json.dump(page.rows, sys.stdout)
    """#

  @Test(
    .enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing), arguments: 0..<6 as Range<UInt64>)
  func readBackByPython(seed: UInt64) throws {
    let entries = ListSamples.ordered(ListSamples.all(.attackers, seed: seed))
    let rows = OtherReader.rows(try OtherReader.run(Self.visible, on: Self.page(entries)))
    let cells = entries.map { entry in
      [
        ([entry.name.text] + entry.originalNames.map(\.text)).map(shown).joined(separator: "|"),
        entry.reference,
        entry.kind.rawValue, shown(entry.country.name), "conducted, directed", "@2027-01-05",
        "5 January 2027",
        "@2030-01-05", "5 January 2030", "published",
      ]
    }
    #expect(sameBytes(Array(rows.dropFirst().prefix(7)), cells))
    // The days in the details below an entry come after its reasons.
    #expect(
      sameBytes(rows.dropFirst(8).map { Array($0.prefix(1)) }, entries.map { [shown($0.statementOfReasons)] })
    )
  }

  /// What the page shows for what cannot be seen.
  private func shown(_ text: String) -> String {
    var out = ""
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x202C, 0x202E, 0x200B, 0x85, 0x2028, 0x9:
        let hex = String(scalar.value, radix: 16, uppercase: true)
        out += "⟨U+" + String(repeating: "0", count: 4 - hex.count) + hex + "⟩"
      case 0xD: break
      default: out.unicodeScalars.append(scalar)
      }
    }
    return out
  }

  @Test func valuesNeverBecomeMarkup() throws {
    let evil = [
      "<script>x</script>", "\" onload=\"x", "</title><b>", "&lt;b&gt;", "\u{202E}txt", "\u{1B}[31m\u{0}",
    ]
    for text in evil {
      var entry = ListSamples.full(2, list: .attackers, kind: .individual) { text }
      entry.originalNames = [OriginalName(text, script: .latin, language: "en\" onload=\"x")]
      let page = String(
        decoding: try AttackersPage(title: text, publisher: text).bytes(
          [entry], asOf: ListSamples.day("2027-02-03")), as: UTF8.self)
      #expect(!page.contains("<script") && !page.contains("onload=\"") && !page.contains("<b>"))
      #expect(
        page.unicodeScalars.allSatisfy {
          $0 == "\n"
            || ($0.properties.generalCategory != .control && $0.properties.generalCategory != .format)
        })
      #expect(page.contains("lang=\"und-Latn\""))
    }
  }

  @Test func originalNamesSayTheirLanguage() throws {
    let page = String(
      decoding: try Self.page([ListSamples.full(2, list: .attackers, kind: .entity) { "x" }]), as: UTF8.self)
    #expect(page.contains("<bdi dir=\"auto\" lang=\"zh-Hans\">北垣星图</bdi>"))
    #expect(page.contains("<bdi dir=\"auto\" lang=\"und-Arab\">بيان</bdi>"))
  }
}
