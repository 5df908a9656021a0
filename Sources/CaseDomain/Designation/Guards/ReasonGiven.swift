/// Closing, suspending and withdrawing need a reason code that fits.
struct ReasonGiven: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let target = move.target
    if let reason = target.reason, reason.fits(target.stage) { return [] }
    let codes = ReasonCode.fitting(target.stage).map(\.rawValue).joined(separator: ", ")
    return [
      Obstacle(
        .reasonMissing, .policy("8.2"),
        target.reason.map { "the reason \($0.rawValue) does not fit \(target.stage)" }
          ?? "no reason is given for \(target.stage)",
        remedy: "give one of: \(codes)")
    ]
  }
}
