import CaseDomain

/// Reads a MISP galaxy: a file of cluster values, each a record with its synonyms as other names.
///
/// A synonym may belong to several values; every one of them states it, and none is preferred.
public enum MISPGalaxyReader: FormatReader {
  public static let format = EvidenceFormat.mispGalaxy

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    return probe.has("values", "type") && probe.hasInner("values.value")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, capacity: Window.usualBytes, isCancelled: isCancelled, object: object)
  }

  static func read(
    _ source: any ByteSource, path: String, capacity: Int, isCancelled: () -> Bool,
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let flat = FlatJSON(
      lists: ["values"], capacity: capacity, remedy: "give a cluster file of misp-galaxy, with its `values`")
    return try flat.read(source, path: path, isCancelled: isCancelled, object: object) {
      value, header, summary in
      guard let name = value["value"]?.text else {
        return value["values"] == nil && !header.members.isEmpty
          ? .refused("it has no `value`", id: value["uuid"]?.text)
          : .foreign("it is no list of cluster values")
      }
      return .taken(record(value, name: name, galaxy: header["type"]?.text ?? "", &summary))
    }
  }

  private static func record(
    _ value: JSONValue, name: String, galaxy: String, _ summary: inout ImportSummary
  ) -> SourceObject {
    var found = SourceObject(source: "misp-galaxy")
    found.type = galaxy.isEmpty ? "galaxy-cluster" : galaxy
    found.externalID = value["uuid"]?.text ?? "\(galaxy)#\(name)"
    found.name = name.cut(1_024)
    let synonyms = value["meta"]?["synonyms"]?.texts ?? []
    summary.tally("synonym", synonyms.count)
    found.aliases = synonyms
    found.country = value["meta"]?["country"]?.text
    found.references = (value["related"]?.elements ?? []).compactMap { $0["dest-uuid"]?.text }
    var facts = StatedFacts()
    facts.names = [ActorName(name)] + synonyms.map { ActorName($0, kind: .alsoKnownAs) }
    facts.countries = found.country.map { [$0.uppercased()] } ?? []
    found.facts = facts
    return found
  }
}

/// Reads the template of a MISP object: one `definition.json`, one record.
public enum MISPTemplateReader: FormatReader {
  public static let format = EvidenceFormat.mispTemplates

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    return probe.has("attributes", "meta-category") && !probe.has("Attribute")
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    let flat = FlatJSON(remedy: "give a definition.json of misp-objects")
    return try flat.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, summary in
      guard value["meta-category"]?.text != nil, let attributes = value["attributes"] else {
        return .foreign("it is no template of a MISP object")
      }
      guard let id = value["uuid"]?.text ?? value["name"]?.text, !id.isEmpty else {
        return .refused("it has neither `uuid` nor `name`")
      }
      summary.tally("template-attribute", attributes.members.count)
      var found = SourceObject(source: "misp-objects")
      found.type = "object-template"
      found.externalID = id
      found.name = value["name"]?.text?.cut(1_024)
      found.modified = value["version"]?.scalar
      return .taken(found)
    }
  }
}
