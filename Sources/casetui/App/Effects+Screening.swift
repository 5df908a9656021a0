import CaseDomain
import CaseStore
import Foundation

// Who is like whom, and what people judge of it.
extension Effects {
  /// Hits shown for a name or record, and for each actor of a case.
  private static let (mostOfOne, mostOfEach) = (100, 20)

  func screening(
    _ question: ScreeningQuestion, _ reader: StoreReader, isCancelled: () -> Bool = { false },
    progress: (String) -> Void = { _ in }
  ) throws -> Screening {
    let screener = try Screener(reader)
    var parties: [ScreenedParty] = []
    var isSubjectContested = false
    switch question {
    case .name(let typed):
      let result = try screener.screen(typed.query, threshold: typed.threshold, limit: Self.mostOfOne)
      parties = [
        ScreenedParty(
          bearer: nil, reference: "", name: ActorName(typed.name).romanisedFirst,
          hits: try result.hits.map { try match($0, for: nil, reader) }, total: result.total,
          isPartial: result.isPartial,
          problems: try reader.problems(of: typed.identifiers).flatMap {
            ["! \($0.reason);", "  \($0.remedy)"]
          })
      ]
    case .record(let bearer, _):
      parties = [try party(bearer, screener, limit: Self.mostOfOne, reader)]
    case .actors(let tag):
      let actors = try reader.actors(of: tag.id)
      isSubjectContested = try reader.isSubjectContested(of: tag.id)
      for (index, actor) in actors.enumerated() {
        if isCancelled() { throw CancellationError() }
        progress("actor \(index + 1) of \(actors.count)")
        parties.append(try party(.actor(actor), screener, limit: Self.mostOfEach, reader))
      }
    }
    return Screening(
      question: question, parties: parties, namesHeld: try reader.heldNameCount(), at: CaseStore.wallClock(),
      isSubjectContested: isSubjectContested)
  }

  private func party(
    _ bearer: NameBearer, _ screener: Screener, limit: Int, _ reader: StoreReader
  ) throws -> ScreenedParty {
    let query = try reader.screeningQuery(for: bearer)
    let result = try screener.screen(query, limit: limit, openFirst: true)
    let hits = try result.hits.map { try match($0, for: bearer, reader) }
    // Whom an identifier finds is found, whatever the names are.
    let fault = result.total == 0 ? FactText.fault(of: query) : nil
    let judged = try reader.judgements(of: bearer).compactMap { row -> JudgedOther? in
      let other = row.other(than: bearer)
      guard !hits.contains(where: { $0.bearer.isSame(as: other) }) else { return nil }
      return JudgedOther(
        bearer: other, reference: try reader.reference(of: other), name: try name(of: other, reader),
        judgement: try line(row, bearer, other, reader))
    }
    return ScreenedParty(
      bearer: bearer, reference: try reader.reference(of: bearer), name: try name(of: bearer, reader),
      hits: hits, total: result.total, openBeyond: (result.open ?? 0) - hits.count { $0.judgement == nil },
      isPartial: result.isPartial, isUncompared: fault != nil,
      problems: fault.map { ["! \($0.reason);", "  \($0.remedy)"] } ?? [],
      judged: judged)
  }

  func pair(_ question: PairQuestion, _ reader: StoreReader) throws -> PairDetail {
    let query: ScreeningQuery
    let asked: RecordSheet
    switch question.asked {
    case .name(let typed):
      query = typed.query
      asked = RecordSheet(typed)
    case .record(let bearer):
      query = try reader.screeningQuery(for: bearer)
      asked = try sheet(of: bearer, reader)
    }
    let bearer = question.askedBearer
    return PairDetail(
      question: question, asked: asked, held: try sheet(of: question.held, reader),
      match: try Screener(reader).compare(query, with: question.held).map {
        try match($0, for: bearer, reader)
      }, judgement: try standing([question], reader)[0],
      history: try bearer.map { try reader.judgementHistory($0, question.held).map(JudgementLine.init) } ?? []
    )
  }

  /// The actor or the record of a source that full-text search found; `nil` for anything else of ours. By the
  /// source that has it, never by its identifier alone: another source may have the same, and it may be like a
  /// number of ours.
  func record(of hit: SearchHit) -> NameBearer? {
    if let source = hit.source { return .entry(source: source, id: hit.id) }
    return hit.kind == "actor" ? ActorID(hit.id).map { .actor($0) } : nil
  }

  /// Whose name it is; `nil` for what bears none.
  func bearer(of hit: SearchHit, _ reader: StoreReader) throws -> NameBearer? {
    guard let record = record(of: hit) else { return nil }
    if case .actor = record { return record }
    return try reader.names(of: record).isEmpty ? nil : record
  }

  func judge(_ draft: JudgementDraft, reason: String) throws -> WorkResult {
    switch draft.act {
    case .judge(let verdict):
      let (_, change) = try store.judge(draft.first, draft.second, verdict, reason: reason, as: author)
      return .written(auditNumber: change.auditNumber)
    case .takeBack(let id, _):
      return .written(auditNumber: try store.undoJudgement(id, reason: reason, as: author).change.auditNumber)
    }
  }

