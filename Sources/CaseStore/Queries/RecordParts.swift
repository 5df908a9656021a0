import CaseDomain
import Foundation

/// Everything an exported record is made of, but for the bytes of its exhibits: those are in the vault.
///
/// It follows from the frozen record alone; what was done since shows nowhere in it.
public struct RecordParts: Sendable {
  public struct SealPart: Sendable {
    public let seal: Seal
    public let key: SealKey
    /// In DER; `nil` when a seal after it carries the signature.
    public let signature: [UInt8]?
  }

  public struct SignaturePart: Sendable {
    public let signature: RecordSignature
    public let message: [UInt8]
    /// In DER.
    public let der: [UInt8]
    public let key: SealKey
  }

  public let record: FrozenRecord
  public let manifest: RecordManifest
  public let manifestBytes: [UInt8]
  /// Those that the manifest names, in its order, and last the one that closed the record.
  public let operations: [(operation: CaseDomain.Operation, withheld: Bool)]
  public let seals: [SealPart]
  public let proofs: RecordProofs
  public let signatures: [SignaturePart]
}

// MARK: what a record takes from the journal

extension StoreReader {
  /// Which operations belong to the record of a case, and the moves among them. Those that closed a record are
  /// not: a record would differ from itself.
  ///
  /// - Parameter withheld: content whose text must not leave.
  func recordOperations(of file: CaseFile, withheld: Set<Digest256>) throws -> (
    operations: [RecordOperation], moves: [RecordItem]
  ) {
    let caseID: EntityID = file.id.cast()
    var found: [Digest256: RecordOperation] = [:]
    var moves: [(hlc: UInt64, item: RecordItem)] = []
    var authors: Set<Person> = []
    let select = try sql("SELECT feed, seq, hash, hlc, payload FROM op WHERE caseID = ?1 ORDER BY id")
    select.bind(1, caseID)
    while try select.step() {
      let (number, seq, hash) = (select.int(0), select.uint(1), try select.digest(2))
      let body = select.isNull(4) ? nil : try? OperationBody(payload: select.raw(4))
      guard body?.target?.field != Field.frozenRecord.rawValue else { continue }
      let feed = try feeds.identifier(of: number)
      var isWithheld = false
      if !withheld.isEmpty, body?.target?.field == Field.sourceRecord.rawValue {
        // A value that cannot be read might hold anything.
        let source = body?.value.flatMap { SourceRecord($0) }
        isWithheld = source.map { withheld.contains($0.bundle) || withheld.contains($0.contentHash) } ?? true
      }
      found[hash] = RecordOperation(feed: feed.description, seq: seq, name: hash.hex, withheld: isWithheld)
      guard let body else { continue }
      let person = Person(body.author.user, office: try office(of: feed))
      authors.insert(person)
      if body.kind == OperationKind.stage.rawValue, let item = move(body, hash, by: person, in: file) {
        moves.append((select.uint(3), item))
      }
    }
    // What was said of exhibits apart from the case, who handled them, and who the people are.
    var entities: [EntityID] = try file.exhibits.flatMap { exhibit in
      [exhibit.id.cast()] + (try custodyChains(of: exhibit.id))
    }
    entities += authors.sorted().compactMap { person in
      person.office.map { .derived("user", from: $0.cast(), person.name) }
    }
    for entity in entities {
      let live = try sql("SELECT feed, seq, hash FROM live WHERE entity = ?1")
      live.bind(1, entity)
      while try live.step() {
        let hash = try live.digest(2)
        guard found[hash] == nil else { continue }
        found[hash] = RecordOperation(
          feed: try feeds.identifier(of: live.int(0)).description, seq: live.uint(1), name: hash.hex,
          withheld: false)
      }
    }
    return (
      found.values.sorted { ($0.feed, $0.seq, $0.name) < ($1.feed, $1.seq, $1.name) },
      moves.sorted { ($0.hlc, $0.item.id) < ($1.hlc, $1.item.id) }.map(\.item)
    )
  }

