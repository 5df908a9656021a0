@testable import CaseDomain

/// The people, reviews and votes of the sample: all that a case needs beside its findings.
extension Sample {
  static let analyst = Person("T. Reyes")
  static let advocate = Person("D. Amsel")
  static let counsel = Person("C. Ito")
  static let decider = Person("E. Marsh")
  static let publisher = Person("P. Lund")
  static let desk = Person("S. Okafor")
  static let consents = Person("O. Bray")
  static let privacy = Person("V. Hale")
  static let liaison = Person("L. Arroyo")
  static let chair = Person("K. Duarte")
  static let records = Person("R. Voss")
  static let package = Digest256.sha256(Array("the package as it is".utf8))
  static let members: [(Agency, Person)] = [
    (.commerce, chair), (.state, Person("M. State")), (.defense, Person("M. Defense")),
    (.energy, Person("M. Energy")), (.treasury, Person("M. Treasury")),
  ]
  /// Registered with the one role named, for no agency.
  static let only: [Role: Person] = Dictionary(
    uniqueKeysWithValues: Role.allCases.map { ($0, Person("only \($0.rawValue)")) })
  /// The day on which the sample's proposal was circulated, and the day of its votes.
  static let circulated = day("2027-02-20")
  static let voted = day("2027-02-25")

  static let people: People = {
    var people = People()
    func add(_ person: Person, _ roles: Set<Role>, _ agency: Agency? = nil) {
      people[person] = Registration(name: person.name, roles: roles, agency: agency)
    }
    add(analyst, [.analyst, .lead, .custodian])
    add(advocate, [.devilsAdvocate])
    add(counsel, [.counsel])
    add(decider, [.decider])
    add(publisher, [.publisher])
    add(desk, [.stateDesk])
    add(consents, [.consentOfficer])
    add(privacy, [.privacy])
    add(liaison, [.treasuryLiaison])
    add(records, [.records])
    for (agency, person) in members { add(person, person == chair ? [.ercChair] : [.ercMember], agency) }
    for (role, person) in only { add(person, [role]) }
    return people
  }()

  /// Somebody who may make that move.
  static func actor(_ target: StageTarget, _ file: CaseFile) -> Person {
    let roles = Transition.open(to: file).first { $0.to == target.stage }?.roles ?? [.analyst]
    return people.all.map(\.person).filter { !people.roles(of: $0).isDisjoint(with: roles) }
      .max { people.roles(of: $0).count < people.roles(of: $1).count } ?? analyst
  }

  static func member(_ agency: Agency) -> Person {
    members.first { $0.0 == agency }?.1 ?? Person("of \(agency)")
  }

  /// By the rule of the profile; nobody follows.
  static let sweep = OwnershipSweep(
    asOf: today, holdings: package, blocked: [], undetermined: [], rule: .atLeast(.half), seeds: ["x:1"])

  /// The sample on its way to the Entity List: three of four members voted for it.
  static func entityFile(
    at stage: EntityListStage, action: Proposal.Action = .add, treasury: Bool = false
  ) -> CaseFile {
    var file = caseFile(at: .interagency)
    file.entityList = EntityListTrack(
      stage: stage,
      proposal: Proposal(
        action: action, proposer: .commerce, circulatedOn: stage == .proposed ? nil : circulated,
        basisSections: ["744.11"], licenceRequirement: "all items subject to the EAR",
        reviewPolicy: "presumption of denial", exceptions: "none", savingsClause: "goods in transit",
        articulableFacts: [.init("One network ran the accounts", exhibits: [lab])], treasurySits: treasury,
        treasuryDecidedBy: treasury ? "K. Duarte" : nil),
      sweep: sweep,
      noticeCitation: "91 FR 10001")
    file.vote([.inFavour, .inFavour, .inFavour, .against])
    return file
  }

  /// The sample on its way to a blocking under an order in force.
  static func blockingFile(at stage: BlockingStage) -> CaseFile {
    var file = caseFile(at: .interagency)
    file.blocking = BlockingTrack(
      stage: stage,
      authority: BlockingAuthority(
        route: .executiveOrder, citation: "EO 13694 as amended", criterion: "1(a)(ii)"),
      exceptions: ["A": "no admission is sought", "B": "no such trade is known", "C": "none"],
      sweep: sweep)
    return file
  }

