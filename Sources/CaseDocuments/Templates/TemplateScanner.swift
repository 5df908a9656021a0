/// Reads the tags of a template and refuses, by line, what documents do not use.
///
/// The library that renders takes a misspelt name for one without a value and prints nothing; in a legal
/// document that must not pass. So every tag is looked up here first, in the section it stands in.
struct TemplateScanner {
  let name: String
  /// Tags by name; `nil` for one that may not stand here, with the reason.
  let lookUp: (String) -> Lookup
  /// Whether literal text must keep to the Markdown of documents.
  let isMarkdown: Bool

  enum Lookup {
    case tag(columns: [String], isFlag: Bool)
    case unknown
    case refused(reason: String)
  }

  /// Tags that are printed or opened: `a`, and `a.b` for a column inside its rows.
  private(set) var used: Set<String> = []
  private var open: [(name: String, columns: [String], line: Int)] = []
  private var line = 1

  init(name: String, isMarkdown: Bool, lookUp: @escaping (String) -> Lookup) {
    self.name = name
    self.isMarkdown = isMarkdown
    self.lookUp = lookUp
  }

  mutating func scan(_ text: String) throws(TemplateFault) {
    let bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
      let start = Self.tagStart(in: bytes, from: index) ?? bytes.count
      try literal(bytes[index..<start], isBeforeTag: start < bytes.count)
      guard start < bytes.count else { break }
      index = try tag(bytes, at: start)
    }
    if let unclosed = open.last {
      throw fault(at: unclosed.line, "'{{#\(unclosed.name)}}' is never closed", "add {{/\(unclosed.name)}}")
    }
  }

  private static func tagStart(in bytes: [UInt8], from index: Int) -> Int? {
    let brace = UInt8(ascii: "{")
    return (index..<max(index, bytes.count - 1)).first { bytes[$0] == brace && bytes[$0 + 1] == brace }
  }

  // MARK: Literal text

  private mutating func literal(_ text: ArraySlice<UInt8>, isBeforeTag: Bool) throws(TemplateFault) {
    var isEscaped = false
    for byte in text {
      let wasEscaped = isEscaped
      isEscaped = byte == UInt8(ascii: "\\") && !wasEscaped
      if byte == 10 { line += 1 }
      if byte < 0x20, byte != 10 {
        throw fault("a control character; lines end with a line feed alone", "remove it")
      }
      guard isMarkdown, !wasEscaped else { continue }
      if "<>`[]~_&".utf8.contains(byte) {
        let sign = Character(Unicode.Scalar(byte))
        throw fault("'\(sign)' is not part of the Markdown of documents", "write \\\(sign), or leave it out")
      }
    }
    if isMarkdown, isEscaped, isBeforeTag {
      throw fault("a backslash before a tag would undo the escaping of its text", "remove the backslash")
    }
  }

  // MARK: Tags

  private mutating func tag(_ bytes: [UInt8], at start: Int) throws(TemplateFault) -> Int {
    let isTriple = start + 2 < bytes.count && bytes[start + 2] == UInt8(ascii: "{")
    let closing = Array((isTriple ? "}}}" : "}}").utf8)
    let bodyStart = start + (isTriple ? 3 : 2)
    var end = bodyStart
    while end + closing.count <= bytes.count, bytes[end] != 10,
      !bytes[end..<end + closing.count].elementsEqual(closing)
    {
      end += 1
    }
    guard end + closing.count <= bytes.count, bytes[end] != 10 else {
      throw fault("a tag is not closed on its line", "add \(isTriple ? "}}}" : "}}")")
    }
    var body = String(decoding: bytes[bodyStart..<end], as: UTF8.self)
    var sigil: Character?
    if !isTriple, let first = body.first, !first.isLetter, first != " " {
      sigil = first
      body.removeFirst()
    }
    let tagName = String(body.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    try take(sigil, tagName)
    return end + closing.count
  }

  private mutating func take(_ sigil: Character?, _ tag: String) throws(TemplateFault) {
    if sigil == "!" { return }
    if let sigil, !["#", "^", "/", "&"].contains(sigil) {
      throw fault(
        "'{{\(sigil)' is not used here: no partials, inheritance, other delimiters or pragmas",
        "write the text out")
    }
    guard !tag.isEmpty, tag.utf8.allSatisfy({ Self.isNameByte($0) }) else {
      throw fault("'\(tag)' is no name of a tag", "use one of docs/documents.md §3")
    }
    switch sigil {
    case "/": try close(tag)
    case "#", "^": try openSection(tag, isInverted: sigil == "^")
    default: try printed(tag)
    }
  }

  private static func isNameByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "a")...UInt8(ascii: "z"):
      true
    default: false
    }
  }

  private mutating func close(_ tag: String) throws(TemplateFault) {
    guard let section = open.popLast(), section.name == tag else {
      throw fault("'{{/\(tag)}}' closes nothing that is open here", "close sections in the order they open")
    }
  }

  private mutating func openSection(_ tag: String, isInverted: Bool) throws(TemplateFault) {
    switch lookUp(tag) {
    case .tag(let columns, let isFlag):
      guard isFlag || !columns.isEmpty else {
        throw fault("'\(tag)' is a text: it cannot be opened", "print it with {{\(tag)}}, or ask {{#has…}}")
      }
      if !isInverted { used.insert(tag) }
      open.append((tag, isInverted ? [] : columns, line))
    case .unknown: throw unknown(tag)
    case .refused(let reason): throw fault(reason, "leave it out")
    }
  }

  private mutating func printed(_ tag: String) throws(TemplateFault) {
    if let section = open.last(where: { $0.columns.contains(tag) }) {
      used.insert("\(section.name).\(tag)")
      return
    }
    switch lookUp(tag) {
    case .tag(let columns, let isFlag):
      guard columns.isEmpty, !isFlag else {
        throw fault("'\(tag)' has no text of its own", "open it with {{#\(tag)}}")
      }
      used.insert(tag)
    case .unknown: throw unknown(tag)
    case .refused(let reason): throw fault(reason, "leave it out")
    }
  }

  private func unknown(_ tag: String) -> TemplateFault {
    let place = open.last.map { " in '\($0.name)'" } ?? ""
    return fault("there is no tag '\(tag)'\(place)", "use one of docs/documents.md §3")
  }

  private func fault(at line: Int? = nil, _ reason: String, _ remedy: String) -> TemplateFault {
    TemplateFault(template: name, line: line ?? self.line, reason: reason, remedy: remedy)
  }
}
