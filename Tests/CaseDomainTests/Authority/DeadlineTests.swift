import Testing

@testable import CaseDomain

@Suite struct DeadlineTests {
  private static let profile = AuthorityProfile.introduced
  private static func day(_ text: String) -> Day { Day(text)! }
  private static let start = day("2027-01-04")

  // MARK: States

  @Test(arguments: [
    ("before it starts", "2027-01-03", Deadline.State.notStarted, 11),
    ("on its first day", "2027-01-04", .running, 10),
    ("on its last day", "2027-01-14", .running, 0),
    ("the day after", "2027-01-15", .overdue, -1),
  ])
  func states(_ why: String, _ today: String, _ state: Deadline.State, _ left: Int) throws {
    let lead = try #require(Self.profile.stageDeadline(.lead, enteredOn: Self.start))
    #expect(lead.state(on: Self.day(today)) == state, "\(why)")
    #expect(lead.daysLeft(on: Self.day(today)) == left)
  }

  @Test(arguments: ["2027-01-14", "2027-01-15"])
  func doneIsDone(_ done: String) throws {
    let context = DeadlineContext("26-0001", doneOn: Self.day(done))
    let lead = try #require(Self.profile.stageDeadline(.lead, enteredOn: Self.start, context))
    #expect(lead.state(on: Self.day("2028-01-01")) == .done)
    #expect(lead.daysLeft(on: Self.day("2028-01-01")) == nil)
  }

