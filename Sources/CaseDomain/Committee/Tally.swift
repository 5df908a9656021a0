/// How a committee stands on one proposal. Silence is not assent, and a tie is not adoption.
///
/// Source: agency policy §8.4; Supp. 5 to part 744 (not verified).
public struct Tally: Hashable, Sendable {
  public enum Rule: String, Sendable, CaseIterable {
    /// More than half of all members.
    case majorityOfMembers = "majority of members"
    /// More than half of those who voted for or against.
    case majorityOfVotes = "majority of votes cast"
    case unanimous
  }

  public enum Outcome: String, Sendable {
    /// Still within the clock, and undecided.
    case open
    case adopted
    case rejected
    /// The clock has run out, or all have voted, without the votes it takes: it goes up a level.
    case noMajority = "no majority"
  }

  /// Why a ballot does not count.
  public enum Fault: Hashable, Sendable {
    case notAMember
    /// The package has changed since.
    case stale
    case late(deadline: Day)
    /// Several ballots of one agency stand: somebody has to settle which holds.
    case disputed
    /// Nobody registered with that agency, or without the role, gave it.
    case noStanding
  }

  public let members: [Agency]
  public let rule: Rule
  public let deadline: Day?
  public let counted: [Ballot]
  public let uncounted: [(ballot: Ballot, fault: Fault)]
  public let outcome: Outcome

  public var inFavour: Int { counted.count { $0.choice == .inFavour } }
  public var against: Int { counted.count { $0.choice == .against } }
  public var abstained: Int { counted.count { $0.choice == .abstain } }
  /// Members whose vote does not count or was not given.
  public var missing: [Agency] { members.filter { member in !counted.contains { $0.agency == member } } }

  /// - Parameters:
  ///   - deadline: the last day a vote counts; `nil` while no clock runs.
  ///   - package: the package as it is now.
  ///   - hasStanding: whether the person may give that agency's vote.
  public init(
    _ ballots: [Ballot], members: [Agency], rule: Rule, deadline: Day?, package: Digest256, on day: Day,
    hasStanding: (Ballot) -> Bool = { _ in true }
  ) {
    self.members = members
    self.rule = rule
    self.deadline = deadline
    var counted: [Ballot] = []
    var uncounted: [(Ballot, Fault)] = []
    for ballot in ballots.sorted(by: Tally.inOrder) {
      if !members.contains(ballot.agency) {
        uncounted.append((ballot, .notAMember))
      } else if !hasStanding(ballot) {
        uncounted.append((ballot, .noStanding))
      } else if ballots.count(where: { $0.agency == ballot.agency && hasStanding($0) }) > 1 {
        uncounted.append((ballot, .disputed))
      } else if ballot.package != package {
        uncounted.append((ballot, .stale))
      } else if let deadline, ballot.on > deadline {
        uncounted.append((ballot, .late(deadline: deadline)))
      } else {
        counted.append(ballot)
      }
    }
    self.counted = counted
    self.uncounted = uncounted
    outcome = Tally.outcome(counted, members.count, rule, isOver: deadline.map { day > $0 } ?? false)
  }

  private static func inOrder(_ left: Ballot, _ right: Ballot) -> Bool {
    left.agency == right.agency ? (left.on, left.by) < (right.on, right.by) : left.agency < right.agency
  }

  private static func outcome(_ counted: [Ballot], _ members: Int, _ rule: Rule, isOver: Bool) -> Outcome {
    let inFavour = counted.count { $0.choice == .inFavour }
    let against = counted.count { $0.choice == .against }
    let isComplete = counted.count == members || isOver
    switch rule {
    case .majorityOfMembers:
      if inFavour * 2 > members { return .adopted }
      if against * 2 > members { return .rejected }
    case .majorityOfVotes:
      // Before all have voted a member still out could turn it.
      if isComplete, inFavour > against { return .adopted }
      if isComplete, against > inFavour { return .rejected }
    case .unanimous:
      if inFavour == members, members > 0 { return .adopted }
      if against > 0, isComplete { return .rejected }
    }
    return isComplete ? .noMajority : .open
  }

  public static func == (left: Tally, right: Tally) -> Bool {
    left.members == right.members && left.rule == right.rule && left.deadline == right.deadline
      && left.counted == right.counted && left.outcome == right.outcome
      && left.uncounted.elementsEqual(right.uncounted) { $0.ballot == $1.ballot && $0.fault == $1.fault }
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(members)
    hasher.combine(counted)
    hasher.combine(outcome)
  }
}
