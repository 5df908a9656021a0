/// Text in the Markdown that documents are made of (docs/documents.md §4). Whatever came from elsewhere is
/// escaped on the way in, so it is never a heading, link, list, table, tag or footnote of its own making.
struct MarkdownText: Hashable, Sendable {
  let source: String

  private init(trusted source: String) { self.source = source }

  /// One line that reads as `untrusted` does; what cannot be seen or would reorder is shown as `<U+202E>`.
  /// Spaces at the ends go: there they would have a meaning.
  init(_ untrusted: String) {
    self.init(trusted: Self.escape(VisibleText.of(untrusted)))
  }

  /// `[^E7]`, the mark of an exhibit.
  static func mark(of exhibit: Int) -> MarkdownText { MarkdownText(trusted: "[^E\(exhibit)]") }

  static func + (left: MarkdownText, right: MarkdownText) -> MarkdownText {
    MarkdownText(trusted: left.source + right.source)
  }

  /// Characters that mean something in the middle of a line, here or in other programs' Markdown: emphasis,
  /// code, links, footnotes, HTML, entities, cells, braces, strike-through, mathematics, mentions, headings.
  private static let special = Set("\\`*_[]<>|&{}~^$@#".unicodeScalars)

  private static func escape(_ line: String) -> String {
    let scalars = Array(line.unicodeScalars)
    var result = ""
    let opening = openingMark(of: scalars)
    for (index, scalar) in scalars.enumerated() {
      if special.contains(scalar) || index == opening || startsLink(scalars, at: index) {
        result.append("\\")
      }
      result.unicodeScalars.append(scalar)
    }
    return result
  }

  /// The character that would make a list, a rule or an underlined heading of a line that starts so.
  private static func openingMark(of scalars: [Unicode.Scalar]) -> Int? {
    guard let first = scalars.first else { return nil }
    if "-+=:(%".unicodeScalars.contains(first) { return 0 }
    let digits = scalars.prefix { ("0"..."9").contains($0) }.count
    let letters = first.isASCII && first.properties.isAlphabetic ? 1 : 0
    let mark = max(digits, letters)
    guard mark > 0, mark < scalars.count, [".", ")"].contains(scalars[mark]),
      mark + 1 == scalars.count || scalars[mark + 1] == " "
    else { return nil }
    return mark
  }

  /// `https://` and `www.` become links by themselves in some programs.
  private static func startsLink(_ scalars: [Unicode.Scalar], at index: Int) -> Bool {
    switch scalars[index] {
    case ":": scalars[(index + 1)...].starts(with: ["/", "/"])
    case ".":
      index >= 3 && scalars[index - 3..<index].allSatisfy { $0 == "w" || $0 == "W" }
    default: false
    }
  }
}
