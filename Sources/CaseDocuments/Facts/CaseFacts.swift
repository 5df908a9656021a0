import CaseDomain

/// What a document may say of one case, as plain values. Whoever makes them has decided what may be shown.
///
/// `nil` and an empty list mean that nothing is recorded; documents then say so and invent nothing.
public struct CaseFacts: Hashable, Sendable {
  /// The office's own number of the case, such as `26-0001-FE`.
  public var reference: String
  public var title: String
  /// The banner of the finished document, such as `CUI//SP-LEI TLP:AMBER`.
  public var marking: String
  /// The day the document bears.
  public var dated: Day
  public var office: Office
  public var profile: Profile
  public var subjects: [Subject]
  /// Every exhibit that anything here cites; numbers are unique.
  public var exhibits: [Exhibit]
  /// What is cited and not in the case, by the number it is cited with.
  public var absent: [Int: AbsentExhibit] = [:]
  /// Sentences of fact, for papers that stay in government.
  public var findings: [Statement]
  /// Sentences of fact that may be said in public.
  public var publicBasis: [Statement]
  /// Legal argument; an exhibit is possible, not needed.
  public var argument: [Statement]
  /// Judgement or recommendation; an exhibit is possible, not needed.
  public var opinion: [Statement]
  public var elements: [Element]
  public var claims: [Claim]
  public var contests: [Contest]
  /// Those that were compared, in any order.
  public var hypotheses: [Hypothesis]
  public var options: [Option]
  public var votes: [Vote]
  public var concurrences: [Concurrence]
  public var entries: [Entry]
  public var parties: [Party]
  public var days: [KeyDay]
  /// For letters; `nil` otherwise.
  public var letter: Letter?
  /// For the Federal Register; `nil` otherwise.
  public var notice: Notice?
  /// For the congressional report; `nil` otherwise.
  public var report: Report?
  /// For the guidance: what may be published of the practice library; empty otherwise.
  public var practices: [Practice.Kind: [Statement]]
  /// For petition letters; `nil` otherwise.
  public var petition: Petition?
  /// For the intake form and the triage note; `nil` otherwise.
  public var lead: Lead?

  public init(
    reference: String, title: String, marking: String, dated: Day, office: Office, profile: Profile,
    subjects: [Subject] = [], exhibits: [Exhibit] = [], findings: [Statement] = [],
    publicBasis: [Statement] = [], argument: [Statement] = [], opinion: [Statement] = [],
    elements: [Element] = [], claims: [Claim] = [], contests: [Contest] = [],
    hypotheses: [Hypothesis] = [], options: [Option] = [], votes: [Vote] = [],
    concurrences: [Concurrence] = [], entries: [Entry] = [], parties: [Party] = [], days: [KeyDay] = [],
    letter: Letter? = nil, notice: Notice? = nil, report: Report? = nil,
    practices: [Practice.Kind: [Statement]] = [:], petition: Petition? = nil,
    lead: Lead? = nil
  ) {
    self.reference = reference
    self.title = title
    self.marking = marking
    self.dated = dated
    self.office = office
    self.profile = profile
    self.subjects = subjects
    self.exhibits = exhibits
    self.findings = findings
    self.publicBasis = publicBasis
    self.argument = argument
    self.opinion = opinion
    self.elements = elements
    self.claims = claims
    self.contests = contests
    self.hypotheses = hypotheses
    self.options = options
    self.votes = votes
    self.concurrences = concurrences
    self.entries = entries
    self.parties = parties
    self.days = days
    self.letter = letter
    self.notice = notice
    self.report = report
    self.practices = practices
    self.petition = petition
    self.lead = lead
  }
}
