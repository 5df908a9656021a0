import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import CaseDocuments

/// Pages are well-formed, and can be read without seeing them.
@Suite struct HTMLTests {
  static let pages = DocumentKind.allCases.flatMap { [($0, true), ($0, false)] }

  @Test(arguments: pages)
  func pagesAreWellFormedAndAccessible(_ kind: DocumentKind, _ isFull: Bool) throws {
    let facts = isFull ? try Samples.full() : try Samples.minimal()
    let html = try DocumentRenderer.render(kind, facts, templates: TemplateSet.shipped).html
    let page = try Page(html)
    #expect(html.hasPrefix("<!DOCTYPE html>\n<html lang=\"en-US\">"))
    #expect(page.count("title") == 1 && page.count("h1") == 1 && page.count("main") == 1)
    #expect(page.all("th").allSatisfy { $0["scope"] == "col" })
    #expect(page.all("p").filter { $0["class"] == "marking" }.count == 2)
    #expect(page.count("script") == 0 && page.count("img") == 0 && page.count("link") == 0)
    // Every link leads to a place on the page, and every place has one name.
    let ids = page.elements.compactMap { $0.attributes["id"] }
    #expect(Set(ids).count == ids.count)
    for link in page.all("a") {
      let target = try #require(link["href"])
      #expect(target.hasPrefix("#") && ids.contains(String(target.dropFirst())), "\(target)")
      #expect(link["aria-label"]?.isEmpty == false)
    }
    let marks = page.all("a").filter { $0["role"] == "doc-noteref" }
    let backs = page.all("a").filter { $0["role"] == "doc-backlink" }
    #expect(
      marks.compactMap { $0["id"] }.sorted()
        == backs.compactMap { $0["href"]?.dropFirst() }.map(String.init).sorted())
    #expect(marks.isEmpty == !html.contains("doc-endnotes"))
    let needsNotes: Set<DocumentKind> = [
      .evidentiaryMemorandum, .federalRegisterNotice, .congressionalReport, .pressText,
    ]
    if isFull, needsNotes.contains(kind) { #expect(!marks.isEmpty) }
  }

  @Test func theMarkingIsFirstAndLastOfThePage() throws {
    let html = try DocumentRenderer.render(.pressText, Samples.full(), templates: TemplateSet.shipped).html
    let mark = "<p class=\"marking\">CUI//SP-LEI TLP:AMBER</p>"
    #expect(html.contains("<body>\n<header>\(mark)</header>"))
    #expect(html.contains("<footer>\(mark)</footer>\n</body>"))
    #expect(html.contains("@top-center { content: string(marking)") && html.contains("@bottom-center"))
  }

  @Test func valuesOfTheLayoutAreEscaped() throws {
    var facts = try Samples.full()
    facts.reference = "</title><script>x</script>"
    facts.marking = "CUI <b>\u{202E}"
    let html = try DocumentRenderer.render(.triageNote, facts, templates: TemplateSet.shipped).html
    #expect(html.contains("<title>Triage note, &lt;/title&gt;&lt;script&gt;x&lt;/script&gt;</title>"))
    #expect(html.contains("<p class=\"marking\">CUI &lt;b&gt;&lt;U+202E&gt;</p>"))
    _ = try Page(html)
  }

  @Test func theParserFindsWhatIsNotWellFormed() {
    #expect(throws: (any Error).self) { try Page("<p><b></p>") }
  }

  /// The start tags of a page, in order.
  private final class Page: NSObject, XMLParserDelegate {
    struct Element { let name: String, attributes: [String: String] }
    private(set) var elements: [Element] = []
    private var problem: (any Error)?

    init(_ html: String) throws {
      super.init()
      let parser = XMLParser(data: Data(html.utf8))
      parser.delegate = self
      let isWhole = parser.parse()
      if let problem = problem ?? parser.parserError { throw problem }
      if !isWhole { throw CocoaError(.fileReadCorruptFile) }
    }

    func parser(_ parser: XMLParser, parseErrorOccurred error: any Error) { problem = problem ?? error }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes: [String: String]
    ) { elements.append(Element(name: name, attributes: attributes)) }

    func all(_ name: String) -> [[String: String]] { elements.filter { $0.name == name }.map(\.attributes) }
    func count(_ name: String) -> Int { all(name).count }
  }
}
