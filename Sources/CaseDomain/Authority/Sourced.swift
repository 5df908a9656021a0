/// A rule or number that says where it comes from and how far it binds.
public protocol Sourced {
  /// The instrument, when it is not the profile's own: `31 CFR`, `90 FR 47201`.
  var source: String? { get }
  /// Of the source; of the profile's text when there is none; for agency policy, of `docs/policy.md`. May
  /// be empty when the source is cited as a whole.
  var section: String { get }
  var status: RuleStatus { get }
}

extension AuthorityProfile {
  public func citation(of rule: some Sourced) -> Citation {
    if rule.status == .agencyPolicy { return .policy(rule.section) }
    if let source = rule.source { return Citation(source, section: rule.section) }
    return Citation(instrument, version: textVersion, section: rule.section)
  }
}
