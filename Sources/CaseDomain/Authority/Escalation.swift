/// The days of a matter that a committee's vote did not settle; each `nil` until it has happened.
public struct EscalationDays: Hashable, Sendable {
  /// The vote, or the day by which it should have been.
  public var votedOn: Day?
  public var toAdvisoryOn: Day?
  public var advisoryDecidedOn: Day?
  public var toReviewBoardOn: Day?
  public var reviewBoardDecidedOn: Day?
  public var toPresidentOn: Day?

  public init(
    votedOn: Day? = nil, toAdvisoryOn: Day? = nil, advisoryDecidedOn: Day? = nil,
    toReviewBoardOn: Day? = nil, reviewBoardDecidedOn: Day? = nil, toPresidentOn: Day? = nil
  ) {
    self.votedOn = votedOn
    self.toAdvisoryOn = toAdvisoryOn
    self.advisoryDecidedOn = advisoryDecidedOn
    self.toReviewBoardOn = toReviewBoardOn
    self.reviewBoardDecidedOn = reviewBoardDecidedOn
    self.toPresidentOn = toPresidentOn
  }
}

extension AuthorityProfile {
  /// The clocks of the way up: appeal to ACEP, its decision, appeal to EARB, its decision, appeal to the
  /// President. Each starts with the step before it; an appeal that is not made leaves the rest not started.
  ///
  /// Source: EO 12981, 15 CFR 750.4(f) (not verified).
  public func escalationDeadlines(
    _ days: EscalationDays, _ context: DeadlineContext = .init()
  ) -> [Deadline] {
    let steps: [(key: Parameter.Key, from: Day?, done: Day?)] = [
      (.advisoryAppeal, days.votedOn, days.toAdvisoryOn),
      (.advisoryDecision, days.toAdvisoryOn, days.advisoryDecidedOn),
      (.reviewBoardAppeal, days.advisoryDecidedOn, days.toReviewBoardOn),
      (.reviewBoardDecision, days.toReviewBoardOn, days.reviewBoardDecidedOn),
      (.presidentialAppeal, days.reviewBoardDecidedOn, days.toPresidentOn),
    ]
    return steps.compactMap { step in
      deadline(
        step.key, from: step.from,
        .init(context.caseReference, track: context.track, doneOn: step.done))
    }
  }
}
