/// What a record takes from a store beside the case file.
public struct RecordSource: Sendable {
  /// What is known of the content of an exhibit.
  public struct Content: Hashable, Sendable {
    public var name: String
    /// `nil` when it is not text.
    public var lines: UInt64?

    public init(name: String, lines: UInt64?) {
      self.name = name
      self.lines = lines
    }
  }

  public var marking: HandlingMark
  public var contents: [ExhibitID: Content]
  /// The short references of claims, hypotheses, contests, holds, petitions, licences and disclosures.
  public var references: [EntityID: String]
  public var moves: [RecordItem]
  public var operations: [RecordOperation]
  public var signatures: [RecordSignature]

  public init(
    marking: HandlingMark, contents: [ExhibitID: Content] = [:], references: [EntityID: String] = [:],
    moves: [RecordItem] = [], operations: [RecordOperation] = [], signatures: [RecordSignature] = []
  ) {
    self.marking = marking
    self.contents = contents
    self.references = references
    self.moves = moves
    self.operations = operations
    self.signatures = signatures
  }
}

extension RecordManifest {
  /// The record of a case as it is.
  public init(
    _ file: CaseFile, number: UInt64, by person: Person, on day: Day, profile: AuthorityProfile,
    withheld: [FrozenRecord.Withheld], source: RecordSource
  ) {
    caseID = file.id.description
    reference = file.reference
    title = file.title
    marking =
      file.exhibits.map(\.mark).reduce(source.marking) { $0.joined(with: $1) }.description
    self.number = number
    package = file.package.hex
    self.profile = Profile(instrument: profile.instrument, version: profile.textVersion)
    frozenBy = person.name
    frozenByOffice = person.office?.description ?? ""
    frozenOn = day.iso
    stages = file.stageNames
    let names = RecordNames(file, source)
    exhibits = RecordManifest.exhibits(of: file, withheld, source, names)
    facts = file.recordFacts(names)
    moves = source.moves
    operations = source.operations
    signatures = source.signatures
    takeFindings(of: file, names)
    takeAnalysis(of: file, names)
    takeMeasures(of: file)
    takeActs(of: file, names)
    takeRelief(of: file, names)
    takeCommittee(of: file, profile, names)
  }

  private static func exhibits(
    of file: CaseFile, _ withheld: [FrozenRecord.Withheld], _ source: RecordSource, _ names: RecordNames
  ) -> [RecordExhibit] {
    var nextPage: UInt64 = 1
    return file.exhibits.sorted { $0.id < $1.id }.map { exhibit in
      let reason = withheld.first { $0.exhibit == exhibit.id }?.reason
      let content = source.contents[exhibit.id] ?? .init(name: "", lines: nil)
      let pages = RecordPages.count(bytes: exhibit.lengthBytes, lines: content.lines)
      defer { nextPage += pages }
      let number = names.exhibit(exhibit.id)
      return RecordExhibit(
        number: number, id: exhibit.id.description, reference: exhibit.reference, title: exhibit.title,
        name: content.name, sha256: exhibit.sha256.description, bytes: exhibit.lengthBytes,
        grade: exhibit.grade?.description, origin: exhibit.origin, marking: exhibit.mark.description,
        givenInConfidenceBy: exhibit.ownersConfidential.isEmpty
          ? nil
          : file.ownerNames.words(exhibit.ownersConfidential, unnamed: \.description)
            .joined(separator: ", "),
        responseAltered: exhibit.responseAltered.rawValue,
        custodyHead: exhibit.custody.entries.last.map { Digest256.sha256($0.canonicalBytes).hex },
        custodyEntries: exhibit.custody.entries.count, citedIn: file.citations(of: exhibit.id, source),
        withheld: reason != nil, withheldReason: reason, lines: content.lines, pages: pages,
        firstPage: nextPage,
        file: RecordExhibit.file(number, name: content.name, withheld: reason != nil))
    }
  }

  /// What was found of each element, and what each exhibit weighs for it.
  private mutating func takeFindings(of file: CaseFile, _ names: RecordNames) {
    findings =
      file.findings.map { one in
        RecordItem(
          id: one.detail,
          name: "\(one.element.rawValue) \(one.element.title)" + (one.model.map { ", for \($0)" } ?? ""),
          [
            "element": .text(one.element.rawValue), "section": .text(one.element.citation.description),
            "result": .text(one.finding.result.rawValue), "exhibits": names.exhibits(one.finding.exhibits),
            "absent_exhibits": names.absent(one.finding.exhibits),
            "rationale": .text(one.finding.rationale), "author": .text(one.finding.author),
            "model": .optional(one.model),
          ])
      }.inOrder
    weights =
      file.weights.map { one in
        RecordItem(
          id: one.detail, name: "\(names.exhibit(one.exhibit)) for \(one.element.rawValue)",
          [
            "element": .text(one.element.rawValue), "exhibits": names.exhibits([one.exhibit]),
            "absent_exhibits": names.absent([one.exhibit]),
            "strength": .text(one.strength?.rawValue ?? "none"), "contradicts": .flag(one.contradicts),
            "rationale": .text(one.rationale), "author": .text(one.author),
          ])
      }.inOrder
  }