  static func petition(
    _ track: Track, _ result: Petition.Result?, by: Person? = nil, received: String = "2027-02-01"
  ) -> Petition {
    Petition(
      id: EntityID(high: 20, low: UInt64(day(received).number)), track: track,
      petitioner: "Northwind Lattice",
      standing: .listedPerson, ground: track == .attackersList ? .newFacts : .changedCircumstances,
      reasons: "the project was ended",
      receivedOn: day(received), result: result, decidedOn: result == nil ? nil : today,
      decidedBy: result == nil ? nil : by ?? decider, decision: result == nil ? nil : "as reasoned")
  }

  static func addProcedure(to file: inout CaseFile) {
    file.people = people
    file.package = package
    file.authors = [analyst]
    file.approvals = Approval.Kind.allCases.filter { $0 != .supportOverride && $0 != .emergencyOverride }.map
    { kind in
      let giver = people.all.map(\.person).first { !people.roles(of: $0).isDisjoint(with: kind.roles) }!
      return Approval(kind, by: giver, on: today, text: "as reviewed", package: package, isSigned: true)
    }
    file.replies = EquityReply.awaited.map {
      EquityReply(agency: $0, answer: .concur, by: desk, on: today, package: package)
    }
    file.records = [FrozenRecord(number: 1, package: package, manifest: package, by: records, on: today)]
    file.analysis = analysis
  }

  static let analysis: Analysis = {
    var analysis = Analysis()
    analysis.claims = ClaimLayer.allCases.enumerated().map { index, layer in
      Claim(
        id: ClaimID(high: 10, low: UInt64(index)), layer: layer,
        text: "Aurora Foundry states what it observed.",
        exhibits: [lab], claimant: "Aurora Foundry", asOf: today, author: "T. Reyes")
    }
    let kinds: [Hypothesis.Kind] = [
      .hostile, .benign(.authorisedUse), .benign(.resellerMixing), .benign(.benignAutomation),
    ]
    let hypotheses = kinds.enumerated().map { index, kind in
      Hypothesis(id: HypothesisID(high: 11, low: UInt64(index)), name: "explanation \(index)", kind: kind)
    }
    let row = ACHEvidence(
      id: ACHEvidenceID(high: 12, low: 1), statement: "timing", exhibits: [lab], rater: "T. Reyes")
    analysis.matrix = ACHMatrix(
      hypotheses: hypotheses, evidence: [row],
      cells: hypotheses.map {
        ACHCell(row.id, $0.id, $0.kind == .hostile ? .consistent : .inconsistent, rater: "T. Reyes")
      })!
    analysis.contests = [Contest.Kind.denial, .lawfulDistillation, .timeline].enumerated().map {
      index, kind in
      Contest(
        id: ContestID(high: 13, low: UInt64(index)), kind: kind, text: "what was stated", searchedOn: today,
        searchedWhere: "public statements", weight: .low,
        disposition: .init(.rejected, reason: "does not fit the dates", author: "T. Reyes"))
    }
    analysis.explanations = [lab, host, registry].map(explanation)
    return analysis
  }()

  static func explanation(_ exhibit: ExhibitID) -> BenignExplanation {
    BenignExplanation(
      exhibit: exhibit, text: "a reseller", consideredBy: "T. Reyes", result: .excluded,
      reason: "no reseller is named")
  }
}

extension CaseFile {
  /// The members' votes in their order (Commerce, State, Defense, Energy, Treasury); `nil`: none given.
  mutating func vote(_ choices: [Ballot.Choice?], on day: Day = Sample.voted) {
    let matter = matter
    entityList?.ballots = zip(Sample.members, choices).compactMap { member, choice in
      choice.map { Ballot(agency: member.0, choice: $0, by: member.1, on: day, package: matter) }
    }
  }

  /// Puts every act, reply and record on the package as it is now.
  mutating func approveAgain() {
    for index in approvals.indices { approvals[index].package = package }
    for index in replies.indices { replies[index].package = package }
    for index in records.indices { records[index].package = package }
  }

  mutating func withdraw(_ kind: Approval.Kind) { approvals.removeAll { $0.kind == kind } }

  mutating func change(_ kind: Approval.Kind, _ edit: (inout Approval) -> Void) {
    for index in approvals.indices where approvals[index].kind == kind { edit(&approvals[index]) }
  }

  mutating func reply(_ agency: Agency, _ edit: (inout EquityReply) -> Void) {
    for index in replies.indices where replies[index].agency == agency { edit(&replies[index]) }
  }

  mutating func hold(_ requester: String = "Commerce") {
    holds.append(
      Hold(
        id: EntityID(high: 21, low: UInt64(holds.count)), reason: "talks", requester: requester,
        by: Sample.desk,
        on: Sample.today, reviewOn: Sample.day("2027-03-20")))
  }
}
