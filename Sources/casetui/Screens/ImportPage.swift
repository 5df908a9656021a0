import CaseDomain

/// An import in steps: dry run, target, write, receipt.
struct ImportPage: Page {
  private(set) var evidence: Incoming
  private(set) var target: CaseTag?
  private var hasChosen: Bool
  private var scan: ImportView?
  private var receipt: ImportView?
  /// Why the last step did not finish.
  private var trouble: Trouble?
  /// It was the import itself, which may have written something.
  private var hasBegunToWrite = false
  /// Generation of the work that is shown: imports of the path that were asked for later change what is true of it.
  private var since: Int
  private var list = ListState(count: 0)
  private var width = 80

  private var path: String { evidence.path.text }

  static let prompt = Prompt("import", .importPath, lines: ["Path of a file or a folder of evidence:"])

  /// Of an import that runs or has ended.
  init(_ evidence: Incoming, target: CaseTag?, of generation: Int) {
    self.evidence = evidence
    self.target = target
    hasChosen = true
    since = generation - 1
  }

  /// With the target and the file of decisions that were chosen before, if any were.
  ///
  /// - Parameter generation: of the dry run; `nil` for one that is about to be asked for.
  init(_ evidence: Incoming, _ shell: Shell, of generation: Int? = nil) {
    let chosen = shell.importTargets[evidence.path]
    self.evidence = evidence
    target = chosen ?? nil
    hasChosen = chosen != nil
    if let decisions = shell.importDecisions[evidence.path] { self.evidence.decisions = decisions }
    since = generation ?? shell.jobs.newest
  }

  let scope = Scope.importing
  var hints: [String] {
    receipt == nil
      ? ["import-target", "import-sender", "import-mapping", "import-decisions", "import-apply"]
      : ["import-read", "down"]
  }
  func title(_ shell: Shell) -> Printable { "Import / " + Printable(path.lastComponent, cells: 100) }
  func currentCase(_ shell: Shell) -> CaseTag? { target }

  func marks(_ shell: Shell) -> [HandlingMark] {
    (target.flatMap { shell.office.line(of: $0.id) }.map { [$0.mark] } ?? []) + (view?.marks ?? [])
      + [trouble?.mark].compactMap(\.self)
  }

  private var view: ImportView? { receipt ?? scan }
  private var problems: [ImportView.Problem] { view?.problems ?? [] }

