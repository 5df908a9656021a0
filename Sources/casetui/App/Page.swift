import CaseDomain

/// One screen: its state, what it does with keys and answers, and how it is drawn.
protocol Page: Sendable {
  var scope: Scope { get }
  /// Where am I: `Cases`, `26-0001-FE Evidence`.
  func title(_ shell: Shell) -> Printable
  var tabs: [Printable] { get }
  var selectedTab: Int { get }
  /// Commands for the key row, by identifier, before those that are the same everywhere.
  var hints: [String] { get }
  /// The case that commands act on.
  func currentCase(_ shell: Shell) -> CaseTag?
  /// The markings of what is on the screen now.
  func marks(_ shell: Shell) -> [HandlingMark]
  /// What it shows depends on what was asked for: asked for again, it takes the place of the one before.
  var isAnswer: Bool { get }
  /// Keys are text for a field of the screen.
  var isTyping: Bool { get }

  /// Called when the screen is opened or comes back to the top, and for reloads.
  mutating func appear(_ shell: inout Shell)
  mutating func layout(_ body: Size, _ shell: Shell)
  /// Whether the event was for the screen.
  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool
  mutating func take(_ answer: Reply, _ shell: inout Shell)
  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell)
  mutating func take(_ trouble: Trouble, of work: Work)
  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell)
}

extension Page {
  var tabs: [Printable] { [] }
  var selectedTab: Int { 0 }
  var isAnswer: Bool { false }
  var isTyping: Bool { false }
  func currentCase(_ shell: Shell) -> CaseTag? { nil }
  func marks(_ shell: Shell) -> [HandlingMark] { [] }
  mutating func appear(_ shell: inout Shell) {}
  mutating func layout(_ body: Size, _ shell: Shell) {}
  mutating func take(_ answer: Reply, _ shell: inout Shell) {}
  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {}
  mutating func take(_ trouble: Trouble, of work: Work) {}
}

/// Where a command has a meaning.
enum Scope: String, CaseIterable, Sendable {
  case home = "Home"
  case cases = "Cases"
  case board = "Stage board"
  case summary = "Summary"
  case evidence = "Evidence"
  case elements = "Elements"
  case analysis = "Analysis"
  case hypotheses = "Hypotheses"
  case review = "Review"
  case caseAudit = "Audit of a case"
  case audit = "Audit log"
  case jobs = "Jobs"
  case stage = "Stage move"
  case publication = "Public entry"
  case deadlines = "Deadlines"
  case parties = "Parties"
  case ownership = "Ownership"
  case ownershipProof = "Ownership proof"
  case importing = "Import"
  case sync = "Sync"
  case conflict = "Conflict"
  case search = "Search"
  case screening = "Screening"
  case pair = "Possible match"

  static let workspace: Set<Scope> = [
    .summary, .evidence, .elements, .analysis, .hypotheses, .review, .caseAudit,
  ]
  /// Where the arrows move over columns before they turn the tab.
  static let grids: Set<Scope> = [.elements, .hypotheses]
  static let everywhere = Set(allCases)
}
