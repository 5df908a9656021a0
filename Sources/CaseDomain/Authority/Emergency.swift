extension AuthorityProfile {
  /// The next anniversary on which a declared emergency lapses, unless its continuation is published in the
  /// days before. The deadline runs from the first day on which that notice counts.
  ///
  /// Source: 50 USC 1622(d) (not verified).
  ///
  /// - Parameters:
  ///   - name: what declared it, such as `EO 13694`; tells several emergencies apart.
  ///   - continuedOn: the days of the notices of continuation, in any order. One outside the stretch before an
  ///     anniversary continues nothing.
  public func emergencyAnniversary(
    _ name: String, declaredOn: Day?, continuedOn: [Day] = [], _ context: DeadlineContext = .init()
  ) -> Deadline? {
    guard let term = self[.emergencyTerm], let years = term.number, years > 0,
      let notice = self[.emergencyNotice]?.number
    else { return nil }
    func lapse(from start: Day?, due: Day?) -> Deadline? {
      deadline(.emergencyTerm, from: start, due: due, context)?
        .renamed(code: "\(Parameter.Key.emergencyTerm.rawValue)-\(name)", "the emergency of \(name) lapses")
    }
    guard let declaredOn else { return lapse(from: nil, due: nil) }
    var turn = 1
    while let anniversary = anniversary(turn, of: declaredOn, every: years),
      let opens = anniversary.adding(days: -notice),
      continuedOn.contains(where: { opens <= $0 && $0 < anniversary })
    {
      turn += 1
    }
    guard let due = anniversary(turn, of: declaredOn, every: years) else { return nil }
    return lapse(from: due.adding(days: -notice), due: due)
  }

  /// Counted from the declaration each time, so that 29 February comes back in a leap year.
  private func anniversary(_ turn: Int, of day: Day, every years: Int) -> Day? {
    let (total, overflows) = turn.multipliedReportingOverflow(by: years)
    return overflows ? nil : day.adding(years: total)
  }
}
