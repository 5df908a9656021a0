/// Every exhibit still hashes to what was taken in, and its chain of custody has no break.
///
/// Source: NIST SP 800-86; agency policy.
struct CustodyUnbroken: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    move.caseFile.exhibits.flatMap { exhibit in
      integrity(exhibit)
        + exhibit.custody.faults(of: exhibit.sha256).map { fault in
          Obstacle(
            .custodyBroken, .policy("8.2 S2"), "custody of \(exhibit.reference): \(fault)",
            remedy: "add the missing entry, or take the exhibit in again from its source")
        }
    }
  }

  private func integrity(_ exhibit: Exhibit) -> [Obstacle] {
    switch exhibit.integrity {
    case .intact: []
    case .unknown:
      [
        Obstacle(
          .exhibitNotRehashed, .policy("8.2 S2"), "\(exhibit.reference) has not been hashed again",
          remedy: "verify the exhibits of the case")
      ]
    case .damaged(let reason):
      [
        Obstacle(
          .exhibitDamaged, .policy("8.2 S2"), "\(exhibit.reference) is damaged: \(reason)",
          remedy: "take it in again from its source; the damaged copy stays on record")
      ]
    }
  }
}
