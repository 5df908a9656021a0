/// Any one exclusion defeats the attack, so each must be found not met.
///
/// Source: H.R. 8283 (IH) §3(11)(C).
struct AttackExclusion: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.theory?.allegesAttack == true else { return [] }
    let matrix = move.caseFile.matrix
    return Element.Group.exclusion.elements.filter { matrix.finding($0)?.result != .notMet }.map { element in
      Obstacle(
        .exclusion, element.citation,
        "exclusion \(element.rawValue) (\(element.title)) is \(matrix.word(element)); it must be not met",
        remedy: matrix.isMet(element)
          ? "close the case as authorised-use, or drop the theory of an attack"
          : "test the exclusion and record the finding")
    }
  }
}
