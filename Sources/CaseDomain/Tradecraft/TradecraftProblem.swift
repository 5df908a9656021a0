/// One thing about the analysis that is not in order: what, by which rule, and what to do about it.
public struct TradecraftProblem: Hashable, Sendable {
  public let code: ObstacleCode
  public let severity: TradecraftSeverity
  public let citation: Citation
  public let status: RuleStatus
  /// With the numbers. Printed after "refused: ", so no full stop.
  public let message: String
  /// What the analyst can do now.
  public let remedy: String

  init(
    _ code: ObstacleCode, _ citation: Citation, _ message: String, remedy: String,
    severity: TradecraftSeverity = .refusal, status: RuleStatus = .agencyPolicy
  ) {
    self.code = code
    self.severity = severity
    self.citation = citation
    self.status = status
    self.message = message
    self.remedy = remedy
  }
}