  private func custodyChains(of id: ExhibitID) throws -> [EntityID] {
    let select = try sql("SELECT chain FROM custodyChain WHERE exhibit = ?1 ORDER BY chain")
    select.bind(1, id)
    var chains: [EntityID] = []
    while try select.step() { chains.append(try select.id(0)) }
    return chains
  }

  private func move(_ body: OperationBody, _ hash: Digest256, by person: Person, in file: CaseFile)
    -> RecordItem?
  {
    guard let event = body.value.flatMap({ StageEvent($0) }), let entity = body.target?.entity else {
      return nil
    }
    let track = Track.allCases.first { entity == .derived("track", from: file.id.cast(), $0.recordKey) }
    return RecordItem(
      id: hash.hex, name: "\(event.from) to \(event.to)",
      [
        "track": .text(track?.rawValue ?? "spine"), "from": .text(event.from), "to": .text(event.to),
        "by": .text(person.name), "office": person.office.map { .text($0.description) },
        "on": .text(Day(milliseconds: body.saidAtMilliseconds).iso), "basis": body.basis.map { .text($0) },
        "package": body.subject.map { .text($0.hex) }, "operation": .text(hash.hex),
      ])
  }

  /// Names and lines of the exhibits' content. Reads all of it.
  func recordContents(of file: CaseFile) throws -> [ExhibitID: RecordSource.Content] {
    var contents: [ExhibitID: RecordSource.Content] = [:]
    for exhibit in file.exhibits {
      guard let hash = Digest256(exhibit.sha256.bytes) else { continue }
      var counter = RecordPages.Counter()
      try store.vault.read(hash) { counter.take($0) }
      let facts = try live(exhibit.id.cast(), .file).compactMap { FileFacts($0.value) }.first {
        $0.sha256 == hash
      }
      contents[exhibit.id] = RecordSource.Content(name: facts?.name ?? "", lines: counter.lines)
    }
    return contents
  }

  /// The record of a case as it is now.
  func recordManifest(
    of file: CaseFile, number: UInt64, by person: Person, on day: Day, withheld: [FrozenRecord.Withheld],
    contents: [ExhibitID: RecordSource.Content]
  ) throws -> RecordManifest {
    let hidden = Set(withheld.compactMap { file.exhibit($0.exhibit).flatMap { Digest256($0.sha256.bytes) } })
    let journal = try recordOperations(of: file, withheld: hidden)
    var references: [EntityID: String] = [:]
    let named: [EntityID] =
      file.analysis.claims.map { $0.id.cast() } + file.analysis.matrix.hypotheses.map { $0.id.cast() }
      + file.analysis.matrix.evidence.map { $0.id.cast() } + file.analysis.contests.map { $0.id.cast() }
      + file.holds.map(\.id) + file.petitions.map(\.id) + file.reliefs.map(\.id)
      + file.disclosures.map(\.id) + file.submissions.map(\.id) + file.counts.map(\.id)
    for entity in named { references[entity] = try reference(of: entity) }
    let source = RecordSource(
      marking: HandlingMark(stored: try caseRow(file.id).marking), contents: contents,
      references: references, moves: journal.moves, operations: journal.operations,
      signatures: try recordSignatures(of: file))
    return RecordManifest(
      file, number: number, by: person, on: day, profile: try profile(on: day), withheld: withheld,
      source: source)
  }

