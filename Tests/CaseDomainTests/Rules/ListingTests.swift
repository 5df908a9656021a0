import Testing

@testable import CaseDomain

@Suite struct ListingTests {
  @Test(arguments: [
    (ListingStage.candidate, ListingStage.eligible), (.eligible, .consentCleared),
    (.consentCleared, .determination), (.determination, .published), (.eligible, .candidate),
    (.consentCleared, .candidate), (.determination, .candidate), (.reidentified, .eligible),
  ])
  func steps(_ from: ListingStage, _ to: ListingStage) {
    #expect(Sample.caseFile(at: .interagency, listing: from).codes(.listing(to)) == [])
  }

  @Test func theTrackIsOpenedOnce() {
    #expect(Sample.caseFile(at: .triage).codes(.listing(.candidate)) == [])
    #expect(Sample.caseFile(at: .triage).codes(.listing(.published)) == [.outOfOrder])
    #expect(Sample.caseFile(at: .triage, listing: .candidate).codes(.listing(.candidate)) == [.outOfOrder])
    #expect(Sample.caseFile(at: .closed).codes(.listing(.candidate)) == [.outOfOrder])
  }

  @Test(arguments: [
    Row("an entity of concern") { _ in },
    Row("an individual") { $0.subject.kind = .individual },
    Row("an individual needs no basis here") { file in
      file.subject.kind = .individual
      file.subject.concernBases = []
    },
    Row("§4(g)(1) an entity of no concern", [.concernBasisMissing]) { $0.subject.concernBases = [] },
    Row("an entity whose basis is open", [.concernBasis]) { $0.set(.ecA, .undetermined) },
    Row("kind not set", [.listedKind]) { $0.subject.kind = nil },
    Row("directed") { $0.subject.roles = [.directed] },
    Row("brokered and conducted") { $0.subject.roles = [.accountBroker, .conducted] },
    Row("§4(g)(1) brokered only", [.accountBrokerOnly]) { $0.subject.roles = [.accountBroker] },
    Row("no role", [.roleMissing]) { $0.subject.roles = [] },
    Row("a provider by theory", [.attackNotAlleged]) { $0.theory = .provider },
    Row("§4(e) routine assessment") { $0.identification?.source = .routine },
    Row("§4(a), §4(e) not identified", [.notIdentified]) { $0.identification = nil },
    Row("identified today") { $0.identification?.on = Sample.today },
    Row("identified tomorrow", [.notIdentified]) { $0.identification?.on = Sample.day("2027-03-02") },
    Row("no conduct", [.conductMissing]) { $0.conduct = [] },
    Row("conduct after today", [.conductInFuture]) { $0.conducted(until: "2027-03-02") },
    Row("everything at once", [.listedKind, .roleMissing, .notIdentified, .conductMissing]) { file in
      file.subject = Subject()
      file.identification = nil
      file.conduct = []
    },
  ])
  func eligible(_ row: Row) {
    var file = Sample.caseFile(at: .investigation, listing: .candidate)
    row.change(&file)
    #expect(file.codes(.listing(.eligible)) == row.codes)
  }

  @Test(arguments: [
    ("exactly one year", "2026-02-10", "2027-02-10", true),
    ("one day more", "2026-02-09", "2027-02-10", false),
    ("identified on 29 February: 28 February is in", "2027-02-28", "2028-02-29", true),
    ("identified on 29 February: 27 February is out", "2027-02-27", "2028-02-29", false),
    ("identified on 28 February of a leap year", "2027-02-28", "2028-02-28", true),
    ("conduct on 29 February, identified on 28 February", "2028-02-29", "2029-02-28", true),
    ("conduct on 29 February, identified on 1 March", "2028-02-29", "2029-03-01", false),
    ("conduct after the identification", "2027-02-11", "2027-02-10", true),
  ])
  func pastYear(_ why: String, _ lastConduct: String, _ identified: String, _ isRecent: Bool) {
    var file = Sample.caseFile(at: .investigation, listing: .candidate)
    file.conducted(until: lastConduct)
    file.identification?.on = Sample.day(identified)
    let codes = file.codes(.listing(.eligible), on: Sample.day("2030-01-01"))
    #expect(codes == (isRecent ? [] : [.conductTooOld]), "\(why)")
  }

