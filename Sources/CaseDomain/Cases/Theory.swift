/// Which conduct the case alleges.
public enum Theory: String, CaseIterable, Sendable {
  /// A model extraction attack. Source: H.R. 8283 (IH) §3(11).
  case attack = "mea"
  /// A fraudulent account network provider. Source: H.R. 8283 (IH) §3(7).
  case provider = "fanp"
  case both

  public var allegesAttack: Bool { self != .provider }
  public var allegesProvider: Bool { self != .attack }
}
