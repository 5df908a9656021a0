extension Transition {
  /// The attackers list: candidate to published, the ways back, and the ways an entry ends.
  static let listingTable: [Transition] = [
    Transition(nil, .listing(.candidate)),
    step(.candidate, .eligible, eligibility),
    step(
      .eligible, .consentCleared, [OwnerConsentGiven()],
      notChecked: ["comparison of the text with the owner's protected passages"]),
    step(
      .consentCleared, .determination,
      eligibility + [OwnerConsentGiven(), SpineComplete()] + packageGuards,
      notChecked: interagency + ["determination signed by the decider over the hash of the record"],
      isOutward: true),
    step(
      .determination, .published,
      eligibility + [OwnerConsentGiven(), SpineComplete()] + packageGuards + [
        EntryComplete(), ListingTerm(),
      ],
      notChecked: interagency + ["the publisher is another person than the decider"], isOutward: true),

    step(.eligible, .candidate), step(.consentCleared, .candidate), step(.determination, .candidate),

    step(.published, .withdrawn, [ReasonGiven()], notChecked: ["petition and written decision (§8.6)"]),
    step(.published, .expired, [TermOver()]),
    step(.published, .reidentified, [NewIdentification()]),
    step(.expired, .reidentified, [NewIdentification()]),
    step(.withdrawn, .reidentified, [NewIdentification()]),
    step(.reidentified, .eligible, eligibility),
    step(.reidentified, .withdrawn, [ReasonGiven()], notChecked: ["petition and written decision (§8.6)"]),
  ]

  private static let eligibility: [any Guard] = [
    ListedKind(), ConductedOrDirected(), IdentifiedByAssessment(), RecentConduct(),
  ]

  private static let interagency = [
    "S6 replies of State, Commerce, Defense, Energy, Justice and Treasury; concurrences",
    "S6 no open hold; each non-concurrence disposed of by the decider",
  ]

  private static func step(
    _ from: ListingStage, _ to: ListingStage, _ guards: [any Guard] = [], notChecked: [String] = [],
    isOutward: Bool = false
  ) -> Transition {
    Transition(.listing(from), .listing(to), guards: guards, notChecked: notChecked, isOutward: isOutward)
  }
}