  @Test(arguments: [
    Row("permitted") { _ in },
    Row("§4(g)(2) no consent", [.consentMissing]) { $0.listing?.consents = [] },
    Row("revoked", [.consentMissing]) { $0.listing?.consents[0].revokedOn = Sample.day("2027-02-01") },
    Row("revoked as of a later day", [.consentMissing]) {
      $0.listing?.consents[0].revokedOn = Sample.day("2028-01-01")
    },
    Row("revoked, then given again") { file in
      file.listing?.consents[0].revokedOn = Sample.day("2027-02-01")
      file.listing?.consents.append(Sample.track(at: .eligible).consents[0])
    },
    Row("given today") { $0.listing?.consents[0].givenOn = Sample.today },
    Row("given tomorrow", [.consentMissing]) { $0.listing?.consents[0].givenOn = Sample.day("2027-03-02") },
    Row("another owner's", [.consentMissing]) { $0.listing?.consents[0].owner = OwnerID(high: 8, low: 8) },
    Row("one of two owners' only", [.consentMissing]) {
      $0.exhibits[0].ownersConfidential.insert(OwnerID(high: 8, low: 8))
    },
    Row("of the same owner as another case names it") {
      $0.exhibits[0].ownersConfidential = [OwnerID(high: 8, low: 8)]
      $0.otherOwners = OwnerNames([OwnerID(high: 8, low: 8): "aurora  foundry "])
    },
    Row("of an owner of another name", [.consentMissing]) {
      $0.exhibits[0].ownersConfidential = [OwnerID(high: 8, low: 8)]
      $0.otherOwners = OwnerNames([OwnerID(high: 8, low: 8): "Larkspur Cognition"])
    },
    Row("for another field", [.consentMissing]) {
      $0.listing?.consents[0].covers = [.init(Sample.lab, .basis)]
    },
    Row("for another exhibit", [.consentMissing]) {
      $0.listing?.consents[0].covers = [.init(Sample.host, .conductWindow)]
    },
    Row("a second field is not covered", [.consentMissing]) {
      $0.listing?.entry[.basis]?.exhibits = [Sample.lab]
    },
    Row("a field taken out needs none") { file in
      file.listing?.consents = []
      file.listing?.entry[.conductWindow] = nil
    },
    Row("an empty field needs none") { file in
      file.listing?.consents = []
      file.listing?.entry[.conductWindow]?.text = " "
    },
    Row("an exhibit from nowhere", [.entryExhibitMissing]) {
      $0.listing?.entry[.basis]?.exhibits = [ExhibitID(high: 9, low: 9)]
    },
  ])
  func consentCleared(_ row: Row) {
    var file = Sample.caseFile(at: .investigation, listing: .eligible)
    row.change(&file)
    #expect(file.codes(.listing(.consentCleared)) == row.codes)
  }

