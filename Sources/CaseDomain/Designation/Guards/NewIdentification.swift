/// Listing again needs a new identification, later than the publication before.
///
/// Source: H.R. 8283 (IH) §4(g)(1), as read in the profile.
struct NewIdentification: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let published = move.caseFile.listing?.publishedOn
    let identified = move.caseFile.identification?.on
    if let published, let identified, identified > published, identified <= move.on { return [] }
    return [
      Obstacle(
        .newIdentification, .bill("4(g)(1)"),
        "identified on \(identified?.iso ?? "no day"), published on \(published?.iso ?? "no day"): no new identification",
        remedy: "record the assessment that named the subject again")
    ]
  }
}
