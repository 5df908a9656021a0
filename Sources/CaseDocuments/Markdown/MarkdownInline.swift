/// A piece of a line.
indirect enum MarkdownInline: Hashable, Sendable {
  case text(String)
  case lineBreak
  case emphasis([MarkdownInline])
  case strong([MarkdownInline])
  /// The mark of a note, by its label.
  case mark(String)

  /// The lines of one block. Every sign that Markdown gives a meaning is read, escaped, or a fault.
  static func read(_ lines: [Substring], from number: Int) throws(MarkdownFault) -> [MarkdownInline] {
    var reader = InlineReader(number: number)
    for (index, line) in lines.enumerated() {
      try reader.line(line, at: number + index, isLast: index == lines.count - 1)
    }
    return try reader.finish()
  }

  /// Labels of the notes it marks, in order, repeated ones too.
  var marks: [String] {
    switch self {
    case .text, .lineBreak: []
    case .emphasis(let inlines), .strong(let inlines): inlines.flatMap(\.marks)
    case .mark(let label): [label]
    }
  }

  /// Without emphasis and marks.
  var plain: String {
    switch self {
    case .text(let text): text
    case .lineBreak: " "
    case .emphasis(let inlines), .strong(let inlines): inlines.map(\.plain).joined()
    case .mark: ""
    }
  }
}

private struct InlineReader {
  var number: Int
  private var scalars: [Unicode.Scalar] = []
  private var at = 0
  private var text = ""
  /// What is open: `nil` at the bottom, then `1` for `*` and `2` for `**`.
  private var stack: [(stars: Int, inlines: [MarkdownInline])] = [(0, [])]

  init(number: Int) { self.number = number }

  mutating func line(_ line: Substring, at number: Int, isLast: Bool) throws(MarkdownFault) {
    self.number = number
    scalars = Array(line.unicodeScalars)
    at = 0
    while at < scalars.count { try step(isLastLine: isLast) }
    if !isLast, stack[stack.count - 1].inlines.last != .lineBreak || !text.isEmpty { text += "\n" }
  }

  mutating func finish() throws(MarkdownFault) -> [MarkdownInline] {
    flush()
    guard stack.count == 1 else { throw fault("emphasis is not closed") }
    return stack[0].inlines
  }

  private mutating func step(isLastLine: Bool) throws(MarkdownFault) {
    let scalar = scalars[at]
    switch scalar {
    case "\\":
      if at + 1 == scalars.count {
        guard !isLastLine else { throw fault("a backslash ends the block") }
        add(.lineBreak)
        at += 1
      } else {
        guard scalars[at + 1].isPunctuation else { throw fault("a backslash stands before no sign") }
        text.unicodeScalars.append(scalars[at + 1])
        at += 2
      }
    case "*": try stars()
    case "[":
      guard at + 1 < scalars.count, scalars[at + 1] == "^",
        let end = scalars[at...].firstIndex(of: "]"), end > at + 2,
        scalars[at + 2..<end].allSatisfy({ $0.isASCII && ($0.properties.isAlphabetic || $0.isDigit) })
      else { throw fault("'[' starts no note") }
      add(.mark(String(String.UnicodeScalarView(scalars[at + 2..<end]))))
      at = end + 1
    case "<", ">", "`", "]", "~", "_", "&", "|": throw fault("'\(scalar)' must be escaped")
    default:
      guard scalar.properties.generalCategory != .control else { throw fault("a control character") }
      text.unicodeScalars.append(scalar)
      at += 1
    }
  }

  private mutating func stars() throws(MarkdownFault) {
    let count = scalars[at...].prefix { $0 == "*" }.count
    guard count <= 2 else { throw fault("more than two * in a row") }
    let before = at > 0 ? scalars[at - 1] : " "
    let after = at + count < scalars.count ? scalars[at + count] : " "
    if stack.count > 1, stack[stack.count - 1].stars == count, before != " " {
      flush()
      let inner = stack.removeLast().inlines
      stack[stack.count - 1].inlines.append(count == 2 ? .strong(inner) : .emphasis(inner))
    } else {
      guard after != " ", !stack.contains(where: { $0.stars == count }) else {
        throw fault("* opens and closes nothing here")
      }
      flush()
      stack.append((count, []))
    }
    at += count
  }

  private mutating func add(_ inline: MarkdownInline) {
    flush()
    stack[stack.count - 1].inlines.append(inline)
  }

  private mutating func flush() {
    if !text.isEmpty { stack[stack.count - 1].inlines.append(.text(text)) }
    text = ""
  }

  private func fault(_ reason: String) -> MarkdownFault { MarkdownFault(line: number, reason: reason) }
}

extension Unicode.Scalar {
  fileprivate var isDigit: Bool { (0x30...0x39).contains(value) }

  /// ASCII punctuation, all of which Markdown lets a backslash escape.
  fileprivate var isPunctuation: Bool {
    isASCII && value > 0x20 && value < 0x7F && !isDigit && !properties.isAlphabetic
  }
}
