import CaseDomain

/// Peers and how old the last exchange is; below them what is to be settled.
struct SyncPage: Page {
  private var peers: [PeerLine] = []
  private(set) var conflicts: [ConflictLine] = []
  private var isLoaded = false
  /// Over both lists: first the peers, then the conflicts.
  private var list = ListState(count: 0)
  private var result: SyncView?
  /// A peer that is not enrolled, by its address, with what the last try to exchange with it found.
  private(set) var unknown: (address: String, view: SyncView)?

  let scope = Scope.sync
  var hints: [String] { unknown == nil ? ["open", "sync"] : ["enrol-peer", "open", "sync"] }
  func title(_ shell: Shell) -> Printable { "Sync and conflicts" }
  func marks(_ shell: Shell) -> [HandlingMark] { conflicts.map(\.mark) }

  func currentCase(_ shell: Shell) -> CaseTag? { selectedConflict.flatMap { conflicts[$0].caseTag } }

  private var selectedConflict: Int? {
    let index = list.selected - peers.count
    return conflicts.indices.contains(index) ? index : nil
  }

  mutating func appear(_ shell: inout Shell) {
    peers = shell.office.peers
    recount()
    // Another process may have exchanged since the office was read.
    shell.ask(.office)
    shell.ask(.conflicts)
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .office(let office): peers = office.peers
    case .conflicts(let rows):
      let isNews = conflicts.isEmpty
      conflicts = rows
      isLoaded = true
      recount()
      if isNews, !rows.isEmpty { list.select(peers.count) }
    default: return
    }
    recount()
  }

  private mutating func recount() { list.setCount(peers.count + conflicts.count) }

  mutating func take(_ result: WorkResult, of work: Work, _ shell: inout Shell) {
    guard case .synced(let view) = result, case .sync(let peer, _) = work else { return }
    guard view.unknownPeerWords == nil else { return unknown = (address: peer, view: view) }
    self.result = view
    if unknown?.address == peer { unknown = nil }
  }

  /// The words stand on a row of their own, so that they are never cut; "no" is what a stray Enter chooses, and
  /// the key of "yes" does nothing on the page: one that was meant for it enrols nobody.
  func offerEnrolment(_ shell: inout Shell) {
    guard let unknown, let words = unknown.view.unknownPeerWords else { return }
    shell.dialog = .menu(
      Menu(
        "enrol \(unknown.view.peer)?",
        [
          Menu.Item("n", "no, or nobody compared the words"),
          Menu.Item("w", "yes, the other side reads out exactly:"), Menu.Item(nil, "\(words)"),
        ]), [.nothing, .enrol(peer: unknown.address, words: words), .nothing])
  }

  static let prompt = Prompt(
    "sync", .peer, lines: ["Address of the peer: a path, or ssh://host/path"])

  mutating func startSync(_ shell: inout Shell) {
    let known = peers.compactMap { peer in peer.address.map { (peer, $0) } }
    guard !known.isEmpty else {
      return shell.ask(Self.prompt)
    }
    var items = known.map { Menu.Item(nil, "\($0.office)  " + Printable($1, cells: 50)) }
    items.append(Menu.Item("o", "another address…"))
    shell.dialog = .menu(Menu("exchange with", items), known.map { .sync(peer: $1) } + [.askPeer])
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    list.setHeight(max(1, body.height - 6))
  }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if list.handle(key) { return true }
    guard key == .enter else { return false }
    if let index = selectedConflict {
      shell.open(ConflictPage(conflicts, at: index))
    } else if peers.indices.contains(list.selected) {
      let peer = peers[list.selected]
      if let address = peer.address {
        // Enter looks everywhere else, and what was sent is not taken back.
        let menu = Menu(
          "exchange with \(peer.office)?",
          [
            Menu.Item("n", "no"), Menu.Item("y", "yes: sends all it has not, and takes all we have not"),
            Menu.Item(nil, Printable(address, cells: 60)),
          ])
        shell.dialog = .menu(menu, [.nothing, .sync(peer: address), .nothing])
      } else {
        shell.ask(Self.prompt)
      }
    }
    return true
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    var y = rect.y
    func line(_ text: Printable, _ role: Role, _ frame: inout Frame) {
      if y < rect.maxY { frame.put(text, at: Point(x: rect.x + 1, y: y), width: rect.width - 2, role: role) }
      y += 1
    }
    frame.cursor = rect.origin
    line("Peers", .heading, &frame)
    if peers.isEmpty { line("  none yet: y exchanges with a first one", .dim, &frame) }
    for index in list.visible where index < peers.count {
      draw(text(of: peers[index], at: shell.office.readAt), index, at: y, rect, .plain, &frame)
      y += 1
    }
    line("Conflicts", .heading, &frame)
    if conflicts.isEmpty { line(isLoaded ? "  none: every field has one value" : "  reading…", .dim, &frame) }
    for index in list.visible where index >= peers.count {
      guard y < rect.maxY - 2 else { break }
      let conflict = conflicts[index - peers.count]
      draw(Self.text(of: conflict), index, at: y, rect, conflict.isHard ? .warning : .plain, &frame)
      y += 1
    }
    drawResult(in: rect.splitBottom(2).bottom, of: &frame)
  }

  private func draw(
    _ text: Printable, _ index: Int, at y: Int, _ rect: Rect, _ role: Role, _ frame: inout Frame
  ) {
    guard y < rect.maxY else { return }
    let isSelected = index == list.selected
    let role = isSelected ? Role.selected : role
    frame.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), role: role)
    frame.put(isSelected ? " > " : "   ", at: Point(x: rect.x, y: y), role: role)
    frame.put(text, at: Point(x: rect.x + 3, y: y), width: rect.width - 4, role: role)
    if isSelected { frame.cursor = Point(x: rect.x + 1, y: y) }
  }

  private func text(of peer: PeerLine, at now: UInt64) -> Printable {
    let age: Printable = peer.lastSyncAt.map { Stamp.ago($0, at: now) } ?? "never"
    return Printable(peer.office, cells: 24).padded(to: 26) + age.padded(to: 10)
      + Printable(peer.address ?? "no address: y asks", cells: 60)
  }

  private static func text(of conflict: ConflictLine) -> Printable {
    // Who takes the place of case and field; what each side says is short, so that two fit in 80 columns.
    guard conflict.about.isEmpty else {
      let who = conflict.about.map { Printable($0, cells: 20) }.joined(separator: " / ")
      return who.padded(to: 45)
        + conflict.sides.map { Printable($0.text, cells: 14) }.joined(separator: " | ")
    }
    let sides = conflict.sides.map { side in Printable(side.text, cells: 24) }.joined(separator: " | ")
    return Printable(conflict.record ?? conflict.caseTag?.reference ?? "-").padded(to: 12)
      + Printable(conflict.field, cells: 20).padded(to: 22)
      + (conflict.isHard ? "! blocks   " : "           ")
      + sides
  }

  private func drawResult(in rect: Rect, of frame: inout Frame) {
    if let unknown, let words = unknown.view.unknownPeerWords {
      frame.put(
        "! " + Printable(unknown.view.peer, cells: 24)
          + " is not enrolled: e asks, once the other side reads out:",
        at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2, role: .warning)
      frame.put("\(words)", at: Point(x: rect.x + 1, y: rect.y + 1), width: rect.width - 2)
      return
    }
    guard let result else { return }
    if let difference = result.difference, difference == .damage {
      for (row, text) in [difference.message, difference.remedy].enumerated() {
        frame.put(
          (row == 0 ? "! " : "  ") + Printable(text), at: Point(x: rect.x + 1, y: rect.y + row),
          width: rect.width - 2, role: .danger)
      }
      return
    }
    frame.put(
      "Last exchange: \(result.peer): \(grouped(result.received)) received, \(grouped(result.sent)) sent, "
        + "\(grouped(result.bytes)) bytes in \(result.seconds.tenths) s",
      at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 2)
    frame.put(
      result.outcome, at: Point(x: rect.x + 1, y: rect.y + 1), width: rect.width - 2,
      role: result.isGood ? .ok : .warning)
  }
}

