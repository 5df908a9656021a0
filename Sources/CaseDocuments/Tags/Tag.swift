/// A name that templates may use, and what stands for it.
struct Tag: Sendable {
  enum Value {
    /// `nil`: nothing is recorded.
    case text(MarkdownText?)
    case flag(Bool)
    case rows([[String: MarkdownText]], gaps: [String])
  }

  enum Need { case expected, optional }

  let name: String
  /// As the list of gaps names it.
  let label: String
  /// Columns of its rows; empty for a text or flag.
  let columns: [String]
  let isFlag: Bool
  let need: Need
  let audience: DocumentKind.Audience
  let value: @Sendable (CaseFacts) throws(DocumentError) -> Value

  /// What is printed where something should be recorded and is not.
  static let noInformation = MarkdownText("No information recorded")
  static let none = MarkdownText("none recorded")
  static let dash = MarkdownText("–")

  static func text(
    _ name: String, _ label: String, _ need: Need = .expected, for audience: DocumentKind.Audience = .outside,
    _ value: @escaping @Sendable (CaseFacts) -> String?
  ) -> Tag {
    Tag(
      name: name, label: label, columns: [], isFlag: false, need: need, audience: audience,
      value: { facts throws(DocumentError) in .text(Column<Void>.said(value(facts))) })
  }

  static func rows<Item>(
    _ name: String, _ label: String, _ need: Need = .expected, for audience: DocumentKind.Audience = .outside,
    of items: @escaping @Sendable (CaseFacts) -> [Item], _ columns: [Column<Item>]
  ) -> Tag {
    Tag(
      name: name, label: label, columns: ["number"] + columns.map(\.name), isFlag: false, need: need,
      audience: audience,
      value: { facts throws(DocumentError) in
        let items = items(facts)
        guard !items.isEmpty else {
          return need == .expected
            ? .rows([emptyRow(columns.map(\.name))], gaps: [label]) : .rows([], gaps: [])
        }
        var rows: [[String: MarkdownText]] = []
        var gaps: [String] = []
        for (index, item) in items.enumerated() {
          var row = ["number": MarkdownText(String(index + 1))]
          for column in columns {
            switch try column.cell(Place(facts: facts, index: index), item) {
            case .said(let text): row[column.name] = text
            case .none: row[column.name] = none
            case .gap(let text):
              row[column.name] = text
              gaps.append("\(label), row \(index + 1): \(column.label)")
            }
          }
          rows.append(row)
        }
        return .rows(rows, gaps: gaps)
      })
  }

  /// The row that says that there are none, so that no template can forget to say it.
  private static func emptyRow(_ columns: [String]) -> [String: MarkdownText] {
    var row = Dictionary(columns.map { ($0, dash) }) { first, _ in first }
    row["number"] = MarkdownText("1")
    if let first = columns.first { row[first] = noInformation }
    return row
  }

  /// `hasName`: whether anything is recorded under a tag.
  var flag: Tag {
    let name = "has" + self.name.prefix(1).uppercased() + self.name.dropFirst()
    let (value, need) = (self.value, self.need)
    return Tag(
      name: name, label: label, columns: [], isFlag: true, need: .optional, audience: audience,
      value: { facts throws(DocumentError) in
        switch try value(facts) {
        case .text(let text): .flag(text != nil)
        case .flag(let flag): .flag(flag)
        // The row that says "none" is the one whose gap is the whole tag.
        case .rows(let rows, let gaps): .flag(!rows.isEmpty && !(need == .expected && gaps == [label]))
        }
      })
  }
}

/// Where a row stands.
struct Place {
  let facts: CaseFacts
  let index: Int
}

/// What a row shows in one column.
struct Column<Item>: Sendable {
  enum Cell {
    case said(MarkdownText)
    /// Nothing, and nothing is missing.
    case none
    /// Something should be recorded and is not; what is printed says so.
    case gap(MarkdownText)
  }

  let name: String
  let label: String
  let cell: @Sendable (Place, Item) throws(DocumentError) -> Cell

  /// `nil` for a text that says nothing.
  static func said(_ text: String?) -> MarkdownText? {
    guard let text else { return nil }
    let markdown = MarkdownText(text)
    return markdown.source.isEmpty ? nil : markdown
  }

  static func text(
    _ name: String, _ label: String? = nil, _ value: @escaping @Sendable (Item) -> String?
  ) -> Column {
    Column(name: name, label: label ?? name) { _, item throws(DocumentError) in
      said(value(item)).map { .said($0) } ?? .gap(Tag.noInformation)
    }
  }

  static func optional(_ name: String, _ value: @escaping @Sendable (Item) -> String?) -> Column {
    Column(name: name, label: name) { _, item throws(DocumentError) in
      said(value(item)).map { .said($0) } ?? .none
    }
  }
}
