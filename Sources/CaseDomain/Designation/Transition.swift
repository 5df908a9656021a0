/// One step that the procedure knows, with all its conditions.
public struct Transition: Sendable {
  /// `nil` opens a track.
  public let from: Stage?
  public let to: Stage
  /// Who may make it: one of these.
  public let roles: Set<Role>
  /// Asked in this order; all of them.
  public let guards: [any Guard]
  /// Conditions of the procedure that this version does not check. A person has to.
  public let notChecked: [String]
  /// Others outside the office see its effect, so nothing may be contested.
  public let isOutward: Bool

  init(
    _ from: Stage?, _ to: Stage, by roles: Set<Role> = [.analyst], guards: [any Guard] = [],
    notChecked: [String] = [], isOutward: Bool = false
  ) {
    self.roles = roles
    self.from = from
    self.to = to
    self.guards = guards
    self.notChecked = notChecked
    self.isOutward = isOutward
  }

  /// Every step a case could take next, guards aside.
  static func open(to caseFile: CaseFile) -> [Transition] {
    let isStill = [.closed, .suspended].contains(caseFile.stage)
    let places: [Stage?] = [
      caseFile.listing.map { .listing($0.stage) }, caseFile.entityList.map { .entityList($0.stage) },
      caseFile.blocking.map { .blocking($0.stage) },
    ]
    let onTracks = zip([listingTable, entityListTable, blockingTable], places).flatMap { table, place in
      table.filter { $0.from == place && (!isStill || $0.endsTrack) }
    }
    let resumption = caseFile.stage == .suspended ? caseFile.suspendedFrom : nil
    let steps =
      spineTable.filter { $0.from == .spine(caseFile.stage) }
      + (resumption.map { [Transition(.spine(.suspended), .spine($0), by: resuming)] } ?? [])
      + onTracks
    return steps + corrections(of: caseFile, places).filter { one in !steps.contains { $0.to == one.to } }
  }

  /// What takes irregular moves back, where no step does. Of two that lead to one stage, either's roles do.
  private static func corrections(of file: CaseFile, _ places: [Stage?]) -> [Transition] {
    let all = file.irregularities.compactMap { found in
      correction(
        of: found, at: ([.spine(file.stage)] + places).first { $0?.track == found.to.track } ?? nil)
    }
    return Dictionary(grouping: all, by: \.to).values.map { same in
      Transition(
        same[0].from, same[0].to, by: same.reduce(into: []) { $0.formUnion($1.roles) },
        guards: same[0].guards, isOutward: same[0].isOutward)
    }.sorted { $0.to.description < $1.to.description }
  }

  /// Who takes a suspended case up again.
  private static let resuming: Set<Role> = [.analyst, .lead]

  /// The step that leads from one stage to another, whatever else holds; `nil` when there is none.
  static func step(from: Stage?, to: Stage) -> Transition? {
    if from == .spine(.suspended), case .spine(let stage) = to, stage.code != nil {
      return Transition(from, to, by: resuming)
    }
    return (spineTable + listingTable + entityListTable + blockingTable).first {
      $0.from == from && $0.to == to
    }
  }

  /// What takes a measure back, and the request that leads there, may be done while the case rests.
  private var endsTrack: Bool {
    switch to {
    case .listing(.withdrawn), .listing(.expired), .blocking(.removed), .blocking(.terminated),
      .entityList(.removed), .entityList(.request), .entityList(.modified), .entityList(.active),
      .blocking(.petition), .blocking(.modified), .blocking(.active):
      true
    default: false
    }
  }
}
