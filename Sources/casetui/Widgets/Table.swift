/// A scrolling table that asks only for the rows it shows.
struct Table: Sendable {
  struct Column: Sendable {
    enum Width: Sendable { case fixed(Int), flex(minimum: Int) }
    let title: Printable
    let width: Width
    var alignment = Alignment.left
    /// The column is left out of narrower tables.
    var minimumTableWidth = 0
  }

  struct Row: Sendable {
    var cells: [Printable]
    /// One cell that tells the kind of row: `*` marked, `X` overdue, `~` unassigned.
    var sign: Printable = ""
    var role = Role.plain
    /// Roles of single cells, by column.
    var cellRoles: [Int: Role] = [:]
  }

  var columns: [Column]
  var emptyText: Printable = "nothing here"

  /// Cells left of the first column: `>` for the selected row, and the sign.
  static let gutter = 3

  /// Rows of a table of this height, without its header.
  static func rows(inHeight height: Int) -> Int { max(1, height - (height > 2 ? 1 : 0)) }

  /// Draws header and rows. `rows` is called once, for the visible range, and may return fewer.
  ///
  /// The frame's cursor goes to the selected row when the table `isFocused`.
  func draw(
    _ state: ListState, in rect: Rect, of frame: inout Frame, isFocused: Bool = true,
    rows: (Range<Int>) -> [Row]
  ) {
    guard !rect.isEmpty else { return }
    let hasHeader = rect.height > 2
    let (header, body) = rect.splitTop(hasHeader ? 1 : 0)
    let places = place(in: rect.width)
    for (column, x, width) in places where hasHeader {
      let title = columns[column].title.padded(to: width, alignment: columns[column].alignment)
      frame.put(title, at: Point(x: header.x + x, y: header.y), width: width, role: .heading)
    }
    var state = state
    state.setHeight(body.height)
    if state.count == 0 {
      frame.put(emptyText, at: Point(x: body.x + 1, y: body.y), width: body.width - 1, role: .dim)
      if isFocused { frame.cursor = body.origin }
      return
    }
    for (line, row) in zip(body.y..<body.maxY, rows(state.visible)) {
      let isSelected = state.top + line - body.y == state.selected
      draw(row, isSelected: isSelected, at: Point(x: body.x, y: line), width: rect.width, places, &frame)
      if isSelected, isFocused { frame.cursor = Point(x: body.x + min(1, body.width - 1), y: line) }
    }
  }

  private func draw(
    _ row: Row, isSelected: Bool, at point: Point, width: Int, _ places: [Place], _ frame: inout Frame
  ) {
    let rowRole = isSelected ? .selected : row.role
    frame.fill(Rect(x: point.x, y: point.y, width: width, height: 1), role: rowRole)
    // A selected row keeps its sign, one cell to the left of the `>`.
    let gutter = isSelected ? row.sign.padded(to: 1) + ">" : " " + row.sign.padded(to: 1)
    frame.put(gutter, at: point, width: width, role: rowRole)
    for (column, x, columnWidth) in places where column < row.cells.count {
      let text = row.cells[column].padded(
        to: columnWidth, alignment: columns[column].alignment, ellipsis: frame.glyphs.ellipsis)
      frame.put(
        text, at: Point(x: point.x + x, y: point.y), width: columnWidth,
        role: isSelected ? rowRole : row.cellRoles[column] ?? rowRole)
    }
  }

  typealias Place = (column: Int, x: Int, width: Int)

  /// Where the columns go: fixed ones take what they say, flexible ones share the rest.
  func place(in tableWidth: Int) -> [Place] {
    let shown = columns.indices.filter { columns[$0].minimumTableWidth <= tableWidth }
    let flexible = shown.filter { if case .flex = columns[$0].width { true } else { false } }
    var spare = tableWidth - Self.gutter
    for column in shown { spare -= columns[column].width.minimum + 1 }
    spare = max(0, spare)
    var x = Self.gutter
    var result: [Place] = []
    for column in shown {
      var width = columns[column].width.minimum
      if let rank = flexible.firstIndex(of: column) {
        width += spare / flexible.count + (rank < spare % flexible.count ? 1 : 0)
      }
      width = min(width, tableWidth - x)
      guard width > 0 else { break }
      result.append((column, x, width))
      x += width + 1
    }
    return result
  }
}

extension Table.Column.Width {
  fileprivate var minimum: Int {
    switch self {
    case .fixed(let cells), .flex(minimum: let cells): max(1, cells)
    }
  }
}
