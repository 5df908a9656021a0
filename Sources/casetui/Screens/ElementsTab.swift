import CaseDomain

/// The matrix: what the text requires, what was found on it, and on which exhibits.
struct ElementsTab: Sendable {
  private var rows: [ElementLine] = []
  private var list = ListState(count: 0)
  private var isWide = false

  var selected: ElementLine? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  mutating func take(_ rows: [ElementLine]) {
    self.rows = rows
    list.setCount(rows.count)
  }

  mutating func layout(_ body: Size) {
    isWide = body.width >= 100
    list.setHeight(Table.rows(inHeight: body.height - (isWide ? 1 : 4)))
  }

  mutating func handle(_ key: Key, _ shell: inout Shell) -> Bool {
    if list.handle(key) { return true }
    guard key == .enter, let selected else { return false }
    shell.dialog = .read(Reading("\(selected.element.rawValue)", selected.sheet.lines.map(\.text)))
    return true
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let panes = rect.panes(list: rect.width * 65 / 100)
    let (body, foot) = panes.list.splitBottom(isWide ? 1 : 4)
    Self.table.draw(list, in: body, of: &frame) { range in rows[range].map(Self.row) }
    let (above, last) = foot.splitBottom(1)
    drawCounts(in: last, of: &frame)
    guard let selected else { return }
    if let line = panes.line, let detail = panes.detail {
      frame.verticalLine(in: line, role: .dim)
      selected.sheet.draw(in: detail, of: &frame)
    } else {
      selected.sheet.draw(in: above.inset(x: 1), of: &frame)
    }
  }

  private static let table = Table(
    columns: [
      .init(title: "", width: .fixed(5)), .init(title: "Section", width: .fixed(12), minimumTableWidth: 76),
      .init(title: "Element", width: .flex(minimum: 20)), .init(title: "State", width: .fixed(12)),
      .init(title: "Ev", width: .fixed(3), alignment: .right),
    ], emptyText: "reading…")

  private static func row(_ line: ElementLine) -> Table.Row {
    Table.Row(
      cells: [
        "\(line.element.rawValue)", "§\(line.element.citation.section)", "\(line.element.title)",
        "\(line.state.word)", "\(line.exhibits.count)",
      ], cellRoles: [3: line.role])
  }

  private func drawCounts(in rect: Rect, of frame: inout Frame) {
    let counts = MatrixRow.State.allCases.compactMap { state -> Printable? in
      let count = rows.filter { $0.state == state }.count
      return count == 0 ? nil : "\(count) \(state.word)"
    }
    frame.put(
      counts.joined(separator: "  "), at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2, role: .dim)
  }
}

extension MatrixRow.State {
  /// In capitals what stops a case.
  var word: String {
    switch self {
    case .gap: "GAP"
    case .conflicted: "CONFLICTED"
    case .met, .notMet, .undetermined, .thin, .waived: rawValue
    }
  }
}

extension ElementLine {
  fileprivate var role: Role {
    switch state {
    case _ where isFavourable: .ok
    case .gap, .conflicted: .danger
    case .thin, .undetermined, .met, .notMet, .waived: .warning
    }
  }

  fileprivate var sheet: Sheet {
    var sheet = Sheet()
    sheet.add("\(element.rawValue) \(element.title)", .heading)
    sheet.add("\(element.citation.description), \(element.group.rawValue)", .dim)
    sheet.add(
      "\(state.word)\(note.isEmpty ? "" : ": \(note)"); needed: \(element.answerNeeded.rawValue)", role)
    for finding in findings {
      sheet.gap()
      sheet.add("\(finding.result.rawValue), found by \(finding.author)", .heading)
      sheet.add("\(finding.rationale)", indent: 2)
    }
    if !exhibits.isEmpty { sheet.add("on \(exhibits.joined(separator: ", "))") }
    return sheet
  }
}
