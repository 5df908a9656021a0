import Testing

@testable import CaseDomain

@Suite struct SpineTests {
  @Test(arguments: [
    (SpineStage.lead, SpineStage.triage), (.triage, .investigation), (.investigation, .attribution),
    (.attribution, .package), (.package, .legalReview), (.legalReview, .interagency),
    (.triage, .lead), (.investigation, .triage), (.attribution, .investigation), (.package, .attribution),
    (.legalReview, .package), (.interagency, .package),
  ])
  func steps(_ from: SpineStage, _ to: SpineStage) {
    #expect(Sample.caseFile(at: from).codes(.spine(to)) == [])
  }

  @Test func noOtherStepOnTheSpine() {
    let working = SpineStage.allCases.prefix(7)
    let known = Set(Transition.spineTable.map { "\($0.from!) \($0.to)" })
    #expect(known.count == Transition.spineTable.count)
    for from in working {
      for to in working where !known.contains("\(Stage.spine(from)) \(Stage.spine(to))") {
        #expect(Sample.caseFile(at: from).codes(.spine(to)) == [.outOfOrder], "\(from) to \(to)")
      }
      #expect(Sample.caseFile(at: .closed).codes(.spine(from)) == [.outOfOrder])
    }
    #expect(SpineStage.allCases.map(\.code) == ["S0", "S1", "S2", "S3", "S4", "S5", "S6", nil, nil])
  }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("F6 is an entry") { $0.leadGrade = AdmiraltyGrade("F6") },
    Row("a graded exhibit will do") { $0.leadGrade = nil },
    Row("no grade at all", [.sourceNotGraded]) { file in
      file.leadGrade = nil
      file.exhibits = []
    },
    Row("no search", [.duplicateSearchMissing]) { $0.duplicateSearch = nil },
    Row("a blank search", [.duplicateSearchMissing]) { $0.duplicateSearch = " \u{200B}\n" },
    Row("both, in declared order", [.sourceNotGraded, .duplicateSearchMissing]) { file in
      (file.leadGrade, file.exhibits, file.duplicateSearch) = (nil, [], nil)
    },
  ])
  func leadToTriage(_ row: Row) { check(row, .lead, .triage) }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("everything is missing", [.subjectKindMissing, .noExhibit, .theoryMissing]) { file in
      (file.subject.kind, file.exhibits, file.theory) = (nil, [], nil)
    },
  ])
  func triageToInvestigation(_ row: Row) { check(row, .triage, .investigation) }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("§3(2) a closed-model element undetermined", [.closedModel]) { $0.set(.cs2, .undetermined) },
    Row("§3(2) two not decided", [.closedModel, .closedModel]) { file in
      [Element.cs1, .cs3].forEach { file.set($0, nil) }
    },
    Row("conflicted is not met", [.closedModel]) { $0.findings.append(Sample.finding(.cs1, .notMet)) },
    Row("§3(2) no model version", [.modelVersionMissing]) { $0.modelVersions = [" "] },
    Row("§3(2) a finding for all covers each model") { $0.modelVersions = ["Borealis 3", "Borealis 4"] },
    Row("§3(2) two models, each found apart") { file in
      file.modelVersions = ["Borealis 3", "Borealis 4"]
      file.findApart(.cs1, ["Borealis 3": .met, "Borealis 4": .met])
    },
    Row("§3(2) one of two models not found", [.closedModel]) { file in
      file.modelVersions = ["Borealis 3", "Borealis 4"]
      file.findApart(.cs1, ["Borealis 3": .met])
    },
    Row("§3(2) one of two models not met", [.closedModel]) { file in
      file.modelVersions = ["Borealis 3", "Borealis 4"]
      file.findApart(.cs2, ["Borealis 4": .notMet], all: .met)
    },
    Row("§3(2) nothing found for two models", [.closedModel, .closedModel]) { file in
      file.modelVersions = ["Borealis 3", "Borealis 4"]
      file.set(.cs3, nil)
    },
    Row("§3(2) met for one against not met for all", [.closedModel, .closedModel]) { file in
      file.modelVersions = ["Borealis 3", "Borealis 4"]
      file.findApart(.cs1, ["Borealis 3": .met], all: .notMet)
    },
    Row("§3(2) met for one, undetermined for all", [.closedModel]) { file in
      file.modelVersions = ["Borealis 3", "Borealis 4"]
      file.findApart(.cs1, ["Borealis 3": .met], all: .undetermined)
    },
    Row("§3(2) a finding for a model of no concern here", [.closedModel]) { file in
      file.findApart(.cs1, ["Borealis 9": .met])
    },
    Row("§3(2) two findings for one model", [.closedModel]) { file in
      file.findApart(.cs1, ["Borealis 3": .met])
      file.findings.append(Sample.finding(.cs1, .notMet).about("Borealis 3"))
    },
    Row("§3(13) no owner", [.ownerMissing]) { $0.owners = [] },
    Row("§3(13) owner not confirmed", [.ownerNotUSPerson]) { $0.owners[0].isUSPerson = nil },
    Row("§3(13) owner no US person", [.ownerNotUSPerson]) { $0.owners[0].isUSPerson = false },
    Row("a finding says otherwise", [.ownerElement]) { $0.set(.ow2, .notMet) },
    Row("no conduct", [.conductMissing]) { $0.conduct = [] },
    Row("terms begin on the first day") { $0.terms[0].from = Sample.day("2026-05-01") },
    Row("§3(11)(A)(iii) terms begin one day late", [.termsGap]) {
      $0.terms[0].from = Sample.day("2026-05-02")
    },
    Row("terms end on the last day") { $0.terms[0].to = Sample.day("2026-07-31") },
    Row("terms end one day early", [.termsGap]) { $0.terms[0].to = Sample.day("2026-07-30") },
    Row("two versions meet") { $0.splitTerms(nextFrom: "2026-06-11") },
    Row("two versions overlap") { $0.splitTerms(nextFrom: "2026-06-01") },
    Row("one day between two versions", [.termsGap]) { $0.splitTerms(nextFrom: "2026-06-12") },
    Row("another owner's terms cover nothing", [.termsGap]) { $0.terms[0].owner = OwnerID(high: 8, low: 8) },
    Row("§8.2 S2 not hashed again", [.exhibitNotRehashed]) {
      $0.change(Sample.registry) { $0.integrity = .unknown }
    },
    Row("damaged", [.exhibitDamaged]) { $0.change(Sample.lab) { $0.integrity = .damaged(reason: "bits") } },
    Row("no custody", [.custodyBroken]) { $0.change(Sample.lab) { $0.custody = CustodyChain() } },
  ])
  func investigationToAttribution(_ row: Row) { check(row, .investigation, .attribution) }

  @Test func theFirstUncoveredDayIsNamed() throws {
    var file = Sample.caseFile(at: .investigation)
    file.splitTerms(nextFrom: "2026-06-12")
    let decision = file.decide(
      advanceTo: .spine(.attribution), on: Sample.today, by: Sample.analyst, profile: Sample.profile)
    let obstacle = try #require(decision.obstacles.first)
    #expect(obstacle.message.contains("2026-06-11") && obstacle.message.contains("Aurora Foundry"))
    #expect(obstacle.section == "H.R. 8283 (IH) §3(11)(A)(iii)")
  }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("no theory", [.theoryMissing]) { $0.theory = nil },
    Row("§3(11)(A) M1 not met", [.attackElement]) { $0.set(.m1, .notMet) },
    Row("M1 undetermined", [.attackElement]) { $0.set(.m1, .undetermined) },
    Row("one manner is enough") { file in [Element.m4i, .m4iii].forEach { file.set($0, .notMet) } },
    Row("§3(11)(A)(i)-(iii) no manner", [.attackManner]) { file in
      Element.Group.manner.elements.forEach { file.set($0, .notMet) }
    },
    Row("§3(11)(A)(iii) terms that do not bar training", [.trainingClause]) {
      $0.terms[0].barsTraining = nil
    },
    Row("one factor is enough") { file in [Element.p1, .p2, .p3].forEach { file.set($0, .notMet) } },
    Row("§3(11)(B) no factor", [.purposeFactor]) { file in
      Element.Group.purpose.elements.forEach { file.set($0, .notMet) }
    },
    Row("§3(11)(C) an exclusion met", [.exclusion]) { $0.set(.x3, .met) },
    Row("an exclusion undetermined", [.exclusion]) { $0.set(.x1, .undetermined) },
    Row("exclusions not tested", [.exclusion, .exclusion, .exclusion]) { file in
      Element.Group.exclusion.elements.forEach { file.set($0, nil) }
    },
    Row("§3(7) F5 without a location clause", [.locationClause]) { $0.terms[0].restrictsLocation = false },
    Row("§3(7) F2 missing", [.providerElement]) { $0.set(.f2, nil) },
    Row("§3(7), §3(6) F1 not a foreign entity", [.providerElement]) { $0.set(.f1, .notMet) },
    Row("F2 not asked of an attack") { file in
      file.theory = .attack
      file.set(.f2, nil)
      file.set(.fx, nil)
    },
    Row("M1 not asked of a provider") { file in
      file.theory = .provider
      [Element.m1, .x1, .p1].forEach { file.set($0, nil) }
    },
    Row("free expression not tested", [.freeExpression]) { $0.set(.fx, nil) },
    Row("§3(7) free expression applies", [.freeExpression]) { $0.set(.fx, .met) },
    Row("§3(4) no basis", [.concernBasisMissing]) { $0.subject.concernBases = [] },
    Row("§3(4)(B), §3(3) a stated basis not met", [.concernBasis]) { file in
      file.subject.concernBases = [.location, .control]
      file.set(.ecB, .undetermined)
    },
    Row("a basis that is not stated may be open") { $0.set(.ecC, nil) },
    Row("§8.2 S4 M2 below the grade", [.supportGrade]) { file in
      file.exhibits.append(Sample.exhibit(ExhibitID(high: 2, low: 4), "EX-0004", "C4", origin: "x"))
      file.analysis.explanations.append(Sample.explanation(ExhibitID(high: 2, low: 4)))
      file.set(.m2, .met, [ExhibitID(high: 2, low: 4)])
    },
    Row("M2 on C3 exactly") { $0.set(.m2, .met, [Sample.host]) },
    Row("M2 on nothing", [.supportMissing]) { $0.set(.m2, .met, []) },
    Row("M2 on an exhibit elsewhere", [.supportMissing, .benignExplanationMissing]) {
      $0.set(.m2, .met, [Sample.lab, ExhibitID(high: 9, low: 9)])
    },
    Row("M2 has one origin, which is enough") { $0.set(.m2, .met, [Sample.lab]) },
    Row("M3 has one origin", [.origins]) { $0.set(.m3, .met, [Sample.lab]) },
    Row("two exhibits echo one origin", [.origins, .origins, .origins]) {
      $0.change(Sample.host) { $0.origin = "AURORA foundry " }
    },
    Row("an exhibit that names no origin", [.origins, .origins, .origins]) {
      $0.change(Sample.host) { $0.origin = nil }
    },
  ])
  func packageToLegalReview(_ row: Row) { check(row, .package, .legalReview) }

  /// §8.2 S4: an exhibit that was taken back meanwhile is named, with the import and why.
  @Test func whatWasTakenBackIsNamed() throws {
    let gone = ExhibitID(high: 9, low: 9)
    var file = Sample.caseFile(at: .package)
    file.set(.m2, .met, [Sample.lab, gone])
    func obstacle() throws -> Obstacle {
      let decision = file.decide(
        advanceTo: StageTarget(.spine(.legalReview)), on: Sample.today, by: Sample.analyst,
        profile: Sample.profile)
      return try #require(decision.obstacles.first { $0.code == .supportMissing })
    }
    #expect(try obstacle().message == "M2 rests on exhibit \(gone), which is not in the case")
    file.absent[gone] = AbsentExhibit(
      reference: "EX-0009",
      takenBack: [
        .init(
          importReference: "IM-0002",
          withdrawal: Withdrawal(on: try #require(Day("2026-06-01")), reason: "a twin"))
      ])
    #expect(
      try obstacle().message
        == "M2 rests on exhibit EX-0009, which was taken back with import IM-0002 on 2026-06-01 (a twin)")
    #expect(try obstacle().remedy == "cite another, or import its file again if taking it back was wrong")
  }

  @Test func aDamagedExhibitSupportsNothing() {
    var file = Sample.caseFile(at: .package)
    file.set(.m2, .met, [Sample.registry])
    file.change(Sample.registry) { $0.integrity = .damaged(reason: "bits") }
    #expect(file.codes(.spine(.legalReview)) == [.supportDamaged, .supportGrade, .exhibitDamaged])
  }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("no statement", [.publicBasisMissing]) { $0.publicBasis = nil },
    Row("a blank statement", [.publicBasisMissing]) { $0.publicBasis?.statement = " " },
    Row("rests on nothing", [.publicBasisMissing]) { $0.publicBasis?.exhibits = [] },
    Row("rests on what was given in confidence", [.publicBasisConfidential]) {
      $0.publicBasis?.exhibits = [Sample.registry, Sample.lab]
    },
    Row("the package no longer stands", [.attackElement]) { $0.set(.m1, .notMet) },
    Row("contested", [.contestedStage]) { $0.isContested = true },
    Row("a guarded field in conflict", [.openConflict]) {
      $0.openConflicts = [OpenConflict(field: "theory", isGuarded: true)]
    },
    Row("a title in conflict") { $0.openConflicts = [OpenConflict(field: "title", isGuarded: false)] },
    Row("a finding in conflict", [.openConflict]) { $0.findings.append(Sample.finding(.ow1, .undetermined)) },
  ])
  func legalReviewToInteragency(_ row: Row) { check(row, .legalReview, .interagency) }

  @Test func inwardMovesAreOpenWhileContested() {
    var file = Sample.caseFile(at: .triage)
    file.isContested = true
    let decision = file.decide(
      advanceTo: .spine(.investigation), on: Sample.today, by: Sample.analyst, profile: Sample.profile)
    #expect(decision.allowed)
    #expect(decision.notes.contains { $0.contains("contested") })
  }

  @Test(arguments: [
    ("a reason", StageTarget.close(.duplicate), []),
    ("no reason", .spine(.closed), [ObstacleCode.reasonMissing]),
    ("a reason for another stage", .close(.awaitingAgency), [.reasonMissing]),
    ("review tomorrow", .suspend(.awaitingAgency, reviewOn: Sample.day("2027-03-02")), []),
    ("review after 90 days", .suspend(.awaitingAgency, reviewOn: Sample.day("2027-05-30")), []),
    ("review after 91 days", .suspend(.awaitingAgency, reviewOn: Sample.day("2027-05-31")), [.holdReview]),
    ("review today", .suspend(.awaitingAgency, reviewOn: Sample.today), [.holdReview]),
    ("no review", StageTarget(.spine(.suspended), reason: .legalHold), [.holdReview]),
    ("neither", .spine(.suspended), [.reasonMissing, .holdReview]),
  ])
  func closingAndSuspending(_ why: String, _ target: StageTarget, _ codes: [ObstacleCode]) {
    for stage in SpineStage.allCases.prefix(7) {
      #expect(Sample.caseFile(at: stage).codes(target) == codes, "\(why) from \(stage)")
    }
  }

  @Test func aSuspendedCaseComesBackWhereItWas() {
    var file = Sample.caseFile(at: .suspended)
    file.suspendedFrom = .attribution
    #expect(file.codes(.spine(.attribution)) == [])
    #expect(file.codes(.spine(.package)) == [.outOfOrder])
    #expect(file.codes(.close(.referred)) == [])
    #expect(file.codes(.listing(.candidate)) == [.outOfOrder])
  }

  @Test func everyRefusalNamesSourceAndRemedy() {
    var file = CaseFile(id: CaseID(high: 3, low: 2), reference: "26-0002", title: "Halden Compute")
    file.listing = ListingTrack()
    for stage in SpineStage.allCases {
      file.stage = stage
      for target in SpineStage.allCases.map(StageTarget.spine)
        + ListingStage.allCases.map(StageTarget.listing)
      {
        let decision = file.decide(
          advanceTo: target, on: Sample.today, by: Sample.analyst, profile: Sample.profile)
        for obstacle in decision.obstacles {
          #expect(!obstacle.remedy.isEmpty && obstacle.section.contains("§"))
          #expect(!obstacle.message.hasSuffix("."))
        }
      }
    }
  }

  @Test func saysWhatItDoesNotCheck() {
    func decision(_ stage: SpineStage, _ target: StageTarget) -> Decision {
      Sample.caseFile(at: stage).decide(
        advanceTo: target, on: Sample.today, by: Sample.analyst, profile: Sample.profile)
    }
    #expect(decision(.investigation, .spine(.attribution)).notChecked == [])
    #expect(decision(.triage, .close(.referred)).notChecked.contains { $0.contains("still in force") })
    #expect(decision(.attribution, .spine(.package)).notChecked == [])
    #expect(decision(.attribution, .spine(.package)).notes.contains { $0.contains("is a bill") })
  }

  @Test func limitsComeFromTheProfile() {
    var profile = Sample.profile
    func edit(_ key: Parameter.Key, _ value: Parameter.Value) {
      for index in profile.parameters.indices where profile.parameters[index].key == key {
        profile.parameters[index].value = value
      }
    }
    edit(.independentOrigins, .number(3))
    edit(.exhibitGrade, .grade(AdmiraltyGrade(.a, .one)))
    edit(.purposeFactors, .number(5))
    let codes = Set(Sample.caseFile(at: .package).codes(.spine(.legalReview), profile: profile))
    #expect(codes == [.origins, .supportGrade, .purposeFactor])
  }

  @Test func aMissingLimitRefuses() {
    var profile = Sample.profile
    profile.parameters = []
    let codes = Sample.caseFile(at: .package).codes(.spine(.legalReview), profile: profile)
    #expect(codes == [.parameterMissing, .parameterMissing, .parameterMissing, .parameterMissing])
  }

  @Test func aTextNotInForceOnTheDayDoesNotJudge() {
    #expect(Sample.caseFile(at: .lead).codes(.spine(.triage), on: Sample.day("2026-04-15")) == [])
    #expect(
      Sample.caseFile(at: .lead).codes(.spine(.triage), on: Sample.day("2026-04-14")) == [.profileNotInForce])
  }

  private func check(_ row: Row, _ from: SpineStage, _ to: SpineStage) {
    var file = Sample.caseFile(at: from)
    row.change(&file)
    #expect(file.codes(.spine(to)) == row.codes)
  }
}

extension CaseFile {
  /// Two versions of the terms: the first ends on 10 June 2026.
  fileprivate mutating func splitTerms(nextFrom day: String) {
    var next = terms[0]
    terms[0].to = Sample.day("2026-06-10")
    next.from = Sample.day(day)
    terms.insert(next, at: 0)
  }
}
