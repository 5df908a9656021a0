import CaseDomain

/// Files that an import has taken in before the one it reads, in one transaction. They stand for what follows, though the
/// record of the import, by which the store knows that they do, is written after all of them.
struct TakenIn {
  /// The ways in which each was read; 0 of what is no table.
  private var ways: [Digest256: Set<UInt64>] = [:]
  /// Those that had been taken back: what they state, too, stands again.
  private var back: Set<Digest256> = []

  mutating func add(_ file: Digest256, way: UInt64, isBack: Bool) {
    ways[file, default: []].insert(way)
    if isBack { back.insert(file) }
  }

  func contains(_ file: Digest256) -> Bool { ways[file] != nil }

  /// Versions as they stand for the file that is read.
  func standing(_ versions: [HeldVersion], _ sql: SQLCache) throws -> [HeldVersion] {
    guard !ways.isEmpty else { return versions }
    return try versions.map { held in
      guard !held.stands, let file = held.place?.bundle else { return held }
      var version = held
      if let read = ways[file] { version.fileStands = version.way == 0 || read.contains(version.way) }
      // Rows of a table are never stated again by a mark.
      if !version.stands, version.way == 0, !back.isEmpty {
        version.isRestated = try isRestated(version, sql)
      }
      return version
    }
  }

  /// Whether one of the files that are back states a version, too.
  private func isRestated(_ version: HeldVersion, _ sql: SQLCache) throws -> Bool {
    let select = try sql(
      """
      SELECT bundle FROM restated JOIN feed ON feed.feedID = restated.feedID
      WHERE feed.feed = ?1 AND page = ?2 >> 6 AND bits >> (?2 & 63) & 1
      """)
    select.bind(1, version.feed)
    select.bind(2, version.seq)
    defer { select.reset() }
    while try select.step() {
      if back.contains(try select.digest(0)) { return true }
    }
    return false
  }
}

extension JournalWriter {
  /// Says that an import has taken in all of a file.
  ///
  /// - Parameters:
  ///   - way: in which it was read as a table; 0 for all else.
  ///   - isBack: it was taken back before this import.
  public mutating func tookIn(_ file: Digest256, way: UInt64, isBack: Bool) {
    takenIn.add(file, way: way, isBack: isBack)
  }

  /// Whether an import has taken in a file of this content in this transaction.
  public func hasTakenIn(_ file: Digest256) -> Bool { takenIn.contains(file) }
}
