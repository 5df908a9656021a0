import CaseDomain

/// All cases, with what follows the selection.
struct CasesPage: Page {
  private var index = CaseIndex([])
  /// Rows of the office's list that are shown, in their order.
  private var shown: [Int] = []
  private var list = ListState(count: 0)
  private(set) var order = CaseOrder.changed
  private(set) var marked: Set<CaseID> = []
  private var field: TextField
  private(set) var isTyping = false
  /// Summaries that were loaded for the preview; few, for they are loaded quickly.
  private var summaries: [CaseID: CaseSummary] = [:]
  var showsPreview = true
  private var hasRoom = false

  init(finding text: String = "") { field = TextField(text) }

  let scope = Scope.cases
  var hints: [String] { isTyping ? [] : ["open", "mark", "find", "sort"] }
  func title(_ shell: Shell) -> Printable { field.text.isEmpty ? "Cases" : "Cases / \(field.text)" }

  func currentCase(_ shell: Shell) -> CaseTag? { selected(shell.office)?.tag }

  private func selected(_ office: Office) -> CaseLine? {
    guard shown.indices.contains(list.selected), office.cases.indices.contains(shown[list.selected]) else {
      return nil
    }
    return office.cases[shown[list.selected]]
  }

  func marks(_ shell: Shell) -> [HandlingMark] {
    var last: HandlingMark?
    let listed = list.visible.compactMap { row -> HandlingMark? in
      let mark = shell.office.cases[shown[row]].mark
      defer { last = mark }
      return mark == last ? nil : mark
    }
    guard showsPreview, hasRoom, let line = selected(shell.office) else { return listed }
    return listed + [summaries[line.id]?.mark].compactMap(\.self)
  }

  // MARK: rows

