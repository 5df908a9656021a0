/// One reading of one file.
struct STIXPass: ~Copyable {
  private var stream: JSONStream
  private let path: String
  private let maximumObjectBytes: Int
  private var summary: ImportSummary

  init(stream: consuming JSONStream, path: String, maximumObjectBytes: Int) {
    self.stream = stream
    self.path = path
    self.maximumObjectBytes = maximumObjectBytes
    summary = ImportSummary(path: path, container: .object)
  }

  mutating func run(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    do {
      try readFile(isCancelled, object)
      summary.fileBytes = stream.offset
      return summary
    } catch let fault as JSONFault {
      let line = stream.line(at: fault.offset)
      throw ImportRefusal(
        .notJSON, path: path, offset: fault.offset, line: line, reason: fault.kind.reason,
        remedy: remedy(for: fault))
    } catch let error as SourceError {
      throw ImportRefusal(error)
    }
  }

  private func remedy(for fault: JSONFault) -> String {
    let isXML = fault.offset < 4096 && fault.kind == .unexpectedByte && isXMLStart(fault.offset)
    return isXML
      ? "this looks like XML; STIX 1 is not read: convert it with stix-elevator, or keep it as an attachment"
      : fault.kind.remedy
  }

  private func isXMLStart(_ offset: Int) -> Bool {
    let index = offset - stream.scanner.origin
    return stream.depth == 0 && index >= 0 && stream.base[index] == UInt8(ascii: "<")
  }

  /// A place that a refusal may name after the window has left it.
  private struct Place {
    let offset: Int
    let line: Int
  }

  private func place(_ offset: Int) -> Place { Place(offset: offset, line: stream.line(at: offset)) }

  private func notSTIX(_ reason: String, at place: Place) -> ImportRefusal {
    ImportRefusal(
      .notSTIX, path: path, offset: place.offset, line: place.line, reason: reason,
      remedy:
        "give a STIX 2 bundle, object, array or TAXII envelope of objects; other files can be kept as attachments"
    )
  }

  // MARK: The container

