/// The record is closed over exactly what the decider is shown.
///
/// Source: agency policy §8.3.
struct RecordFrozen: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.frozenRecord == nil else { return [] }
    let last = move.caseFile.records.max { $0.number < $1.number }
    return [
      Obstacle(
        .recordNotFrozen, .policy("8.3"),
        last.map { "record \($0.number) was closed on \($0.on), and the package has changed since" }
          ?? "the administrative record is not closed",
        remedy: "close it: casetui record freeze \(move.caseFile.reference)")
    ]
  }
}
