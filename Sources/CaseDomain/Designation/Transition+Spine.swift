extension Transition {
  /// The spine: S0 lead to S6 interagency, the ways back, closing and suspending.
  static let spineTable: [Transition] =
    [
      step(
        .lead, .triage, [SourceGraded(), DuplicateSearched()],
        notChecked: ["S0 triage within its clock"]),
      step(
        .triage, .investigation, [SubjectKindSet(), FirstExhibit(), TheoryChosen()],
        notChecked: ["S1 the lead's agreement, beside the analyst's"]),
      step(
        .investigation, .attribution, [ClosedModel(), OwnerUSPerson(), TermsInForce(), CustodyUnbroken()],
        notChecked: ["S2 CS1-CS3 for each model version apart: findings are held for the case as a whole"]),
      step(
        .attribution, .package, [],
        notChecked: [
          "S3 at least 4 hypotheses, 3 of them benign",
          "S3 analysis of competing hypotheses complete, no blank cell",
          "S3 at least 1 contest searched and disposed of",
          "S3 claims split by layer: conduct, attribution, purpose, effect",
          "S3 likelihood and confidence worded apart (ICD 203)",
          "S3 the devil's advocate is another person than the analyst",
          "S3 benign explanations considered for each indicator",
        ]),
      step(
        .package, .legalReview, packageGuards,
        notChecked: [
          "S4 answers altered by the lab: output similarity needs the dates",
          "S4 evidentiary memo signed; counsel's override of grade or origins",
        ]),
      step(
        .legalReview, .interagency, packageGuards + [PublicBasisDrafted()],
        notChecked: [
          "S5 counsel's legal memo and the standard chosen for each track",
          "S5 masking of US persons",
          "S5 authority citation exists (§8.3)",
          "S5 counsel is another person than the author",
        ], isOutward: true),
      step(.triage, .lead), step(.investigation, .triage), step(.attribution, .investigation),
      step(.package, .attribution), step(.legalReview, .package), step(.interagency, .package),
      step(.suspended, .closed, [ReasonGiven()]),
    ]
    + working.flatMap { stage in
      [
        step(stage, .closed, [ReasonGiven()], notChecked: ["open holds and running tracks"]),
        step(stage, .suspended, [ReasonGiven(), HoldReview()]),
      ]
    }

  /// What carries the package. Asked again at every later outward step.
  static let packageGuards: [any Guard] = [
    TheoryChosen(), AttackElements(), PurposeInference(), AttackExclusion(), ProviderElements(),
    FreeExpressionException(), EntityOfConcern(), ElementSupport(), IndependentOrigins(), CustodyUnbroken(),
  ]

  private static let working: [SpineStage] = [
    .lead, .triage, .investigation, .attribution, .package, .legalReview, .interagency,
  ]

  private static func step(
    _ from: SpineStage, _ to: SpineStage, _ guards: [any Guard] = [], notChecked: [String] = [],
    isOutward: Bool = false
  ) -> Transition {
    Transition(.spine(from), .spine(to), guards: guards, notChecked: notChecked, isOutward: isOutward)
  }
}
