import CaseDomain

/// Evidence outside, as a person names it.
struct Incoming: Equatable, Sendable {
  /// Of a file or a folder.
  let path: BytePath
  /// Who sent it; `nil` when nobody said.
  var sender: String?
  /// The saved mapping that says what the columns of its tables mean, by name.
  var mapping: String?
  /// The path of a file of decisions, which the import follows.
  var decisions: BytePath?
  /// What the dry run that was looked at read, for the import alone.
  var scanned: [DecisionFile.File]?
}

/// Which case something is about, with what people call it.
struct CaseTag: Hashable, Sendable {
  let id: CaseID
  let reference: String
}

/// One row of the cases list.
struct CaseLine: Hashable, Sendable {
  let id: CaseID
  let reference: String
  let title: String
  let stage: String
  let isContested: Bool
  let track: String?
  let mark: HandlingMark
  let priority: String?
  let assignees: String
  let exhibits: Int
  let conflicts: Int
  let changedAt: UInt64

  var tag: CaseTag { CaseTag(id: id, reference: reference) }
}

/// What the summary of a case and the preview in the list say.
struct CaseSummary: Equatable, Sendable {
  let line: CaseLine
  /// Of the case and its exhibits; `nil` for that of the case.
  var mark: HandlingMark?
  var subject: String?
  var theory: String?
  var owners: [String] = []
  var notes: [String] = []
  /// What the case cites and does not have, with the reason.
  var absent: [String] = []
  /// What stands against its entry, which is published.
  var takeDown: [Obstacle] = []
  /// Of the elements that the text names.
  var elementsMet = 0
  var elements = 0
  /// The next stage of the spine and what stands in its way; `nil` when there is none.
  var next: Stage?
  var obstacles: [Obstacle] = []
  /// The step asks for an ownership sweep; whether that still follows from the statements, which takes reading all that
  /// are held, is told by the move alone.
  var isSweepUnchecked = false
  /// The spine and the tracks that are open.
  var places: [Stage] = []
  /// Somebody asked to wait.
  var openHolds = 0
  /// Moves by people who may not make them.
  var irregular = 0
}

/// One row of the evidence list.
struct ExhibitLine: Hashable, Sendable {
  let id: ExhibitID
  let reference: String
  let title: String
  let bytes: UInt64
  let mediaType: String
  let sha256: String
  let grade: String?
  let origin: String?
  let mark: HandlingMark
}

/// What only a look at one exhibit needs.
struct ExhibitDetail: Equatable, Sendable {
  enum Integrity: Equatable, Sendable {
    case notChecked, intact
    case damaged(String)
  }

  let id: ExhibitID
  var integrity = Integrity.notChecked
  /// When, what, from whom to whom, by whom.
  var custody: [CustodyStep] = []
}

struct CustodyStep: Hashable, Sendable {
  let at: UInt64
  let action: String
  let from: String
  let to: String
  let by: String
}

/// The elements matrix: elements down, exhibits across.
struct ElementGrid: Equatable, Sendable {
  var rows: [ElementLine] = []
  /// Every exhibit of the case, in the order of their numbers.
  var exhibits: [ExhibitLine] = []

  /// A finding cites it, or somebody weighed it.
  func isLinked(_ exhibit: ExhibitID) -> Bool { rows.contains { $0.cells[exhibit] != nil } }
}

/// One row of the elements matrix.
struct ElementLine: Hashable, Sendable {
  let element: Element
  let state: MatrixRow.State
  let isFavourable: Bool
  /// References of the exhibits it rests on.
  let exhibits: [String]
  let note: String
  /// What stands: who found what, and why.
  let findings: [Standing]
  /// What is on record of each exhibit that is cited or weighed; the others have no entry.
  var cells: [ExhibitID: SupportEntry] = [:]

  struct Standing: Hashable, Sendable {
    let result: Finding.Result
    let author: String
    let rationale: String
    let exhibits: [ExhibitID]
  }
}

/// One row of the audit log.
struct AuditLine: Hashable, Sendable {
  let number: Int64
  let at: UInt64
  let user: String
  let office: String
  let what: String
  let caseReference: String?
}

/// What the rules say to a move, before or after it was made.
struct StageVerdict: Equatable, Sendable {
  let tag: CaseTag
  let target: StageTarget
  /// What the move fixes besides.
  var days = StageDays()
  let decision: Decision
  let mark: HandlingMark
  /// 0 while nothing was written.
  var auditNumber: Int64 = 0
}

/// Something that full-text search found.
struct FoundLine: Hashable, Sendable {
  let kind: String
  let reference: String
  let title: String
  /// Set for an actor of ours and for an entry of a list that has a name.
  var bearer: NameBearer?
  let caseTag: CaseTag?
  /// `nil` when the record carries none of its own: it may come from any case.
  let mark: HandlingMark?
  /// The actor or the record of a source that it is, whether it has a name or not.
  var record: NameBearer?
  /// Set for an exhibit.
  var exhibit: ExhibitID?
  /// Those that an exhibit is in.
  var cases: [CaseTag] = []
}
