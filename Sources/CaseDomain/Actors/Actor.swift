public typealias ActorID = ID<Actor>

/// A person or body that cases speak of. Being recorded here says nothing about conduct.
public struct Actor: Hashable, Sendable {
  public enum Kind: String, CaseIterable, Sendable { case person, organisation, government, unknown }

  public let id: ActorID
  public var kind: Kind
  public var names: [ActorName]

  public init(id: ActorID, kind: Kind = .unknown, names: [ActorName] = []) {
    self.id = id
    self.kind = kind
    self.names = names
  }

  /// The primary name, else the first strong one, else any; `nil` without a name.
  public var primaryName: ActorName? {
    names.first { $0.kind == .primary } ?? names.first { $0.strength == .strong } ?? names.first
  }

  public var displayName: String { primaryName?.display ?? "unnamed actor" }
}
