/// A blocking takes effect on signature, or on a later day that the signature states.
///
/// Source: agency policy §8.3.
struct EffectiveDaySet: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let signed = move.caseFile.approval(.blockingDecision) else { return [] }
    let day = move.caseFile.blocking?.effectiveOn ?? move.on
    guard day < signed.on || day > move.on else { return [] }
    return [
      Obstacle(
        .effectiveDay, .policy("8.3"),
        "it would take effect on \(day); it was signed on \(signed.on), and today is \(move.on)",
        remedy: "use the day of the signature, or wait for the stated day")
    ]
  }
}
