/// An entry expires on its day, not before.
struct TermOver: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let expires = move.caseFile.listing?.expiresOn
    if let expires, move.on >= expires { return [] }
    return [
      Obstacle(
        .termNotOver, .bill("4(g)"),
        expires.map { "the term ends on \($0), not yet on \(move.on)" } ?? "no term is set",
        remedy: "wait for that day, or withdraw the entry with a reason")
    ]
  }
}
