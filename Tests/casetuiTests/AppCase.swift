import CaseDomain

@testable import casetui

/// One invented case in review, with something of everything: valid and void, given and missing.
enum AppCase {
  static let today = Day("2026-11-22")!
  static let package = Digest256.sha256(Array("as it is".utf8))
  static let older = Digest256.sha256(Array("as it was".utf8))
  private static let hash = ContentHash(package.bytes)!
  static let analyst = Person("ada.novak")
  static let counsel = Person("c.ito")
  static let desk = Person("s.okafor")
  static let chair = Person("k.duarte")
  static let member = Person("m.lindqvist")

  static func day(_ text: String) -> Day { Day(text)! }

  static let people: People = {
    var people = People()
    func add(_ person: Person, _ roles: Set<CaseDomain.Role>, _ agency: Agency? = nil) {
      people[person] = Registration(name: person.name, roles: roles, agency: agency)
    }
    add(analyst, [.analyst, .lead])
    add(counsel, [.counsel])
    add(desk, [.stateDesk])
    add(chair, [.ercChair], .commerce)
    add(member, [.ercMember], .defense)
    return people
  }()

  static var file: CaseFile {
    var file = CaseFile(id: AppWorld.caseID(1), reference: "26-0001-FE", title: "Ivanov Example Pyotr")
    file.stage = .interagency
    file.people = people
    file.package = package
    file.authors = [analyst]
    file.exhibits = [
      Exhibit(
        id: AppWorld.exhibitID(1), reference: "EX-0001-FE", title: "Account log, invented lab", sha256: hash,
        lengthBytes: 10),
      Exhibit(
        id: AppWorld.exhibitID(3), reference: "EX-0003-FE", title: "Переписка, часть 2", sha256: hash,
        lengthBytes: 10),
    ]
    file.findings = [
      ElementFinding(
        .m1,
        Finding(
          .met, exhibits: [AppWorld.exhibitID(1), AppWorld.exhibitID(3)], rationale: "Logs show it.",
          author: "ada.novak"))
    ]
    file.analysis = analysis
    file.approvals = [
      Approval(
        .legalMemo, by: counsel, on: day("2026-11-10"), text: "The authority fits.", package: package,
        isSigned: true),
      Approval(.authorityCited, by: counsel, on: day("2026-10-02"), text: "§4(g) is cited.", package: older),
    ]
    file.replies = [
      reply(.state, .concur, ""), reply(.commerce, .concurWithComment, "Mind the licence holders."),
      reply(.treasury, .nonConcur, "The ownership is not settled."), reply(.justice, .concur, "", older),
    ]
    file.holds = [
      Hold(
        id: EntityID(high: 5, low: 1), reason: "A parallel inquiry is near its end.", requester: "Justice",
        by: desk, on: day("2026-11-01"), reviewOn: day("2026-11-28")),
      Hold(
        id: EntityID(high: 5, low: 2), reason: "Translation was awaited.", requester: "State", by: desk,
        on: day("2026-09-01"), reviewOn: day("2026-10-01"), releasedOn: day("2026-09-20"),
        releaseReason: "It has come."),
    ]
    file.records = [
      FrozenRecord(number: 1, package: older, manifest: older, by: desk, on: day("2026-10-20")),
      FrozenRecord(number: 2, package: package, manifest: package, by: desk, on: day("2026-11-12")),
    ]
    file.irregularities = [
      Irregularity(
        from: .listing(.eligible), to: .listing(.consentCleared), by: member,
        needs: [.consentOfficer, .counsel])
    ]
    file.listing = listing(published: false)
    file.entityList = entityList
    return file
  }

  private static func reply(
    _ agency: Agency, _ answer: EquityReply.Answer, _ comment: String, _ package: Digest256 = package
  ) -> EquityReply {
    EquityReply(
      agency: agency, answer: answer, comment: comment, by: desk, on: day("2026-11-05"), package: package)
  }

  static let analysis: Analysis = {
    var analysis = Analysis()
    analysis.claims = [
      Claim(
        id: ClaimID(high: 6, low: 1), layer: .conduct,
        text: "Accounts of the subject very likely queried the model to train another.",
        likelihood: Likelihood(term: "very likely"),
        confidence: ConfidenceStatement(
          .moderate,
          basis: .init(
            sourceQuality: "the lab's own logs", volume: "two origins", assumptions: "clocks agree")),
        exhibits: [AppWorld.exhibitID(1)], claimant: "Example Model Works", asOf: day("2026-09-30"),
        author: "ada.novak"),
      Claim(
        id: ClaimID(high: 6, low: 2), layer: .attribution, text: "The accounts answer to the subject  王示例.",
        likelihood: Likelihood(term: "likely"), author: "ada.novak"),
    ]
    analysis.contests = [
      Contest(
        id: ContestID(high: 7, low: 1), kind: .denial, statedBy: "the subject",
        text: "We trained on public text alone.",
        searchedOn: day("2026-10-01"), searchedWhere: "press statements", weight: .medium),
      Contest(
        id: ContestID(high: 7, low: 2), kind: .timeline, text: "The other model was announced in March.",
        searchedOn: day("2026-10-02"), searchedWhere: "release notes", weight: .high,
        disposition: .init(.rejected, reason: "The accounts began in January.", author: "ada.novak")),
    ]
    analysis.explanations = [
      BenignExplanation(
        exhibit: AppWorld.exhibitID(1), text: "a reseller's mixed traffic", consideredBy: "b.chen",
        result: .excluded, reason: "no reseller is named")
    ]
    analysis.matrix = matrix
    return analysis
  }()

