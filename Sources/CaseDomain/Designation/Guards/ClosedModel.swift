/// The model is closed-source: all three elements, for named versions.
///
/// Source: H.R. 8283 (IH) §3(2).
struct ClosedModel: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let matrix = move.caseFile.matrix
    let versions =
      move.caseFile.modelVersions.contains { !$0.saysNothing }
      ? []
      : [
        Obstacle(
          .modelVersionMissing, .bill("3(2)"), "no model version is named",
          remedy: "name the model versions the conduct concerns")
      ]
    return versions
      + Element.Group.closedModel.elements.filter { !matrix.isMet($0) }
      .map { .notMet($0, .closedModel, in: matrix) }
  }
}
