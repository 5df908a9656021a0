/// The administrative record as it was closed for one decision: everything the decider had.
///
/// Source: agency policy §8.3 (decision-ready); 5 USC 706 (not verified).
public struct FrozenRecord: Hashable, Sendable {
  /// Counts from 1 in the case.
  public var number: UInt64
  /// The package it closes. While the case still has this digest, the record holds.
  public var package: Digest256
  /// SHA-256 of the manifest, which names every part by its hash.
  public var manifest: Digest256
  /// Length of the manifest.
  public var manifestBytes: UInt64
  public var by: Person
  public var on: Day
  /// What was left out of the unclassified record, and why.
  public var withheld: [Withheld]

  public struct Withheld: Hashable, Sendable {
    public var exhibit: ExhibitID
    public var reason: String
    public init(_ exhibit: ExhibitID, reason: String) {
      self.exhibit = exhibit
      self.reason = reason
    }
  }

  public init(
    number: UInt64, package: Digest256, manifest: Digest256, manifestBytes: UInt64 = 0, by: Person,
    on: Day, withheld: [Withheld] = []
  ) {
    self.number = number
    self.package = package
    self.manifest = manifest
    self.manifestBytes = manifestBytes
    self.by = by
    self.on = on
    self.withheld = withheld
  }
}
