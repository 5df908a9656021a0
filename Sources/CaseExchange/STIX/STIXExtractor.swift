import CaseDomain
import Foundation

/// Picks from one object's tokens what display and linking need. Builds no tree.
struct STIXExtractor {
  private(set) var object = SourceObject(source: "stix")
  private var depth = 0
  private var role = Role.none
  private var nameRank = UInt8.max
  private var seenReferences: Set<String> = []
  /// What the object is known by elsewhere: `external_references`, as far as they give an id.
  private var identifiers: [ScreeningFacts.Identifier] = []
  private var isInExternalReferences = false
  private var isInHashes = false
  private var hashes: [String] = []
  /// In `objects` of observed data, where STIX 2.0 keeps observables.
  private var isInObservables = false
  private var observable = Observable()
  private var observed: [Trace] = []
  private var system: String?
  private var external: (source: String?, id: String?) = (nil, nil)
  private var ends: (kind: String?, source: String?, target: String?) = (nil, nil, nil)

  /// An observable inside its observed data.
  private struct Observable {
    var type: String?
    var value: String?
    var system: String?
    var hashes: [String] = []

    var traces: [Trace] { STIXExtractor.traces(of: type ?? "", value, system, hashes) }
  }

  /// What the next value is good for.
  private enum Role: Equatable {
    case none
    case id, type, specVersion, created, modified
    case name, description, aliases, identityClass, country, revoked, relationshipType
    /// Stands in for a name; the lowest rank wins.
    case label(UInt8)
    case reference, sourceReference, targetReference
    case externalReferences, externalSource, externalID
    /// `hashes` of a file; the number of an autonomous system.
    case hashes, hash, number
    case observables, observableType, observableValue
  }

  mutating func take(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    switch token.kind {
    case .openObject:
      isInHashes = role == .hashes && (depth == 1 || depth == 3)
      if depth == 1, role == .observables { isInObservables = true }
      depth += 1
    case .openArray:
      if depth == 1, role == .externalReferences {
        isInExternalReferences = object.type.isEmpty || isKnownElsewhere
      }
      depth += 1
    case .closeObject:
      depth -= 1
      role = .none
      if depth == 1 || depth == 3 { isInHashes = false }
      if isInObservables, depth == 2 { endObservable() }
      if depth == 1 { isInObservables = false }
      if isInExternalReferences, depth == 2 { endExternalReference() }
    case .closeArray:
      depth -= 1
      if depth == 1 { isInExternalReferences = false }
    case .key:
      takeKey(token, scanner)
    case .string where role != .none:
      takeString(token, scanner)
    case .yes where role == .revoked && depth == 1:
      object.isRevoked = true
    case .number where role == .number && depth == 1:
      system = scanner.string(of: token)
    case .number where role == .number && depth == 3 && isInObservables:
      observable.system = scanner.string(of: token)
    case .string, .number, .yes, .no, .null, .end, .starved:
      break
    }
  }

  /// The finished object, but for its place and bytes.
  consuming func finish() -> SourceObject {
    if let kind = ends.kind, let source = ends.source, let target = ends.target {
      object.relationship = .init(kind: kind, sourceID: source, targetID: target)
    }
    let identifiers = isKnownElsewhere ? self.identifiers : []
    if object.describesActor, !object.aliases.isEmpty || !identifiers.isEmpty { object.facts = stated }
    if !identifiers.isEmpty {
      var facts = object.facts ?? StatedFacts()
      facts.identifiers = identifiers
      object.facts = facts
    }
    let traces = self.traces
    if !traces.isEmpty {
      var facts = StatedFacts()
      facts.traces = traces
      object.facts = facts
    }
    return object
  }

  /// Others than actors and techniques give ids of what they are about, such as a vulnerability, not their own.
  private var isKnownElsewhere: Bool { object.describesActor || object.type == "attack-pattern" }

  private static let mostIdentifiers = 16
  private static let longestIdentifier = 200
  /// As long as a name.
  private static let longestValue = 1024
  /// Catalogues that others refer to: behind an id of the object itself, theirs is not its own.
  private static let catalogues: Set<String> = ["capec", "cve", "cwe"]

  private mutating func endExternalReference() {
    defer { external = (nil, nil) }
    guard let source = external.source?.lowercased(), let id = external.id, !source.saysNothing,
      !id.saysNothing, identifiers.count < Self.mostIdentifiers,
      identifiers.isEmpty || !Self.catalogues.contains(source)
    else { return }
    let identifier = ScreeningFacts.Identifier(kind: source, value: id)
    if !identifiers.contains(identifier) { identifiers.append(identifier) }
  }

  private mutating func endObservable() {
    defer { observable = Observable() }
    guard observed.count < Self.mostObserved else { return }
    observed += observable.traces.filter { !observed.contains($0) }
  }

