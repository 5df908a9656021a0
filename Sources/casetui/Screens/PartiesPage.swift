import CaseDomain

/// The parties that statements of ownership name: from here into the tree of one.
struct PartiesPage: Page {
  let whom: PartiesOf
  private var text = ""
  private var found: PartyList?
  /// The rows are of the words before: a key that opens one waits for those of these words.
  private var awaitsRows = false
  private var opensWhenFound = false
  private var list = ListState(count: 0)

  init(_ whom: PartiesOf = .everybody) { self.whom = whom }

  let scope = Scope.parties
  var hints: [String] { ["open", "find-party"] }

  func title(_ shell: Shell) -> Printable {
    let about: Printable =
      switch whom {
      case .everybody: ""
      case .subject(let tag): " / \(tag.reference)"
      case .record(_, let reference): " / " + Printable(reference, cells: 40)
      }
    return "Parties" + about + (text.isEmpty ? "" : " with " + Printable(text, cells: 40))
  }

  func currentCase(_ shell: Shell) -> CaseTag? {
    if case .subject(let tag) = whom { tag } else { nil }
  }

  /// Names come from any file of the office.
  func marks(_ shell: Shell) -> [HandlingMark] { list.count == 0 ? [] : [shell.office.mark] }

  private var rows: [PartyLine] { found?.rows ?? [] }
  private var selected: PartyLine? { rows.indices.contains(list.selected) ? rows[list.selected] : nil }

  mutating func appear(_ shell: inout Shell) { shell.ask(.parties(whom, text)) }

  mutating func find(_ text: String, _ shell: inout Shell) {
    self.text = text
    awaitsRows = true
    list.select(0)
    shell.ask(.parties(whom, text))
  }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    guard case .parties(whom, text, let found) = answer else { return }
    // Read again after a work, it does not take the place of what was said of that.
    let isNews = self.found == nil || awaitsRows
    let before = isNews ? nil : selected?.party
    self.found = found
    list.setCount(found.rows.count)
    // The selection stays on its party.
    if let before, let row = found.rows.firstIndex(where: { $0.party == before }) { list.select(row) }
    awaitsRows = false
    if isNews { shell.say(sentence(of: found), isMissing(in: found) ? .warning : .plain) }
    if opensWhenFound { open(&shell) }
    opensWhenFound = false
  }

  private func open(_ shell: inout Shell) {
    if let selected { shell.open(OwnershipPage(OwnershipQuestion(party: selected.party))) }
  }

  /// Whoever was asked about is no party; with words they may just not fit.
  private func isMissing(in found: PartyList) -> Bool {
    whom != .everybody && text.isEmpty && !found.rows.contains(where: \.isAsked)
  }

  private func sentence(of found: PartyList) -> Printable {
    let count: Printable =
      found.rows.count < found.total
      ? "\(grouped(found.rows.count)) of \(grouped(found.total)) parties; / finds others"
      : "\(grouped(found.total)) \(found.total == 1 ? "party" : "parties") in statements of ownership"
    guard isMissing(in: found) else { return count }
    guard let asked = found.asked else { return count + "; the case names no actor as its subject" }
    return count + "; none is \(asked) by a judgement yet: casetui actor same"
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    list.setHeight(Table.rows(inHeight: body.height - Self.footRows(in: body.height)))
  }

  private static func footRows(in height: Int) -> Int { height >= 12 ? 4 : 0 }

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event else { return false }
    if key != .enter { opensWhenFound = false }
    // Esc takes the words away first.
    if key == .escape, !text.isEmpty {
      find("", &shell)
      return true
    }
    if list.handle(key) { return true }
    guard key == .enter else { return false }
    if awaitsRows { opensWhenFound = true } else { open(&shell) }
    return true
  }

  /// All of the ids, whatever the size of the screen.
  func readSelected(_ shell: inout Shell) {
    guard let selected else { return }
    shell.dialog = .read(Reading("party", sheet(of: selected).lines.map(\.text), marks: marks(shell)))
  }

  var whyNothingToRead: Printable? { selected == nil ? "nothing is selected" : nil }

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    let empty: Printable =
      found == nil
      ? "reading what registers state…"
      : text.isEmpty
        ? "no register states an ownership yet: g i takes in BODS, UK PSC, FtM"
        : "no party has all these words: Esc takes them away"
    let (body, foot) = rect.splitBottom(Self.footRows(in: rect.height))
    if let selected, !foot.isEmpty {
      let below = foot.splitTop(1).rest.inset(x: 1)
      if sheet(of: selected).draw(in: below, of: &frame) {
        let more: Printable = " more: v "
        frame.put(more, at: Point(x: below.maxX - more.cells, y: below.maxY - 1), role: .key)
      }
    }
    Self.table(empty).draw(list, in: body, of: &frame) { range in
      rows[range].map { row in
        Table.Row(
          cells: [
            Printable(row.name ?? "no name is held", cells: 160),
            row.ids.map { Printable($0, cells: 80) }.joined(separator: " = "),
            grouped(row.holds), grouped(row.held),
          ], sign: row.isAsked ? "*" : "", cellRoles: row.name == nil ? [0: .dim] : [:])
      }
    }
  }

  /// Ids in full: to judge who is who one has to type them.
  private func sheet(of party: PartyLine) -> Sheet {
    var sheet = Sheet()
    sheet.add(Printable(party.name ?? "no name is held", cells: 200), .heading)
    for id in party.ids { sheet.add(Printable(id, cells: 400)) }
    return sheet
  }

  private static func table(_ emptyText: Printable) -> Table {
    Table(
      columns: [
        .init(title: "Party", width: .flex(minimum: 18)), .init(title: "Ids", width: .flex(minimum: 18)),
        .init(title: "Holds", width: .fixed(6), alignment: .right),
        .init(title: "Held by", width: .fixed(7), alignment: .right),
      ], emptyText: emptyText)
  }
}
