/// The one under inquiry, and what the case claims of it so far.
public struct Subject: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case individual, entity }

  public enum Role: String, CaseIterable, Sendable {
    case conducted, directed
    case accountBroker = "account-broker"
  }

  /// Why it would be an entity of concern. Source: H.R. 8283 (IH) §3(4).
  public enum ConcernBasis: String, CaseIterable, Sendable {
    case location = "A"
    case control = "B"
    case conduct = "C"

    public var element: Element {
      switch self {
      case .location: .ecA
      case .control: .ecB
      case .conduct: .ecC
      }
    }
  }

  /// `nil` until the subject is tied to a recorded actor.
  public var actor: ActorID?
  public var kind: Kind?
  public var roles: Set<Role>
  public var concernBases: Set<ConcernBasis>

  public init(
    actor: ActorID? = nil, kind: Kind? = nil, roles: Set<Role> = [], concernBases: Set<ConcernBasis> = []
  ) {
    self.actor = actor
    self.kind = kind
    self.roles = roles
    self.concernBases = concernBases
  }
}
