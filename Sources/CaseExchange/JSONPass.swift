/// One reading of a JSON file whose records are trees of at most 16 MiB: what all such readers share.
struct JSONPass: ~Copyable {
  /// A record above this is refused singly.
  static let maximumRecordBytes = 16 * 1024 * 1024

  var stream: JSONStream
  let path: String
  var summary: ImportSummary
  private let limitBytes: Int
  /// Where the record stands that is being read.
  private(set) var start = 0

  init(
    _ source: any ByteSource, path: String, container: ImportSummary.Container,
    capacity: Int = Window.usualBytes, limitBytes: Int = maximumRecordBytes
  ) {
    stream = JSONStream(source, capacity: capacity, limitBytes: limitBytes + capacity)
    self.path = path
    self.limitBytes = limitBytes
    summary = ImportSummary(path: path, container: container)
  }

  /// Turns what broke the reading into the refusal of the file.
  func refusal(_ error: any Error) -> any Error {
    switch error {
    case let fault as JSONFault:
      ImportRefusal(
        .notJSON, path: path, offset: fault.offset, line: stream.line(at: fault.offset),
        reason: fault.kind.reason, remedy: fault.kind.remedy)
    case let error as SourceError: ImportRefusal(error)
    default: error
    }
  }

  func malformed(_ reason: String, at offset: Int, remedy: String) -> ImportRefusal {
    let place = max(offset, stream.scanner.origin)
    return ImportRefusal(
      .malformed, path: path, offset: offset, line: stream.line(at: place), reason: reason, remedy: remedy)
  }

  /// The next token where nothing need be kept.
  mutating func next(keepingFrom kept: Int? = nil) throws -> JSONToken {
    let token = try stream.next(keepingFrom: kept)
    if token.kind == .starved { throw JSONFault(kind: .tooLong, offset: stream.offset) }
    return token
  }

  func offset(of token: JSONToken) -> Int {
    let quote = token.kind == .string || token.kind == .key ? 1 : 0
    return stream.scanner.origin + token.start - quote
  }

  /// The value that `first` begins, with its place in `start`; `nil` when it is too long, and then it is passed.
  ///
  /// - Parameters:
  ///   - kept: what should stay in memory besides; it becomes `nil` where it has to give way.
  ///   - seen: given each token of a value that is too long; of a string that is longer than the window only the end.
  mutating func tree(
    _ first: JSONToken, keeping kept: inout Int?,
    _ seen: (JSONToken, borrowing JSONScanner) -> Void = { _, _ in }
  ) throws -> JSONValue? {
    try build(JSONTree.self, first, keeping: &kept, seen)?.root
  }

  /// As `tree`, with anything that is made from tokens.
  mutating func build<Builder: RecordBuilder>(
    _ type: Builder.Type, _ first: JSONToken, keeping kept: inout Int?,
    _ seen: (JSONToken, borrowing JSONScanner) -> Void = { _, _ in }
  ) throws -> Builder? {
    var builder = Builder()
    start = offset(of: first)
    builder.take(first, stream.scanner)
    guard first.kind == .openObject || first.kind == .openArray else { return builder }
    let outside = stream.depth - 1
    while stream.depth > outside {
      var token = try stream.next(keepingFrom: kept ?? start)
      if token.kind == .starved, kept != nil {
        kept = nil
        token = try stream.next(keepingFrom: start)
      }
      if token.kind == .starved || stream.offset - start > limitBytes {
        kept = nil
        lookAgain(seen)
        try skim(to: outside, seen)
        return nil
      }
      builder.take(token, stream.scanner)
    }
    return builder
  }

  /// Gives the tokens from `start` to where the reading stands, which were all read without a fault, once more: only of
  /// what is too long, so that nothing else takes longer.
  private func lookAgain(_ seen: (JSONToken, borrowing JSONScanner) -> Void) {
    var scanner = JSONScanner(
      stream.base + (start - stream.scanner.origin), count: stream.offset - start, isFinal: false)
    // No token of them can be refused.
    while let token = try? scanner.next(), token.kind != .starved, token.kind != .end {
      seen(token, scanner)
    }
  }

  /// Passes over the rest of a value that is not kept. It must still be strict JSON.
  mutating func skim(
    to depth: Int, _ seen: (JSONToken, borrowing JSONScanner) -> Void = { _, _ in }
  ) throws {
    stream.isSkimming = true
    defer { stream.isSkimming = false }
    while stream.depth > depth {
      let token = try next()
      seen(token, stream.scanner)
    }
  }

