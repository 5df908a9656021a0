/// The list names specific individuals and entities of concern, nothing else.
///
/// Source: H.R. 8283 (IH) §4(g)(1).
struct ListedKind: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    switch move.caseFile.subject.kind {
    case .individual: []
    case .entity:
      EntityOfConcern().obstacles(to: move)
    case nil:
      [
        Obstacle(
          .listedKind, .bill("4(g)(1)"), "the subject is neither an individual nor an entity of concern yet",
          remedy: "set its kind")
      ]
    }
  }
}
