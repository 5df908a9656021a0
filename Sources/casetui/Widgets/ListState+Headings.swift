/// Lists in which headings stand among the rows: these cannot be selected.
extension ListState {
  /// Whether the key was for the list.
  mutating func handle(_ key: Key, selecting isSelectable: (Int) -> Bool) -> Bool {
    let before = selected
    guard handle(key) else { return false }
    settle(down: selected > before || key == .home, selecting: isSelectable)
    return true
  }

  /// Leaves a heading for the nearest row, first in the direction of the move.
  mutating func settle(down: Bool, selecting isSelectable: (Int) -> Bool) {
    guard (0..<count).contains(selected), !isSelectable(selected) else { return showHeading() }
    let below = (selected..<count).first(where: isSelectable)
    let above = (0..<selected).last(where: isSelectable)
    guard let row = down ? below ?? above : above ?? below else { return }
    select(row)
    showHeading()
  }

  /// What stands above the selected row is seen too.
  mutating func showHeading() {
    let row = selected
    select(max(0, row - 1))
    select(row)
  }
}
