/// That a due day is no working day. The text rolls no day on, so the next working day is only shown beside.
public struct CalendarNote: Hashable, Sendable {
  public let day: Day
  /// Saturday or Sunday; `nil` on a weekday.
  public let weekend: Weekday?
  public let holidays: [HolidayCalendar.Holiday]
  /// `nil` at the end of time.
  public let nextWorkingDay: Day?
}

extension CalendarNote: CustomStringConvertible {
  /// `falls on Saturday, is Independence Day; next working day 2026-07-06`.
  public var description: String {
    let reasons = (weekend.map { ["falls on \($0.name)"] } ?? []) + holidays.map { "is \($0)" }
    let next = nextWorkingDay.map { "; next working day \($0)" } ?? ""
    return reasons.joined(separator: ", ") + next
  }
}
