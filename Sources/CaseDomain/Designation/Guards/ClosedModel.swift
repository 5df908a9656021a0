/// The model is closed-source: all three elements, for each named version.
///
/// Source: H.R. 8283 (IH) §3(2).
struct ClosedModel: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let matrix = move.caseFile.matrix
    let models = move.caseFile.namedModels
    guard !models.isEmpty else {
      let unnamed = Obstacle(
        .modelVersionMissing, .bill("3(2)"), "no model version is named",
        remedy: "name the model versions the conduct concerns")
      return [unnamed]
        + Element.Group.closedModel.elements.filter { !matrix.isMet($0) }
        .map { .notMet($0, .closedModel, in: matrix) }
    }
    return models.flatMap { model in
      Element.Group.closedModel.elements.compactMap { element in
        let entry = matrix[element, model: model]
        return entry.isMet ? nil : .notMet(element, of: model, entry)
      }
    }
  }
}

extension Obstacle {
  /// An element is not found met for a model version.
  fileprivate static func notMet(_ element: Element, of model: String, _ entry: Matrix.Entry) -> Obstacle {
    let isConflicted = if case .conflicted = entry { true } else { false }
    return Obstacle(
      .closedModel, element.citation,
      "\(element.rawValue) (\(element.title)) is \(entry.word) for \(model); it must be met for each model",
      remedy: isConflicted
        ? "settle which finding holds"
        : "decide it for the model on exhibits; if they do not show it, the case does not go on")
  }
}
