// How domain values are written into operations (docs/journal.md §7.5). Keys are never reused;
// a reader gives `nil` for what it cannot read, and the caller shows it as unread.

extension Day {
  var cbor: CBOR { .text(iso) }
  init?(_ cbor: CBOR?) {
    guard let text = cbor?.textValue else { return nil }
    self.init(text)
  }
}

extension ID {
  public var cbor: CBOR { .bytes(bytes) }
  public init?(_ cbor: CBOR?) {
    guard let bytes = cbor?.bytesValue else { return nil }
    self.init(bytes: bytes)
  }
}

private func identifiers<Record>(_ cbor: CBOR?) -> [ID<Record>]? {
  cbor?.arrayValue.map { $0.compactMap { ID<Record>($0) } }
}

/// What `create` says: the kind of record and its short reference.
public struct Creation: Hashable, Sendable {
  public let type: RecordType
  public let reference: String

  public init(type: RecordType, reference: String) {
    self.type = type
    self.reference = reference
  }

  public var cbor: CBOR { .record([1: .uint(type.rawValue), 2: .text(reference)]) }

  public init?(_ cbor: CBOR) {
    guard let type = cbor[1]?.uintValue.flatMap(RecordType.init), let reference = cbor[2]?.textValue else {
      return nil
    }
    self.init(type: type, reference: reference)
  }
}

/// The content of an exhibit.
public struct FileFacts: Hashable, Sendable {
  public static let chunkBytes: UInt64 = 1 << 20

  public let sha256: Digest256
  public let bytes: UInt64
  public let mediaType: String
  /// As the sender called it; hostile until shown otherwise.
  public let name: String
  /// Root over the hashes of the chunks of 1 MiB, so that a transfer resumes at a verified place.
  public let chunkRoot: Digest256

  public init(sha256: Digest256, bytes: UInt64, mediaType: String, name: String, chunkRoot: Digest256) {
    self.sha256 = sha256
    self.bytes = bytes
    self.mediaType = mediaType
    self.name = name
    self.chunkRoot = chunkRoot
  }

