extension AuthorityProfile {
  /// H.R. 8283 as introduced on 15 April 2026, with the office's default policy. A bill, not law.
  public static let introduced = AuthorityProfile(
    instrument: "H.R. 8283",
    textVersion: "IH",
    title: "Deterring American AI Model Theft Act of 2026",
    inForceFrom: Day(year: 2026, month: 4, day: 15)!,
    inForceTo: nil,
    enactedOn: nil,
    updatesRunFrom: .report,
    elementsNeedingOrigins: [.m1, .m3, .f2],
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
      policy(.independentOrigins, .number(2), .count, "8.2 S4"),
      policy(.exhibitGrade, .grade(AdmiraltyGrade(.c, .three)), .grade, "8.2 S4"),
      policy(.purposeFactors, .number(1), .count, "8.2 S4"),
      policy(.holdReview, .number(90), .days, "8.2 any"),
      policy(.routineReview, .number(90), .days, "8.6"),
      policy(.leadClock, .number(10), .days, "8.2 S0"),
      policy(.triageClock, .number(30), .days, "8.2 S1"),
      policy(.attributionClock, .number(45), .days, "8.2 S3"),
      policy(.legalReviewClock, .number(30), .days, "8.2 S5"),
      policy(.interagencyClock, .number(30), .days, "8.2 S6"),
    ],
    readings: [
      "§4(g)(1)(A) \"past year\" has no reference date: last conduct is measured against the day of identification",
      "§4(g) \"up to 5 years\": expiry at most 5 calendar years after publication; relisting needs a new identification",
      "§4(d) annual updates: counted from the day the report is due",
      "§3 leaves \"United States person\" undefined: the meaning in use is the office's choice, to be recorded",
      "the text names no removal, waiver or sunset: such steps are agency policy",
    ])

  private static func policy(
    _ key: Parameter.Key, _ value: Parameter.Value, _ unit: Parameter.Unit, _ section: String
  ) -> Parameter {
    Parameter(key, value, unit, section: section, status: .agencyPolicy)
  }
}
