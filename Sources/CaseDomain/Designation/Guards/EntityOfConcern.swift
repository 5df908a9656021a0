/// The subject is an entity of concern on a stated basis, and each basis stated is found met.
///
/// Which countries are of concern (§3(3)), and that the subject is a foreign person (§3(6)), is part of the
/// finding on each basis: decided by a person on exhibits, not read off a list.
///
/// Source: H.R. 8283 (IH) §3(4).
struct EntityOfConcern: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let bases = Subject.ConcernBasis.allCases.filter(move.caseFile.subject.concernBases.contains)
    guard !bases.isEmpty else {
      return [
        Obstacle(
          .concernBasisMissing, .bill("3(4)"), "no basis A, B or C is stated for an entity of concern",
          remedy: "state the basis: location, direction or control, or conduct")
      ]
    }
    let matrix = move.caseFile.matrix
    return bases.map(\.element).filter { !matrix.isMet($0) }.map { .notMet($0, .concernBasis, in: matrix) }
  }
}
