import CaseDomain

/// Long works: what runs, what is done, what failed; and the way to what came of each.
struct JobsPage: Page {
  private var jobs: [Jobs.Job] = []
  private var now: UInt64 = 0
  private var list = ListState(count: 0)
  private var isOpened = false

  let scope = Scope.jobs
  /// Whoever goes there comes for what runs.
  let isAnswer = true
  var hints: [String] { ["open-job", "cancel-job"] }
  func title(_ shell: Shell) -> Printable { "Jobs" }

  /// Works name files, peers and cases of any kind.
  func marks(_ shell: Shell) -> [HandlingMark] {
    [shell.office.mark] + list.visible.compactMap { jobs[$0].result }.flatMap(\.marks)
  }

  var selected: Jobs.Job? { jobs.indices.contains(list.selected) ? jobs[list.selected] : nil }

  /// What runs is what somebody comes for. Read again after a work, or come back to, it leaves the selection: a key
  /// that was meant for another would cancel what runs.
  mutating func appear(_ shell: inout Shell) {
    read(shell)
    if !isOpened, shell.job != nil { list.select(0) }
    isOpened = true
  }

  /// After every message: the list is the shell's, and the selected job stays selected when a new one comes.
  mutating func layout(_ body: Size, _ shell: Shell) {
    read(shell)
    list.setHeight(Table.rows(inHeight: body.height - 1 - Self.footRows(in: body.height)))
  }

  private static func footRows(in height: Int) -> Int { height >= 12 ? 5 : 0 }

  private mutating func read(_ shell: Shell) {
    let before = selected
    jobs = shell.jobs.all
    now = shell.now
    list.setCount(jobs.count)
    guard let before, let index = jobs.firstIndex(where: { $0.generation == before.generation }) else {
      return
    }
    // What is taken back before it began goes down to what has ended: the next that waits is in its place.
    if before.isWaiting, case .cancelled = jobs[index].state { return }
    list.select(index)
  }

  // MARK: keys

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if list.handle(key) { return true }
    guard key == .enter, let selected else { return false }
    Self.open(selected, &shell)
    return true
  }

  /// The page that the work would have ended on, with what came of it.
  private static func open(_ job: Jobs.Job, _ shell: inout Shell) {
    guard var page = job.page(shell) else {
      guard job.hasEnded else {
        return shell.say("\(job.work.title): what comes of it is shown when it ends", .dim)
      }
      return shell.dialog = .read(job.reading(shell.office.mark))
    }
    if let result = job.result { page.take(result, of: job.work, &shell) }
    if let trouble = job.trouble { page.take(trouble, of: job.work) }
    shell.open(page)
  }

  /// Asks first: what is unfinished is not kept.
  func askToCancel(_ shell: inout Shell) {
    guard let job = selected, !job.hasEnded else { return }
    shell.dialog = .menu(
      Menu(
        "cancel?",
        [
          Menu.Item("n", "no, let it go on"),
          Menu.Item(
            "y", (job.isWaiting ? "yes, without " : "yes, cancel ") + Printable(job.work.title, cells: 50)),
        ]), [.nothing, .cancelJob(generation: job.generation)])
  }

  /// Why nothing can be cancelled; `nil` when something can.
  var whyNotCancelled: Printable? {
    guard let selected else { return "no work is selected" }
    if selected.canBeCancelled { return nil }
    if selected.hasEnded { return "it has ended" }
    return selected.isCancelling ? "it is being cancelled" : "it cannot be stopped: it ends by itself"
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let (head, rest) = rect.splitTop(1)
    let waiting = jobs.count(where: \.isWaiting)
    let (ended, failed) = (shell.jobs.endedInAll, shell.jobs.failedInAll)
    let kept = shell.jobs.ended.count
    let begun = counted(jobs.count { !$0.hasEnded && !$0.isWaiting }, "work") + " running, "
    let after: Printable = waiting > 0 ? "\(waiting) waiting, " : ""
    let cut: Printable = kept < ended ? "; the last \(kept) are listed" : ""
    frame.put(
      begun + after + "\(grouped(ended)) ended, \(grouped(failed)) failed, since this sitting began" + cut,
      at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: failed > 0 ? .warning : .dim)
    let (body, foot) = rest.splitBottom(Self.footRows(in: rect.height))
    Self.table.draw(list, in: body, of: &frame) { range in jobs[range].map { Self.row($0, now) } }
    selected?.sheet(now).draw(in: foot.splitTop(min(1, foot.height)).rest.inset(x: 1), of: &frame)
  }

  private static let table = Table(
    columns: [
      .init(title: "Since", width: .fixed(11)), .init(title: "State", width: .fixed(10)),
      .init(title: "Work", width: .flex(minimum: 20)),
      .init(title: "Progress, result", width: .flex(minimum: 24)),
    ], emptyText: "nothing yet: imports, exchanges, screenings and checks of this sitting")

  private static func row(_ job: Jobs.Job, _ now: UInt64) -> Table.Row {
    Table.Row(
      cells: [
        // The day, without its year, and the time.
        Printable(String(Stamp.text(job.startedAt).text.dropFirst(5))), job.word,
        Printable(job.work.shortTitle, cells: 200), job.line,
      ], sign: job.sign, cellRoles: [1: job.role])
  }
}

