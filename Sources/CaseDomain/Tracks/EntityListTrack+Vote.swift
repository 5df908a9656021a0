extension CaseFile {
  /// Who sits on this matter: the committee's members, and Treasury where it was found appropriate.
  public func members(of proposal: Proposal, profile: AuthorityProfile) -> [Agency] {
    let committee = profile.committee(.erc)
    return committee.members + (proposal.treasurySits ? committee.conditionalMembers : [])
  }

  /// The last day a vote counts: the clock, or the day to which every member agreed.
  public func voteDeadline(profile: AuthorityProfile) -> Day? {
    guard let track = entityList, let proposal = track.proposal, let start = proposal.circulatedOn,
      let days = profile[.voteDeadline]?.number
    else { return nil }
    let clock = start.adding(days: days)
    let members = members(of: proposal, profile: profile)
    let consents = track.extensions.filter { fault(of: $0, profile: profile) == nil }
    let agreed = Set(consents.map(\.until)).filter { day in
      members.allSatisfy { member in consents.contains { $0.until == day && $0.agency == member } }
    }
    return ([clock] + agreed.map { $0 }).compactMap { $0 }.max()
  }

  /// Why a consent to a later day does not count on the matter before the committee; `nil` when it does.
  public func fault(of consent: ExtensionConsent, profile: AuthorityProfile) -> String? {
    guard let proposal = entityList?.proposal else { return "no proposal is before the committee" }
    let what = "the consent of \(consent.agency) to \(consent.until)"
    guard members(of: proposal, profile: profile).contains(consent.agency) else {
      return "\(what) does not count: it is not a member"
    }
    guard mayVote(consent.by, for: consent.agency) else {
      return "\(what) does not count: \(consent.by) may not speak for it"
    }
    guard let given = consent.matter else {
      return "\(what) does not count: it does not say to which matter; give it again: casetui vote extend"
    }
    guard given == matter else {
      return
        "\(what) does not count: it was given on another matter, or before this one changed; give it again: casetui vote extend"
    }
    return nil
  }

  /// How the committee stands on the matter before it; `nil` when there is none.
  public func tally(on day: Day, profile: AuthorityProfile) -> Tally? {
    guard let track = entityList, let proposal = track.proposal else { return nil }
    let committee = profile.committee(.erc)
    return Tally(
      track.ballots, members: members(of: proposal, profile: profile),
      rule: proposal.action == .add ? committee.addRule : committee.removeRule,
      deadline: voteDeadline(profile: profile), package: matter, on: day,
      hasStanding: { mayVote($0.by, for: $0.agency) && !authors.contains($0.by) })
  }

  /// A vote belongs to somebody registered for that agency as a member or the chair.
  func mayVote(_ person: Person, for agency: Agency) -> Bool {
    !people.roles(of: person).isDisjoint(with: [.ercMember, .ercChair]) && people.agency(of: person) == agency
  }
}
