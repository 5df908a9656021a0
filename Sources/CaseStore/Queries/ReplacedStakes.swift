import CaseDomain

extension StoreReader {
  /// The statements of ownership of which a file of another origin counts than stated something else before, by source
  /// and statement. Only of those that several files state are the versions looked at.
  public func replacedStakes() throws -> [ReplacedStake] {
    let select = try sql.composed(
      """
      SELECT \(StoreReader.stakeColumns("version")), version.op
      FROM (
        SELECT DISTINCT this.source, this.externalID
        FROM statedHolding JOIN sourceRecord AS this ON this.op = statedHolding.op
        WHERE EXISTS (
          SELECT 1 FROM sourceRecord AS other
          WHERE other.externalID = this.externalID AND other.source = this.source AND other.op <> this.op
            AND other.bundle IS NOT this.bundle AND \(StoreReader.stands("other")))
          AND \(StoreReader.stands("this"))) AS several
      JOIN sourceRecord AS version
        ON version.externalID = several.externalID AND version.source = several.source
      JOIN op ON op.id = version.op LEFT JOIN statedHolding ON statedHolding.op = version.op
      LEFT JOIN revokedRecord ON revokedRecord.op = version.op
      WHERE \(StoreReader.stands("version"))
      ORDER BY version.source, version.externalID, coalesce(version.modified, ''), op.hlc, op.hash
      """)
    var senders = Senders(self)
    var found: [ReplacedStake] = []
    var versions: [StatedVersion] = []
    while try select.step() {
      let version = StatedVersion(
        source: select.text(0), statement: select.text(1), stake: try StoreReader.stake(select),
        operation: select.int(13))
      if let last = versions.last, !last.isOfOne(with: version) {
        if let replaced = try senders.replaced(versions) { found.append(replaced) }
        versions.removeAll(keepingCapacity: true)
      }
      versions.append(version)
    }
    if let replaced = try senders.replaced(versions) { found.append(replaced) }
    return found
  }
}

private struct StatedVersion {
  let source: String
  let statement: String
  let stake: StatedStake?
  let operation: Int64

  /// By bytes, as ids are.
  func isOfOne(with other: StatedVersion) -> Bool {
    statement.utf8.elementsEqual(other.statement.utf8) && source.utf8.elementsEqual(other.source.utf8)
  }
}

/// Whose files state versions, each file looked up once.
private struct Senders {
  private let reader: StoreReader
  private var known: [Digest256: FileProvenance] = [:]

  init(_ reader: StoreReader) { self.reader = reader }

  /// - Parameter versions: of one statement, the one that counts last.
  mutating func replaced(_ versions: [StatedVersion]) throws -> ReplacedStake? {
    guard let counting = versions.last, versions.count > 1 else { return nil }
    let own = try senders(of: counting)
    var others: [FileProvenance] = []
    var earlier: [ReplacedStake.Version] = []
    for version in versions.dropLast().reversed() {
      let its = try senders(of: version)
      let isHeard = its.contains { one in
        own.contains { $0.sender.isSame(as: one.sender) } || others.contains { $0.isSame(as: one.sender) }
      }
      guard !isHeard, let first = its.first else { continue }
      others += its.map { $0.sender }
      guard version.stake?.holding != counting.stake?.holding else { continue }
      earlier.append(.init(stake: version.stake, file: first.file, sender: first.sender.description))
    }
    guard !earlier.isEmpty else { return nil }
    let first = own.first
    return ReplacedStake(
      source: counting.source, statement: counting.statement,
      counting: .init(
        stake: counting.stake, file: first?.file ?? .zero,
        sender: first?.sender.description ?? "a file that is not held"), earlier: earlier)
  }

  private mutating func senders(
    of version: StatedVersion
  ) throws -> [(file: Digest256, sender: FileProvenance)] {
    var found: [(file: Digest256, sender: FileProvenance)] = []
    for file in try reader.contents(stating: version.operation) {
      let sender = try known[file] ?? reader.provenance(of: file)
      known[file] = sender
      found.append((file, sender))
    }
    return found
  }
}
