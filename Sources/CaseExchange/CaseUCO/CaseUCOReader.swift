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
    let flat = FlatJSON(
      lists: ["@graph", "uco-core:object"],
      remedy: "give a JSON-LD graph of CASE or UCO, or keep the file as an attachment")
    return try flat.read(source, path: path, isCancelled: isCancelled, object: object) { node, _, _ in
      guard let id = node["@id"]?.text, !id.isEmpty else { return .refused("it has no `@id`") }
      guard let type = node["@type"]?.text ?? node["@type"]?.elements.first?.text else {
        return .refused("it has no `@type`")
      }
      var found = SourceObject(source: "case-uco")
      found.externalID = id
      found.type = kind(type)
      found.name = (node["uco-core:name"] ?? node["rdfs:label"])?.text?.cut(1_024)
      found.modified = literal(node["uco-core:modifiedTime"])
      found.created = literal(node["uco-core:objectCreatedTime"] ?? node["uco-action:startTime"])
      let inside = contents(node)
      found.references = inside.ids.filter { !$0.utf8.elementsEqual(id.utf8) }
      var facts = StatedFacts()
      facts.traces = inside.hashes.compactMap { Trace(.fileHash, $0) }
      if !facts.saysNothing { found.facts = facts }
      return .taken(found)
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

  /// A value, plain or as `{"@type": …, "@value": …}`.
  private static func literal(_ value: JSONValue?) -> String? { value?.text ?? value?["@value"]?.text }

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
          if member.key.hasSuffix("hashValue"), let hash = literal(member.value) { hashes.append(hash) }
        }
        open += members.reversed().map(\.value)
      case .array(let values): open += values.reversed()
      case .string, .number, .bool, .null: break
      }
    }
    return (ids, hashes)
  }
}
