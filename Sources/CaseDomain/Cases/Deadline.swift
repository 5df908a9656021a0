/// A day by which something is to be done, with the rule it comes from.
///
/// A value made from plain days: whoever asks says which day is today. Calendar days unless the parameter counts
/// business days; nothing is rolled to a working day (`note(in:)` says when one would want to).
public struct Deadline: Hashable, Sendable {
  public enum State: String, CaseIterable, Sendable {
    case running
    case overdue
    /// Nothing has set it off, or what sets it off lies ahead.
    case notStarted = "not started"
    case done
  }

  /// Such as `26-0001`; `nil` when it is the office's and no case's.
  public let caseReference: String?
  /// `nil` on the common spine, and for what is no case's.
  public let track: Track?
  /// What names it beside its case: the parameter's key, with a turn where it comes again.
  public let code: String
  public let title: String
  public let citation: Citation
  public let status: RuleStatus
  /// The first day it runs; `nil` until then.
  public let startsOn: Day?
  /// The last day to do it; `nil` when it cannot be told yet.
  public let dueOn: Day?
  public let doneOn: Day?

  public init(
    caseReference: String? = nil, track: Track? = nil, code: String, title: String, citation: Citation,
    status: RuleStatus, startsOn: Day?, dueOn: Day?, doneOn: Day? = nil
  ) {
    self.caseReference = caseReference
    self.track = track
    self.code = code
    self.title = title
    self.citation = citation
    self.status = status
    self.startsOn = startsOn
    self.dueOn = dueOn
    self.doneOn = doneOn
  }

  /// Calendar days to the due day: 0 on it, negative after it; `nil` without one, or when done.
  public func daysLeft(on day: Day) -> Int? {
    doneOn == nil ? dueOn.map { $0.number - day.number } : nil
  }

  public func state(on day: Day) -> State {
    if doneOn != nil { return .done }
    guard let dueOn, let startsOn, startsOn <= day else { return .notStarted }
    return day > dueOn ? .overdue : .running
  }

  /// What a calendar says of the due day; `nil` when it is a working day, or not set.
  public func note(in calendar: HolidayCalendar) -> CalendarNote? {
    dueOn.flatMap(calendar.note(for:))
  }
}

extension Sequence<Deadline> {
  /// Those still to be done that fall due at most so many days after a day, overdue ones included; the
  /// nearest first.
  public func due(within days: Int, of day: Day) -> [Deadline] {
    filter { $0.daysLeft(on: day).map { $0 <= days } ?? false }.inOrder
  }

  /// The nearest first, those without a day last; of one day by case, track and code.
  public var inOrder: [Deadline] {
    sorted { left, right in
      let days = (left.dueOn?.number ?? .max, right.dueOn?.number ?? .max)
      return days.0 == days.1 ? left.rank.lexicographicallyPrecedes(right.rank) : days.0 < days.1
    }
  }
}

extension Deadline {
  fileprivate var rank: [UInt8] {
    [caseReference ?? "", track?.rawValue ?? "", code].flatMap { Array($0.utf8) + [0] }
  }
}
