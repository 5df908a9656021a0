import CaseDomain

/// What closing a record came to.
public struct FreezeOutcome: Sendable {
  /// Why it was not closed; nothing was written then.
  public var obstacles: [Obstacle]
  /// The record that holds now; `nil` when there are obstacles.
  public var record: FrozenRecord?
  public var manifest: RecordManifest?
  /// False when the newest record says the same already: nothing was written.
  public var isNew: Bool
  public var change: Change
}

/// Whether the newest record of a case still holds, and what has changed since.
public struct RecordState: Sendable {
  public let record: FrozenRecord
  public let file: CaseFile
  public let stored: RecordManifest
  public let differences: [RecordDifference]
  /// The package is the one that was closed: what was signed on it stands.
  public var holds: Bool { record.package == file.package }
}

extension CaseStore {
  /// Records are counted from 1; a peer may have given any number, and ours go on from what can have been counted to.
  private static func next(after records: [FrozenRecord]) -> UInt64 {
    (records.map(\.number).filter { $0 < 1_000_000_000 }.max() ?? 0) + 1
  }

  /// Closes the administrative record over a case as it is, and seals it.
  ///
  /// Every exhibit is read and hashed again first, outside the transaction: it may take long. The package, and so
  /// every act that binds it, stays as it is.
  public func freeze(
    _ id: CaseID, withholding withheld: [FrozenRecord.Withheld] = [], as author: Author
  ) throws -> FreezeOutcome {
    let withheld = withheld.sorted { $0.exhibit < $1.exhibit }
    let (checked, contents) = try read { reader in
      let file = try reader.caseFile(id, rehash: true)
      let isBlocked = !file.obstacles(toFreezeBy: person(author), withholding: withheld).isEmpty
      return (file, isBlocked ? [:] : try reader.recordContents(of: file))
    }
    let obstacles = checked.obstacles(toFreezeBy: person(author), withholding: withheld)
    guard obstacles.isEmpty else {
      return FreezeOutcome(
        obstacles: obstacles, record: nil, manifest: nil, isNew: false,
        change: Change(auditNumber: 0, operations: 0))
    }
    let outcome = try write(as: author) { writer in
      let reader = try writer.reader(of: self)
      let file = try reader.caseFile(id, rehash: false)
      guard file.exhibits.map(\.id) == checked.exhibits.map(\.id),
        file.exhibits.map(\.sha256) == checked.exhibits.map(\.sha256), file.package == checked.package
      else {
        throw StoreError.invalid(
          "case \(file.reference) changed while its exhibits were read; nothing was closed",
          remedy: "look at what changed, then close the record")
      }
      let newest = file.records.max { $0.number < $1.number }
      let manifest = try reader.recordManifest(
        of: file, number: Self.next(after: file.records), by: person(author), on: today, withheld: withheld,
        contents: contents)
      if let newest, let stored = try? reader.manifest(of: newest).manifest, stored.saysTheSame(as: manifest)
      {
        return FreezeOutcome(
          obstacles: [], record: newest, manifest: stored, isNew: false, change: writer.change)
      }
      let bytes = manifest.bytes
      let kept = try vault.take(bytes, name: "manifest.json", mediaType: "application/json")
      let record = FrozenRecord(
        number: manifest.number, package: file.package, manifest: kept.sha256,
        manifestBytes: kept.bytes, by: person(author), on: today, withheld: withheld)
      try writer.add(Target(id.cast(), .frozenRecord), record.cbor, caseID: id.cast())
      return FreezeOutcome(
        obstacles: [], record: record, manifest: manifest, isNew: true, change: writer.change)
    }
    // An export shows a seal over each operation; after this no later seal can change which one.
    try seal()
    return outcome
  }

  /// The newest record of a case, or that of a name, against the case as it is.
  ///
  /// - Parameter rehash: reads every exhibit's content again and sets its integrity in `file`.
  public func recordState(of id: CaseID, named name: String? = nil, rehash: Bool) throws -> RecordState {
    try read { reader in
      let record = try reader.frozenRecord(of: id, named: name)
      let stored = try reader.manifest(of: record).manifest
      let file = try reader.caseFile(id, rehash: rehash)
      // Pages and names follow from the content, which is named by its hash: what is stored holds for it.
      let known = Dictionary(stored.exhibits.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      var contents: [ExhibitID: RecordSource.Content] = [:]
      for exhibit in file.exhibits {
        guard let old = known[exhibit.id.description] else { continue }
        contents[exhibit.id] = RecordSource.Content(name: old.name, lines: old.lines)
      }
      let fresh = try reader.recordManifest(
        of: file, number: record.number, by: record.by, on: today, withheld: record.withheld,
        contents: contents)
      return RecordState(
        record: record, file: file, stored: stored, differences: stored.differences(to: fresh))
    }
  }

  /// Everything an export of a record is made of. Changes nothing: handing out a frozen record is not a hand that
  /// an exhibit passes through.
  public func recordParts(of id: CaseID, named name: String? = nil) throws -> RecordParts {
    try read { reader in try reader.recordParts(of: id, try reader.frozenRecord(of: id, named: name)) }
  }
}
