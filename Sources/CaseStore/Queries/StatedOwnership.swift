import CaseDomain

extension OwnershipKey {
  /// The record of a source that it may be; `nil` of a name in a table.
  var record: (source: String, id: String)? {
    // By bytes: an id may begin with an accent, which makes another Character of the colon.
    guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    return (String(text[..<colon]), String(text[text.utf8.index(after: colon)...]))
  }
}

/// A party that statements of ownership name.
public struct StatedParty: Hashable, Sendable {
  /// Stands for all keys that are one with it.
  public let key: OwnershipKey
  public let keys: [OwnershipKey]
  public let name: String?
  /// Statements in which it is the owner, and in which it is what is held, on whatever day.
  public let holds: Int
  public let held: Int
  /// One of those that were to come first.
  public let isFirst: Bool
}

extension StoreReader {
  /// What sources state of ownership: of each statement its latest version, by source and statement.
  ///
  /// A statement that its source has revoked since is left out, unless the version that says so says until when it
  /// held: then it still counts on the days before. One that closes a statement and gives no end ends it on its own day.
  public func statedStakes() throws -> [StatedStake] {
    let select = try sql.composed(
      """
      SELECT \(StoreReader.stakeColumns("this"))
      FROM statedHolding JOIN sourceRecord AS this ON this.op = statedHolding.op
      JOIN op ON op.id = this.op LEFT JOIN revokedRecord ON revokedRecord.op = this.op
      WHERE \(StoreReader.stands("this")) AND NOT EXISTS (
        SELECT 1 FROM sourceRecord AS later JOIN op AS laterOp ON laterOp.id = later.op
        WHERE later.externalID = this.externalID AND later.source = this.source AND later.op <> this.op
          AND \(StoreReader.stands("later"))
          AND (coalesce(later.modified, ''), laterOp.hlc, laterOp.hash)
            > (coalesce(this.modified, ''), op.hlc, op.hash))
      ORDER BY statedHolding.source, statedHolding.externalID
      """)
    var found: [StatedStake] = []
    while try select.step() {
      if let stake = try StoreReader.stake(select) { found.append(stake) }
    }
    return found
  }

  /// The columns of a `statedHolding` and of the version that states it, as `stake` reads them.
  ///
  /// - Parameter version: the alias of a `sourceRecord`.
  static func stakeColumns(_ version: String) -> String {
    """
    \(version).source, \(version).externalID, owner, owned, leastPPM, mostPPM, firstDay, endDay, direct, interest,
      \(standingFile(version)), revokedRecord.op IS NOT NULL, \(version).modified
    """
  }

  /// - Returns: `nil` of a version that states no holding, or that its source has revoked without an end.
  static func stake(_ select: SQLStatement) throws -> StatedStake? {
    guard !select.isNull(2) else { return nil }
    let most = select.optionalInt(5)
    let isUnreadable = most.map { $0 < 0 } ?? false
    var stake = StatedStake(
      source: select.text(0), statement: select.text(1),
      holding: StatedHolding(
        owner: select.text(2), owned: select.text(3), leastPPM: select.optionalInt(4),
        mostPPM: isUnreadable ? nil : most, isShareUnreadable: isUnreadable,
        from: select.optionalText(6).flatMap { StatedDay($0) },
        to: select.optionalText(7).flatMap { StatedDay($0) },
        isDirect: select.optionalInt(8).map { $0 != 0 },
        interest: select.text(9)),
      bundle: select.isNull(10) ? .zero : try select.digest(10))
    guard select.int(11) != 0 else { return stake }
    // The day it is closed on, when it does not say until when it held.
    guard let end = stake.holding.to ?? select.optionalText(12).flatMap({ StatedDay(String($0.prefix(10))) })
    else { return nil }
    stake.holding.to = end
    return stake
  }

  /// Who is who in statements, by the judgements that stand.
  public func judgedParties(in stakes: [StatedStake]) throws -> JudgedParties {
    JudgedParties(try identityJudgements(), in: stakes)
  }

