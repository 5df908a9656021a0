import CaseDomain

/// A name that somebody typed, with what else is known of its bearer.
struct TypedName: Equatable, Sendable {
  var name: String
  var schema = NameSchema.unknown
  var born: PartialDate?
  /// As the lists write them.
  var countries: [String] = []
  var identifiers: [ScreeningFacts.Identifier] = []
  /// Hits score this or more, 0 to 1.
  var threshold = NameWeights.reviewThreshold
}

/// Who is looked for among everything held.
enum ScreeningQuestion: Equatable, Sendable {
  case name(TypedName)
  /// An actor of ours or an entry of a list, with the name it is shown by.
  case record(NameBearer, name: String)
  case actors(CaseTag)

  var threshold: Double {
    if case .name(let typed) = self { typed.threshold } else { NameWeights.reviewThreshold }
  }
}

/// Everybody held who may be somebody asked for.
struct Screening: Equatable, Sendable {
  let question: ScreeningQuestion
  var parties: [ScreenedParty]
  let namesHeld: Int
  /// When it was looked for.
  let at: UInt64
  /// Of a case, that offices differ on its subject: the actor of each is among the parties.
  var isSubjectContested = false
}

/// Somebody asked for, and who is like them.
struct ScreenedParty: Equatable, Sendable {
  /// `nil` for a name that was typed.
  let bearer: NameBearer?
  /// Empty for a name that was typed.
  let reference: String
  /// Romanised first, the original beside it.
  let name: String
  /// The best first.
  var hits: [PossibleMatch]
  /// Of which `hits` may be some: those that nobody judged before others.
  let total: Int
  /// Of the rest, those that nobody judged.
  var openBeyond = 0
  /// The name, or an identifier, is so common that not everybody like it was compared.
  var isPartial = false
  /// None of its names has anything in it that can be compared, nor did an identifier find anybody: that nobody is
  /// like it says nothing.
  var isUncompared = false
  /// What is wrong with its names or with what was typed beside one, and in a row of its own what to do.
  var problems: [String] = []
  /// Judged before, and not among `hits`.
  var judged: [JudgedOther] = []
}

/// Somebody held whose name is like the one asked for. Says nothing of whether both are one.
struct PossibleMatch: Equatable, Sendable {
  let bearer: NameBearer
  let reference: String
  /// `actor` for one of ours, else the name space of the list.
  let source: String
  /// Romanised first, the original beside it.
  let name: String
  /// The names that were compared: the one asked for, and the one held with its kind when it is not the primary.
  let asked: String
  let compared: String
  let score: Double
  let features: [NameFeature]
  var judgement: JudgementLine?
  /// Who states it, in words; empty of an actor of ours.
  var claimed = ""
}

/// What a person said of two records.
struct JudgementLine: Equatable, Sendable {
  let id: String
  /// `nil` while offices differ.
  let verdict: PairJudgement.Verdict?
  let by: String
  let office: String
  let at: UInt64
  let reason: String?
  /// Who settled it so, when offices had differed.
  var settledBy: String?
  /// The references of the two it was said of, where these are others, judged the same as the two at hand; else empty.
  var through: [String] = []
  /// What became of a record that it names, where that was taken back since; else empty.
  var lost: [String] = []

  var word: String { verdict?.rawValue ?? "contested" }
}

/// Another record that was judged before.
struct JudgedOther: Equatable, Sendable {
  let bearer: NameBearer
  let reference: String
  let name: String
  let judgement: JudgementLine
}

/// Two to be seen side by side.
struct PairQuestion: Equatable, Sendable {
  enum Side: Equatable, Sendable {
    case name(TypedName)
    case record(NameBearer)
  }

  let asked: Side
  let held: NameBearer

  /// The record asked for; `nil` for a name that was typed.
  var askedBearer: NameBearer? { if case .record(let bearer) = asked { bearer } else { nil } }
}

