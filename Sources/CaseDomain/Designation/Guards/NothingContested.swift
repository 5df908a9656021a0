/// Nothing leaves the office while two replicas disagree: on the stage, a guarded field or a finding.
struct NothingContested: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    let stage =
      caseFile.isContested
      ? [
        Obstacle(
          .contestedStage, .policy("8.2"), "two transitions stand; effective is \(caseFile.stage.rawValue)",
          remedy: "settle which transition holds")
      ] : []
    let track =
      isContested(move.target.stage.track, caseFile)
      ? [
        Obstacle(
          .contestedStage, .policy("8.2"), "two transitions stand on the track of \(move.target.stage)",
          remedy: "settle which transition holds")
      ] : []
    let fields = caseFile.openConflicts.filter(\.isGuarded).map { conflict($0.field) }
    let findings = Element.allCases.filter(caseFile.matrix.isConflicted).map {
      conflict("the finding on \($0.rawValue)")
    }
    return stage + track + fields + findings
  }

  private func isContested(_ track: Track?, _ file: CaseFile) -> Bool {
    switch track {
    case .entityList: file.entityList?.isContested ?? false
    case .blocking: file.blocking?.isContested ?? false
    case .attackersList, nil: false
    }
  }

  private func conflict(_ field: String) -> Obstacle {
    Obstacle(
      .openConflict, .policy("8.2"), "unequal values stand for \(field)",
      remedy: "choose one on the conflicts screen, with a reason")
  }
}
