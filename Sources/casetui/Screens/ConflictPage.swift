import CaseDomain

/// One conflict: what both replaced, ours and theirs side by side, and the choice.
struct ConflictPage: Page {
  private var conflicts: [ConflictLine]
  private var index: Int
  private var scroll = Scroll()

  init(_ conflicts: [ConflictLine], at index: Int) {
    self.conflicts = conflicts
    self.index = index
  }

  let scope = Scope.conflict
  var hints: [String] { ["take-ours", "take-theirs", "take-both", "edit", "next-conflict"] }
  var conflict: ConflictLine? { conflicts.indices.contains(index) ? conflicts[index] : nil }
  func currentCase(_ shell: Shell) -> CaseTag? { conflict?.caseTag }
  func marks(_ shell: Shell) -> [HandlingMark] { conflict.map { [$0.mark] } ?? [] }

  func title(_ shell: Shell) -> Printable {
    guard let conflict else { return "Sync / no conflicts" }
    let whose = conflict.place.map { $0 + " " } ?? ""
    return "Sync / conflict \(index + 1) of \(conflicts.count): \(whose)\(conflict.field)"
  }

  /// The one on the screen stays there while others come and go.
  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    guard case .conflicts(let rows) = answer else { return }
    let shown = conflict?.id
    conflicts = rows
    index = rows.firstIndex { $0.id == shown } ?? min(index, max(0, rows.count - 1))
    if conflict?.id != shown { scroll = Scroll() }
  }

  mutating func appear(_ shell: inout Shell) { shell.ask(.conflicts) }

  // MARK: choices

  func whyNot(_ choice: Resolution) -> Printable? {
    guard let conflict else { return "there is no conflict" }
    switch choice {
    case .ours:
      return conflict.ours == nil
        ? "no value is ours; 2 takes theirs, casetui sync resolve --take theirs --office NAME another's" : nil
    case .theirs: return conflict.theirs == nil ? "every value is of this office" : nil
    case .both, .text:
      return conflict.isText ? nil : "\(conflict.field) is not free text; take 1 ours or 2 theirs"
    }
  }

  /// Asks once more, by another key: the next conflict comes by itself, and the same key pressed twice would settle it
  /// unread.
  mutating func resolve(_ choice: Resolution, _ shell: inout Shell) {
    if let conflict { Self.confirm(choice, of: conflict, &shell) }
  }

  static func confirm(_ choice: Resolution, of conflict: ConflictLine, _ shell: inout Shell) {
    let text: Printable? =
      switch choice {
      case .ours: conflict.ours.map { Printable($0.text, cells: 50) }
      case .theirs: conflict.theirs.map { Printable($0.text, cells: 50) }
      case .text(let text): Printable(text, cells: 50)
      case .both: nil
      }
    shell.dialog = .menu(
      Menu(
        "settle it?",
        [Menu.Item("n", "no, leave it open"), Menu.Item("y", "yes: " + (text ?? "keep both texts"))]),
      [.nothing, .settle(conflict, choice)])
  }

  mutating func edit(_ shell: inout Shell) {
    guard let conflict else { return }
    var prompt = Prompt(
      "value of \(conflict.field) (\(conflict.id))", .value(conflict), lines: ["The value that shall hold:"])
    prompt.field = TextField(shell.takeDraft(prompt.key) ?? conflict.left?.text ?? "")
    shell.dialog = .prompt(prompt)
  }

  mutating func next(_ shell: inout Shell) { turn(by: 1, &shell) }
  mutating func previous(_ shell: inout Shell) { turn(by: -1, &shell) }

  private mutating func turn(by steps: Int, _ shell: inout Shell) {
    guard conflicts.count > 1 else { return shell.say("there is no other conflict") }
    index = (index + steps + conflicts.count) % conflicts.count
    scroll = Scroll()
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    let (text, _) = Rect(x: 0, y: 0, width: body.width, height: body.height).splitBottom(Self.footHeight)
    scroll.layout(lines: conflict.map { rows(of: $0, in: text.width).count } ?? 0, height: text.height)
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if key == .right || key == .left {
      turn(by: key == .right ? 1 : -1, &shell)
      return true
    }
    if key == .enter {
      shell.say("1 keeps ours, 2 takes theirs, 3 keeps both, e writes another")
      return true
    }
    return scroll.handle(key)
  }

  // MARK: drawing

  private static let footHeight = 2

  /// One row of the screen: across, or ours beside theirs.
  private enum Row {
    case whole(Sheet.Line)
    case sides(Sheet.Line?, Sheet.Line?)
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard let conflict, conflict.left != nil, conflict.right != nil else {
      frame.put(
        "no conflict is open: every field has one value", at: Point(x: rect.x + 1, y: rect.y), role: .ok)
      return
    }
    let (body, foot) = rect.splitBottom(Self.footHeight)
    let middle = body.x + body.width / 2
    let rows = rows(of: conflict, in: body.width)
    for (y, row) in zip(body.y..<max(body.y, body.maxY), rows.dropFirst(scroll.top)) {
      func put(_ line: Sheet.Line, at x: Int, to end: Int, _ frame: inout Frame) {
        frame.put(line.text, at: Point(x: x, y: y), width: end - x, role: line.role)
      }
      switch row {
      case .whole(let line): put(line, at: body.x + 1, to: body.maxX - 1, &frame)
      case .sides(let ours, let theirs):
        if let ours { put(ours, at: body.x + 1, to: middle - 1, &frame) }
        frame.verticalLine(in: Rect(x: middle, y: y, width: 1, height: 1), role: .dim)
        if let theirs { put(theirs, at: middle + 2, to: body.maxX - 1, &frame) }
      }
    }
    drawFoot(conflict, hasMore: rows.count - scroll.top > body.height, in: foot, of: &frame)
  }

  private func rows(of conflict: ConflictLine, in width: Int) -> [Row] {
    guard let ours = conflict.left, let theirs = conflict.right else { return [] }
    let whose =
      conflict.about.isEmpty
      ? " of \(conflict.place ?? "a record")" : ": \(conflict.about.joined(separator: " and "))"
    var head = Sheet()
    head.add(
      Printable(conflict.field + whose, cells: width * 4)
        + (conflict.isHard ? "   ! blocks outward moves until settled" : ""), .heading)
    let base = conflict.base.map { Printable($0) }
    let isCut = (base?.cells ?? 0) > width * 2
    head.add(
      "Base",
      isCut ? Printable(conflict.base ?? "", cells: width * 2) + " (whole below)" : base ?? "none is held",
      .dim)
    if WordDiff.lookAlike(ours.text, theirs.text) {
      head.add("! The two differ in spaces, or in how letters are encoded.", .warning)
    }
    head.gap()
    let runs = WordDiff.runs(ours.text, theirs.text)
    let left = side(ours, ours.isOurs ? "OURS (1)" : "THEIRS", WordDiff.marked(runs.left, "[-", "-]"))
      .wrapped(to: width / 2 - 2)
    let right = side(
      theirs, theirs.isOurs ? "OURS" : "THEIRS (2)", WordDiff.marked(runs.right, "{+", "+}")
    )
    .wrapped(to: width - width / 2 - 3)
    var tail = Sheet()
    if isCut, let base {
      tail.gap()
      tail.add("Base", base, .dim)
    }
    return head.wrapped(to: width - 2).map(Row.whole)
      + (0..<max(left.count, right.count)).map { line in
        .sides(line < left.count ? left[line] : nil, line < right.count ? right[line] : nil)
      } + tail.wrapped(to: width - 2).map(Row.whole)
  }

  private func side(_ side: ConflictLine.Side, _ name: Printable, _ text: Printable) -> Sheet {
    var sheet = Sheet()
    sheet.add(name + "  \(side.office)", .heading)
    sheet.add("\(side.user), " + Stamp.text(side.at), .dim)
    if !side.later.isEmpty { sheet.add("also \(side.later.joined(separator: ", "))", .dim) }
    sheet.gap()
    sheet.add(text)
    return sheet
  }

  private func drawFoot(_ conflict: ConflictLine, hasMore: Bool, in rect: Rect, of frame: inout Frame) {
    let place = Point(x: rect.x + 1, y: rect.y)
    let more = conflict.sides.count - 2
    if hasMore { frame.put("more below: PgDn", at: place, width: rect.width - 2, role: .key) }
    if more > 0 {
      frame.put(
        "! \(counted(more, "more value")) stand: casetui sync conflicts shows all",
        at: Point(x: place.x + (hasMore ? 19 : 0), y: rect.y), width: rect.width - (hasMore ? 21 : 2),
        role: .warning)
    }
    frame.put(
      "A choice is a new audit entry; both originals stay readable.",
      at: Point(x: rect.x + 1, y: rect.y + 1), width: rect.width - 2, role: .dim)
  }
}
