import CaseDomain

/// What full-text search found.
struct SearchPage: Page {
  let text: String
  private var rows: [FoundLine] = []
  private var list = ListState(count: 0)
  private var isLoaded = false

  init(text: String) { self.text = text }

  let scope = Scope.search
  let isAnswer = true
  var hints: [String] { ["open", "search"] }
  func title(_ shell: Shell) -> Printable { "Search / " + Printable(text, cells: 60) }

  private var selected: FoundLine? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }
  func currentCase(_ shell: Shell) -> CaseTag? { selected?.caseTag }
  /// An actor, or a record of a source.
  var selectedRecord: PartiesOf? {
    guard let selected, let record = selected.record else { return nil }
    // The row may show the beginning of an id alone.
    let reference = if case .entry(_, let id) = record { id } else { selected.reference }
    return .record(record, reference: reference)
  }

  func marks(_ shell: Shell) -> [HandlingMark] {
    list.visible.map { rows[$0].mark ?? shell.office.mark }
  }

  mutating func appear(_ shell: inout Shell) { shell.ask(.search(text)) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    guard case .found(text, let rows, let isAll) = answer else { return }
    // Read again after a work, it does not take the place of what was said of that.
    let isNews = !isLoaded
    let before = selected
    self.rows = rows
    isLoaded = true
    list.setCount(rows.count)
    // The selection stays on its record.
    if let before, let row = rows.firstIndex(of: before) ?? rows.firstIndex(where: before.isSameRecord) {
      list.select(row)
    }
    guard isNews else { return }
    shell.say(
      isAll
        ? "\(counted(rows.count, "record")) with \(text)"
        : "the first \(counted(rows.count, "record")) with \(text), of more: add a word to narrow it")
  }

  mutating func layout(_ body: Size, _ shell: Shell) { list.setHeight(Table.rows(inHeight: body.height)) }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if list.handle(key) { return true }
    guard key == .enter else { return false }
    if let selected, let exhibit = selected.exhibit {
      open(exhibit, selected, &shell)
    } else if let tag = selected?.caseTag {
      shell.open(CasePage(tag))
    } else if let selected, let bearer = selected.bearer {
      shell.open(ScreeningPage(.record(bearer, name: selected.title)))
    } else if let selected {
      let more: Printable = selected.record == nil ? "" : "; g p shows what it holds, and who holds it"
      shell.say("\(selected.kind) \(selected.reference) belongs to no case that could be opened" + more, .dim)
    }
    return true
  }

  /// Where its case has it; of several cases somebody says which.
  private func open(_ exhibit: ExhibitID, _ line: FoundLine, _ shell: inout Shell) {
    if let tag = line.cases.first, line.cases.count == 1 {
      return shell.open(CasePage(tag, at: exhibit))
    }
    guard !line.cases.isEmpty else {
      return shell.say(
        "\(line.reference) is in no case: casetui evidence show \(line.reference) shows it", .dim)
    }
    let items = line.cases.map { tag in
      Menu.Item(
        nil, "\(tag.reference)  " + Printable(shell.office.line(of: tag.id)?.title ?? "", cells: 40))
    }
    shell.dialog = .menu(
      Menu("\(line.reference) in", items), line.cases.map { .openExhibit(exhibit, $0) })
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let table = Table(
      columns: [
        .init(title: "Kind", width: .fixed(14)), .init(title: "ID", width: .fixed(12)),
        .init(title: "Name", width: .flex(minimum: 20)),
        .init(title: "Case", width: .fixed(11), minimumTableWidth: 70),
      ], emptyText: isLoaded ? "nothing has all these words" : "searching…")
    table.draw(list, in: rect, of: &frame) { range in
      rows[range].map {
        Table.Row(cells: [
          "\($0.kind)", "\($0.reference)", Printable($0.title, cells: 160), Self.place(of: $0),
        ])
      }
    }
  }

  private static func place(of line: FoundLine) -> Printable {
    if let tag = line.caseTag { return "\(tag.reference)" }
    return line.cases.isEmpty ? "" : counted(line.cases.count, "case")
  }
}

extension FoundLine {
  /// Whatever it is called now, and whichever cases it is in.
  fileprivate func isSameRecord(_ other: FoundLine) -> Bool {
    kind == other.kind && reference == other.reference && record == other.record && exhibit == other.exhibit
  }
}