/// Two side by side: what is held of each, why they are alike, and what people said of them.
struct PairDetail: Equatable, Sendable {
  let question: PairQuestion
  let asked: RecordSheet
  let held: RecordSheet
  /// `nil` when one of them has no name.
  let match: PossibleMatch?
  /// What stands of them, or of whoever was judged the same as either; `nil` when nobody judged.
  let judgement: JudgementLine?
  /// The newest first, what stands among them.
  let history: [JudgementLine]
}

/// What is held of somebody, as far as it tells bearers of one name apart.
struct RecordSheet: Equatable, Sendable {
  /// Empty for a name that was typed.
  var reference = ""
  var source = ""
  /// `person`, `organisation`, or what the source calls it.
  var kind = ""
  /// Each with its kind, romanised first.
  var names: [String] = []
  var dates: [String] = []
  var countries: [String] = []
  var identifiers: [String] = []
  /// The exhibit that a list came in.
  var origin = ""
  /// That the latest issue of its list does not state it any more; empty while it does.
  var absence = ""
  /// References of those judged the same.
  var same: [String] = []
  /// References of two that are judged different, and the same by way of others.
  var contradictions: [String] = []
}

/// A judgement on its way to the store.
struct JudgementDraft: Equatable, Sendable {
  enum Act: Equatable, Sendable {
    case judge(PairJudgement.Verdict)
    /// The identifier of the judgement, and what it said.
    case takeBack(id: String, was: String)
  }

  let first: NameBearer
  let second: NameBearer
  /// An identifier of a source may have spaces in it.
  let firstReference: String
  let secondReference: String
  /// Reference and name of each.
  let firstTitle: String
  let secondTitle: String
  let act: Act

  /// Of the prompt that asks why; a text that was left is kept under it.
  var title: String {
    switch act {
    case .judge(.same): "why \(pair) are the same"
    case .judge(.different): "why \(pair) are different"
    case .judge: "why nobody can say of \(pair) yet"
    case .takeBack(_, let was): "why \(pair) are no longer judged \(was)"
    }
  }
}

/// Two that are on the screen, and what can be judged of them.
struct PairInHand: Equatable, Sendable {
  let question: PairQuestion
  /// Empty for a name that was typed.
  let askedReference: String
  let heldReference: String
  /// Reference and name of each.
  let askedTitle: String
  let heldTitle: String
  let judgement: JudgementLine?

  /// Why nobody can judge the two; `nil` when somebody can.
  var whyNotJudged: Printable? {
    guard let bearer = question.askedBearer else {
      return "a typed name is no record; r screens the held one"
    }
    return bearer.isSame(as: question.held) ? "both are one and the same record" : nil
  }

  var whyNotTakenBack: Printable? {
    whyNotJudged ?? (judgement == nil ? "nobody judged the two" : nil)
  }

  func draft(_ act: JudgementDraft.Act) -> JudgementDraft? {
    question.askedBearer.map {
      JudgementDraft(
        first: $0, second: question.held, firstReference: askedReference, secondReference: heldReference,
        firstTitle: askedTitle, secondTitle: heldTitle, act: act)
    }
  }

  var takingBack: JudgementDraft? {
    guard let judgement, let bearer = question.askedBearer else { return nil }
    let act = JudgementDraft.Act.takeBack(id: judgement.id, was: judgement.word)
    guard judgement.through.count == 2 else { return draft(act) }
    // Named are the two it was said of.
    let (one, other) = (judgement.through[0], judgement.through[1])
    return JudgementDraft(
      first: bearer, second: question.held, firstReference: one, secondReference: other, firstTitle: one,
      secondTitle: other, act: act)
  }
}

// MARK: words

extension ScreeningQuestion {
  /// After `screening`.
  var words: String {
    switch self {
    case .name(let typed): typed.name
    case .record(_, let name): name
    case .actors(let tag): "the actors of \(tag.reference)"
    }
  }
}

extension Screening {
  /// How many there are, in all.
  var total: Int { parties.reduce(0) { $0 + $1.total } }