  private static let mostObserved = 1000

  /// Observables whose value may stand in another's submission too. Their name is their `value`.
  private static let traced: [String: Trace.Kind] = [
    "domain-name": .domain, "url": .url, "email-addr": .email,
  ]

  private var traces: [Trace] {
    object.type == "observed-data" ? observed : Self.traces(of: object.type, object.name, system, hashes)
  }

  private static func traces(
    of type: String, _ value: String?, _ system: String?, _ hashes: [String]
  ) -> [Trace] {
    switch type {
    case "file": hashes.filter { TraceForm.fits($0, .fileHash) }.compactMap { Trace(.fileHash, $0) }
    case "autonomous-system": [system.flatMap { Trace(.network, $0) }].compactMap(\.self)
    case "ipv4-addr", "ipv6-addr": [value.flatMap { Trace(address: $0) }].compactMap(\.self)
    default: [traced[type].flatMap { kind in value.flatMap { Trace(kind, $0) } }].compactMap(\.self)
    }
  }

  /// An actor's names, for screening. Without aliases its name alone does.
  private var stated: StatedFacts {
    var facts = StatedFacts()
    switch object.identityClass {
    case "individual": facts.schema = .person
    case "organization": facts.schema = .organisation
    default: break
    }
    facts.addName(object.name)
    for alias in object.aliases { facts.addName(alias, kind: .alsoKnownAs) }
    facts.addCountry(object.country)
    return facts
  }

  // MARK: Keys

  private mutating func takeKey(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    scanner.withText(of: token) { classify($0) }
  }

  private mutating func classify(_ key: UnsafeBufferPointer<UInt8>) {
    role = depth == 1 ? Self.topRole(key) : .none
    if isInHashes, depth == 2 || depth == 4 { role = .hash }
    if depth == 3, isInObservables { role = Self.observableRole(key) }
    if depth == 3, isInExternalReferences { role = Self.externalRole(key) }
    if role == .none, Self.namesReference(key) { role = .reference }
  }

  private static func topRole(_ key: UnsafeBufferPointer<UInt8>) -> Role {
    if key.count < rolesByLength.count {
      for entry in rolesByLength[key.count] where key.equals(entry.name) { return entry.role }
    }
    guard key.count > 2, key[0] == UInt8(ascii: "x"), key[1] == UInt8(ascii: "_") else { return .none }
    if key.hasSuffix("_aliases") { return .aliases }
    return key.contains("country") ? .country : .none
  }

  private static func observableRole(_ key: UnsafeBufferPointer<UInt8>) -> Role {
    if key.equals("type") { return .observableType }
    if key.equals("value") { return .observableValue }
    if key.equals("hashes") { return .hashes }
    return key.equals("number") ? .number : .none
  }

  private static func externalRole(_ key: UnsafeBufferPointer<UInt8>) -> Role {
    if key.equals("source_name") { return .externalSource }
    return key.equals("external_id") ? .externalID : .none
  }

  private static func namesReference(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
    key.hasSuffix("_ref") || key.hasSuffix("_refs")
  }

  private static let roles: [(name: StaticString, role: Role)] = [
    ("id", .id), ("type", .type), ("spec_version", .specVersion), ("created", .created),
    ("modified", .modified), ("name", .name), ("description", .description), ("aliases", .aliases),
    ("identity_class", .identityClass), ("country", .country), ("revoked", .revoked),
    ("relationship_type", .relationshipType), ("source_ref", .sourceReference),
    ("target_ref", .targetReference), ("external_references", .externalReferences),
    // In place of a name, the most telling first. One table serves all types: no type has two
    // of them that would have to be ranked otherwise.
    ("value", .label(1)), ("abstract", .label(2)), ("subject", .label(3)), ("path", .label(4)),
    ("key", .label(5)), ("display_name", .label(6)), ("account_login", .label(7)),
    ("user_id", .label(8)), ("command_line", .label(9)), ("product", .label(10)),
    ("administrative_area", .label(11)), ("region", .label(12)), ("definition_type", .label(14)),
    ("pattern", .label(15)), ("content", .label(16)), ("summary", .label(17)),
    ("explanation", .label(18)), ("opinion", .label(19)), ("url", .label(20)),
    ("mime_type", .label(21)), ("hashes", .hashes), ("number", .number),
    ("objects", .observables),
  ]
  private static let countryRank: UInt8 = 13
  private static let relationshipRank: UInt8 = 30
  private static let descriptionRank: UInt8 = 40

  private static let rolesByLength: [[(name: StaticString, role: Role)]] = {
    var table: [[(name: StaticString, role: Role)]] = Array(repeating: [], count: 24)
    for entry in roles { table[entry.name.utf8CodeUnitCount].append(entry) }
    return table
  }()

