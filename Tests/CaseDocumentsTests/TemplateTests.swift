import CTemplates
import Foundation
import Testing

@testable import CaseDocuments

/// An office may replace a template; a bad one is refused by name and line, never passed over.
@Suite struct TemplateTests {
  static let press = """
    # {{title}}

    {{datedLong}}, {{contact}}, {{status}}

    {{#publicBasis}}
    * {{sentence}} *
    {{/publicBasis}}
    """.replacingOccurrences(of: "* {{sentence}} *", with: "- {{sentence}}")

  private func faults(_ name: String, _ text: String) -> [TemplateFault] {
    do throws(TemplateFaults) {
      _ = try TemplateSet(replacing: [TemplateFile(name: name, text: text)])
      return []
    } catch {
      return error.faults
    }
  }

  @Test func theOfficesOwnIsUsed() throws {
    let templates = try TemplateSet(replacing: [
      TemplateFile(name: "press_text", text: Self.press + "\n\nOur own words, {{{title}}} \\& more.")
    ])
    let text = try DocumentRenderer.render(.pressText, Samples.full(), templates: templates)
    #expect(text.markdown.contains("Our own words, Quillon Systems \\& more."))
    #expect(text.html.contains("<p>Our own words, Quillon Systems &amp; more.</p>"))
    #expect(text.markdown.contains("- Its terms bar such use.[^E2]"))
    #expect(text.markdown.hasPrefix("**CUI//SP-LEI TLP:AMBER**\n"))
  }

  @Test(arguments: [
    ("# {{title}}\n{{titel}}", 2, "there is no tag 'titel'"),
    (
      "# {{title}}\n\n{{#publicBasis}}\n{{text}}\n{{/publicBasis}}", 4,
      "there is no tag 'text' in 'publicBasis'"
    ),
    ("# a\n{{#publicBasis}}\n", 2, "'{{#publicBasis}}' is never closed"),
    ("# a\n{{/publicBasis}}", 2, "'{{/publicBasis}}' closes nothing that is open here"),
    (
      "# a\n{{#publicBasis}}{{#entries}}{{/publicBasis}}{{/entries}}", 2,
      "'{{/publicBasis}}' closes nothing that is open here"
    ),
    ("# a\n\n{{title", 3, "a tag is not closed on its line"),
    ("# a {{", 1, "a tag is not closed on its line"),
    ("{{{title}}", 1, "a tag is not closed on its line"),
    ("# a\n{{> footer}}", 2, "'{{>' is not used here: no partials, inheritance, other delimiters or pragmas"),
    ("{{=<% %>=}}", 1, "'{{=' is not used here: no partials, inheritance, other delimiters or pragmas"),
    (
      "{{%CONTENT_TYPE:HTML}}", 1,
      "'{{%' is not used here: no partials, inheritance, other delimiters or pragmas"
    ),
    ("{{<x}}{{/x}}", 1, "'{{<' is not used here: no partials, inheritance, other delimiters or pragmas"),
    ("{{*x}}", 1, "'{{*' is not used here: no partials, inheritance, other delimiters or pragmas"),
    ("{{title.count}}", 1, "'title.count' is no name of a tag"),
    ("{{uppercased(title)}}", 1, "'uppercased(title)' is no name of a tag"),
    ("{{}}", 1, "'' is no name of a tag"), ("{{é}}", 1, "'é' is no name of a tag"),
    ("{{#title}}x{{/title}}", 1, "'title' is a text: it cannot be opened"),
    ("{{publicBasis}}", 1, "'publicBasis' has no text of its own"),
    ("{{hasEntries}}", 1, "'hasEntries' has no text of its own"),
    ("# a\n\n{{#findings}}\n{{/findings}}", 3, "'findings' is internal work, and a press text goes outside"),
    ("{{#hasOptions}}{{/hasOptions}}", 1, "'hasOptions' is internal work, and a press text goes outside"),
    ("# a\n<b>{{title}}</b>", 2, "'<' is not part of the Markdown of documents"),
    ("[{{title}}](https://x.example)", 1, "'[' is not part of the Markdown of documents"),
    ("a &amp; b", 1, "'&' is not part of the Markdown of documents"),
    ("`x`", 1, "'`' is not part of the Markdown of documents"),
    ("a\\{{title}}", 1, "a backslash before a tag would undo the escaping of its text"),
    ("a\r\nb", 1, "a control character; lines end with a line feed alone"),
  ])
  func aBadTemplateIsRefusedWithItsLine(_ text: String, _ line: Int, _ reason: String) {
    #expect(faults("press_text", text).map(\.line) == [line])
    #expect(faults("press_text", text).map(\.reason) == [reason])
    #expect(faults("press_text", text).first?.message == "press_text.mustache, line \(line): \(reason)")
  }

  /// What the library refuses is told by the line as an editor counts it, whatever else ends one for Unicode.
  @Test(arguments: ["", "{{!\u{0B}}}", "{{!\u{2028}a}}\u{85}"])
  func aFileThatCannotBeParsedIsRefusedWithItsLine(_ between: String) {
    let found = faults("press_text", Self.press + between + "\n\n{")
    #expect(found.map(\.reason) == ["it cannot be parsed"])
    #expect(found.map(\.line) == [9])
  }

