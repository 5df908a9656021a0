/// One thing that stands in the way of a move: what, by which rule, and what to do about it.
public struct Obstacle: Hashable, Sendable {
  public let code: ObstacleCode
  public let citation: Citation
  public let status: RuleStatus
  /// With the numbers. Printed after "refused: ", so no full stop.
  public let message: String
  /// What the analyst can do now.
  public let remedy: String

  /// - Parameter status: read off the citation when `nil`.
  init(
    _ code: ObstacleCode, _ citation: Citation, _ message: String, remedy: String, status: RuleStatus? = nil
  ) {
    self.code = code
    self.citation = citation
    self.status = status ?? (citation.instrument == Citation.policy("").instrument ? .agencyPolicy : .statute)
    self.message = message
    self.remedy = remedy
  }

  /// `H.R. 8283 (IH) §4(g)(2)`.
  public var section: String { citation.description }

  /// The profile has no value that a rule asks for. Refused, for a missing limit is not the absence of one.
  static func missing(_ key: Parameter.Key, in profile: AuthorityProfile) -> Obstacle {
    Obstacle(
      .parameterMissing, Citation(profile.instrument, version: profile.textVersion, section: "?"),
      "the authority profile has no value for \(key.rawValue)",
      remedy: "add the value, its section and status to the profile", status: .notVerified)
  }
}
