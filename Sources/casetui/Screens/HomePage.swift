import CaseDomain

/// My desk: what waits for me, where the cases stand, how old the last exchanges are.
struct HomePage: Page {
  private enum Row: Equatable, Sendable {
    case heading(String)
    case conflicts(Int)
    case mine(CaseLine)
    /// How many more there are than are listed, in words.
    case more(Printable)
    case nothing
    case stage(String, Int)
    case peer(PeerLine)
    case noPeers
    case health(Health)

    var caseID: CaseID? { if case .mine(let line) = self { line.id } else { nil } }

    var isSelectable: Bool {
      switch self {
      case .heading, .nothing, .noPeers, .health: false
      default: true
      }
    }
  }

  private var rows: [Row] = []
  private var list = ListState(count: 0)

  let scope = Scope.home
  var hints: [String] { ["open", "go-cases", "go-deadlines", "go-import", "go-sync", "new-case"] }
  func title(_ shell: Shell) -> Printable { "My desk" }

  func currentCase(_ shell: Shell) -> CaseTag? { selectedCase?.tag }

  private var selectedCase: CaseLine? {
    guard rows.indices.contains(list.selected), case .mine(let line) = rows[list.selected] else { return nil }
    return line
  }

  func marks(_ shell: Shell) -> [HandlingMark] {
    list.visible.compactMap { index in
      if rows.indices.contains(index), case .mine(let line) = rows[index] { line.mark } else { nil }
    }
  }

  mutating func appear(_ shell: inout Shell) { rebuild(shell) }

