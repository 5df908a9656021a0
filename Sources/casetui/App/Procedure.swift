import CaseDomain

/// Analysis and review of one case, as the tabs show them. Made of the case as the rules see it, without I/O.
struct Procedure: Equatable, Sendable {
  let tag: CaseTag
  /// The day that votes and acts are judged on.
  let on: Day
  /// What people call the exhibits.
  let references: [ExhibitID: String]
  let analysis: Analysis
  let missingLayers: [ClaimLayer]
  /// What keeps the matrix, and the register of contests, from being relied on.
  let matrixProblems: [TradecraftProblem]
  let contestProblems: [TradecraftProblem]
  /// Exhibits that are signs of an attack, with the elements they are cited for.
  let indicators: [Indicator]
  let approvals: [Given]
  let replies: [Answer]
  let holds: [Hold]
  let records: [Closed]
  let irregularities: [Irregularity]
  /// `nil` while nothing is before the committee.
  let vote: Vote?
  /// The latest day a hold placed now may be looked at again; `nil` without a rule.
  let holdLimit: Day?

  struct Indicator: Equatable, Sendable {
    let exhibit: ExhibitID
    let elements: [Element]
  }

  struct Given: Equatable, Sendable {
    let approval: Approval
    /// Why it does not count; empty when it does.
    let faults: [Obstacle]
  }

  struct Answer: Equatable, Sendable {
    let agency: Agency
    /// `nil` while the agency is silent.
    let reply: EquityReply?
    /// The package has changed since.
    let isStale: Bool
    /// The decider has dealt with the objection.
    let isDisposed: Bool
  }

  struct Closed: Equatable, Sendable {
    let record: FrozenRecord
    /// The package is still the one it was closed over.
    let holds: Bool
  }

  /// A member's consent to a later day.
  struct Later: Equatable, Sendable {
    let consent: ExtensionConsent
    /// Why it does not count; `nil` when it does.
    let fault: String?
  }

  struct Vote: Equatable, Sendable {
    let proposal: Proposal
    let tally: Tally
    let extensions: [Later]
    let escalation: [EscalationStep]
  }
}

extension Procedure {
  init(_ file: CaseFile, profile: AuthorityProfile, on day: Day) {
    tag = CaseTag(id: file.id, reference: file.reference)
    on = day
    references = Dictionary(file.exhibits.map { ($0.id, $0.reference) }) { first, _ in first }
    analysis = file.analysis
    missingLayers = ClaimLayer.missing(from: file.analysis.claims)
    matrixProblems = file.analysis.matrix.problems(policy: HypothesisPolicy(profile))
    contestProblems = Contest.problems(in: file.analysis.contests)
    indicators = BenignExplanation.indicators(in: file.findings).map {
      Indicator(exhibit: $0.exhibit, elements: $0.elements)
    }
    approvals = file.approvals.map { Given(approval: $0, faults: file.faults(of: $0)) }
    replies = EquityReply.awaited.map { agency in
      let reply = file.reply(of: agency)
      return Answer(
        agency: agency, reply: reply,
        isStale: reply.map { $0.answer != .noEquity && $0.package != file.package } ?? false,
        isDisposed: file.approval(.nonConcurDisposition, detail: agency.rawValue) != nil)
    }
    holds = file.holds
    records = file.records.map { Closed(record: $0, holds: $0.package == file.package) }
    irregularities = file.irregularities
    vote = file.entityList.flatMap { track in
      guard let proposal = track.proposal, let tally = file.tally(on: day, profile: profile) else {
        return nil
      }
      return Vote(
        proposal: proposal, tally: tally,
        extensions: track.extensions.map {
          Later(consent: $0, fault: file.fault(of: $0, profile: profile))
        }, escalation: track.escalation)
    }
    holdLimit = profile.holdDeadline(placedOn: day, reviewOn: nil)?.dueOn
  }

  /// `EX-0001-FE, EX-0002-FE`; one that the case does not hold says so.
  func names(of exhibits: [ExhibitID]) -> Printable {
    "\(exhibits.map { references[$0] ?? "missing" }.joined(separator: ", "))"
  }
}

extension HypothesisPolicy {
  /// The numbers of the profile; the office's own where it has none.
  fileprivate init(_ profile: AuthorityProfile) {
    self.init(
      minimum: profile[.hypotheses]?.number ?? HypothesisPolicy.office.minimum,
      minimumBenign: profile[.benignHypotheses]?.number ?? HypothesisPolicy.office.minimumBenign,
      benignKinds: HypothesisPolicy.office.benignKinds)
  }
}

/// Where the spine or a track of a case stands, and where it could go.
struct TrackPlace: Equatable, Sendable {
  /// `nil` for the spine.
  let track: Track?
  /// `nil` while the track is not begun.
  let at: Stage?
  /// Guards aside.
  let next: [Stage]
}

extension CaseFile {
  /// The spine, the tracks that are open, then those that could be begun.
  var places: [TrackPlace] {
    let open: [(Track, Stage?)] = [
      (.attackersList, listing.map { .listing($0.stage) }),
      (.entityList, entityList.map { .entityList($0.stage) }),
      (.blocking, blocking.map { .blocking($0.stage) }),
    ]
    let next = nextStages
    let tracks = open.map { track, at in
      TrackPlace(track: track, at: at, next: next.filter { $0.track == track })
    }
    let spine = TrackPlace(track: nil, at: .spine(stage), next: next.filter { $0.track == nil })
    return [spine] + tracks.filter { $0.at != nil } + tracks.filter { $0.at == nil && !$0.next.isEmpty }
  }
}

/// One row of the deadline radar.
struct DeadlineLine: Equatable, Sendable {
  /// `nil` for what is the office's and no case's.
  let tag: CaseTag?
  let title: String
  let mark: HandlingMark
  let deadline: Deadline
  /// That the due day is no working day.
  let note: String?
}

/// A public list entry as it would be, and as it stands published.
struct PublicationView: Equatable, Sendable {
  let tag: CaseTag
  let mark: HandlingMark
  /// The track as it is; its entry is what would be published.
  let next: ListingTrack
  /// Whether anybody opened the track.
  let isOpen: Bool
  /// The term that a publication now would have; `nil` where the text has no limit.
  let longestTerm: Day?
  /// The day a publication now would bear.
  let on: Day
  /// The track with its entry as it was when it was published; `nil` while nothing is.
  let published: ListingTrack?
}
