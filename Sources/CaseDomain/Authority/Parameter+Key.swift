extension Parameter {
  /// What a rule asks for, by name. A file with another name is refused: no rule would read it.
  public enum Key: String, Codable, Sendable, CaseIterable {
    // H.R. 8283.
    case listTerm, pastYearWindow, lookBack
    case assessmentDue, reportDue, guidanceDue, committeeDeterminationDue, annualUpdates
    case affiliateShare
    // What the package must show.
    case independentOrigins, exhibitGrade, exhibitStrength, purposeFactors, hypotheses, benignHypotheses
    // The stages of the spine.
    case leadClock, triageClock, attributionClock, legalReviewClock, interagencyClock
    case holdReview, routineReview
    // Reconsideration and review.
    case petitionAcknowledgement, petitionStatus, listPetitionDecision
    case removalRequestDecision, entityListReview
    // The vote of the End-User Review Committee, and what follows when it does not settle the matter.
    case voteDeadline
    case advisoryAppeal, advisoryDecision, reviewBoardAppeal, reviewBoardDecision, presidentialAppeal
    // Blocking.
    case blockingReport, recordRetention, ofacShare, bisAffiliateShare, sweepAge
    case paipaMenuSize, paipaSunset
    case emergencyTerm, emergencyNotice
  }

  public enum Unit: String, Codable, Sendable, CaseIterable {
    case calendarYears, calendarMonths, days, businessDays, daysFromEnactment
    /// 500_000 is 50 %.
    case partsPerMillion
    case count
    /// Source and statement, `C3`.
    case grade
    /// `weak`, `moderate` or `strong`.
    case strength

    /// What a number of this unit may be; `nil` for a grade or a strength.
    public var range: ClosedRange<Int>? {
      switch self {
      case .calendarYears: 1...100
      case .calendarMonths: 1...1_200
      case .days, .daysFromEnactment: 1...36_500
      case .businessDays: 1...2_500
      case .partsPerMillion: 1...1_000_000
      case .count: 1...1_000
      case .grade, .strength: nil
      }
    }
  }
}

extension Parameter.Key {
  /// The one unit in which rules read this number.
  public var unit: Parameter.Unit {
    switch self {
    case .listTerm, .pastYearWindow, .lookBack, .annualUpdates, .recordRetention, .paipaSunset,
      .emergencyTerm:
      .calendarYears
    case .entityListReview: .calendarMonths
    case .assessmentDue, .reportDue, .guidanceDue, .committeeDeterminationDue: .daysFromEnactment
    case .affiliateShare, .ofacShare, .bisAffiliateShare: .partsPerMillion
    case .independentOrigins, .purposeFactors, .hypotheses, .benignHypotheses, .paipaMenuSize: .count
    case .exhibitGrade: .grade
    case .exhibitStrength: .strength
    case .blockingReport: .businessDays
    case .leadClock, .triageClock, .attributionClock, .legalReviewClock, .interagencyClock, .holdReview,
      .routineReview, .petitionAcknowledgement, .petitionStatus, .listPetitionDecision,
      .removalRequestDecision, .voteDeadline, .advisoryAppeal, .advisoryDecision, .reviewBoardAppeal,
      .reviewBoardDecision, .presidentialAppeal, .emergencyNotice, .sweepAge:
      .days
    }
  }

  /// In words, as a list of deadlines shows it.
  public var title: String {
    switch self {
    case .listTerm: "longest term of an entry"
    case .pastYearWindow: "conduct within"
    case .lookBack: "look-back"
    case .assessmentDue: "assessment"
    case .reportDue: "report to the committees"
    case .guidanceDue: "public guidance"
    case .committeeDeterminationDue: "Entity List determination"
    case .annualUpdates: "annual updates"
    case .affiliateShare: "share that makes an affiliate"
    case .independentOrigins: "independent origins"
    case .exhibitGrade: "lowest grade of an exhibit"
    case .exhibitStrength: "least strength of an exhibit"
    case .purposeFactors: "purpose factors"
    case .hypotheses: "hypotheses"
    case .benignHypotheses: "benign hypotheses"
    case .leadClock: "work on the lead"
    case .triageClock: "triage"
    case .attributionClock: "attribution"
    case .legalReviewClock: "legal review"
    case .interagencyClock: "interagency replies"
    case .holdReview: "review of the hold"
    case .routineReview: "routine reassessment"
    case .petitionAcknowledgement: "acknowledge the petition"
    case .petitionStatus: "status of the petition"
    case .listPetitionDecision: "decision on the petition"
    case .removalRequestDecision: "decision on the removal request"
    case .entityListReview: "annual review of the entry"
    case .voteDeadline: "committee vote"
    case .advisoryAppeal: "appeal to ACEP"
    case .advisoryDecision: "ACEP decision"
    case .reviewBoardAppeal: "appeal to EARB"
    case .reviewBoardDecision: "EARB decision"
    case .presidentialAppeal: "appeal to the President"
    case .blockingReport: "blocking report"
    case .recordRetention: "records may end"
    case .ofacShare: "share that blocks (OFAC)"
    case .bisAffiliateShare: "share that makes an affiliate (BIS)"
    case .sweepAge: "age of an ownership search"
    case .paipaMenuSize: "measures to choose (PAIPA)"
    case .paipaSunset: "sunset (PAIPA)"
    case .emergencyTerm: "emergency lapses"
    case .emergencyNotice: "notice of continuation"
    }
  }
}
