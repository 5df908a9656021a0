/// The editions of the standard that are checked.
public enum STIXSpecVersion: String, Sendable, CaseIterable {
  case v20 = "2.0"
  case v21 = "2.1"

  /// The edition an object is to be held against.
  ///
  /// 2.1 made `spec_version` a property of every object that has `created`; in 2.0 only the bundle
  /// had it. So an object with `created` and without `spec_version` is one of 2.0, with a bundle or without.
  /// So is one that says it, and each in a bundle that does.
  ///
  /// - Parameter stated: what the bundle around the object says, else the object; `nil` when neither says, or it is no
  ///   edition that is checked.
  static func of(_ facts: ObjectFacts, stated: STIXSpecVersion?) -> STIXSpecVersion {
    if stated == .v20 || facts.isStatedAs20 { return .v20 }
    return facts.hasSpecVersion || !facts.hasCreated ? .v21 : .v20
  }

  struct ObjectFacts {
    let hasSpecVersion: Bool
    /// Its `spec_version` is 2.0: who puts an object of a 2.0 bundle elsewhere may add it.
    let isStatedAs20: Bool
    let hasCreated: Bool
  }
}
