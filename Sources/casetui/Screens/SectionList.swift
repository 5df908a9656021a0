/// Rows under headings, of which the rows can be selected, and what is known of the selected one.
struct SectionList<Item: Equatable & Sendable>: Sendable {
  struct Row: Sendable {
    let text: Printable
    let role: Role
    /// One cell that tells the kind of row: `!` not in order.
    let sign: Printable
    /// `nil` for a heading or a remark, which cannot be selected.
    let item: Item?
    let sheet: Sheet
  }

  private var rows: [Row] = []
  private var list = ListState(count: 0)
  private var isWide = false
  private var isLoaded = false

  var selected: Item? { rows.indices.contains(list.selected) ? rows[list.selected].item : nil }

  mutating func set(_ rows: [Row]) {
    self.rows = rows
    isLoaded = true
    list.setCount(rows.count)
    list.settle(down: true) { rows[$0].item != nil }
  }

  mutating func select(_ item: Item) {
    if let row = rows.firstIndex(where: { $0.item == item }) { list.select(row) }
  }

  mutating func layout(_ body: Size) {
    isWide = body.width >= 100
    list.setHeight(max(1, body.height - (isWide ? 0 : Self.footRows(in: body.height))))
    list.showHeading()
  }

  /// What is left below the list on narrow screens.
  private static func footRows(in height: Int) -> Int { height >= 12 ? 6 : 0 }

  mutating func handle(_ key: Key, _ shell: inout Shell) -> Bool {
    if list.handle(key, selecting: { [rows] in rows[$0].item != nil }) { return true }
    guard key == .enter, rows.indices.contains(list.selected), rows[list.selected].item != nil else {
      return false
    }
    let row = rows[list.selected]
    shell.dialog = .read(Reading("read", row.sheet.lines.map(\.text)))
    return true
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    frame.cursor = Point(x: rect.x + 1, y: rect.y)
    guard isLoaded else {
      frame.put("reading…", at: Point(x: rect.x + 1, y: rect.y), role: .dim)
      return
    }
    let panes = rect.panes(list: rect.width * 58 / 100)
    let (body, foot) = panes.list.splitBottom(isWide ? 0 : Self.footRows(in: rect.height))
    for (y, index) in zip(body.y..<body.maxY, list.visible) {
      draw(
        rows[index], isSelected: index == list.selected && rows[index].item != nil, at: y, in: body, &frame)
    }
    guard selected != nil else { return }
    let sheet = rows[list.selected].sheet
    if let line = panes.line, let detail = panes.detail {
      frame.verticalLine(in: line, role: .dim)
      sheet.draw(in: detail, of: &frame)
    } else {
      sheet.draw(in: foot.splitTop(min(1, foot.height)).rest.inset(x: 1), of: &frame)
    }
  }

  private func draw(_ row: Row, isSelected: Bool, at y: Int, in rect: Rect, _ frame: inout Frame) {
    guard row.item != nil else {
      frame.put(row.text, at: Point(x: rect.x + 1, y: y), width: rect.width - 2, role: row.role)
      return
    }
    let role: Role = isSelected ? .selected : row.role
    frame.fill(Rect(x: rect.x, y: y, width: rect.width, height: 1), role: isSelected ? .selected : .plain)
    // A selected row keeps its sign, one cell to the left of the `>`.
    let gutter = isSelected ? row.sign.padded(to: 1) + ">" : " " + row.sign.padded(to: 1)
    frame.put(gutter, at: Point(x: rect.x, y: y), width: rect.width, role: role)
    let text = row.text.truncated(to: max(0, rect.width - 4), ellipsis: frame.glyphs.ellipsis)
    frame.put(text, at: Point(x: rect.x + 3, y: y), width: rect.width - 4, role: role)
    if isSelected { frame.cursor = Point(x: rect.x + 1, y: y) }
  }
}

extension SectionList.Row {
  static func heading(_ text: Printable) -> Self {
    Self(text: text, role: .heading, sign: "", item: nil, sheet: Sheet())
  }

  static func remark(_ text: Printable, _ role: Role = .dim) -> Self {
    Self(text: "  " + text, role: role, sign: "", item: nil, sheet: Sheet())
  }

  static func row(
    _ item: Item, _ text: Printable, role: Role = .plain, sign: Printable = "", _ sheet: Sheet
  ) -> Self {
    Self(text: text, role: role, sign: sign, item: item, sheet: sheet)
  }
}

/// A cell of a row: exactly so many cells wide.
func column(_ text: Printable, _ cells: Int) -> Printable { text.padded(to: cells) }