  @Test func aRefusalNamesFieldExhibitAndOwner() throws {
    var file = Sample.caseFile(at: .interagency, listing: .eligible)
    file.listing?.consents = []
    let decision = file.decide(
      advanceTo: .listing(.consentCleared), on: Sample.today, by: Sample.consents, profile: Sample.profile)
    let obstacle = try #require(decision.obstacles.first)
    for part in ["conductWindow", "EX-0001", "Aurora Foundry"] { #expect(obstacle.message.contains(part)) }
    #expect(obstacle.section == "H.R. 8283 (IH) §4(g)(2)" && obstacle.status == .statute)
  }

  @Test(arguments: [
    Row("ready") { _ in },
    Row("not at interagency", [.spineNotComplete]) { $0.stage = .legalReview },
    Row("consent revoked since", [.consentMissing]) { $0.listing?.consents[0].revokedOn = Sample.today },
    Row("no longer recent", [.conductTooOld]) { $0.conducted(until: "2025-11-30") },
    Row("an element reopened", [.attackElement]) { $0.set(.m2, .undetermined) },
    Row("contested", [.contestedStage]) { $0.isContested = true },
    Row("broker only", [.accountBrokerOnly]) { $0.subject.roles = [.accountBroker] },
    Row("an obstacle is told once", [.concernBasisMissing]) { $0.subject.concernBases = [] },
  ])
  func determinationAndPublication(_ row: Row) {
    for (from, to) in [
      (ListingStage.consentCleared, ListingStage.determination), (.determination, .published),
    ] {
      var file = Sample.caseFile(at: .interagency, listing: from)
      row.change(&file)
      #expect(file.codes(.listing(to)) == row.codes, "\(row.why), \(to)")
    }
  }

  @Test(
    arguments: [
      ("five years exactly", "2027-03-01", "2032-03-01", []),
      ("one day more", "2027-03-01", "2032-03-02", [ObstacleCode.termTooLong]),
      ("shorter", "2027-03-01", "2027-03-02", []),
      ("ends when it begins", "2027-03-01", "2027-03-01", [.expiresOn]),
      ("backdated", "2027-02-28", "2032-02-28", []),
      ("before identification", "2026-11-30", "2031-11-30", [.publishedOn]),
      ("on the day of identification", "2026-12-01", "2031-12-01", []),
      ("published tomorrow", "2027-03-02", "2032-03-02", [.publishedOn]),
      ("no days", nil, nil, [.publishedOn]),
      ("no expiry", "2027-03-01", nil, [.expiresOn]),
    ] as [(String, String?, String?, [ObstacleCode])])
  func term(_ why: String, _ published: String?, _ expires: String?, _ codes: [ObstacleCode]) {
    var file = Sample.caseFile(at: .interagency, listing: .determination)
    file.listing?.publishedOn = published.map(Sample.day)
    file.listing?.expiresOn = expires.map(Sample.day)
    #expect(file.codes(.listing(.published)) == codes, "\(why)")
  }

  @Test(arguments: [("2033-02-28", true), ("2033-03-01", false)])
  func fiveYearsFromALeapDay(_ expires: String, _ allowed: Bool) {
    var file = Sample.caseFile(at: .interagency, listing: .determination)
    (file.listing!.publishedOn, file.listing!.expiresOn) = (Sample.day("2028-02-29"), Sample.day(expires))
    #expect(file.codes(.listing(.published), on: Sample.day("2028-02-29")) == (allowed ? [] : [.termTooLong]))
  }

  @Test func anEntrySaysWhatItMust() {
    var file = Sample.caseFile(at: .interagency, listing: .determination)
    file.listing?.entry[.aliases] = nil
    #expect(file.codes(.listing(.published)) == [])
    file.listing?.entry[.statementOfReasons]?.text = "\u{FEFF}"
    file.listing?.entry[.country]?.exhibits = []
    file.listing?.entry[.petitionRoute]?.exhibits = []
    #expect(file.codes(.listing(.published)) == [.fieldEmpty, .fieldUnsupported])
  }

  @Test(arguments: [("2032-02-29", false), ("2032-03-01", true), ("2032-03-02", true)])
  func expiresOnItsDay(_ today: String, _ over: Bool) {
    let file = Sample.caseFile(at: .interagency, listing: .published)
    #expect(file.codes(.listing(.expired), on: Sample.day(today)) == (over ? [] : [.termNotOver]))
    let reasons = file.reasonsToTakeDown(on: Sample.day(today), profile: Sample.profile).map(\.code)
    #expect(reasons == (over ? [.expiresOn] : []))
  }

  @Test func expiryIsNotExoneration() {
    #expect(ListingStage.expired.banner?.contains("not exoneration") == true)
    #expect(ListingStage.expired.banner != ListingStage.withdrawn.banner)
  }

  @Test func anEntryCanAlwaysBeWithdrawnWithAReason() {
    for stage in SpineStage.allCases {
      var file = Sample.caseFile(at: stage, listing: .published)
      file.isContested = true
      #expect(file.codes(StageTarget(.listing(.withdrawn), reason: .entryInError)) == [])
      #expect(file.codes(.listing(.withdrawn)) == [.reasonMissing])
    }
  }

  @Test func aRevokedConsentCallsForTakingDown() {
    var file = Sample.caseFile(at: .interagency, listing: .published)
    #expect(file.reasonsToTakeDown(on: Sample.today, profile: Sample.profile).isEmpty)
    file.listing?.consents[0].revokedOn = Sample.today
    #expect(
      file.reasonsToTakeDown(on: Sample.today, profile: Sample.profile).map(\.code) == [.consentMissing])
  }

  @Test(arguments: [("2027-03-01", false), ("2027-03-02", true)])
  func listingAgainNeedsANewIdentification(_ identified: String, _ isNew: Bool) {
    for stage in [ListingStage.published, .expired, .withdrawn] {
      var file = Sample.caseFile(at: .interagency, listing: stage)
      file.identification?.on = Sample.day(identified)
      let codes = file.codes(.listing(.reidentified), on: Sample.day("2027-06-01"))
      #expect(codes == (isNew ? [] : [.newIdentification]))
    }
  }
}

extension CaseFile {
  fileprivate mutating func conducted(until last: String) {
    let last = Sample.day(last)
    conduct = [ConductWindow(first: last, last: last)!]
  }
}
