/// A fraudulent account network provider: all five elements.
///
/// Source: H.R. 8283 (IH) §3(7).
struct ProviderElements: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    guard caseFile.theory?.allegesProvider == true else { return [] }
    let matrix = caseFile.matrix
    let elements = Element.Group.provider.elements.filter { !matrix.isMet($0) }
    return elements.map { .notMet($0, .providerElement, in: matrix) } + locationClause(caseFile, matrix)
  }

  private func locationClause(_ caseFile: CaseFile, _ matrix: Matrix) -> [Obstacle] {
    guard matrix.isMet(.f5), !caseFile.hasTerms({ $0.restrictsLocation == true }) else { return [] }
    return [
      Obstacle(
        .locationClause, .bill("3(7)"),
        "F5 is met, but no terms in force during the conduct are recorded as restricting location",
        remedy: "record which version restricts it, or decide F5 again")
    ]
  }
}
