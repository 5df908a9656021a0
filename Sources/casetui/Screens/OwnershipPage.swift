import CaseDomain

/// Who is held by a party, step by step, and who is owned by it at the rule's share; with what-if.
struct OwnershipPage: Page {
  private(set) var question: OwnershipQuestion
  private var view: OwnershipView?
  /// Each that occurs; `nil` for statements whose file is no exhibit, and while there is none.
  private var exhibitMarks: Set<HandlingMark?> = []
  private var rows: [Row] = []
  private var folded: Set<OwnershipKey> = []
  private var list = ListState(count: 0)
  private var reader = ExhibitReader()

  /// A party with its first statement, or a further statement of the same step.
  private struct Row: Sendable {
    let line: Int
    let stake: Int?
    let guide: Guide
  }

  init(_ question: OwnershipQuestion) { self.question = question }

  let scope = Scope.ownership
  var hints: [String] { ["exhibit", "why", "what-if", "as-of", "deeper"] }

  func title(_ shell: Shell) -> Printable { "Parties / ownership of " + Printable(name, cells: 200) }

  private var name: String { view?.lines.first?.title ?? question.party.text }

  /// What is reckoned rests on every statement of the tree, seen or not.
  func marks(_ shell: Shell) -> [HandlingMark] {
    exhibitMarks.map { $0 ?? shell.office.mark } + [view?.mark].compactMap(\.self)
  }

  /// The same on the command line.
  var cli: String {
    let day = question.asOf ?? view?.asOf
    let left = (view?.stakes ?? []).map(\.stake).filter { question.leftOut.contains($0.name) }
    return
      "casetui ownership tree --as-of \(day?.iso ?? "DAY") --depth \(question.depth)"
      + (question.threshold == .moreThan(.half) ? " --more-than" : "")
      + left.map { "\($0.source):\($0.statement)".forShell(asOption: "without") }.joined()
      + " \(question.party.text.lastForShell)"
  }

  private var selectedLine: OwnershipLine? {
    guard rows.indices.contains(list.selected) else { return nil }
    return view?.lines[rows[list.selected].line]
  }

  var selectedStake: StakeLine? {
    guard let line = selectedLine, let stake = rows[list.selected].stake else { return nil }
    return line.stakes[stake]
  }

  // MARK: what is asked

  mutating func appear(_ shell: inout Shell) { shell.ask(.ownership(question)) }

  private mutating func change(_ shell: inout Shell, _ change: (inout OwnershipQuestion) -> Void) {
    change(&question)
    shell.ask(.ownership(question))
  }

  mutating func set(_ day: Day, _ shell: inout Shell) { change(&shell) { $0.asOf = day } }
  mutating func set(_ rule: OwnershipThreshold, _ shell: inout Shell) {
    change(&shell) { $0.threshold = rule }
  }

  mutating func deepen(by steps: Int, _ shell: inout Shell) {
    guard question.depth + steps >= 1 else { return shell.say("a tree has one step at least", .dim) }
    if steps > 0, view?.isCut == false { return shell.say("there is nothing deeper", .dim) }
    change(&shell) { $0.depth += steps }
  }

  mutating func toggleSelected(_ shell: inout Shell) {
    guard let stake = selectedStake?.stake else { return }
    change(&shell) { question in
      if question.leftOut.remove(stake.name) == nil { question.leftOut.insert(stake.name) }
    }
  }

  mutating func takeAllBack(_ shell: inout Shell) { change(&shell) { $0.leftOut = [] } }

  var dayPrompt: Prompt {
    Prompt(
      "as of", .ownershipDay, lines: ["Day that counts (YYYY-MM-DD); typing replaces the one shown:"],
      text: (question.asOf ?? view?.asOf)?.iso ?? "", isOffer: true)
  }

  static let ruleMenu = Dialog.menu(
    Menu(
      "a company follows when the set holds",
      [
        Menu.Item("l", "at least 50 %: OFAC's 50 Percent Rule, and §5(a) of the bill"),
        Menu.Item("m", "more than 50 %: as other rules have it"),
      ]), [.ownershipRule(.atLeast(.half)), .ownershipRule(.moreThan(.half))])