  mutating func appear(_ shell: inout Shell) {
    summaries = [:]
    reindex(shell.office)
    askPreview(&shell)
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .office(let office): refill(office, &shell)
    case .summary(let summary):
      if summaries.count > 50 { summaries = [:] }
      summaries[summary.line.id] = summary
    default: break
    }
  }

  /// New rows; the selection stays on its case.
  private mutating func refill(_ office: Office, _ shell: inout Shell) {
    let before = currentCase(shell)?.id
    summaries = [:]
    reindex(office)
    if let before, let row = shown.firstIndex(where: { office.cases[$0].id == before }) { list.select(row) }
    askPreview(&shell)
  }

  private mutating func reindex(_ office: Office) {
    index = field.text.isEmpty ? CaseIndex([]) : CaseIndex(office.cases)
    show(office)
  }

  private mutating func show(_ office: Office) {
    let rows = field.text.isEmpty ? Array(office.cases.indices) : index.rows(with: field.text)
    shown = order.sorted(rows, of: office.cases)
    list.setCount(shown.count)
  }

  private func askPreview(_ shell: inout Shell) {
    guard showsPreview, hasRoom, let line = selected(shell.office), summaries[line.id] == nil else { return }
    shell.ask(.summary(line.id))
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    hasRoom = body.width >= 100
    let foot = hasRoom ? 1 : 3
    list.setHeight(Table.rows(inHeight: body.height - foot))
  }

  // MARK: keys

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    if isTyping { return handleTyping(event, &shell) }
    guard case .key(let key) = event else { return false }
    if list.handle(key) {
      askPreview(&shell)
      return true
    }
    switch key {
    case .enter:
      if let line = selected(shell.office) { shell.open(CasePage(line.tag)) }
    case .character(" "):
      guard let line = selected(shell.office) else { return true }
      if marked.remove(line.id) == nil { marked.insert(line.id) }
      list.move(by: 1)
      shell.say("\(marked.count) marked")
      askPreview(&shell)
    case .escape where !field.text.isEmpty:
      field = TextField()
      refill(shell.office, &shell)
      shell.say("all cases are shown again")
    default: return false
    }
    return true
  }

  private mutating func handleTyping(_ event: Event, _ shell: inout Shell) -> Bool {
    switch event {
    case .key(.escape), .key(.control("c")):
      isTyping = false
      field = TextField()
      refill(shell.office, &shell)
    case .key(.enter):
      isTyping = false
      shell.say("\(counted(shown.count, "case")) with \(field.text); Esc shows all")
    case .key(.up), .key(.down), .key(.pageUp), .key(.pageDown):
      if case .key(let key) = event { _ = list.handle(key) }
      askPreview(&shell)
    default:
      guard field.handle(event) == .changed else { return true }
      if index == CaseIndex([]) { index = CaseIndex(shell.office.cases) }
      show(shell.office)
      list.select(0)
      askPreview(&shell)
    }
    return true
  }

  mutating func startFinding() { isTyping = true }

  mutating func sort(by order: CaseOrder, _ shell: inout Shell) {
    self.order = order
    refill(shell.office, &shell)
    shell.say("sorted by \(order.rawValue)")
  }

  mutating func markAll(_ shell: inout Shell) {
    marked.formUnion(shown.map { shell.office.cases[$0].id })
    shell.say("\(grouped(marked.count)) marked")
  }

  mutating func clearMarks(_ shell: inout Shell) {
    marked = []
    shell.say("no row is marked")
  }

  static var sortMenu: Dialog {
    let keys: [Character] = ["d", "n", "t", "s", "c", "e"]
    let items = zip(keys, CaseOrder.allCases).map { Menu.Item($0, "\($1.rawValue)") }
    return .menu(Menu("sort by", items), CaseOrder.allCases.map { .order($0) })
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let panes = showsPreview ? rect.panes(list: rect.width - 34) : Panes(list: rect)
    let (body, foot) = panes.list.splitBottom(hasRoom ? 1 : 3)
    Self.table(order, isLoaded: shell.office.isLoaded).draw(list, in: body, of: &frame) { range in
      range.map { row(shell.office.cases[shown[$0]]) }
    }
    if !hasRoom { drawFolded(in: foot.splitTop(2).top, of: &frame, shell.office) }
    drawFoot(in: foot.splitBottom(1).bottom, of: &frame)
    if let line = panes.line, let detail = panes.detail {
      frame.verticalLine(in: line, role: .dim)
      drawPreview(in: detail, of: &frame, shell.office)
    }
  }

  private static func table(_ order: CaseOrder, isLoaded: Bool) -> Table {
    Table(
      columns: [
        .init(title: order == .reference ? "ID ^" : "ID", width: .fixed(11)),
        .init(title: order == .title ? "Subject ^" : "Subject", width: .flex(minimum: 16)),
        .init(title: order == .stage ? "Stage ^" : "Stage", width: .fixed(13)),
        .init(title: "Tracks", width: .fixed(12), minimumTableWidth: 84),
        .init(title: "Owner", width: .fixed(12), minimumTableWidth: 70),
        .init(title: order == .exhibits ? "Ev ^" : "Ev", width: .fixed(4), alignment: .right),
      ],
      emptyText: isLoaded ? "no case here: c c opens one, Esc shows all" : "reading the store…")
  }

  private func row(_ line: CaseLine) -> Table.Row {
    let isMarked = marked.contains(line.id)
    let isOpen = line.isContested || line.conflicts > 0
    return Table.Row(
      cells: [
        "\(line.reference)", Printable(line.title, cells: 160), "\(line.stage)", "\(line.track ?? "")",
        "\(line.assignees)", grouped(line.exhibits),
      ],
      sign: isMarked ? "*" : isOpen ? "!" : "", role: isMarked ? .marked : .plain)
  }

  private func drawFoot(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    if isTyping {
      frame.put("/", at: Point(x: rect.x + 1, y: rect.y), role: .key)
      let input = Rect(x: rect.x + 2, y: rect.y, width: min(40, rect.width - 22), height: 1)
      field.draw(in: input, of: &frame, isFocused: true)
      frame.put(counted(shown.count, "case"), at: Point(x: input.maxX + 1, y: rect.y), width: 18, role: .dim)
      return
    }
    let place: Printable =
      shown.isEmpty
      ? "0"
      : "\(grouped(list.visible.lowerBound + 1))-\(grouped(list.visible.upperBound)) of \(grouped(shown.count))"
    let marks: Printable = marked.isEmpty ? "" : "   \(grouped(marked.count)) marked"
    let finding: Printable = field.text.isEmpty ? "" : "   find: \(field.text)"
    frame.put(place + marks + finding, at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2, role: .dim)
  }

  /// The preview of narrow screens.
  private func drawFolded(in rect: Rect, of frame: inout Frame, _ office: Office) {
    guard showsPreview, let line = selected(office) else { return }
    let width = rect.width - 2
    frame.put(
      "\(line.reference)  " + Printable(line.title, cells: 200), at: Point(x: rect.x + 1, y: rect.y),
      width: width, role: .heading)
    let facts = Self.facts(of: line).joined(separator: "   ")
    frame.put(facts, at: Point(x: rect.x + 1, y: rect.y + 1), width: width)
  }

  private static func facts(of line: CaseLine) -> [Printable] {
    var facts: [Printable] = ["\(line.stage)"]
    if line.isContested { facts.append("! stage contested") }
    if let track = line.track { facts.append("\(track)") }
    facts.append(counted(line.exhibits, "exhibit"))
    if line.conflicts > 0 { facts.append("! " + counted(line.conflicts, "conflict")) }
    facts.append("changed " + Stamp.text(line.changedAt))
    return facts
  }

  private func drawPreview(in rect: Rect, of frame: inout Frame, _ office: Office) {
    guard let line = selected(office) else { return }
    var sheet = Sheet()
    sheet.add(Printable(line.title, cells: 300), .heading)
    sheet.add("\(line.mark.description)", .dim)
    sheet.gap()
    sheet.add("Stage", "\(line.stage)")
    if line.isContested { sheet.add("! contested: two moves stand", .warning) }
    if let track = line.track { sheet.add("Tracks", "\(track)") }
    sheet.add("Exhibits", grouped(line.exhibits))
    if line.conflicts > 0 { sheet.add("! " + counted(line.conflicts, "conflict") + " to settle", .warning) }
    sheet.add("Changed", Stamp.text(line.changedAt))
    if let summary = summaries[line.id] { summary.addPreview(to: &sheet) }
    sheet.draw(in: rect, of: &frame)
  }
}

extension CaseSummary {
  fileprivate func addPreview(to sheet: inout Sheet) {
    sheet.gap()
    sheet.add("Elements", "\(elementsMet) of \(elements) as needed")
    if let next {
      sheet.add("Next", "\(next)")
      sheet.add(
        obstacles.isEmpty ? "nothing checked stands in the way" : counted(obstacles.count, "obstacle") + ":",
        obstacles.isEmpty ? .ok : .warning)
      for obstacle in obstacles.prefix(4) { sheet.add("\(obstacle.message)", indent: 2) }
    }
  }
}
