extension Obstacle {
  /// An element is not found met, in the words of the matrix.
  static func notMet(_ element: Element, _ code: ObstacleCode, in matrix: Matrix) -> Obstacle {
    Obstacle(
      code, element.citation,
      "\(element.rawValue) (\(element.title)) is \(matrix.word(element)); it must be met",
      remedy: matrix.isConflicted(element)
        ? "settle which finding holds"
        : "decide it on exhibits; if they do not show it, the case does not go on")
  }
}
