import CaseDomain

extension StoreReader {
  /// The bearer that somebody typed: an actor of ours by number or identifier, else a source record, one that other
  /// records are about, or a party that statements of ownership name, by its external id, which may come after its
  /// source and a colon.
  ///
  /// - Throws: `StoreError.notFound`, `.ambiguous` with what fits, or `.invalid` for what was taken back.
  public func bearer(_ text: String) throws -> NameBearer {
    // Ids are held in this form, however a file or a keyboard writes them.
    let text = text.inNFC
    do { return .actor(try find(text, .actor)) } catch StoreError.notFound {}
    let sources = try sources(of: text)
    let standing = try sources.filter { try isStated($0, text) }
    if standing.count == 1 { return .entry(source: standing[0], id: text) }
    if standing.count > 1 {
      throw StoreError.ambiguous("source record \(text)", standing.map { "\($0):\(text)" })
    }
    if !sources.isEmpty { throw try takenBack(text) }
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    if parts.count == 2, try self.sources(of: parts[1]).contains(parts[0]) {
      guard try isStated(parts[0], parts[1]) else { throw try takenBack(parts[1]) }
      return .entry(source: parts[0], id: parts[1])
    }
    throw StoreError.notFound(
      "actor or source record \(text)",
      list: "casetui actor list, casetui search WORDS or casetui export csv records --out FILE")
  }

  /// - Parameter time: only those that had stated it by then; `nil` for all.
  private func sources(of externalID: String, before time: HLC? = nil) throws -> [String] {
    // A register may name a party in its statements alone, as the UK's names companies; of OFAC's files somebody may
    // hold that with the aliases alone.
    let select = try sql(
      """
      SELECT DISTINCT source FROM (
        SELECT source, op FROM sourceRecord WHERE externalID = ?1
        UNION ALL SELECT source, op FROM statedHolding WHERE owner = ?1
        UNION ALL SELECT source, op FROM statedHolding WHERE owned = ?1
        UNION ALL SELECT source, op FROM listedPart WHERE about = ?1
        UNION ALL SELECT r.source, r.op FROM listedName AS n JOIN sourceRecord AS r ON r.op = n.id >> 10
          WHERE n.about = ?1 AND n.actor IS NULL) AS stated
      WHERE ?2 IS NULL OR (SELECT hlc FROM op WHERE op.id = stated.op) < ?2 ORDER BY source
      """)
    select.bind(1, externalID)
    if let time { select.bind(2, time.value) } else { select.bindNull(2) }
    var found: [String] = []
    while try select.step() { found.append(select.text(0)) }
    return found
  }

  /// Whether a file that is not taken back states a record of that identifier or one about it, or names it in a
  /// statement of ownership.
  func isStated(_ source: String, _ externalID: String) throws -> Bool {
    let select = try sql.composed(
      """
      SELECT 1 FROM sourceRecord AS r WHERE externalID = ?1 AND source = ?2 AND \(StoreReader.stands("r"))
      UNION ALL
      SELECT 1 FROM statedHolding AS h JOIN sourceRecord AS r ON r.op = h.op
      WHERE (h.owner = ?1 OR h.owned = ?1) AND h.source = ?2 AND \(StoreReader.stands("r"))
      UNION ALL
      SELECT 1 FROM listedPart AS p JOIN sourceRecord AS r ON r.op = p.op
      WHERE p.about = ?1 AND p.source = ?2 AND \(StoreReader.stands("r"))
      UNION ALL
      SELECT 1 FROM listedName AS n JOIN sourceRecord AS r ON r.op = n.id >> 10
      WHERE n.about = ?1 AND n.actor IS NULL AND r.source = ?2 AND \(StoreReader.stands("r")) LIMIT 1
      """)
    select.bind(1, externalID)
    select.bind(2, source)
    defer { select.reset() }
    return try select.step()
  }

  /// - Throws: `StoreError.invalid` for a record that was taken back: nothing can be judged of it.
  func requireStated(_ bearer: NameBearer) throws {
    guard case .entry(let source, let externalID) = bearer, try !isStated(source, externalID),
      try sources(of: externalID).contains(where: { $0.utf8.elementsEqual(source.utf8) })
    else { return }
    throw try takenBack(externalID)
  }

