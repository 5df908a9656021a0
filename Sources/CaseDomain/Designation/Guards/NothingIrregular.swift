/// No move of the case was made by somebody who may not make it.
///
/// Source: agency policy §8.1.
struct NothingIrregular: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    move.caseFile.irregularities.map { found in
      Obstacle(
        .irregularMove, .policy("8.1"),
        "\(found.by) moved the case to \(found.to), which "
          + (found.needs.isEmpty
            ? "no step leads to from \(found.from?.description ?? "a track not opened")"
            : "takes \(RoleHeld.list(found.needs))"),
        remedy: found.needs.isEmpty
          ? "have the case moved step by step" : "have a person with that role move it back, and on again")
    }
  }
}
