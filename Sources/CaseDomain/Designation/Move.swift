/// A wish to take a case somewhere: what every guard is asked about.
public struct Move: Sendable {
  public let caseFile: CaseFile
  public let target: StageTarget
  public let on: Day
  public let by: Person
  public let profile: AuthorityProfile

  public init(_ caseFile: CaseFile, to target: StageTarget, on: Day, by: Person, profile: AuthorityProfile) {
    self.caseFile = caseFile
    self.target = target
    self.on = on
    self.by = by
    self.profile = profile
  }

  /// Where the case stands on the track that the target belongs to; `nil` when that track is not open.
  public var from: Stage? {
    switch target.stage {
    case .spine: .spine(caseFile.stage)
    case .listing: caseFile.listing.map { .listing($0.stage) }
    case .entityList: caseFile.entityList.map { .entityList($0.stage) }
    case .blocking: caseFile.blocking.map { .blocking($0.stage) }
    }
  }
}
