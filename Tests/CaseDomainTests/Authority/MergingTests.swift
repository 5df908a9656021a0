import Testing

@testable import CaseDomain

@Suite struct MergingTests {
  private static func profile(
    _ kind: AuthorityProfile.Kind, _ version: String, from: String = "2026-04-15", _ number: Int? = nil,
    _ status: RuleStatus = .statute
  ) -> AuthorityProfile {
    AuthorityProfile(
      kind: kind, instrument: kind == .text ? "H.R. 8283" : "agency policy", textVersion: version, title: "t",
      inForceFrom: Day(from)!,
      parameters: number.map {
        [Parameter(.listTerm, .number($0), .calendarYears, source: nil, section: "1", status: status)]
      } ?? [])
  }

  @Test(arguments: [
    ("the text's holds", RuleStatus.statute, RuleStatus.agencyPolicy, 5),
    ("also against another statute", .statute, .statute, 5),
    ("also when neither is statute", .notVerified, .agencyPolicy, 5),
    ("and when it is the weaker of the two", .agencyPolicy, .notVerified, 5),
    ("but statute wins over what is less", .agencyPolicy, .statute, 3),
    ("but statute wins over what is not verified", .notVerified, .statute, 3),
  ])
  func oneKeyOfBoth(_ why: String, _ own: RuleStatus, _ policy: RuleStatus, _ number: Int) {
    let merged = Self.profile(.text, "IH", 5, own).merging(policy: Self.profile(.policy, "1", 3, policy))
    #expect(merged[.listTerm]?.number == number, "\(why)")
    #expect(merged.parameters.count == 1)
  }

  @Test func identityIsTheTexts() {
    let merged = Self.profile(.text, "IH").merging(policy: Self.profile(.policy, "7", from: "2027-01-01", 3))
    #expect(merged.name == ProfileName("H.R. 8283", "IH"))
    #expect(merged.kind == .text && merged.inForceFrom == Day("2026-04-15"))
    #expect(merged.policyVersion == "7" && merged[.listTerm]?.number == 3)
  }

  // MARK: Committees and switches

  @Test func theTwoCommitteesAreTwo() {
    let profile = AuthorityProfile.introduced
    let (ocep, erc) = (profile.committee(.ocep), profile.committee(.erc))
    #expect(ocep.members == [.commerce, .state, .defense, .energy] && ocep.conditionalMembers.isEmpty)
    #expect(ocep.observers.count == 2 && ocep.votingRule == nil)
    #expect(erc.members.count == 4 && erc.conditionalMembers == [.treasury])
    #expect(erc.condition == "where appropriate" && erc.chair == .commerce)
    #expect(erc.addRule == .majorityOfMembers && erc.removeRule == .unanimous)
    #expect(erc.votingRule?.postpone == .unanimous && erc.status == .notVerified)
  }

  /// Else "every vote of nobody" would be a unanimous one.
  @Test func anUnknownCommitteeDecidesNothing() {
    let erc = AuthorityProfile.billAsIntroduced.committee(.erc)
    #expect(erc.members.isEmpty && erc.addRule == .majorityOfMembers && erc.removeRule == .majorityOfMembers)
  }

  @Test(
    arguments: [
      ("2025-09-28", nil), ("2025-09-29", DatedRule.State.inForce), ("2025-11-09", .inForce),
      ("2025-11-10", .suspended), ("2026-11-09", .suspended), ("2026-11-10", .inForce),
      ("2031-01-01", .inForce),
    ] as [(String, DatedRule.State?)])
  func theAffiliatesRuleIsSwitchedByDate(_ day: String, _ state: DatedRule.State?) throws {
    let rule = try #require(AuthorityProfile.introduced[.bisAffiliates])
    #expect(rule.state(on: try #require(Day(day))) == state)
    #expect(AuthorityProfile.introduced.citation(of: rule).description == "90 FR 47201")
  }

  // MARK: History

  private static let history = ProfileHistory(shipped: [.billAsIntroduced, .defaultPolicy])

  private static func change(_ what: ProfileChange.What, _ on: String) -> ProfileChange {
    ProfileChange(what, by: "ada.novak", on: Day(on)!, basis: "Pub. L. 120-1")
  }

  @Test func theShippedTextComesWithThePolicy() {
    #expect(Self.history.inForce(on: Day("2026-04-15")!) == .introduced)
    #expect(Self.history.inForce(on: Day("2026-04-14")!) == nil)
  }

