/// The days on which an administration does not work, by rule. A pure value: the rules are data
/// (`authorities/us-federal-holidays.json`).
///
/// Closures by executive order or weather are not in it, nor holidays of one place or year.
public struct HolidayCalendar: Hashable, Sendable {
  public let title: String
  public let citation: Citation
  public let status: RuleStatus
  public let rules: [HolidayRule]
  /// What is left out, and why.
  public let notes: [String]

  public init(
    title: String, citation: Citation, status: RuleStatus, rules: [HolidayRule], notes: [String] = []
  ) {
    self.title = title
    self.citation = citation
    self.status = status
    self.rules = rules
    self.notes = notes
  }

  /// A holiday as it falls on one day.
  public struct Holiday: Hashable, Sendable, CustomStringConvertible {
    public let name: String
    /// The day off in place of a holiday on a Saturday or Sunday.
    public let isObserved: Bool

    public var description: String { isObserved ? "\(name) (observed)" : name }
  }

  /// The holidays that fall on a day or are observed on it, in the order of the rules.
  public func holidays(on day: Day) -> [Holiday] {
    // 1 January may be observed in the year before.
    rules.flatMap { rule in
      [day.year, day.year + 1].compactMap { year in
        guard let date = rule.date(in: year) else { return nil }
        if date == day { return Holiday(name: rule.name, isObserved: false) }
        return date.observed == day ? Holiday(name: rule.name, isObserved: true) : nil
      }
    }
  }

  public func isHoliday(_ day: Day) -> Bool { !holidays(on: day).isEmpty }

  public func isWorkingDay(_ day: Day) -> Bool { !day.weekday.isWeekend && !isHoliday(day) }

  /// The first working day on or after a day; `nil` at the end of time.
  public func workingDay(onOrAfter day: Day) -> Day? {
    var candidate: Day? = day
    while let day = candidate, !isWorkingDay(day) { candidate = day.adding(days: 1) }
    return candidate
  }

  /// The day that is so many working days later; that day itself does not count. `nil` when the count lies
  /// outside 0...2_500, or at the end of time.
  public func adding(businessDays count: Int, to day: Day) -> Day? {
    guard (0...2_500).contains(count) else { return nil }
    var day = day
    for _ in 0..<count {
      guard let next = day.adding(days: 1).flatMap(workingDay(onOrAfter:)) else { return nil }
      day = next
    }
    return day
  }

  /// What to say of a due day that is not a working day; `nil` when it is one.
  public func note(for day: Day) -> CalendarNote? {
    let holidays = holidays(on: day)
    guard day.weekday.isWeekend || !holidays.isEmpty else { return nil }
    return CalendarNote(
      day: day, weekend: day.weekday.isWeekend ? day.weekday : nil, holidays: holidays,
      nextWorkingDay: workingDay(onOrAfter: day))
  }
}

extension Day {
  /// The weekday off for a holiday on this day: Friday for a Saturday, Monday for a Sunday.
  ///
  /// Source: 5 USC 6103(b), EO 11582 (not verified).
  var observed: Day? {
    switch weekday {
    case .saturday: adding(days: -1)
    case .sunday: adding(days: 1)
    default: self
    }
  }
}
