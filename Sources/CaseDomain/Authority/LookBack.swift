/// The stretch of days over which attempted attacks are counted; both ends belong to it.
///
/// Source: H.R. 8283 (IH) §4(b)(4)(B), §4(b)(6).
public struct LookBack: Hashable, Sendable {
  public let reading: AuthorityProfile.LookBackCount
  public let first: Day
  public let last: Day
  public let citation: Citation
}

extension AuthorityProfile {
  /// The window by the reading in use, then by the other one; empty when the text has no look-back.
  public func lookBacks(assessmentBegunOn begun: Day) -> [LookBack] {
    guard let rule = self[.lookBack], let years = rule.number, years > 0 else { return [] }
    let other: LookBackCount = lookBackCounts == .months ? .fullCalendarYears : .months
    return [lookBackCounts, other].compactMap { reading in
      let ends =
        reading == .months
        ? (begun.adding(years: -years), begun.adding(days: -1))
        : (
          Day(year: begun.year - years, month: 1, day: 1), Day(year: begun.year - 1, month: 12, day: 31)
        )
      guard let first = ends.0, let last = ends.1 else { return nil }
      return LookBack(reading: reading, first: first, last: last, citation: citation(of: rule))
    }
  }
}
