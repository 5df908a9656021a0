/// Entities owned 50 percent or more were looked for, on the day of the decision or shortly before.
///
/// Source: H.R. 8283 (IH) §5(a); OFAC FAQ 401; agency policy §8.3.
struct SweepDone: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let sweep =
      move.target.stage.track == .entityList ? move.caseFile.entityList?.sweep : move.caseFile.blocking?.sweep
    guard let days = move.profile[.sweepAge]?.number else { return [.missing(.sweepAge, in: move.profile)] }
    guard let sweep else {
      return [
        Obstacle(
          .sweepMissing, .bill("5(a)"), "ownership at 50 percent or more has not been searched",
          remedy: "run it: casetui ownership sweep --case \(move.caseFile.reference)")
      ]
    }
    guard let oldest = move.on.adding(days: -days), sweep.asOf < oldest || sweep.asOf > move.on else {
      return []
    }
    return [
      Obstacle(
        .sweepOld, .policy("8.3"),
        "ownership was searched as of \(sweep.asOf), which is not within \(days) days before \(move.on)",
        remedy: "run it again: casetui ownership sweep --case \(move.caseFile.reference)")
    ]
  }
}
