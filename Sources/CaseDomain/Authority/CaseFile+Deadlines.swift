extension CaseFile {
  /// The clocks of this case that are not met yet, the nearest first: its stage, its holds, the vote and what
  /// follows it, the term and the reviews of what is published, licences that end, and the petitions.
  ///
  /// Those without a day stay in, as not started.
  ///
  /// - Parameter enteredStageOn: the day of the move to the stage of the spine; `nil` when it is not known.
  public func deadlines(profile: AuthorityProfile, enteredStageOn: Day?) -> [Deadline] {
    (stageDeadlines(profile, enteredStageOn) + holdDeadlines(profile) + listingDeadlines(profile)
      + entityListDeadlines(profile) + blockingDeadlines(profile) + petitionDeadlines(profile))
      .filter { $0.doneOn == nil }.inOrder
  }

  /// Clocks that are met and can still be told from the case: of holds that were released, and of petitions. Those of a
  /// stage that the case has left cannot.
  public func finishedDeadlines(profile: AuthorityProfile) -> [Deadline] {
    (holdDeadlines(profile) + petitionDeadlines(profile)).filter { $0.doneOn != nil }.inOrder
  }

  private func context(_ track: Track? = nil) -> DeadlineContext { DeadlineContext(reference, track: track) }

  private func stageDeadlines(_ profile: AuthorityProfile, _ entered: Day?) -> [Deadline] {
    let clock =
      stage == .suspended
      ? profile.holdDeadline(placedOn: entered, reviewOn: suspensionReviewOn, context())?.renamed(
        "review of the suspension")
      : profile.stageDeadline(stage, enteredOn: entered, context())
    return clock.map { [$0] } ?? []
  }

  private func holdDeadlines(_ profile: AuthorityProfile) -> [Deadline] {
    holds.compactMap { hold in
      let context = DeadlineContext(reference, doneOn: hold.releasedOn)
      return profile.holdDeadline(placedOn: hold.on, reviewOn: hold.reviewOn, context)?.renamed(
        code: "\(Parameter.Key.holdReview.rawValue)-\(hold.id)", "review of the hold by \(hold.requester)")
    }
  }

  // MARK: what is public

  private func listingDeadlines(_ profile: AuthorityProfile) -> [Deadline] {
    guard let listing, [.published, .reidentified].contains(listing.stage) else { return [] }
    let term = profile.listExpiry(
      publishedOn: listing.publishedOn, expiresOn: listing.expiresOn, context(.attackersList))
    return [term, reassessment(profile, listing.publishedOn, .attackersList)].compactMap(\.self)
  }

  /// The next routine look at a measure in force.
  private func reassessment(_ profile: AuthorityProfile, _ publishedOn: Day?, _ track: Track) -> Deadline? {
    let last = reviews.filter { $0.kind == .reassessment }.map(\.on).max()
    return profile.routineReassessment(
      lastOn: [last, publishedOn].compactMap(\.self).max(), context(track))
  }

  private func entityListDeadlines(_ profile: AuthorityProfile) -> [Deadline] {
    guard let track = entityList else { return [] }
    switch track.stage {
    case .circulated:
      let vote = profile.voteDeadline(
        circulatedOn: track.proposal?.circulatedOn, postponedTo: voteDeadline(profile: profile),
        context(.entityList))
      return vote.map { [$0] } ?? []
    case .voted, .escalated:
      return profile.escalationDeadlines(escalationDays(track, profile), context(.entityList))
        .filter { $0.startsOn != nil }
    case .published, .active, .request, .modified:
      let reviewed = reviews.filter { $0.kind == .annual }.map(\.on).max()
      let review = profile.entityListReview(
        publishedOn: track.publishedOn, reviewedOn: reviewed, context(.entityList))
      return [review, reassessment(profile, track.publishedOn, .entityList)].compactMap(\.self)
    case .proposed, .adopted, .rejected, .drafted, .approvedUnpublished, .removed: return []
    }
  }

  /// The way up from the vote: the day it was closed, then each step that was recorded.
  private func escalationDays(_ track: EntityListTrack, _ profile: AuthorityProfile) -> EscalationDays {
    func step(_ level: EscalationStep.Level) -> EscalationStep? {
      track.escalation.first { $0.level == level }
    }
    let closing = track.proposal?.circulatedOn.flatMap { tally(on: $0, profile: profile) }
    return EscalationDays(
      votedOn: closing.flatMap { $0.missing.isEmpty ? $0.counted.map(\.on).max() : $0.deadline },
      toAdvisoryOn: step(.acep)?.on, advisoryDecidedOn: step(.acep)?.decidedOn,
      toReviewBoardOn: step(.earb)?.on, reviewBoardDecidedOn: step(.earb)?.decidedOn,
      toPresidentOn: step(.president)?.on)
  }

  private func blockingDeadlines(_ profile: AuthorityProfile) -> [Deadline] {
    guard let track = blocking else { return [] }
    switch track.stage {
    case .signed, .effective, .published, .active, .petition, .modified:
      return [emergency(track, profile), reassessment(profile, track.publishedOn, .blocking)]
        .compactMap(\.self) + reliefDeadlines(profile)
    case .draft, .authorityCheck, .decisionReady, .removed, .terminated: return []
    }
  }

  /// The day on which the emergency that a blocking rests on lapses; without a day until it is recorded when it
  /// was declared. PAIPA stands on a statute and needs none.
  private func emergency(_ track: BlockingTrack, _ profile: AuthorityProfile) -> Deadline? {
    guard let authority = track.authority, authority.route != .paipa,
      authority.declaredOn != nil || !authority.citation.saysNothing
    else { return nil }
    return profile.emergencyAnniversary(
      authority.citation.saysNothing ? "the bill" : authority.citation, declaredOn: authority.declaredOn,
      continuedOn: reviews.filter { $0.kind == .emergency }.map(\.on), context(.blocking))
  }

  /// The last day of each licence, exception or waiver that has one, until another of its kind and scope follows.
  private func reliefDeadlines(_ profile: AuthorityProfile) -> [Deadline] {
    reliefs.filter { one in
      one.to != nil && !reliefs.contains { $0.renews(one) }
    }.map { profile.reliefDeadline($0, context(.blocking)) }
  }

  // MARK: petitions

  private func petitionDeadlines(_ profile: AuthorityProfile) -> [Deadline] {
    petitions.flatMap { petition -> [Deadline] in
      let context = DeadlineContext(reference, track: petition.track, doneOn: petition.decidedOn)
      let decision: Parameter.Key? =
        switch petition.track {
        case .attackersList: .listPetitionDecision
        case .entityList: .removalRequestDecision
        case .blocking: nil
        }
      // A decision answers the petition, whether or not its receipt was acknowledged.
      let answers = profile.petitionDeadlines(
        receivedOn: petition.receivedOn, acknowledgedOn: petition.acknowledgedOn ?? petition.decidedOn,
        decidedOn: petition.decidedOn, context)
      let due = decision.flatMap { profile.deadline($0, from: petition.receivedOn, context) }
      return (answers + (due.map { [$0] } ?? [])).map {
        $0.renamed(code: "\($0.code)-\(petition.id)", "\($0.title): \(petition.petitioner)")
      }
    }
  }
}