  /// What is claimed, what else could explain it, and what was said against it.
  private mutating func takeAnalysis(of file: CaseFile, _ names: RecordNames) {
    claims =
      file.analysis.claims.map { claim in
        RecordItem(
          id: claim.id.description, name: names.name(claim.id.cast()),
          [
            "layer": .text(claim.layer.rawValue), "text": .text(claim.text),
            "likelihood": .optional(claim.likelihood?.description),
            "confidence": .optional(claim.confidence?.level.rawValue),
            "source_quality": .optional(claim.confidence?.basis.sourceQuality),
            "volume": .optional(claim.confidence?.basis.volume),
            "assumptions": .optional(claim.confidence?.basis.assumptions),
            "exhibits": names.exhibits(claim.exhibits), "absent_exhibits": names.absent(claim.exhibits),
            "claimant": .optional(claim.claimant),
            "as_of": .optional(claim.asOf?.iso), "topic": .optional(claim.topic?.rawValue),
            "author": .text(claim.author),
          ])
      }.inOrder
    hypotheses =
      file.analysis.matrix.hypotheses.map { one in
        RecordItem(
          id: one.id.description, name: names.name(one.id.cast()),
          ["text": .text(one.name), "kind": .text(one.kind.name)])
      }.inOrder
    matrixRows =
      file.analysis.matrix.evidence.map { row in
        RecordItem(
          id: row.id.description, name: names.name(row.id.cast()),
          [
            "statement": .text(row.statement), "exhibits": names.exhibits(row.exhibits),
            "absent_exhibits": names.absent(row.exhibits),
            "credibility": .text(row.credibility.rawValue), "relevance": .text(row.relevance.rawValue),
            "rater": .text(row.rater),
          ])
      }.inOrder
    matrixCells =
      file.analysis.matrix.cells.map { cell in
        RecordItem(
          id: "\(cell.evidence) \(cell.hypothesis)",
          name: "\(names.name(cell.evidence.cast())) under \(names.name(cell.hypothesis.cast()))",
          ["mark": .text(cell.mark.rawValue), "note": .text(cell.note), "rater": .text(cell.rater)])
      }.inOrder
    contests =
      file.analysis.contests.map { contest in
        RecordItem(
          id: contest.id.description, name: names.name(contest.id.cast()),
          [
            "kind": .text(contest.kind.rawValue), "stated_by": .optional(contest.statedBy),
            "text": .text(contest.text), "exhibits": names.exhibits(contest.exhibits),
            "absent_exhibits": names.absent(contest.exhibits),
            "searched_on": .optional(contest.searchedOn?.iso), "searched_where": .text(contest.searchedWhere),
            "weight": .text(contest.weight.rawValue),
            "disposition": .text(contest.disposition?.outcome.rawValue ?? "none"),
            "disposition_reason": .optional(contest.disposition?.reason),
            "disposition_author": .optional(contest.disposition?.author),
          ])
      }.inOrder
    benignExplanations =
      file.analysis.explanations.map { one in
        RecordItem(
          id: "\(one.exhibit) \(one.text)", name: names.exhibit(one.exhibit),
          [
            "exhibits": names.exhibits([one.exhibit]), "text": .text(one.text),
            "result": .text(one.result.rawValue),
            "reason": .text(one.reason), "considered_by": .text(one.consideredBy),
          ])
      }.inOrder
  }

