import CaseDomain

extension StoreReader {
  /// What sources state of ownership: of each statement its latest version, by source and statement.
  ///
  /// Latest by `modified` as the source wrote it, then by content, so that every replica picks the same.
  public func statedStakes() throws -> [StatedStake] {
    let select = try sql(
      """
      SELECT statedHolding.source, statedHolding.externalID, owner, owned, leastPPM, mostPPM, firstDay, endDay,
        direct, interest, sourceRecord.bundle
      FROM statedHolding JOIN sourceRecord ON sourceRecord.op = statedHolding.op
      WHERE sourceRecord.bundle NOT IN (SELECT sha256 FROM withdrawnFile)
      ORDER BY statedHolding.source, statedHolding.externalID, coalesce(sourceRecord.modified, ''),
        sourceRecord.content
      """)
    var found: [StatedStake] = []
    while try select.step() {
      let stake = StatedStake(
        source: select.text(0), statement: select.text(1),
        holding: StatedHolding(
          owner: select.text(2), owned: select.text(3), leastPPM: select.optionalInt(4),
          mostPPM: select.optionalInt(5), from: select.optionalText(6).flatMap { Day($0) },
          to: select.optionalText(7).flatMap { Day($0) }, isDirect: select.optionalInt(8).map { $0 != 0 },
          interest: select.text(9)),
        bundle: select.isNull(10) ? .zero : try select.digest(10))
      if let last = found.last, last.source.utf8.elementsEqual(stake.source.utf8),
        last.statement.utf8.elementsEqual(stake.statement.utf8)
      {
        found[found.count - 1] = stake
      } else {
        found.append(stake)
      }
    }
    return found
  }

  /// The name a source gives a party; `nil` when it gives none.
  public func name(of party: OwnershipKey) throws -> String? {
    guard let colon = party.text.firstIndex(of: ":") else { return nil }
    let select = try sql(
      """
      SELECT name FROM sourceRecord WHERE source = ?1 AND externalID = ?2 AND name IS NOT NULL
      ORDER BY coalesce(modified, '') DESC, content LIMIT 1
      """)
    select.bind(1, String(party.text[..<colon]))
    select.bind(2, String(party.text[party.text.index(after: colon)...]))
    defer { select.reset() }
    return try select.step() ? select.text(0) : nil
  }

  /// The party that a person means by a key, an id of one source, or a name.
  ///
  /// - Throws: when none or several are meant.
  public func party(_ text: String, among stakes: [StatedStake]) throws -> OwnershipKey {
    let parties = Set(stakes.flatMap { [$0.owner, $0.owned].compactMap(\.self) })
    if let key = OwnershipKey(text), parties.contains(key) { return key }
    let byID = parties.filter { key in
      key.text.firstIndex(of: ":").map {
        key.text[key.text.index(after: $0)...].utf8.elementsEqual(text.utf8)
      }
        ?? false
    }
    let meant = byID.isEmpty ? try named(text).intersection(parties) : byID
    guard let only = meant.first else {
      throw StoreError.notFound("a party \(text) in any statement of ownership")
    }
    guard meant.count == 1 else { throw StoreError.ambiguous(text, meant.sorted().map(\.text)) }
    return only
  }

  /// Parties whose records bear exactly that name, but for the case of ASCII letters.
  private func named(_ text: String) throws -> Set<OwnershipKey> {
    let select = try sql(
      "SELECT DISTINCT source, externalID FROM sourceRecord WHERE name = ?1 COLLATE NOCASE")
    select.bind(1, text)
    var found: Set<OwnershipKey> = []
    while try select.step() {
      if let key = StatedStake.key(select.text(0), select.text(1)) { found.insert(key) }
    }
    return found
  }
}
