import CaseDomain

extension CaseFacts {
  /// The report to the committees; unclassified.
  ///
  /// Source: H.R. 8283 (IH) §4(d).
  public struct Report: Hashable, Sendable {
    /// 0 for the report itself, 1 to 3 for the annual updates.
    public var cycle: Int
    public var assessmentBegunOn: Day?
    public var assessmentCompletedOn: Day?
    /// First day of the two years that §4(b)(4)(B) and (6) look back on.
    public var lookBackFrom: Day?
    public var lookBackTo: Day?
    /// What is known on each item. An item left out is printed as a gap.
    public var answers: [ReportItem: [Statement]]
    public var entities: [ReportedEntity]
    /// What changed since the last report, as sentences of fact.
    public var changes: [Statement]
    /// Where the classified annex is kept, if there is one. Its text is never held here.
    public var annex: Annex?

    public init(
      cycle: Int, assessmentBegunOn: Day? = nil, assessmentCompletedOn: Day? = nil,
      lookBackFrom: Day? = nil, lookBackTo: Day? = nil, answers: [ReportItem: [Statement]] = [:],
      entities: [ReportedEntity] = [], changes: [Statement] = [], annex: Annex? = nil
    ) {
      self.cycle = cycle
      self.assessmentBegunOn = assessmentBegunOn
      self.assessmentCompletedOn = assessmentCompletedOn
      self.lookBackFrom = lookBackFrom
      self.lookBackTo = lookBackTo
      self.answers = answers
      self.entities = entities
      self.changes = changes
      self.annex = annex
    }
  }

  /// A row of the entity table.
  public struct ReportedEntity: Hashable, Sendable {
    public var name: String
    /// Attacker or account network provider, as determined.
    public var role: String?
    public var country: String?
    public var determination: String?
    /// What the determination rests on; not empty where there is one.
    public var exhibits: [Int]

    public init(
      name: String, role: String? = nil, country: String? = nil, determination: String? = nil,
      exhibits: [Int] = []
    ) {
      self.name = name
      self.role = role
      self.country = country
      self.determination = determination
      self.exhibits = exhibits
    }
  }

  /// A pointer to a classified annex.
  public struct Annex: Hashable, Sendable {
    /// Itself unclassified.
    public var identifier: String
    /// The office that keeps it.
    public var holder: String

    public init(identifier: String, holder: String) {
      self.identifier = identifier
      self.holder = holder
    }
  }
}
