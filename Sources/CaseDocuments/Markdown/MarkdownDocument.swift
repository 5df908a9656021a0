/// What is wrong with text that should be in the Markdown of documents. Lines count from 1.
public struct MarkdownFault: Error, Hashable, Sendable {
  public let line: Int
  public let reason: String
}

/// The blocks of a document, read from a strict, small part of CommonMark with GitHub's tables and footnotes
/// (docs/documents.md §4). What is outside of it is a fault, never passed through.
struct MarkdownDocument: Hashable, Sendable {
  enum Block: Hashable, Sendable {
    case heading(Int, [MarkdownInline])
    case paragraph([MarkdownInline])
    case bullets([[MarkdownInline]])
    case numbers(start: Int, [[MarkdownInline]])
    case table(header: [[MarkdownInline]], rows: [[[MarkdownInline]]])
    case rule
    case note(String, [MarkdownInline])
  }

  private(set) var blocks: [Block] = []

  init(_ text: String) throws(MarkdownFault) {
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)[...]
    while let first = lines.first {
      if first.isEmpty {
        lines = lines.dropFirst()
        continue
      }
      let number = lines.startIndex + 1
      let run = Array(lines.prefix { !$0.isEmpty })
      lines = lines.dropFirst(run.count)
      try take(run, from: number)
    }
    try checkHeadings()
  }

  /// A run of lines between empty ones: of one kind, for else programs disagree on where a block ends.
  private mutating func take(_ lines: [Substring], from number: Int) throws(MarkdownFault) {
    let forms = lines.map(Form.init)
    for (index, form) in forms.enumerated() where form.isFault || form.kind != forms[0].kind {
      throw MarkdownFault(
        line: number + index,
        reason: form.isFault ? "it starts as no block may" : "an empty line must part it from what is before")
    }
    func inlines(_ index: Int, _ text: Substring) throws(MarkdownFault) -> [MarkdownInline] {
      try MarkdownInline.read([text], from: number + index)
    }
    switch forms[0] {
    case .heading:
      for (index, form) in forms.enumerated() {
        if case .heading(let level, let text) = form {
          blocks.append(.heading(level, try inlines(index, text)))
        }
      }
    case .rule: blocks += forms.map { _ in .rule }
    case .note:
      for (index, form) in forms.enumerated() {
        if case .note(let label, let text) = form { blocks.append(.note(label, try inlines(index, text))) }
      }
    case .bullet, .number:
      var items: [[MarkdownInline]] = []
      var start: Int?
      for (index, form) in forms.enumerated() {
        switch form {
        case .bullet(let text): items.append(try inlines(index, text))
        case .number(let value, let text):
          start = start ?? value
          items.append(try inlines(index, text))
        default: break
        }
      }
      blocks.append(start.map { .numbers(start: $0, items) } ?? .bullets(items))
    case .row: blocks.append(try Self.table(lines, from: number))
    case .text: blocks.append(.paragraph(try MarkdownInline.read(lines, from: number)))
    case .fault: break
    }
  }

  private static func table(_ lines: [Substring], from number: Int) throws(MarkdownFault) -> Block {
    var rows: [[[MarkdownInline]]] = []
    for (index, line) in lines.enumerated() where index != 1 {
      var cells: [[MarkdownInline]] = []
      for cell in try self.cells(of: line, at: number + index) {
        cells.append(try MarkdownInline.read([cell], from: number + index))
      }
      rows.append(cells)
    }
    guard lines.count > 1, let header = rows.first,
      try self.cells(of: lines[1], at: number + 1).map(String.init) == header.map({ _ in "---" })
    else {
      throw MarkdownFault(line: number, reason: "a table needs a second row of ---, one for each column")
    }
    if let index = rows.firstIndex(where: { $0.count != header.count }) {
      throw MarkdownFault(
        line: number + index + (index == 0 ? 0 : 1),
        reason: "the row has \(rows[index].count) cells and the header \(header.count)")
    }
    return .table(header: header, rows: Array(rows.dropFirst()))
  }

  private static func cells(of line: Substring, at number: Int) throws(MarkdownFault) -> [Substring] {
    var cells: [Substring] = []
    var start: Substring.Index?
    var isEscaped = false
    // By scalar: a combining mark must not hide the bar before it.
    for index in line.unicodeScalars.indices {
      let scalar = line.unicodeScalars[index]
      if scalar == "|", !isEscaped {
        if let start { cells.append(line[start..<index].trimmed) }
        start = line.unicodeScalars.index(after: index)
      }
      isEscaped = scalar == "\\" && !isEscaped
    }
    guard let start, line[start...].trimmed.isEmpty, !cells.isEmpty else {
      throw MarkdownFault(line: number, reason: "a row of a table ends with |")
    }
    return cells
  }

  /// One first-level heading, and none that skips a level: screen readers go by them.
  private func checkHeadings() throws(MarkdownFault) {
    var last = 0
    for block in blocks {
      guard case .heading(let level, _) = block else { continue }
      guard level <= last + 1, level > 1 || last == 0 else {
        throw MarkdownFault(
          line: 1, reason: level == 1 ? "there are two first-level headings" : "a heading skips a level")
      }
      last = level
    }
    if last == 0 { throw MarkdownFault(line: 1, reason: "there is no heading") }
  }
}

