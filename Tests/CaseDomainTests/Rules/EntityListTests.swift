import Testing

@testable import CaseDomain

/// Track EL: docs/policy.md §8.4; H.R. 8283 (IH) §5(a); 15 CFR 744.11, 744.16 (not verified).
@Suite struct EntityListTests {
  @Test(arguments: [
    (EntityListStage.proposed, EntityListStage.circulated), (.circulated, .voted), (.circulated, .proposed),
    (.voted, .adopted), (.adopted, .drafted), (.drafted, .approvedUnpublished),
    (.approvedUnpublished, .published), (.published, .active), (.modified, .active), (.rejected, .proposed),
  ])
  func steps(_ from: EntityListStage, _ to: EntityListStage) {
    #expect(Sample.entityFile(at: from).codes(.entityList(to)) == [])
  }

  @Test func noOtherStep() {
    for from in EntityListStage.allCases {
      for to in EntityListStage.allCases {
        let isKnown = Transition.entityListTable.contains {
          $0.from == .entityList(from) && $0.to == .entityList(to)
        }
        #expect(Sample.entityFile(at: from).codes(.entityList(to)).contains(.outOfOrder) != isKnown)
      }
    }
    #expect(Sample.caseFile(at: .lead).codes(.entityList(.proposed)) == [])
    #expect(Sample.caseFile(at: .suspended).codes(.entityList(.proposed)) == [.outOfOrder])
  }

  /// §8.4 proposed; §744.11(b) reasonable cause on specific and articulable facts.
  @Test(arguments: [
    Row("complete") { _ in },
    Row("nothing written", [.proposalMissing]) { $0.entityList?.proposal = nil },
    Row("no basis section", [.proposalIncomplete]) { $0.entityList?.proposal?.basisSections = [" "] },
    Row("no licence requirement", [.proposalIncomplete]) { $0.entityList?.proposal?.licenceRequirement = "" },
    Row("no review policy", [.proposalIncomplete]) { $0.entityList?.proposal?.reviewPolicy = "\u{200B}" },
    Row("no exceptions field", [.proposalIncomplete]) { $0.entityList?.proposal?.exceptions = "" },
    Row("no savings clause", [.proposalIncomplete]) { $0.entityList?.proposal?.savingsClause = "" },
    Row("744.11(b) no fact", [.factMissing]) { $0.entityList?.proposal?.articulableFacts = [] },
    Row("744.11(b) a fact without words", [.factMissing]) {
      $0.entityList?.proposal?.articulableFacts = [.init(" ", exhibits: [Sample.lab])]
    },
    Row("744.11(b) a fact on nothing", [.factMissing]) {
      $0.entityList?.proposal?.articulableFacts = [.init("a fact", exhibits: [])]
    },
    Row("744.11(b) a fact on an exhibit elsewhere", [.factMissing]) {
      $0.entityList?.proposal?.articulableFacts = [.init("a fact", exhibits: [ExhibitID(high: 9, low: 9)])]
    },
    Row("Treasury, and who decided so") { file in
      file.entityList?.proposal?.treasurySits = true
      file.entityList?.proposal?.treasuryDecidedBy = "K. Duarte"
    },
    Row("Treasury, and nobody decided so", [.treasuryUndecided]) {
      $0.entityList?.proposal?.treasurySits = true
    },
    Row("§5(a) of one named by the first assessment", [.assessmentOnly]) {
      $0.entityList?.proposal?.basisSections = ["5(a)"]
    },
    Row("§5(a) of nobody named", [.assessmentOnly]) { file in
      file.entityList?.proposal?.basisSections = ["744.11", "H.R. 8283 §5(a)"]
      file.identification = nil
    },
    Row("§5(a) of one named by a routine assessment") { file in
      file.entityList?.proposal?.basisSections = ["5(a)"]
      file.identification?.source = .routine
    },
    Row("§5(a) of one who will be named tomorrow", [.assessmentOnly]) { file in
      file.entityList?.proposal?.basisSections = ["5(a)"]
      file.identification = Identification(.routine, on: Sample.day("2027-03-02"))
    },
    Row("15 CFR 744.15(a) is not §5(a)") { $0.entityList?.proposal?.basisSections = ["744.15(a)"] },
    Row("§8.2 S6 not at interagency", [.spineNotComplete]) { $0.stage = .package },
    Row("§3(11)(C) an exclusion met", [.exclusion]) { $0.set(.x1, .met) },
    Row("§3(7) an account broker can be listed") { file in
      file.theory = .provider
      file.subject.roles = [.accountBroker]
    },
  ])
  func circulated(_ row: Row) {
    var file = Sample.entityFile(at: .proposed)
    row.change(&file)
    #expect(file.codes(.entityList(.circulated)) == row.codes)
  }

