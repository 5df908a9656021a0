import Testing

@testable import CaseDocuments

/// Text from evidence says what it says and does nothing.
@Suite struct InjectionTests {
  static let hostile = [
    "{{reference}}", "{{#findings}}x{{/findings}}", "{{{body}}}", "{{%CONTENT_TYPE:HTML}}", "{{=<% %>=}}",
    "# Heading", "### x", "[x](javascript:alert(1))", "![x](https://evil.example/a.png)", "[^E9]",
    "[^E9]: forged",
    "<script>alert(1)</script>", "</main><h1>x</h1>", "<!-- x", "&lt;b&gt;", "&#60;", "a\n\n# Heading",
    "a\r\n- b",
    "a\u{2028}# x", "`code`", "```", "~~~", "~~gone~~", "**bold**", "*em*", "_em_", "__x__", "***", "---",
    "===",
    "- item", "+ item", "1. item", "1) item", "a. item", "> quote", "| a | b |", "|", "\\", "\\\\", "x\\",
    "\\|", "$x$",
    "https://evil.example", "www.evil.example", "a@evil.example", "    code", "\tcode", ": definition",
    "% title",
    "\u{202E}fdp.exe", "a\u{200B}b", "\u{1B}[31m", "\u{0}", "\u{FEFF}x", "^x^", "{.class}", "|\u{301}",
    "*\u{301}x*",
    "{\u{301}{reference}}",
  ]

  /// Whatever is put in, the document has the same blocks, and shows the text itself.
  @Test(arguments: hostile)
  func aDocumentKeepsItsShape(_ text: String) throws {
    var facts = try Samples.full()
    let templates = TemplateSet.shipped
    func place(_ text: String) {
      facts.title = text
      facts.findings[0].text = text
      facts.elements[0].rationale = text
      facts.subjects[0].name = text
      facts.contests[0].text = text
      facts.exhibits[0].title = text
      facts.office.signatory = text
      facts.office.address = [text]
      facts.letter?.question = text
      facts.letter?.to = [text]
    }
    for kind in [DocumentKind.evidentiaryMemorandum, .concurrenceLetter, .petitionDecision] {
      place("harmless")
      let calm = try DocumentRenderer.render(kind, facts, templates: templates)
      place(text)
      let document = try DocumentRenderer.render(kind, facts, templates: templates)
      #expect(Self.shape(document.html) == Self.shape(calm.html))
      #expect(try blocks(document.markdown) == blocks(calm.markdown))
      let shown = VisibleText.of(text)
      #expect(document.html.contains(HTMLWriter.escape(shown)))
      for scalar in document.markdown.unicodeScalars where scalar != "\n" {
        #expect(!scalar.properties.isDefaultIgnorableCodePoint)
        #expect(![.control, .format, .lineSeparator].contains(scalar.properties.generalCategory))
      }
    }
  }

  /// The names of blocks, without what they say.
  private func blocks(_ markdown: String) throws -> [String] {
    try MarkdownDocument(markdown).blocks.map { block in
      switch block {
      case .heading(let level, _): "heading \(level)"
      case .paragraph: "paragraph"
      case .bullets(let items): "bullets \(items.count)"
      case .numbers(let start, let items): "numbers \(start) \(items.count)"
      case .table(let header, let rows): "table \(header.count) \(rows.count)"
      case .rule: "rule"
      case .note(let label, _): "note \(label)"
      }
    }
  }

  /// The tags of a page, in order.
  private static func shape(_ html: String) -> [Substring] {
    html.split(separator: "<").dropFirst().map { $0.prefix { $0 != ">" } }
  }

  @Test(arguments: [
    ("a\u{202E}b", "a\\<U+202E\\>b"), ("a\nb", "a\\<LF\\>b"), ("\u{1B}[1m", "\\<ESC\\>\\[1m"),
    ("  a\tb ", "a b"), ("1. a", "1\\. a"), ("12) a", "12\\) a"), ("2026", "2026"), ("a. b", "a\\. b"),
    ("Mr. X", "Mr. X"),
    ("https://x.example", "https\\://x.example"), ("www.x", "www\\.x"), ("- a - b", "\\- a - b"),
    ("{{a}}", "\\{\\{a\\}\\}"), ("می\u{200C}خواهم", "می\u{200C}خواهم"), ("a\u{200C}b", "a\\<U+200C\\>b"),
  ])
  func escaping(_ text: String, _ markdown: String) {
    #expect(MarkdownText(text).source.utf8.elementsEqual(markdown.utf8))
  }

  /// Reading gives back what was written, for any text.
  @Test(arguments: 0..<300 as Range<UInt64>)
  func escapingIsUndoneByReading(seed: UInt64) throws {
    var state = seed &+ 1
    func next(_ bound: Int) -> Int {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int((state >> 33) % UInt64(bound))
    }
    let signs = Array("\\`*_[]<>|&{}~^$@#-+=:%.()1a wW/\"'!奎é\u{301}\n\u{202E}\t").flatMap(\.unicodeScalars)
    var text = ""
    for _ in 0..<next(24) { text.unicodeScalars.append(signs[next(signs.count)]) }
    let visible = VisibleText.of(text)
    guard !visible.isEmpty else { return }
    let document = try MarkdownDocument("# \(MarkdownText(text).source)\n\n\(MarkdownText(text).source)")
    #expect(document.blocks.count == 2)
    guard case .paragraph(let inlines) = document.blocks.last else {
      Issue.record("no paragraph")
      return
    }
    #expect(inlines.map(\.plain).joined().utf8.elementsEqual(visible.utf8))
  }
}
