/// Where somebody wants to take a case, with the reason and review day that some stages ask for.
public struct StageTarget: Hashable, Sendable {
  public let stage: Stage
  /// For closing, suspending and withdrawing.
  public let reason: ReasonCode?
  /// For suspending: the day the hold is looked at again.
  public let reviewOn: Day?

  public init(_ stage: Stage, reason: ReasonCode? = nil, reviewOn: Day? = nil) {
    self.stage = stage
    self.reason = reason
    self.reviewOn = reviewOn
  }

  public static func spine(_ stage: SpineStage) -> StageTarget { StageTarget(.spine(stage)) }
  public static func listing(_ stage: ListingStage) -> StageTarget { StageTarget(.listing(stage)) }
  public static func entityList(_ stage: EntityListStage) -> StageTarget { StageTarget(.entityList(stage)) }
  public static func blocking(_ stage: BlockingStage) -> StageTarget { StageTarget(.blocking(stage)) }
  public static func close(_ reason: ReasonCode) -> StageTarget {
    StageTarget(.spine(.closed), reason: reason)
  }
  public static func suspend(_ reason: ReasonCode, reviewOn: Day) -> StageTarget {
    StageTarget(.spine(.suspended), reason: reason, reviewOn: reviewOn)
  }
}