  @Test func whatHasNotBegunHasNoDay() throws {
    let lead = try #require(Self.profile.stageDeadline(.lead, enteredOn: nil))
    #expect(
      lead.dueOn == nil && lead.state(on: Self.start) == .notStarted && lead.daysLeft(on: Self.start) == nil)
  }

  // MARK: Derivations

  @Test(arguments: [
    (SpineStage.lead, "2027-01-14", "agency policy §8.2 S0"),
    (.triage, "2027-02-03", "agency policy §8.2 S1"),
    (.attribution, "2027-02-18", "agency policy §8.2 S3"),
    (.legalReview, "2027-02-03", "agency policy §8.2 S5"),
    (.interagency, "2027-02-03", "agency policy §8.2 S6"),
  ])
  func stages(_ stage: SpineStage, _ due: String, _ citation: String) throws {
    let deadline = try #require(Self.profile.stageDeadline(stage, enteredOn: Self.start, .init("26-0001")))
    #expect(deadline.dueOn?.iso == due && deadline.citation.description == citation)
    #expect(deadline.status == .agencyPolicy && deadline.caseReference == "26-0001" && deadline.track == nil)
  }

  @Test(arguments: [SpineStage.investigation, .package, .closed, .suspended])
  func stagesWithoutAClock(_ stage: SpineStage) {
    #expect(Self.profile.stageDeadline(stage, enteredOn: Self.start) == nil)
  }

  @Test func aVoteMovesOnlyToWhereAllAgreed() throws {
    let vote = try #require(
      Self.profile.voteDeadline(circulatedOn: Self.start, .init("26-0001", track: .entityList)))
    #expect(vote.dueOn?.iso == "2027-02-03" && vote.status == .notVerified && vote.track == .entityList)
    let later = Self.profile.voteDeadline(circulatedOn: Self.start, postponedTo: Self.day("2027-02-20"))
    #expect(later?.dueOn?.iso == "2027-02-20")
  }

  @Test func theWayUpRunsStepByStep() {
    var days = EscalationDays(votedOn: Self.day("2027-02-03"))
    func dues() -> [String?] { Self.profile.escalationDeadlines(days).map { $0.dueOn?.iso } }
    #expect(dues() == ["2027-02-08", nil, nil, nil, nil])
    days.toAdvisoryOn = Self.day("2027-02-08")
    days.advisoryDecidedOn = Self.day("2027-02-19")
    #expect(dues() == ["2027-02-08", "2027-02-19", "2027-02-24", nil, nil])
    days.toReviewBoardOn = Self.day("2027-02-24")
    days.reviewBoardDecidedOn = Self.day("2027-03-07")
    #expect(dues() == ["2027-02-08", "2027-02-19", "2027-02-24", "2027-03-07", "2027-03-12"])
    #expect(
      Self.profile.escalationDeadlines(days).map { $0.state(on: Self.day("2027-03-08")) }
        == [.done, .done, .done, .done, .running])
  }

  @Test(
    arguments: [
      ("2028-02-29", nil, "2033-02-28"), ("2027-01-04", nil, "2032-01-04"),
      ("2027-01-04", "2028-01-04", "2028-01-04"),
    ] as [(String, String?, String)])
  func listExpiry(_ published: String, _ expires: String?, _ due: String) {
    let deadline = Self.profile.listExpiry(
      publishedOn: Self.day(published), expiresOn: expires.map(Self.day))
    #expect(deadline?.dueOn?.iso == due && deadline?.citation.description == "H.R. 8283 (IH) §4(g)")
  }

  @Test(
    arguments: [
      ("2027-02-01", "2027-02-01"), ("2027-06-01", "2027-04-04"), (nil, "2027-04-04"),
    ] as [(String?, String)])
  func holds(_ review: String?, _ due: String) {
    let hold = Self.profile.holdDeadline(placedOn: Self.start, reviewOn: review.map(Self.day))
    #expect(hold?.dueOn?.iso == due)
  }

  @Test func reviewsAndPetitions() {
    let review = Self.profile.entityListReview(publishedOn: Self.day("2028-02-29"))
    #expect(review?.dueOn?.iso == "2029-02-28")
    #expect(
      Self.profile.entityListReview(publishedOn: Self.start, reviewedOn: Self.day("2027-12-01"))?.dueOn?.iso
        == "2028-12-01")
    #expect(Self.profile.routineReassessment(lastOn: Self.start)?.dueOn?.iso == "2027-04-04")
    let petition = Self.profile.petitionDeadlines(
      receivedOn: Self.start, acknowledgedOn: Self.day("2027-01-05"))
    #expect(petition.map { $0.dueOn?.iso } == ["2027-01-14", "2027-04-04"])
    #expect(petition.map { $0.state(on: Self.day("2027-04-05")) } == [.done, .overdue])
  }

  @Test func businessDaysNeedACalendar() throws {
    let report = Self.profile.deadline(
      .blockingReport, from: Self.day("2026-12-18"), calendar: try Files.holidays())
    #expect(report?.dueOn?.iso == "2027-01-05" && report?.citation.description == "31 CFR §501.603")
    #expect(Self.profile.deadline(.blockingReport, from: Self.start)?.dueOn == nil)
    #expect(Self.profile.deadline(.recordRetention, from: Self.day("2028-02-29"))?.dueOn?.iso == "2038-02-28")
  }

  @Test func noParameterNoClock() {
    #expect(AuthorityProfile.billAsIntroduced.stageDeadline(.lead, enteredOn: Self.start) == nil)
    #expect(AuthorityProfile.billAsIntroduced.escalationDeadlines(.init(votedOn: Self.start)) == [])
    #expect(Self.profile.deadline(.affiliateShare, from: Self.start)?.dueOn == nil)
  }

  @Test(arguments: [
    ("never continued", [], "2027-03-01"),
    ("in the days before", ["2027-02-20"], "2028-03-01"),
    ("on the first of them", ["2026-12-01"], "2028-03-01"),
    ("a day too early", ["2026-11-30"], "2027-03-01"),
    ("on the anniversary itself, too late", ["2027-03-01"], "2027-03-01"),
    ("twice, in any order", ["2028-02-01", "2027-02-20"], "2029-03-01"),
    ("a gap is a lapse", ["2028-02-01"], "2027-03-01"),
  ])
  func emergencies(_ why: String, _ continued: [String], _ due: String) throws {
    let deadline = try #require(
      Self.profile.emergencyAnniversary(
        "EO 99001", declaredOn: Self.day("2026-03-01"), continuedOn: continued.map(Self.day)))
    #expect(deadline.dueOn?.iso == due, "\(why)")
    #expect(deadline.citation.description == "50 USC §1622(d)" && deadline.title.contains("EO 99001"))
    #expect(deadline.startsOn == deadline.dueOn?.adding(days: -90))
  }

  @Test func anEmergencyOfALeapDay() {
    let continued = ["2025-02-01", "2026-02-01", "2027-02-01"].map(Self.day)
    let declared = Self.day("2024-02-29")
    #expect(
      Self.profile.emergencyAnniversary("E", declaredOn: declared)?.dueOn?.iso == "2025-02-28")
    #expect(
      Self.profile.emergencyAnniversary("E", declaredOn: declared, continuedOn: continued)?.dueOn?.iso
        == "2028-02-29")
  }

  // MARK: The list

  @Test func listedAreOpenOnesTheNearestFirst() {
    let all = [
      Self.profile.stageDeadline(.triage, enteredOn: Self.start, .init("26-0002")),
      Self.profile.stageDeadline(.lead, enteredOn: Self.start, .init("26-0003")),
      Self.profile.stageDeadline(.lead, enteredOn: Self.start, .init("26-0001")),
      Self.profile.stageDeadline(.lead, enteredOn: Self.start, .init("26-0004", doneOn: Self.start)),
      Self.profile.stageDeadline(.lead, enteredOn: nil, .init("26-0005")),
    ].compactMap(\.self)
    func cases(_ days: Int, _ today: String) -> [String?] {
      all.due(within: days, of: Self.day(today)).map(\.caseReference)
    }
    #expect(cases(10, "2027-01-04") == ["26-0001", "26-0003"])
    #expect(cases(9, "2027-01-04") == [])
    #expect(cases(0, "2027-02-03") == ["26-0001", "26-0003", "26-0002"])
    #expect(all.inOrder.last?.caseReference == "26-0005")
  }
}