  /// A removal needs facts, but no terms of an entry.
  @Test func aRequestForRemovalNeedsNoLicenceTerms() {
    var file = Sample.entityFile(at: .request, action: .remove)
    file.entityList?.proposal?.savingsClause = ""
    func codes() -> [ObstacleCode] {
      file.obstacles(toCirculateBy: Sample.chair, on: Sample.today, profile: Sample.profile).readAsSentences()
    }
    #expect(codes() == [])
    file.entityList?.proposal?.action = .modify
    #expect(codes() == [.proposalIncomplete])
    file.entityList?.proposal?.articulableFacts = []
    #expect(codes() == [.proposalIncomplete, .factMissing])
  }

  /// §8.4: what is not there yet is added; what is there is changed or taken off.
  @Test func eachActionHasItsPlace() {
    for action in Proposal.Action.allCases {
      let first = Sample.entityFile(at: .proposed, action: action)
      #expect(first.codes(.entityList(.circulated)) == (action == .add ? [] : [.proposalAction]))
      let request = Sample.entityFile(at: .request, action: action)
      let found = request.obstacles(toCirculateBy: Sample.chair, on: Sample.today, profile: Sample.profile)
      #expect(found.readAsSentences() == (action == .add ? [.proposalAction] : []))
    }
  }

  @Test(
    arguments: [
      ("all voted", [.inFavour, .inFavour, .against, .against], "2027-03-01", true),
      ("three for: nothing can change it", [.inFavour, .inFavour, .inFavour, nil], "2027-03-01", true),
      ("two votes, the clock runs", [.inFavour, .inFavour, nil, nil], "2027-03-22", false),
      ("two votes, the clock is out", [.inFavour, .inFavour, nil, nil], "2027-03-23", true),
      ("no vote, the clock is out", [nil, nil, nil, nil], "2027-03-23", true),
    ] as [(String, [Ballot.Choice?], String, Bool)])
  func voteIsClosed(_ why: String, _ votes: [Ballot.Choice?], _ day: String, _ isClosed: Bool) {
    var file = Sample.entityFile(at: .circulated)
    file.vote(votes)
    #expect(file.codes(.entityList(.voted), on: Sample.day(day)) == (isClosed ? [] : [.voteOpen]), "\(why)")
  }

  /// A tie is not adoption; four members take three, five take three.
  @Test(
    arguments: [
      ("3 of 4", false, [.inFavour, .inFavour, .inFavour, .against], [], [.notRejected]),
      ("a tie", false, [.inFavour, .inFavour, .against, .against], [.notAdopted], []),
      ("2 for, 2 abstain", false, [.inFavour, .inFavour, .abstain, .abstain], [.notAdopted], []),
      ("1 of 4", false, [.inFavour, .against, .against, .against], [.notAdopted], []),
      ("2 of 5", true, [.inFavour, .inFavour, .against, .against, .against], [.notAdopted], []),
      ("3 of 5", true, [.inFavour, .inFavour, .inFavour, .against, .against], [], [.notRejected]),
      (
        "2 of 5, one abstains", true, [.inFavour, .inFavour, .against, .against, .abstain], [.notAdopted], []
      ),
    ] as [(String, Bool, [Ballot.Choice?], [ObstacleCode], [ObstacleCode])])
  func adoption(
    _ why: String, _ treasury: Bool, _ votes: [Ballot.Choice?], _ adopted: [ObstacleCode],
    _ rejected: [ObstacleCode]
  ) {
    var file = Sample.entityFile(at: .voted, treasury: treasury)
    file.vote(votes)
    #expect(file.codes(.entityList(.adopted)) == adopted, "\(why)")
    #expect(file.codes(.entityList(.rejected)) == rejected, "\(why)")
  }