  // MARK: answers

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .ownership(let found) where found.question == question:
      let before = view?.sentence ?? ""
      let selected = selectedStake?.stake.name
      view = found
      exhibitMarks =
        found.stakes.isEmpty && found.heldBy.isEmpty
        ? [nil] : Set((found.stakes + found.heldBy).map(\.exhibit?.mark))
      rebuild()
      // The selection stays on its statement where that is still there.
      if let selected, let row = rows.firstIndex(where: { name(of: $0) == selected }) { list.select(row) }
      if found.sentence != before { shell.say(found.sentence, found.isPlain ? .plain : .warning) }
    case .exhibit(let detail): reader.take(detail, &shell)
    default: break
    }
  }

  /// Rows of lines that are not folded away.
  private mutating func rebuild() {
    guard let view else { return }
    let guides = Guide.all(view.lines.map(\.depth))
    rows = []
    var hiddenBelow: Int?
    for (index, line) in view.lines.enumerated() {
      if let depth = hiddenBelow, line.depth > depth { continue }
      hiddenBelow = folded.contains(line.party) && !line.isShownAbove && !line.closesRing ? line.depth : nil
      let stakes: [Int?] = line.stakes.isEmpty ? [nil] : line.stakes.indices.map { $0 }
      rows += stakes.map { Row(line: index, stake: $0, guide: guides[index]) }
    }
    list.setCount(rows.count)
  }

  // MARK: keys

  mutating func layout(_ body: Size, _ shell: Shell) {
    list.setHeight(Table.rows(inHeight: body.height - headRows - Self.footRows(in: body.height)))
  }

  private var headRows: Int { question.leftOut.isEmpty ? 1 : 2 }
  private static func footRows(in height: Int) -> Int { height >= 24 ? 10 : height >= 14 ? 7 : 0 }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if list.handle(key) { return true }
    switch key {
    case .enter:
      if let line = selectedLine, line.depth == 0 {
        readAsked(line, &shell)
      } else {
        reader.open(selectedStake?.exhibit, &shell)
      }
    case .left, .character("h"): fold()
    case .right, .character("l"): unfold()
    default: return false
    }
    return true
  }

  /// The whole of what is said of the selected row, however much there is room for below the tree.
  func readSelected(_ shell: inout Shell) {
    guard let view, let line = selectedLine else { return }
    let sheet = line.depth == 0 ? asked(line, view) : detail(line, view)
    shell.dialog = .read(
      Reading(Printable(line.title, cells: 60), sheet.lines.map(\.text), marks: marks(shell)))
  }

  var whyNothingToRead: Printable? { selectedLine == nil ? "nothing is selected" : nil }

  /// Of the party asked about Enter, which opens exhibits elsewhere, reads only what is more than its name and ids.
  private func readAsked(_ line: OwnershipLine, _ shell: inout Shell) {
    guard let view, saysMore(line, view) else {
      return shell.say("this is the party asked about; its statements are below", .dim)
    }
    readSelected(&shell)
  }

  private func saysMore(_ line: OwnershipLine, _ view: OwnershipView) -> Bool {
    !view.heldBy.isEmpty || !view.remarks.isEmpty || !line.problems.isEmpty
  }

  private func holdsSomething(_ row: Row) -> Bool {
    guard let lines = view?.lines, row.line + 1 < lines.count else { return false }
    return lines[row.line + 1].depth > lines[row.line].depth
  }

  private mutating func fold() {
    guard let line = selectedLine else { return }
    if holdsSomething(rows[list.selected]), !folded.contains(line.party) {
      folded.insert(line.party)
      let row = rows[list.selected].line
      rebuild()
      list.select(rows.firstIndex { $0.line == row } ?? 0)
    } else if let holder = rows[..<list.selected].lastIndex(where: { depth($0) < line.depth }) {
      let line = rows[holder].line
      list.select(rows.firstIndex { $0.line == line } ?? holder)
    }
  }

  private func name(of row: Row) -> StatedStake.Name? {
    row.stake.flatMap { view?.lines[row.line].stakes[$0].stake.name }
  }

  private func depth(_ row: Row) -> Int { view?.lines[row.line].depth ?? 0 }

  private mutating func unfold() {
    guard let line = selectedLine, folded.remove(line.party) != nil else { return }
    rebuild()
  }

  // MARK: further screens

  /// Why there is no proof to show of the selected party.
  var whyNoReason: Printable? {
    guard let line = selectedLine else { return "nothing is selected" }
    if line.depth == 0 { return "it is the party asked about" }
    switch line.result {
    case .blocked, .undetermined: return nil
    case .notBlocked: return "not blocked: the set holds \(line.held) of it"
    case nil: return "no statement of ownership names it"
    }
  }

  func openReason(_ shell: inout Shell) {
    guard let view, let line = selectedLine, let reason = view.reasons[line.party] else { return }
    shell.open(OwnershipProofPage(line, reason, view))
  }

  func openSelected(_ shell: inout Shell) {
    guard let line = selectedLine, line.depth > 0 else {
      return shell.say("this is the party asked about", .dim)
    }
    var next = question
    next = OwnershipQuestion(
      party: line.party, asOf: next.asOf, depth: next.depth, threshold: next.threshold, leftOut: next.leftOut)
    shell.open(OwnershipPage(next))
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    guard let view else {
      frame.put("reading what registers state…", at: Point(x: rect.x + 1, y: rect.y), role: .dim)
      frame.cursor = rect.origin
      return
    }
    let (head, rest) = rect.splitTop(headRows)
    let shown = view.question
    let reckoned: Printable =
      "As of \(view.asOf.iso)  depth \(shown.depth)  rule: \(shown.threshold.description), cascading  "
    // Where not all has room, what came of it comes first.
    let isWhole = (reckoned + view.counts).cells <= head.width - 2
    frame.put(
      isWhole ? reckoned + view.counts : view.counts + "  " + reckoned,
      at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: .dim)
    if !question.leftOut.isEmpty {
      frame.put(
        "! " + question.whatIf + "   x takes one back, X all", at: Point(x: head.x + 1, y: head.y + 1),
        width: head.width - 2, role: .warning)
    }
    let (body, foot) = rest.splitBottom(Self.footRows(in: rect.height))
    let glyphs = frame.glyphs
    Self.table(view.lines.count == 1).draw(list, in: body, of: &frame) { range in
      rows[range].map { row in tableRow(row, view, glyphs) }
    }
    let (above, last) = foot.splitBottom(1)
    drawDetail(view, in: above.splitTop(min(1, above.height)).rest.inset(x: 1), of: &frame)
    frame.put(view.tally, at: Point(x: last.x + 1, y: last.y), width: last.width - 2, role: .dim)
  }

  private static func table(_ isAlone: Bool) -> Table {
    Table(
      columns: [
        .init(title: isAlone ? "It holds nothing on that day" : "Holds", width: .flex(minimum: 30)),
        .init(title: "Exhibit", width: .fixed(11)),
        .init(title: "Gr", width: .fixed(2), minimumTableWidth: 90),
        .init(title: "Set holds", width: .fixed(14), minimumTableWidth: 90),
        .init(title: "Result", width: .fixed(14)),
      ])
  }

  private func tableRow(_ row: Row, _ view: OwnershipView, _ glyphs: Glyphs) -> Table.Row {
    let line = view.lines[row.line]
    let isFirst = row.stake ?? 0 == 0
    let stake = row.stake.map { line.stakes[$0] }
    let isLeftOut = stake.map { question.leftOut.contains($0.stake.name) } ?? false
    var words = row.guide.text(isFirst: isFirst, glyphs)
    if let stake { words += stake.short + (isLeftOut ? " LEFT OUT  " : "  ") }
    words += isFirst ? Printable(line.title, cells: 160) : "also stated by \(stake?.stake.source ?? "")"
    if isFirst, line.isShownAbove { words += "  (what it holds: above)" }
    if isFirst, folded.contains(line.party), holdsSomething(row) { words += "  (more: Right)" }
    return Table.Row(
      cells: [
        words, stake.map { "\($0.exhibit?.reference ?? "-")" } ?? "",
        stake.map { "\($0.exhibit?.grade ?? "-")" } ?? "",
        isFirst && line.depth > 0 ? line.held : "", isFirst ? line.resultWords : "",
      ], sign: isLeftOut ? "x" : line.sign, role: isLeftOut ? .dim : .plain,
      cellRoles: isLeftOut ? [:] : [4: line.resultRole])
  }

  private func drawDetail(_ view: OwnershipView, in rect: Rect, of frame: inout Frame) {
    guard let line = selectedLine, !rect.isEmpty else { return }
    let sheet = line.depth == 0 ? asked(line, view, in: rect.size) : detail(line, view)
    guard sheet.draw(in: rect, of: &frame) else { return }
    // Who judged, what is wrong, and every statement stand in the proof, where there is one.
    let more: Printable =
      line.depth == 0
      ? (saysMore(line, view) ? " more: Enter " : " more: v ")
      : whyNoReason == nil ? " more: w, Enter " : " more: v "
    frame.put(more, at: Point(x: rect.maxX - more.cells, y: rect.maxY - 1), role: .key)
  }

  private func heading(_ line: OwnershipLine) -> Sheet {
    var sheet = Sheet()
    let ids = line.ids.map { Printable($0, cells: 100) }.joined(separator: " = ")
    let held: Printable = line.depth == 0 || line.closesRing ? "" : ", the set holds " + line.held
    sheet.add(
      Printable(line.title, cells: 200) + "  " + ids + "  " + line.resultWords + held,
      line.resultRole == .plain ? .heading : line.resultRole)
    return sheet
  }

  /// - Parameter size: what there is room for of its holders; `nil` for all.
  private func asked(_ line: OwnershipLine, _ view: OwnershipView, in size: Size? = nil) -> Sheet {
    let all = view.heldBy.count
    var sheet = asked(line, view, holders: all)
    func fits(_ sheet: Sheet, in size: Size) -> Bool {
      sheet.wrapped(to: size.width).count <= size.height
    }
    if let size, !fits(sheet, in: size) {
      let cut = (0..<max(1, min(all, size.height))).map { asked(line, view, holders: $0) }
      sheet = cut.last { fits($0, in: size) } ?? cut[0]
    }
    for judgement in line.judgements { sheet.add("Judged", "\(judgement)") }
    for problem in line.problems { sheet.add("! \(problem.message)", .warning) }
    return sheet
  }

  /// Whose word took the place of another's, and judgements that contradict one another, come first: who only glances at
  /// it sees them.
  private func asked(_ line: OwnershipLine, _ view: OwnershipView, holders: Int) -> Sheet {
    var sheet = heading(line)
    for warning in view.remarks { sheet.add("! \(warning)", .warning) }
    sheet.add(
      view.stakes.isEmpty
        ? "No statement in force on that day says that it holds anything."
        : "What it holds, by statements of \(counted(view.sources, "source")). Enter on a row opens its exhibit."
    )
    for stake in view.heldBy.prefix(holders) {
      let exhibit: Printable = "\(stake.exhibit?.reference ?? "-")"
      sheet.add("Held by", Printable(stake.owner, cells: 160) + "  " + stake.short + "  " + exhibit)
    }
    let left = view.heldBy.count - holders
    if left > 0 {
      sheet.add(
        holders == 0 ? "Held by" : "",
        (holders == 0 ? counted(left, "statement") : "and \(grouped(left)) more") + ": Enter", .key)
    }
    return sheet
  }

  private func detail(_ line: OwnershipLine, _ view: OwnershipView) -> Sheet {
    var sheet = heading(line)
    if !line.judgements.isEmpty {
      for warning in view.warnings { sheet.add("! \(warning)", .warning) }
    }
    for problem in line.problems { sheet.add("! \(problem.message)", .warning) }
    if let stake = selectedStake { stake.addStatement(to: &sheet) }
    for judgement in line.judgements { sheet.add("Judged", "\(judgement)") }
    if let last = view.reasons[line.party]?.steps.last {
      sheet.add("Why", "\(last.text)   (w: the whole path)")
    }
    if let stake = selectedStake { stake.addExhibit(to: &sheet) }
    return sheet
  }
}

/// The lines that lead to a row of a tree.
struct Guide: Sendable {
  /// By depth above the row's own: the line goes on below.
  private let goesOn: [Bool]
  private let depth: Int

  /// One for each row, from their depths in the order of reading.
  static func all(_ depths: [Int]) -> [Guide] {
    var goesOn: [Bool] = []
    var guides: [Guide] = []
    for depth in depths.reversed() {
      // What stands deeper belonged to rows above; it has no sequel there.
      if goesOn.count > depth { goesOn.removeLast(goesOn.count - depth) }
      goesOn += Array(repeating: false, count: depth - goesOn.count)
      guides.append(Guide(goesOn: goesOn, depth: depth))
      if depth > 0 { goesOn[depth - 1] = true }
    }
    return guides.reversed()
  }

  func text(isFirst: Bool, _ glyphs: Glyphs) -> Printable {
    guard depth > 0 else { return "" }
    let above = goesOn.dropLast().map { $0 ? glyphs.vertical + "  " : "   " }.joined()
    guard isFirst else { return above + (goesOn[depth - 1] ? glyphs.vertical : " ") + "  " }
    return above + (goesOn[depth - 1] ? glyphs.tee : glyphs.bottomLeft) + glyphs.horizontal + " "
  }
}
