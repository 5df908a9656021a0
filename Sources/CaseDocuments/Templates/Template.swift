import Mustache

/// A template that was checked: it parses, every tag in it exists, and no required tag is missing.
struct Template: Sendable {
  let name: String
  /// Tags that it prints or opens, see `TemplateScanner.used`.
  let used: Set<String>
  private let mustache: MustacheTemplate

  /// For a kind of document: Markdown.
  init(_ file: TemplateFile, for kind: DocumentKind) throws(TemplateFault) {
    try self.init(file, isMarkdown: true, required: kind.requiredTags) { name in
      guard let tag = Tag.all[name] else { return .unknown }
      if tag.audience == .government, kind.audience == .outside {
        return .refused(reason: "'\(name)' is internal work, and a \(kind.title.lowercased()) goes outside")
      }
      return .tag(columns: tag.columns, isFlag: tag.isFlag)
    }
  }

  /// The layout around the body of every HTML page.
  init(layout file: TemplateFile) throws(TemplateFault) {
    try self.init(file, isMarkdown: false, required: Layout.tags) { name in
      Layout.tags.contains(name) ? .tag(columns: [], isFlag: false) : .unknown
    }
    // By bytes: some signs take what follows into their Character, also the bracket.
    if file.text.lowercased().utf8.contains("<script".utf8) {
      throw TemplateFault(
        template: file.name, line: nil, reason: "a page of a document runs no script", remedy: "remove it")
    }
  }

  private init(
    _ file: TemplateFile, isMarkdown: Bool, required: [String],
    lookUp: @escaping (String) -> TemplateScanner.Lookup
  ) throws(TemplateFault) {
    var scanner = TemplateScanner(name: file.name, isMarkdown: isMarkdown, lookUp: lookUp)
    try scanner.scan(file.text)
    for tag in required where !scanner.used.contains(tag) {
      throw TemplateFault(
        template: file.name, line: nil, reason: "it never prints '\(tag)'", remedy: "add it: it is required")
    }
    name = file.name
    used = scanner.used
    do {
      // Values come escaped for where they stand; the library must not escape them again, for HTML.
      mustache = try MustacheTemplate(string: "{{%CONTENT_TYPE:TEXT}}\n" + file.text)
    } catch let error as MustacheTemplate.ParserError {
      throw TemplateFault(
        template: file.name, line: Self.line(error.context.lineNumber, of: file.text),
        reason: "it cannot be parsed", remedy: "compare it with the shipped one")
    } catch {
      throw TemplateFault(
        template: file.name, line: nil, reason: "it cannot be parsed",
        remedy: "compare it with the shipped one")
    }
  }

  /// The line of a file where the library stopped. It counts all that is a new line to Unicode, such as a vertical tab in
  /// a comment, and the line written before the file; elsewhere a line feed alone ends a line.
  private static func line(_ counted: Int, of text: String) -> Int {
    1 + text.filter(\.isNewline).prefix(max(0, counted - 2)).utf8.count { $0 == 0x0A }
  }

  func render(_ values: [String: Any]) -> String { mustache.render(values) }
}

/// What the layout may print; all of it is required.
enum Layout {
  static let name = "layout"
  static let tags = ["lang", "title", "marking", "body"]
}
