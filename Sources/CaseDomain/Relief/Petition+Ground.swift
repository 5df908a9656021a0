extension Petition.Ground {
  /// The grounds that a track knows.
  ///
  /// Source: agency policy §8.6; 31 CFR 501.807, 15 CFR 744.16(e) (not verified).
  public static func known(to track: Track) -> [Petition.Ground] {
    switch track {
    case .blocking: [.insufficientBasis, .changedCircumstances, .remedialSteps]
    case .attackersList: [.newFacts, .error]
    case .entityList: allCases
    }
  }
}

extension Petition {
  /// What keeps a petition from being one: a ground that its track does not know, or no written reasons.
  public var obstacles: [Obstacle] {
    var found: [Obstacle] = []
    let grounds = Ground.known(to: track)
    if !grounds.contains(ground) {
      found.append(
        Obstacle(
          .petitionGround, .policy("8.6"),
          "\(ground.rawValue) is no ground of a petition about \(track.title) (\(track.rawValue))",
          remedy:
            "state one of \(grounds.map(\.rawValue).joined(separator: ", ")), as the petitioner has it: casetui petition add"
        ))
    }
    if reasons.saysNothing {
      found.append(
        Obstacle(
          .petitionMissing, .policy("8.6"), "the petition of \(petitioner) gives no written reasons",
          remedy: "ask for them, and record the petition with them"))
    }
    return found
  }
}
