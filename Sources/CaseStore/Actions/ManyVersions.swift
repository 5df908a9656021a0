import CaseDomain

/// The versions held of records that have many of them: read once, and not again for each further version that comes.
///
/// A record with few is not remembered: to read these costs little, and an import has millions of such records.
struct ManyVersions {
  private static let least = 32
  /// About 20 MB.
  private static let mostKept = 100_000

  private var known: [RowsElsewhere.Key: [HeldVersion]] = [:]
  private var kept = 0
  private var file: Digest256?

  /// As `HeldVersion.held`.
  mutating func held(
    _ sql: SQLCache, _ source: String, _ externalID: String, besides file: Digest256? = nil
  ) throws -> [HeldVersion] {
    if self.file != file {
      forget()
      self.file = file
    }
    let key = RowsElsewhere.Key(source: source, externalID: externalID)
    if !known.isEmpty, let versions = known[key] { return versions }
    let versions = try HeldVersion.held(sql, source, externalID, besides: file)
    guard versions.count >= Self.least else { return versions }
    if kept > Self.mostKept {
      known.removeAll()
      kept = 0
    }
    known[key] = versions
    kept += versions.count
    return versions
  }

  /// A version was written.
  ///
  /// - Parameter operation: its audit number.
  mutating func add(_ sql: SQLCache, _ record: SourceRecord, _ operation: Int64) throws {
    let key = RowsElsewhere.Key(source: record.source, externalID: record.externalID)
    guard !known.isEmpty, known[key] != nil else { return }
    let written = try HeldVersion.held(
      sql, record.source, record.externalID, .written(operation), besides: file)
    for version in written {
      let place = known[key]?.lastIndex { $0.comes(before: version) }.map { $0 + 1 } ?? 0
      known[key]?.insert(version, at: place)
      kept += 1
    }
  }

  /// What stands may have changed.
  mutating func forget() {
    known.removeAll()
    kept = 0
  }
}
