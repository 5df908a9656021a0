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
    facts.addName(name)
    for synonym in synonyms { facts.addName(synonym, kind: .alsoKnownAs) }
    facts.countries = found.country.map { [$0.uppercased()] } ?? []
    facts.identifiers = identifiers(value["meta"], galaxy: found.type)
    found.facts = facts
    return found
  }
}

extension MISPGalaxyReader {
  /// The id that a cluster states; without one, that of the only page of a catalogue it refers to.
  private static func identifiers(_ meta: JSONValue?, galaxy: String) -> [ScreeningFacts.Identifier] {
    let stated = (meta?["external_id"]?.texts ?? []).filter { !$0.saysNothing && $0.utf8.count <= 200 }
    if !stated.isEmpty {
      return stated.prefix(16).map { .init(kind: kind(ofGalaxy: galaxy), value: $0) }
    }
    var found: [ScreeningFacts.Identifier] = []
    for link in (meta?["refs"]?.texts ?? []).prefix(1_000) {
      guard let identifier = identifier(ofPage: link), !found.contains(identifier) else { continue }
      found.append(identifier)
    }
    return found.count == 1 ? found : []
  }

  /// By the word that STIX has for the same catalogue; other galaxies' ids are their own.
  private static func kind(ofGalaxy galaxy: String) -> String {
    if galaxy.hasPrefix("mitre-atlas") { return "mitre-atlas" }
    return galaxy.hasPrefix("mitre-") ? "mitre-attack" : galaxy.lowercased()
  }

  /// `https://attack.mitre.org/techniques/T1059/001` is T1059.001.
  private static func identifier(ofPage link: String) -> ScreeningFacts.Identifier? {
    let pages = ["https://attack.mitre.org/": "mitre-attack", "https://atlas.mitre.org/": "mitre-atlas"]
    guard let (start, kind) = pages.first(where: { link.hasPrefix($0.key) }) else { return nil }
    let parts = link.dropFirst(start.utf8.count).split(separator: "/")
    guard (2...3).contains(parts.count), ["techniques", "groups", "software"].contains(parts[0]),
      parts.dropFirst().allSatisfy({ $0.utf8.count <= 20 && $0.utf8.contains { (0x30...0x39).contains($0) } })
    else { return nil }
    return .init(kind: kind, value: parts.dropFirst().joined(separator: "."))
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
