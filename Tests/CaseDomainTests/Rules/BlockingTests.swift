import Testing

@testable import CaseDomain

/// Track SAN: docs/policy.md §8.3, H.R. 8283 (IH) §5(b).
@Suite struct BlockingTests {
  @Test(arguments: [
    (BlockingStage.draft, BlockingStage.authorityCheck), (.authorityCheck, .draft),
    (.authorityCheck, .decisionReady), (.decisionReady, .authorityCheck), (.decisionReady, .signed),
    (.signed, .effective), (.effective, .published), (.published, .active), (.modified, .active),
  ])
  func steps(_ from: BlockingStage, _ to: BlockingStage) {
    #expect(Sample.blockingFile(at: from).codes(.blocking(to)) == [])
  }

  @Test func noOtherStep() {
    for from in BlockingStage.allCases {
      for to in BlockingStage.allCases {
        let isKnown = Transition.blockingTable.contains {
          $0.from == .blocking(from) && $0.to == .blocking(to)
        }
        #expect(Sample.blockingFile(at: from).codes(.blocking(to)).contains(.outOfOrder) != isKnown)
      }
    }
    #expect(Sample.caseFile(at: .lead).codes(.blocking(.draft)) == [])
    #expect(Sample.caseFile(at: .closed).codes(.blocking(.draft)) == [.outOfOrder])
  }

  /// §5(b)(1), 50 USC 1701, 1709; policy §8.3.
  @Test(
    arguments: [
      ("no authority", nil, nil, false, [.authorityMissing]),
      (
        "the bill, not enacted, no emergency", .init(route: .bill), nil, false,
        [.notEnacted, .emergencyMissing]
      ),
      (
        "the bill, not enacted, emergency cited", .init(route: .bill, citation: "EO 14000"), nil, false,
        [.notEnacted]
      ),
      ("the bill, not enacted, counsel overrides", .init(route: .bill), nil, true, [.notEnacted]),
      ("enacted, no emergency", .init(route: .bill), "2027-01-04", false, [.emergencyMissing]),
      (
        "enacted, a blank citation", .init(route: .bill, citation: " "), "2027-01-04", false,
        [.emergencyMissing]
      ),
      ("enacted, emergency cited", .init(route: .bill, citation: "EO 14000"), "2027-01-04", false, []),
      ("enacted, counsel overrides", .init(route: .bill), "2027-01-04", true, []),
      ("enacted today", .init(route: .bill, citation: "EO 14000"), "2027-03-01", false, []),
      ("enacted tomorrow", .init(route: .bill, citation: "EO 14000"), "2027-03-02", false, [.notEnacted]),
      (
        "an order without its criterion", .init(route: .executiveOrder, citation: "EO 13694"), nil, false,
        [.authorityMissing]
      ),
      (
        "a criterion without its order", .init(route: .executiveOrder, criterion: "1(a)"), nil, false,
        [.authorityMissing]
      ),
      (
        "an order and its criterion", .init(route: .executiveOrder, citation: "EO 13694", criterion: "1(a)"),
        nil, false, []
      ),
      (
        "PAIPA, four of the menu", .init(route: .paipa, menu: ["a", "b", "c", "d"]), nil, false,
        [.menuTooShort]
      ),
      (
        "PAIPA, one named twice", .init(route: .paipa, menu: ["a", "b", "c", "d", "d"]), nil, false,
        [.menuTooShort]
      ),
      (
        "PAIPA, a blank one", .init(route: .paipa, menu: ["a", "b", "c", "d", " "]), nil, false,
        [.menuTooShort]
      ),
      ("PAIPA, five", .init(route: .paipa, menu: ["a", "b", "c", "d", "e"]), nil, false, []),
    ] as [(String, BlockingAuthority?, String?, Bool, [ObstacleCode])])
  func authority(
    _ why: String, _ authority: BlockingAuthority?, _ enacted: String?, _ override: Bool,
    _ codes: [ObstacleCode]
  ) {
    var profile = Sample.profile
    profile.enactedOn = enacted.map(Sample.day)
    for (from, to) in [
      (BlockingStage.draft, BlockingStage.authorityCheck), (.authorityCheck, .decisionReady),
      (.decisionReady, .signed),
    ] {
      var file = Sample.blockingFile(at: from)
      file.blocking?.authority = authority
      if override {
        file.approvals.append(
          Approval(
            .emergencyOverride, by: Sample.counsel, on: Sample.today, text: "in my view",
            package: file.package))
      }
      #expect(file.codes(.blocking(to), profile: profile) == codes, "\(why), \(to)")
    }
  }

