/// A rule that is switched on and off by date.
public struct DatedRule: Hashable, Codable, Sendable, Sourced {
  public enum Key: String, Codable, CaseIterable, Sendable {
    /// The rule by which BIS extends the Entity List to affiliates.
    case bisAffiliates
  }

  public enum State: String, Codable, CaseIterable, Sendable {
    case inForce = "in force"
    case suspended
  }

  public struct Period: Hashable, Codable, Sendable {
    public var from: Day
    /// The last day; `nil`: until something else is recorded.
    public var to: Day?
    public var state: State
  }

  public var key: Key
  public var title: String
  /// In order, without overlap; only the last may be open.
  public var periods: [Period]
  public var source: String?
  public var section: String
  public var status: RuleStatus

  /// `nil` on a day no period covers: the rule does not apply.
  public func state(on day: Day) -> State? {
    periods.first { $0.from <= day && $0.to.map { day <= $0 } ?? true }?.state
  }

  public func isInForce(on day: Day) -> Bool { state(on: day) == .inForce }
}
