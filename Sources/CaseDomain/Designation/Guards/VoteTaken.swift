/// The committee's vote came to what the step says. A tie, or silence, is not adoption.
///
/// Source: Supp. 5 to part 744 (not verified); agency policy §8.4.
struct VoteTaken: Guard {
  enum Wanted { case closed, adopted, rejected, escalated, modificationAdopted, removalAdopted }
  let wanted: Wanted

  init(_ wanted: Wanted) { self.wanted = wanted }

  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    guard let track = file.entityList, let proposal = track.proposal,
      let tally = file.tally(on: move.on, profile: move.profile), proposal.circulatedOn != nil
    else {
      return [
        Obstacle(
          .notCirculated, .policy("8.4"), "no proposal has been circulated",
          remedy: "the chair circulates it: casetui case advance --to el:circulated")
      ]
    }
    if let action, proposal.action != action {
      return [
        Obstacle(
          .removalNotUnanimous, .policy("8.8"),
          "the matter before the committee is to \(proposal.action.rawValue), not to \(action.rawValue)",
          remedy: "put the request before it: casetui track propose --action \(action.rawValue)")
      ]
    }
    let last = inTime(track.steps(of: proposal), tally, move.profile).last { $0.result != nil }?.result
    switch wanted {
    case .closed:
      return tally.outcome == .open
        ? [
          obstacle(
            .voteOpen, "the vote is open", tally,
            "wait for the votes of \(names(tally.missing)), or for the deadline")
        ] : []
    case .modificationAdopted, .removalAdopted:
      // No level above takes the place of unanimity.
      if tally.outcome == .adopted, tally.rule == .unanimous { return [] }
      return [
        obstacle(
          .removalNotUnanimous, "it is not adopted by every member", tally,
          "an entry is changed or removed only when every member votes for it")
      ]
    case .adopted:
      if last == .adopted || (last == nil && tally.outcome == .adopted) { return [] }
      return [
        obstacle(
          .notAdopted,
          tally.outcome == .noMajority
            ? "a tie or a vote without the votes it takes is not adoption" : "it is not adopted",
          tally, "take it up a level (el:escalated), or end it as rejected")
      ]
    case .rejected:
      if last == .rejected || (last == nil && [.rejected, .noMajority].contains(tally.outcome)) { return [] }
      return [obstacle(.notRejected, "it is not rejected", tally, "wait for the vote")]
    case .escalated: return escalation(track.steps(of: proposal), tally, move)
    }
  }

  private func escalation(_ steps: [EscalationStep], _ tally: Tally, _ move: Move) -> [Obstacle] {
    guard let step = steps.first(where: { tally.members.contains($0.by) }) else {
      return [
        obstacle(
          .noEscalation, "no member has taken it up", tally,
          "record it: casetui track escalate --level ACEP --agency AGENCY")
      ]
    }
    guard let days = move.profile[.advisoryAppeal]?.number else {
      return [.missing(.advisoryAppeal, in: move.profile)]
    }
    guard let closed = closedOn(tally), let limit = closed.adding(days: days), step.on > limit else {
      return []
    }
    return [
      obstacle(
        .appealLate, "\(step.by) took it up on \(step.on), after \(limit)", tally,
        "the vote stands; a new proposal starts anew")
    ]
  }

  /// Those that a member took within the days there are for it, each counted from the decision before.
  private func inTime(_ steps: [EscalationStep], _ tally: Tally, _ profile: AuthorityProfile)
    -> [EscalationStep]
  {
    var decided = closedOn(tally)
    return steps.filter { step in
      guard tally.members.contains(step.by), let days = profile[step.level.appeal]?.number,
        let limit = decided?.adding(days: days), step.on <= limit
      else { return false }
      decided = step.decidedOn
      return true
    }
  }

  /// The day on which the last counted vote fell, or the deadline when not all voted.
  private func closedOn(_ tally: Tally) -> Day? {
    tally.missing.isEmpty ? tally.counted.map(\.on).max() : tally.deadline
  }

  /// What the move asks the committee to have voted on; `nil`: whatever is before it.
  private var action: Proposal.Action? {
    switch wanted {
    case .modificationAdopted: .modify
    case .removalAdopted: .remove
    case .closed, .adopted, .rejected, .escalated: nil
    }
  }

  private func names(_ agencies: [Agency]) -> String { agencies.map(\.rawValue).joined(separator: ", ") }

  private func obstacle(_ code: ObstacleCode, _ message: String, _ tally: Tally, _ remedy: String) -> Obstacle
  {
    let void =
      tally.uncounted.isEmpty
      ? "" : "; \(tally.uncounted.count) not counted (\(tally.faults.joined(separator: "; ")))"
    return Obstacle(
      code, .policy("8.4"),
      "\(message): \(tally.inFavour) for, \(tally.against) against, \(tally.abstained) abstaining, of \(tally.members.count) members by \(tally.rule.rawValue)\(void)",
      remedy: remedy)
  }
}

extension EscalationStep.Level {
  /// The days there are to take a matter up to this level.
  fileprivate var appeal: Parameter.Key {
    switch self {
    case .acep: .advisoryAppeal
    case .earb: .reviewBoardAppeal
    case .president: .presidentialAppeal
    }
  }
}

extension Tally {
  /// Each ballot that does not count, and why, in words.
  public var faults: [String] {
    uncounted.map { ballot, fault in
      switch fault {
      case .notAMember: "\(ballot.agency) is not a member"
      case .stale: "\(ballot.agency) voted on \(ballot.on) on a package that has changed since"
      case .late(let deadline): "\(ballot.agency) voted on \(ballot.on), after \(deadline)"
      case .disputed: "two votes of \(ballot.agency) stand"
      case .noStanding: "\(ballot.by) may not vote for \(ballot.agency)"
      }
    }
  }
}
