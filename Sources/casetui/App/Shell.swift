import CaseDomain

/// What a screen may look at and do besides its own state: say something, ask, write, open another.
struct Shell: Sendable {
  var office = Office()
  var health: Health?
  var status: Printable = ""
  var statusRole = Role.plain
  var dialog: Dialog?
  /// The works of this sitting; at most one runs.
  var jobs = Jobs()
  /// Unix milliseconds when the last messages came: what the clock of the model says.
  var now: UInt64 = 0
  /// Where to go, once the screen has finished with the message.
  var navigation: [Navigation] = []
  var effects: [Effect] = []
  /// The case that was chosen for what is taken in, by its path; that it goes into none is a choice, too.
  var importTargets: [String: CaseTag?] = [:]
  /// The import that failed or was stopped last: under the same path it goes on with what was said of it.
  var unfinishedImport: Incoming?
  /// Texts of prompts that were left with Esc, by title: nothing typed is lost.
  var drafts: [String: String] = [:]
  /// The same of forms, one text for each field.
  var formDrafts: [String: [String]] = [:]
  /// The form whose work runs now; its texts are dropped when that is done, and it comes back when that fails.
  var sentForm: FormSheet?
  /// What the command line can do besides.
  var verbs: [Verb] = []
  private(set) var generations: [Query.Slot: Int] = [:]

  /// The work that runs now.
  var job: Jobs.Job? { jobs.running }

  enum Navigation: Sendable {
    case open(any Page)
    /// A place of the `g` menu: Home below it, or the one that is open already.
    case go(any Page)
    case back
  }

  mutating func say(_ text: Printable, _ role: Role = .plain) {
    status = text
    statusRole = role
  }

  /// With what was typed the last time.
  mutating func ask(_ sheet: FormSheet) {
    var sheet = sheet
    if let texts = formDrafts[sheet.title] { sheet.fill(texts) }
    dialog = .form(sheet)
  }

  /// Asks for the reason of a weight: what was typed and left, else the reason that stands.
  mutating func weigh(_ draft: WeightDraft) {
    var prompt = Prompt(draft)
    if let kept = drafts[prompt.title] { prompt.field = TextField(kept) }
    dialog = .prompt(prompt)
  }

  mutating func open(_ page: any Page) { navigation.append(.open(page)) }
  mutating func back() { navigation.append(.back) }

  mutating func ask(_ query: Query) {
    let generation = generations[query.slot, default: 0] + 1
    generations[query.slot] = generation
    effects.append(.ask(query, generation: generation))
  }

  func isCurrent(_ query: Query, _ generation: Int) -> Bool { generations[query.slot] == generation }

  /// One at a time, so that what is written is what was seen.
  mutating func start(_ work: Work) {
    if let job {
      return say("still \(job.work.title); wait, or cancel it with Ctrl-C", .warning)
    }
    let generation = jobs.start(work, at: now)
    say("\(work.title)…")
    effects.append(.work(work, generation: generation))
  }

  mutating func cancelJob() {
    guard let job else { return }
    jobs.cancel()
    say("cancelling: \(job.work.title)", .warning)
    effects.append(.cancelWork)
  }

  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }
}
