import CaseDomain

/// Reads CASE/UCO as JSON-LD: each node of the graph is a record; provenance records and investigative actions keep
/// who did what with which tool, as references.
///
/// Prefixes are taken as written: a file may give them other names, and then its nodes are records all the same.
/// Source: CASE 1.x and UCO 1.x ontologies; JSON-LD 1.1 §9 (`@graph`, `@id`, `@type`).
public enum CaseUCOReader: FormatReader {
  public static let format = EvidenceFormat.caseUCO

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    guard probe.has("@context") else { return false }
    return probe.has("@graph") || probe.has("@id", "@type")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var isBundle = false
    let flat = FlatJSON(
      lists: ["@graph", objects], alone: ["@graph"], isReference: isReference,
      inside: { isBundle ? inside($0) : [] },
      remedy: "give a JSON-LD graph of CASE or UCO, or keep the file as an attachment")
    return try flat.read(source, path: path, isCancelled: isCancelled, object: object) { node, _, _ in
      isBundle = holdsNodes(node)
      return reading(node)
    }
  }

  private static let objects = "uco-core:object"

  private static func reading(_ node: JSONValue) -> RecordReading {
    guard let id = node["@id"]?.text, !id.isEmpty else { return .refused("it has no `@id`") }
    guard let type = node["@type"]?.text ?? node["@type"]?.elements.first?.text else {
      return .refused("it has no `@type`")
    }
    var found = SourceObject(source: "case-uco")
    found.externalID = id
    found.type = kind(type)
    found.name = literal(node["uco-core:name"] ?? node["rdfs:label"])?.cut(1_024)
    found.modified = literal(node["uco-core:modifiedTime"])
    found.created = literal(node["uco-core:objectCreatedTime"] ?? node["uco-action:startTime"])
    let inside = contents(node)
    found.references = inside.ids.filter { !$0.utf8.elementsEqual(id.utf8) }
    var facts = StatedFacts()
    // What stands in a bundle states its hashes itself.
    if !holdsNodes(node) { facts.traces = inside.hashes.compactMap { Trace(.fileHash, $0) } }
    if !facts.saysNothing { found.facts = facts }
    return .taken(found)
  }

  // MARK: Bundles in a graph

  private static func holdsNodes(_ node: JSONValue) -> Bool {
    all(node[objects]).contains { !$0.members.isEmpty && !isReference($0) }
  }

  /// The nodes in a bundle, and in bundles inside it, and where in its bytes they stand.
  private static func inside(_ bytes: [UInt8]) -> [(place: Range<Int>, reading: RecordReading)] {
    var found: [(Range<Int>, RecordReading)] = []
    var open = [bytes.indices]
    while let next = open.popLast() {
      for (place, node) in nodes(of: bytes, next) where !isReference(node) {
        found.append((place, reading(node)))
        if holdsNodes(node) { open.append(place) }
      }
    }
    return found
  }

  /// The objects in the list of a bundle, or the one that stands without a list.
  private static func nodes(of bytes: [UInt8], _ bundle: Range<Int>) -> [(Range<Int>, JSONValue)] {
    bytes.withUnsafeBufferPointer { buffer in
      guard let base = buffer.baseAddress else { return [] }
      var scanner = JSONScanner(base + bundle.lowerBound, count: bundle.count, isFinal: true)
      var found: [(Range<Int>, JSONValue)] = []
      var (depth, start) = (0, 0)
      var (isKey, isInList) = (false, false)
      /// What is read of the object at hand, which ends at the depth at which it began.
      var tree: JSONTree?
      var outside = 0
      // The pass that gave these bytes read them whole by the same rules: no token of them can be refused.
      while let token = try? scanner.next(), token.kind != .end, token.kind != .starved {
        switch token.kind {
        case .key: if depth == 1 { isKey = scanner.string(of: token).utf8.elementsEqual(objects.utf8) }
        case .openArray, .openObject:
          if depth == 1 { isInList = isKey && token.kind == .openArray }
          if token.kind == .openObject, depth == 1 ? isKey : depth == 2 && isInList {
            (tree, start, outside) = (JSONTree(), token.start, depth)
          }
          depth += 1
        case .closeArray, .closeObject: depth -= 1
        default: break
        }
        tree?.take(token, scanner)
        if depth == outside, token.kind == .closeObject, let node = tree {
          let place = (bundle.lowerBound + start)..<(bundle.lowerBound + token.start + 1)
          found.append((place, node.root))
          tree = nil
        }
      }
      return found
    }
  }

  /// `case-investigation:ProvenanceRecord` is `provenance-record`.
  static func kind(_ type: String) -> String {
    let name = type.split(whereSeparator: { ":/#".contains($0) }).last.map(String.init) ?? type
    var words = ""
    for scalar in name.unicodeScalars.prefix(64) {
      if ("A"..."Z").contains(scalar) {
        words += (words.isEmpty || words.hasSuffix("-") ? "" : "-") + String(scalar).lowercased()
      } else if ("a"..."z").contains(scalar) || ("0"..."9").contains(scalar) || scalar == "-" {
        words.unicodeScalars.append(scalar)
      }
    }
    return words.isEmpty ? "node" : words
  }

  /// Whether an element of a list names a node that stands elsewhere: a provenance record lists those it is about as a
  /// bundle does those in it.
  private static func isReference(_ node: JSONValue) -> Bool {
    !node.members.isEmpty && node.members.allSatisfy { $0.key == "@id" }
  }

  /// The first value of one or of a list.
  private static func literal(_ value: JSONValue?) -> String? { literals(value).first }

  /// Values, plain or as `{"@type": …, "@value": …}`, one or a list.
  private static func literals(_ value: JSONValue?) -> [String] {
    all(value).compactMap { $0.text ?? $0["@value"]?.text }
  }

  /// The values of a property: JSON-LD writes one alone without a list.
  private static func all(_ value: JSONValue?) -> [JSONValue] {
    guard let value else { return [] }
    return if case .array(let values) = value { values } else { [value] }
  }

  private static let maximumReferences = 10_000

  /// What the node refers to, each once, and the hashes in it. A stack instead of recursion.
  private static func contents(_ node: JSONValue) -> (ids: [String], hashes: [String]) {
    var ids: [String] = []
    var seen: Set<[UInt8]> = []
    var hashes: [String] = []
    var open = [node]
    while let next = open.popLast() {
      switch next {
      case .object(let members):
        for member in members {
          if member.key == "@id", let id = member.value.text, ids.count < maximumReferences,
            seen.insert(Array(id.utf8)).inserted
          {
            ids.append(id)
          }
          if member.key.hasSuffix("hashValue") { hashes += literals(member.value) }
        }
        open += members.reversed().map(\.value)
      case .array(let values): open += values.reversed()
      case .string, .number, .bool, .null: break
      }
    }
    return (ids, hashes)
  }
}
