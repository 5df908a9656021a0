import CaseDomain

/// An import in steps: dry run, target, write, receipt. Source: docs/architecture.md §6.
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
  private var list = ListState(count: 0)

  private var path: String { evidence.path }

  init(_ evidence: Incoming, target: CaseTag?) {
    self.evidence = evidence
    self.target = target
    hasChosen = target != nil
  }

  /// With the target that was chosen before, if one was.
  init(_ evidence: Incoming, _ shell: Shell) {
    let chosen = shell.importTargets[evidence.path]
    self.init(evidence, target: chosen ?? nil)
    hasChosen = chosen != nil
  }

  let scope = Scope.importing
  var hints: [String] {
    receipt == nil ? ["import-target", "import-sender", "import-apply", "down"] : ["down"]
  }
  func title(_ shell: Shell) -> Printable { "Import / " + Printable(path.lastComponent, cells: 100) }
  func currentCase(_ shell: Shell) -> CaseTag? { target }

  func marks(_ shell: Shell) -> [HandlingMark] {
    target.flatMap { shell.office.line(of: $0.id) }.map { [$0.mark] } ?? []
  }

  private var view: ImportView? { receipt ?? scan }
  private var problems: [ImportView.Problem] { view?.problems ?? [] }

  // MARK: steps

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    switch (result, work) {
    case (.scanned(let view), .scan(evidence)): scan = view
    case (.imported(let view), .apply(evidence, let tag)):
      receipt = view
      (target, hasChosen) = (tag, true)
    default: return
    }
    trouble = nil
    list = ListState(count: problems.count, height: list.height)
  }

  mutating func take(_ trouble: Trouble, of work: Work) {
    switch work {
    case .scan(evidence): self.trouble = trouble
    case .apply(evidence, _): (self.trouble, hasBegunToWrite) = (trouble, true)
    default: break
    }
  }

  var whyNotApplicable: Printable? {
    if receipt != nil { return "it was imported" }
    return scan == nil ? "the dry run has not finished" : nil
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
    shell.importTargets.updateValue(tag, forKey: path)
    shell.say("target: \(tag?.reference ?? "no case"); C imports, nothing has been written")
  }

  var whyNoSender: Printable? { receipt == nil ? nil : "it was imported" }

  /// Rows are compared anew: they are this sender's now.
  mutating func setSender(_ sender: String, _ shell: inout Shell) {
    evidence.sender = sender
    scan = nil
    trouble = nil
    shell.start(.scan(evidence))
  }

  mutating func apply(_ shell: inout Shell) {
    if hasChosen { shell.start(.apply(evidence, target)) } else { chooseTarget(&shell) }
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    list.setHeight(max(1, body.height - Self.above(body.height) - 4))
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    return list.handle(key)
  }

  // MARK: drawing

  /// Rows of counts above the problems.
  private static func above(_ height: Int) -> Int { min(12, max(7, height / 2)) }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let (top, rest) = rect.splitTop(Self.above(rect.height))
    head(shell).draw(in: top.inset(x: 1), of: &frame)
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard view != nil else { return }
    let (lines, detail) = rest.splitBottom(3)
    drawProblems(in: lines, of: &frame)
    guard problems.indices.contains(list.selected) else { return }
    let problem = problems[list.selected]
    var sheet = Sheet()
    sheet.add(
      "\(problem.word): \(problem.reason)",
      problem.isRefused ? .danger : .warning)
    sheet.add("do: \(problem.remedy)")
    sheet.draw(in: detail.inset(x: 1), of: &frame)
  }

  private func head(_ shell: Shell) -> Sheet {
    var sheet = Sheet()
    let step = receipt != nil ? 4 : hasChosen && scan != nil ? 3 : scan != nil ? 2 : 1
    let steps = ["1 scan", "2 review and target", "3 import", "4 receipt"]
    sheet.add(
      steps.enumerated().map { $0 + 1 == step ? ">\($1)" : " \($1)" as Printable }.joined(separator: "  "))
    if let trouble { sheet.add("Not finished: " + trouble.text, .danger) }
    guard let view else {
      if trouble != nil {
        sheet.add((hasBegunToWrite ? "" : "Nothing was written. ") + "Esc leaves; g i starts again.")
      }
      if trouble == nil { sheet.add("reading \(path); nothing is written", .dim) }
      return sheet
    }
    sheet.add(
      receipt == nil
        ? "Dry run finished in \(view.seconds.tenths) s. Nothing has been written."
        : "Imported in \(view.seconds.tenths) s"
          + (view.reference.map { " as \($0); to take it back: : import undo" } ?? "; nothing was new") + ".",
      receipt == nil ? .heading : .ok)
    sheet.add("Target", "\(target?.reference ?? (hasChosen ? "no case: records only" : "not chosen yet: t"))")
    if receipt == nil || evidence.sender != nil {
      sheet.add("From", evidence.sender.map { "\($0)" } ?? "not said: f")
    }
    sheet.add(
      "Objects",
      "\(grouped(view.read)) read   \(grouped(view.new)) new   \(grouped(view.known)) known   "
        + "\(grouped(view.changed)) changed")
    sheet.add(
      "Attention",
      "\(grouped(view.questions)) to decide   \(grouped(view.refused)) refused   "
        + "\(grouped(view.conflicts)) changed in silence   \(grouped(view.danglingRefs)) dangling",
      view.questions + view.conflicts + view.refused > 0 ? .warning : .plain)
    sheet.add(
      "Bytes",
      "\(grouped(view.mappedBytes)) in objects   \(grouped(view.rawBytes)) kept raw   "
        + "\(grouped(view.ignoredBytes)) not taken in")
    let types = view.byType.prefix(8).map { "\(grouped($0.count)) \($0.type)" as Printable }
    if !types.isEmpty { sheet.add("Types", types.joined(separator: ", ")) }
    if !view.exhibits.isEmpty { sheet.add("Exhibits", "\(view.exhibits.joined(separator: ", "))") }
    // Of many there is room for one beside the figures; what is wrong with any stands below.
    let shown = view.files.count > 2 ? 1 : view.files.count
    for file in view.files.prefix(shown) {
      let kept: Printable = file.reference.map { ", \($0)" } ?? ""
      sheet.add(
        "File", "\(file.path.lastComponent)  \(grouped(file.bytes)) bytes, \(file.role), \(file.state)" + kept
      )
    }
    if view.files.count > shown {
      sheet.add("", "and \(grouped(view.files.count - shown)) more files")
    }
    return sheet
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

extension String {
  /// What follows the last slash, unless nothing does.
  var lastComponent: String { split(separator: "/").last.map(String.init) ?? self }
}

extension Double {
  /// `6.1`.
  var tenths: String {
    let tenths = Int((self * 10).rounded())
    return "\(tenths / 10).\(tenths % 10)"
  }
}
