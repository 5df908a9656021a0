extension Transition {
  /// The attackers list: candidate to published, the ways back, and the ways an entry ends.
  static let listingTable: [Transition] = [
    Transition(nil, .listing(.candidate)),
    step(.candidate, .eligible, [.analyst], eligibility),
    step(.eligible, .consentCleared, [.consentOfficer, .counsel], [OwnerConsentGiven()]),
    step(
      .consentCleared, .determination, [.decider],
      eligibility + [OwnerConsentGiven(), SpineComplete()] + packageGuards + determined, isOutward: true),
    step(
      .determination, .published, [.publisher],
      eligibility + [OwnerConsentGiven(), SpineComplete()] + packageGuards + determined + [
        ApartFromSigner(.listDetermination), EntryComplete(), ListingTerm(),
      ], isOutward: true),

    step(.eligible, .candidate, [.analyst]), step(.consentCleared, .candidate, [.analyst, .counsel]),
    step(.determination, .candidate, [.analyst, .counsel, .decider]),

    step(
      .published, .withdrawn, [.decider, .publisher],
      [ReasonGiven(), PetitionDecided([.granted], isNeeded: false)]),
    step(.published, .expired, [.publisher, .records, .analyst], [TermOver()]),
    step(.published, .reidentified, [.analyst, .stateDesk], [NewIdentification()]),
    step(.expired, .reidentified, [.analyst, .stateDesk], [NewIdentification()]),
    step(.withdrawn, .reidentified, [.analyst, .stateDesk], [NewIdentification()]),
    step(.reidentified, .eligible, [.analyst], eligibility),
    step(
      .reidentified, .withdrawn, [.decider, .publisher],
      [ReasonGiven(), PetitionDecided([.granted], isNeeded: false)]),
  ]

  /// What a determination rests on beside the package.
  private static let determined: [any Guard] = [
    ReviewsStand(), RepliesIn(), NoOpenHold(), RecordFrozen(), NothingIrregular(),
    ApprovalGiven(.listDetermination, .policy("8.5")),
  ]

  private static let eligibility: [any Guard] = [
    ListedKind(), ConductedOrDirected(), IdentifiedByAssessment(), RecentConduct(),
  ]

  private static func step(
    _ from: ListingStage, _ to: ListingStage, _ roles: Set<Role>, _ guards: [any Guard] = [],
    isOutward: Bool = false
  ) -> Transition {
    Transition(.listing(from), .listing(to), by: roles, guards: guards, isOutward: isOutward)
  }
}