  /// The personal signatures of a case that hold.
  private func recordSignatures(of file: CaseFile) throws -> [RecordSignature] {
    let caseID: EntityID = file.id.cast()
    let track = EntityID.derived("track", from: caseID, Track.entityList.recordKey)
    var values: [(RecordSignature.Act, LiveValue)] = try live(caseID, .approval).map { (.approval, $0) }
    for agency in Set((file.entityList?.ballots ?? []).map(\.agency)) {
      values += try live(.derived("ballot", from: track, agency.rawValue), .ballot).map { (.vote, $0) }
    }
    return try values.compactMap { act, value in
      let person = try person(of: value.dot)
      guard let key = file.people[person]?.publicKey, let what = value.value[1]?.textValue,
        PersonalSignature.holds(value.value, of: value.target.entity, by: person.name, key: key)
      else { return nil }
      return RecordSignature(
        act, what: what, by: person.name, office: person.office?.description ?? "",
        entity: value.target.entity.description, operation: value.hash.hex, key: Hex.encode(key))
    }.sorted { ($0.act.rawValue, $0.what, $0.operation) < ($1.act.rawValue, $1.what, $1.operation) }
  }
}

// MARK: what an exported record takes

extension StoreReader {
  /// The stored manifest of a frozen record.
  ///
  /// - Throws: `StoreError.invalid` when it is not here, or in the form of another build; `.damaged`.
  public func manifest(of record: FrozenRecord) throws -> (manifest: RecordManifest, bytes: [UInt8]) {
    guard store.vault.holds(record.manifest) else {
      throw StoreError.invalid(
        "the manifest of record \(record.number) is not in this store",
        remedy: "synchronise with an office that holds it, or close the record here")
    }
    let bytes = try store.vault.bytes(record.manifest)
    if let form = RecordManifest.statedFormat(in: bytes), form != RecordManifest.format {
      throw StoreError.invalid(
        "record \(record.number) was closed by another build: its form is \(form), this program reads form "
          + RecordManifest.format,
        remedy: "read it with that build, or close the record again: casetui record freeze")
    }
    do {
      return (try RecordManifest(bytes: bytes), bytes)
    } catch {
      throw StoreError.damaged("the manifest of record \(record.number): \(error.reason)")
    }
  }

  /// A frozen record of a case: the one of that name (`CaseFile.name(of:)`), else the newest.
  ///
  /// - Throws: `StoreError.notFound`; `.invalid` with the names that can be typed when offices closed several apart.
  public func frozenRecord(of id: CaseID, named name: String?) throws -> FrozenRecord {
    let file = try caseFile(id, rehash: false)
    let fits = file.records(named: name)
    guard let first = fits.first else {
      throw StoreError.notFound(
        name.map { "record \($0) of case \(file.reference)" } ?? "closed record of case \(file.reference)",
        list: "casetui record list \(file.reference)")
    }
    guard fits.count == 1 else {
      let names = try fits.map { record in
        "\(file.name(of: record)) (closed \(record.on) by \(record.by) of \(try officeName(of: record.by)))"
      }
      throw StoreError.invalid(
        "record \(first.number) of case \(file.reference) was closed apart \(fits.count) times",
        remedy: "name one with --number: \(names.joined(separator: ", "))")
    }
    return first
  }

  /// The office that vouches for somebody, by name.
  private func officeName(of person: Person) throws -> String {
    guard let office = person.office else { return "this office" }
    let select = try sql("SELECT descriptor FROM feed")
    defer { select.reset() }
    while try select.step() {
      let descriptor = try FeedDescriptor(encoded: select.bytes(0))
      if descriptor.office == office { return descriptor.officeName }
    }
    return "an unknown office"
  }

  /// Everything an export of that record is made of.
  public func recordParts(of id: CaseID, _ record: FrozenRecord) throws -> RecordParts {
    let (manifest, bytes) = try manifest(of: record)
    guard
      let closing = try live(id.cast(), .frozenRecord).first(where: {
        $0.value[1]?.uintValue == record.number && $0.value[3]?.bytesValue == record.manifest.bytes
      })
    else { throw StoreError.damaged("no operation closes record \(record.number)") }
    let wanted =
      manifest.operations + [
        RecordOperation(
          feed: closing.dot.feed.description, seq: closing.dot.seq, name: closing.hash.hex, withheld: false)
      ]
    var collector = RecordCollector(reader: self)
    for operation in wanted { try collector.take(operation) }
    let seals = try collector.numbered()
    let operations = collector.operations
    let signatures = try manifest.signatures.map { signature in
      try RecordParts.SignaturePart(
        signature, operations.first { $0.operation.hash.hex == signature.operation }?.operation)
    }
    return RecordParts(
      record: record, manifest: manifest, manifestBytes: bytes, operations: operations, seals: seals.parts,
      proofs: seals.proofs, signatures: signatures)
  }
}