  private func takenBack(_ externalID: String) throws -> StoreError {
    for source in try sources(of: externalID) {
      guard let since = try readOtherwise(since: externalID, of: source) else { continue }
      return .invalid(
        "source record \(externalID) counts no more: its table is read otherwise since \(since)",
        remedy: "name the row as it is read now: casetui search WORDS; or take that import back: "
          + "casetui import undo \(since)")
    }
    let all = try sources(of: externalID).flatMap { try takenBackImports(of: externalID, in: $0) }
    let imports = Set(all.map(\.reference)).sorted().prefix(5)
    return .invalid(
      "source record \(externalID) was taken back"
        + (imports.isEmpty ? "" : " with import \(imports.joined(separator: ", "))"),
      remedy: "import its file again to have it back, or name another record: casetui search WORDS")
  }

  /// How people name a bearer, and `bearer(_:)` finds it again.
  public func reference(of bearer: NameBearer) throws -> String {
    switch bearer {
    case .actor(let id): return try reference(of: id.cast())
    case .entry(let source, let id):
      return try sources(of: id).count > 1 || isOfActor(id) ? "\(source):\(id)" : id
    }
  }

  /// A source may give its records numbers like ours; alone they name the actor.
  private func isOfActor(_ text: String) throws -> Bool {
    do {
      let _: ActorID = try find(text, .actor)
      return true
    } catch StoreError.ambiguous {
      return true
    } catch StoreError.notFound { return false }
  }

  /// Every judgement about a bearer that is not withdrawn, those made by accepting a proposal among them.
  public func judgements(of bearer: NameBearer) throws -> [JudgementRow] {
    let select = try sql(
      """
      SELECT pair, verdict FROM pairJudgement WHERE first = ?1
      UNION SELECT pair, verdict FROM pairJudgement WHERE second = ?1 ORDER BY pair
      """)
    select.bind(1, bearer.cbor.encoded)
    var pairs: [(EntityID, Bool)] = []
    while try select.step() { pairs.append((try select.id(0), select.text(1) == "contested")) }
    return try pairs.compactMap { try judgement($0, isContested: $1) } + accepted(bearer)
  }

  /// The judgement that stands for a pair; `nil` when nobody judged it.
  public func judgement(_ one: NameBearer, _ other: NameBearer) throws -> JudgementRow? {
    guard let pair = PairJudgement(one, other, .unsure)?.entity else { return nil }
    let select = try sql("SELECT verdict FROM pairJudgement WHERE pair = ?1")
    select.bind(1, pair)
    guard try select.step() else { return nil }
    let isContested = select.text(0) == "contested"
    select.reset()
    return try judgement(pair, isContested: isContested)
  }

  /// The judgement that stands for a pair; else one of whoever was judged the same as either: *different* before one that
  /// is contested, and this before *unsure*. What was said of a record counts for the actor that was made of it.
  public func standingJudgement(_ one: NameBearer, _ other: NameBearer) throws -> JudgementRow? {
    try judgement(one, other) ?? judgement(through: cluster(of: one).members, to: other)
  }

  /// What stands of each pair, in their order: what was judged of the two, also by accepting a proposal, else as
  /// `standingJudgement` says; `nil` when nobody judged it. What was judged of a record is read once, however many
  /// pairs it is in.
  public func standingJudgements(
    _ pairs: [(asked: NameBearer, held: NameBearer)]
  ) throws -> [JudgementRow?] {
    var known: [[UInt8]: (own: [[UInt8]: JudgementRow], members: [NameBearer])] = [:]
    return try pairs.map { asked, held -> JudgementRow? in
      let key = asked.cbor.encoded
      if known[key] == nil {
        let own = try judgements(of: asked).map { ($0.other(than: asked).cbor.encoded, $0) }
        known[key] = (
          own: Dictionary(own) { first, _ in first }, members: try cluster(of: asked).members
        )
      }
      guard let judged = known[key] else { return nil }
      return try judged.own[held.cbor.encoded] ?? judgement(through: judged.members, to: held)
    }
  }

  /// A judgement of two of whom one is among `ones`, who are the same, and the other is the same as `other`.
  private func judgement(through ones: [NameBearer], to other: NameBearer) throws -> JudgementRow? {
    let others = try cluster(of: other).members
    if ones.contains(where: { $0.isSame(as: other) }) {
      return try judgements(of: other).first { $0.verdict == .same }
    }
    guard ones.count > 1 || others.count > 1 else { return nil }
    // From the smaller side, so that what it costs grows with the judgements and not with the product of both.
    let (few, many) = ones.count <= others.count ? (ones, others) : (others, ones)
    let ends = Set(many.map(\.cbor.encoded))
    var found: JudgementRow?
    for member in few {
      for row in try judgements(of: member) where ends.contains(row.other(than: member).cbor.encoded) {
        if row.verdict == .different { return row }
        if found == nil || row.verdict == nil { found = row }
      }
    }
    return found
  }

