extension CaseFile {
  /// What has come to stand against an entry that is published: permission withdrawn, an exhibit taken back, term over.
  /// Empty when nothing is published.
  public func reasonsToTakeDown(on day: Day, profile: AuthorityProfile) -> [Obstacle] {
    guard let listing, listing.stage == .published else { return [] }
    let move = Move(self, to: .listing(.published), on: day, by: Person(""), profile: profile)
    let over = listing.expiresOn.map { day >= $0 } ?? true
    return OwnerConsentGiven().obstacles(to: move)
      + (over
        ? [
          Obstacle(
            .expiresOn, .bill("4(g)"), "the term ended on \(listing.expiresOn?.iso ?? "no set day")",
            remedy: "move the entry to expired")
        ] : [])
  }
}
