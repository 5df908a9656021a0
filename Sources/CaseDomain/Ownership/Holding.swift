/// One statement by one source: this owner holds so much of that company, directly, from day to day.
///
/// A claim, not a finding. Several statements of the same pair may stand side by side.
public struct Holding: Hashable, Sendable {
  public let owner: OwnershipKey
  public let owned: OwnershipKey
  /// `nil`: the source says that the owner holds something, but not how much.
  public let share: Stake?
  /// The first day it holds, inclusive; `nil`: as far back as one looks.
  public let from: Day?
  /// The first day it no longer holds, exclusive: the day of a divestment. `nil`: to this day.
  public let to: Day?
  /// `false`: it may hold on these days, or not, as the source gives its begin or end by the year or month.
  public let isCertain: Bool

  /// `nil` unless `from` lies before `to`: such a statement would hold on no day.
  public init?(
    owner: OwnershipKey, owned: OwnershipKey, share: Stake?, from: Day? = nil, to: Day? = nil,
    isCertain: Bool = true
  ) {
    if let from, let to, from >= to { return nil }
    self.owner = owner
    self.owned = owned
    self.share = share
    self.from = from
    self.to = to
    self.isCertain = isCertain
  }

  public func isInForce(on day: Day) -> Bool {
    from.map { $0 <= day } ?? true && to.map { day < $0 } ?? true
  }
}
