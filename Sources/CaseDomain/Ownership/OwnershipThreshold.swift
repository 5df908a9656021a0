/// How much of a company the set must hold for the company to follow. There is no default: rules differ.
///
/// "50 percent or more" is the test of OFAC's 50 Percent Rule and of H.R. 8283 (IH) §5(a); other rules say
/// "more than 50 percent". The number comes from the rule's own parameter.
public enum OwnershipThreshold: Hashable, Sendable {
  case atLeast(Stake)
  case moreThan(Stake)

  /// The smallest sum, in parts per million, that meets it. Never 0: who holds nothing owns nothing.
  var neededPPM: Int {
    switch self {
    case .atLeast(let stake): max(1, stake.ppm)
    case .moreThan(let stake): stake.ppm + 1
    }
  }
}

extension OwnershipThreshold: CustomStringConvertible {
  /// `at least 50 %`, `more than 50 %`.
  public var description: String {
    switch self {
    case .atLeast(let stake): "at least \(stake.shortText)"
    case .moreThan(let stake): "more than \(stake.shortText)"
    }
  }
}