  var uncompared: Int { parties.count(where: \.isUncompared) }

  var sentence: Printable {
    counted(total, "possible match", "es") + " for " + Printable(question.words, cells: 60)
      + (uncompared > 0 ? "; \(counted(uncompared, "name")) cannot be compared" : "")
  }

  var sentenceRole: Role { uncompared > 0 ? .warning : .plain }
}

extension JudgementDraft {
  fileprivate var pair: String { "\(firstReference) and \(secondReference)" }

  var workTitle: String {
    switch act {
    case .judge: "judging \(pair)"
    case .takeBack: "taking back what was judged of \(pair)"
    }
  }

  var doneTitle: Printable {
    switch act {
    case .judge(let verdict): "\(pair): judged \(verdict.rawValue)"
    case .takeBack(_, let was): "\(pair): no longer judged \(was)"
    }
  }

  /// What follows from it.
  fileprivate var consequence: Printable {
    switch act {
    case .judge(.same): "Nothing is merged; U takes it back. The two are no longer matched with each other."
    case .judge(.different): "It is remembered: the pair keeps its score and shows your judgement."
    case .judge: "It says that somebody looked and cannot say yet."
    case .takeBack: "What was judged stays in the journal; nothing follows from it any more."
    }
  }
}

extension Prompt {
  /// A judgement always says why.
  init(_ draft: JudgementDraft) {
    self.init(
      draft.title, .judgement(draft),
      lines: [
        Printable(draft.firstTitle, cells: 72), Printable(draft.secondTitle, cells: 72), draft.consequence,
        "Say why:",
      ])
  }
}

extension JudgementLine {
  /// `judged different by b.chen, Headquarters, on 2026-01-02: another birth year`.
  var sentence: Printable {
    let others = Printable(through.joined(separator: " and "), cells: 80)
    guard let verdict else {
      return "two offices judge " + (through.isEmpty ? "the pair" : others)
        + " apart: neither counts; judge again, or g s settles it"
    }
    let way: Printable = through.isEmpty ? "" : "by way of " + others + ", "
    let by: Printable = "by \(self.by), \(office), on \(Day(milliseconds: at).iso)"
    let settled: Printable = settledBy.map { "; settled so by \($0)" } ?? ""
    let why: Printable = settled + (reason.map { ": \(Printable($0, cells: 400))" } ?? "")
    let gone: Printable = lost.isEmpty ? "" : "; \(Printable(lost.joined(separator: "; "), cells: 400))"
    return (verdict == .withdrawn ? "taken back " : "judged \(verdict.rawValue) ") + way + by + why + gone
  }
}

extension TypedName {
  static let labels: [Printable] = ["Name *", "Kind", "Born", "Country", "Identifier", "From score"]
  static let hints: [Printable] = [
    "In any script.",
    "person, organisation or vessel. Empty: told from the words.",
    "Date of birth or founding: YYYY, YYYY-MM or YYYY-MM-DD.",
    "As the lists write it; ISO 3166 code where they do. Several: apart by semicolons.",
    "KIND:VALUE, such as imo:9000001 or passport:X1. Several: apart by semicolons.",
    "0 to 1. Empty: 0.70, from which on a person should look.",
  ]

  static let form = FormSheet(
    "screen a name", .screening, lines: ["Among all actors and imported lists. Ctrl-S screens at once."])

  /// What is known besides the name.
  var factWords: [Printable] {
    (schema == .unknown ? [] : ["\(schema.rawValue)"]) + (born.map { ["born or founded \($0.text)"] } ?? [])
      + countries.map { "country \(Printable($0, cells: 40))" }
      + identifiers.map { "\(Printable($0.kind, cells: 20)) \(Printable($0.value, cells: 30))" }
  }
}

/// `0.93`.
func score(_ value: Double) -> Printable {
  let hundredths = Int((min(1, max(0, value.isFinite ? value : 0)) * 100).rounded(.down))
  return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
}