  // MARK: Strings

  private mutating func takeString(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    switch role {
    case .aliases:
      object.aliases.append(scanner.string(of: token))
    case .reference:
      addReference(token, scanner)
    case .hash where token.count <= Self.longestIdentifier:
      takeHash(scanner.string(of: token))
    case .observableType:
      observable.type = externalText(token, scanner)
    case .observableValue where token.count <= Self.longestValue:
      observable.value = scanner.string(of: token)
    case .externalSource:
      external.source = externalText(token, scanner)
    case .externalID:
      external.id = externalText(token, scanner)
    default:
      if depth == 1 { takeProperty(token, scanner) }
    }
  }

  private mutating func takeHash(_ text: String) {
    if isInObservables {
      if observable.hashes.count < Self.mostIdentifiers { observable.hashes.append(text) }
    } else if hashes.count < Self.mostIdentifiers {
      hashes.append(text)
    }
  }

  private func externalText(_ token: JSONToken, _ scanner: borrowing JSONScanner) -> String? {
    token.count <= Self.longestIdentifier ? scanner.string(of: token) : nil
  }

  /// A string that is itself the value of a top-level property.
  private mutating func takeProperty(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    switch role {
    case .id: object.externalID = scanner.string(of: token)
    case .type: object.type = scanner.string(of: token)
    case .specVersion: object.specVersion = scanner.string(of: token)
    case .created: object.created = scanner.string(of: token)
    case .modified: object.modified = scanner.string(of: token)
    case .identityClass: object.identityClass = scanner.string(of: token)
    case .name:
      offerName(token, scanner, rank: 0)
    case .label(let rank):
      offerName(token, scanner, rank: rank)
    case .description:
      offerName(token, scanner, rank: Self.descriptionRank)
    case .country:
      object.country = scanner.string(of: token)
      offerName(token, scanner, rank: Self.countryRank)
    case .relationshipType:
      ends.kind = scanner.string(of: token)
      offerName(token, scanner, rank: Self.relationshipRank)
    case .sourceReference:
      ends.source = scanner.string(of: token)
      addReference(token, scanner)
    case .targetReference:
      ends.target = scanner.string(of: token)
      addReference(token, scanner)
    case .none, .aliases, .revoked, .reference, .externalReferences, .externalSource, .externalID, .hashes,
      .hash, .number, .observables, .observableType, .observableValue:
      break
    }
  }

  private mutating func offerName(_ token: JSONToken, _ scanner: borrowing JSONScanner, rank: UInt8) {
    guard rank < nameRank, token.count > 0 else { return }
    nameRank = rank
    var name = BoundedText(limitBytes: 1024)
    name.addLine(token, scanner)
    object.name = name.text
  }

  private mutating func addReference(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    let bytes = UnsafeBufferPointer(start: scanner.base + token.start, count: token.count)
    guard token.hasEscapes || STIXIdentifier.looksLikeID(bytes) else { return }
    let id = scanner.string(of: token)
    if isNewReference(id) { object.references.append(id) }
  }

  /// Most objects refer to few others, and those are searched from end to end.
  private mutating func isNewReference(_ id: String) -> Bool {
    if object.references.count < 16 { return !object.references.contains(id) }
    if seenReferences.isEmpty { seenReferences = Set(object.references) }
    return seenReferences.insert(id).inserted
  }
}

/// Lines of text up to a limit, cut between characters' bytes.
struct BoundedText {
  let limitBytes: Int
  private var bytes: [UInt8] = []

  init(limitBytes: Int) { self.limitBytes = limitBytes }

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func addLine(_ text: String) { add(text.utf8) }

  mutating func addLine(_ token: JSONToken, _ scanner: borrowing JSONScanner) {
    let content = UnsafeBufferPointer(start: scanner.base + token.start, count: token.count)
    if token.hasEscapes {
      add(JSONText.unescape(content))
    } else {
      add(content)
    }
  }

  private mutating func add(_ line: some Collection<UInt8>) {
    guard !line.isEmpty, bytes.count + 1 < limitBytes else { return }
    if !bytes.isEmpty { bytes.append(0x0A) }
    let room = limitBytes - bytes.count
    if line.count <= room {
      bytes.append(contentsOf: line)
    } else {
      bytes.append(contentsOf: line.prefix(room))
      dropPartialCharacter()
    }
  }

  private mutating func dropPartialCharacter() {
    guard let lead = bytes.lastIndex(where: { $0 & 0xC0 != 0x80 }), bytes[lead] >= 0x80 else { return }
    let length = bytes[lead] >= 0xF0 ? 4 : bytes[lead] >= 0xE0 ? 3 : 2
    if bytes.count - lead < length { bytes.removeSubrange(lead...) }
  }
}
