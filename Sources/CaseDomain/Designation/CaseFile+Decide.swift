extension CaseFile {
  /// Says whether the case may be taken to `target`, and lists everything that stands in the way.
  public func decide(
    advanceTo target: StageTarget, on day: Day, by person: Person, profile: AuthorityProfile
  ) -> Decision {
    let move = Move(self, to: target, on: day, by: person, profile: profile)
    let open = Transition.open(to: self)
    let transition = open.first { $0.to == target.stage }
    let order = transition == nil ? [outOfOrder(move, open)] : []
    let common: [any Guard] = [ProfileInForce()] + (transition?.isOutward == true ? [NothingContested()] : [])
    let roles = transition.map { [RoleHeld(anyOf: $0.roles)] as [any Guard] } ?? []
    let guards = common + roles + (transition?.guards ?? [])
    return Decision(
      from: move.from, to: target.stage, by: person, on: day,
      obstacles: (order + guards.flatMap { $0.obstacles(to: move) }).reduce(into: []) {
        if !$0.contains($1) { $0.append($1) }
      },
      notChecked: transition?.notChecked ?? [],
      notes: notes(move))
  }

  /// The stages the case could go to next, guards aside.
  public var nextStages: [Stage] { Transition.open(to: self).map(\.to) }

  private func outOfOrder(_ move: Move, _ open: [Transition]) -> Obstacle {
    let track = open.map(\.to).filter { move.target.stage.track == $0.track }.map(\.description)
    return Obstacle(
      .outOfOrder, .policy("8.2"),
      "no step leads from \(move.from?.description ?? "a track not opened") to \(move.target.stage)"
        + (move.target.stage.track != nil && [.closed, .suspended].contains(stage)
          ? " while the case is \(stage.rawValue)" : ""),
      remedy: track.isEmpty ? "open a new case that cites this one" : "next: \(track.joined(separator: ", "))"
    )
  }

  private func notes(_ move: Move) -> [String] {
    var notes: [String] = []
    if move.profile.enactedOn == nil {
      let text = "\(move.profile.instrument) (\(move.profile.textVersion))"
      notes.append("\(text) is a bill: no day of enactment is recorded, so no clock runs")
      if move.target.stage.track == .attackersList {
        notes.append("\(text) gives no authority to publish a list before enactment")
      }
    }
    if isContested {
      notes.append("the stage is contested: effective is \(stage.rawValue), the common source")
    }
    return notes
  }
}
