/// Nobody has asked to wait.
///
/// Source: agency policy §8.2 S6, §8.4.
struct NoOpenHold: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    move.caseFile.openHolds.map { hold in
      Obstacle(
        .openHold, .policy("8.4"), "held for \(hold.requester) since \(hold.on): \(hold.reason)",
        remedy: "release it with a reason, or wait for its review on \(hold.reviewOn): casetui hold release")
    }
  }
}
