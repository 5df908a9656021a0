extension Transition {
  /// Blocking of property: authority, record, signature, publication, relief, and the ways it ends.
  ///
  /// Source: agency policy §8.3; H.R. 8283 (IH) §5(b).
  static let blockingTable: [Transition] = [
    Transition(nil, .blocking(.draft)),
    step(.draft, .authorityCheck, [.analyst, .counsel], [AuthorityForBlocking()]),
    step(.authorityCheck, .draft, [.analyst, .counsel]),
    step(.authorityCheck, .decisionReady, [.counsel, .stateDesk], ready),
    step(.decisionReady, .authorityCheck, [.counsel, .stateDesk]),
    step(
      .decisionReady, .signed, [.decider],
      ready + [NothingIrregular(), ApprovalGiven(.blockingDecision, .policy("8.3"))], isOutward: true),
    step(
      .signed, .effective, [.decider, .publisher, .records],
      [ApprovalGiven(.blockingDecision, .policy("8.3")), EffectiveDaySet()], isOutward: true),
    step(
      .effective, .published, [.publisher],
      [
        NothingIrregular(), NoOpenHold(), ApartFromSigner(.blockingDecision),
        ApprovalGiven(.blockingDecision, .policy("8.3")), OwnerConsentGiven(),
      ],
      isOutward: true),
    step(.published, .active, [.publisher, .records], [NothingIrregular()]),
    step(.active, .petition, [.stateDesk, .treasuryLiaison, .records], [PetitionReceived()]),
    step(.petition, .active, [.decider], [PetitionDecided([.denied])]),
    step(
      .petition, .modified, [.decider], [PetitionDecided([.modified]), NothingIrregular()], isOutward: true),
    step(.modified, .active, [.publisher, .records]),
    step(
      .petition, .removed, [.decider], [PetitionDecided([.granted]), NothingIrregular()], isOutward: true),
    step(.active, .terminated, [.decider, .records], [ReasonGiven()], isOutward: true),
  ]

  private static let ready: [any Guard] =
    [
      AuthorityForBlocking(), BlockingIdentified(), RecordFrozen(), ExceptionsAnswered(), SweepDone(),
      ApprovalGiven(.licencePlan, .policy("8.3")), SpineComplete(), ReviewsStand(), RepliesIn(),
      NoOpenHold(),
    ] + packageGuards

  private static func step(
    _ from: BlockingStage, _ to: BlockingStage, _ roles: Set<Role>, _ guards: [any Guard] = [],
    isOutward: Bool = false
  ) -> Transition {
    Transition(.blocking(from), .blocking(to), by: roles, guards: guards, isOutward: isOutward)
  }
}
