/// Location information that lets people reach the internet is not, by that alone, provider conduct.
///
/// Source: H.R. 8283 (IH) §3(7), exception.
struct FreeExpressionException: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.theory?.allegesProvider == true else { return [] }
    let matrix = move.caseFile.matrix
    if matrix.finding(.fx)?.result == .notMet { return [] }
    return [
      Obstacle(
        .freeExpression, Element.fx.citation,
        "the free-expression exception (FX) is \(matrix.word(.fx)); it must be not met",
        remedy: matrix.isMet(.fx)
          ? "drop the theory of a provider, or show conduct beyond location information"
          : "test the exception and record the finding")
    ]
  }
}
