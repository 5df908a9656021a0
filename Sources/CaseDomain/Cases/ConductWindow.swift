/// The first and last day of a stretch of conduct that the case alleges.
public struct ConductWindow: Hashable, Sendable {
  public let first: Day
  public let last: Day

  /// `nil` when the last day lies before the first.
  public init?(first: Day, last: Day) {
    guard first <= last else { return nil }
    self.first = first
    self.last = last
  }
}
