/// One agency's vote on a proposal. It speaks of one state of the package and of no other.
public struct Ballot: Hashable, Sendable {
  public enum Choice: String, CaseIterable, Sendable {
    case inFavour = "for"
    case against
    case abstain
  }

  public var agency: Agency
  public var choice: Choice
  public var by: Person
  public var on: Day
  /// The package voted on.
  public var package: Digest256
  public var reason: String?

  public init(
    agency: Agency, choice: Choice, by: Person, on: Day, package: Digest256, reason: String? = nil
  ) {
    self.agency = agency
    self.choice = choice
    self.by = by
    self.on = on
    self.package = package
    self.reason = reason
  }
}
