public typealias ClaimID = ID<Claim>

/// What somebody claims, in one layer: a statement with a claimant and a date, not a fact.
///
/// Published counts differ by source and date, so claims are kept side by side: none replaces another.
///
/// Source: ICD 203 (sourcing; facts apart from judgements); agency policy §8.2 S3.
public struct Claim: Hashable, Sendable {
  public let id: ClaimID
  public var layer: ClaimLayer
  public var text: String
  /// Of the event or development; `nil` for a plain report of what was observed.
  public var likelihood: Likelihood?
  /// Of the analyst in the judgement; `nil` where none is expressed.
  public var confidence: ConfidenceStatement?
  public var exhibits: [ExhibitID]
  /// Whose claim it is: the source, which may be the office itself. `nil` until recorded.
  public var claimant: String?
  /// The day for which the claimant made it. `nil` until recorded.
  public var asOf: Day?
  /// What the report to the committees asks that the layer does not say; `nil` for nothing of that sort.
  public var topic: Topic?
  /// Who recorded it.
  public var author: String

  /// Source: H.R. 8283 (IH) §4(b)(3), §4(b)(4)(A).
  public enum Topic: String, CaseIterable, Sendable {
    /// A government body is said to have materially assisted the subject.
    case materialAssistance = "material-assistance"
    /// Where an account network has offices or data centres.
    case location
  }

  public init(
    id: ClaimID, layer: ClaimLayer, text: String, likelihood: Likelihood? = nil,
    confidence: ConfidenceStatement? = nil, exhibits: [ExhibitID] = [], claimant: String? = nil,
    asOf: Day? = nil, topic: Topic? = nil, author: String
  ) {
    self.id = id
    self.layer = layer
    self.text = text
    self.likelihood = likelihood
    self.confidence = confidence
    self.exhibits = exhibits
    self.claimant = claimant
    self.asOf = asOf
    self.topic = topic
    self.author = author
  }

  /// All that is not in order, wording included. Empty when the claim can stand in a product.
  public var problems: [TradecraftProblem] {
    var problems: [TradecraftProblem] = []
    func report(
      _ code: ObstacleCode, _ citation: Citation, _ message: String, _ remedy: String,
      severity: TradecraftSeverity = .refusal, status: RuleStatus = .agencyPolicy
    ) {
      problems.append(
        TradecraftProblem(
          code, citation, "claim on \(layer.rawValue): \(message)", remedy: remedy, severity: severity,
          status: status))
    }
    if text.saysNothing || author.saysNothing {
      report(
        .claimIncomplete, .policy("8.2 S3"), text.saysNothing ? "it says nothing" : "it has no author",
        "write what is claimed, and who recorded it")
    }
    if claimant?.saysNothing ?? true {
      report(.claimNoClaimant, .policy("8.2 S3"), "nobody is named who claims it", "name the source")
    }
    if asOf == nil {
      report(.claimNoDate, .policy("8.2 S3"), "it has no date", "record the day for which it was made")
    }
    if exhibits.isEmpty {
      report(.claimNoExhibit, .policy("8.2 S3"), "it rests on 0 exhibits", "cite where it was stated")
    }
    if let missing = confidence?.basis.missing, !missing.isEmpty {
      report(
        .confidenceBasisMissing, LintRule.likelihoodWithConfidence.citation,
        "the confidence has no basis in \(missing.map(\.rawValue).joined(separator: ", "))",
        "write what it rests on: source quality, volume, assumptions", status: .notVerified)
    }
    if let term = ProductLint.likelihoods(in: text).first(where: { $0.band != likelihood?.band }) {
      report(
        .claimTermDiffers, LintRule.offScale.citation,
        "the text says \"\(term.term)\", the record \(likelihood.map { "\"\($0.term)\"" } ?? "no likelihood")",
        "make the text and the recorded likelihood the same", status: .notVerified)
    }
    for finding in ProductLint.findings(in: text) {
      report(
        .claimWording, finding.rule.citation, "\(finding.message) (\(finding.rule.rawValue))",
        finding.rule.remedy, severity: finding.rule.severity, status: finding.rule.status)
    }
    return problems
  }
}
