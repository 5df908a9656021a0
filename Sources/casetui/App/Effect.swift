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
  case places(CaseTag)
  case procedure(CaseID)
  case deadlines
  /// With these words in a name or an id.
  case parties(PartiesOf, String)
  case ownership(OwnershipQuestion)
  case publication(CaseID)
  case conflicts
  case search(String)
  case screening(ScreeningQuestion)
  case pair(PairQuestion)
  /// What stands of each pair of records.
  case judgements([PairQuestion])
  case verbs

  /// A later question of the same slot makes an earlier one void.
  enum Slot: Hashable, Sendable {
    case screening
    /// Of each pair, by the bytes that name both: the answer of one is not void because another is asked for.
    case pair([UInt8])
    case office, health, summary, exhibits, exhibit, matrix, audit, places, procedure, deadlines
    case parties, ownership
    case publication, conflicts, search, judgements, verbs
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
    case .places: .places
    case .procedure: .procedure
    case .deadlines: .deadlines
    case .parties: .parties
    case .ownership: .ownership
    case .publication: .publication
    case .conflicts: .conflicts
    case .search: .search
    case .screening: .screening
    case .pair(let question):
      .pair((question.askedBearer?.cbor.encoded ?? []) + question.held.cbor.encoded)
    case .judgements: .judgements
    case .verbs: .verbs
    }
  }
}

enum Work: Equatable, Sendable {
  case newCase(title: String)
  case setTitle(CaseTag, String)
  case note(CaseTag, String)
  /// Re-hashes every exhibit, so it may take long.
  case dryRun(CaseTag, StageTarget, StageDays = StageDays())
  case advance(CaseTag, StageTarget, StageDays = StageDays())
  case setFinding(FindingDraft)
  case weigh(WeightDraft)
  case verify(ExhibitID, String)
  case scan(Incoming)
  case apply(Incoming, CaseTag?)
  /// Takes the peer in if its key has these words, which somebody compared; with `nil` nobody is taken in.
  case sync(peer: String, enrol: String?)
  /// Everybody who may be somebody asked for; long for the actors of a case.
  case screen(ScreeningQuestion)
  case judge(JudgementDraft, reason: String)
  case resolve(ConflictLine, Resolution)
  case approve(CaseTag, Approval.Kind, text: String, detail: String?)
  case reply(CaseTag, Agency, EquityReply.Answer, comment: String)
  case vote(CaseTag, Agency, Ballot.Choice, reason: String?)
  case hold(CaseTag, reason: String, requester: String, reviewOn: Day)
  case release(CaseTag, EntityID, reason: String)
  case add(CaseTag, NewRecord)
  /// With its disposition.
  case dispose(CaseTag, Contest)
  case mark(CaseTag, ACHCell)
  /// A verb of the command line with everything it was given.
  case verb(Verb, [String])

  /// In the status row while it runs.
  var title: String {
    switch self {
    case .newCase: "opening a case"
    case .setTitle(let tag, _): "changing the title of \(tag.reference)"
    case .note(let tag, _): "adding a note to \(tag.reference)"
    case .dryRun(let tag, let target, _): "checking \(tag.reference) for \(target.stage)"
    case .advance(let tag, let target, _): "moving \(tag.reference) to \(target.stage)"
    case .setFinding(let draft): "recording \(draft.element.rawValue) of \(draft.tag.reference)"
    case .weigh(let draft): "weighing \(draft.reference) for \(draft.weight.element.rawValue)"
    case .verify(_, let reference): "reading \(reference) again"
    case .scan(let evidence): "scanning \(evidence.path.text)"
    case .apply(let evidence, _): "importing \(evidence.path.text)"
    case .sync(let peer, _): "exchanging with \(peer)"
    case .screen(let question): "screening \(question.words)"
    case .judge(let draft, _): draft.workTitle
    case .resolve(let conflict, _): "settling \(conflict.field)"
    case .approve(let tag, let kind, _, _): "giving the \(kind.title) of \(tag.reference)"
    case .reply(let tag, let agency, _, _): "recording the reply of \(agency) on \(tag.reference)"
    case .vote(let tag, let agency, _, _): "casting the vote of \(agency) on \(tag.reference)"
    case .hold(let tag, _, _, _): "placing a hold on \(tag.reference)"
    case .release(let tag, _, _): "releasing a hold on \(tag.reference)"
    case .add(let tag, let record): "adding a \(record.type.name) to \(tag.reference)"
    case .dispose(let tag, _): "disposing of a contest of \(tag.reference)"
    case .mark(let tag, _): "marking the matrix of \(tag.reference)"
    case .verb(let verb, _): verb.title
    }
  }
}

extension Work {
  /// A peer is to be taken in.
  var enrols: Bool { if case .sync(_, let words) = self { words != nil } else { false } }

  /// The same, and of the same files: Strings that look alike are equal, and may be the names of two.
  func isSame(as other: Work) -> Bool {
    guard case .verb(let verb, let words) = self, case .verb(let asked, let others) = other else {
      return self == other
    }
    return verb == asked && words.map { BytePath($0) } == others.map { BytePath($0) }
  }

  /// As `title`; of a path the end says more.
  var shortTitle: String {
    switch self {
    case .scan(let evidence): "scanning \(evidence.path.text.lastComponent)"
    case .apply(let evidence, _): "importing \(evidence.path.text.lastComponent)"
    default: title
    }
  }

  /// It looks whether it is to stop. All others end by themselves, most of them at once.
  var canBeStopped: Bool {
    switch self {
    case .scan, .apply, .sync, .screen: true
    case .verb(let verb, _): verb.canBeStopped
    default: false
    }
  }
}

/// How a person settles a conflict.
enum Resolution: Equatable, Sendable {
  case ours, theirs, both
  case text(String)
}

/// A record of a case that does not exist yet. Its identifier says nothing: the store gives one.
enum NewRecord: Equatable, Sendable {
  case claim(Claim)
  case contest(Contest)
  case hypothesis(Hypothesis)
  case row(ACHEvidence)

  var type: RecordType {
    switch self {
    case .claim: .claim
    case .contest: .contest
    case .hypothesis: .hypothesis
    case .row: .achEvidence
    }
  }
}

/// A finding on its way to the store.
struct FindingDraft: Equatable, Sendable {
  let tag: CaseTag
  let element: Element
  var result: Finding.Result
  var exhibits: [ExhibitID] = []
  var rationale = ""
}

/// A weight on its way to the store.
struct WeightDraft: Equatable, Sendable {
  let tag: CaseTag
  var weight: SupportWeight
  /// What people call the exhibit.
  let reference: String

  /// Of the prompt that asks for the reason; a text that was left is kept under it.
  var title: String { "why \(reference) is \(weight.words) of \(weight.element.rawValue)" }
}
