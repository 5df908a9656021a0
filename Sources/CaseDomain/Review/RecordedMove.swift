/// A move of one record, the spine of a case or one of its tracks, as the journal holds it.
public struct RecordedMove: Hashable, Sendable {
  /// As its author stated it; `nil` where the track was opened.
  public var from: Stage?
  /// `nil` for a stage that this version does not know.
  public var to: Stage?
  public var by: Person
  /// What its author could be: then, or by what is on the register now.
  public var roles: Set<Role>
  /// Places in the list of the moves it replaced, all before its own.
  public var replaces: [Int]
  /// It takes a personal signature, and carries none that holds.
  public var isUnsigned: Bool

  public init(
    from: Stage?, to: Stage?, by: Person, roles: Set<Role>, replaces: [Int], isUnsigned: Bool = false
  ) {
    self.from = from
    self.to = to
    self.by = by
    self.roles = roles
    self.replaces = replaces
    self.isUnsigned = isUnsigned
  }
}
