extension Transition {
  /// The spine: S0 lead to S6 interagency, the ways back, closing and suspending.
  static let spineTable: [Transition] =
    [
      step(.lead, .triage, [SourceGraded(), DuplicateSearched()]),
      step(
        .triage, .investigation,
        [
          SubjectKindSet(), FirstExhibit(), TheoryChosen(), ApprovalGiven(.leadAgreement, .policy("8.2 S1")),
        ]),
      step(
        .investigation, .attribution, [ClosedModel(), OwnerUSPerson(), TermsInForce(), CustodyUnbroken()]),
      step(.attribution, .package, analysisGuards),
      step(
        .package, .legalReview,
        packageGuards + analysisGuards + [ApprovalGiven(.evidentiaryMemo, .policy("8.2 S4"))]),
      step(
        .legalReview, .interagency, by: [.counsel],
        packageGuards + [
          PublicBasisDrafted(), ApprovalGiven(.legalMemo, .policy("8.2 S5")),
          ApprovalGiven(.authorityCited, .policy("8.2 S5")), ApprovalGiven(.maskingDone, .policy("8.2 S5")),
          NothingIrregular(),
        ], isOutward: true),
      step(.triage, .lead), step(.investigation, .triage), step(.attribution, .investigation),
      step(.package, .attribution), step(.legalReview, .package, by: [.analyst, .counsel]),
      step(.interagency, .package, by: [.analyst, .counsel, .stateDesk]),
      step(.suspended, .closed, by: [.lead, .counsel], [ReasonGiven(), NoOpenHold()]),
    ]
    + working.flatMap { stage in
      [
        step(
          stage, .closed, by: [.lead, .counsel], [ReasonGiven(), NoOpenHold()],
          notChecked: ["measures still in force on a track"]),
        step(stage, .suspended, by: [.lead, .counsel], [ReasonGiven(), HoldReview()]),
      ]
    }

  /// What the assessment has to show: other explanations, contests, claims, and another pair of eyes.
  static let analysisGuards: [any Guard] = [
    HypothesesWeighed(), ContestsDisposed(), ClaimsLayered(), BenignExplanationsConsidered(),
    ApprovalGiven(.achReview, .policy("8.2 S3")),
  ]

  /// What carries the package. Asked again at every later outward step.
  static let packageGuards: [any Guard] = [
    TheoryChosen(), AttackElements(), PurposeInference(), AttackExclusion(), ProviderElements(),
    FreeExpressionException(), EntityOfConcern(), ElementSupport(), IndependentOrigins(),
    ContradictionOutweighed(), CustodyUnbroken(),
  ]

  private static let working: [SpineStage] = [
    .lead, .triage, .investigation, .attribution, .package, .legalReview, .interagency,
  ]

  private static func step(
    _ from: SpineStage, _ to: SpineStage, by roles: Set<Role> = [.analyst], _ guards: [any Guard] = [],
    notChecked: [String] = [], isOutward: Bool = false
  ) -> Transition {
    Transition(
      .spine(from), .spine(to), by: roles, guards: guards, notChecked: notChecked, isOutward: isOutward)
  }
}
