import CaseDomain

/// What the shell should do next. A value, so that tests compare it instead of running it.
enum Effect: Equatable, Sendable {
  /// Reads; answered soon. An answer with an older generation than the newest of its slot is stale.
  case ask(Query, generation: Int)
  /// Writes, or takes long; one after the other, with progress.
  case work(Work, generation: Int)
  case cancelWork
  case redraw
  case suspend
  case quit
}

enum Query: Equatable, Sendable {
  case office
  case health
  case summary(CaseID)
  case exhibits(CaseID)
  case exhibit(ExhibitID)
  case matrix(CaseID)
  case audit(CaseID?, before: Int64)
  case nextStages(CaseTag)
  case conflicts
  case search(String)

  /// A later question of the same slot makes an earlier one void.
  enum Slot: Hashable, Sendable {
    case office, health, summary, exhibits, exhibit, matrix, audit, stages, conflicts, search
  }

  var slot: Slot {
    switch self {
    case .office: .office
    case .health: .health
    case .summary: .summary
    case .exhibits: .exhibits
    case .exhibit: .exhibit
    case .matrix: .matrix
    case .audit: .audit
    case .nextStages: .stages
    case .conflicts: .conflicts
    case .search: .search
    }
  }
}

enum Work: Equatable, Sendable {
  case newCase(title: String)
  case setTitle(CaseTag, String)
  case note(CaseTag, String)
  /// Re-hashes every exhibit, so it may take long.
  case dryRun(CaseTag, StageTarget)
  case advance(CaseTag, StageTarget)
  case setFinding(FindingDraft)
  case verify(ExhibitID, String)
  case scan(path: String)
  case apply(path: String, CaseTag?)
  case sync(peer: String, enrol: Bool)
  case resolve(ConflictLine, Resolution)

  /// In the status row while it runs.
  var title: String {
    switch self {
    case .newCase: "opening a case"
    case .setTitle(let tag, _): "changing the title of \(tag.reference)"
    case .note(let tag, _): "adding a note to \(tag.reference)"
    case .dryRun(let tag, let target): "checking \(tag.reference) for \(target.stage)"
    case .advance(let tag, let target): "moving \(tag.reference) to \(target.stage)"
    case .setFinding(let draft): "recording \(draft.element.rawValue) of \(draft.tag.reference)"
    case .verify(_, let reference): "reading \(reference) again"
    case .scan(let path): "scanning \(path)"
    case .apply(let path, _): "importing \(path)"
    case .sync(let peer, _): "exchanging with \(peer)"
    case .resolve(let conflict, _): "settling \(conflict.field)"
    }
  }
}

/// How a person settles a conflict.
enum Resolution: Equatable, Sendable {
  case ours, theirs, both
  case text(String)
}

/// A finding on its way to the store.
struct FindingDraft: Equatable, Sendable {
  let tag: CaseTag
  let element: Element
  var result: Finding.Result
  var exhibits: [ExhibitID] = []
  var rationale = ""
}
