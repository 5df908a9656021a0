/// A duty and the day it falls due. Calendar days; the text rolls none to a working day.
public struct StatutoryClock: Hashable, Sendable {
  public let title: String
  public let citation: Citation
  /// `nil` until an office records the day of enactment.
  public let dueOn: Day?
}

extension AuthorityProfile {
  /// The clocks that start at enactment, then the annual updates of the report.
  public var clocks: [StatutoryClock] {
    let titles: [(Parameter.Key, String)] = [
      (.assessmentDue, "assessment"), (.reportDue, "report to the committees"),
      (.guidanceDue, "public guidance"), (.committeeDeterminationDue, "Entity List determination"),
    ]
    let dues = titles.compactMap { key, title in
      self[key].map { StatutoryClock(title: title, citation: citation(of: $0), dueOn: due($0)) }
    }
    return dues + updates
  }

  private func due(_ parameter: Parameter) -> Day? {
    parameter.number.flatMap { enactedOn?.adding(days: $0) }
  }

  private var updates: [StatutoryClock] {
    guard let years = self[.annualUpdates], let count = years.number, count > 0 else { return [] }
    let start = updatesRunFrom == .report ? self[.reportDue].flatMap(due) : enactedOn
    return (1...count).map { year in
      StatutoryClock(
        title: "annual update \(year)", citation: citation(of: years), dueOn: start?.adding(years: year))
    }
  }
}
