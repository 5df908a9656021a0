extension AuthorityProfile {
  /// This text with the office's policy in what the text leaves open.
  ///
  /// For a key that both have, the text's holds: a policy never displaces statute. The one exception is a key
  /// that the text's file gives as something less than statute and the policy's as statute: statute wins.
  /// Identity, dates and readings of the clocks are the text's; elements and readings add up.
  public func merging(policy: AuthorityProfile) -> AuthorityProfile {
    var merged = self
    merged.policyVersion = policy.textVersion
    merged.parameters = Self.merge(parameters, policy.parameters, by: \.key)
    merged.committees = Self.merge(committees, policy.committees, by: \.code)
    merged.switches = Self.merge(switches, policy.switches, by: \.key)
    merged.elementsNeedingOrigins += policy.elementsNeedingOrigins.filter {
      !elementsNeedingOrigins.contains($0)
    }
    merged.readings += policy.readings.filter { !readings.contains($0) }
    return merged
  }

  /// The text's in its order, then what only the policy has.
  private static func merge<Rule: Sourced, Key: Hashable>(
    _ own: [Rule], _ policy: [Rule], by key: (Rule) -> Key
  ) -> [Rule] {
    let offered = Dictionary(policy.map { (key($0), $0) }) { first, _ in first }
    let taken = Set(own.map(key))
    return own.map { rule in
      guard rule.status != .statute, let other = offered[key(rule)], other.status == .statute else {
        return rule
      }
      return other
    } + policy.filter { !taken.contains(key($0)) }
  }
}
