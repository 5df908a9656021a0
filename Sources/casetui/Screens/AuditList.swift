import CaseDomain

/// Who did what, the newest first; older pages come when the end is near.
struct AuditList: Sendable {
  private let caseID: CaseID?
  private var rows: [AuditLine] = []
  private var list = ListState(count: 0)
  private var isLoaded = false
  private var isLast = false
  private var isAsked = false

  init(_ caseID: CaseID?) { self.caseID = caseID }

  var selected: AuditLine? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  mutating func reload(_ shell: inout Shell) {
    isAsked = true
    shell.ask(.audit(caseID, before: .max))
  }

  mutating func take(_ page: [AuditLine], isFirst: Bool, isLast: Bool) {
    rows = isFirst ? page : rows + page
    self.isLast = isLast
    isLoaded = true
    isAsked = false
    list.setCount(rows.count)
  }

  mutating func layout(_ body: Size) { list.setHeight(Table.rows(inHeight: body.height - 1)) }

  mutating func handle(_ key: Key, _ shell: inout Shell) -> Bool {
    if list.handle(key) {
      if !isLast, !isAsked, let last = rows.last, list.selected + list.height >= rows.count {
        isAsked = true
        shell.ask(.audit(caseID, before: last.number))
      }
      return true
    }
    guard key == .enter, let selected else { return false }
    var sheet = Sheet()
    sheet.add("Number", "\(selected.number)")
    sheet.add("When", Stamp.text(selected.at) + " UTC")
    sheet.add("Who", "\(selected.user), \(selected.office)")
    if let reference = selected.caseReference { sheet.add("Case", "\(reference)") }
    sheet.add("What", "\(selected.what)")
    shell.dialog = .read(Reading("entry #\(selected.number)", sheet.lines.map(\.text)))
    return true
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let (body, foot) = rect.splitBottom(1)
    table.draw(list, in: body, of: &frame) { range in
      rows[range].map { row in
        Table.Row(cells: [
          grouped(row.number), Stamp.text(row.at), "\(row.user)", "\(row.office)",
          "\(row.caseReference ?? "")",
          Printable(row.what, cells: 160),
        ])
      }
    }
    let more: Printable = isLast ? "" : "   older ones follow"
    let place: Printable =
      rows.isEmpty
      ? "0" : "\(list.visible.lowerBound + 1)-\(list.visible.upperBound) of \(grouped(rows.count))"
    frame.put(place + more, at: Point(x: foot.x + 1, y: foot.y), width: foot.width - 2, role: .dim)
  }

  private var table: Table {
    Table(
      columns: [
        .init(title: "#", width: .fixed(8), alignment: .right), .init(title: "When (UTC)", width: .fixed(16)),
        .init(title: "Who", width: .fixed(12)),
        .init(title: "Office", width: .fixed(12), minimumTableWidth: 100),
        .init(title: "Case", width: .fixed(11), minimumTableWidth: caseID == nil ? 80 : .max),
        .init(title: "What", width: .flex(minimum: 20)),
      ], emptyText: isLoaded ? "nothing was written yet" : "reading…")
  }
}

/// The audit log of the whole office.
struct AuditPage: Page {
  private var audit = AuditList(nil)

  let scope = Scope.audit
  var hints: [String] { ["look"] }
  func title(_ shell: Shell) -> Printable { "Audit log" }

  func marks(_ shell: Shell) -> [HandlingMark] {
    // Entries quote any case.
    [shell.office.mark]
  }

  mutating func appear(_ shell: inout Shell) { audit.reload(&shell) }
  mutating func layout(_ body: Size, _ shell: Shell) { audit.layout(body) }
  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    return audit.handle(key, &shell)
  }
  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    if case .audit(nil, let rows, let isFirst, let isLast) = answer {
      audit.take(rows, isFirst: isFirst, isLast: isLast)
    }
  }
  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) { audit.draw(in: rect, of: &frame) }
}