  static let hypotheses: [Hypothesis] = [
    Hypothesis(id: HypothesisID(high: 8, low: 1), name: "The subject extracted the model", kind: .hostile),
    Hypothesis(
      id: HypothesisID(high: 8, low: 2), name: "A licensed evaluation ran late", kind: .benign(.authorisedUse)
    ),
    Hypothesis(
      id: HypothesisID(high: 8, low: 3), name: "A reseller mixed the traffic of others",
      kind: .benign(.resellerMixing)),
  ]

  static let rows: [ACHEvidence] = [
    ACHEvidence(
      id: ACHEvidenceID(high: 9, low: 1), statement: "Prompts repeat in the order of a training set",
      exhibits: [AppWorld.exhibitID(1)], credibility: .high, relevance: .high, rater: "ada.novak"),
    ACHEvidence(
      id: ACHEvidenceID(high: 9, low: 2), statement: "No evaluation contract was found  未发现合同",
      rater: "ada.novak"),
    ACHEvidence(
      id: ACHEvidenceID(high: 9, low: 3), statement: "Accounts pay from one wallet",
      exhibits: [AppWorld.exhibitID(3)], rater: "b.chen"),
  ]

  private static let matrix: ACHMatrix = {
    func cell(_ row: Int, _ column: Int, _ mark: ACHMark, _ rater: String = "ada.novak") -> ACHCell {
      ACHCell(rows[row].id, hypotheses[column].id, mark, rater: rater)
    }
    return ACHMatrix(
      hypotheses: hypotheses, evidence: rows,
      cells: [
        cell(0, 0, .veryConsistent), cell(0, 1, .inconsistent), cell(0, 2, .veryInconsistent),
        cell(1, 0, .neutral), cell(1, 1, .inconsistent), cell(1, 1, .neutral, "l.ito"),
        cell(2, 0, .consistent),
      ])!
  }()

  /// An entry as it might be published, then with two fields changed.
  static func listing(published: Bool) -> ListingTrack {
    let exhibit = [AppWorld.exhibitID(1)]
    var entry: [ListingField: ListingValue] = [
      .primaryName: ListingValue("Ivanov Example Pyotr", exhibits: exhibit),
      .kind: ListingValue("individual"),
      .country: ListingValue("Examplia", exhibits: exhibit),
      .basis: ListingValue("conducted", exhibits: exhibit),
      .conductWindow: ListingValue("January to June 2026", exhibits: exhibit),
      .statementOfReasons: ListingValue(
        "The office states that accounts of the subject queried a closed model against its terms.",
        exhibits: exhibit),
      .petitionRoute: ListingValue("Write to the office; no form is prescribed."),
    ]
    if published {
      return ListingTrack(
        stage: .published, entry: entry, publishedOn: day("2026-08-01"), expiresOn: day("2031-08-01"))
    }
    entry[.aliases] = ListingValue("Иванов Пётр", exhibits: exhibit)
    entry[.conductWindow] = ListingValue("January to July 2026", exhibits: exhibit)
    entry[.country] = nil
    return ListingTrack(stage: .candidate, entry: entry)
  }

  private static var entityList: EntityListTrack {
    var proposal = Proposal(action: .add, proposer: .commerce, circulatedOn: day("2026-11-03"))
    proposal.basisSections = ["744.11"]
    var track = EntityListTrack(stage: .circulated, proposal: proposal)
    let matter = Digest256.sha256(package.bytes + proposal.cbor.encoded)
    track.ballots = [
      Ballot(
        agency: .commerce, choice: .inFavour, by: chair, on: day("2026-11-20"), package: matter,
        reason: "as proposed"),
      Ballot(agency: .defense, choice: .inFavour, by: member, on: day("2026-11-06"), package: older),
    ]
    return track
  }

  static var procedure: Procedure { Procedure(file, profile: .introduced, on: today) }

  /// The entry with later changes beside what is public; or the first entry of a case.
  static func publication(isPublished: Bool) -> PublicationView {
    var next = listing(published: false)
    if isPublished {
      next.stage = .published
      (next.publishedOn, next.expiresOn) = (day("2026-08-01"), day("2031-08-01"))
    }
    return PublicationView(
      tag: AppWorld.tag(1), mark: AppWorld.lei, next: next, isOpen: true, longestTerm: day("2031-11-22"),
      on: today,
      published: isPublished ? listing(published: true) : nil)
  }

  /// As the store would gather them: of the case in review, and of another that is late.
  static var deadlines: [DeadlineLine] {
    var late = CaseFile(id: AppWorld.caseID(2), reference: "26-0002-FE", title: "Wang Placeholder  王示例")
    late.stage = .triage
    return lines(late, 2, .officeFloor, entered: day("2026-10-12"))
      + lines(file, 1, AppWorld.lei, entered: day("2026-11-10"))
  }

  private static func lines(_ file: CaseFile, _ number: UInt64, _ mark: HandlingMark, entered: Day)
    -> [DeadlineLine]
  {
    file.deadlines(profile: .introduced, enteredStageOn: entered).map { deadline in
      let weekend = deadline.dueOn?.weekday.isWeekend == true
      return DeadlineLine(
        tag: AppWorld.tag(number), title: file.title, mark: mark, deadline: deadline,
        note: weekend ? "falls on \(deadline.dueOn!.weekday.name)" : nil)
    }
  }
}
