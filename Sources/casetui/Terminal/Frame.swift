/// One cluster on the grid, or a further cell of a wide one.
struct Cell: Equatable, Sendable {
  var cluster: Character = " "
  /// 0 for a cell that the wide cluster to its left covers.
  var width: UInt8 = 1
  var role: Role = .plain
}

/// What is to be on the screen: a grid of cells, and where the cursor is.
///
/// Drawing outside the grid is no error: it draws what falls inside.
struct Frame: Equatable, Sendable {
  let size: Size
  let glyphs: Glyphs
  /// Row by row from the top.
  private(set) var cells: [Cell]
  /// `nil` hides it. On the focused cell, so that screen readers and magnifiers follow.
  var cursor: Point?

  init(size: Size, glyphs: Glyphs = .unicode) {
    self.size = Size(width: max(0, size.width), height: max(0, size.height))
    self.glyphs = glyphs
    cells = Array(repeating: Cell(), count: self.size.width * self.size.height)
  }

  var bounds: Rect { Rect(size) }

  func row(_ y: Int) -> ArraySlice<Cell> { cells[y * size.width..<(y + 1) * size.width] }

  /// Draws text in at most `width` cells, with an ellipsis where it is cut, and returns the cells used.
  @discardableResult
  mutating func put(_ text: Printable, at point: Point, width: Int = .max, role: Role = .plain) -> Int {
    guard bounds.contains(point) else { return 0 }
    let available = min(width, size.width - point.x)
    guard available > 0 else { return 0 }
    let shown = text.truncated(to: available, ellipsis: glyphs.ellipsis)
    var x = point.x
    var hidden = shown.hidden[...]
    shown.forEachCluster { cluster, width, offset in
      while let first = hidden.first, first.upperBound <= offset { hidden.removeFirst() }
      let isHidden = hidden.first?.contains(offset) == true
      set(cluster, width: width, x: x, y: point.y, role: isHidden ? .hidden : role)
      x += width
      return true
    }
    return x - point.x
  }

  /// Blanks a part, or draws one sign all over it.
  mutating func fill(_ rect: Rect, with sign: Printable = " ", role: Role = .plain) {
    guard let cluster = sign.text.first, sign.cells == 1 else { return }
    for y in max(0, rect.y)..<max(0, rect.y, min(rect.maxY, size.height)) {
      for x in max(0, rect.x)..<max(0, rect.x, min(rect.maxX, size.width)) {
        set(cluster, width: 1, x: x, y: y, role: role)
      }
    }
  }

  mutating func horizontalLine(in rect: Rect, role: Role = .plain) {
    fill(rect.splitTop(1).top, with: glyphs.horizontal, role: role)
  }

  mutating func verticalLine(in rect: Rect, role: Role = .plain) {
    fill(rect.splitLeft(1).left, with: glyphs.vertical, role: role)
  }

  private mutating func set(_ cluster: Character, width: Int, x: Int, y: Int, role: Role) {
    guard width > 0, x + width <= size.width else { return }
    let start = y * size.width + x
    for index in start..<start + width { clearCluster(at: index) }
    cells[start] = Cell(cluster: cluster, width: UInt8(clamping: width), role: role)
    for index in start + 1..<start + width { cells[index] = Cell(cluster: " ", width: 0, role: role) }
  }

  /// Blanks all cells of the cluster that covers this one: half of a wide cluster cannot be drawn.
  private mutating func clearCluster(at index: Int) {
    var head = index
    while cells[head].width == 0 { head -= 1 }
    let width = Int(cells[head].width)
    guard width > 1 else { return }
    for covered in head..<head + width { cells[covered] = Cell(role: cells[covered].role) }
  }

  // MARK: For golden files

  /// The rows as text, without spaces at their ends.
  var text: String {
    dump(trimming: " ") { $0.width == 0 ? "" : String($0.cluster) }
  }

  /// The rows as letters of roles, one for each cell, without plain cells at their ends.
  var roles: String {
    dump(trimming: Role.plain.letter) { String($0.role.letter) }
  }

  private func dump(trimming blank: Character, _ show: (Cell) -> String) -> String {
    (0..<size.height).map { y in
      var line = row(y).map(show).joined()
      while line.last == blank { line.removeLast() }
      return line
    }.joined(separator: "\n")
  }
}
