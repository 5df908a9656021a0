/// Consent of one member to a later deadline. Only all together move it.
///
/// Source: agency policy §8.4; Supp. 5 to part 744 (not verified).
public struct ExtensionConsent: Hashable, Sendable {
  public var agency: Agency
  public var until: Day
  public var by: Person
  /// What was before the committee (`CaseFile.matter`); `nil` in a consent of before this was recorded.
  public var matter: Digest256?

  public init(agency: Agency, until: Day, by: Person, matter: Digest256?) {
    self.agency = agency
    self.until = until
    self.by = by
    self.matter = matter
  }
}

/// A step up: from the committee to ACEP, to EARB, to the President.
///
/// Source: EO 12981, 15 CFR 750.4(f) (not verified).
public struct EscalationStep: Hashable, Sendable {
  public enum Level: String, CaseIterable, Sendable {
    case acep = "ACEP"
    case earb = "EARB"
    case president = "President"
  }
  public enum Result: String, CaseIterable, Sendable { case adopted, rejected }

  public var level: Level
  /// The agency that took it up.
  public var by: Agency
  public var on: Day
  /// `nil` while it is undecided there.
  public var result: Result?
  public var decidedOn: Day?

  public init(level: Level, by: Agency, on: Day, result: Result? = nil, decidedOn: Day? = nil) {
    self.level = level
    self.by = by
    self.on = on
    self.result = result
    self.decidedOn = decidedOn
  }
}
