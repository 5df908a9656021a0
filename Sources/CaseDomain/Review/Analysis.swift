/// The analytic work of a case: what is claimed, what else could explain it, and what was said against it.
///
/// Source: agency policy §8.2 S3; ICD 203.
public struct Analysis: Hashable, Sendable {
  public var claims: [Claim] = []
  public var matrix = ACHMatrix.empty
  public var contests: [Contest] = []
  public var explanations: [BenignExplanation] = []

  public init() {}
}