  @Test func theTieSaysItIsOne() {
    var file = Sample.entityFile(at: .voted)
    file.vote([.inFavour, .inFavour, .against, .against])
    let refused = file.decide(
      advanceTo: .entityList(.adopted), on: Sample.today, by: Sample.chair, profile: Sample.profile)
    #expect(
      refused.obstacles.first?.message.hasPrefix("a tie or a vote without the votes it takes is not adoption")
        == true)
    #expect(refused.obstacles.first?.message.contains("2 for, 2 against") == true)
    #expect(refused.obstacles.first?.section == "agency policy §8.4")
  }

  /// 15 CFR 750.4(f) (not verified): 5 days to each level. All voted on 25 February.
  @Test(
    arguments: [
      ("nobody", [], [.noEscalation], [.notAdopted]),
      ("on the fifth day", [.init(level: .acep, by: .defense, on: day("2027-03-02"))], [], [.notAdopted]),
      (
        "on the sixth", [.init(level: .acep, by: .defense, on: day("2027-03-03"))], [.appealLate],
        [.notAdopted]
      ),
      (
        "by no member", [.init(level: .acep, by: .justice, on: day("2027-03-02"))], [.noEscalation],
        [.notAdopted]
      ),
      (
        "of an earlier proposal",
        [.init(level: .acep, by: .defense, on: day("2027-02-19"), result: .adopted)], [.noEscalation],
        [.notAdopted]
      ),
      (
        "adopted above",
        [
          .init(
            level: .acep, by: .defense, on: day("2027-03-02"), result: .adopted, decidedOn: day("2027-03-10"))
        ], [], []
      ),
      (
        "adopted above, but late",
        [
          .init(
            level: .acep, by: .defense, on: day("2027-03-03"), result: .adopted, decidedOn: day("2027-03-10"))
        ], [.appealLate], [.notAdopted]
      ),
      (
        "rejected, then adopted by EARB on an appeal in time",
        [
          .init(
            level: .acep, by: .defense, on: day("2027-03-02"), result: .rejected, decidedOn: day("2027-03-10")
          ),
          .init(
            level: .earb, by: .state, on: day("2027-03-15"), result: .adopted, decidedOn: day("2027-03-20")),
        ], [], []
      ),
      (
        "rejected, and taken to EARB late",
        [
          .init(
            level: .acep, by: .defense, on: day("2027-03-02"), result: .rejected, decidedOn: day("2027-03-10")
          ),
          .init(
            level: .earb, by: .state, on: day("2027-03-16"), result: .adopted, decidedOn: day("2027-03-20")),
        ], [], [.notAdopted]
      ),
    ] as [(String, [EscalationStep], [ObstacleCode], [ObstacleCode])])
  func escalation(
    _ why: String, _ steps: [EscalationStep], _ escalated: [ObstacleCode], _ adopted: [ObstacleCode]
  ) {
    let today = Sample.day("2027-03-22")
    var file = Sample.entityFile(at: .voted)
    file.vote([.inFavour, .inFavour, .against, .against])
    file.entityList?.escalation = steps
    #expect(file.codes(.entityList(.escalated), on: today) == escalated, "\(why)")
    file.entityList?.stage = .escalated
    #expect(file.codes(.entityList(.adopted), on: today) == adopted, "\(why)")
    let isRejected = file.codes(.entityList(.rejected), on: today) == []
    #expect(isRejected != (adopted == []))
  }

  @Test(arguments: [
    Row("approved") { _ in },
    Row("not approved", [.approvalMissing]) { $0.withdraw(.entryRuleApproved) },
    Row("approved by a member", [.roleNotHeld]) {
      $0.change(.entryRuleApproved) { $0.by = Sample.member(.state) }
    },
    Row("approved on another package", [.approvalVoid]) {
      $0.change(.entryRuleApproved) { $0.package = .zero }
    },
  ])
  func approvedUnpublished(_ row: Row) {
    var file = Sample.entityFile(at: .drafted)
    row.change(&file)
    #expect(file.codes(.entityList(.approvedUnpublished)) == row.codes)
  }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("§8.4 a hold", [.openHold]) { $0.hold() },
    Row("§8.4 two holds", [.openHold, .openHold]) { file in
      file.hold()
      file.hold("Treasury")
    },
    Row("§8.4 a hold that was released") { file in
      file.hold()
      file.holds[0].releasedOn = Sample.today
    },
    Row("§8.4 no document", [.noticeMissing]) { $0.entityList?.noticeCitation = " " },
    Row("§5(a) no sweep", [.sweepMissing]) { $0.entityList?.sweep = nil },
    Row("§5(a) the blocking's sweep is another", [.sweepMissing]) { file in
      file.entityList?.sweep = nil
      file.blocking = Sample.blockingFile(at: .draft).blocking
    },
    Row("§8.3 an old sweep", [.sweepOld]) { $0.entityList?.sweep?.asOf = Sample.day("2027-01-29") },
    Row("§8.3 a sweep of statements that have changed since", [.sweepChanged]) {
      $0.changedSweeps = [.entityList]
    },
    Row("§5(a) a sweep of 100 %", [.sweepRule]) { $0.entityList?.sweep?.rule = .atLeast(.whole) },
    Row("§8.1 irregular", [.irregularMove]) {
      $0.irregularities = [
        Irregularity(from: nil, to: .entityList(.proposed), by: Person("x"), needs: [.analyst])
      ]
    },
    Row("§8.8 the package changed after the vote", [.notAdopted]) { file in
      file.package = .zero
      file.approveAgain()
    },
    Row("§8.8 the approval is void", [.approvalVoid]) {
      $0.change(.entryRuleApproved) { $0.package = .zero }
    },
    Row("§4(g)(2) in confidence", [.consentMissing]) { file in
      file.listing = Sample.track(at: .candidate)
      file.listing?.consents = []
    },
    Row("contested on the track", [.contestedStage]) { $0.entityList?.isContested = true },
    Row("§8.2 S2 damaged", [.exhibitDamaged]) {
      $0.change(Sample.registry) { $0.integrity = .damaged(reason: "bits") }
    },
  ])
  func published(_ row: Row) {
    var file = Sample.entityFile(at: .approvedUnpublished)
    row.change(&file)
    #expect(file.codes(.entityList(.published)) == row.codes)
  }

  /// §8.1: who approved the rule does not publish it.
  @Test func whoApprovedDoesNotPublish() {
    var file = Sample.entityFile(at: .approvedUnpublished)
    let both = Person("B. Oth")
    file.people[both] = Registration(name: both.name, roles: [.ercChair, .publisher])
    file.change(.entryRuleApproved) { $0.by = both }
    #expect(file.codes(.entityList(.published), by: both) == [.separation])
    #expect(file.codes(.entityList(.published)) == [])
  }

  /// §8.8: removal and modification take every member, on that very matter; no level above replaces it.
  @Test(
    arguments: [
      ("all for it", .remove, [.inFavour, .inFavour, .inFavour, .inFavour], false, []),
      ("three for it", .remove, [.inFavour, .inFavour, .inFavour, .against], false, [.removalNotUnanimous]),
      ("one abstains", .remove, [.inFavour, .inFavour, .inFavour, .abstain], false, [.removalNotUnanimous]),
      ("one is silent", .remove, [.inFavour, .inFavour, .inFavour, nil], false, [.removalNotUnanimous]),
      (
        "three for it, and ACEP", .remove, [.inFavour, .inFavour, .inFavour, .against], true,
        [.removalNotUnanimous]
      ),
      (
        "all for adding it", .add, [.inFavour, .inFavour, .inFavour, .inFavour], false, [.removalNotUnanimous]
      ),
      ("added by ACEP", .add, [.inFavour, .inFavour, .against, .against], true, [.removalNotUnanimous]),
    ] as [(String, Proposal.Action, [Ballot.Choice?], Bool, [ObstacleCode])])
  func removalAndModification(
    _ why: String, _ action: Proposal.Action, _ votes: [Ballot.Choice?], _ acep: Bool, _ codes: [ObstacleCode]
  ) {
    for (to, result, matter) in [
      (EntityListStage.removed, Petition.Result.granted, action),
      (.modified, .modified, action == .remove ? .modify : action),
    ] {
      var file = Sample.entityFile(at: .request, action: matter)
      file.petitions = [Sample.petition(.entityList, result)]
      file.vote(votes)
      if acep {
        file.entityList?.escalation = [
          .init(
            level: .acep, by: .defense, on: day("2027-03-01"), result: .adopted, decidedOn: day("2027-03-01"))
        ]
      }
      #expect(file.codes(.entityList(to), on: Sample.day("2027-03-23")) == codes, "\(why), \(to)")
    }
  }

  /// Five members, four votes for it: not all (§8.8).
  @Test func treasurysSilenceIsNotUnanimity() {
    var file = Sample.entityFile(at: .request, action: .remove, treasury: true)
    file.petitions = [Sample.petition(.entityList, .granted)]
    file.vote([.inFavour, .inFavour, .inFavour, .inFavour, nil])
    #expect(file.codes(.entityList(.removed)) == [.removalNotUnanimous])
    file.vote([.inFavour, .inFavour, .inFavour, .inFavour, .inFavour])
    #expect(file.codes(.entityList(.removed)) == [])
  }

  /// Whoever has no rule for the committee adopts nothing (§8.4).
  @Test func withoutACommitteeNothingIsAdopted() {
    var profile = Sample.profile
    profile.committees = []
    #expect(Sample.entityFile(at: .voted).codes(.entityList(.adopted), profile: profile) == [.notAdopted])
    profile = Sample.profile
    profile.parameters.removeAll { $0.key == .advisoryAppeal }
    var file = Sample.entityFile(at: .voted)
    file.entityList?.escalation = [.init(level: .acep, by: .state, on: Sample.today)]
    #expect(file.codes(.entityList(.escalated), profile: profile) == [.parameterMissing])
    file.entityList?.proposal?.circulatedOn = nil
    #expect(file.codes(.entityList(.adopted)) == [.notCirculated])
  }
}

private func day(_ text: String) -> Day { Sample.day(text) }
