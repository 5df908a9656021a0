extension Transition {
  /// The Entity List: a member's proposal, the committee's vote, the rule that publishes, the ways back.
  ///
  /// Source: agency policy §8.4.
  static let entityListTable: [Transition] = [
    Transition(nil, .entityList(.proposed), by: [.analyst, .ercMember, .ercChair]),
    step(
      .proposed, .circulated, [.ercChair],
      [ProposalComplete(), ProposalToAdd(), AfterAssessment(), SpineComplete(), ReviewsStand()]
        + packageGuards),
    step(.circulated, .voted, [.ercChair], [VoteTaken(.closed)]),
    step(.voted, .adopted, [.ercChair], [VoteTaken(.adopted)]),
    step(.voted, .rejected, [.ercChair], [VoteTaken(.rejected)]),
    step(.voted, .escalated, [.ercChair], [VoteTaken(.escalated)]),
    step(.escalated, .adopted, [.ercChair], [VoteTaken(.adopted)]),
    step(.escalated, .rejected, [.ercChair], [VoteTaken(.rejected)]),
    step(.adopted, .drafted, [.counsel, .ercChair, .publisher], []),
    step(.drafted, .approvedUnpublished, [.ercChair], [ApprovalGiven(.entryRuleApproved, .policy("8.4"))]),
    step(
      .approvedUnpublished, .published, [.publisher],
      [
        NothingIrregular(), NoOpenHold(), VoteTaken(.adopted),
        ApprovalGiven(.entryRuleApproved, .policy("8.4")),
        NoticeCited(), ApartFromSigner(.entryRuleApproved), SweepDone(), OwnerConsentGiven(),
      ] + packageGuards,
      isOutward: true),
    step(.published, .active, [.publisher, .records], [NothingIrregular()]),
    step(.active, .request, [.ercChair, .records, .counsel], [PetitionReceived()]),
    step(.request, .active, [.ercChair], [PetitionDecided([.denied])]),
    step(
      .request, .modified, [.ercChair],
      [PetitionDecided([.modified]), VoteTaken(.modificationAdopted), NothingIrregular()], isOutward: true),
    step(.modified, .active, [.publisher]),
    step(
      .request, .removed, [.ercChair],
      [PetitionDecided([.granted]), VoteTaken(.removalAdopted), NothingIrregular()], isOutward: true),
    step(.rejected, .proposed, [.ercMember, .ercChair, .analyst]),
    step(.circulated, .proposed, [.ercChair]),
  ]

  private static func step(
    _ from: EntityListStage, _ to: EntityListStage, _ roles: Set<Role>, _ guards: [any Guard] = [],
    isOutward: Bool = false
  ) -> Transition {
    Transition(.entityList(from), .entityList(to), by: roles, guards: guards, isOutward: isOutward)
  }
}
