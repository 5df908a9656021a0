/// What the rules say to a move. Nothing has changed yet.
public struct Decision: Hashable, Sendable {
  /// `nil` when the track would be opened.
  public let from: Stage?
  public let to: Stage
  public let by: Person
  public let on: Day
  /// All of them, in the order the conditions are declared.
  public let obstacles: [Obstacle]
  /// Conditions of the procedure that this version does not check. A person has to.
  public let notChecked: [String]
  /// What the reader should know besides, such as that the text is not law.
  public let notes: [String]

  /// Nothing that is checked stands in the way. What is in `notChecked` may.
  public var allowed: Bool { obstacles.isEmpty }
}