  mutating func layout(_ body: Size, _ shell: Shell) { list.setHeight(body.height) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .office, .health: rebuild(shell)
    default: break
    }
  }

  private mutating func rebuild(_ shell: Shell) {
    guard shell.office.isLoaded else { return }
    let (before, row) = (selectedCase?.id, list.selected)
    rows = Self.rows(of: shell.office)
    if let health = shell.health { rows.append(.health(health)) }
    list.setCount(rows.count)
    // The selection stays on its case.
    list.select(rows.firstIndex { $0.caseID != nil && $0.caseID == before } ?? row)
    list.settle(down: true) { [rows] in rows[$0].isSelectable }
  }

  /// Cases that are listed of those that wait, with something to settle and without.
  private static let mostListed = 6

  private static func rows(of office: Office) -> [Row] {
    var (urgent, own): ([CaseLine], [CaseLine]) = ([], [])
    var counts: [String: Int] = [:]
    for line in office.cases {
      counts[line.stage, default: 0] += 1
      if line.isContested || line.conflicts > 0 {
        urgent.append(line)
      } else if line.stage != SpineStage.closed.rawValue, line.isAssigned(to: office.user) {
        own.append(line)
      }
    }
    var rows: [Row] = [.heading("Waiting for \(office.user)")]
    if office.conflicts > 0 { rows.append(.conflicts(office.conflicts)) }
    rows += listed(urgent, " with something to settle") + listed(own, " assigned to you")
    if rows.count == 1 { rows.append(.nothing) }
    rows.append(.heading("Cases by stage"))
    let stages = SpineStage.allCases.map(\.rawValue)
    rows += stages.compactMap { stage in counts[stage].map { .stage(stage, $0) } }
    rows.append(.heading("Peers"))
    rows += office.peers.isEmpty ? [.noPeers] : office.peers.map(Row.peer)
    return rows
  }

  /// The first of them, and how many more there are.
  private static func listed(_ lines: [CaseLine], _ what: Printable) -> [Row] {
    let more = lines.count - mostListed
    let rows = lines.prefix(mostListed).map { Row.mine($0) }
    return more > 0 ? rows + [.more("and \(grouped(more)) more\(what): g c")] : rows
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if list.handle(key, selecting: { [rows] in rows[$0].isSelectable }) { return true }
    if key == .enter, rows.indices.contains(list.selected) {
      open(rows[list.selected], &shell)
      return true
    }
    return false
  }

  private func open(_ row: Row, _ shell: inout Shell) {
    switch row {
    case .mine(let line): shell.open(CasePage(line.tag))
    case .conflicts, .peer: shell.navigation.append(.go(SyncPage()))
    case .stage(let stage, _): shell.navigation.append(.go(CasesPage(finding: stage)))
    case .more: shell.navigation.append(.go(CasesPage()))
    case .heading, .nothing, .noPeers, .health: break
    }
  }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    guard shell.office.isLoaded else {
      frame.put("reading the store…", at: Point(x: rect.x + 1, y: rect.y), role: .dim)
      frame.cursor = rect.origin
      return
    }
    for (y, index) in zip(rect.y..<rect.maxY, list.visible) {
      let isSelected = index == list.selected
      draw(
        rows[index], isSelected: isSelected, in: Rect(x: rect.x, y: y, width: rect.width, height: 1), &frame,
        shell)
      if isSelected { frame.cursor = Point(x: rect.x + 1, y: y) }
    }
  }

  private func draw(_ row: Row, isSelected: Bool, in rect: Rect, _ frame: inout Frame, _ shell: Shell) {
    let role: Role = isSelected ? .selected : .plain
    let start = Point(x: rect.x + 3, y: rect.y)
    if isSelected {
      frame.fill(rect, role: .selected)
      frame.put(">", at: Point(x: rect.x + 1, y: rect.y), role: .selected)
    }
    switch row {
    case .heading(let text): frame.put("\(text)", at: Point(x: rect.x + 1, y: rect.y), role: .heading)
    case .nothing:
      frame.put("nothing: no conflict, and no open case is assigned to you", at: start, role: .dim)
    case .noPeers: frame.put("none yet: g s, then y, exchanges with a first peer", at: start, role: .dim)
    case .health(let health): draw(health, at: start, &frame)
    case .conflicts(let count):
      frame.put(
        "! \(counted(count, "conflict")) to settle", at: start, role: isSelected ? role : .warning)
    case .mine(let line): draw(line, at: start, in: rect, role, &frame)
    case .more(let words):
      frame.put(words, at: start, width: rect.width - 4, role: isSelected ? role : .dim)
    case .stage(let stage, let count):
      frame.put(
        Printable(stage).padded(to: 16) + grouped(count).padded(to: 6, alignment: .right), at: start,
        role: role)
    case .peer(let peer):
      let age: Printable =
        peer.lastSyncAt.map { "synced " + Stamp.ago($0, at: shell.office.readAt) }
        ?? "never synced"
      frame.put(
        Printable(peer.office, cells: 30).padded(to: 32) + age, at: start, width: rect.width - 4, role: role)
    }
  }

  private func draw(_ health: Health, at start: Point, _ frame: inout Frame) {
    let held = health.quarantined + health.unread
    frame.put(
      counted(health.exhibits, "exhibit") + ", hashed again at each move.  "
        + (held == 0
          ? "No operation is held back." : "!! " + counted(held, "operation") + " held back: casetui status"),
      at: start, role: held == 0 ? .dim : .danger)
  }

  private func draw(_ line: CaseLine, at start: Point, in rect: Rect, _ role: Role, _ frame: inout Frame) {
    let why: Printable =
      line.isContested ? "stage contested" : line.conflicts > 0 ? counted(line.conflicts, "conflict") : ""
    frame.put("\(line.reference)", at: start, width: 12, role: role)
    frame.put(
      Printable(line.title, cells: 200), at: Point(x: start.x + 13, y: start.y), width: rect.width - 48,
      role: role)
    frame.put("\(line.stage)", at: Point(x: rect.maxX - 31, y: start.y), width: 13, role: role)
    frame.put(
      why, at: Point(x: rect.maxX - 17, y: start.y), width: 16, role: role == .selected ? role : .warning)
  }
}

extension CaseLine {
  fileprivate func isAssigned(to user: String) -> Bool {
    assignees.split(separator: ",").contains { String($0).trimmed == user }
  }
}
