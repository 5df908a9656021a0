import CaseDomain

/// How one kind of list in XML says where its entries stand and what they mean.
protocol XMLList {
  /// Whether this is the name of the outermost element.
  func isRoot(_ name: String) -> Bool
  /// Elements are known by what stands behind the colon of their names.
  var ignoresPrefixes: Bool { get }
  /// What the list is called in messages, with its article.
  var title: String { get }

  func role(of name: String, in parent: String) -> XMLListRole
  /// An element with facts about the list itself.
  mutating func takeHead(_ element: XMLElement)
  /// The attributes of the outermost element.
  mutating func takeRoot(_ attributes: [(name: String, value: String)])
  /// - Returns: the object without offset and bytes, or why the entry cannot be taken in.
  mutating func object(_ element: XMLElement) -> ListOutcome
  /// What a person should know when all is read: the reason, and what to do.
  func doubts(entries: Int) -> [(reason: String, remedy: String)]
}

extension XMLList {
  var ignoresPrefixes: Bool { false }
  mutating func takeHead(_ element: XMLElement) {}
  mutating func takeRoot(_ attributes: [(name: String, value: String)]) {}
  func doubts(entries: Int) -> [(reason: String, remedy: String)] { [] }
}

enum ListOutcome {
  /// With what a person should know of it, clauses without full stop.
  case object(SourceObject, warnings: [RecordWarning] = [])
  /// A clause without full stop.
  case refused(String)
}

enum XMLListRole {
  /// Entries stand in it.
  case container
  case entry
  /// It tells of the list itself.
  case head
  /// Kept with the file, and pointed out.
  case unknown
}

/// One reading of one list in XML.
struct XMLListPass<List: XMLList>: ~Copyable {
  /// An entry above this is refused singly.
  static var maximumEntryBytes: Int { 4 * 1024 * 1024 }

  private var list: List
  private var stream: XMLStream
  private let path: String
  private var summary: ImportSummary
  /// The names of the open containers, the outermost first.
  private var containers: [String] = []

  init(_ list: List, _ source: any ByteSource, path: String, capacity: Int = Window.usualBytes) {
    self.list = list
    self.path = path
    stream = XMLStream(source, capacity: capacity, limitBytes: Self.maximumEntryBytes + capacity)
    summary = ImportSummary(path: path, container: .document)
  }

  mutating func run(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    do {
      try readDocument(isCancelled, object)
      summary.fileBytes = stream.offset
      for doubt in list.doubts(entries: summary.read + summary.refused) {
        report(doubt.reason, nil, at: nil, doubt.remedy, .warning)
      }
      return summary
    } catch let fault as XMLFault {
      throw fault.kind.refusal(path: path, offset: fault.offset, line: stream.line(at: fault.offset))
    } catch let error as SourceError {
      throw ImportRefusal(error)
    }
  }

  private mutating func readDocument(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws {
    while true {
      let token = try stream.next()
      switch token.kind {
      case .open:
        if isCancelled() { throw ImportRefusal.cancelled(path: path, offset: stream.offset) }
        try readElement(token, object)
      case .close: containers.removeLast()
      case .text, .section:
        if let text = StatedText.trimmed(stream.text(of: token)) {
          report(
            "text stands between the entries", String(text.prefix(40)), at: stream.offset(of: token),
            "nothing to do: it is kept in the original file", .warning)
        }
      case .end: return
      case .starved: throw XMLFault(kind: .tokenTooLong, offset: stream.offset)
      case .comment, .instruction, .declaration: break
      }
    }
  }

  private mutating func readElement(_ token: XMLToken, _ object: (SourceObject) throws -> Void) throws {
    let written = stream.text(of: token)
    let name = list.ignoresPrefixes ? XMLElement.local(written) : written
    guard let parent = containers.last else {
      guard list.isRoot(name) else { throw foreign(name, at: stream.offset(of: token)) }
      list.takeRoot(stream.attributes())
      containers.append(name)
      return
    }
    switch list.role(of: name, in: parent) {
    case .container: containers.append(name)
    case .entry: try readEntry(token, object)
    case .head:
      let start = stream.offset(of: token)
      if let element = try readWhole(token) { list.takeHead(element) } else { skipped(name, at: start) }
    case .unknown:
      let start = stream.offset(of: token)
      try skim(to: stream.depth - 1)
      skipped(name, at: start)
    }
  }

  private func foreign(_ name: String, at offset: Int) -> ImportRefusal {
    ImportRefusal(
      .malformed, path: path, offset: offset, line: stream.line(at: offset),
      reason: "this is XML, but not \(list.title): its outermost element is \(name.prefix(80))",
      remedy: "name what it is with --format; attachment keeps it as it is")
  }

  private mutating func skipped(_ name: String, at offset: Int) {
    report(
      "an element that is no entry", String(name.prefix(80)), at: offset,
      "nothing to do: it is kept in the original file", .warning)
  }

  /// The element whose opening tag was read, to its end; `nil` when it is too large to be held.
  private mutating func readWhole(_ token: XMLToken) throws -> XMLElement? {
    let start = stream.offset(of: token)
    let outside = stream.depth - 1
    var element = XMLElement(ignoresPrefixes: list.ignoresPrefixes)
    element.take(token, stream)
    while stream.depth > outside {
      let token = try stream.next(keepingFrom: start)
      if token.kind == .starved || stream.offset - start > Self.maximumEntryBytes {
        try skim(to: outside)
        return nil
      }
      element.take(token, stream)
    }
    return element.isTooLarge ? nil : element
  }

  /// Passes over the rest of an element. It must still be well-formed.
  private mutating func skim(to depth: Int) throws {
    while stream.depth > depth {
      if try stream.next().kind == .starved { throw XMLFault(kind: .tokenTooLong, offset: stream.offset) }
    }
  }

  private mutating func readEntry(_ token: XMLToken, _ object: (SourceObject) throws -> Void) throws {
    let start = stream.offset(of: token)
    guard let element = try readWhole(token) else {
      return refuse(
        "it is longer than \(Self.maximumEntryBytes) bytes or has more than \(XMLElement.maximumNodes) parts",
        start)
    }
    switch list.object(element) {
    case .refused(let reason): refuse(reason, start)
    case .object(var found, let warnings):
      found.offset = start
      found.bytes = stream.bytes(from: start)
      for warning in warnings + found.identifierWarnings {
        report(warning.reason, found.externalID, at: start, warning.remedy, .warning)
      }
      summary.count(found)
      try object(found)
    }
  }

  private mutating func refuse(_ reason: String, _ start: Int) {
    summary.refusedBytes += stream.offset - start
    report(reason, "entry", at: start, "compare the entry with the publisher's list", .refused)
  }

  private mutating func report(
    _ reason: String, _ object: String?, at offset: Int?, _ remedy: String,
    _ severity: ImportProblem.Severity
  ) {
    summary.report(
      ImportProblem(
        path: path, offset: offset, object: object, reason: reason, remedy: remedy, severity: severity))
  }
}
