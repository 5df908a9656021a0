import CaseDomain

/// Elements down, exhibits across: what each exhibit does for each element, and what that leaves of it.
struct ElementsTab: Sendable {
  private var grid = ElementGrid()
  private var isRead = false
  /// The columns that are not hidden.
  private var exhibits: [ExhibitLine] = []
  private var hidesUnlinked = false
  private var list = ListState(count: 0)
  private var across = 0
  private var columns = 1

  var selected: ElementLine? {
    grid.rows.indices.contains(list.selected) ? grid.rows[list.selected] : nil
  }
  var exhibit: ExhibitLine? { exhibits.indices.contains(across) ? exhibits[across] : nil }
  var marks: [HandlingMark] { exhibits.map(\.mark) }

  /// Why nothing can be weighed here; `nil` when something can.
  var whyNoCell: Printable? {
    if !isRead { return "the matrix is still read" }
    if grid.exhibits.isEmpty { return "no exhibit in this case: take evidence in first" }
    return exhibits.isEmpty ? "every exhibit is hidden: H shows them" : nil
  }

  mutating func take(_ grid: ElementGrid) {
    self.grid = grid
    isRead = true
    list.setCount(grid.rows.count)
    showColumns()
  }

  /// Shows the exhibits that are linked to nothing, or hides them.
  mutating func toggleUnlinked() {
    hidesUnlinked.toggle()
    showColumns()
  }

  private mutating func showColumns() {
    let standing = exhibit?.id
    exhibits = hidesUnlinked ? grid.exhibits.filter { grid.isLinked($0.id) } : grid.exhibits
    across =
      exhibits.firstIndex { $0.id == standing } ?? max(0, min(across, exhibits.count - 1))
  }

  mutating func layout(_ body: Size) {
    list.setHeight(max(1, body.height - 1 - Self.footRows(in: body.height)))
    columns = max(1, (body.width - Self.fixedWidth(in: body.width)) / Self.columnWidth)
  }

