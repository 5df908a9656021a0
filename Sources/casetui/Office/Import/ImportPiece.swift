import CaseDomain
import CaseExchange
import CaseStore

/// One object on its way from the thread that reads to the one that writes.
struct ImportPiece: Sendable {
  let prepared: PreparedRecord
  let references: [String]
  private let offset: Int
  /// How many of the names and values it states are not compared.
  private let leftOut: Int
  /// The day in the future that it is dated on, where somebody should hear of it.
  private let late: Day?
  /// The label of its sender, where that is stricter than what counts without one.
  private let light: TLP?

  /// Its bytes, when they are too many to stand in the journal.
  var content: Digest256? {
    if case .blob(let hash) = prepared.record.content { hash } else { nil }
  }

  fileprivate init(_ object: SourceObject, _ prepared: PreparedRecord, late: Day?) {
    self.late = late
    light = object.light.flatMap { StatedLights.matters($0) ? $0 : nil }
    self.prepared = prepared
    leftOut = (object.stated?.count ?? 0) - (prepared.record.facts?.comparedCount ?? 0)
    references = object.references
    offset = object.offset
  }

  /// - Parameter isBack: its file was taken back before this import, and comes again.
  /// - Throws: when its content is not in the vault any more, besides what the store throws.
  func write(
    _ writer: inout JournalWriter, _ tally: inout ArrivalTally, in store: CaseStore, isBack: Bool
  ) throws {
    let id = prepared.record.externalID
    if let content { try store.requireContent(content, name: id) }
    if leftOut > 0 { tally.trimmed(id, leftOut, at: offset) }
    if let late { tally.late(late, id, at: offset) }
    if let light { tally.labelled(light, id) }
    tally.count(
      try writer.take(prepared, isBack: isBack), prepared.record.source, prepared.record.type, id,
      isRevoked: prepared.record.facts?.isRevoked ?? false, at: offset)
  }
}

extension ImportOrder {
  /// The objects of a file as its exhibit holds it: read, encoded, hashed and folded on a thread of its own, in the
  /// order of the file.
  ///
  /// - Parameter skipped: so many objects at the front are read and not handed over.
  func pieces(
    of file: EvidenceBundle.File, _ facts: FileFacts, _ preparer: RecordPreparer, after skipped: Int = 0
  ) -> PipelineSource<ImportPiece, ImportSummary> {
    let (vault, mapping, stored, evidence) = (store.vault, options.mapping, stored, evidence)
    let readAs = way(of: file, facts.sha256)
    let content = Result { try self.content(of: file, facts) }
    // Who decided on a scan was asked about dates in the future.
    let today = options.wasAsked ? nil : store.today
    return Pipeline.start { outlet in
      var salts = Salts()
      var number = 0
      return try evidence.read(file, try content.get(), mapping, { outlet.isCancelled }) { object in
        number += 1
        guard number > skipped else { return }
        let record = try SourceRecord(object, of: facts.sha256, readAs, in: vault)
        let piece = ImportPiece(
          object, preparer.prepare(record, &salts), late: today.flatMap { object.lateDay($0) })
        if let content = piece.content { stored.add(content) }
        try outlet.put(piece, bytes: piece.prepared.approximateBytes)
      }
    }
  }
}

extension SourceRecord {
  /// What a record states is in its operation, beside its bytes, and an operation has a limit.
  fileprivate static let maximumFactBytes = 256 * 1024

  /// The record of an object, as an import writes it and a scan compares it.
  ///
  /// - Parameter withFacts: a scan needs what is stated in tables alone, where it depends on how they are read.
  init(
    _ object: SourceObject, _ content: Content, of bundle: Digest256, _ way: UInt64, withFacts: Bool = true
  ) {
    self.init(
      source: object.source, externalID: object.externalID, type: object.type, name: object.name,
      modified: object.modified, content: content, bundle: bundle, offset: UInt64(object.offset),
      length: UInt64(object.bytes.count),
      facts: withFacts ? object.stated?.bounded(toBytes: Self.maximumFactBytes) : nil, way: way)
  }

  /// - Parameter vault: takes what is too long to stand in the journal.
  fileprivate init(
    _ object: SourceObject, of bundle: Digest256, _ way: UInt64, in vault: EvidenceVault
  ) throws {
    let isShort = object.bytes.count <= SourceRecord.inlineLimit
    let content: Content =
      isShort
      ? .inline(object.bytes)
      : .blob(try vault.take(object.bytes, name: object.externalID, mediaType: "application/json").sha256)
    self.init(object, content, of: bundle, way)
  }
}

extension SourceObject {
  /// How many of the names and values that it states are not compared when it is taken in.
  var leftOutOfComparison: Int {
    // A value takes less than 32 times its bytes in the object; most objects are too short for it to matter.
    let limit = SourceRecord.maximumFactBytes
    guard let stated, bytes.count > limit / 32 || stated.count > StatedFacts.mostListedNames else { return 0 }
    return stated.count - stated.bounded(toBytes: limit).comparedCount
  }
}