  /// Only counsel, and only on the package as it is, may do without a cited emergency (§8.3).
  @Test func anOverrideIsCounsels() {
    var profile = Sample.profile
    profile.enactedOn = Sample.day("2027-01-04")
    var file = Sample.blockingFile(at: .draft)
    file.blocking?.authority = BlockingAuthority(route: .bill)
    let good = Approval(
      .emergencyOverride, by: Sample.counsel, on: Sample.today, text: "x", package: file.package)
    var (stale, other) = (good, good)
    stale.package = .zero
    other.by = Sample.decider
    for bad in [stale, other] {
      file.approvals = [bad]
      #expect(file.codes(.blocking(.authorityCheck), profile: profile) == [.emergencyMissing])
    }
    file.authors = [Sample.counsel]
    file.approvals = [good]
    #expect(file.codes(.blocking(.authorityCheck), profile: profile) == [.emergencyMissing])
  }

  static let ready: [Row] = [
    Row("ready") { _ in },
    Row("§8.3 no record closed", [.recordNotFrozen]) { $0.records = [] },
    Row("§8.3 the record is of another package", [.recordNotFrozen]) { $0.records[0].package = .zero },
    Row("§5(b)(2)(A) open", [.exceptionsOpen]) { $0.blocking?.exceptions["A"] = nil },
    Row("§5(b)(2)(B) blank", [.exceptionsOpen]) { $0.blocking?.exceptions["B"] = " " },
    Row("§5(b)(2) none answered", [.exceptionsOpen, .exceptionsOpen, .exceptionsOpen]) {
      $0.blocking?.exceptions = [:]
    },
    Row("§8.3 no sweep", [.sweepMissing]) { $0.blocking?.sweep = nil },
    Row("§8.3 a sweep of 30 days ago") { $0.blocking?.sweep?.asOf = Sample.day("2027-01-30") },
    Row("§8.3 a sweep of 31 days ago", [.sweepOld]) { $0.blocking?.sweep?.asOf = Sample.day("2027-01-29") },
    Row("§8.3 a sweep of tomorrow", [.sweepOld]) { $0.blocking?.sweep?.asOf = Sample.day("2027-03-02") },
    Row("§5(a) a sweep of 49 % and more") { $0.blocking?.sweep?.rule = .atLeast(Stake(ppm: 490_000)!) },
    Row("§5(a) a sweep of more than 49.9999 %") {
      $0.blocking?.sweep?.rule = .moreThan(Stake(ppm: 499_999)!)
    },
    Row("§5(a) a sweep of more than 50 %", [.sweepRule]) { $0.blocking?.sweep?.rule = .moreThan(.half) },
    Row("§5(a) a sweep of 50.0001 % and more", [.sweepRule]) {
      $0.blocking?.sweep?.rule = .atLeast(Stake(ppm: 500_001)!)
    },
    Row("§5(a) a sweep that does not say its rule", [.sweepRule]) { $0.blocking?.sweep?.rule = nil },
    Row("§5(a) a sweep that does not say its owners", [.sweepRule]) { $0.blocking?.sweep?.seeds = nil },
    Row("§8.3 a sweep of statements that have changed since", [.sweepChanged]) {
      $0.changedSweeps = [.blocking]
    },
    Row("§8.3 a sweep of the other track's statements") { $0.changedSweeps = [.entityList] },
    Row("§8.3 no licence plan", [.approvalMissing]) { $0.withdraw(.licencePlan) },
    Row("§8.2 S6 the spine is not done", [.spineNotComplete]) { $0.stage = .legalReview },
    Row("§8.2 S6 a reply is missing", [.replyMissing]) { $0.replies.removeFirst() },
    Row("§8.2 S6 a hold stands", [.openHold]) { $0.hold() },
    Row("§3(11)(A) M1 reopened", [.attackElement]) { $0.set(.m1, .undetermined) },
    Row("§3(7) an account broker can be blocked") { file in
      file.theory = .provider
      file.subject.roles = [.accountBroker]
    },
    Row("§8.2 S2 an exhibit is damaged", [.exhibitDamaged]) {
      $0.change(Sample.registry) { $0.integrity = .damaged(reason: "bits") }
    },
  ]

  @Test(arguments: ready) func decisionReady(_ row: Row) {
    var file = Sample.blockingFile(at: .authorityCheck)
    row.change(&file)
    #expect(file.codes(.blocking(.decisionReady)) == row.codes)
  }

  /// The decider is asked all of it again.
  @Test(
    arguments: ready + [
      Row("§8.3 not decided", [.approvalMissing]) { $0.withdraw(.blockingDecision) },
      Row("§8.1 no signature that holds", [.approvalUnsigned]) {
        $0.change(.blockingDecision) { $0.isSigned = false }
      },
      Row("§8.1 decided on another package", [.approvalVoid]) {
        $0.change(.blockingDecision) { $0.package = .zero }
      },
      Row("§8.1 decided by counsel", [.roleNotHeld]) {
        $0.change(.blockingDecision) { $0.by = Sample.counsel }
      },
      Row("§8.1 decided by an author", [.separation]) { $0.authors = [Sample.decider] },
      Row("§8.1 irregular", [.irregularMove]) {
        $0.irregularities = [
          Irregularity(from: nil, to: .blocking(.draft), by: Person("x"), needs: [.analyst])
        ]
      },
      Row("contested on the spine", [.contestedStage]) { $0.isContested = true },
      Row("contested on the track", [.contestedStage]) { $0.blocking?.isContested = true },
      Row("another track is contested") {
        $0.entityList = EntityListTrack(isContested: true)
      },
    ])
  func signed(_ row: Row) {
    var file = Sample.blockingFile(at: .decisionReady)
    row.change(&file)
    #expect(file.codes(.blocking(.signed)) == row.codes)
  }

