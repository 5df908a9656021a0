/// Somebody with standing has asked in writing, on a ground that the track knows. It need not be decided yet.
///
/// Source: 31 CFR 501.807, 15 CFR 744.16(e) (not verified); agency policy §8.6.
struct PetitionReceived: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    guard let petition = file.latestPetition(on: move.target.stage.track) else {
      return [
        Obstacle(
          .petitionMissing, .policy("8.6"), "no petition is on record",
          remedy: "record it: casetui petition add \(file.reference)")
      ]
    }
    return petition.obstacles
  }
}

extension CaseFile {
  /// The petition that came last on a track; `nil` when none did.
  func latestPetition(on track: Track?) -> Petition? {
    petitions.filter { $0.track == track }.max { $0.receivedOn < $1.receivedOn }
  }
}
