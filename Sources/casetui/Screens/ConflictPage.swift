import CaseDomain

/// One conflict: what both replaced, ours and theirs side by side, and the choice. Source: docs/architecture.md §6.
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
    return
      "Sync / conflict \(index + 1) of \(conflicts.count): \(conflict.caseTag?.reference ?? "") \(conflict.field)"
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    guard case .conflicts(let rows) = answer else { return }
    conflicts = rows
    index = min(index, max(0, rows.count - 1))
  }

  mutating func appear(_ shell: inout Shell) { shell.ask(.conflicts) }

  // MARK: choices

  func whyNot(_ choice: Resolution) -> Printable? {
    guard let conflict else { return "there is no conflict" }
    switch choice {
    case .ours, .theirs: return nil
    case .both, .text:
      return conflict.isText ? nil : "\(conflict.field) is not free text; take 1 ours or 2 theirs"
    }
  }

  mutating func resolve(_ choice: Resolution, _ shell: inout Shell) {
    if let conflict { shell.start(.resolve(conflict, choice)) }
  }

  mutating func edit(_ shell: inout Shell) {
    guard let conflict else { return }
    var prompt = Prompt(
      "value of \(conflict.field)", .value(conflict), lines: ["The value that shall hold:"])
    prompt.field = TextField(conflict.ours?.text ?? "")
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
    scroll.layout(lines: body.height * 2, height: body.height)
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

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard let conflict, let ours = conflict.ours, let theirs = conflict.theirs else {
      frame.put(
        "no conflict is open: every field has one value", at: Point(x: rect.x + 1, y: rect.y), role: .ok)
      return
    }
    let (head, rest) = rect.splitTop(3)
    var sheet = Sheet()
    sheet.add(
      "\(conflict.field) of \(conflict.caseTag?.reference ?? "a record")"
        + (conflict.isHard ? "   ! blocks outward moves until settled" : ""), .heading)
    sheet.add("Base", conflict.base.map { Printable($0, cells: rect.width * 2) } ?? "none is held", .dim)
    sheet.draw(in: head.inset(x: 1), of: &frame)
    let (sides, foot) = rest.splitBottom(2)
    let (left, right) = sides.splitLeft(sides.width / 2)
    let (line, body) = right.splitLeft(1)
    let runs = WordDiff.runs(ours.text, theirs.text)
    draw(ours, "OURS (1)", WordDiff.marked(runs.left, "[-", "-]"), .removed, in: left.inset(x: 1), &frame)
    frame.verticalLine(in: line, role: .dim)
    draw(theirs, "THEIRS (2)", WordDiff.marked(runs.right, "{+", "+}"), .added, in: body.inset(x: 1), &frame)
    drawFoot(conflict, in: foot, of: &frame)
  }

  private func draw(
    _ side: ConflictLine.Side, _ name: Printable, _ text: Printable, _ role: Role, in rect: Rect,
    _ frame: inout Frame
  ) {
    var sheet = Sheet()
    sheet.add(name + "  \(side.office)", .heading)
    sheet.add("\(side.user), " + Stamp.text(side.at), .dim)
    sheet.gap()
    sheet.add(text)
    sheet.draw(in: rect, of: &frame, top: 0)
  }

  private func drawFoot(_ conflict: ConflictLine, in rect: Rect, of frame: inout Frame) {
    let more = conflict.sides.count - 2
    if more > 0 {
      frame.put(
        "! \(counted(more, "more value")) stand: casetui sync conflicts shows all",
        at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2, role: .warning)
    }
    frame.put(
      "A choice is a new audit entry; both originals stay readable.",
      at: Point(x: rect.x + 1, y: rect.y + 1), width: rect.width - 2, role: .dim)
  }
}
