/// A request to reconsider or to be taken off, and what came of it.
///
/// Source: agency policy §8.6; 31 CFR 501.807 and 15 CFR 744.16(e) (not verified).
public struct Petition: Hashable, Sendable {
  public enum Ground: String, CaseIterable, Sendable {
    case insufficientBasis = "insufficient-basis"
    case changedCircumstances = "changed-circumstances"
    case remedialSteps = "remedial-steps"
    case newFacts = "new-facts"
    case error
  }
  public enum Standing: String, CaseIterable, Sendable {
    case listedPerson = "listed-person"
    case majorityOwner = "majority-owner"
  }
  public enum Result: String, CaseIterable, Sendable {
    case granted, denied
    case modified
  }

  public var id: EntityID
  public var track: Track
  public var petitioner: String
  public var standing: Standing
  public var ground: Ground
  public var reasons: String
  public var receivedOn: Day
  public var acknowledgedOn: Day?
  public var result: Result?
  public var decidedOn: Day?
  public var decidedBy: Person?
  public var decision: String?

  public init(
    id: EntityID, track: Track, petitioner: String, standing: Standing, ground: Ground, reasons: String,
    receivedOn: Day, acknowledgedOn: Day? = nil, result: Result? = nil, decidedOn: Day? = nil,
    decidedBy: Person? = nil, decision: String? = nil
  ) {
    self.id = id
    self.track = track
    self.petitioner = petitioner
    self.standing = standing
    self.ground = ground
    self.reasons = reasons
    self.receivedOn = receivedOn
    self.acknowledgedOn = acknowledgedOn
    self.result = result
    self.decidedOn = decidedOn
    self.decidedBy = decidedBy
    self.decision = decision
  }
}
