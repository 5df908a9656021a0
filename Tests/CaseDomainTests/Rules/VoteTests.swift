import Testing

@testable import CaseDomain

/// How the committee's votes are counted: docs/policy.md §8.4, §8.8; 15 CFR part 744, Supp. 5 (not verified).
@Suite struct VoteTests {
  private static let four: [Agency] = [.commerce, .state, .defense, .energy]
  private static let five = four + [.treasury]
  private static let package = Sample.package
  private static let deadline = Sample.day("2027-03-22")

  private func ballots(_ votes: String, of members: [Agency], on day: Day = Sample.voted) -> [Ballot] {
    zip(members, votes).compactMap { member, letter -> Ballot? in
      let choice: Ballot.Choice? = ["+": .inFavour, "-": .against, "o": .abstain][letter]
      return choice.map {
        Ballot(agency: member, choice: $0, by: Sample.member(member), on: day, package: VoteTests.package)
      }
    }
  }

  /// `+` for, `-` against, `o` abstains, `.` has not voted.
  @Test(arguments: [
    // Supp. 5: four members take three.
    ("++++", Tally.Rule.majorityOfMembers, Tally.Outcome.adopted, Tally.Outcome.adopted),
    ("+++-", .majorityOfMembers, .adopted, .adopted), ("+++.", .majorityOfMembers, .adopted, .adopted),
    ("++--", .majorityOfMembers, .noMajority, .noMajority),
    ("++oo", .majorityOfMembers, .noMajority, .noMajority),
    ("++-.", .majorityOfMembers, .open, .noMajority), ("++..", .majorityOfMembers, .open, .noMajority),
    ("+---", .majorityOfMembers, .rejected, .rejected), ("---.", .majorityOfMembers, .rejected, .rejected),
    ("....", .majorityOfMembers, .open, .noMajority), ("oooo", .majorityOfMembers, .noMajority, .noMajority),
    // Five, with Treasury, take three too.
    ("+++--", .majorityOfMembers, .adopted, .adopted), ("++---", .majorityOfMembers, .rejected, .rejected),
    ("++--o", .majorityOfMembers, .noMajority, .noMajority),
    ("++oo.", .majorityOfMembers, .open, .noMajority),
    // The other reading, when the profile has it: of the votes cast, once all are in or the clock is out.
    ("++--", .majorityOfVotes, .noMajority, .noMajority), ("++-o", .majorityOfVotes, .adopted, .adopted),
    ("+...", .majorityOfVotes, .open, .adopted), ("+--.", .majorityOfVotes, .open, .rejected),
    ("....", .majorityOfVotes, .open, .noMajority),
    // Removal and modification.
    ("++++", .unanimous, .adopted, .adopted), ("+++-", .unanimous, .rejected, .rejected),
    ("+++o", .unanimous, .noMajority, .noMajority), ("+++.", .unanimous, .open, .noMajority),
    ("++++.", .unanimous, .open, .noMajority), ("+++++", .unanimous, .adopted, .adopted),
  ])
  func outcome(_ votes: String, _ rule: Tally.Rule, _ during: Tally.Outcome, _ after: Tally.Outcome) {
    let members = votes.count == 4 ? VoteTests.four : VoteTests.five
    func tally(_ day: Day) -> Tally {
      Tally(
        ballots(votes, of: members), members: members, rule: rule, deadline: VoteTests.deadline,
        package: VoteTests.package, on: day)
    }
    #expect(tally(VoteTests.deadline).outcome == during, "\(votes) by \(rule.rawValue)")
    #expect(tally(VoteTests.deadline.adding(days: 1)!).outcome == after, "\(votes) after the deadline")
    #expect(tally(Sample.today).missing == zip(members, votes).filter { $0.1 == "." }.map(\.0))
  }

  @Test func noCommitteeAdoptsNothing() {
    for rule in Tally.Rule.allCases {
      let tally = Tally(
        [], members: [], rule: rule, deadline: nil, package: VoteTests.package, on: Sample.today)
      #expect(tally.outcome == .noMajority)
    }
  }

  /// One row of the table below: a change to the third vote, and why it does not count then (`nil`: it does).
  struct Vote: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let fault: Tally.Fault?
    let words: String
    let change: @Sendable (inout Ballot) -> Void

