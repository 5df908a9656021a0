/// What a claim is about. One case needs a claim for each layer it speaks of: what holds for the conduct need
/// not hold for who did it, why, or with what result.
///
/// Source: office practice on ICD 203 (facts apart from judgements); agency policy §8.2 S3.
public enum ClaimLayer: String, CaseIterable, Sendable {
  case conduct, attribution, purpose, effect

  /// The layers that none of the claims speaks of, in the order declared here.
  public static func missing(from claims: [Claim]) -> [ClaimLayer] {
    allCases.filter { layer in !claims.contains { $0.layer == layer } }
  }
}
