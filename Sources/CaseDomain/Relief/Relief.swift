/// A licence, exception or waiver under one authority.
///
/// Source: agency policy §8.6; H.R. 8283 (IH) §5(b)(2) for exceptions. The bill itself has no waiver.
public struct Relief: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable {
    case generalLicence = "general-licence"
    case specificLicence = "specific-licence"
    case exception
    case waiver
  }

  public var id: EntityID
  public var kind: Kind
  public var authority: BlockingAuthority.Route
  public var scope: String
  public var from: Day
  public var to: Day?
  public var by: Person

  public init(
    id: EntityID, kind: Kind, authority: BlockingAuthority.Route, scope: String, from: Day, to: Day? = nil,
    by: Person
  ) {
    self.id = id
    self.kind = kind
    self.authority = authority
    self.scope = scope
    self.from = from
    self.to = to
    self.by = by
  }

  /// Whether this goes on with what another one allowed: same kind, authority and scope, and ends later or never.
  func renews(_ other: Relief) -> Bool {
    guard kind == other.kind, authority == other.authority, let end = other.to, from > other.from else {
      return false
    }
    return scope.utf8.elementsEqual(other.scope.utf8) && (to.map { $0 > end } ?? true)
  }

  public func isInForce(on day: Day) -> Bool { from <= day && to.map { day <= $0 } ?? true }

  /// What stands against granting it; the bill as introduced has no waiver, so none can be granted under it.
  public func obstacles(profile: AuthorityProfile) -> [Obstacle] {
    var found: [Obstacle] = []
    if kind == .waiver, authority == .bill {
      found.append(
        Obstacle(
          .noWaiver, .bill("5(b)"), "the text gives no waiver",
          remedy: "use an exception of §5(b)(2), a licence under IEEPA, or the waiver of another authority"))
    }
    if let to, to < from {
      found.append(
        Obstacle(
          .reliefTerm, .policy("8.6"), "it would end on \(to), before it begins on \(from)",
          remedy: "correct the days"))
    }
    return found
  }
}
