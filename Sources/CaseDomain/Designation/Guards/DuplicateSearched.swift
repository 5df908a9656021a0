/// Somebody looked whether the case exists already, and wrote down what came of it.
struct DuplicateSearched: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.duplicateSearch?.saysNothing ?? true else { return [] }
    return [
      Obstacle(
        .duplicateSearchMissing, .policy("8.2 S0"), "no search for duplicates is logged",
        remedy: "search names and references, and log what was searched and found")
    ]
  }
}
