extension Obstacle {
  /// What keeps the analysis from being relied on, as an obstacle.
  init(_ problem: TradecraftProblem) {
    self.init(
      problem.code, problem.citation, problem.message, remedy: problem.remedy, status: problem.status)
  }
}

extension Sequence<TradecraftProblem> {
  /// Those that stand in the way; warnings do not.
  var obstacles: [Obstacle] { filter { $0.severity == .refusal }.map { Obstacle($0) } }
}
