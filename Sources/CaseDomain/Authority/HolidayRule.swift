/// A holiday and the day of each year on which it falls.
public struct HolidayRule: Hashable, Sendable {
  public enum Date: Hashable, Sendable {
    /// Such as 4 July.
    case fixed(month: Int, day: Int)
    /// The nth such weekday of the month, 1 to 4; -1 is the last.
    case nth(Int, Weekday, month: Int)
  }

  public let name: String
  public let date: Date
  /// The first and the last year (`nil`: still) in which it is a holiday.
  public let fromYear: Int
  public let toYear: Int?

  public init(name: String, date: Date, fromYear: Int, toYear: Int? = nil) {
    self.name = name
    self.date = date
    self.fromYear = fromYear
    self.toYear = toYear
  }

  /// Where it falls, before any other day is observed for it; `nil` in a year without it.
  public func date(in year: Int) -> Day? {
    guard fromYear <= year, toYear.map({ year <= $0 }) ?? true else { return nil }
    switch date {
    case .fixed(let month, let day): return Day(year: year, month: month, day: day)
    case .nth(let count, let weekday, let month):
      guard let first = Day(year: year, month: month, day: 1), let next = first.adding(months: 1) else {
        return nil
      }
      if count == -1 {
        let toLast = first.adding(days: next.number - first.number - 7)
        return toLast.flatMap { $0.first(weekday) }
      }
      return first.first(weekday)?.adding(days: 7 * (count - 1))
    }
  }
}

extension Day {
  /// The first such weekday on or after this day.
  func first(_ weekday: Weekday) -> Day? {
    (0..<7).lazy.compactMap { self.adding(days: $0) }.first { $0.weekday == weekday }
  }
}
