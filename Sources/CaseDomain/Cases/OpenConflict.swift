/// A field in which two unequal values stand, set by replicas apart.
public struct OpenConflict: Hashable, Sendable {
  public var field: String
  /// Guarded fields (legal basis, listing date, marking…) stop outward moves until a person settles them.
  public var isGuarded: Bool

  public init(field: String, isGuarded: Bool) {
    self.field = field
    self.isGuarded = isGuarded
  }
}