  // MARK: steps

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    switch (result, work) {
    case (.scanned(let view), .scan(let scanned)) where scanned.isRead(as: evidence):
      (scan, hasBegunToWrite) = (view, false)
    // One that was asked for before the dry run that is shown is not of it.
    case (.imported(let view), .apply(let applied, let tag))
    where applied.isImported(as: evidence)
      && imports(shell).contains { $0.work == work && $0.state == .done }:
      receipt = view
      (target, hasChosen) = (tag, true)
    default: return
    }
    trouble = nil
    list = ListState(count: problems.count, height: list.height)
  }

  mutating func take(_ trouble: Trouble, of work: Work) {
    switch work {
    case .scan(let scanned) where scanned.isRead(as: evidence): self.trouble = trouble
    case .apply(let applied, _) where applied.isImported(as: evidence):
      (self.trouble, hasBegunToWrite) = (trouble, true)
    default: break
    }
  }

  /// Imports of the path that were asked for since; of those that have ended the newest first.
  private func imports(_ shell: Shell) -> [Jobs.Job] {
    shell.jobs.all.filter { job in
      guard case .apply(let applied, _) = job.work else { return false }
      return job.generation > since && applied.path == evidence.path
    }
  }

  /// What became of the import, as a reason why it cannot be changed; `nil` when nobody asked for it, or it did not
  /// finish.
  func whatBecameOfIt(_ shell: Shell) -> Printable? {
    if receipt != nil { return "it was imported" }
    let imports = imports(shell)
    if let job = imports.first(where: { !$0.hasEnded }) {
      return job.isWaiting ? "its import waits for what runs (g j)" : "it is being imported (g j)"
    }
    return imports.contains { $0.state == .done } ? "it was imported since (g j); g i scans it again" : nil
  }

  func whyNotApplicable(_ shell: Shell) -> Printable? {
    whatBecameOfIt(shell) ?? (scan == nil ? "the dry run has not finished" : nil)
  }

  mutating func chooseTarget(_ shell: inout Shell) {
    var items = [Menu.Item("n", "a case by its number…"), Menu.Item("w", "no case: records only")]
    var choices = [Choice.importIntoTyped(path: path), .importInto(path: path, nil)]
    let keys: [Character] = ["1", "2", "3", "4", "5", "6"]
    for (key, line) in zip(keys, shell.office.cases) {
      items.append(Menu.Item(key, "\(line.reference)  " + Printable(line.title, cells: 40)))
      choices.append(.importInto(path: path, line.tag))
    }
    shell.dialog = .menu(Menu("import into", items), choices)
  }

  mutating func setTarget(_ tag: CaseTag?, _ shell: inout Shell) {
    target = tag
    hasChosen = true
    shell.importTargets.updateValue(tag, forKey: evidence.path)
    shell.say("target: \(tag?.reference ?? "no case"); " + whatIsNext(shell))
  }

  func whyNotChanged(_ shell: Shell) -> Printable? {
    whatBecameOfIt(shell) ?? (scan == nil && trouble == nil ? "the dry run has not finished" : nil)
  }

  private func whatIsNext(_ shell: Shell) -> Printable {
    mayHaveWritten(shell) ? "C imports" : "C imports, nothing has been written"
  }

  private func mayHaveWritten(_ shell: Shell) -> Bool {
    hasBegunToWrite || imports(shell).contains { $0.trouble != nil }
  }

  /// Rows are compared anew: they are this sender's now, or nobody's.
  mutating func setSender(_ sender: String?, _ shell: inout Shell) {
    evidence.sender = sender
    scanAgain(&shell)
  }

  mutating func setMapping(_ name: String?, _ shell: inout Shell) {
    evidence.mapping = name
    scanAgain(&shell)
  }

  /// The scan stays: the import compares the file with what is there.
  mutating func setDecisions(_ path: String?, _ shell: inout Shell) {
    evidence.decisions = path.map { BytePath($0) }
    shell.importDecisions.updateValue(evidence.decisions, forKey: evidence.path)
    let followed: Printable =
      path.map { "the import follows \($0), which it reads then; " } ?? "no file of decisions is followed; "
    shell.say(followed + whatIsNext(shell))
  }

  private mutating func scanAgain(_ shell: inout Shell) {
    scan = nil
    trouble = nil
    hasBegunToWrite = false
    since = shell.jobs.newest
    shell.start(.scan(evidence))
  }

  mutating func apply(_ shell: inout Shell) {
    guard hasChosen else { return chooseTarget(&shell) }
    var evidence = evidence
    evidence.scanned = scan?.scanned
    shell.start(.apply(evidence, target))
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    let rest = body.height - Self.above(body.height)
    width = body.width
    // The table has a heading.
    list.setHeight(max(1, rest - detailRows(rest) - 1))
  }

  /// What is selected is shown whole, if it leaves the list some rows.
  private func detailRows(_ height: Int) -> Int {
    min(max(3, detail?.wrapped(to: max(1, width - 2)).count ?? 0), max(3, height - 5))
  }

  private var detail: Sheet? {
    guard problems.indices.contains(list.selected) else { return nil }
    let problem = problems[list.selected]
    var sheet = Sheet()
    sheet.add("\(problem.word): \(problem.reason)", problem.isRefused ? .danger : .warning)
    sheet.add("do: \(problem.remedy)")
    return sheet
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if key == .enter, problems.indices.contains(list.selected) {
      let problem = problems[list.selected]
      shell.dialog = .read(
        Reading(
          "\(problem.word)", ["\(problem.place)", "", "\(problem.reason)", "", "do: \(problem.remedy)"],
          marks: marks(shell)))
      return true
    }
    return list.handle(key)
  }

  /// What the head says, with every type, exhibit and file.
  func readFigures(_ shell: inout Shell) {
    shell.dialog = .read(
      Reading(
        "import of \(path.lastComponent)", head(shell, isWhole: true).lines.map(\.text), marks: marks(shell)))
  }

  var whyNoFigures: Printable? { view == nil ? "nothing was counted yet" : nil }

  // MARK: drawing

  /// So many types are named beside the other figures.
  private static let listedTypes = 8

  /// So many fit in a row of 80 columns beside what says that there are more.
  private static let listedExhibits = 2

  /// Rows of counts above the problems.
  private static func above(_ height: Int) -> Int { min(12, max(7, height / 2)) }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let (top, rest) = rect.splitTop(Self.above(rect.height))
    let isCut = head(shell).draw(in: top.inset(x: 1), of: &frame)
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard view != nil else { return }
    if isCut { put(" more: v ", in: top, of: &frame) }
    let (lines, below) = rest.splitBottom(detailRows(rest.height))
    drawProblems(in: lines, of: &frame)
    guard let detail, detail.draw(in: below.inset(x: 1), of: &frame) else { return }
    put(" more: Enter ", in: rect, of: &frame)
  }

  /// In the lower right corner, that something did not fit and how to read it.
  private func put(_ more: Printable, in rect: Rect, of frame: inout Frame) {
    frame.put(more, at: Point(x: rect.maxX - more.cells - 1, y: rect.maxY - 1), role: .key)
  }

  /// - Parameter isWhole: every type, exhibit, file and bag is named.
  private func head(_ shell: Shell, isWhole: Bool = false) -> Sheet {
    var sheet = Sheet()
    let running = receipt == nil ? imports(shell).first { !$0.hasEnded } : nil
    let isTargeted = running != nil || hasChosen && scan != nil
    let step = receipt != nil ? 4 : isTargeted ? 3 : scan != nil ? 2 : 1
    let steps = ["1 scan", "2 review and target", "3 import", "4 receipt"]
    sheet.add(
      steps.enumerated().map { $0 + 1 == step ? ">\($1)" : " \($1)" as Printable }.joined(separator: "  "))
    // What goes on after it was stopped is told by its progress.
    if let trouble, running == nil { sheet.add("Not finished: " + trouble.text, .danger) }
    guard let view else {
      addProgress(of: running, to: &sheet, shell)
      return sheet
    }
    addFigures(of: view, to: &sheet, shell, isWhole: isWhole)
    addLists(of: view, to: &sheet, isWhole: isWhole)
    return sheet
  }

  /// While nothing was counted yet.
  ///
  /// - Parameter running: an import that runs or waits.
  private func addProgress(of running: Jobs.Job?, to sheet: inout Sheet, _ shell: Shell) {
    if let running {
      sheet.add(
        running.isWaiting
          ? "\(path) is imported when what runs has ended (g j)"
          : "importing \(path); what came of it is shown here when it ends", .dim)
    } else if trouble != nil {
      sheet.add(
        (hasBegunToWrite ? "" : "Nothing was written. ") + "g i starts again, with this path to change.")
    } else {
      let isWaiting = shell.jobs.waiting.contains { $0.work == .scan(evidence) }
      sheet.add(
        isWaiting
          ? "\(path) is read when what runs has ended (g j); nothing is written"
          : "reading \(path); nothing is written", .dim)
    }
  }

  private func addFigures(of view: ImportView, to sheet: inout Sheet, _ shell: Shell, isWhole: Bool) {
    if receipt == nil {
      sheet.add("Dry run finished in \(view.seconds.tenths) s" + whatFollowed(shell), .heading)
    } else {
      let unit: Printable =
        view.reference.map { " as \($0); to take it back: : import undo" } ?? "; nothing was new"
      sheet.add("Imported in \(view.seconds.tenths) s" + unit + ".", .ok)
    }
    sheet.add("Target", "\(target?.reference ?? (hasChosen ? "no case: records only" : "not chosen yet: t"))")
    if receipt == nil || evidence.sender != nil {
      let mapping: Printable = evidence.mapping.map { "   mapping \($0)" } ?? ""
      let decisions: Printable = evidence.decisions.map { "   decisions \($0.text.lastComponent)" } ?? ""
      sheet.add("From", (evidence.sender.map { "\($0)" } ?? "not said: f") + mapping + decisions)
    }
    // Of many there is room for one: one that is not in order, if any is.
    let bags = view.bags.filter { !$0.isValid } + view.bags.filter(\.isValid)
    for bag in bags.prefix(isWhole ? bags.count : 1) {
      let more = isWhole ? 0 : bags.count - 1
      sheet.add(
        "Bag",
        "\(bag.path.isEmpty ? "." : bag.path): \(bag.verdict)"
          + (more > 0 ? " and \(counted(more, "more bag"))" : ""),
        bag.isValid ? .plain : .warning)
    }
    sheet.add(
      "Objects",
      "\(grouped(view.read)) read   \(grouped(view.new)) new   \(grouped(view.known)) known   "
        + "\(grouped(view.changed)) changed")
    if view.resumed > 0 {
      sheet.add("", "it went on after \(grouped(view.resumed)) objects that an earlier run had written")
    }
    sheet.add(
      "Attention",
      "\(grouped(view.questions)) to decide   \(grouped(view.refused)) refused   "
        + "\(grouped(view.conflicts)) changed in silence   \(grouped(view.danglingRefs)) dangling",
      view.questions + view.conflicts + view.refused > 0 ? .warning : .plain)
    sheet.add(
      "Bytes",
      "\(grouped(view.mappedBytes)) in objects   \(grouped(view.rawBytes)) kept raw   "
        + "\(grouped(view.ignoredBytes)) not taken in")
  }

  private func addLists(of view: ImportView, to sheet: inout Sheet, isWhole: Bool) {
    let listedTypes = isWhole ? view.byType.count : Self.listedTypes
    let types = view.byType.prefix(listedTypes).map { "\(grouped($0.count)) \($0.type)" as Printable }
    if !types.isEmpty {
      let more = view.byType.count - types.count
      sheet.add(
        "Types", types.joined(separator: ", ") + (more > 0 ? " and \(counted(more, "more type"))" : ""))
    }
    if !view.exhibits.isEmpty {
      let listed = isWhole ? view.exhibits.count : Self.listedExhibits
      let more = view.exhibits.count - listed
      sheet.add(
        "Exhibits",
        "\(view.exhibits.prefix(listed).joined(separator: ", "))"
          + (more > 0 ? " and \(grouped(more)) more (casetui evidence list)" : ""))
    }
    // Of many there is room for one beside the figures; what is wrong with any stands below.
    let shown = isWhole || view.files.count <= 2 ? view.files.count : 1
    for file in view.files.prefix(shown) {
      let kept: Printable = file.reference.map { ", \($0)" } ?? ""
      let name = isWhole ? file.path : file.path.lastComponent
      sheet.add("File", "\(name)  \(grouped(file.bytes)) bytes, \(file.role), \(file.state)" + kept)
    }
    if view.files.count > shown {
      sheet.add("", "and \(grouped(view.files.count - shown)) more files")
    }
  }

  /// What is true of a dry run by now.
  private func whatFollowed(_ shell: Shell) -> Printable {
    if let why = whatBecameOfIt(shell) { return "; " + why + "." }
    return mayHaveWritten(shell)
      ? ", before an import that did not finish (g j)." : ". Nothing has been written."
  }

  private func drawProblems(in rect: Rect, of frame: inout Frame) {
    let table = Table(
      columns: [
        .init(title: "", width: .fixed(7)), .init(title: "Where", width: .flex(minimum: 16)),
        .init(title: "Why", width: .flex(minimum: 20)),
      ], emptyText: "no problems")
    table.draw(list, in: rect, of: &frame) { range in
      problems[range].map { problem in
        Table.Row(
          cells: [
            Printable(problem.word, cells: 7), Printable(problem.place, cells: 120),
            Printable(problem.reason, cells: 160),
          ], cellRoles: [0: problem.isRefused ? .danger : .warning])
      }
    }
  }
}

extension Incoming {
  /// Decisions are followed by the import alone: a scan of both says the same.
  fileprivate func isRead(as other: Incoming) -> Bool {
    path == other.path && sender == other.sender && mapping == other.mapping
  }

  /// Whichever dry run was looked at.
  fileprivate func isImported(as other: Incoming) -> Bool {
    isRead(as: other) && decisions == other.decisions
  }
}

extension String {
  /// What follows the last slash, unless nothing does.
  var lastComponent: String {
    // By bytes: a slash and an accent behind it are one Character.
    utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) } ?? self
  }
}

extension Double {
  /// `6.1`.
  var tenths: String {
    let tenths = Int((self * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
