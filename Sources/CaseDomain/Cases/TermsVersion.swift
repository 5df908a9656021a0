/// One version of an owner's terms of service and the days it was in force.
public struct TermsVersion: Hashable, Sendable {
  public var owner: OwnerID
  public var name: String
  public var from: Day
  /// The last day; `nil` while in force.
  public var to: Day?
  /// Bars using outputs to build another model, *specifically*; `nil` until somebody has read it for this.
  public var barsTraining: Bool?
  /// Restricts access by location; `nil` until read.
  public var restrictsLocation: Bool?

  public init(
    owner: OwnerID, name: String, from: Day, to: Day? = nil, barsTraining: Bool? = nil,
    restrictsLocation: Bool? = nil
  ) {
    self.owner = owner
    self.name = name
    self.from = from
    self.to = to
    self.barsTraining = barsTraining
    self.restrictsLocation = restrictsLocation
  }

  public func overlaps(_ window: ConductWindow) -> Bool {
    from <= window.last && to.map { window.first <= $0 } ?? true
  }
}

extension ConductWindow {
  /// The first day of the window on which none of the versions was in force; `nil` when all are covered.
  public func firstDayNotCovered(by versions: [TermsVersion]) -> Day? {
    var day = first
    for version in versions.sorted(by: { $0.from < $1.from }) where version.from <= day {
      guard let to = version.to else { return nil }
      if to >= last { return nil }
      if to >= day, let next = to.adding(days: 1) { day = next }
    }
    return day
  }
}
