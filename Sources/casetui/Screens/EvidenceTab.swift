import CaseDomain

/// The exhibits of a case, and everything known of the selected one.
struct EvidenceTab: Sendable {
  private(set) var rows: [ExhibitLine] = []
  private var isLoaded = false
  private var list = ListState(count: 0)
  private var details: [ExhibitID: ExhibitDetail] = [:]
  private var isWide = false
  /// Selected once the rows are there.
  private var wanted: ExhibitID?
  /// Read in full once its details are there; see `Shell.awaitedExhibit`.
  private var awaited: Int?

  init(at exhibit: ExhibitID?) { wanted = exhibit }

  var selected: ExhibitLine? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }
  var marks: [HandlingMark] { list.visible.map { rows[$0].mark } }

  mutating func take(_ rows: [ExhibitLine], _ shell: inout Shell, asksDetail: Bool) {
    self.rows = rows
    isLoaded = true
    list.setCount(rows.count)
    if let row = rows.firstIndex(where: { $0.id == wanted }) { list.select(row) }
    wanted = nil
    if asksDetail { askDetail(&shell) }
  }

  mutating func take(_ detail: ExhibitDetail, _ shell: inout Shell) {
    details[detail.id] = detail
    guard let selected, selected.id == detail.id, shell.takeAwaited(awaited) else { return }
    awaited = nil
    read(selected, &shell)
  }

  /// What was read of each is of before: something was written since, or somebody was elsewhere.
  mutating func forgetDetails() { details = [:] }

  private func read(_ row: ExhibitLine, _ shell: inout Shell) {
    shell.dialog = .read(Reading("\(row.reference)", sheet(of: row).lines.map(\.text)))
  }

  private func askDetail(_ shell: inout Shell) {
    guard isWide, let selected, details[selected.id] == nil else { return }
    shell.ask(.exhibit(selected.id))
  }

  mutating func layout(_ body: Size) {
    isWide = body.width >= 100
    list.setHeight(Table.rows(inHeight: body.height - (isWide ? 1 : 6)))
  }

  mutating func handle(_ key: Key, _ shell: inout Shell) -> Bool {
    if list.handle(key) {
      askDetail(&shell)
      return true
    }
    guard key == .enter, let selected else { return false }
    if details[selected.id] == nil {
      awaited = shell.askToRead(selected.id)
    } else {
      read(selected, &shell)
    }
    return true
  }

  private func sheet(of row: ExhibitLine) -> Sheet { row.sheet(details[row.id]) }

  func draw(in rect: Rect, of frame: inout Frame) {
    let panes = rect.panes(list: rect.width * 6 / 10)
    let (body, foot) = panes.list.splitBottom(isWide ? 1 : 6)
    Self.table(isLoaded).draw(list, in: body, of: &frame) { range in
      rows[range].map { row in
        Table.Row(
          cells: [
            "\(row.reference)", Printable(row.title, cells: 160), "\(row.grade ?? "-")",
            "\(row.origin ?? "-")", "\(row.mark.description)",
          ], sign: row.grade == nil || row.origin == nil ? "?" : "")
      }
    }
    let (above, last) = foot.splitBottom(1)
    let place: Printable =
      rows.isEmpty
      ? "0" : "\(list.visible.lowerBound + 1)-\(list.visible.upperBound) of \(grouped(rows.count))"
    frame.put(
      place + "   ? no grade or no origin", at: Point(x: last.x + 1, y: last.y), width: last.width - 2,
      role: .dim)
    guard let selected else { return }
    if let line = panes.line, let detail = panes.detail {
      frame.verticalLine(in: line, role: .dim)
      sheet(of: selected).draw(in: detail, of: &frame)
    } else {
      sheet(of: selected).draw(in: above.inset(x: 1), of: &frame)
    }
  }

  private static func table(_ isLoaded: Bool) -> Table {
    Table(
      columns: [
        .init(title: "EX", width: .fixed(11)), .init(title: "Title", width: .flex(minimum: 16)),
        .init(title: "Grade", width: .fixed(5)),
        .init(title: "Origin", width: .fixed(14), minimumTableWidth: 56),
        .init(title: "Marking", width: .fixed(20), minimumTableWidth: 78),
      ], emptyText: isLoaded ? "no exhibits: g i imports evidence" : "reading…")
  }
}

extension ExhibitLine {
  /// Everything known of it, with what only a look at it alone needs where that was read.
  ///
  /// - Parameter verifying: what reads it again, where the sheet is shown.
  func sheet(_ detail: ExhibitDetail?, verifying: Printable = "v") -> Sheet {
    var sheet = Sheet()
    sheet.add(Printable(title, cells: 600), .heading)
    sheet.add("\(mark.description)", .dim)
    sheet.add("sha256", sha256.inGroups)
    sheet.add("Size", "\(grouped(bytes)) bytes  \(mediaType)")
    sheet.add("Grade", "\(grade ?? "not graded")", grade == nil ? .warning : .plain)
    sheet.add(
      "Origin", "\(origin ?? "none named: it does not count as one")", origin == nil ? .warning : .plain)
    if let detail { detail.add(to: &sheet, verifying: verifying) }
    return sheet
  }
}

extension String {
  /// Groups of eight, so that a hash can be compared and wraps.
  fileprivate var inGroups: Printable {
    var text = ""
    for (index, digit) in enumerated() {
      if index > 0, index.isMultiple(of: 8) { text.append(" ") }
      text.append(digit)
    }
    return Printable(text)
  }
}

extension ExhibitDetail {
  fileprivate func add(to sheet: inout Sheet, verifying: Printable) {
    switch integrity {
    case .notChecked: sheet.add("Integrity", "not checked now: " + verifying + " reads it again")
    case .intact: sheet.add("Integrity", "intact", .ok)
    case .damaged(let why): sheet.add("Integrity", "!! DAMAGED: \(why)", .danger)
    }
    sheet.gap()
    sheet.add("Custody: \(counted(custody.count, "step"))", .heading)
    for step in custody {
      let hands = step.from == step.to ? "held by \(step.to)" : "\(step.from) to \(step.to)"
      sheet.add(Stamp.text(step.at) + "  \(step.action)  \(hands)  by \(step.by)", indent: 2)
    }
  }
}
