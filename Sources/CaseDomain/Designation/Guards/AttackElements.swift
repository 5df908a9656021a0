/// A model extraction attack: three elements, and at least one manner of querying.
///
/// Source: H.R. 8283 (IH) §3(11)(A).
struct AttackElements: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    guard caseFile.theory?.allegesAttack == true else { return [] }
    let matrix = caseFile.matrix
    let elements = Element.Group.attack.elements.filter { !matrix.isMet($0) }
    return elements.map { .notMet($0, .attackElement, in: matrix) }
      + manner(matrix) + trainingClause(caseFile, matrix)
  }

  private func manner(_ matrix: Matrix) -> [Obstacle] {
    let manners = Element.Group.manner.elements
    if manners.contains(where: matrix.isMet) { return [] }
    let words = manners.map { "\($0.rawValue) \(matrix.word($0))" }.joined(separator: ", ")
    return [
      Obstacle(
        .attackManner, .bill("3(11)(A)(i)-(iii)"), "none of the manners M4 is met: \(words)",
        remedy: "find at least one of M4i, M4ii, M4iii met, on exhibits")
    ]
  }

  /// M4iii speaks of terms that *specifically* bar the use; some such terms must have been in force.
  private func trainingClause(_ caseFile: CaseFile, _ matrix: Matrix) -> [Obstacle] {
    guard matrix.isMet(.m4iii), !caseFile.hasTerms({ $0.barsTraining == true }) else { return [] }
    return [
      Obstacle(
        .trainingClause, .bill("3(11)(A)(iii)"),
        "M4iii is met, but no terms in force during the conduct are recorded as barring such use specifically",
        remedy: "record which version bars it, or decide M4iii again")
    ]
  }
}

extension CaseFile {
  /// Some terms in force on a day of alleged conduct are of that sort.
  func hasTerms(_ sort: (TermsVersion) -> Bool) -> Bool {
    terms.contains { version in sort(version) && conduct.contains(where: version.overlaps) }
  }
}
