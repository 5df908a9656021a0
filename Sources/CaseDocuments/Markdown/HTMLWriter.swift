/// Writes the blocks of a document as HTML that is also well-formed XML.
struct HTMLWriter {
  private var html = ""
  /// How often each note was marked so far.
  private var marked: [String: Int] = [:]
  private var headings = 0

  static func body(of document: MarkdownDocument) -> String {
    var writer = HTMLWriter()
    for block in document.blocks { writer.write(block) }
    writer.writeNotes(of: document)
    return writer.html
  }

  static func escape(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private mutating func write(_ block: MarkdownDocument.Block) {
    switch block {
    case .heading(let level, let inlines):
      headings += 1
      html += "<h\(level) id=\"section-\(headings)\">\(text(inlines))</h\(level)>\n"
    case .paragraph(let inlines): html += "<p>\(text(inlines))</p>\n"
    case .bullets(let items): html += "<ul>\n\(list(items))</ul>\n"
    case .numbers(let start, let items):
      html += "<ol\(start == 1 ? "" : " start=\"\(start)\"")>\n\(list(items))</ol>\n"
    case .table(let header, let rows):
      html += "<table>\n<thead>\n<tr>"
      for cell in header { html += "<th scope=\"col\">\(text(cell))</th>" }
      html += "</tr>\n</thead>\n<tbody>\n"
      for row in rows {
        html += "<tr>"
        for cell in row { html += "<td dir=\"auto\">\(text(cell))</td>" }
        html += "</tr>\n"
      }
      html += "</tbody>\n</table>\n"
    case .rule: html += "<hr/>\n"
    case .note: break
    }
  }

  private mutating func list(_ items: [[MarkdownInline]]) -> String {
    var result = ""
    for item in items { result += "<li>\(text(item))</li>\n" }
    return result
  }

  private mutating func text(_ inlines: [MarkdownInline]) -> String {
    var result = ""
    for inline in inlines {
      switch inline {
      case .text(let text): result += Self.escape(text)
      case .lineBreak: result += "<br/>\n"
      case .emphasis(let inner): result += "<em>\(text(inner))</em>"
      case .strong(let inner): result += "<strong>\(text(inner))</strong>"
      case .mark(let label):
        let count = marked[label, default: 0] + 1
        marked[label] = count
        let name = Self.name(of: label)
        result +=
          "<sup><a id=\"mark-\(label)-\(count)\" href=\"#note-\(label)\" role=\"doc-noteref\" "
          + "aria-label=\"\(name)\">[\(name)]</a></sup>"
      }
    }
    return result
  }

  /// `E7` as `Exhibit 7`.
  private static func name(of label: String) -> String {
    label.hasPrefix("E") ? "Exhibit \(label.dropFirst())" : "Note \(label)"
  }

  private mutating func writeNotes(of document: MarkdownDocument) {
    let notes = document.blocks.compactMap { block in
      if case .note(let label, let inlines) = block { (label, inlines) } else { nil }
    }
    guard !notes.isEmpty else { return }
    html += "<section class=\"notes\" role=\"doc-endnotes\" aria-labelledby=\"notes\">\n"
    html += "<h2 id=\"notes\">Exhibits cited</h2>\n<ul>\n"
    for (label, inlines) in notes {
      html += "<li id=\"note-\(label)\">\(text(inlines))"
      for count in 1..<max(1, marked[label, default: 0]) + 1 where marked[label] != nil {
        html +=
          " <a href=\"#mark-\(label)-\(count)\" role=\"doc-backlink\" "
          + "aria-label=\"Back to mark \(count) of \(Self.name(of: label))\">\u{21A9}</a>"
      }
      html += "</li>\n"
    }
    html += "</ul>\n</section>\n"
  }
}