  private mutating func readFile(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws {
    let first = try stream.next()
    switch first.kind {
    case .openObject:
      try readTopObject(isCancelled, object)
    case .openArray:
      summary.container = .array
      let start = place(stream.offset - 1)
      try readElements(isCancelled, object)
      try expectEnd()
      if summary.read == 0 { throw notSTIX("the array holds no STIX object", at: start) }
    default:
      let start = place(stream.scanner.origin + first.start)
      try expectEnd()
      throw notSTIX("the file holds one plain value", at: start)
    }
  }

  /// Any broken JSON is reported before anything else that may be wrong with the file.
  private mutating func expectEnd() throws {
    _ = try stream.next()
  }

  /// The names at the top of the file, as far as they tell what it is.
  private struct TopNames {
    private static let maximumListed = 100
    private static let ofBundle: Set = ["type", "id", "spec_version", "objects"]
    /// The keys of what a TAXII server answers. Source: TAXII 2.1 (OASIS Standard) §3.7.
    private static let ofEnvelope: Set = ["objects", "more", "next"]

    /// Those that no bundle has by the standard, up to a number.
    private(set) var own: [(name: String, offset: Int)] = []
    private(set) var unlisted = 0
    private(set) var haveObjects = false
    private(set) var areOfEnvelope = true

    mutating func note(_ name: String, at offset: Int) {
      if name == "objects" { haveObjects = true }
      if !Self.ofEnvelope.contains(name) { areOfEnvelope = false }
      if Self.ofBundle.contains(name) { return }
      if own.count < Self.maximumListed { own.append((name, offset)) } else { unlisted += 1 }
    }
  }

  /// A bundle, an envelope or a single object: which of them is known for sure only at the end.
  private mutating func readTopObject(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws {
    let start = stream.offset - 1
    var extractor = STIXExtractor()
    var names = TopNames()
    var property = ""
    var hasObjects = false
    var hasMore = false
    extractor.take(JSONToken(kind: .openObject, start: 0, end: 1), stream.scanner)
    while stream.depth > 0 {
      let token = try stream.next(keepingFrom: hasObjects ? nil : start)
      if token.kind == .starved { throw tooLong(start) }
      extractor.take(token, stream.scanner)
      if token.kind == .key && stream.depth == 1 {
        property = stream.scanner.string(of: token)
        names.note(property, at: stream.scanner.origin + token.start - 1)
      }
      if token.kind == .yes, stream.depth == 1, property == "more" { hasMore = true }
      guard token.kind == .openArray, stream.depth == 2, property == "objects" else { continue }
      try checkMayBeBundle(extractor.object)
      hasObjects = true
      summary.bundleSpecVersion = nonEmpty(extractor.object.specVersion)
      try readElements(isCancelled, object)
      extractor.take(JSONToken(kind: .closeArray, start: 0, end: 0), stream.scanner)
    }
    if extractor.object.type == "bundle" {
      try finishBundle(extractor.object, hasObjects: hasObjects, names)
    } else if hasObjects, names.areOfEnvelope {
      try finishEnvelope(hasMore: hasMore)
    } else if hasObjects {
      throw notSTIX(
        "an array `objects` stands in something that is not a bundle", at: place(stream.offset - 1))
    } else {
      try finishSingle(extractor.finish(), start: start, object)
    }
  }

  /// It says nothing of its own, so it is read as an array.
  private mutating func finishEnvelope(hasMore: Bool) throws {
    let end = place(stream.offset - 1)
    try expectEnd()
    summary.container = .array
    if summary.read == 0 { throw notSTIX("the envelope holds no STIX object", at: end) }
    guard hasMore else { return }
    summary.warn(
      "it is one page of what the server has: its `more` is true", nil, at: end.offset,
      remedy: "fetch the pages that follow, and import them, too")
  }

  private func checkMayBeBundle(_ top: SourceObject) throws {
    guard top.type.isEmpty || top.type == "bundle" else {
      throw notSTIX(
        "an array `objects` stands in something that is not a bundle", at: place(stream.offset - 1))
    }
  }

  private mutating func finishBundle(_ bundle: SourceObject, hasObjects: Bool, _ names: TopNames) throws {
    let end = place(stream.offset - 1)
    try expectEnd()
    if !hasObjects, names.haveObjects { throw notSTIX("the bundle's `objects` is not an array", at: end) }
    summary.container = .bundle
    summary.bundleID = nonEmpty(bundle.externalID)
    summary.bundleSpecVersion = nonEmpty(bundle.specVersion)
    for property in names.own {
      summary.warn(
        "the bundle has a property of its own", property.name, at: property.offset,
        remedy: "nothing to do: it is kept in the original file, and not written on export")
    }
    if names.unlisted > 0 {
      summary.warn(
        "the bundle has \(names.unlisted) more properties of its own, which are not listed", nil,
        at: end.offset,
        remedy: "nothing to do: they are kept in the original file, and not written on export")
    }
    if !STIXIdentifier.isID(bundle.externalID, ofType: "bundle") {
      summary.warn(
        "the bundle has no id of the form bundle--UUID", summary.bundleID, at: end.offset,
        remedy: "nothing to do: the file is known by its SHA-256")
    }
  }

  private mutating func finishSingle(
    _ found: SourceObject, start: Int, _ object: (SourceObject) throws -> Void
  ) throws {
    var found = found
    found.offset = start
    found.bytes = stream.bytes(from: start)
    let beginning = place(start)
    try expectEnd()
    if let obstacle = obstacle(to: found) {
      throw notSTIX("this is JSON, but no STIX: \(obstacle)", at: beginning)
    }
    try deliver(found, object)
  }

  private func tooLong(_ start: Int) -> ImportRefusal {
    notSTIX("more than \(maximumObjectBytes) bytes come before any list of objects", at: place(start))
  }

  private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

  // MARK: The objects

  /// Everything between `[`, already read, and its `]`.
  private mutating func readElements(
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws {
    let outside = stream.depth - 1
    while true {
      if isCancelled() { throw ImportRefusal.cancelled(path: path, offset: stream.offset) }
      let token = try stream.next()
      switch token.kind {
      case .closeArray where stream.depth == outside:
        return
      case .openObject:
        try readObject(object)
      case .openArray:
        let start = stream.offset - 1
        try skim(to: stream.depth - 1)
        refuse("an array stands where an object should", nil, start)
      case .starved:
        throw JSONFault(kind: .tooLong, offset: stream.offset)
      default:
        refuse("a plain value stands where an object should", nil, stream.scanner.origin + token.start)
      }
    }
  }

  private mutating func readObject(_ object: (SourceObject) throws -> Void) throws {
    let start = stream.offset - 1
    let outside = stream.depth - 1
    var extractor = STIXExtractor()
    extractor.take(JSONToken(kind: .openObject, start: 0, end: 1), stream.scanner)
    while stream.depth > outside {
      let token = try stream.next(keepingFrom: start)
      if token.kind == .starved || stream.offset - start > maximumObjectBytes {
        try skim(to: outside)
        let id = extractor.object.externalID
        return refuse("it is longer than \(maximumObjectBytes) bytes", nonEmpty(id), start)
      }
      extractor.take(token, stream.scanner)
    }
    var found = extractor.finish()
    found.offset = start
    if let obstacle = obstacle(to: found) { return refuse(obstacle, nonEmpty(found.externalID), start) }
    found.bytes = stream.bytes(from: start)
    try deliver(found, object)
  }

  /// Passes over the rest of a value that will not be kept. It must still be strict JSON.
  private mutating func skim(to depth: Int) throws {
    stream.isSkimming = true
    defer { stream.isSkimming = false }
    while stream.depth > depth {
      if try stream.next().kind == .starved { throw JSONFault(kind: .tooLong, offset: stream.offset) }
    }
  }

  /// Why this is no STIX object; `nil` when it is one.
  private func obstacle(to object: SourceObject) -> String? {
    if object.type.isEmpty { return "it has no `type`" }
    if object.externalID.isEmpty { return "it has no `id`" }
    if !STIXIdentifier.isType(object.type) { return "its `type` is not the name of a type" }
    if object.type == "bundle" { return "it is a bundle inside a bundle or list" }
    if !STIXIdentifier.isID(object.externalID, ofType: object.type) {
      return "its `id` does not start with its type and two hyphens"
    }
    return nil
  }

  private mutating func deliver(_ found: SourceObject, _ object: (SourceObject) throws -> Void) throws {
    var found = found
    let ofBundle = summary.bundleSpecVersion ?? ""
    if found.specVersion.isEmpty || ofBundle == STIXSpecVersion.v20.rawValue { found.specVersion = ofBundle }
    if !STIXIdentifier.endsInUUID(found.externalID, type: found.type) {
      summary.warn(
        "its `id` does not end in a UUID", found.externalID, at: found.offset,
        remedy: "nothing to do: the id is kept as it is; tell the sender")
    }
    summary.count(found)
    try object(found)
  }

  private mutating func refuse(_ reason: String, _ id: String?, _ start: Int) {
    summary.refuse(reason, id, at: start, lengthBytes: stream.offset - start)
  }
}