  /// The name a source gives a party; `nil` when it gives none.
  public func name(of party: OwnershipKey) throws -> String? {
    guard let record = party.record else { return nil }
    func name(of records: String) throws -> String? {
      let select = try sql.composed(
        """
        SELECT name FROM \(records) AND name IS NOT NULL AND \(StoreReader.stands("sourceRecord"))
        ORDER BY coalesce(modified, '') DESC, op.hlc DESC, op.hash DESC LIMIT 1
        """)
      select.bind(1, record.source)
      select.bind(2, record.id)
      defer { select.reset() }
      return try select.step() ? select.text(0) : nil
    }
    let own = "sourceRecord JOIN op ON op.id = sourceRecord.op WHERE source = ?1 AND externalID = ?2"
    return try name(of: own) ?? name(of: StoreReader.ofOwner)
  }

  /// Records of the register of people with significant control are statement and owner in one, and a British company in
  /// them is known by its own number: its name stands in the statement. Source: `docs/exchange.md`.
  private static let ofOwner = """
    statedHolding JOIN sourceRecord ON sourceRecord.op = statedHolding.op JOIN op ON op.id = statedHolding.op
    WHERE statedHolding.source = ?1 AND statedHolding.source = 'uk-psc' AND statedHolding.owner = ?2
    """

  /// The name that a source gives a party under any of its keys.
  public func name(of party: OwnershipKey, _ judged: JudgedParties) throws -> String? {
    for key in judged.keys(of: party) { if let name = try name(of: key) { return name } }
    return nil
  }

  /// Parties that statements name, by how much they hold: those of `first` before all others.
  ///
  /// - Parameters:
  ///   - words: each in a name, as it is written or in Latin letters, or in an id; folded as for a search.
  ///   - first: keys of parties that come first.
  /// - Returns: at most `limit`, and how many there are.
  public func statedParties(
    _ stakes: [StatedStake], _ judged: JudgedParties, with words: [String], first: Set<OwnershipKey> = [],
    limit: Int
  ) throws -> (found: [StatedParty], total: Int) {
    var counts: [OwnershipKey: (holds: Int, held: Int)] = [:]
    for stake in stakes {
      if let owner = stake.owner { counts[judged(owner), default: (0, 0)].holds += 1 }
      if let owned = stake.owned { counts[judged(owned), default: (0, 0)].held += 1 }
    }
    let words = words.map(SearchText.fold).filter { !$0.isEmpty }
    let named = try parties(named: words, judged)
    let fitting = counts.keys.filter { party in
      guard !words.isEmpty else { return true }
      let ids = judged.keys(of: party).map { SearchText.fold($0.text) }
      return zip(words, named).allSatisfy { word, named in
        named.contains(party) || ids.contains { $0.utf8.contains(word.utf8) }
      }
    }
    let front = Set(first.map { judged($0) })
    let sorted = fitting.sorted { left, right in
      let (isLeft, isRight) = (front.contains(left), front.contains(right))
      if isLeft != isRight { return isLeft }
      let (holdsLeft, holdsRight) = (counts[left]?.holds ?? 0, counts[right]?.holds ?? 0)
      return holdsLeft != holdsRight ? holdsLeft > holdsRight : left < right
    }
    let found = try sorted.prefix(limit).map { party in
      StatedParty(
        key: party, keys: judged.keys(of: party), name: try name(of: party, judged),
        holds: counts[party]?.holds ?? 0, held: counts[party]?.held ?? 0, isFirst: front.contains(party))
    }
    return (found, sorted.count)
  }

  /// Of each word, which is folded, the parties that bear it in a name: one look at every name that a party has.
  private func parties(named words: [String], _ judged: JudgedParties) throws -> [Set<OwnershipKey>] {
    var found = words.map { _ in Set<OwnershipKey>() }
    guard !words.isEmpty else { return found }
    let areLatin = words.map { $0.utf8.allSatisfy { $0 < 0x80 } }
    let select = try sql.composed(
      """
      SELECT source, externalID, name FROM sourceRecord
      WHERE name IS NOT NULL AND (externalID, source) IN (
        SELECT owner, source FROM statedHolding UNION SELECT owned, source FROM statedHolding)
        AND \(StoreReader.stands("sourceRecord"))
      UNION ALL SELECT sourceRecord.source, statedHolding.owner, sourceRecord.name
      FROM statedHolding JOIN sourceRecord ON sourceRecord.op = statedHolding.op
      WHERE sourceRecord.source = 'uk-psc' AND sourceRecord.name IS NOT NULL
        AND \(StoreReader.stands("sourceRecord"))
      """)
    while try select.step() {
      guard let key = StatedStake.key(select.text(0), select.text(1)) else { continue }
      let (party, name) = (judged(key), select.text(2))
      let written = SearchText.fold(name)
      var left = words.indices.filter { !found[$0].contains(party) }
      for word in left where written.utf8.contains(words[word].utf8) { found[word].insert(party) }
      // A name in other letters is shown in Latin ones; to make them takes long, so only where they may matter.
      left.removeAll { found[$0].contains(party) || !areLatin[$0] }
      guard !left.isEmpty, ![.latin, .undetermined].contains(Script.guess(name)) else { continue }
      let romanised = ParsedName(name, schema: .unknown).romanised
      for word in left where romanised.utf8.contains(words[word].utf8) { found[word].insert(party) }
    }
    return found
  }