  /// Whether the key was for the grid. At its left and right edge the arrows are for the tabs.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .right, .character("l"):
      guard across + 1 < exhibits.count else { return false }
      across += 1
    case .left, .character("h"):
      guard across > 0 else { return false }
      across -= 1
    default: return list.handle(key)
    }
    return true
  }

  // MARK: the selected cell

  var entry: SupportEntry {
    guard let selected, let exhibit else { return .blank }
    return selected.cells[exhibit.id] ?? .blank
  }

  /// The selected cell weighed so. The reason that stands is offered again on its own side only: what was
  /// written for an element is no reason against it.
  func weight(_ strength: WeighedSupport.Strength?, contradicts: Bool) -> SupportWeight? {
    guard let selected, let exhibit else { return nil }
    var weight = SupportWeight(
      selected.element, exhibit.id, strength, contradicts: contradicts, rationale: "", author: "")
    if let standing = entry.counted, standing.favour.signum() == weight.favour.signum() {
      weight.rationale = standing.rationale
    }
    return weight
  }

  /// Everything known of the element and the selected exhibit.
  var reading: Reading? {
    guard let selected else { return nil }
    var sheet = selected.sheet
    for exhibit in grid.exhibits {
      guard let entry = selected.cells[exhibit.id] else { continue }
      sheet.gap()
      sheet.add(
        "\(entry.mark)  \(exhibit.reference)  " + Printable(exhibit.title, cells: 200), .heading)
      sheet.add(
        "grade \(exhibit.grade ?? "none"), origin " + Printable(exhibit.origin ?? "none", cells: 200),
        .dim, indent: 2)
      if selected.leavesOut(exhibit.id) {
        sheet.add("the finding does not cite it, so it carries nothing", .warning, indent: 2)
      }
      for line in entry.lines { sheet.add(line, entry.role, indent: 2) }
    }
    return Reading("\(selected.element.rawValue)", sheet.lines.map(\.text), marks: grid.exhibits.map(\.mark))
  }

  // MARK: drawing

  private static let gutter = 3
  private static let codeWidth = 6
  private static let stateWidth = 13
  private static let supportWidth = 12
  private static let columnWidth = 5
  private static func footRows(in height: Int) -> Int { height >= 21 ? 11 : height >= 14 ? 7 : 2 }
  private static func isWide(_ width: Int) -> Bool { width >= 100 }
  /// Everything but the columns, with the least of the title.
  private static func fixedWidth(in width: Int) -> Int {
    gutter + codeWidth + stateWidth + (isWide(width) ? supportWidth + 28 : 22)
  }

  /// Where the parts of a row begin.
  private struct Places {
    let title, cells, support, state: Int
    let titleWidth: Int

    init(in rect: Rect, columns: Int) {
      title = rect.x + gutter + codeWidth
      state = rect.maxX - stateWidth
      support = state - (isWide(rect.width) ? supportWidth : 0)
      cells = support - columns * columnWidth
      titleWidth = max(0, cells - title - 1)
    }
  }

  /// The columns that fit, the selected one among them.
  private var shownColumns: Range<Int> {
    let first = max(0, min(across - columns + 1, exhibits.count - columns))
    return first..<min(exhibits.count, first + columns)
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard rect.width >= Self.gutter + Self.codeWidth + Self.stateWidth + Self.columnWidth, isRead else {
      frame.put("reading…", at: Point(x: rect.x + 1, y: rect.y), width: rect.width - 1, role: .dim)
      return
    }
    let shown = shownColumns
    let places = Places(in: rect, columns: shown.count)
    let (body, foot) = rect.splitBottom(Self.footRows(in: rect.height))
    let (header, rows) = body.splitTop(1)
    drawHeader(header.y, places, shown, &frame)
    var list = list
    list.setHeight(rows.height)
    for (y, row) in zip(rows.y..<rows.maxY, list.visible) {
      draw(grid.rows[row], isSelected: row == list.selected, at: y, in: rows, places, shown, &frame)
    }
    drawFoot(in: foot, shown, &frame)
  }

  private func drawHeader(_ y: Int, _ places: Places, _ shown: Range<Int>, _ frame: inout Frame) {
    frame.put("Element", at: Point(x: places.title, y: y), width: places.titleWidth, role: .heading)
    for (place, index) in shown.enumerated() {
      frame.put(
        exhibits[index].shortNumber,
        at: Point(x: places.cells + place * Self.columnWidth, y: y), width: Self.columnWidth - 1,
        role: index == across ? .key : .heading)
    }
    if places.support < places.state {
      frame.put("For", at: Point(x: places.support + 1, y: y), role: .heading)
    }
    frame.put("State", at: Point(x: places.state + 1, y: y), role: .heading)
  }

  private func draw(
    _ line: ElementLine, isSelected: Bool, at y: Int, in rect: Rect, _ places: Places, _ shown: Range<Int>,
    _ frame: inout Frame
  ) {
    let role: Role = isSelected ? .selected : .plain
    if isSelected {
      frame.fill(Rect(x: rect.x, y: y, width: places.cells - rect.x, height: 1), role: .selected)
      frame.put(">", at: Point(x: rect.x + 1, y: y), role: .selected)
      frame.cursor = Point(x: rect.x + 1, y: y)
    }
    frame.put(
      "\(line.element.rawValue)", at: Point(x: rect.x + Self.gutter, y: y), width: Self.codeWidth - 1,
      role: role)
    frame.put(
      Printable(line.element.title).truncated(to: places.titleWidth, ellipsis: frame.glyphs.ellipsis),
      at: Point(x: places.title, y: y), width: places.titleWidth, role: role)
    for (place, index) in shown.enumerated() {
      let x = places.cells + place * Self.columnWidth
      let entry = line.cells[exhibits[index].id] ?? .blank
      let isHere = isSelected && index == across
      let mark = entry.mark.padded(to: 3)
      frame.put(
        isHere ? "[" + mark + "]" : " " + mark, at: Point(x: x, y: y), width: Self.columnWidth,
        role: isHere ? .selected : entry.role)
      if isHere { frame.cursor = Point(x: x + 1, y: y) }
    }
    if places.support < places.state {
      frame.put(
        line.supportWords, at: Point(x: places.support + 1, y: y), width: Self.supportWidth - 1, role: .dim)
    }
    frame.put(
      "\(line.state.word)", at: Point(x: places.state + 1, y: y), width: Self.stateWidth - 1, role: line.role)
  }

  /// Which columns there are, the selected cell and element, what the signs say, and how many stand how.
  private func drawFoot(in rect: Rect, _ shown: Range<Int>, _ frame: inout Frame) {
    let (above, last) = rect.splitBottom(2)
    var sheet = Sheet()
    sheet.add(columnWords(shown), .dim)
    if let selected {
      if let exhibit {
        sheet.add(
          "\(selected.element.rawValue) x \(exhibit.reference)  "
            + Printable(exhibit.title, cells: max(20, rect.width - 36))
            + ", grade \(exhibit.grade ?? "none")", .heading)
        let uncited: Printable = selected.leavesOut(exhibit.id) ? "the finding does not cite it; " : ""
        sheet.add(uncited + entry.summary(in: rect.width * 2), entry.role)
      }
      let note: Printable = selected.note.isEmpty ? "" : ": \(selected.note)"
      sheet.add(
        "\(selected.element.rawValue) \(selected.state.word)" + note
          + ", needed: \(selected.element.answerNeeded.rawValue)", selected.role)
      let adverse = grid.exhibits.filter {
        selected.cells[$0.id]?.counted.map { $0.isAdverse } ?? false
      }
      if !adverse.isEmpty {
        sheet.add("Adverse: \(adverse.map(\.reference).joined(separator: ", "))", .warning)
      }
      sheet.add("\(selected.element.title)  \(selected.element.citation.description)", .dim)
      for finding in selected.findings {
        sheet.add(
          "\(finding.result.rawValue), found by \(finding.author): "
            + Printable(finding.rationale, cells: 300))
      }
    }
    sheet.draw(in: above.inset(x: 1), of: &frame)
    let width = rect.width - 2
    if last.height > 1 {
      frame.put(Self.legend, at: Point(x: last.x + 1, y: last.y), width: width, role: .dim)
    }
    frame.put(counts, at: Point(x: last.x + 1, y: last.maxY - 1), width: width, role: .dim)
  }

  private static let legend: Printable =
    "++ + (+) for  xx x (x) against  ? not weighed  / disputed  - nothing  . blank"

  private func columnWords(_ shown: Range<Int>) -> Printable {
    let hidden = grid.exhibits.count - exhibits.count
    let unlinked: Printable =
      hidden > 0 ? "; H shows \(hidden) linked to nothing" : "; H hides those linked to nothing"
    if let whyNoCell { return whyNoCell }
    return "exhibits \(shown.lowerBound + 1)-\(shown.upperBound) of " + grouped(exhibits.count) + unlinked
  }

  private var counts: Printable {
    MatrixRow.State.allCases.compactMap { state -> Printable? in
      let count = grid.rows.count { $0.state == state }
      return count == 0 ? nil : "\(count) \(state.word)"
    }.joined(separator: "  ")
  }
}

