/// A listing changes on request only by a decision in writing, by another than who worked up the case.
///
/// Source: 31 CFR 501.807, 15 CFR 744.16(e) (not verified); agency policy §8.6.
struct PetitionDecided: Guard {
  let results: Set<Petition.Result>
  /// Whether the move rests on it; if not, only a petition that was granted is looked at.
  let isNeeded: Bool

  init(_ results: Set<Petition.Result>, isNeeded: Bool = true) {
    self.results = results
    self.isNeeded = isNeeded
  }

  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    guard let petition = file.latestPetition(on: move.target.stage.track) else {
      return isNeeded
        ? [
          Obstacle(
            .petitionMissing, .policy("8.6"), "no petition is on record",
            remedy: "record it: casetui petition add \(file.reference)")
        ] : []
    }
    guard let result = petition.result, let by = petition.decidedBy else {
      return isNeeded
        ? [
          Obstacle(
            .petitionUndecided, .policy("8.6"),
            "the petition of \(petition.petitioner) has no written decision",
            remedy: "decide it: casetui petition decide")
        ] : []
    }
    // The office may take an entry down on its own motion, whatever was decided before.
    if !isNeeded, !results.contains(result) || move.target.reason == .consentRevoked { return [] }
    var found = petition.obstacles
    if file.authors.contains(by) {
      found.append(
        Obstacle(
          .petitionDecider, .policy("8.6"),
          "\(by) decided the petition and wrote findings or claims of this case",
          remedy: "have another person decide it"))
    }
    if file.people.roles(of: by).isDisjoint(with: [.decider, .ercChair]) {
      found.append(
        Obstacle(
          .roleNotHeld, .policy("8.6"), "\(by) decided the petition and is neither decider nor ERC chair",
          remedy: "have a decider decide it"))
    }
    if !results.contains(result) {
      found.append(
        Obstacle(
          .petitionResult, .policy("8.6"),
          "the petition was \(result.rawValue), which does not lead to \(move.target.stage)",
          remedy: "follow the decision"))
    }
    return found
  }
}
