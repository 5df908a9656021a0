/// The part of a case that leads to a blocking of property.
public struct BlockingTrack: Hashable, Sendable {
  public var stage: BlockingStage
  public var isContested: Bool
  public var authority: BlockingAuthority?
  /// Answers to the exceptions of §5(b)(2), by letter: how each was considered.
  public var exceptions: [String: String]
  public var sweep: OwnershipSweep?
  /// Of the signature, or a later one stated in it.
  public var effectiveOn: Day?
  public var publishedOn: Day?

  public init(
    stage: BlockingStage = .draft, isContested: Bool = false, authority: BlockingAuthority? = nil,
    exceptions: [String: String] = [:], sweep: OwnershipSweep? = nil, effectiveOn: Day? = nil,
    publishedOn: Day? = nil
  ) {
    self.stage = stage
    self.isContested = isContested
    self.authority = authority
    self.exceptions = exceptions
    self.sweep = sweep
    self.effectiveOn = effectiveOn
    self.publishedOn = publishedOn
  }
}

/// What a blocking would rest on.
///
/// Source: agency policy §8.3.
public struct BlockingAuthority: Hashable, Sendable {
  public enum Route: String, CaseIterable, Sendable {
    /// H.R. 8283 §5(b), once enacted, with a declared emergency.
    case bill
    /// An executive order in force.
    case executiveOrder = "executive-order"
    /// Protecting American Intellectual Property Act, 50 USC 1709.
    case paipa
  }

  public var route: Route
  /// The emergency or order relied on, as cited: `EO 13694 as amended`.
  public var citation: String
  /// The criterion of the order the subject is said to meet; for the bill, how it was identified.
  public var criterion: String
  /// What is chosen from the PAIPA menu.
  public var menu: [String]
  /// The day on which the national emergency it rests on was declared; `nil` while nobody recorded it.
  public var declaredOn: Day?

  public init(
    route: Route, citation: String = "", criterion: String = "", menu: [String] = [], declaredOn: Day? = nil
  ) {
    self.route = route
    self.citation = citation
    self.criterion = criterion
    self.menu = menu
    self.declaredOn = declaredOn
  }
}

/// What a search for owned entities came to on one day.
public struct OwnershipSweep: Hashable, Sendable {
  public var asOf: Day
  /// SHA-256 of the holdings it was computed from: of a file, or of the statements held (`StatedOwnership.digest`).
  public var holdings: Digest256
  public var blocked: [String]
  public var undetermined: [String]
  /// How much of a company made it follow; `nil` in one of before this was recorded.
  public var rule: OwnershipThreshold?
  /// The owners it began with; `nil` in one of before this was recorded.
  public var seeds: [String]?

  public init(
    asOf: Day, holdings: Digest256, blocked: [String], undetermined: [String],
    rule: OwnershipThreshold? = nil, seeds: [String]? = nil
  ) {
    self.asOf = asOf
    self.holdings = holdings
    self.blocked = blocked
    self.undetermined = undetermined
    self.rule = rule
    self.seeds = seeds
  }
}