  /// What was judged of each pair, in their order; else, as a list of matches shows it, of whoever was judged the same
  /// as either. `nil` for a name that was typed, too.
  func standing(_ pairs: [PairQuestion], _ reader: StoreReader) throws -> [JudgementLine?] {
    let asked = pairs.compactMap { pair in pair.askedBearer.map { (asked: $0, held: pair.held) } }
    var rows = try reader.standingJudgements(asked)[...]
    return try pairs.map { pair -> JudgementLine? in
      guard let asked = pair.askedBearer, let row = rows.removeFirst() else { return nil }
      return try line(row, asked, pair.held, reader)
    }
  }

  private func line(
    _ row: JudgementRow, _ asked: NameBearer, _ held: NameBearer, _ reader: StoreReader
  ) throws -> JudgementLine {
    var line = JudgementLine(row)
    line.lost = try reader.lost(by: row).map(\.words)
    let ends = [row.first, row.second]
    guard ![asked, held].allSatisfy({ one in ends.contains { $0.isSame(as: one) } }) else { return line }
    line.through = try ends.map { try reader.reference(of: $0) }
    return line
  }

  /// - Parameter asked: the record asked for; `nil` for a name that was typed.
  private func match(
    _ hit: ScreeningHit, for asked: NameBearer?, _ reader: StoreReader
  ) throws -> PossibleMatch {
    let held = hit.name.name
    let isPrimary = held.kind == .primary && held.strength == .strong && !hit.name.isFormer
    return PossibleMatch(
      bearer: hit.bearer, reference: hit.id, source: hit.bearer.sourceWord,
      name: try name(of: hit.bearer, reader)
        + (hit.revocation.map { "  [revoked by \($0.other?.description ?? "its source")]" } ?? "")
        + (hit.absenceSentence.map { "  [\($0)]" } ?? ""),
      asked: ActorName(hit.asked.text).romanisedFirst,
      compared: held.romanisedFirst
        + (isPrimary ? "" : "  \(bracketed(held, isFormer: hit.name.isFormer))"),
      score: hit.score, features: hit.features,
      judgement: try asked.flatMap { asked in
        try hit.judgement.map { try line($0, asked, hit.bearer, reader) }
      }, claimed: hit.claimants?.sentence ?? "")
  }

  /// `[weak fka]`, `[primary; stated earlier, and no longer]`.
  private func bracketed(_ name: ActorName, isFormer: Bool) -> String {
    "[\(name.kindInWords)\(isFormer ? "; \(ActorName.statedEarlier)" : "")]"
  }

  /// As recorded: an actor's may be romanised by a person.
  private func names(of bearer: NameBearer, _ reader: StoreReader) throws -> [(ActorName, isFormer: Bool)] {
    if case .actor(let id) = bearer { return try reader.actor(id).names.map { ($0, false) } }
    return try reader.names(of: bearer).map { ($0.name, $0.isFormer) }
  }

  private func name(of bearer: NameBearer, _ reader: StoreReader) throws -> String {
    try reader.caption(of: bearer)?.romanisedFirst ?? "no name is held"
  }

  private func sheet(of bearer: NameBearer, _ reader: StoreReader) throws -> RecordSheet {
    var sheet = RecordSheet(reference: try reader.reference(of: bearer), source: bearer.sourceWord)
    sheet.names = try names(of: bearer, reader).map { name, isFormer in
      "\(name.romanisedFirst)  \(bracketed(name, isFormer: isFormer))"
    }
    sheet.take(try reader.facts(of: bearer))
    let cluster = try reader.cluster(of: bearer)
    sheet.same = try cluster.members.dropFirst().map { try reader.reference(of: $0) }
    sheet.contradictions = try cluster.contradictions.map {
      "\(try reader.reference(of: $0.first)) and \(try reader.reference(of: $0.second))"
    }
    switch bearer {
    case .actor(let id): sheet.kind = try reader.actor(id).kind.rawValue
    case .entry(let source, let id):
      // What counts now; a party that statements alone name has no row of its own.
      guard let own = try reader.statements(of: id, in: source).first,
        own.record.externalID.utf8.elementsEqual(id.utf8)
      else { break }
      sheet.kind = own.record.type
      sheet.origin =
        own.files.first?.exhibits.first.map { "\($0.reference)  \($0.title)" }
        ?? "a file that is no exhibit here"
      if let absence = try ListIssues(reader).absence(of: id, in: source) { sheet.absence = absence.sentence }
    }
    return sheet
  }
}

extension TypedName {
  fileprivate var query: ScreeningQuery { ScreeningQuery(name, schema: schema, facts: facts) }

  fileprivate var facts: ScreeningFacts {
    ScreeningFacts(birthDates: [born].compactMap(\.self), countries: countries, identifiers: identifiers)
  }
}

extension RecordSheet {
  fileprivate init(_ typed: TypedName) {
    kind = typed.schema.rawValue
    names = [ActorName(typed.name).romanisedFirst]
    take(typed.facts)
  }

  fileprivate mutating func take(_ facts: ScreeningFacts) {
    dates = facts.birthDates.map(\.text)
    countries = facts.countries
    identifiers = facts.identifiers.map { "\($0.kind) \($0.value)" }
  }
}

extension JudgementLine {
  fileprivate init(_ row: JudgementRow) {
    self.init(
      id: row.id, verdict: row.verdict, by: row.by, office: row.office, at: row.saidAtMilliseconds,
      reason: row.reason, settledBy: row.settled?.by)
  }
}