  /// Each required tag, taken out of each shipped template, is missed.
  @Test(arguments: DocumentKind.allCases)
  func aMissingRequiredTagIsRefused(_ kind: DocumentKind) throws {
    let file = try #require(TemplateFile.shipped.first { $0.name == kind.templateName })
    #expect(faults(file.name, file.text) == [])
    #expect(kind.requiredTags.contains("status"))
    for tag in kind.requiredTags {
      let column = String(tag.split(separator: ".").last ?? "")
      let without = file.text.replacingOccurrences(of: "{{\(column)}}", with: "x")
      let found = faults(file.name, without)
      #expect(found.first.map { $0.template == kind.templateName && $0.line == nil } == true, "\(tag)")
      #expect(found.contains { $0.reason.hasPrefix("it never prints '") }, "\(tag)")
    }
  }

  @Test func anUnknownNameIsRefused() {
    let found = faults("pres_text", Self.press)
    #expect(found.map(\.message) == ["pres_text.mustache: no document has a template of that name"])
    #expect(found.first?.remedy.contains("press_text") == true)
  }

  @Test func allFaultsAreReportedAtOnce() {
    #expect(throws: TemplateFaults.self) {
      try TemplateSet(replacing: [
        TemplateFile(name: "press_text", text: "{{x}}"), TemplateFile(name: "layout", text: "{{y}}"),
      ])
    }
    do throws(TemplateFaults) {
      _ = try TemplateSet(replacing: [
        TemplateFile(name: "press_text", text: "{{x}}"), TemplateFile(name: "layout", text: "{{y}}"),
      ])
    } catch {
      #expect(error.faults.map(\.template) == ["press_text", "layout"])
    }
  }

  @Test(arguments: [
    ("{{lang}}{{title}}{{marking}}", "it never prints 'body'"),
    ("{{lang}}{{title}}{{marking}}{{{body}}}<SCRIPT>", "a page of a document runs no script"),
    ("{{lang}}{{title}}{{marking}}{{{body}}}\u{600}<script>", "a page of a document runs no script"),
    ("{{findings}}", "there is no tag 'findings'"),
  ])
  func aBadLayoutIsRefused(_ text: String, _ reason: String) {
    #expect(faults("layout", text).map(\.reason) == [reason])
  }

  /// A template that is well-formed Mustache may still make text outside the rules.
  @Test(arguments: [
    ("# a\ntext {{datedLong}}", "an empty line must part it from what is before"),
    ("    code", "it starts as no block may"),
    ("* a", "it starts as no block may"), ("### deep", "a heading skips a level"),
    ("# two", "there are two first-level headings"),
    ("| a |", "a table needs a second row of ---, one for each column"), ("**open", "emphasis is not closed"),
    ("| a | b |\n| --- | --- |\n| c |", "the row has 1 cells and the header 2"),
    ("####### x", "it starts as no block may"),
  ])
  func aBadResultIsRefused(_ addition: String, _ reason: String) throws {
    let templates = try TemplateSet(replacing: [
      TemplateFile(name: "press_text", text: Self.press + "\n\n" + addition)
    ])
    let facts = try Samples.full()
    do throws(DocumentError) {
      _ = try DocumentRenderer.render(.pressText, facts, templates: templates)
      Issue.record("it was rendered")
    } catch {
      guard case .markup("press_text", let fault) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(fault.reason == reason)
    }
  }

  // MARK: Folders

  @Test func theFolderIsWhatIsEmbedded() throws {
    let folder = projectFolder.appendingPathComponent("templates")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(TemplateFile.shipped.map { $0.name + ".mustache" } == names)
    for file in TemplateFile.shipped {
      let data = try Data(contentsOf: folder.appendingPathComponent(file.name + ".mustache"))
      #expect(data == Data(file.text.utf8), "\(file.name) is embedded in another version")
    }
    let kinds = DocumentKind.allCases.map(\.templateName) + [Layout.name]
    #expect(kinds.sorted() == TemplateFile.shipped.map(\.name))
  }

  @Test func anOfficesFolderIsRead() throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
      "templates-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    func write(_ name: String, _ bytes: [UInt8]) throws {
      try Data(bytes).write(to: folder.appendingPathComponent(name))
    }
    try write("press_text.mustache", Array(Self.press.utf8))
    try write("notes.txt", [0xFF])
    try write(".press_text.mustache", [0xFF])
    #expect(try TemplateFolder.read(folder) == [TemplateFile(name: "press_text", text: Self.press)])
    try write("ballot_letter.mustache", [0x23, 0xFF])
    try write("layout.mustache", [UInt8](repeating: 0x20, count: TemplateFolder.limit + 1))
    do {
      _ = try TemplateFolder.read(folder)
      Issue.record("it was read")
    } catch let error as TemplateFaults {
      #expect(
        error.faults.map(\.message) == [
          "ballot_letter.mustache: it is no UTF-8", "layout.mustache: it is longer than 262144 bytes",
        ])
    }
  }

  // MARK: The page that describes them

  @Test func everyTagAndKindIsDescribed() throws {
    let page = try String(
      contentsOf: projectFolder.appendingPathComponent("docs/documents.md"), encoding: .utf8)
    for tag in Tag.listed {
      let columns = tag.columns.filter { $0 != "number" }
      let entry = "`\(tag.name)`" + (columns.isEmpty ? "" : " (\(columns.joined(separator: ", ")))")
      #expect(page.contains(entry), "docs/documents.md lacks \(entry)")
    }
    for kind in DocumentKind.allCases { #expect(page.contains("| \(kind.title) | `\(kind.templateName)` |")) }
  }
}
