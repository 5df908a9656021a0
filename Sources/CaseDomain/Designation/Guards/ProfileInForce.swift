/// A move is judged by the text in force on its day.
struct ProfileInForce: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let profile = move.profile
    guard !profile.isInForce(on: move.on) else { return [] }
    let end = profile.inForceTo.map { " to \($0)" } ?? ""
    return [
      Obstacle(
        .profileNotInForce, .policy("8.8"),
        "\(profile.instrument) (\(profile.textVersion)) is in force here from \(profile.inForceFrom)\(end), not on \(move.on)",
        remedy: "judge the move by the profile of that day")
    ]
  }
}
