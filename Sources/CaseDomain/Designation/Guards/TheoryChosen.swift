/// The case says which conduct it alleges.
struct TheoryChosen: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.theory == nil else { return [] }
    return [
      Obstacle(
        .theoryMissing, .policy("8.2 S1"), "no theory is chosen", remedy: "choose mea, fanp or both")
    ]
  }
}
