/// What a deadline belongs to, and the day it was met.
public struct DeadlineContext: Hashable, Sendable {
  public var caseReference: String?
  public var track: Track?
  public var doneOn: Day?

  public init(_ caseReference: String? = nil, track: Track? = nil, doneOn: Day? = nil) {
    self.caseReference = caseReference
    self.track = track
    self.doneOn = doneOn
  }
}

/// Deadlines from plain days. Each is `nil` when this profile has no parameter for it: no rule, no clock.
extension AuthorityProfile {
  /// The day a period ends that starts on a day; `nil` when the parameter is no period, or at the end of time.
  ///
  /// - Parameter calendar: for business days only; without it they give no day.
  public func end(of parameter: Parameter, from start: Day, calendar: HolidayCalendar? = nil) -> Day? {
    guard let number = parameter.number else { return nil }
    return switch parameter.unit {
    case .days, .daysFromEnactment: start.adding(days: number)
    case .businessDays: calendar?.adding(businessDays: number, to: start)
    case .calendarMonths: start.adding(months: number)
    case .calendarYears: start.adding(years: number)
    case .partsPerMillion, .count, .grade, .strength: nil
    }
  }

  /// The deadline of one parameter's period.
  ///
  /// - Parameters:
  ///   - start: the day of the event that sets it off; `nil` while that has not happened.
  ///   - due: stands instead of the computed day where somebody fixed another one.
  public func deadline(
    _ key: Parameter.Key, from start: Day?, due: Day? = nil, calendar: HolidayCalendar? = nil,
    _ context: DeadlineContext = .init()
  ) -> Deadline? {
    guard let parameter = self[key] else { return nil }
    let end = due ?? start.flatMap { self.end(of: parameter, from: $0, calendar: calendar) }
    return Deadline(
      caseReference: context.caseReference, track: context.track, code: key.rawValue, title: key.title,
      citation: citation(of: parameter), status: parameter.status, startsOn: start, dueOn: end,
      doneOn: context.doneOn)
  }

  // MARK: The spine

  /// The clock of a stage from the day the case entered it; `nil` for a stage without one.
  public func stageDeadline(
    _ stage: SpineStage, enteredOn: Day?, _ context: DeadlineContext = .init()
  ) -> Deadline? {
    let key: Parameter.Key? =
      switch stage {
      case .lead: .leadClock
      case .triage: .triageClock
      case .attribution: .attributionClock
      case .legalReview: .legalReviewClock
      case .interagency: .interagencyClock
      case .investigation, .package, .closed, .suspended: nil
      }
    return key.flatMap { deadline($0, from: enteredOn, context) }
  }

  /// The day on which a hold is looked at again: the one named, at most as late as the profile allows.
  public func holdDeadline(
    placedOn: Day?, reviewOn: Day?, _ context: DeadlineContext = .init()
  ) -> Deadline? {
    guard let limit = deadline(.holdReview, from: placedOn, context) else { return nil }
    let days = [reviewOn, limit.dueOn].compactMap(\.self)
    return deadline(.holdReview, from: placedOn, due: days.min(), context)
  }

  // MARK: The attackers list

  /// The end of an entry's term: the day recorded, or the longest the text allows.
  public func listExpiry(
    publishedOn: Day?, expiresOn: Day?, _ context: DeadlineContext = .init()
  ) -> Deadline? {
    deadline(.listTerm, from: publishedOn, due: expiresOn, context)?.renamed("the entry expires")
  }

  // MARK: Blocking

  /// The last day of a licence, exception or waiver. What it allowed is barred from the day after.
  ///
  /// Source: agency policy §8.6.
  public func reliefDeadline(_ relief: Relief, _ context: DeadlineContext = .init()) -> Deadline {
    let kind = relief.kind.rawValue.split(separator: "-").joined(separator: " ")
    return Deadline(
      caseReference: context.caseReference, track: context.track, code: "reliefEnds-\(relief.id)",
      title: "the \(kind) ends: \(relief.scope)", citation: .policy("8.6"), status: .agencyPolicy,
      startsOn: relief.from, dueOn: relief.to, doneOn: context.doneOn)
  }

  // MARK: The Entity List

  /// The committee's vote from the day of the chair's first circulation.
  ///
  /// - Parameter postponedTo: a later day to which every member agreed.
  public func voteDeadline(
    circulatedOn: Day?, postponedTo: Day? = nil, _ context: DeadlineContext = .init()
  ) -> Deadline? {
    deadline(.voteDeadline, from: circulatedOn, due: postponedTo, context)
  }

  /// The yearly look at an entry, from its publication or the last one.
  public func entityListReview(
    publishedOn: Day?, reviewedOn: Day? = nil, _ context: DeadlineContext = .init()
  ) -> Deadline? {
    deadline(.entityListReview, from: reviewedOn ?? publishedOn, context)
  }

  // MARK: The office

  /// The next routine reassessment, from the last one or from the assessment.
  public func routineReassessment(lastOn: Day?, _ context: DeadlineContext = .init()) -> Deadline? {
    deadline(.routineReview, from: lastOn, context)
  }

  /// The two answers a petitioner is owed by policy: receipt, then how it stands.
  public func petitionDeadlines(
    receivedOn: Day?, acknowledgedOn: Day? = nil, decidedOn: Day? = nil, _ context: DeadlineContext = .init()
  ) -> [Deadline] {
    [(Parameter.Key.petitionAcknowledgement, acknowledgedOn), (.petitionStatus, decidedOn)]
      .compactMap { key, done in
        deadline(
          key, from: receivedOn, .init(context.caseReference, track: context.track, doneOn: done))
      }
  }

  /// The clocks as deadlines: they start at enactment, and have no day before it.
  public func statutoryDeadlines() -> [Deadline] {
    clocks.map { clock in
      Deadline(
        code: clock.code, title: clock.title, citation: clock.citation, status: clock.status,
        startsOn: clock.dueOn == nil ? nil : enactedOn, dueOn: clock.dueOn)
    }
  }
}

extension StatutoryClock {
  /// What names it among the office's deadlines: `reportDue`, `annualUpdates-2`.
  public var code: String { key == .annualUpdates ? "\(key.rawValue)-\(turn)" : key.rawValue }
}

extension Deadline {
  func renamed(code: String? = nil, _ title: String) -> Deadline {
    Deadline(
      caseReference: caseReference, track: track, code: code ?? self.code, title: title,
      citation: citation, status: status, startsOn: startsOn, dueOn: dueOn, doneOn: doneOn)
  }
}