    init(
      _ why: String, _ fault: Tally.Fault?, _ words: String,
      _ change: @escaping @Sendable (inout Ballot) -> Void
    ) {
      (testDescription, self.fault, self.words, self.change) = (why, fault, words, change)
    }
  }

  /// Each vote that does not count is told, with why; the others still do.
  @Test(arguments: [
    Vote("late", .late(deadline: deadline), "after 2027-03-22") { $0.on = Sample.day("2027-03-23") },
    Vote("on the last day", nil, "") { $0.on = Sample.day("2027-03-22") },
    Vote("stale", .stale, "changed since") { $0.package = .zero },
    Vote("of an agency that does not sit", .notAMember, "not a member") { $0.agency = .justice },
    Vote("by another member's voter", .noStanding, "may not vote for") { $0.by = Sample.member(.state) },
    Vote("by a stranger", .noStanding, "may not vote for") { $0.by = Person("nobody knows") },
    Vote("by the decider", .noStanding, "may not vote for") { $0.by = Sample.decider },
  ])
  func whatDoesNotCount(_ vote: Vote) throws {
    var file = Sample.entityFile(at: .voted)
    var ballot = try #require(file.entityList?.ballots[2])
    vote.change(&ballot)
    file.entityList?.ballots[2] = ballot
    let tally = try #require(file.tally(on: Sample.day("2027-03-23"), profile: Sample.profile))
    #expect(tally.uncounted.map(\.fault) == (vote.fault.map { [$0] } ?? []))
    #expect(tally.inFavour == (vote.fault == nil ? 3 : 2))
    #expect(tally.outcome == (vote.fault == nil ? .adopted : .noMajority))
    guard vote.fault != nil else { return }
    #expect(tally.faults.count == 1 && tally.faults[0].contains(vote.words))
    let refused = file.decide(
      advanceTo: .entityList(.adopted), on: Sample.day("2027-03-23"), by: Sample.chair,
      profile: Sample.profile)
    #expect(refused.obstacles.map(\.code) == [.notAdopted])
    #expect(refused.obstacles.first?.message.contains("1 not counted") == true)
    #expect(refused.obstacles.first?.message.contains(vote.words) == true)
  }

  /// §8.8: at most one vote an agency; two that stand are in dispute, unless a stranger cast one of them.
  @Test func oneVoteEach() throws {
    var file = Sample.entityFile(at: .voted)
    var second = try #require(file.entityList?.ballots[0])
    second.choice = .against
    file.entityList?.ballots.append(second)
    let tally = try #require(file.tally(on: Sample.today, profile: Sample.profile))
    #expect(tally.uncounted.map(\.fault) == [.disputed, .disputed] && tally.inFavour == 2)
    #expect(file.codes(.entityList(.adopted)) == [.notAdopted])
    second.by = Person("nobody knows")
    file.entityList?.ballots[4] = second
    let other = try #require(file.tally(on: Sample.today, profile: Sample.profile))
    #expect(other.uncounted.map(\.fault) == [.noStanding] && other.inFavour == 3)
    #expect(file.codes(.entityList(.adopted)) == [])
  }

  /// §8.4: the clock is 30 days; only all members together move it.
  @Test func extensions() {
    var file = Sample.entityFile(at: .circulated)
    let later = Sample.day("2027-04-30")
    let matter = file.matter
    func deadline() -> String? { file.voteDeadline(profile: Sample.profile)?.iso }
    #expect(deadline() == "2027-03-22")
    for (index, agency) in VoteTests.four.enumerated() {
      file.entityList?.extensions.append(
        ExtensionConsent(agency: agency, until: later, by: Sample.member(agency), matter: matter))
      #expect(deadline() == (index == 3 ? "2027-04-30" : "2027-03-22"))
    }
    let all = file.entityList!.extensions
    // One consents to another day; one is no member; one speaks for another agency.
    file.entityList?.extensions[3].until = Sample.day("2027-04-29")
    #expect(deadline() == "2027-03-22")
    for by in [Person("nobody knows"), Sample.member(.state), Sample.decider] {
      file.entityList?.extensions = all
      file.entityList?.extensions[3].by = by
      #expect(deadline() == "2027-03-22")
    }
    // Treasury, where it sits, is one of all.
    file.entityList?.extensions = all
    file.entityList?.proposal?.treasurySits = true
    let wider = file.matter
    for index in 0..<4 { file.entityList?.extensions[index].matter = wider }
    #expect(deadline() == "2027-03-22")
    file.entityList?.extensions.append(
      ExtensionConsent(agency: .treasury, until: later, by: Sample.member(.treasury), matter: wider))
    #expect(deadline() == "2027-04-30")
    // An earlier day does not shorten the clock.
    for index in file.entityList!.extensions.indices {
      file.entityList?.extensions[index].until = Sample.voted
    }
    #expect(deadline() == "2027-03-22")
  }

  /// §8.4, §8.8: a consent speaks of one matter; one of another, or of none, does not count and says so.
  @Test func aConsentIsToOneMatter() throws {
    var file = Sample.entityFile(at: .circulated)
    let later = Sample.day("2027-04-30")
    let matter = file.matter
    file.entityList?.extensions = VoteTests.four.map {
      ExtensionConsent(agency: $0, until: later, by: Sample.member($0), matter: matter)
    }
    func faults() -> [String?] {
      file.entityList!.extensions.map { file.fault(of: $0, profile: Sample.profile) }
    }
    #expect(faults() == [nil, nil, nil, nil])
    #expect(file.voteDeadline(profile: Sample.profile) == later)
    file.entityList?.extensions[0].matter = nil
    #expect(faults()[0]?.contains("does not say to which matter") == true)
    #expect(file.voteDeadline(profile: Sample.profile)?.iso == "2027-03-22")
    file.entityList?.extensions[0].matter = matter
    // The next proposal of the same track.
    file.entityList?.proposal?.basisSections = ["744.11", "744.21"]
    #expect(faults().allSatisfy { $0?.contains("given on another matter") == true })
    #expect(file.voteDeadline(profile: Sample.profile)?.iso == "2027-03-22")
    // Before it is given: the same is said.
    let stale = try #require(file.entityList?.extensions[0])
    #expect(file.obstacles(to: stale, profile: Sample.profile).map(\.code) == [.roleNotHeld])
    let fresh = ExtensionConsent(agency: .commerce, until: later, by: Sample.chair, matter: file.matter)
    #expect(file.obstacles(to: fresh, profile: Sample.profile).isEmpty)
    file.entityList?.proposal?.circulatedOn = nil
    #expect(file.obstacles(to: fresh, profile: Sample.profile).map(\.code) == [.notCirculated])
  }

  /// What stands in the way of a vote before it is cast (§8.1, §8.4).
  @Test func beforeAVote() {
    let file = Sample.entityFile(at: .circulated)
    func codes(_ file: CaseFile, _ change: (inout Ballot) -> Void) -> [ObstacleCode] {
      var ballot = Ballot(
        agency: .energy, choice: .inFavour, by: Sample.member(.energy), on: Sample.today, package: file.matter
      )
      change(&ballot)
      return file.obstacles(to: ballot, profile: Sample.profile).readAsSentences()
    }
    #expect(codes(file) { _ in } == [])
    #expect(codes(file) { $0.agency = .treasury } == [.roleNotHeld])
    #expect(codes(file) { $0.by = Sample.member(.state) } == [.roleNotHeld])
    #expect(codes(file) { $0.on = Sample.day("2027-03-23") } == [.voteOpen])
    #expect(codes(Sample.entityFile(at: .proposed)) { _ in } == [.notCirculated])
    var own = file
    own.authors = [Sample.member(.energy)]
    #expect(codes(own) { _ in } == [.separation])
    // What is refused where it is cast does not count where it arrives.
    own.vote([.inFavour, .inFavour, .against, .inFavour])
    #expect(own.tally(on: Sample.today, profile: Sample.profile)?.uncounted.map(\.fault) == [.noStanding])
  }

  /// §3(12), §5(a): the Operating Committee is not the Review Committee, though most agencies sit on both.
  @Test func twoCommittees() {
    let (ocep, erc) = (Sample.profile.committee(.ocep), Sample.profile.committee(.erc))
    #expect(
      ocep.members == erc.members && ocep.conditionalMembers == [] && erc.conditionalMembers == [.treasury])
    #expect(ocep.votingRule == nil && ocep.addRule == .unanimous)
    #expect(erc.addRule == .majorityOfMembers && erc.removeRule == .unanimous)
  }

  /// The matter is the package and the proposal: a change to either makes votes stale (§8.8).
  @Test func theMatterIsTheProposalToo() {
    let file = Sample.entityFile(at: .voted)
    var other = file
    other.entityList?.proposal?.reviewPolicy = "case by case"
    #expect(other.matter != file.matter)
    #expect(other.tally(on: Sample.today, profile: Sample.profile)?.uncounted.count == 4)
    other = file
    other.package = .zero
    #expect(other.matter != file.matter && other.codes(.entityList(.adopted)) == [.notAdopted])
  }
}
