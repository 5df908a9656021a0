/// What is put before the End-User Review Committee: one entry to add, change or remove.
///
/// Source: 15 CFR 744.11, Supp. 5 to part 744 (not verified).
public struct Proposal: Hashable, Sendable {
  public enum Action: String, CaseIterable, Sendable { case add, modify, remove }

  public var action: Action
  /// The member that proposed it. Any member may.
  public var proposer: Agency
  /// The day the chair circulated it: the clock's first day. `nil` before.
  public var circulatedOn: Day?
  /// Sections of 15 CFR the entry rests on, such as `744.11`.
  public var basisSections: [String]
  public var licenceRequirement: String
  public var reviewPolicy: String
  /// Which licence exceptions stay; `none` when none does.
  public var exceptions: String
  public var savingsClause: String
  /// Facts, each with the exhibits that show it.
  public var articulableFacts: [Fact]
  /// Whether Treasury sits in this matter, and who decided so.
  public var treasurySits: Bool
  public var treasuryDecidedBy: String?

  public struct Fact: Hashable, Sendable {
    public var text: String
    public var exhibits: [ExhibitID]
    public init(_ text: String, exhibits: [ExhibitID]) {
      self.text = text
      self.exhibits = exhibits
    }
  }

  public init(
    action: Action, proposer: Agency, circulatedOn: Day? = nil, basisSections: [String] = [],
    licenceRequirement: String = "", reviewPolicy: String = "", exceptions: String = "",
    savingsClause: String = "", articulableFacts: [Fact] = [], treasurySits: Bool = false,
    treasuryDecidedBy: String? = nil
  ) {
    self.action = action
    self.proposer = proposer
    self.circulatedOn = circulatedOn
    self.basisSections = basisSections
    self.licenceRequirement = licenceRequirement
    self.reviewPolicy = reviewPolicy
    self.exceptions = exceptions
    self.savingsClause = savingsClause
    self.articulableFacts = articulableFacts
    self.treasurySits = treasurySits
    self.treasuryDecidedBy = treasuryDecidedBy
  }
}
