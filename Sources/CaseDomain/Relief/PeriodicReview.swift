/// A review that comes round: yearly for the Entity List, routine under §4(e).
///
/// Source: agency policy §8.6.
public struct PeriodicReview: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case annual
    case reassessment
    case emergency
  }

  public var kind: Kind
  public var on: Day
  public var by: Person
  public var result: String

  public init(kind: Kind, on: Day, by: Person, result: String) {
    self.kind = kind
    self.on = on
    self.by = by
    self.result = result
  }
}
