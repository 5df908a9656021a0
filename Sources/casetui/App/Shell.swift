import CaseDomain

/// What a screen may look at and do besides its own state: say something, ask, write, open another.
struct Shell: Sendable {
  var office = Office()
  var health: Health?
  var status: Printable = ""
  var statusRole = Role.plain
  /// Of the records that the status names; `nil` where the page below says how these are to be handled.
  private(set) var statusMark: HandlingMark?
  /// Unix milliseconds: while something runs, what was said gives way to how far that is.
  private(set) var saidAt: UInt64 = 0
  var dialog: Dialog?
  /// The works of this sitting; at most one runs, others wait.
  var jobs = Jobs()
  /// Unix milliseconds when the last messages came: what the clock of the model says.
  var now: UInt64 = 0
  /// Where to go, once the screen has finished with the message.
  var navigation: [Navigation] = []
  var effects: [Effect] = []
  /// The case that was chosen for what is taken in, by its path; that it goes into none is a choice, too.
  var importTargets: [BytePath: CaseTag?] = [:]
  /// The file of decisions that was named for what is taken in, by its path; `nil` when it was taken back. The
  /// scan, which a page is opened from again, does not know of it.
  var importDecisions: [BytePath: BytePath?] = [:]
  /// The import that failed or was stopped last: under the same path it goes on with what was said of it.
  var unfinishedImport: Incoming?
  /// Texts of prompts that were left with Esc, or whose work was refused, failed or taken back, by what they
  /// are kept under, the newest last: nothing typed is lost. One that is offered is taken out.
  private var drafts: [String: [String]] = [:]
  /// The same of forms by their titles, one text for each field.
  private var formDrafts: [String: [[String]]] = [:]
  /// Forms whose work runs or waits, by its generation: their texts are dropped when that is done, and one comes back
  /// when that fails.
  var sentForms: [Int: FormSheet] = [:]
  /// The same of prompts: what their text is kept under, and the text.
  var sentTexts: [Int: (key: String, text: String)] = [:]
  /// Generation of the work that the last key began; `nil` once another key was pressed, and for one that
  /// waits: a key that is meant for what is on the screen then is not meant for what would come over it.
  var awaited: Int?
  /// Generation of the question for the exhibit that the last key opens to read; `nil` once another key was
  /// pressed: it neither comes over another screen nor later by itself. The screen that asked knows it by that.
  var awaitedExhibit: Int?
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

  mutating func say(_ text: Printable, _ role: Role = .plain, mark: HandlingMark? = nil) {
    status = text
    statusRole = role
    statusMark = mark
    saidAt = now
  }

  /// Milliseconds for which something that was said hides how far the running work is.
  private static let timeToRead: UInt64 = 4_000

  /// Nobody has had the time to read what was said last.
  var isStatusNew: Bool { status.cells > 0 && now < saidAt + Self.timeToRead }

  /// What came of a work does not take the screen: it is among the jobs.
  mutating func sayWhereItIs() { say(status + "; g j shows it", statusRole, mark: statusMark) }

  /// Offers it the next time, before what was kept earlier.
  mutating func keep(_ text: String, as key: String) {
    drafts[key]?.removeAll { $0.utf8.elementsEqual(text.utf8) }
    if !text.isEmpty { drafts[key, default: []].append(text) }
  }

  mutating func keep(_ sheet: FormSheet) {
    let texts = sheet.form.texts
    guard texts.contains(where: { !$0.isEmpty }) else { return }
    formDrafts[sheet.title]?.removeAll { $0 == texts }
    formDrafts[sheet.title, default: []].append(texts)
  }

  /// What was kept last.
  mutating func takeDraft(_ key: String) -> String? { drafts[key]?.popLast() }

  /// With what was typed the last time; the text that stands is on the screen behind it.
  mutating func ask(_ prompt: Prompt) {
    var prompt = prompt
    if let kept = takeDraft(prompt.key) { prompt.field = TextField(kept, isOffer: prompt.field.isOffer) }
    dialog = .prompt(prompt)
  }

  /// With what was typed the last time.
  mutating func ask(_ sheet: FormSheet) {
    var sheet = sheet
    if let texts = formDrafts[sheet.title]?.popLast() { sheet.fill(texts) }
    dialog = .form(sheet)
  }

  /// Asks for the reason of a weight: what was typed and left, else the reason that stands.
  mutating func weigh(_ draft: WeightDraft) { ask(Prompt(draft)) }

  mutating func open(_ page: any Page) { navigation.append(.open(page)) }
  mutating func back() { navigation.append(.back) }

  mutating func ask(_ query: Query) {
    let generation = generations[query.slot, default: 0] + 1
    generations[query.slot] = generation
    effects.append(.ask(query, generation: generation))
  }

  /// Asks for an exhibit in order to open it.
  ///
  /// - Returns: for `takeAwaited`.
  mutating func askToRead(_ exhibit: ExhibitID) -> Int {
    let query = Query.exhibit(exhibit)
    ask(query)
    let generation = generations[query.slot, default: 0]
    awaitedExhibit = generation
    return generation
  }

  /// Whether what was asked for may open now, which it does once: no other key was pressed, and nothing is open.
  mutating func takeAwaited(_ generation: Int?) -> Bool {
    guard let generation, awaitedExhibit == generation, dialog == nil else { return false }
    awaitedExhibit = nil
    return true
  }

  func isCurrent(_ query: Query, _ generation: Int) -> Bool { generations[query.slot] == generation }

  /// Begins it, or has it wait for what runs; what was asked for already is not done twice.
  mutating func start(_ work: Work) {
    guard !jobs.isAskedFor(work) else {
      return say("asked for already (g j): \(work.title)", .warning)
    }
    let generation = jobs.start(work, at: now)
    guard job?.generation == generation else {
      return say("waits for what runs (g j): \(work.title)", .warning)
    }
    awaited = generation
    say("\(work.title)…")
    // How far it is says more.
    saidAt = 0
    effects.append(.work(work, generation: generation))
  }

  mutating func startNext() {
    guard let job = jobs.startNext(at: now) else { return }
    effects.append(.work(job.work, generation: job.generation))
  }

  mutating func cancelJob() {
    guard let job else { return }
    guard job.work.canBeStopped else {
      return say("\(job.work.title) cannot be stopped: it ends by itself", .warning)
    }
    jobs.cancel()
    say("cancelling: \(job.work.title)", .warning)
    effects.append(.cancelWork)
  }

  mutating func takeEffects() -> [Effect] {
    defer { effects = [] }
    return effects
  }
}