  /// Everything that was ever said of a pair, the newest first: what stands, what it replaced, and what was taken
  /// back (`withdrawn`). Of operations that are not held nothing is known.
  public func judgementHistory(_ one: NameBearer, _ other: NameBearer) throws -> [JudgementRow] {
    guard let pair = PairJudgement(one, other, .unsure)?.entity else { return [] }
    var rows: [JudgementRow] = []
    var next = try live(pair, .pairJudgement).sorted { ($1.hlc, $1.hash) < ($0.hlc, $0.hash) }.map(\.dot)
    var seen = Set(next)
    while !next.isEmpty {
      let dot = next.removeFirst()
      guard let body = try body(of: dot) else { continue }
      next += body.supersedes.filter { seen.insert($0).inserted }
      guard let judgement = body.value.flatMap({ PairJudgement($0) }) else { continue }
      rows.append(try row(pair, judgement, judgement.verdict, dot, body))
    }
    return rows + (try accepted(one).filter { $0.other(than: one).isSame(as: other) })
  }

  /// The judgement that a person names: by the start of its identifier, six digits or more.
  public func judgement(named text: String) throws -> JudgementRow {
    let digits = text.lowercased()
    guard (6...32).contains(digits.utf8.count), digits.utf8.allSatisfy(isLowerHexDigit),
      let low = Hex.decode(digits + String(repeating: "0", count: 32 - digits.utf8.count)),
      let high = Hex.decode(digits + String(repeating: "f", count: 32 - digits.utf8.count))
    else { throw StoreError.notFound("judgement \(text)", list: JudgementRow.list) }
    let select = try sql("SELECT pair, verdict FROM pairJudgement WHERE pair BETWEEN ?1 AND ?2 LIMIT 5")
    select.bind(1, low)
    select.bind(2, high)
    var fits: [JudgementRow] = []
    var pairs: [(EntityID, Bool)] = []
    while try select.step() { pairs.append((try select.id(0), select.text(1) == "contested")) }
    fits += try pairs.compactMap { try judgement($0, isContested: $1) }
    func refuse(_ back: JudgementRow) -> StoreError {
      .invalid(
        "judgement \(text) was taken back by \(back.by) on \(Day(milliseconds: back.saidAtMilliseconds))"
          + (back.reason.map { ": \($0)" } ?? ""),
        remedy: "to judge the pair anew: casetui actor same, different or unsure")
    }
    if pairs.isEmpty, let back = try takenBack(from: low, to: high).first { throw refuse(back) }
    if fits.isEmpty { fits = try allAccepted().filter { $0.id.hasPrefix(digits.prefix(12)) } }
    // Of an acceptance the pair says that it was taken back, under an id of its own.
    if fits.isEmpty {
      let back = try withdrawn { Self.acceptanceID($0)?.hasPrefix(digits.prefix(12)) ?? false }
      if let back = back.first { throw refuse(back) }
    }
    // One of an earlier build may be of records of several sources.
    guard Set(fits.map(\.id)).count <= 1 else {
      throw StoreError.ambiguous("judgement \(text)", Set(fits.map(\.id)).sorted())
    }
    guard let fit = fits.first else {
      throw StoreError.notFound("judgement \(text)", list: JudgementRow.list)
    }
    return fit
  }

  /// Every judgement of *same* or *different* that stands, those made by accepting a record among them.
  public func identityJudgements() throws -> [JudgementRow] {
    let select = try sql(
      "SELECT pair FROM pairJudgement WHERE verdict IN ('same', 'different') ORDER BY pair")
    var pairs: [EntityID] = []
    while try select.step() { pairs.append(try select.id(0)) }
    return try pairs.compactMap { try judgement($0, isContested: false) }
      + allAccepted().filter { $0.verdict == .same || $0.verdict == .different }
  }

  /// Every judgement in force, contested ones and those made by accepting a record among them.
  private func judgementsInForce() throws -> [JudgementRow] {
    let select = try sql("SELECT pair, verdict FROM pairJudgement ORDER BY pair")
    var pairs: [(EntityID, Bool)] = []
    while try select.step() { pairs.append((try select.id(0), select.text(1) == "contested")) }
    return try pairs.compactMap { try judgement($0, isContested: $1) } + allAccepted()
  }

  /// Every judgement in force that names a source record which fits.
  func judgements(naming fits: (_ source: String, _ externalID: String) throws -> Bool) throws
    -> [JudgementRow]
  {
    try judgementsInForce().filter { row in
      try [row.first, row.second].contains { bearer in
        guard case .entry(let source, let id) = bearer else { return false }
        return try fits(source, id)
      }
    }
  }

