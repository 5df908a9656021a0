/// A move that its author was not entitled to make, as every replica finds it on its own.
public struct Irregularity: Hashable, Sendable {
  /// Where the record stood, whatever the move says; `nil` where the track was not open.
  public var from: Stage?
  public var to: Stage
  public var by: Person
  /// The roles one of which it takes; none when the procedure knows no such step.
  public var needs: Set<Role>
  /// Its author may make it, and did not sign it.
  public var isUnsigned: Bool

  public init(from: Stage?, to: Stage, by: Person, needs: Set<Role>, isUnsigned: Bool = false) {
    self.from = from
    self.to = to
    self.by = by
    self.needs = needs
    self.isUnsigned = isUnsigned
  }

  /// What is wrong with it, to follow a name: `moved the case to san:signed, which takes …`.
  public var fault: String {
    if isUnsigned { return "moved the case to \(to) without a personal signature that holds" }
    return "moved the case to \(to), which "
      + (needs.isEmpty
        ? "no step leads to from \(from?.description ?? "a track not opened")"
        : "takes \(RoleHeld.list(needs))")
  }

  /// Where the record has to come back to: the stage it was at, or the first of a track that was opened.
  public var origin: Stage { from ?? Stage.all(on: to.track)[0] }

  /// Who may take the move back: whoever may make it; of a step that nobody may make, lead and counsel.
  public var correctors: Set<Role> { needs.isEmpty ? [.lead, .counsel] : needs }
}

extension Stage {
  /// What is irregular about a move from `source` to this stage by that person; `nil` when nothing is.
  public func irregularity(from source: Stage?, by person: Person, among people: People) -> Irregularity? {
    let roles = Transition.step(from: source, to: self)?.roles ?? []
    guard people.roles(of: person).isDisjoint(with: roles) else { return nil }
    return Irregularity(from: source, to: self, by: person, needs: roles)
  }
}