extension WorkResult {
  /// Of what it tells, which may not be held.
  fileprivate var marks: [HandlingMark] {
    switch self {
    case .answered(let answered): [answered.mark]
    case .scanned(let view), .imported(let view): view.marks
    case .verdict(let verdict): [verdict.mark]
    default: []
    }
  }
}

extension Jobs.Job {
  var word: Printable {
    switch state {
    case .waiting: "waiting"
    case .running: "running"
    case .cancelling: "cancelling"
    case .done: "done"
    case .refused: "REFUSED"
    case .failed: "FAILED"
    case .cancelled: "cancelled"
    }
  }

  /// `>` is the selection's, so what runs has `~`.
  fileprivate var sign: Printable {
    switch state {
    case .waiting: "."
    case .running, .cancelling: "~"
    case .failed, .refused: "!"
    case .done, .cancelled: ""
    }
  }

  fileprivate var role: Role {
    switch state {
    case .waiting: .dim
    case .running, .cancelling: .marked
    case .done: .ok
    case .cancelled: .warning
    case .failed, .refused: .danger
    }
  }

  /// How far it is, or what came of it.
  fileprivate var line: Printable {
    guard !isWaiting else { return "begins when what is before it has ended" }
    guard hasEnded else { return progress.isEmpty ? "begun" : Printable(progress, cells: 200) }
    // What a verb found says more than that it is done.
    if case .answered(let answered) = result, let first = answered.lines.first { return first }
    return outcome
  }

  fileprivate func sheet(_ now: UInt64) -> Sheet {
    var sheet = Sheet()
    sheet.add(Printable(work.title, cells: 400), .heading)
    let took = Double(took(now)) / 1000
    sheet.add(
      isWaiting ? "Asked for" : "Begun",
      Stamp.text(startedAt) + " UTC" + (hasEnded ? ", took \(took.tenths) s" : isWaiting ? "" : "; it runs"))
    sheet.add(hasEnded ? "Result" : "Progress", line, trouble == nil ? .plain : role)
    return sheet
  }

  fileprivate func reading(_ mark: HandlingMark) -> Reading {
    if let trouble {
      return Reading(
        "\(work.title)", ["\(word)", "\(trouble.message)", "do: \(trouble.remedy)"], marks: [mark])
    }
    switch result {
    case .answered(let answered): return Reading("\(answered.title)", answered.lines, marks: [answered.mark])
    case .refused(let obstacles): return Reading("refused", obstacles.flatMap(\.lines), marks: [mark])
    default: return Reading("\(work.title)", [outcome], marks: [mark])
    }
  }

  /// Before anything came of it; `nil` when its result has no page.
  fileprivate func page(_ shell: Shell) -> (any Page)? {
    switch work {
    case .scan(let evidence): ImportPage(evidence, shell, of: generation)
    case .apply(let evidence, let tag): ImportPage(evidence, target: tag, of: generation)
    case .sync: SyncPage()
    case .screen(let question): ScreeningPage(begun: question)
    case .dryRun, .advance:
      if case .verdict(let verdict) = result { StagePage(verdict) } else { nil }
    case .newCase: if case .caseOpened(let tag, _) = result { CasePage(tag) } else { nil }
    default: nil
    }
  }
}
