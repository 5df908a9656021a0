import Testing

@testable import CaseDocuments

/// The Markdown of documents as HTML. Source: docs/documents.md §4.
@Suite struct MarkdownTests {
  @Test(arguments: [
    ("a **b** c", "<p>a <strong>b</strong> c</p>"), ("*a*", "<p><em>a</em></p>"),
    ("**a *b* c** d", "<p><strong>a <em>b</em> c</strong> d</p>"),
    ("**a**\\\nb\\\n*c*", "<p><strong>a</strong><br/>\nb<br/>\n<em>c</em></p>"), ("a\nb", "<p>a\nb</p>"),
    ("**a\nb**", "<p><strong>a\nb</strong></p>"), ("\\*a\\* \\\\ \\<b\\>", "<p>*a* \\ &lt;b&gt;</p>"),
    ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),
    ("3. a\n7. b", "<ol start=\"3\">\n<li>a</li>\n<li>b</li>\n</ol>"),
    ("1986 was a year", "<p>1986 was a year</p>"), ("---", "<hr/>"),
    ("## b *c*", "<h2 id=\"section-2\">b <em>c</em></h2>"),
    (
      "| a | **b** |\n| --- | --- |\n| c \\| d | e |",
      "<table>\n<thead>\n<tr><th scope=\"col\">a</th><th scope=\"col\"><strong>b</strong></th></tr>\n</thead>\n<tbody>\n"
        + "<tr><td dir=\"auto\">c | d</td><td dir=\"auto\">e</td></tr>\n</tbody>\n</table>"
    ),
  ])
  func blocks(_ markdown: String, _ html: String) throws {
    let body = try HTMLWriter.body(of: MarkdownDocument("# t\n\n" + markdown))
    #expect(body == "<h1 id=\"section-1\">t</h1>\n\(html)\n")
  }

  @Test(arguments: [
    "a * b", "a ** b", "*a", "**a*", "***a***", "a*", "<b>", "a > b", "a & b", "`a`", "[a](b)", "a ]", "_a_",
    "~a~", "a | b",
    "\\a", "a\\", "[^]", "[^a b]", "1) a", "> a", "+ a", "* a", " a", "\ta", "#a", "a\n- b", "- a\nb",
    "- a\n1. b", "===",
    "| a", "| a |\n| - |", "a\u{1}b", "a\u{7F}",
  ])
  func whatIsOutsideIsRefused(_ markdown: String) {
    #expect(throws: MarkdownFault.self) { try MarkdownDocument("# t\n\n" + markdown) }
  }

  @Test func everyMarkLeadsBack() throws {
    let body = try HTMLWriter.body(of: MarkdownDocument("# t\n\na[^E1] b[^E1]\n\n[^E1]: Exhibit 1"))
    for link in [
      "id=\"mark-E1-1\"", "id=\"mark-E1-2\"", "href=\"#mark-E1-1\"", "href=\"#mark-E1-2\"", "id=\"note-E1\"",
    ] {
      #expect(body.components(separated: link) == 2, "\(link)")
    }
  }

  /// Nothing that a document says in Markdown is lost on the way to HTML.
  @Test(arguments: DocumentKind.allCases)
  func bothFormsSayTheSame(_ kind: DocumentKind) throws {
    let document = try DocumentRenderer.render(kind, Samples.full(), templates: .shipped)
    let words = { (text: String) in text.split { !$0.isLetter && !$0.isNumber }.map(String.init) }
    let body = try #require(document.html.firstRange(of: "<main>")).upperBound
    let shown = document.html[body...].split(separator: "<").map { $0.drop { $0 != ">" } }.joined(
      separator: " ")
    // The numbers of a list are its own in HTML.
    let numbered = { (line: Substring) in line.prefix { $0.isNumber }.isEmpty ? line : line.drop { $0 != " " }
    }
    let said = document.markdown.split(separator: "\n")
      .filter { !$0.hasPrefix("[^") && !$0.hasPrefix("**CUI") }
      .map(numbered).joined(separator: "\n")
    let html = Set(words(shown.replacing("&#39;", with: "'")))
    // Exhibits are marked `[^E1]` in one and `[Exhibit 1]` in the other.
    #expect(words(said.replacing("[^E", with: " ")).filter { !html.contains($0) } == [])
    let counts = { (list: [String]) in list.reduce(into: [String: Int]()) { $0[$1, default: 0] += 1 } }
    let shownCounts = counts(words(shown))
    for office in ["Invented", "Quillon", "Decision", "Testwell"] {
      #expect((shownCounts[office] ?? 0) >= (counts(words(said))[office] ?? 0), "\(office)")
    }
  }
}

extension String {
  fileprivate func components(separated separator: String) -> Int { ranges(of: separator).count + 1 }
}
