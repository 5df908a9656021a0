/// There is something to investigate: at least one item, held under its hash.
struct FirstExhibit: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.exhibits.isEmpty else { return [] }
    return [
      Obstacle(
        .noExhibit, .policy("8.2 S1"), "the case has 0 exhibits; 1 is needed",
        remedy: "take in an item of evidence")
    ]
  }
}
