/// The part of a case that leads to the Entity List.
public struct EntityListTrack: Hashable, Sendable {
  public var stage: EntityListStage
  public var isContested: Bool
  /// The matter now before the committee; the request for removal replaces the proposal to add.
  public var proposal: Proposal?
  /// All that stand; two of one agency are in dispute.
  public var ballots: [Ballot]
  public var extensions: [ExtensionConsent]
  public var escalation: [EscalationStep]
  public var sweep: OwnershipSweep?
  public var publishedOn: Day?
  /// Of the rule that published it: `91 FR 10001`.
  public var noticeCitation: String?

  public init(
    stage: EntityListStage = .proposed, isContested: Bool = false, proposal: Proposal? = nil,
    ballots: [Ballot] = [], extensions: [ExtensionConsent] = [], escalation: [EscalationStep] = [],
    sweep: OwnershipSweep? = nil, publishedOn: Day? = nil, noticeCitation: String? = nil
  ) {
    self.stage = stage
    self.isContested = isContested
    self.proposal = proposal
    self.ballots = ballots
    self.extensions = extensions
    self.escalation = escalation
    self.sweep = sweep
    self.publishedOn = publishedOn
    self.noticeCitation = noticeCitation
  }

  /// The steps up that this matter took; those of an earlier proposal say nothing about it.
  func steps(of proposal: Proposal) -> [EscalationStep] {
    escalation.filter { step in proposal.circulatedOn.map { step.on >= $0 } ?? false }
  }
}