extension SyncView {
  /// All came that was to come, both hold the same, and nothing is dated ahead.
  fileprivate var isGood: Bool {
    refused.isEmpty && difference == nil && missingFiles == 0 && fastClocks.isEmpty
  }

  fileprivate var outcome: Printable {
    if !refused.isEmpty { return "! refused: \(refused.joined(separator: "; "))" }
    if let difference { return "! \(difference.message); \(difference.remedy)" }
    if missingFiles > 0 {
      return "! \(counted(missingFiles, "file")) did not come: exchange with an office that holds them"
    }
    if !fastClocks.isEmpty { return "! something is dated ahead of the clock here: casetui status" }
    return "both hold the same state now"
  }

  /// Whether somebody answered whose key is not the one that was to be enrolled.
  func isOther(in work: Work) -> Bool { work.enrols && unknownPeerWords != nil }

  func sentence(of work: Work) -> Printable {
    if isOther(in: work) {
      return "nobody was enrolled: \(peer) has other key words than those you said yes to"
    }
    if unknownPeerWords != nil { return "\(peer) is not enrolled; nothing was exchanged" }
    if let difference, difference == .damage { return "\(difference.message); \(difference.remedy)" }
    if !refused.isEmpty { return "exchanged with \(peer); \(counted(refused.count, "segment")) refused" }
    if missingFiles > 0 { return "exchanged with \(peer); \(counted(missingFiles, "file")) did not come" }
    if !fastClocks.isEmpty { return "exchanged with \(peer); something is dated ahead of the clock here" }
    return "exchanged with \(peer): \(grouped(received)) received, \(grouped(sent)) sent, "
      + counted(conflicts, "conflict")
  }

  func role(of work: Work) -> Role {
    if difference == .damage { return .danger }
    return isGood && !isOther(in: work) ? .ok : .warning
  }
}