  /// Everybody that judgements make one with a bearer.
  public func cluster(of bearer: NameBearer) throws -> IdentityCluster {
    try IdentityCluster(of: bearer) { member in
      try judgements(of: member).compactMap { row in
        row.verdict.flatMap { PairJudgement(row.first, row.second, $0) }
      }
    }
  }

  private func judgement(_ pair: EntityID, isContested: Bool) throws -> JudgementRow? {
    guard let shown = RegisterState(try live(pair, .pairJudgement))?.shown,
      let judgement = PairJudgement(shown.value)
    else { return nil }
    guard let body = try body(of: shown.dot) else {
      return JudgementRow(
        id: StoreReader.judgementID(pair), first: judgement.first, second: judgement.second,
        verdict: isContested ? nil : judgement.verdict, by: "", office: try officeName(of: shown.dot.feed),
        saidAtMilliseconds: shown.hlc.milliseconds, reason: nil)
    }
    return try row(pair, judgement, isContested ? nil : judgement.verdict, shown.dot, body)
  }

  /// A judgement in the mouth of whoever made it: of one that settled a conflict with the words of a side, that side.
  private func row(
    _ pair: EntityID, _ judgement: PairJudgement, _ verdict: PairJudgement.Verdict?, _ dot: Dot,
    _ body: OperationBody
  ) throws -> JudgementRow {
    let office = try officeName(of: dot.feed)
    let side = try takenOver(by: body)
    return JudgementRow(
      id: StoreReader.judgementID(pair), first: judgement.first, second: judgement.second, verdict: verdict,
      by: side?.body.author.user ?? body.author.user,
      office: try side.map { try officeName(of: $0.dot.feed) } ?? office,
      saidAtMilliseconds: side?.body.saidAtMilliseconds ?? body.saidAtMilliseconds, reason: body.basis,
      settled: side.map { _ in
        JudgementRow.Settled(by: body.author.user, office: office, atMilliseconds: body.saidAtMilliseconds)
      })
  }

  /// Of the values that an operation replaced, where they differed, the one that it says again with its reason.
  private func takenOver(by body: OperationBody) throws -> (dot: Dot, body: OperationBody)? {
    guard body.supersedes.count > 1, body.value.flatMap({ PairJudgement($0) })?.verdict != .withdrawn else {
      return nil
    }
    let sides = try body.supersedes.sorted().compactMap { dot in
      try self.body(of: dot).map { (dot: dot, body: $0) }
    }
    guard sides.contains(where: { $0.body.value != body.value }) else { return nil }
    return sides.first { $0.body.value == body.value && $0.body.basis == body.basis }
  }

  // MARK: judgements that were taken back

  /// Pairs of a bearer that somebody judged and that nobody judges any more, each as it was taken back. Of proposals
  /// that were accepted and taken back in earlier builds nothing is known any more.
  public func takenBack(of bearer: NameBearer) throws -> [JudgementRow] {
    try withdrawn { $0.first.isSame(as: bearer) || $0.second.isSame(as: bearer) }
  }

  /// Of the pairs that nobody judges any more those that fit.
  private func withdrawn(where fits: (PairJudgement) -> Bool) throws -> [JudgementRow] {
    // The condition of the index `liveProcedure`; a judgement is of no case.
    let select = try sql(
      "SELECT entity, value FROM live WHERE field >= 19 AND field = ?1 AND caseID IS NULL ORDER BY entity")
    select.bind(1, Field.pairJudgement.rawValue)
    var pairs: [EntityID] = []
    while try select.step() {
      guard let pair = PairJudgement(try CBORReader.decode(select.bytes(1))),
        pair.verdict == .withdrawn, fits(pair)
      else { continue }
      pairs.append(try select.id(0))
    }
    return try withdrawn(pairs)
  }

  private func takenBack(from low: [UInt8], to high: [UInt8]) throws -> [JudgementRow] {
    let select = try sql(
      "SELECT DISTINCT entity FROM live WHERE entity BETWEEN ?1 AND ?2 AND field = ?3 LIMIT 5")
    select.bind(1, low)
    select.bind(2, high)
    select.bind(3, Field.pairJudgement.rawValue)
    var pairs: [EntityID] = []
    while try select.step() { pairs.append(try select.id(0)) }
    return try withdrawn(pairs)
  }

  private func withdrawn(_ pairs: [EntityID]) throws -> [JudgementRow] {
    try pairs.compactMap { pair in
      guard let state = RegisterState(try live(pair, .pairJudgement)), !state.isConflict else { return nil }
      return try judgement(pair, isContested: false).flatMap { $0.verdict == .withdrawn ? $0 : nil }
    }
  }

  // MARK: judgements made by accepting a proposal