  /// Passes over the value that `first` begins.
  ///
  /// - Parameter seen: given each token of it, the first, too; of a string that is longer than the window only the end.
  mutating func pass(
    over first: JSONToken, keeping kept: inout Int?,
    _ seen: (JSONToken, borrowing JSONScanner) -> Void = { _, _ in }
  ) throws {
    seen(first, stream.scanner)
    guard first.kind == .openObject || first.kind == .openArray else { return }
    let outside = stream.depth - 1
    while stream.depth > outside {
      let token = try stream.next(keepingFrom: kept)
      if token.kind == .starved {
        kept = nil
        try skim(to: outside, seen)
      } else {
        seen(token, stream.scanner)
      }
    }
  }

  /// The next token, for which `kept` gives way if it has to.
  mutating func next(keeping kept: inout Int?) throws -> JSONToken {
    let token = try stream.next(keepingFrom: kept)
    guard token.kind == .starved else { return token }
    kept = nil
    return try next()
  }

  /// Whether more than the limit has passed since `offset`.
  func isOverLimit(since offset: Int) -> Bool { stream.offset - offset > limitBytes }

  // MARK: Problems

  /// - Parameter lengthBytes: of what is refused; `nil` when it ends where the reading stands.
  mutating func refuse(
    _ reason: String, _ object: String? = nil, at offset: Int, lengthBytes: Int? = nil
  ) {
    summary.refuse(reason, object, at: offset, lengthBytes: lengthBytes ?? stream.offset - offset)
  }

  mutating func warn(_ reason: String, _ object: String? = nil, at offset: Int, remedy: String) {
    summary.warn(reason, object, at: offset, remedy: remedy)
  }

  var tooLong: String { "it is longer than \(limitBytes) bytes" }
}

/// What is made of a record from its tokens, as they come.
protocol RecordBuilder {
  init()
  mutating func take(_ token: JSONToken, _ scanner: borrowing JSONScanner)
}

extension JSONTree: RecordBuilder {}

/// What a format makes of one record.
enum RecordReading {
  /// With what a person should know of it.
  case taken(SourceObject, warnings: [RecordWarning] = [])
  case refused(String, id: String? = nil)
  /// It belongs to the file and is no record, such as a line of totals: what it is, as a clause, and under which word
  /// it is counted. Its bytes are kept raw with the file.
  case keptRaw(String, as: String)
  /// It shows that the file is not of the format: the whole file is refused.
  case foreign(String)
}

/// Reads files that are plain rows of records: one object, objects one after another, or an array of objects,
/// which may stand under one of `lists` in an object whose other members are the container.
struct FlatJSON {
  var lists: Set<String> = []
  /// Those of `lists` under which a record alone may stand without a list.
  var alone: Set<String> = []
  /// Whether an element only names a record that stands elsewhere. A list of nothing else is a part of the object around
  /// it, which is a record then.
  var isReference: ((JSONValue) -> Bool)?
  /// The records that stand inside one, by its bytes, and where in them. They are given after it, and what is refused of
  /// them is a warning, as the bytes are kept.
  var inside: ([UInt8]) -> [(place: Range<Int>, reading: RecordReading)] = { _ in [] }
  var capacity = Window.usualBytes
  var limitBytes = JSONPass.maximumRecordBytes
  /// Told the members of the container when all of it was read.
  var container: (JSONValue, inout ImportSummary) -> Void = { _, _ in }
  /// Said to the person who gave a file of another kind.
  let remedy: String

