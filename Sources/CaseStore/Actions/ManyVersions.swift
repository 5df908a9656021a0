import CaseDomain

/// The versions held of records that have many of them: read once, and not again for each further version that comes.
///
/// A record with few is not remembered: to read these costs little, and an import has millions of such records.
struct ManyVersions {
  private static let least = 32
  /// About 30 MB.
  private static let mostKept = 50_000

  private var known: [RowsElsewhere.Key: Versions] = [:]
  private var kept = 0
  private var file: Digest256?

  /// The versions of one identifier, and of many those that matter to an arrival: to go through all of them for each
  /// further one would cost the square of them.
  struct Versions {
    /// As `HeldVersion.held`.
    private(set) var all: [HeldVersion]
    /// Of many, in the same order: by their content, and those with a time by that.
    private var byContent: [UInt64: [HeldVersion]] = [:]
    private var byTime: [UInt64: [HeldVersion]] = [:]
    /// Of many, one of each file.
    private var ofFiles: [Digest256: HeldVersion] = [:]

    fileprivate init(_ versions: [HeldVersion]) {
      all = versions
      guard isMany else { return }
      for version in versions {
        byContent[version.content, default: []].append(version)
        if version.modified != 0 { byTime[version.modified, default: []].append(version) }
        if let file = version.place?.bundle { ofFiles[file] = version }
      }
    }

    var isMany: Bool { all.count >= ManyVersions.least }

    /// One for each file, which tells whether what the file states counts; of few all.
    var oneOfEachFile: [HeldVersion] { isMany ? Array(ofFiles.values) : all }

    /// All on which it turns how an object arrives, in their order: those with its content or its time, and the newest that
    /// counts.
    func mattering(
      to this: HeldVersion, where counts: (HeldVersion) throws -> Bool
    ) rethrows -> [HeldVersion] {
      guard isMany else { return all }
      var found = byContent[this.content] ?? []
      if this.modified != 0 {
        found += (byTime[this.modified] ?? []).filter { $0.content != this.content }
        found.sort { $0.comes(before: $1) }
      }
      guard let newest = try all.last(where: counts) else { return found }
      found.removeAll { $0.feed == newest.feed && $0.seq == newest.seq }
      return found + [newest]
    }

    fileprivate mutating func insert(_ version: HeldVersion) {
      Self.insert(version, into: &all)
      Self.insert(version, into: &byContent[version.content, default: []])
      if version.modified != 0 { Self.insert(version, into: &byTime[version.modified, default: []]) }
      if let file = version.place?.bundle { ofFiles[file] = version }
    }

    private static func insert(_ version: HeldVersion, into versions: inout [HeldVersion]) {
      let place = versions.lastIndex { $0.comes(before: version) }.map { $0 + 1 } ?? 0
      versions.insert(version, at: place)
    }
  }

  mutating func versions(
    _ sql: SQLCache, _ source: String, _ externalID: String, besides file: Digest256? = nil
  ) throws -> Versions {
    if self.file != file {
      forget()
      self.file = file
    }
    let key = RowsElsewhere.Key(source: source, externalID: externalID)
    if !known.isEmpty, let versions = known[key] { return versions }
    let versions = Versions(try HeldVersion.held(sql, source, externalID, besides: file))
    guard versions.isMany else { return versions }
    if kept > Self.mostKept {
      known.removeAll()
      kept = 0
    }
    known[key] = versions
    kept += versions.all.count
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
      known[key]?.insert(version)
      kept += 1
    }
  }

  /// What stands may have changed.
  mutating func forget() {
    known.removeAll()
    kept = 0
  }
}
