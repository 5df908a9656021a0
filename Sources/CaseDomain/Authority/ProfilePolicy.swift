extension AuthorityProfile {
  /// What the bill leaves open: the office's choices, and numbers of other law that were not compared with
  /// the official text. `authorities/policy.json`.
  public static let defaultPolicy = AuthorityProfile(
    kind: .policy,
    instrument: "agency policy",
    textVersion: "1",
    title: "Default agency policy",
    inForceFrom: Day(year: 2026, month: 4, day: 15)!,
    elementsNeedingOrigins: [.m1, .m3, .f2],
    parameters: choices + otherLaw,
    committees: [operatingCommittee, reviewCommittee],
    switches: [affiliatesRule],
    readings: [
      "15 CFR part 744, Supp. 5: \"majority\" is read as more than half of all members, not of the votes cast",
      "90 FR 47201: in force again from 10 November 2026 unless changed; check before relying on it",
    ])

  private static let choices = [
    policy(.independentOrigins, .number(2), .count, "8.2 S4"),
    policy(.exhibitGrade, .grade(AdmiraltyGrade(.c, .three)), .grade, "8.2 S4"),
    policy(.purposeFactors, .number(1), .count, "8.2 S4"),
    policy(.hypotheses, .number(4), .count, "8.2 S3"),
    policy(.benignHypotheses, .number(3), .count, "8.2 S3"),
    policy(.leadClock, .number(10), .days, "8.2 S0"),
    policy(.triageClock, .number(30), .days, "8.2 S1"),
    policy(.attributionClock, .number(45), .days, "8.2 S3"),
    policy(.legalReviewClock, .number(30), .days, "8.2 S5"),
    policy(.interagencyClock, .number(30), .days, "8.2 S6"),
    policy(.holdReview, .number(90), .days, "8.2"),
    policy(.routineReview, .number(90), .days, "8.6"),
    policy(.petitionAcknowledgement, .number(10), .days, "8.6"),
    policy(.petitionStatus, .number(90), .days, "8.6"),
    policy(.listPetitionDecision, .number(60), .days, "8.6"),
    policy(.sweepAge, .number(30), .days, "8.3"),
    policy(.exhibitStrength, .strength(.moderate), .strength, "8.2 S4"),
  ]

  private static let otherLaw = [
    elsewhere(.removalRequestDecision, 30, .days, "15 CFR", "744.16(e)"),
    elsewhere(.entityListReview, 12, .calendarMonths, "15 CFR part 744, Supp. 5"),
    elsewhere(.voteDeadline, 30, .days, "15 CFR part 744, Supp. 5"),
    elsewhere(.advisoryAppeal, 5, .days, "15 CFR", "750.4(f)"),
    elsewhere(.advisoryDecision, 11, .days, "15 CFR", "750.4(f)"),
    elsewhere(.reviewBoardAppeal, 5, .days, "15 CFR", "750.4(f)"),
    elsewhere(.reviewBoardDecision, 11, .days, "15 CFR", "750.4(f)"),
    elsewhere(.presidentialAppeal, 5, .days, "15 CFR", "750.4(f)"),
    elsewhere(.blockingReport, 10, .businessDays, "31 CFR", "501.603"),
    elsewhere(.recordRetention, 10, .calendarYears, "31 CFR", "501.601"),
    elsewhere(.ofacShare, 500_000, .partsPerMillion, "OFAC FAQ 401"),
    elsewhere(.bisAffiliateShare, 500_000, .partsPerMillion, "90 FR 47201"),
    elsewhere(.paipaMenuSize, 5, .count, "50 USC", "1709"),
    elsewhere(.paipaSunset, 7, .calendarYears, "50 USC", "1709"),
    elsewhere(.emergencyTerm, 1, .calendarYears, "50 USC", "1622(d)"),
    elsewhere(.emergencyNotice, 90, .days, "50 USC", "1622(d)"),
  ]

  private static let operatingCommittee = Committee(
    code: .ocep,
    title: "Operating Committee for Export Policy",
    chair: .commerce,
    members: [.commerce, .state, .defense, .energy],
    observers: [Agency("Joint Staff"), Agency("Intelligence Community")],
    source: "50 USC", section: "4822(c)", status: .notVerified)

  private static let reviewCommittee = Committee(
    code: .erc,
    title: "End-User Review Committee",
    chair: .commerce,
    members: [.commerce, .state, .defense, .energy],
    conditionalMembers: [.treasury],
    condition: "where appropriate",
    votingRule: VotingRule(
      add: .majorityOfMembers, removeOrModify: .unanimous, postpone: .unanimous,
      source: "15 CFR part 744, Supp. 5", section: "", status: .notVerified),
    source: "15 CFR part 744, Supp. 5", section: "", status: .notVerified)

  private static let affiliatesRule = DatedRule(
    key: .bisAffiliates,
    title: "Affiliates of listed entities at 50 percent or more",
    periods: [
      .init(
        from: Day(year: 2025, month: 9, day: 29)!, to: Day(year: 2025, month: 11, day: 9)!, state: .inForce),
      .init(
        from: Day(year: 2025, month: 11, day: 10)!, to: Day(year: 2026, month: 11, day: 9)!,
        state: .suspended),
      .init(from: Day(year: 2026, month: 11, day: 10)!, state: .inForce),
    ],
    source: "90 FR 47201", section: "", status: .notVerified)

  private static func policy(
    _ key: Parameter.Key, _ value: Parameter.Value, _ unit: Parameter.Unit, _ section: String
  ) -> Parameter {
    Parameter(key, value, unit, section: section, status: .agencyPolicy)
  }

  private static func elsewhere(
    _ key: Parameter.Key, _ number: Int, _ unit: Parameter.Unit, _ source: String, _ section: String = ""
  ) -> Parameter {
    Parameter(key, .number(number), unit, source: source, section: section, status: .notVerified)
  }
}
