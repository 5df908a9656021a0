import CaseDomain

/// Deadline radar: every clock that runs, in all cases and in the office, the nearest first.
struct DeadlinesPage: Page {
  private var rows: [DeadlineLine] = []
  private var on: Day?
  private var isEnacted = false
  private var list = ListState(count: 0)
  private var isWide = false

  let scope = Scope.deadlines
  var hints: [String] { ["open", "look-deadline"] }
  func title(_ shell: Shell) -> Printable { "Deadlines" }
  func currentCase(_ shell: Shell) -> CaseTag? { selected?.tag }
  func marks(_ shell: Shell) -> [HandlingMark] {
    list.visible.compactMap { rows.indices.contains($0) ? rows[$0].mark : nil }
  }

  private var selected: DeadlineLine? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  mutating func appear(_ shell: inout Shell) { shell.ask(.deadlines) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    guard case .deadlines(let found, let day, let isEnacted) = answer else { return }
    let before = selected
    rows = found.sorted { left, right in
      let days = (left.deadline.dueOn?.number ?? .max, right.deadline.dueOn?.number ?? .max)
      return days.0 == days.1 ? left.rank < right.rank : days.0 < days.1
    }
    on = day
    self.isEnacted = isEnacted
    list.setCount(rows.count)
    // The selection stays on its clock.
    if let before, let row = rows.firstIndex(where: before.isSameClock) { list.select(row) }
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    isWide = body.width >= 100
    list.setHeight(Table.rows(inHeight: body.height - 1 - Self.footRows(in: body.height)))
  }

  private static func footRows(in height: Int) -> Int { height >= 12 ? 5 : 0 }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if list.handle(key) { return true }
    guard key == .enter, let selected else { return false }
    if let tag = selected.tag {
      shell.open(CasePage(tag))
    } else {
      read(&shell)
    }
    return true
  }

  /// The rule behind the selected clock.
  func read(_ shell: inout Shell) {
    guard let selected, let on else { return }
    shell.dialog = .read(Reading("deadline", selected.sheet(on: on).lines.map(\.text)))
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    guard let on else {
      frame.put("reading the clocks of all cases…", at: Point(x: rect.x + 1, y: rect.y), role: .dim)
      frame.cursor = rect.origin
      return
    }
    let (head, rest) = rect.splitTop(1)
    let overdue = rows.count { $0.deadline.state(on: on) == .overdue }
    let soon = rows.count { row in row.deadline.daysLeft(on: on).map { (0...10).contains($0) } ?? false }
    let counts: Printable =
      "\(grouped(overdue)) overdue, \(grouped(soon)) within 10 days, \(grouped(rows.count)) in all"
    frame.put(
      "Today \(on.iso): " + counts + (isEnacted ? "" : "  (bill not enacted)"),
      at: Point(x: head.x + 1, y: head.y), width: head.width - 2, role: overdue > 0 ? .warning : .dim)
    let (body, foot) = rest.splitBottom(Self.footRows(in: rect.height))
    Self.table.draw(list, in: body, of: &frame) { range in rows[range].map { Self.row($0, on) } }
    selected?.sheet(on: on).draw(in: foot.splitTop(min(1, foot.height)).rest.inset(x: 1), of: &frame)
  }

  private static let table = Table(
    columns: [
      .init(title: "Due", width: .fixed(10)), .init(title: "Left", width: .fixed(11)),
      .init(title: "Case", width: .fixed(11)), .init(title: "Track", width: .fixed(5)),
      .init(title: "What", width: .flex(minimum: 20)),
      .init(title: "Calendar", width: .flex(minimum: 12), minimumTableWidth: 96),
    ], emptyText: "no clock runs in any case")

  private static func row(_ line: DeadlineLine, _ on: Day) -> Table.Row {
    let deadline = line.deadline
    let left = deadline.daysLeft(on: on)
    let role: Role = left.map { $0 < 0 ? .danger : $0 <= 10 ? .warning : .plain } ?? .dim
    return Table.Row(
      cells: [
        "\(deadline.dueOn?.iso ?? "-")", line.left(on: on), "\(line.tag?.reference ?? "office")",
        "\(deadline.track?.rawValue ?? "-")", Printable(deadline.title, cells: 200), "\(line.note ?? "")",
      ], sign: line.sign(on: on),
      cellRoles: [1: role])
  }
}

extension DeadlineLine {
  /// Case, track and code: the order of one day.
  fileprivate var rank: String {
    "\(tag?.reference ?? "")/\(deadline.track?.rawValue ?? "")/\(deadline.code)"
  }

  /// Whichever day it ends on now.
  fileprivate func isSameClock(_ other: DeadlineLine) -> Bool {
    tag?.id == other.tag?.id && deadline.track == other.deadline.track && deadline.code == other.deadline.code
  }

  /// `3 d over`, `today`, `in 12 d`, `not begun`.
  fileprivate func left(on day: Day) -> Printable {
    guard let left = deadline.daysLeft(on: day) else { return "not begun" }
    return left < 0 ? "\(grouped(-left)) d over" : left == 0 ? "today" : "in \(grouped(left)) d"
  }

  /// `X` overdue, `!` within ten days, `~` on no working day.
  fileprivate func sign(on day: Day) -> Printable {
    guard let left = deadline.daysLeft(on: day) else { return "" }
    if left < 0 { return "X" }
    if left <= 10 { return "!" }
    return note == nil ? "" : "~"
  }

  fileprivate func sheet(on day: Day) -> Sheet {
    var sheet = Sheet()
    sheet.add(Printable(deadline.title, cells: 400), .heading)
    if tag != nil { sheet.add("Case", "\(tag?.reference ?? "") " + Printable(title, cells: 200)) }
    sheet.add("Rule", "\(deadline.citation.description) (\(deadline.status.rawValue))")
    let start: Printable = deadline.startsOn.map { "runs from \($0.iso)" } ?? "nothing has set it off"
    sheet.add("Clock", start + (deadline.dueOn.map { ", last day \($0.iso), " } ?? ", ") + left(on: day))
    if let note { sheet.add("Calendar", "! \(note)", .warning) }
    return sheet
  }
}
