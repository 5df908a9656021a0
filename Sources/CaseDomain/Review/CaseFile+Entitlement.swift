extension CaseFile {
  /// Why somebody may not enter an agency's reply; empty when they may.
  public func mayReply(_ person: Person, for agency: Agency) -> [Obstacle] {
    var found: [Obstacle] = []
    if !EquityReply.awaited.contains(agency) {
      found.append(
        Obstacle(
          .replyStanding, .policy("8.2 S6"), "\(agency) is not asked in the equity check",
          remedy: "name one of \(EquityReply.awaited.map(\.rawValue).joined(separator: ", "))"))
    }
    if people.agency(of: person) != agency, !people.roles(of: person).contains(.stateDesk) {
      found.append(
        Obstacle(
          .replyStanding, .policy("8.2 S6"),
          "\(person) is neither registered for \(agency) nor the State desk",
          remedy: "have the State desk enter the letter, or register the person: casetui user set"))
    }
    return found
  }

  /// Why somebody may not circulate the matter of a request that came in after publication; empty when they may.
  public func obstacles(toCirculateBy person: Person, on day: Day, profile: AuthorityProfile) -> [Obstacle] {
    let move = Move(self, to: .entityList(.circulated), on: day, by: person, profile: profile)
    let place =
      entityList?.stage == .request
      ? []
      : [
        Obstacle(
          .outOfOrder, .policy("8.4"), "no request waits for the committee",
          remedy: "a first proposal is circulated with: casetui case advance --to el:circulated")
      ]
    let action =
      entityList?.proposal?.action == .add
      ? [
        Obstacle(
          .proposalAction, .policy("8.4"), "the proposal is to add an entry, and a request waits about one",
          remedy: "put the request before it: casetui track propose \(reference) --action remove")
      ] : []
    return place + action + RoleHeld(anyOf: [.ercChair]).obstacles(to: move)
      + ProposalComplete().obstacles(to: move)
  }

  /// Why a consent to a later day would not count; empty when it would.
  public func obstacles(to consent: ExtensionConsent, profile: AuthorityProfile) -> [Obstacle] {
    guard entityList?.proposal?.circulatedOn != nil else {
      return [
        Obstacle(
          .notCirculated, .policy("8.4"), "no proposal has been circulated",
          remedy: "the chair circulates it: casetui case advance --to el:circulated")
      ]
    }
    return fault(of: consent, profile: profile).map {
      [
        Obstacle(
          .roleNotHeld, .policy("8.4"), $0,
          remedy: "have a member give it: casetui user set NAME --with erc-member --agency \(consent.agency)")
      ]
    } ?? []
  }

  /// Why a vote would not count; empty when it would.
  public func obstacles(to ballot: Ballot, profile: AuthorityProfile) -> [Obstacle] {
    guard let track = entityList, let proposal = track.proposal, proposal.circulatedOn != nil else {
      return [
        Obstacle(
          .notCirculated, .policy("8.4"), "no proposal has been circulated",
          remedy: "the chair circulates it: casetui case advance --to el:circulated")
      ]
    }
    var found: [Obstacle] = []
    let members = members(of: proposal, profile: profile)
    if !members.contains(ballot.agency) {
      found.append(
        Obstacle(
          .roleNotHeld, .policy("8.4"), "\(ballot.agency) does not sit on this matter",
          remedy: "members: \(members.map(\.rawValue).joined(separator: ", "))"))
    } else if !mayVote(ballot.by, for: ballot.agency) {
      found.append(
        Obstacle(
          .roleNotHeld, .policy("8.4"), "\(ballot.by) is not registered to vote for \(ballot.agency)",
          remedy: "register: casetui user set NAME --with erc-member --agency \(ballot.agency)"))
    }
    if let deadline = voteDeadline(profile: profile), ballot.on > deadline {
      found.append(
        Obstacle(
          .voteOpen, .policy("8.4"), "the vote closed on \(deadline)",
          remedy: "only the unanimous consent of the members moves the day: casetui vote extend"))
    }
    if authors.contains(ballot.by) {
      found.append(
        Obstacle(
          .separation, .policy("8.1"), "\(ballot.by) wrote findings or claims of this case",
          remedy: "have another member of \(ballot.agency) vote"))
    }
    return found
  }
}