  /// What could be done, and what was decided of it.
  private mutating func takeMeasures(of file: CaseFile) {
    measures =
      file.measures.map { one in
        RecordItem(
          id: one.kind.rawValue, name: one.kind.rawValue,
          [
            "authority": .text(one.authority), "effect": .text(one.effect),
            "collateral_harm": .text(one.collateralHarm), "equities": .text(one.equities),
            "views": .texts(one.views.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }),
            "decision": .text(one.decision.rawValue), "reason": .text(one.reason),
          ])
      }.inOrder
  }

  /// What people did: approvals, replies, votes, holds.
  private mutating func takeActs(of file: CaseFile, _ names: RecordNames) {
    func isSigned(_ act: RecordSignature.Act, _ what: String, _ person: Person) -> Bool {
      signatures.contains {
        $0.act == act && $0.what == what && $0.by == person.name
          && $0.office == (person.office?.description ?? "")
      }
    }
    approvals =
      file.approvals.map { one in
        RecordItem(
          id: "\(one.kind.rawValue) \(one.detail ?? "") \(one.by)", name: "\(one.kind.title) by \(one.by)",
          [
            "kind": .text(one.kind.rawValue), "by": .text(one.by.name), "office": names.office(one.by),
            "on": .text(one.on.iso), "text": .text(one.text), "detail": .optional(one.detail),
            "package": .text(one.package.hex), "signature_needed": .flag(one.kind.isSigned),
            "signature_holds": .flag(one.isSigned), "counts": .flag(file.faults(of: one).isEmpty),
          ])
      }.inOrder
    equityReplies =
      file.replies.map { one in
        RecordItem(
          id: one.agency.rawValue, name: "\(one.agency)",
          [
            "agency": .text(one.agency.rawValue), "answer": .text(one.answer.rawValue),
            "comment": .text(one.comment), "by": .text(one.by.name), "office": names.office(one.by),
            "on": .text(one.on.iso), "package": .text(one.package.hex),
            "counts": .flag(one.package == file.package),
          ])
      }.inOrder
    votes =
      (file.entityList?.ballots ?? []).map { one in
        RecordItem(
          id: one.agency.rawValue, name: "\(one.agency)",
          [
            "agency": .text(one.agency.rawValue), "choice": .text(one.choice.rawValue),
            "by": .text(one.by.name),
            "office": names.office(one.by), "on": .text(one.on.iso), "reason": .optional(one.reason),
            "matter": .text(one.package.hex),
            "signature_holds": .flag(isSigned(.vote, one.agency.rawValue, one.by)),
            "counts": .flag(one.package == file.matter),
          ])
      }.inOrder
    holds =
      file.holds.map { one in
        RecordItem(
          id: one.id.description, name: names.name(one.id),
          [
            "reason": .text(one.reason), "requester": .text(one.requester), "by": .text(one.by.name),
            "office": names.office(one.by), "on": .text(one.on.iso), "review_on": .text(one.reviewOn.iso),
            "released_on": .optional(one.releasedOn?.iso), "release_reason": .optional(one.releaseReason),
          ])
      }.inOrder
  }
}

/// The names that items of one record use.
struct RecordNames {
  private let exhibitNumbers: [ExhibitID: String]
  private let references: [EntityID: String]
  private let absences: [ExhibitID: AbsentExhibit]

  init(_ file: CaseFile, _ source: RecordSource) {
    exhibitNumbers = Dictionary(
      file.exhibits.map(\.id).sorted().enumerated().map { ($1, RecordExhibit.number($0 + 1)) },
      uniquingKeysWith: { first, _ in first })
    references = source.references
    absences = file.absent
  }

  /// `E-001`; the reference of one that is cited and not in the case, else the identifier.
  func exhibit(_ id: ExhibitID) -> String {
    exhibitNumbers[id] ?? absences[id]?.reference ?? id.description
  }
  func exhibits(_ ids: [ExhibitID]) -> RecordFact {
    .texts(ids.map(exhibit).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
  /// Why those are not there that are cited and not in the case; `nil` where all are.
  func absent(_ ids: [ExhibitID]) -> RecordFact? {
    let words = Set(ids.compactMap { absences[$0]?.words })
    return words.isEmpty ? nil : .texts(words.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) })
  }
  func name(_ id: EntityID) -> String { references[id] ?? id.description }
  func office(_ person: Person) -> RecordFact? { .optional(person.office?.description) }
}

extension CaseFile {
  /// Where the spine and each begun track stand.
  fileprivate var stageNames: [String: String] {
    var names = ["spine": stage.rawValue]
    names[Track.attackersList.rawValue] = listing?.stage.rawValue
    names[Track.entityList.rawValue] = entityList?.stage.rawValue
    names[Track.blocking.rawValue] = blocking?.stage.rawValue
    return names
  }

  /// Where an exhibit is cited, for and against.
  fileprivate func citations(of id: ExhibitID, _ source: RecordSource) -> [String] {
    func name(_ id: EntityID) -> String { source.references[id] ?? id.description }
    let all =
      findings.filter { $0.finding.exhibits.contains(id) }
      .map { "finding \($0.element.rawValue): \($0.finding.result.rawValue)" }
      + weights.filter { $0.exhibit == id }.map { "weighed for \($0.element.rawValue): \($0.words)" }
      + analysis.claims.filter { $0.exhibits.contains(id) }.map { "claim \(name($0.id.cast()))" }
      + analysis.matrix.evidence.filter { $0.exhibits.contains(id) }.map { "matrix \(name($0.id.cast()))" }
      + analysis.contests.filter { $0.exhibits.contains(id) }.map { "contest \(name($0.id.cast()))" }
      + (publicBasis?.exhibits.contains(id) == true ? ["public basis statement"] : [])
    return Set(all).sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }
}

extension [RecordItem] {
  /// By identifier, then by all that is said: the order in which a store holds things shows nowhere.
  var inOrder: [RecordItem] {
    sorted { left, right in
      if left.id != right.id { return left.id.utf8.lexicographicallyPrecedes(right.id.utf8) }
      return left.key.lexicographicallyPrecedes(right.key)
    }
  }
}

extension RecordItem {
  fileprivate var key: [UInt8] {
    facts.sorted { $0.key < $1.key }.flatMap { Array("\($0.key)=\($0.value.words)\n".utf8) }
  }
}