  /// Those of `judgement` in which a bearer is the actor or the record.
  func accepted(_ bearer: NameBearer) throws -> [JudgementRow] {
    switch bearer {
    case .actor(let id): return try accepted(by: id)
    case .entry(_, let externalID):
      let select = try sql("SELECT DISTINCT actor FROM judgement WHERE externalID = ?1 ORDER BY actor")
      select.bind(1, externalID)
      var actors: [ActorID] = []
      while try select.step() { actors.append(try select.id(0)) }
      return try actors.flatMap { try accepted(by: $0) }
        .filter { $0.other(than: $0.first).isSame(as: bearer) }
    }
  }

  /// Whether an actor was made by accepting a record, and nobody judges it the same as anybody any more: what it is
  /// called then is that record's word, and not ours.
  public func isAcceptanceTakenBack(of actor: ActorID) throws -> Bool {
    guard try !judgements(of: NameBearer.actor(actor)).contains(where: { $0.verdict == .same }) else {
      return false
    }
    return try acceptance(making: actor) != nil
  }

  /// The records that an actor was made of, whatever is judged of it by now: its names are theirs. None of one that
  /// nobody accepted, several where an acceptance of an earlier build does not say of which source.
  func recordsMade(into actor: ActorID) throws -> [(source: String, id: String)] {
    guard let judgement = try acceptance(making: actor) else { return [] }
    let sources = try judgement.source.map { [$0] } ?? sources(of: judgement.externalID)
    return sources.map { (source: $0, id: judgement.externalID) }
  }

  /// The judgement by which an actor was made, also one that was taken back.
  private func acceptance(making actor: ActorID) throws -> Judgement? {
    let entity: EntityID = actor.cast()
    guard let made = try live(entity, .created).first?.dot, let feed = try feeds.existing(made.feed) else {
      return nil
    }
    // What makes an actor stands together in its feed, the acceptance last.
    let select = try sql("SELECT payload FROM op WHERE feed = ?1 AND seq > ?2 ORDER BY seq, branch")
    select.bind(1, feed)
    select.bind(2, made.seq)
    defer { select.reset() }
    while try select.step() {
      guard !select.isNull(0) else { return nil }
      let body = try OperationBody(payload: select.raw(0))
      guard let target = body.target, target.entity == entity else { return nil }
      if target.field == Field.judgements.rawValue { return body.value.flatMap { Judgement($0) } }
    }
    return nil
  }

  private func allAccepted() throws -> [JudgementRow] {
    let select = try sql("SELECT DISTINCT actor FROM judgement ORDER BY actor")
    var actors: [ActorID] = []
    while try select.step() { actors.append(try select.id(0)) }
    return try actors.flatMap { try accepted(by: $0) }
  }

  /// Of a judgement that does not name its source, one row for each source that had stated the accepted id when it was
  /// said: what another states later was not judged.
  private func accepted(by actor: ActorID) throws -> [JudgementRow] {
    try live(actor.cast(), .judgements).flatMap { value -> [JudgementRow] in
      guard let judgement = Judgement(value.value),
        let verdict = PairJudgement.Verdict(rawValue: judgement.verdict.rawValue)
      else { return [] }
      let body = try body(of: value.dot)
      let office = try officeName(of: value.dot.feed)
      let sources = try judgement.source.map { [$0] } ?? sources(of: judgement.externalID, before: value.hlc)
      return sources.map { source in
        JudgementRow(
          id: StoreReader.acceptanceID(actor, judgement.externalID),
          first: .actor(actor), second: .entry(source: source, id: judgement.externalID), verdict: verdict,
          by: body?.author.user ?? "", office: office,
          saidAtMilliseconds: body?.saidAtMilliseconds ?? value.hlc.milliseconds, reason: body?.basis)
      }
    }
  }

  private static func acceptanceID(_ actor: ActorID, _ externalID: String) -> String {
    judgementID(.derived("accepted", from: actor.cast(), externalID))
  }

  /// Of a pair that may have been made one by accepting a record; `nil` of two actors or two records.
  private static func acceptanceID(_ pair: PairJudgement) -> String? {
    switch (pair.first, pair.second) {
    case (.actor(let actor), .entry(_, let id)), (.entry(_, let id), .actor(let actor)):
      acceptanceID(actor, id)
    case (.actor, .actor), (.entry, .entry): nil
    }
  }

  private static func judgementID(_ entity: EntityID) -> String { String(entity.description.prefix(12)) }

  private func isLowerHexDigit(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x61...0x66).contains(byte)
  }
}

extension JudgementRow {
  /// The command that shows the judgements on somebody.
  static let list = "casetui actor show ID"
}
