/// A reasoned pause on what would go outside. A merge never loses one: only a release that names it ends it.
///
/// Source: agency policy §8.4 (approved-unpublished), §8.8 invariant 7.
public struct Hold: Hashable, Sendable {
  public var id: EntityID
  public var reason: String
  public var requester: String
  public var by: Person
  public var on: Day
  /// The day it is looked at again.
  public var reviewOn: Day
  /// `nil` while it stands.
  public var releasedOn: Day?
  public var releaseReason: String?

  public init(
    id: EntityID, reason: String, requester: String, by: Person, on: Day, reviewOn: Day,
    releasedOn: Day? = nil, releaseReason: String? = nil
  ) {
    self.id = id
    self.reason = reason
    self.requester = requester
    self.by = by
    self.on = on
    self.reviewOn = reviewOn
    self.releasedOn = releasedOn
    self.releaseReason = releaseReason
  }

  public var isOpen: Bool { releasedOn == nil }
}
