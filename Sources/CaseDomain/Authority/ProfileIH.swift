extension AuthorityProfile {
  /// H.R. 8283 as introduced on 15 April 2026, with the office's default policy. A bill, not law.
  ///
  /// The same values as `authorities/*.json`, which a test compares: the pure core reads no files.
  public static let introduced = billAsIntroduced.merging(policy: defaultPolicy)

  /// The bill alone: `authorities/hr8283-ih.json`.
  public static let billAsIntroduced = AuthorityProfile(
    instrument: "H.R. 8283",
    textVersion: "IH",
    title: "Deterring American AI Model Theft Act of 2026",
    inForceFrom: Day(year: 2026, month: 4, day: 15)!,
    updatesRunFrom: .report,
    lookBackCounts: .fullCalendarYears,
    parameters: [
      Parameter(.listTerm, .number(5), .calendarYears, section: "4(g)"),
      Parameter(.pastYearWindow, .number(1), .calendarYears, section: "4(g)(1)(A)"),
      Parameter(.lookBack, .number(2), .calendarYears, section: "4(b)(4)(B)"),
      Parameter(.assessmentDue, .number(180), .daysFromEnactment, section: "4(a)"),
      Parameter(.reportDue, .number(210), .daysFromEnactment, section: "4(d)"),
      Parameter(.guidanceDue, .number(210), .daysFromEnactment, section: "4(h)"),
      Parameter(.committeeDeterminationDue, .number(210), .daysFromEnactment, section: "5(a)"),
      Parameter(.annualUpdates, .number(3), .calendarYears, section: "4(d)"),
      Parameter(.affiliateShare, .number(500_000), .partsPerMillion, section: "5(a)"),
    ],
    readings: [
      "§4(g)(1)(A) \"past year\" has no reference date: last conduct is measured against the day of identification",
      "§4(g) \"up to 5 years\": expiry at most 5 calendar years after publication; relisting needs a new identification",
      "§4(d) annual updates: counted from the day the report is due",
      "§4(b)(4)(B) look-back: the two full calendar years before the assessment began",
      "§5(a) \"majority vote\": whether of all members or of the votes cast is not said; see the committee's voting rule",
      "§3 leaves \"United States person\" undefined: the meaning in use is the office's choice, to be recorded",
      "the text names no removal, waiver or sunset: such steps are agency policy",
    ])
}
