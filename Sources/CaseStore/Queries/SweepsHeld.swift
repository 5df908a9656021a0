import CaseDomain

/// Whether the searches for owned entities that cases rest on still follow from the statements held.
extension StoreReader {
  /// Whether a sweep was not computed from the statements as they are, or from who of them is one party now. Reads all
  /// statements that are held.
  ///
  /// One that tells of anybody whom no statement here ever named was computed from a file: of that nothing is known. Of a
  /// file that names nobody else it is not told from statements that have changed.
  public func hasChanged(_ sweep: OwnershipSweep) throws -> Bool {
    guard let seeds = sweep.seeds, !seeds.isEmpty,
      try (seeds + sweep.blocked + sweep.undetermined).allSatisfy({ try wasEverParty($0) })
    else { return false }
    return try digestOfStatements() != sweep.holdings
  }

  /// The tracks whose sweep a step asks for and that does not follow any more.
  func changedSweeps(of file: CaseFile, before target: StageTarget) throws -> Set<Track> {
    guard let track = target.stage.track, let sweep = file.sweep(askedForBy: target), try hasChanged(sweep)
    else { return [] }
    return [track]
  }

  /// The sweeps that follow from the statements as they are, each as the end of a sentence.
  public func sweepsThatFollow() throws -> [String] {
    var found: [String] = []
    var now: Digest256?
    for row in try cases() {
      for track in [Track.entityList, .blocking] {
        let sweep = try settled(CaseStore.trackRecord(track, of: row.id), .sweep).flatMap(OwnershipSweep.init)
        guard let sweep else { continue }
        let digest = try now ?? digestOfStatements()
        now = digest
        if sweep.holdings == digest {
          found.append("the ownership sweep of case \(row.reference) for the track \(track.rawValue)")
        }
      }
    }
    return found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  private func digestOfStatements() throws -> Digest256 {
    let stakes = try statedStakes()
    return StatedOwnership.digest(of: stakes, try judgedParties(in: stakes))
  }

  /// Whether a statement of ownership names it, be it taken back or not.
  private func wasEverParty(_ key: String) throws -> Bool {
    // By bytes: an id may begin with an accent, which makes another Character of the colon.
    guard let colon = key.utf8.firstIndex(of: UInt8(ascii: ":")) else { return false }
    let select = try sql(
      """
      SELECT 1 FROM statedHolding WHERE owner = ?2 AND source = ?1
      UNION ALL SELECT 1 FROM statedHolding WHERE owned = ?2 AND source = ?1 LIMIT 1
      """)
    select.bind(1, String(decoding: key.utf8[..<colon], as: UTF8.self))
    select.bind(2, String(decoding: key.utf8[key.utf8.index(after: colon)...], as: UTF8.self))
    defer { select.reset() }
    return try select.step()
  }
}