  @Test func aLaterTextAndPolicyTakeOverOnTheirDay() throws {
    let history = try Self.history
      .recording(Self.change(.added(Self.profile(.text, "ENR", from: "2027-01-01", 4)), "2026-12-01"))
      .recording(Self.change(.added(Self.profile(.policy, "2", from: "2027-02-01", 9)), "2026-12-01"))
    #expect(history.inForce(on: Day("2026-12-31")!)?.textVersion == "IH")
    #expect(history.inForce(on: Day("2027-01-01")!)?.textVersion == "ENR")
    #expect(history.inForce(on: Day("2027-01-31")!)?.policyVersion == "1")
    #expect(history.inForce(on: Day("2027-02-01")!)?.policyVersion == "2")
    #expect(history.inForce(on: Day("2027-02-01")!)?[.listTerm]?.number == 4)
  }

  /// A decision keeps what was known on its day; a clock table of today knows all.
  @Test func enactmentCountsFromWhenItIsRecorded() throws {
    let bill = ProfileName("H.R. 8283", "IH")
    let history = try Self.history.recording(Self.change(.enacted(bill, on: Day("2027-01-01")), "2027-01-10"))
    let (before, after) = (Day("2027-01-09")!, Day("2027-01-10")!)
    #expect(history.inForce(on: before)?.enactedOn == nil)
    #expect(history.inForce(on: after)?.enactedOn == Day("2027-01-01"))
    #expect(history.inForce(on: before, knownOn: after)?.enactedOn == Day("2027-01-01"))
    let undone = try history.recording(Self.change(.enacted(bill, on: nil), "2027-01-12"))
    #expect(undone.inForce(on: Day("2027-01-11")!)?.enactedOn == Day("2027-01-01"))
    #expect(undone.inForce(on: Day("2027-01-12")!)?.enactedOn == nil)
    #expect(undone.changes.map(\.by) == ["ada.novak", "ada.novak"])
  }

  @Test func aCorrectionReplacesFromItsDayAndKeepsEnactment() throws {
    var corrected = AuthorityProfile.billAsIntroduced
    corrected.title = "corrected"
    let history = try Self.history
      .recording(Self.change(.enacted(corrected.name, on: Day("2027-01-01")), "2027-01-10"))
      .recording(Self.change(.added(corrected), "2027-02-01"))
    #expect(history.inForce(on: Day("2027-01-31")!)?.title != "corrected")
    #expect(history.inForce(on: Day("2027-02-01")!)?.title == "corrected")
    #expect(history.inForce(on: Day("2027-02-01")!)?.enactedOn == Day("2027-01-01"))
    #expect(history.profiles(knownOn: Day("2027-02-01")!).count == 2)
  }

  @Test func changesMadeApartComeInTheOrderOfTheirDays() {
    let bill = ProfileName("H.R. 8283", "IH")
    let changes = [("2027-01-02", "2027-03-01"), ("2027-01-01", "2027-02-01")].map {
      Self.change(.enacted(bill, on: Day($0.0)), $0.1)
    }
    for order in [changes, changes.reversed()] {
      let history = ProfileHistory(shipped: [.billAsIntroduced], changes: order)
      #expect(history.inForce(on: Day("2027-03-01")!)?.enactedOn == Day("2027-01-02"))
    }
  }

  @Test(arguments: [
    (
      ProfileChange.What.enacted(ProfileName("H.R. 1", "IH"), on: nil), "a", "b",
      ProfileRefusal.unknown(ProfileName("H.R. 1", "IH"))
    ),
    (
      .enacted(ProfileName("agency policy", "1"), on: nil), "a", "b",
      .policyEnacted(ProfileName("agency policy", "1"))
    ),
    (
      .enacted(ProfileName("H.R. 8283", "IH"), on: Day("2027-01-11")), "a", "b",
      .enactedLater(Day("2027-01-11")!, recordedOn: Day("2027-01-10")!)
    ),
    (.enacted(ProfileName("H.R. 8283", "IH"), on: nil), " ", "b", .noOne),
    (.added(.defaultPolicy), "a", "\u{200B}", .noBasis),
  ])
  func refused(_ what: ProfileChange.What, _ by: String, _ basis: String, _ refusal: ProfileRefusal) {
    #expect(throws: refusal) {
      try Self.history.recording(ProfileChange(what, by: by, on: Day("2027-01-10")!, basis: basis))
    }
    #expect(!refusal.message.isEmpty && !refusal.remedy.isEmpty)
  }
}
