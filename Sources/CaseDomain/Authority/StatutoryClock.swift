/// A duty and the day it falls due. Calendar days; the text rolls none to a working day.
public struct StatutoryClock: Hashable, Sendable {
  public let key: Parameter.Key
  /// 1 for a duty that falls due once; the year for one that comes again.
  public let turn: Int
  public let title: String
  public let citation: Citation
  public let status: RuleStatus
  /// `nil` until an office records the day of enactment.
  public let dueOn: Day?
  /// Where the text can be read in two ways: how it is read here, and the other day.
  public var reading: String?
  public var otherDueOn: Day?

  /// What a calendar says of the due day; `nil` when it is a working day, or not set.
  public func note(in calendar: HolidayCalendar) -> CalendarNote? {
    dueOn.flatMap(calendar.note(for:))
  }
}

extension AuthorityProfile {
  /// The clocks that start at enactment, then the annual updates of the report.
  public var clocks: [StatutoryClock] {
    let keys: [Parameter.Key] = [.assessmentDue, .reportDue, .guidanceDue, .committeeDeterminationDue]
    return keys.compactMap { key in self[key].map(clock) } + updates
  }

  private func clock(_ parameter: Parameter) -> StatutoryClock {
    StatutoryClock(
      key: parameter.key, turn: 1, title: parameter.key.title, citation: citation(of: parameter),
      status: parameter.status, dueOn: due(parameter))
  }

  private func due(_ parameter: Parameter) -> Day? {
    parameter.number.flatMap { enactedOn?.adding(days: $0) }
  }

  private var updates: [StatutoryClock] {
    guard let years = self[.annualUpdates], let count = years.number, count > 0 else { return [] }
    let report = self[.reportDue].flatMap(due)
    let (start, other) = updatesRunFrom == .report ? (report, enactedOn) : (enactedOn, report)
    return (1...count).map { year in
      StatutoryClock(
        key: .annualUpdates, turn: year, title: "annual update \(year)", citation: citation(of: years),
        status: years.status, dueOn: start?.adding(years: year),
        reading: "counted from the \(updatesRunFrom.rawValue)", otherDueOn: other?.adding(years: year))
    }
  }
}