  public var cbor: CBOR {
    .record([
      1: .bytes(sha256.bytes), 2: .uint(bytes), 3: .text(mediaType), 4: .text(name),
      5: .bytes(chunkRoot.bytes), 6: .uint(FileFacts.chunkBytes),
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let sha256 = cbor[1]?.bytesValue.flatMap(Digest256.init), let bytes = cbor[2]?.uintValue,
      let mediaType = cbor[3]?.textValue, let name = cbor[4]?.textValue,
      let root = cbor[5]?.bytesValue.flatMap(Digest256.init)
    else { return nil }
    self.init(sha256: sha256, bytes: bytes, mediaType: mediaType, name: name, chunkRoot: root)
  }
}

/// One object as somebody else stated it, with its original bytes (`docs/journal.md` §7.5).
public struct SourceRecord: Hashable, Sendable {
  /// Longer objects are kept as a blob of their own.
  public static let inlineLimit = 16 * 1024
  /// Types that name somebody by what they are shown by, even when their reader stated no facts: those of STIX.
  public static let naming: Set<String> = ["threat-actor", "intrusion-set", "identity"]

  public let source: String
  public let externalID: String
  public let type: String
  public let name: String?
  /// The source's own time of this version, as `SourceTime` has it; `nil` when none can be read with certainty.
  public let modified: String?
  /// The bytes, when they are short; else the hash of the blob that holds them.
  public let content: Content
  /// The file it came in: SHA-256 and where in it.
  public let bundle: Digest256
  public let offset: UInt64
  public let length: UInt64
  /// What it states that we compare with others; `nil` when nothing was read from it.
  public let facts: StatedFacts?
  /// Of a row of a table, the way its table was read (`TableReading`); 0 for all else.
  public let way: UInt64

  public enum Content: Hashable, Sendable {
    case inline([UInt8])
    case blob(Digest256)
  }

  public init(
    source: String, externalID: String, type: String, name: String?, modified: String?, content: Content,
    bundle: Digest256, offset: UInt64, length: UInt64, facts: StatedFacts? = nil, way: UInt64 = 0
  ) {
    // What is listed at once and what a rebuild reads from the journal are the same text.
    self.source = source.inNFC
    self.externalID = externalID.inNFC
    self.type = type.inNFC
    self.name = name?.inNFC
    // Operations of earlier builds hold it as it was written.
    self.modified = modified.flatMap { SourceTime.sortable($0, of: source) }
    self.content = content
    self.bundle = bundle
    self.offset = offset
    self.length = length
    self.facts = facts?.inNFC
    self.way = way
  }

  /// Whether it is a row of a cluster, of payments or the like, which stands beside others under its key.
  public var isOneOfMany: Bool { source == "csv" && type != "csv-row" }

  /// What a row of a table was read as, as 64 bits of a hash; 0 for formats that leave nothing to a mapping.
  public var reading: UInt64 {
    guard source == "csv" else { return 0 }
    let read = CBOR.record([
      1: .text(type), 2: name.map { .text($0) }, 3: modified.map { .text($0) }, 4: facts?.cbor,
    ])
    return Digest256.sha256(read.encoded).prefix8
  }

  public var contentHash: Digest256 {
    switch content {
    case .inline(let bytes): bytes.withUnsafeBytes { Digest256.sha256($0) }
    case .blob(let hash): hash
    }
  }

  public var cbor: CBOR {
    var inline: CBOR?
    var blob: CBOR?
    switch content {
    case .inline(let bytes): inline = .bytes(bytes)
    case .blob(let hash): blob = .bytes(hash.bytes)
    }
    return .record([
      1: .text(source), 2: .text(externalID), 3: .text(type), 4: name.map { .text($0) },
      5: modified.map { .text($0) }, 6: inline, 7: blob, 8: .bytes(bundle.bytes), 9: .uint(offset),
      10: .uint(length), 11: facts?.cbor, 12: way == 0 ? nil : .uint(way),
    ])
  }

  /// What it needs to have, in the order of its keys.
  private static func needed(_ cbor: CBOR) -> (
    source: String, externalID: String, type: String, content: Content, bundle: Digest256, offset: UInt64,
    length: UInt64
  )? {
    guard let source = cbor[1]?.textValue, let externalID = cbor[2]?.textValue,
      let type = cbor[3]?.textValue, let bundle = cbor[8]?.bytesValue.flatMap(Digest256.init),
      let offset = cbor[9]?.uintValue, let length = cbor[10]?.uintValue
    else { return nil }
    if let bytes = cbor[6]?.bytesValue {
      return (source, externalID, type, .inline(bytes), bundle, offset, length)
    }
    guard let hash = cbor[7]?.bytesValue.flatMap(Digest256.init) else { return nil }
    return (source, externalID, type, .blob(hash), bundle, offset, length)
  }

  /// Whether a value can be read as one: cheaper than to read what it states.
  static func isReadable(_ cbor: CBOR) -> Bool { needed(cbor) != nil }

  public init?(_ cbor: CBOR) {
    guard let (source, externalID, type, content, bundle, offset, length) = Self.needed(cbor) else {
      return nil
    }
    self.init(
      source: source, externalID: externalID, type: type, name: cbor[4]?.textValue,
      modified: cbor[5]?.textValue, content: content, bundle: bundle, offset: offset, length: length,
      facts: cbor[11].map { StatedFacts($0) }, way: cbor[12]?.uintValue ?? 0)
  }
}

/// "This source record is this actor": a person's judgement, which may be taken back.
public struct Judgement: Hashable, Sendable {
  public enum Verdict: String, Sendable, CaseIterable { case same, different, unsure }
  public let externalID: String
  public let verdict: Verdict
  /// The name space of the id; `nil` of a judgement that an earlier build wrote.
  public let source: String?

  public init(externalID: String, verdict: Verdict, source: String? = nil) {
    self.externalID = externalID
    self.verdict = verdict
    self.source = source
  }

  public var cbor: CBOR {
    .record([1: .text(externalID), 2: .text(verdict.rawValue), 3: source.map { .text($0) }])
  }

  public init?(_ cbor: CBOR) {
    guard let id = cbor[1]?.textValue, let verdict = cbor[2]?.textValue.flatMap(Verdict.init) else {
      return nil
    }
    self.init(externalID: id, verdict: verdict, source: cbor[3]?.textValue)
  }
}

/// Somebody's part in a case.
public struct Party: Hashable, Sendable {
  /// The role of whom a case is about.
  public static let subject = "subject"

  public let actor: ActorID
  public let role: String

  public init(actor: ActorID, role: String) {
    self.actor = actor
    self.role = role
  }

  public var cbor: CBOR { .record([1: actor.cbor, 2: .text(role)]) }

  public init?(_ cbor: CBOR) {
    guard let actor = ActorID(cbor[1]), let role = cbor[2]?.textValue else { return nil }
    self.init(actor: actor, role: role)
  }
}

extension ActorName {
  public var cbor: CBOR {
    .record([
      1: .text(text), 2: .text(script.rawValue), 3: .text(kind.rawValue), 4: .text(strength.rawValue),
      5: romanised.map { .text($0) },
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let text = cbor[1]?.textValue, let kind = cbor[3]?.textValue.flatMap(Kind.init),
      let strength = cbor[4]?.textValue.flatMap(Strength.init)
    else { return nil }
    self.init(
      text, script: cbor[2]?.textValue.flatMap(Script.init), kind: kind, strength: strength,
      romanised: cbor[5]?.textValue)
  }
}

extension Subject {
  public var cbor: CBOR {
    .record([
      1: actor?.cbor, 2: kind.map { .text($0.rawValue) },
      3: .array(roles.map(\.rawValue).sorted().map { .text($0) }),
      4: .array(concernBases.map(\.rawValue).sorted().map { .text($0) }),
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let roles = cbor[3]?.arrayValue, let bases = cbor[4]?.arrayValue else { return nil }
    self.init(
      actor: ActorID(cbor[1]), kind: cbor[2]?.textValue.flatMap(Kind.init),
      roles: Set(roles.compactMap { $0.textValue.flatMap(Role.init) }),
      concernBases: Set(bases.compactMap { $0.textValue.flatMap(ConcernBasis.init) }))
  }
}

extension Identification {
  public var cbor: CBOR { .record([1: .text(source.rawValue), 2: on.cbor]) }

  public init?(_ cbor: CBOR) {
    guard let source = cbor[1]?.textValue.flatMap(Source.init), let on = Day(cbor[2]) else { return nil }
    self.init(source, on: on)
  }
}

extension ConductWindow {
  public var cbor: CBOR { .record([1: first.cbor, 2: last.cbor]) }

  public init?(_ cbor: CBOR) {
    guard let first = Day(cbor[1]), let last = Day(cbor[2]) else { return nil }
    self.init(first: first, last: last)
  }
}

extension Owner {
  public var cbor: CBOR { .record([1: id.cbor, 2: .text(name), 3: isUSPerson.map { .bool($0) }]) }

  public init?(_ cbor: CBOR) {
    guard let id = OwnerID(cbor[1]), let name = cbor[2]?.textValue else { return nil }
    self.init(id: id, name: name, isUSPerson: cbor[3]?.boolValue)
  }
}

extension TermsVersion {
  public var cbor: CBOR {
    .record([
      1: owner.cbor, 2: .text(name), 3: from.cbor, 4: to?.cbor, 5: barsTraining.map { .bool($0) },
      6: restrictsLocation.map { .bool($0) },
    ])
  }

  public init?(_ cbor: CBOR) {
    guard let owner = OwnerID(cbor[1]), let name = cbor[2]?.textValue, let from = Day(cbor[3]) else {
      return nil
    }
    self.init(
      owner: owner, name: name, from: from, to: Day(cbor[4]), barsTraining: cbor[5]?.boolValue,
      restrictsLocation: cbor[6]?.boolValue)
  }
}

extension PublicBasis {
  public var cbor: CBOR { .record([1: .text(statement), 2: .array(exhibits.map(\.cbor))]) }

  public init?(_ cbor: CBOR) {
    guard let statement = cbor[1]?.textValue, let exhibits: [ExhibitID] = identifiers(cbor[2]) else {
      return nil
    }
    self.init(statement, exhibits: exhibits)
  }
}

extension ElementFinding {
  /// The author is the operation's, so that two offices who find the same do not contradict each other.
  public var cbor: CBOR {
    .record([
      1: .text(element.rawValue), 2: .text(finding.result.rawValue),
      3: .array(finding.exhibits.map(\.cbor)), 4: .text(finding.rationale), 5: model.map { .text($0) },
    ])
  }

  public init?(_ cbor: CBOR, author: String) {
    guard let element = cbor[1]?.textValue.flatMap(Element.init),
      let result = cbor[2]?.textValue.flatMap(Finding.Result.init),
      let exhibits: [ExhibitID] = identifiers(cbor[3]), let rationale = cbor[4]?.textValue
    else { return nil }
    // A finding about something that cannot be read is not one about every model.
    guard cbor[5] == nil || cbor[5]?.textValue != nil else { return nil }
    self.init(
      element, Finding(result, exhibits: exhibits, rationale: rationale, author: author),
      model: cbor[5]?.textValue)
  }
}

extension ListingValue {
  public func cbor(for field: ListingField) -> CBOR {
    .record([1: .text(field.rawValue), 2: .text(text), 3: .array(exhibits.map(\.cbor))])
  }

  public static func read(_ cbor: CBOR) -> (field: ListingField, value: ListingValue)? {
    guard let field = cbor[1]?.textValue.flatMap(ListingField.init), let text = cbor[2]?.textValue,
      let exhibits: [ExhibitID] = identifiers(cbor[3])
    else { return nil }
    return (field, ListingValue(text, exhibits: exhibits))
  }
}

extension OwnerConsent {
  /// Without the revocation, which is an operation of its own that nothing can take back.
  public var cbor: CBOR {
    let items = covers.map { ($0.exhibit, $0.field.rawValue) }.sorted { $0 < $1 }
    return .record([
      1: owner.cbor, 2: .array(items.map { .array([$0.0.cbor, .text($0.1)]) }), 3: .text(signer),
      4: givenOn.cbor,
    ])
  }

  public init?(_ cbor: CBOR, revokedOn: Day?) {
    guard let owner = OwnerID(cbor[1]), let items = cbor[2]?.arrayValue, let signer = cbor[3]?.textValue,
      let givenOn = Day(cbor[4])
    else { return nil }
    let covers = items.compactMap { item -> Item? in
      guard let parts = item.arrayValue, parts.count == 2, let exhibit = ExhibitID(parts[0]),
        let field = parts[1].textValue.flatMap(ListingField.init)
      else { return nil }
      return Item(exhibit, field)
    }
    guard covers.count == items.count else { return nil }
    self.init(owner: owner, covers: Set(covers), signer: signer, givenOn: givenOn, revokedOn: revokedOn)
  }
}

extension CustodyEntry {
  public func cbor(of exhibit: ExhibitID) -> CBOR {
    .record([
      1: exhibit.cbor, 2: .int(position), 3: .text(action.rawValue), 4: .text(from), 5: .text(to),
      6: .uint(atMilliseconds), 7: .text(by), 8: .bytes(sha256.bytes),
      9: previousHash.map { .bytes($0.bytes) },
    ])
  }

  public static func read(_ cbor: CBOR) -> (exhibit: ExhibitID, entry: CustodyEntry)? {
    guard let exhibit = ExhibitID(cbor[1]), let position = cbor[2]?.intValue, position >= 0,
      let action = cbor[3]?.textValue.flatMap(CustodyAction.init), let from = cbor[4]?.textValue,
      let to = cbor[5]?.textValue, let at = cbor[6]?.uintValue, let by = cbor[7]?.textValue,
      let sha256 = cbor[8]?.bytesValue.flatMap({ ContentHash($0) })
    else { return nil }
    return (
      exhibit,
      CustodyEntry(
        position: position, action: action, from: from, to: to, atMilliseconds: at, by: by, sha256: sha256,
        previousHash: cbor[9]?.bytesValue.flatMap { ContentHash($0) })
    )
  }
}