extension ExhibitLine {
  /// `0302` of `EX-0302-FE`; the whole reference where it has another form.
  fileprivate var shortNumber: Printable {
    let parts = reference.split(separator: "-")
    guard parts.count == 3, parts[0] == "EX" else { return "\(reference)" }
    return "\(parts[1].suffix(4))"
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

extension SupportEntry {
  /// At most three cells.
  fileprivate var mark: Printable {
    switch self {
    case .blank: "."
    case .notWeighed(.met): "+?"
    case .notWeighed(.notMet): "x?"
    case .notWeighed(.undetermined): "?"
    case .disputed: "/"
    case .weighed(let weight):
      switch weight.favour {
      case 3: "++"
      case 2: "+"
      case 1: "(+)"
      case -1: "(x)"
      case -2: "x"
      case -3: "xx"
      default: "-"
      }
    }
  }

  fileprivate var role: Role {
    switch self {
    case .blank: .dim
    case .notWeighed: .warning
    case .disputed: .danger
    case .weighed(let weight): weight.isAdverse ? .danger : .plain
    }
  }

  /// On one line, the reason cut to fit.
  fileprivate func summary(in cells: Int) -> Printable {
    switch self {
    case .blank: "not weighed: + supports, x contradicts, w chooses"
    case .notWeighed(.met): "cited, not weighed: counts as moderate support"
    case .notWeighed(.notMet): "cited for \"not met\", not weighed: counts as moderate contradiction"
    case .notWeighed(.undetermined): "cited, not weighed"
    case .weighed(let weight): weight.heading + ": " + Printable(weight.rationale, cells: max(20, cells - 64))
    case .disputed(let weights):
      "offices differ (\(weights.map(\.words).joined(separator: " / "))); the least favourable counts; g s settles it"
    }
  }

  /// In full.
  fileprivate var lines: [Printable] {
    switch self {
    case .blank, .notWeighed: [summary(in: 0)]
    case .weighed(let weight): [weight.heading, Printable(weight.rationale, cells: 2000)]
    case .disputed(let weights):
      [summary(in: 0)] + weights.flatMap { [$0.heading, Printable($0.rationale, cells: 2000)] }
    }
  }
}

extension SupportWeight {
  /// `strong support, by ada.novak, 2026-11-20`.
  fileprivate var heading: Printable { "\(words), by \(author)\(on.map { ", \($0.iso)" } ?? "")" }
}

extension ElementLine {
  /// How many exhibits speak for it, and the strongest of them.
  fileprivate var supportWords: Printable {
    let favours = cells.values.compactMap(\.favour).filter { $0 > 0 }
    guard let best = favours.max() else { return "0" }
    return "\(favours.count)  \(best == 3 ? "strong" : best == 2 ? "moderate" : "weak")"
  }

  /// Weighed in its support, and in no finding that stands.
  fileprivate func leavesOut(_ exhibit: ExhibitID) -> Bool {
    (cells[exhibit]?.counted?.favour ?? 0) > 0 && !findings.isEmpty
      && !findings.contains { $0.exhibits.contains(exhibit) }
  }

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
