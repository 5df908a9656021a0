/// A list of things to choose from, by arrows or by their key (the prefix menus `g`, `a`, `c`, `o`, `y`).
struct Menu: Equatable, Sendable {
  struct Item: Equatable, Sendable {
    let key: Character?
    let label: Printable
    /// Why it cannot be chosen now; `nil` when it can. Shown beside the label, and choosable to learn more.
    var obstacle: Printable?
    /// Stands above the items after it, and cannot be chosen.
    private(set) var isHeading = false

    static func heading(_ label: Printable) -> Item {
      var item = Item(nil, label)
      item.isHeading = true
      return item
    }

    init(_ key: Character?, _ label: Printable, obstacle: Printable? = nil) {
      self.key = key
      self.label = label
      self.obstacle = obstacle
    }
  }

  enum Outcome: Equatable, Sendable {
    case ignored, handled, cancel
    /// The index of the item.
    case chosen(Int)
  }

  let title: Printable
  let items: [Item]
  private(set) var list: ListState

  init(_ title: Printable, _ items: [Item]) {
    self.title = title
    self.items = items
    list = ListState(count: items.count)
    settle(down: true)
  }

  private mutating func settle(down: Bool) {
    guard items.indices.contains(list.selected), items[list.selected].isHeading else { return }
    let below = items.indices.first { $0 > list.selected && !items[$0].isHeading }
    let above = items.indices.last { $0 < list.selected && !items[$0].isHeading }
    if let row = down ? below ?? above : above ?? below { list.select(row) }
  }

  mutating func handle(_ key: Key) -> Outcome {
    // Its own key comes first: a menu may well have an item on `j`.
    if case .character(let character) = key, let index = items.firstIndex(where: { $0.key == character }) {
      list.select(index)
      return .chosen(index)
    }
    switch key {
    case .enter:
      guard items.indices.contains(list.selected), !items[list.selected].isHeading else { return .handled }
      return .chosen(list.selected)
    case .escape, .backspace: return .cancel
    default:
      let before = list.selected
      guard list.handle(key) else { return .ignored }
      settle(down: list.selected > before || key == .home)
      return .handled
    }
  }

  /// At the bottom right, where it hides least of the list it acts on.
  func draw(in rect: Rect, of frame: inout Frame) {
    let rows = items.map { item -> Printable in
      let key = Printable(item.key.map(String.init) ?? "").padded(to: 2)
      return key + item.label + (item.obstacle.map { "  (" + $0 + ")" } ?? "")
    }
    let width = min(rect.width, max(title.cells + 8, (rows.map(\.cells).max() ?? 0) + 5))
    let height = min(rect.height, items.count + 2)
    let place = Rect(x: rect.maxX - width, y: rect.maxY - height, width: width, height: height)
    let inside = Overlay.box(title, in: place, of: &frame)
    guard !inside.isEmpty else { return }
    var list = list
    list.setHeight(inside.height)
    for (y, index) in zip(inside.y..<inside.maxY, list.visible) {
      if items[index].isHeading {
        frame.put(
          items[index].label, at: Point(x: inside.x + 1, y: y), width: inside.width - 1, role: .heading)
        continue
      }
      let isSelected = index == list.selected
      let role: Role = isSelected ? .selected : items[index].obstacle == nil ? .plain : .dim
      frame.fill(Rect(x: inside.x, y: y, width: inside.width, height: 1), role: role)
      frame.put(
        (isSelected ? ">" : " ") + " " + rows[index], at: Point(x: inside.x, y: y), width: inside.width,
        role: role)
      if isSelected { frame.cursor = Point(x: inside.x, y: y) }
    }
  }
}
