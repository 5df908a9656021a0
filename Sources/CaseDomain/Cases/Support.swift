/// What the exhibits that a finding cites amount to.
public struct Support: Hashable, Sendable {
  /// Cited, in the case, and not known to be damaged.
  public let usable: [Exhibit]
  public let damaged: [Exhibit]
  /// Cited, but not in the case.
  public let missing: [ExhibitID]

  public init(of finding: Finding, among exhibits: [Exhibit]) {
    let cited = exhibits.filter { finding.exhibits.contains($0.id) }
    usable = cited.filter { !$0.isDamaged }
    damaged = cited.filter(\.isDamaged)
    missing = finding.exhibits.filter { id in !cited.contains { $0.id == id } }
  }
}