  /// The parties whose name a condition holds for: those of the records that bear it, and the owners of `ofOwner`.
  private func keys(_ condition: String, _ text: String) throws -> [OwnershipKey] {
    let select = try sql.composed(
      """
      SELECT source, externalID FROM sourceRecord WHERE \(condition) AND \(StoreReader.stands("sourceRecord"))
      UNION SELECT sourceRecord.source, statedHolding.owner
      FROM statedHolding JOIN sourceRecord ON sourceRecord.op = statedHolding.op
      WHERE sourceRecord.source = 'uk-psc' AND \(condition) AND \(StoreReader.stands("sourceRecord"))
      """)
    select.bind(1, text)
    var found: [OwnershipKey] = []
    while try select.step() {
      if let key = StatedStake.key(select.text(0), select.text(1)) { found.append(key) }
    }
    return found
  }

  /// The keys of a bearer and of all that judgements make one with it.
  public func keys(of bearer: NameBearer) throws -> [OwnershipKey] {
    try cluster(of: bearer).members.compactMap { member in
      if case .entry(let source, let id) = member { StatedStake.key(source, id) } else { nil }
    }
  }

  /// The party that a person means by a key, an id of one source, a name, or an actor of ours that was judged to
  /// be a party.
  ///
  /// - Returns: one of its keys, as it was meant.
  /// - Throws: when none or several parties are meant; keys that judgements make one are one.
  public func party(_ text: String, among stakes: [StatedStake], _ judged: JudgedParties) throws
    -> OwnershipKey
  {
    // Ids are held in this form, however a file or a keyboard writes them.
    let text = text.inNFC
    let keys = Set(stakes.flatMap { [$0.owner, $0.owned].compactMap(\.self) })
    if let key = OwnershipKey(text), keys.contains(key) { return key }
    var meant = keys.filter { key in
      key.text.utf8.firstIndex(of: UInt8(ascii: ":")).map {
        key.text.utf8[key.text.utf8.index(after: $0)...].elementsEqual(text.utf8)
      }
        ?? false
    }
    if meant.isEmpty { meant = try named(text).intersection(keys) }
    if meant.isEmpty { meant = try self.keys(ofActor: text).intersection(keys) }
    guard let first = meant.min() else {
      throw StoreError.notFound(
        "party \(text) in any statement of ownership", list: "casetui ownership parties")
    }
    guard Set(meant.map { judged($0) }).count == 1 else {
      throw StoreError.ambiguous(text, meant.sorted().map(\.text))
    }
    return first
  }

  /// The statement that a person means by its source and id, or by its id alone.
  ///
  /// - Throws: when none or several are meant.
  public func statement(_ text: String, among stakes: [StatedStake]) throws -> StatedStake.Name {
    let text = text.inNFC
    let meant = stakes.filter { stake in
      stake.statement.utf8.elementsEqual(text.utf8)
        || "\(stake.source):\(stake.statement)".utf8.elementsEqual(text.utf8)
    }
    guard let first = meant.first else {
      throw StoreError.notFound(
        "statement of ownership \(text)", list: "casetui ownership tree PARTY --as-of YYYY-MM-DD")
    }
    guard meant.count == 1 else {
      throw StoreError.ambiguous(text, meant.map { "\($0.source):\($0.statement)" })
    }
    return first.name
  }

  private func keys(ofActor text: String) throws -> Set<OwnershipKey> {
    do { return Set(try keys(of: .actor(try find(text, .actor)))) } catch StoreError.notFound { return [] }
  }

  /// Parties whose records bear exactly that name, but for the case of ASCII letters.
  private func named(_ text: String) throws -> Set<OwnershipKey> {
    Set(try keys("name = ?1 COLLATE NOCASE", text))
  }
}
