/// The editions of the standard that are checked.
public enum STIXSpecVersion: String, Sendable, CaseIterable {
  case v20 = "2.0"
  case v21 = "2.1"

  /// The edition an object is to be held against.
  ///
  /// 2.1 made `spec_version` a property of every object that has `created`; in 2.0 only the bundle
  /// had it. So an object with `created` and without `spec_version` is one of 2.0, with a bundle or without.
  ///
  /// - Parameter bundle: `spec_version` of the bundle around the object; `nil` when it has none, or
  ///   when there is no bundle.
  static func of(_ facts: ObjectFacts, bundle: STIXSpecVersion?) -> STIXSpecVersion {
    if bundle == .v20 { return .v20 }
    return facts.hasSpecVersion || !facts.hasCreated ? .v21 : .v20
  }

  struct ObjectFacts {
    let hasSpecVersion: Bool
    let hasCreated: Bool
  }
}