  /// §5(b)(1): under the bill somebody must have been named; account brokers too.
  @Test(arguments: [
    Row("§4(b)(1) named by the assessment") {
      $0.identification = Identification(.assessment, on: Sample.today)
    },
    Row("named by the routine one") { $0.identification = Identification(.routine, on: Sample.today) },
    Row("named tomorrow", [.blockingIdentification]) {
      $0.identification = Identification(.routine, on: Sample.day("2027-03-02"))
    },
    Row("not named", [.blockingIdentification]) { $0.identification = nil },
    Row("not named, under an order") { file in
      file.identification = nil
      file.blocking?.authority = BlockingAuthority(
        route: .executiveOrder, citation: "EO 13694", criterion: "1")
    },
  ])
  func identifiedUnderTheBill(_ row: Row) {
    var profile = Sample.profile
    profile.enactedOn = Sample.day("2027-01-04")
    var file = Sample.blockingFile(at: .authorityCheck)
    file.blocking?.authority = BlockingAuthority(route: .bill, citation: "EO 14000")
    row.change(&file)
    #expect(file.codes(.blocking(.decisionReady), profile: profile) == row.codes)
  }

  /// §8.3: on signature, or on a later day stated in it.
  @Test(
    arguments: [
      (nil, []), ("2027-03-01", []), ("2027-02-28", [.effectiveDay]), ("2027-03-02", [.effectiveDay]),
    ] as [(String?, [ObstacleCode])])
  func effective(_ day: String?, _ codes: [ObstacleCode]) {
    var file = Sample.blockingFile(at: .signed)
    file.blocking?.effectiveOn = day.map(Sample.day)
    #expect(file.codes(.blocking(.effective)) == codes)
    file.change(.blockingDecision) { $0.package = .zero }
    #expect(file.codes(.blocking(.effective)).contains(.approvalVoid))
  }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("§8.3 a hold", [.openHold]) { $0.hold() },
    Row("§8.1 the signature is void", [.approvalVoid]) {
      $0.change(.blockingDecision) { $0.package = .zero }
    },
    Row("§8.1 irregular", [.irregularMove]) {
      $0.irregularities = [Irregularity(from: nil, to: .blocking(.draft), by: Person("x"), needs: [.analyst])]
    },
    Row("§4(g)(2) in confidence", [.consentMissing]) { file in
      file.listing = Sample.track(at: .candidate)
      file.listing?.consents = []
    },
  ])
  func published(_ row: Row) {
    var file = Sample.blockingFile(at: .effective)
    row.change(&file)
    #expect(file.codes(.blocking(.published)) == row.codes)
  }

  /// §8.1: PU is not the DE who signed; nor one of two who did.
  @Test func whoSignedDoesNotPublish() {
    var file = Sample.blockingFile(at: .effective)
    let both = Person("B. Oth")
    file.people[both] = Registration(name: both.name, roles: [.decider, .publisher])
    #expect(file.codes(.blocking(.published), by: both) == [])
    file.approvals.append(
      Approval(
        .blockingDecision, by: both, on: Sample.today, text: "so decided", package: file.package,
        isSigned: true))
    #expect(file.codes(.blocking(.published), by: both) == [.separation])
    #expect(file.codes(.blocking(.published)) == [])
    file.withdraw(.blockingDecision)
    #expect(file.codes(.blocking(.published)) == [.approvalMissing])
  }

  /// §8.6: emergency lapsed, authority ended; nothing else ends it without a petition.
  @Test func endsWithTheAuthority() {
    for reason in ReasonCode.allCases {
      let fits = [ReasonCode.emergencyLapsed, .authorityEnded].contains(reason)
      for stage in SpineStage.allCases {
        var file = Sample.blockingFile(at: .active)
        file.stage = stage
        #expect(
          file.codes(StageTarget(.blocking(.terminated), reason: reason)) == (fits ? [] : [.reasonMissing]))
      }
    }
    #expect(Sample.blockingFile(at: .active).codes(.blocking(.terminated)) == [.reasonMissing])
  }

  @Test func aMissingParameterRefuses() {
    for (key, from, to) in [
      (Parameter.Key.sweepAge, BlockingStage.authorityCheck, BlockingStage.decisionReady),
      (.paipaMenuSize, .draft, .authorityCheck),
    ] {
      var profile = Sample.profile
      profile.parameters.removeAll { $0.key == key }
      var file = Sample.blockingFile(at: from)
      if key == .paipaMenuSize { file.blocking?.authority = BlockingAuthority(route: .paipa, menu: ["a"]) }
      #expect(file.codes(.blocking(to), profile: profile) == [.parameterMissing])
    }
  }
}
