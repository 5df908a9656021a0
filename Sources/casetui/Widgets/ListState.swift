/// Where the analyst is in a list: a value without the rows, which may be a hundred thousand.
struct ListState: Equatable, Sendable {
  private(set) var count: Int
  /// 0 when the list is empty.
  private(set) var selected: Int
  /// The first row shown.
  private(set) var top: Int
  /// Rows on the screen when last drawn or handled; what a page is.
  private(set) var height: Int

  init(count: Int, selected: Int = 0, height: Int = 20) {
    self.count = max(0, count)
    self.selected = selected
    self.height = max(1, height)
    top = 0
    settle()
  }

  /// The rows to fetch and draw.
  var visible: Range<Int> { top..<min(count, top + height) }

  mutating func setCount(_ count: Int) {
    self.count = max(0, count)
    settle()
  }

  mutating func setHeight(_ height: Int) {
    self.height = max(1, height)
    settle()
  }

  mutating func select(_ row: Int) {
    selected = row
    settle()
  }

  mutating func move(by rows: Int) { select(selected + max(-count, min(rows, count))) }

  /// Moves by a page and scrolls by one, so that the selection stays where it is on the screen.
  mutating func page(by pages: Int) {
    top += pages * height
    move(by: pages * height)
  }

  /// Whether the key was for the list.
  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp, .control("b"): page(by: -1)
    case .pageDown, .control("f"): page(by: 1)
    case .home: select(0)
    case .end, .character("G"): select(count - 1)
    default: return false
    }
    return true
  }

  /// Puts selection and window inside the list, and the selection inside the window.
  private mutating func settle() {
    selected = max(0, min(selected, count - 1))
    top = max(0, min(top, count - height))
    if selected < top { top = selected }
    if selected >= top + height { top = selected - height + 1 }
  }
}