extension RecordParts.SignaturePart {
  fileprivate init(_ signature: RecordSignature, _ operation: CaseDomain.Operation?) throws {
    guard let value = operation?.payload.flatMap({ try? OperationBody(payload: $0) })?.value,
      let entity = EntityID(signature.entity), let raw = value[6]?.bytesValue, let der = SealKey.der(raw),
      let key = Hex.decode(signature.key).flatMap({ SealKey(encoded: $0) }),
      let message = PersonalSignature.message(signed: value, of: entity, by: signature.by),
      key.verifies(raw, over: message)
    else {
      throw StoreError.damaged("the signature of \(signature.by) (\(signature.what)) does not hold any more")
    }
    self.init(signature: signature, message: message, der: der, key: key)
  }
}

extension PersonalSignature {
  /// What was signed, from a value that carries its signature; `nil` when it is not a map.
  static func message(signed value: CBOR, of entity: EntityID, by name: String) -> [UInt8]? {
    guard case .map(let pairs) = value else { return nil }
    return message(.map(pairs.filter { $0.key != 6 }), of: entity, by: name)
  }
}

/// Gathers operations with the segments and seals over them.
private struct RecordCollector {
  let reader: StoreReader
  var operations: [(operation: CaseDomain.Operation, withheld: Bool)] = []
  private var segments: [(segment: Segment, seal: Seal)] = []
  private var entries: [(name: Digest256, segment: Int, index: Int)] = []
  private var seals: [Digest256: (seal: Seal, key: SealKey)] = [:]

  init(reader: StoreReader) { self.reader = reader }

  mutating func take(_ wanted: RecordOperation) throws {
    guard let feed = FeedID(wanted.feed), let name = Digest256(hex: wanted.name) else {
      throw StoreError.damaged("the manifest names an operation \(wanted.feed):\(wanted.seq) that cannot be")
    }
    // Operations come by feed and number: the newest segment mostly holds the next one too.
    if let last = segments.indices.last, let index = segments[last].segment.index(of: name, wanted.seq, feed)
    {
      append(name, wanted, segment: last, index: index)
      return
    }
    let (segment, descriptor) = try load(feed, wanted, name)
    let seal = try seal(over: segment)
    try takeChain(from: seal, key: descriptor.key)
    segments.append((segment, seal))
    guard let index = segment.index(of: name, wanted.seq, feed) else { throw missing(wanted) }
    append(name, wanted, segment: segments.count - 1, index: index)
  }

  private mutating func append(_ name: Digest256, _ wanted: RecordOperation, segment: Int, index: Int) {
    operations.append((segments[segment].segment.operations[index], wanted.withheld))
    entries.append((name, segment, index))
  }

  private func missing(_ wanted: RecordOperation) -> StoreError {
    .damaged("operation \(wanted.feed):\(wanted.seq) of the record is not in this store")
  }