  /// - Parameter make: takes a record and the container's members that stand before its list.
  func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool,
    object: (SourceObject) throws -> Void, make: (JSONValue, JSONValue, inout ImportSummary) -> RecordReading
  ) throws -> ImportSummary {
    try read(source, path: path) { pass in
      try run(&pass, isCancelled) { pass, first, header in
        try record(JSONTree.self, &pass, first, object) { make($0.root, header, &$1) }
      } listed: { pass, first in
        try listed(&pass, first, isCancelled, object, make)
      }
    }
  }

  /// Reads records without a tree of each. They stand in no list of the format's own.
  func read<Builder: RecordBuilder>(
    _ source: any ByteSource, path: String, from type: Builder.Type, isCancelled: () -> Bool,
    object: (SourceObject) throws -> Void, make: (Builder) -> RecordReading
  ) throws -> ImportSummary {
    precondition(lists.isEmpty)
    return try read(source, path: path) { pass in
      try run(&pass, isCancelled) { pass, first, _ in
        try record(type, &pass, first, object) { builder, _ in make(builder) }
      } listed: { _, _ in
      }
    }
  }

  private func read(
    _ source: any ByteSource, path: String, _ run: (inout JSONPass) throws -> Void
  ) throws -> ImportSummary {
    var pass = JSONPass(source, path: path, container: .lines, capacity: capacity, limitBytes: limitBytes)
    pass.stream.isSequence = true
    do {
      try run(&pass)
      pass.summary.fileBytes = pass.stream.offset
      return pass.summary
    } catch { throw pass.refusal(error) }
  }

  private typealias Make = (JSONValue, JSONValue, inout ImportSummary) -> RecordReading
  /// Reads the record that a token begins; the last is the container, as far as it was read.
  private typealias Record = (inout JSONPass, JSONToken, JSONValue) throws -> Void

  private func run(
    _ pass: inout JSONPass, _ isCancelled: () -> Bool, _ record: Record,
    listed: (inout JSONPass, JSONToken) throws -> Void
  ) throws {
    var values = 0
    while true {
      if isCancelled() { throw ImportRefusal.cancelled(path: pass.path, offset: pass.stream.offset) }
      let token = try pass.next()
      if token.kind == .end { break }
      if values == 1, pass.summary.container == .array || pass.summary.container == .bundle {
        throw JSONFault(kind: .trailingBytes, offset: pass.offset(of: token))
      }
      values += 1
      if token.kind == .openArray, values == 1 {
        pass.summary.container = .array
        try elements(&pass, header: .object([]), isCancelled, record)
      } else if token.kind == .openObject, !lists.isEmpty {
        try listed(&pass, token)
      } else {
        try record(&pass, token, .object([]))
      }
    }
    if values == 0 { throw JSONFault(kind: .empty, offset: pass.stream.offset) }
    if values == 1, pass.summary.container == .lines { pass.summary.container = .object }
    if pass.summary.read + pass.summary.refused == 0, pass.summary.container != .bundle {
      throw pass.malformed("it holds no record", at: 0, remedy: remedy)
    }
  }

  /// An object that may hold a list; which it is shows when the list comes.
  private func listed(
    _ pass: inout JSONPass, _ first: JSONToken, _ isCancelled: () -> Bool,
    _ object: (SourceObject) throws -> Void, _ make: Make
  ) throws {
    let start = pass.offset(of: first)
    var kept: Int? = start
    var members: [JSONValue.Member] = []
    var hasList = false
    /// Members too long to look at.
    var unread: [(key: String, offset: Int)] = []
    while true {
      let token = try pass.next(keeping: &kept)
      if token.kind == .closeObject { break }
      let key = pass.stream.scanner.string(of: token)
      let value = try pass.next(keeping: &kept)
      if pass.isOverLimit(since: start) { kept = nil }
      if value.kind == .openObject, alone.contains(key) {
        hasList = true
        kept = nil
        pass.summary.container = .bundle
        try record(JSONTree.self, &pass, value, object) { make($0.root, .object(members), &$1) }
      } else if value.kind == .openArray, lists.contains(key) {
        let outside = pass.stream.depth - 1
        if !hasList, kept != nil, let isReference,
          let list = try references(
            &pass, since: start, keeping: &kept, .object(members), isReference, object, make)
        {
          members.append(.init(key: key, value: list))
          continue
        }
        hasList = true
        kept = nil
        pass.summary.container = .bundle
        if pass.stream.depth == outside { continue }
        try elements(&pass, header: .object(members), isCancelled) { pass, first, header in
          try record(JSONTree.self, &pass, first, object) { make($0.root, header, &$1) }
        }
      } else if kept == nil, !hasList {
        if unread.count < ImportSummary.maximumListedProblems { unread.append((key, pass.offset(of: value))) }
        try pass.pass(over: value, keeping: &kept)
      } else if let tree = try pass.tree(value, keeping: &kept) {
        members.append(.init(key: key, value: tree))
      } else {
        unread.append((key, pass.start))
      }
    }
    if hasList {
      for (key, offset) in unread {
        pass.warn(
          "this part of the file around its records was not read, as it and what stands before it are longer than "
            + "\(limitBytes) bytes", key.cut(100), at: offset,
          remedy: "nothing to do: the records are taken in, and the file is kept as it came")
      }
      return container(.object(members), &pass.summary)
    }
    if kept == nil { return pass.refuse(pass.tooLong, at: start) }
    try deliver(&pass, make(.object(members), .object([]), &pass.summary), start, object)
  }

  /// Reads a list up to the first element that is more than a reference, which it delivers, or to its end.
  ///
  /// - Parameter start: of the object around it.
  /// - Returns: the list, when it is a part of that object.
  private func references(
    _ pass: inout JSONPass, since start: Int, keeping kept: inout Int?, _ header: JSONValue,
    _ isReference: (JSONValue) -> Bool, _ object: (SourceObject) throws -> Void, _ make: Make
  ) throws -> JSONValue? {
    let outside = pass.stream.depth - 1
    var found: [(value: JSONValue, offset: Int, lengthBytes: Int)] = []
    func refuseFound() {
      for one in found {
        guard case .refused(let reason, let id) = make(one.value, header, &pass.summary) else { continue }
        pass.refuse(reason, id, at: one.offset, lengthBytes: one.lengthBytes)
      }
    }
    while true {
      let token = try pass.next(keeping: &kept)
      if pass.isOverLimit(since: start) { kept = nil }
      if token.kind == .closeArray, pass.stream.depth == outside {
        if kept != nil { return .array(found.map(\.value)) }
        refuseFound()
        return nil
      }
      let tree = try pass.tree(token, keeping: &kept)
      let place = pass.start
      if let tree, kept != nil, isReference(tree) {
        found.append((tree, place, pass.stream.offset - place))
        continue
      }
      refuseFound()
      if let tree, token.kind == .openObject {
        try deliver(&pass, make(tree, header, &pass.summary), place, object)
      } else {
        pass.refuse(tree == nil ? pass.tooLong : Self.isNoObject, at: place)
      }
      return nil
    }
  }

  private static let isNoObject = "something other than an object stands where a record should"

  private func elements(
    _ pass: inout JSONPass, header: JSONValue, _ isCancelled: () -> Bool, _ record: Record
  ) throws {
    let outside = pass.stream.depth - 1
    while true {
      if isCancelled() { throw ImportRefusal.cancelled(path: pass.path, offset: pass.stream.offset) }
      let token = try pass.next()
      if token.kind == .closeArray, pass.stream.depth == outside { return }
      try record(&pass, token, header)
    }
  }

  private func record<Builder: RecordBuilder>(
    _ type: Builder.Type, _ pass: inout JSONPass, _ first: JSONToken,
    _ object: (SourceObject) throws -> Void, _ make: (Builder, inout ImportSummary) -> RecordReading
  ) throws {
    var kept: Int?
    guard let built = try pass.build(type, first, keeping: &kept) else {
      return pass.refuse(pass.tooLong, at: pass.start)
    }
    guard first.kind == .openObject else {
      return pass.refuse(Self.isNoObject, at: pass.start)
    }
    try deliver(&pass, make(built, &pass.summary), pass.start, object)
  }

  private func deliver(
    _ pass: inout JSONPass, _ reading: RecordReading, _ start: Int, _ object: (SourceObject) throws -> Void
  ) throws {
    switch reading {
    case .taken(var found, let warnings):
      found.offset = start
      found.bytes = pass.stream.bytes(from: start)
      for warning in warnings + found.identifierWarnings {
        pass.warn(warning.reason, found.externalID, at: start, remedy: warning.remedy)
      }
      pass.summary.count(found)
      try object(found)
      for (place, reading) in inside(found.bytes) {
        try deliver(&pass, reading, inside: found, place, object)
      }
    case .refused(let reason, let id):
      pass.refuse(reason, id, at: start)
    case .keptRaw(let reason, let word):
      pass.summary.tally(word)
      pass.warn(
        "kept raw: \(reason)", at: start,
        remedy: "nothing to do: it stays in the file, which is kept as it came")
    case .foreign(let reason):
      throw pass.malformed(reason, at: start, remedy: remedy)
    }
  }

  private func deliver(
    _ pass: inout JSONPass, _ reading: RecordReading, inside outer: SourceObject, _ place: Range<Int>,
    _ object: (SourceObject) throws -> Void
  ) throws {
    let start = outer.offset + place.lowerBound
    switch reading {
    case .taken(var found, let warnings):
      found.offset = start
      found.bytes = Array(outer.bytes[place])
      for warning in warnings + found.identifierWarnings {
        pass.warn(warning.reason, found.externalID, at: start, remedy: warning.remedy)
      }
      pass.summary.count(found, isInside: true)
      try object(found)
    case .refused(let reason, let id):
      pass.warn(
        "what stands inside it is no record: \(reason)", id ?? outer.externalID, at: start,
        remedy: RecordWarning.nothingToDo)
    case .keptRaw, .foreign: break
    }
  }
}
