/// A determination is taken, and published, only from the interagency stage.
struct SpineComplete: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.stage != .interagency else { return [] }
    return [
      Obstacle(
        .spineNotComplete, .policy("8.2 S6"),
        "the case is at \(move.caseFile.stage.rawValue); it must be at interagency (S6)",
        remedy: "take the case through the stages before")
    ]
  }
}