  private func load(_ feed: FeedID, _ wanted: RecordOperation, _ name: Digest256) throws -> (
    Segment, FeedDescriptor
  ) {
    let number = try reader.feeds.number(of: feed)
    let select = try reader.sql("SELECT descriptor FROM feed WHERE feed = ?1")
    select.bind(1, number)
    guard try select.step() else { throw missing(wanted) }
    let descriptor = try FeedDescriptor(encoded: select.bytes(0))
    select.reset()
    let rows = try reader.sql.composed(
      """
      SELECT \(SegmentRow.columns) FROM segment WHERE feed = ?1 AND last >= ?2 AND first <= ?2
      ORDER BY last, branch
      """)
    rows.bind(1, number)
    rows.bind(2, wanted.seq)
    var places: [SegmentRow.Place] = []
    while try rows.step() { places.append(try SegmentRow.read(rows)) }
    for place in places {
      let segment = try SQLiteOperationLog.load(place, of: feed, number, descriptor, reader.sql)
      if segment.index(of: name, wanted.seq, feed) != nil { return (segment, descriptor) }
    }
    guard places.isEmpty else { throw missing(wanted) }
    throw StoreError.invalid(
      "operation \(wanted.feed):\(wanted.seq) of the record is not sealed yet",
      remedy: "close the record once more, which seals what waits: casetui record freeze")
  }

  private func seal(over segment: Segment) throws -> Seal {
    let proof = segment.proof
    let found = try SealRow.all(of: proof.replica, proof.incarnation, proof.sealNumber, reader.sql)
    guard let seal = found.first(where: { segment.isCovered(by: $0) }) else {
      throw StoreError.damaged(
        "no seal covers operations \(segment.feed):\(segment.first) to \(segment.last)")
    }
    return seal
  }

  /// The seal and, while they carry no signature, those after it.
  private mutating func takeChain(from first: Seal, key: SealKey) throws {
    var seal = first
    while true {
      seals[seal.hash] = (seal, key)
      if seal.isSigned(by: key) { return }
      let after = try SealRow.all(of: seal.replica, seal.incarnation, seal.number + 1, reader.sql)
      guard let next = after.first(where: { $0.previous == seal.hash }) else {
        throw StoreError.damaged("seal \(first.number) of replica \(first.replica) is not signed")
      }
      seal = next
    }
  }

  /// The seals in order under their numbers, and how the operations lead to them.
  func numbered() throws -> (parts: [RecordParts.SealPart], proofs: RecordProofs) {
    let ordered = seals.values.sorted {
      ($0.seal.replica, $0.seal.incarnation, $0.seal.number, $0.seal.hash)
        < ($1.seal.replica, $1.seal.incarnation, $1.seal.number, $1.seal.hash)
    }
    let parts = ordered.map { item in
      let message = item.seal.signedMessage
      let signature = item.seal.signatures.first {
        $0.algorithm == 1 && $0.keyID == item.key.id && item.key.verifies($0.bytes, over: message)
      }
      return RecordParts.SealPart(
        seal: item.seal, key: item.key, signature: signature.flatMap { SealKey.der($0.bytes) })
    }
    let files = Dictionary(
      uniqueKeysWithValues: ordered.enumerated().map { ($1.seal.hash, RecordManifest.fileNumber($0)) })
    // The Merkle tree of a segment is made once for each of its operations: at most 1,000 leaves.
    return (
      parts,
      RecordProofs(
        seals: parts.map { part in
          .init(file: files[part.seal.hash] ?? "", hash: part.seal.hash.hex, signed: part.signature != nil)
        },
        segments: segments.map { .init($0.segment, seal: files[$0.seal.hash] ?? "") },
        operations: entries.map { entry in
          let names = segments[entry.segment].segment.operations.map(\.hash)
          return .init(
            name: entry.name.hex, segment: entry.segment, index: entry.index,
            path: Merkle.path(to: entry.index, in: names).map(\.hex))
        })
    )
  }
}

extension Segment {
  /// The place of an operation in this segment; `nil` when it is not in it.
  fileprivate func index(of name: Digest256, _ seq: UInt64, _ feed: FeedID) -> Int? {
    guard feed == self.feed, seq >= first, seq <= last, let index = Int(exactly: seq - first),
      operations.indices.contains(index), operations[index].hash == name
    else { return nil }
    return index
  }
}
