/// A finished document in both forms.
public struct RenderedDocument: Hashable, Sendable {
  public let markdown: String
  public let html: String
  /// What was not recorded, in the order of the alphabet; printed where the template asks for it.
  public let gaps: [String]
}

/// Makes documents: the same facts and templates give the same bytes.
public enum DocumentRenderer {
  /// Writes a document, whole or not at all.
  ///
  /// Its first and last line are the marking, and its notes name the exhibits it cites; neither is left to
  /// a template.
  public static func render(
    _ kind: DocumentKind, _ facts: CaseFacts, templates: TemplateSet
  ) throws(DocumentError) -> RenderedDocument {
    try check(kind, facts)
    let template = templates.template(for: kind)
    let (values, gaps) = try self.values(of: template, facts)
    let body = template.render(values)
    do throws(MarkdownFault) {
      let marking = "**\(MarkdownText(facts.marking).source)**"
      let cited = try MarkdownDocument(Self.tidy(body)).marks
      let notes = facts.exhibits.filter { cited.contains("E\($0.number)") }
        .sorted { $0.number < $1.number }.map { note(on: $0, for: kind.audience) }
      let content = [Self.tidy(body)] + (notes.isEmpty ? [] : [notes.joined(separator: "\n")])
      let document = try MarkdownDocument(content.joined(separator: "\n\n"))
      return RenderedDocument(
        markdown: ([marking] + content + [marking]).joined(separator: "\n\n") + "\n",
        html: page(document, kind, facts, templates.layout), gaps: gaps)
    } catch {
      throw .markup(template: template.name, error)
    }
  }

  private static func check(_ kind: DocumentKind, _ facts: CaseFacts) throws(DocumentError) {
    if MarkdownText(facts.marking).source.isEmpty { throw .noMarking }
    var numbers: Set<Int> = []
    for exhibit in facts.exhibits {
      guard exhibit.number > 0 else { throw .exhibitNumber(exhibit.number) }
      guard numbers.insert(exhibit.number).inserted else { throw .exhibitTwice(exhibit.number) }
    }
    if let cycle = facts.report?.cycle, !(0...3).contains(cycle) { throw .badCycle(cycle) }
    var agencies: Set<[UInt8]> = []
    for vote in facts.votes where !agencies.insert(Array(vote.agency.utf8)).inserted {
      throw .voteTwice(vote.agency)
    }
    switch kind {
    case .ballotLetter, .concurrenceLetter:
      if facts.letter == nil { throw .missingPart("letter", kind) }
    case .federalRegisterNotice: if facts.notice == nil { throw .missingPart("notice", kind) }
    case .congressionalReport: if facts.report == nil { throw .missingPart("report", kind) }
    case .petitionAcknowledgement: if facts.petition == nil { throw .missingPart("petition", kind) }
    case .petitionDecision:
      guard let petition = facts.petition else { throw .missingPart("petition", kind) }
      if petition.outcome == nil { throw .missingPart("outcome", kind) }
    default: break
    }
  }

  /// What the template asks for, with what is missing.
  private static func values(
    of template: Template, _ facts: CaseFacts
  ) throws(DocumentError) -> ([String: Any], [String]) {
    var values: [String: Any] = [:]
    var gaps: Set<String> = []
    for name in template.asked where name != "gaps" && name != "hasGaps" {
      guard let tag = Tag.all[name] else { continue }
      switch try tag.value(facts) {
      case .text(let text?): values[name] = text.source
      case .text(nil):
        values[name] = (tag.need == .expected ? Tag.noInformation : Tag.none).source
        if tag.need == .expected { gaps.insert(tag.label) }
      case .flag(let flag): values[name] = flag
      case .rows(let rows, let missing):
        values[name] = rows.map { $0.mapValues(\.source) }
        gaps.formUnion(missing)
      }
    }
    let sorted = gaps.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
    values["gaps"] = sorted.enumerated().map { index, gap in
      ["number": String(index + 1), "gap": MarkdownText(gap).source]
    }
    values["hasGaps"] = !sorted.isEmpty
    return (values, sorted)
  }

  private static func note(on exhibit: CaseFacts.Exhibit, for audience: DocumentKind.Audience) -> String {
    let details: [String?] =
      switch audience {
      case .outside: [exhibit.publicTitle ?? "of the administrative record"]
      case .government:
        [
          exhibit.marking.map { "(\($0))" }, exhibit.title, exhibit.source.map { "source: \($0)" },
          exhibit.collectedOn.map { "collected \($0.iso)" }, exhibit.grade.map { "grade \($0)" },
          exhibit.sha256.map { "SHA-256 \($0)" },
        ]
      }
    let text = details.compactMap { $0 }.joined(separator: "; ")
    return "[^E\(exhibit.number)]: \(MarkdownText("Exhibit \(exhibit.number): \(text)").source)."
  }

  /// At most one empty line in a row, none at the ends, and no spaces at the ends of lines: sections of a
  /// template leave them behind.
  private static func tidy(_ text: String) -> String {
    var lines: [Substring] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      let end = line.lastIndex { $0 != " " }.map { line.index(after: $0) } ?? line.startIndex
      let trimmed = line[..<end]
      if !trimmed.isEmpty || lines.last?.isEmpty == false { lines.append(trimmed) }
    }
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  private static func page(
    _ document: MarkdownDocument, _ kind: DocumentKind, _ facts: CaseFacts, _ layout: Template
  ) -> String {
    layout.render([
      "lang": "en-US", "title": HTMLWriter.escape(VisibleText.of("\(kind.title), \(facts.reference)")),
      "marking": HTMLWriter.escape(VisibleText.of(facts.marking)), "body": HTMLWriter.body(of: document),
    ])
  }
}

extension Template {
  /// Names of the tags it asks for, without columns; in order, so that of several faults the same is thrown.
  fileprivate var asked: [String] {
    Set(used.map { String($0.prefix { $0 != "." }) }).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension MarkdownDocument {
  /// Labels of the notes that are marked anywhere.
  fileprivate var marks: Set<String> {
    Set(
      blocks.flatMap { block -> [String] in
        switch block {
        case .heading(_, let inlines), .paragraph(let inlines), .note(_, let inlines):
          inlines.flatMap(\.marks)
        case .bullets(let items), .numbers(_, let items): items.joined().flatMap(\.marks)
        case .table(let header, let rows): ([header] + rows).joined().joined().flatMap(\.marks)
        case .rule: []
        }
      })
  }
}
