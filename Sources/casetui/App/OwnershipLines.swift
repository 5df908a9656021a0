import CaseDomain

/// Whose parties the list of parties shows first.
enum PartiesOf: Equatable, Sendable {
  case everybody
  /// The subject of a case.
  case subject(CaseTag)
  /// An actor or a record of a source, with what people call it: its number or external id.
  case record(NameBearer, reference: String)
}

/// The parties that statements of ownership name.
struct PartyList: Equatable, Sendable {
  let rows: [PartyLine]
  /// How many fit; more than the rows when the list is cut.
  let total: Int
  /// Who was asked about: the subject of the case, the record.
  let asked: String?
}

/// One party of the list.
struct PartyLine: Hashable, Sendable {
  let party: OwnershipKey
  let name: String?
  /// All its ids that statements name.
  let ids: [String]
  /// Statements in which it holds, and in which it is held.
  let holds: Int
  let held: Int
  /// A judgement makes it the one that was asked about.
  let isAsked: Bool
}

/// All that decides what the ownership screen shows.
struct OwnershipQuestion: Equatable, Sendable {
  let party: OwnershipKey
  /// `nil`: today.
  var asOf: Day?
  /// Steps from the party.
  var depth = 3
  /// The share at which a company follows; cascading is the only rule there is (docs/ownership.md §1).
  var threshold = OwnershipThreshold.atLeast(.half)
  /// What-if: statements that do not count. Nothing is written of it.
  var leftOut: Set<StatedStake.Name> = []
}

/// The tree of a party on a day, and who is owned by it.
struct OwnershipView: Equatable, Sendable {
  let question: OwnershipQuestion
  let asOf: Day
  /// The party asked about first; each party, then what it holds.
  let lines: [OwnershipLine]
  /// Who holds the party asked about.
  let heldBy: [StakeLine]
  /// There is more below.
  let isCut: Bool
  /// Why each party of the tree is blocked, or on what it turns.
  let reasons: [OwnershipKey: OwnershipReason]
  /// Judgements that contradict one another.
  let warnings: [String]
  /// Statements of which a file of another origin counts than stated them before.
  var replaced: [String] = []
  /// How many parties are blocked, and of how many it cannot be told, at whatever depth; without the one asked about.
  let blocked: Int
  let open: Int
  /// Those of them that stand deeper than the tree goes.
  let deeper: Int
  /// Of the files that say who these are, which may be others than those of the statements.
  var mark = HandlingMark.officeFloor

  var stakes: [StakeLine] { lines.flatMap(\.stakes) }
  /// What may make the answer another one, whatever line is read.
  var remarks: [String] { replaced + warnings }
}

struct OwnershipLine: Equatable, Sendable {
  let depth: Int
  let party: OwnershipKey
  let name: String?
  let ids: [String]
  /// `nil` when no statement of ownership names it.
  let result: OwnershipClosure.Answer?
  let heldPPM: ClosedRange<Int>?
  let closesRing: Bool
  let isShownAbove: Bool
  /// Side by side; none for the party asked about.
  let stakes: [StakeLine]
  /// Judgements by which the step follows.
  let judgements: [String]
  /// What of its stated shares cannot all be so.
  let problems: [OwnershipProblem]

  var title: String { name ?? party.text }
}

/// One statement, with where it stands.
struct StakeLine: Equatable, Sendable {
  let stake: StatedStake
  /// Of the holder, and of what is held.
  let owner: String
  let owned: String
  /// `nil` when its file is no exhibit here.
  let exhibit: ExhibitLine?
  /// What-if: it does not count.
  let isLeftOut: Bool

  var isUndated: Bool { stake.holding.from == nil && stake.holding.to == nil }
}

/// Why a party is blocked, step by step, or what decides whether it is.
struct OwnershipReason: Equatable, Sendable {
  struct Step: Equatable, Sendable {
    let text: String
    let stakes: [StakeLine]
    let judgements: [String]
  }

  let steps: [Step]
}
