extension Transition {
  /// The step that takes an irregular move back to where the record stood; `nil` where there is nothing to take
  /// back, or suspending and resuming do it.
  ///
  /// Source: agency policy §8.1.
  static func correction(of found: Irregularity, at stage: Stage?) -> Transition? {
    let suspended = Stage.spine(.suspended)
    guard let stage, stage.track == found.to.track, stage != found.origin, stage != suspended,
      found.origin != suspended, stage != .spine(.closed) || found.to == stage
    else { return nil }
    let isPublic = found.origin.isPublic && !stage.isPublic
    return Transition(
      stage, found.origin, by: found.correctors,
      guards: isPublic ? [NoOpenHold(), OwnerConsentGiven()] : [], isOutward: isPublic)
  }

  /// Whether there is a way from one stage to another, and every such way passes a third.
  static func leads(from: Stage, to: Stage, onlyBy gate: Stage) -> Bool {
    from != to && reaches(gate, from: from) && !reaches(to, from: from, avoiding: gate)
  }

  private static func reaches(_ goal: Stage, from start: Stage, avoiding gate: Stage? = nil) -> Bool {
    var seen: Set<Stage> = [start]
    var open = [start]
    while let stage = open.popLast() {
      if stage == goal { return true }
      open += (ways[stage] ?? []).filter { $0 != gate && seen.insert($0).inserted }
    }
    return false
  }

  /// Where each stage leads to, but for closing and suspending.
  private static let ways: [Stage: [Stage]] = {
    let aside: Set<Stage?> = [.spine(.closed), .spine(.suspended)]
    return (spineTable + listingTable + entityListTable + blockingTable)
      .reduce(into: [:]) { ways, step in
        guard let from = step.from, !aside.contains(from), !aside.contains(step.to) else { return }
        ways[from, default: []].append(step.to)
      }
  }()
}

extension Stage {
  /// Others outside the office see a record that is here.
  fileprivate var isPublic: Bool {
    switch self {
    case .spine: false
    case .listing(let stage): stage == .published || stage == .reidentified
    case .entityList(let stage): [.published, .active, .request, .modified].contains(stage)
    case .blocking(let stage): [.effective, .published, .active, .petition, .modified].contains(stage)
    }
  }
}
