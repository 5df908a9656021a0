/// A condition of law or policy that a move must satisfy.
public protocol Guard: Sendable {
  /// All that stands in the way by this condition, in a stable order; empty when it holds.
  func obstacles(to move: Move) -> [Obstacle]
}
