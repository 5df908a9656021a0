/// One step that the procedure knows, with all its conditions.
public struct Transition: Sendable {
  /// `nil` opens a track.
  public let from: Stage?
  public let to: Stage
  /// Asked in this order; all of them.
  public let guards: [any Guard]
  /// Conditions of the procedure that this version does not check. A person has to.
  public let notChecked: [String]
  /// Others outside the office see its effect, so nothing may be contested.
  public let isOutward: Bool

  init(
    _ from: Stage?, _ to: Stage, guards: [any Guard] = [], notChecked: [String] = [], isOutward: Bool = false
  ) {
    self.from = from
    self.to = to
    self.guards = guards
    self.notChecked = notChecked
    self.isOutward = isOutward
  }

  /// Every step a case could take next, guards aside.
  static func open(to caseFile: CaseFile) -> [Transition] {
    let listing = caseFile.listing.map { Stage.listing($0.stage) }
    let isStill = [.closed, .suspended].contains(caseFile.stage)
    let onTrack = listingTable.filter { $0.from == listing && (!isStill || $0.endsListing) }
    let resumption = caseFile.stage == .suspended ? caseFile.suspendedFrom : nil
    return spineTable.filter { $0.from == .spine(caseFile.stage) }
      + (resumption.map { [Transition(.spine(.suspended), .spine($0))] } ?? []) + onTrack
  }

  private var endsListing: Bool { to == .listing(.withdrawn) || to == .listing(.expired) }
}