/// What a line is by its start.
private enum Form {
  case heading(Int, Substring), bullet(Substring), number(Int, Substring), row, rule
  case note(String, Substring)
  case text
  case fault

  enum Kind { case heading, bullet, number, row, rule, note, text }

  init(_ line: Substring) {
    let hashes = line.utf8.prefix { $0 == UInt8(ascii: "#") }.count
    let digits = line.utf8.prefix { (0x30...0x39).contains($0) }.count
    // By bytes: a mark after a sign would make another character of the two.
    let afterDigits = line.utf8.dropFirst(digits)
    func starts(_ bytes: Substring.UTF8View, _ text: StaticString) -> Bool {
      text.withUTF8Buffer { bytes.starts(with: $0) }
    }
    if line == "---" {
      self = .rule
    } else if hashes > 0 {
      let rest = line.utf8.dropFirst(hashes)
      self = hashes <= 4 && starts(rest, " ") ? .heading(hashes, Substring(rest).trimmed) : .fault
    } else if starts(line.utf8, "- ") {
      self = .bullet(Substring(line.utf8.dropFirst(2)).trimmed)
    } else if digits > 0, starts(afterDigits, ". ") || starts(afterDigits, ") ") {
      let value = digits <= 9 && starts(afterDigits, ".") ? Int(line.prefix(digits)) : nil
      self = value.map { .number($0, Substring(afterDigits.dropFirst(2)).trimmed) } ?? .fault
    } else if starts(line.utf8, "|") {
      self = .row
    } else if starts(line.utf8, "[^"), let end = line.utf8.firstIndex(of: UInt8(ascii: "]")),
      starts(line[end...].utf8, "]: ")
    {
      self = .note(String(line[..<end].dropFirst(2)), Substring(line[end...].utf8.dropFirst(3)).trimmed)
    } else {
      let isBlockElsewhere =
        " \t>+-=:%".unicodeScalars.contains(line.unicodeScalars.first ?? " ") || starts(line.utf8, "* ")
      self = isBlockElsewhere ? .fault : .text
    }
  }

  var isFault: Bool { kind == nil }

  var kind: Kind? {
    switch self {
    case .heading: .heading
    case .bullet: .bullet
    case .number: .number
    case .row: .row
    case .rule: .rule
    case .note: .note
    case .text: .text
    case .fault: nil
    }
  }
}

extension Substring {
  fileprivate var trimmed: Substring {
    guard let start = firstIndex(where: { $0 != " " }), let end = lastIndex(where: { $0 != " " }) else {
      return self[endIndex...]
    }
    return self[start...end]
  }
}
