/// Finds a command by letters of it and shows what it is in the CLI, or why it cannot be done now.
struct Palette: Sendable {
  /// A command as it stands on the screen below.
  struct Entry: Equatable, Sendable {
    let id: String
    let title: String
    let keys: String
    let explanation: String
    let cli: String?
    let obstacle: Printable?
  }

  let entries: [Entry]
  /// Of the entries, those that the screen itself has; verbs of the command line come after them.
  private let own: Int
  private(set) var field = TextField()
  private(set) var list: ListState
  private(set) var shown: [Int]

  init(_ entries: [Entry], verbs: [Entry] = []) {
    self.entries = entries + verbs
    own = entries.count
    shown = Array(self.entries.indices)
    list = ListState(count: shown.count)
  }

  var selected: Entry? { shown.indices.contains(list.selected) ? entries[shown[list.selected]] : nil }

  /// Whether the event changed something.
  mutating func handle(_ event: Event) -> Bool {
    if case .key(let key) = event, [.up, .down, .pageUp, .pageDown].contains(key), list.handle(key) {
      return true
    }
    switch field.handle(event) {
    case .ignored, .pasteTooLong: return false
    case .moved: return true
    case .changed:
      // The identifier is the CLI's verb, which people may know better than the title.
      let texts = entries.map { "\($0.title) \($0.id)" }
      let typed = field.text.lowercased().trimmed
      let ranked = Fuzzy.rank(field.text, among: texts)
      // Whole words as typed come first, then those that the command line has, then letters found here and there.
      let whole = ranked.filter { texts[$0].lowercased().contains(typed) }
      let spoken = entries.indices.filter { entries[$0].cli?.lowercased().contains(typed) == true }
      var told: Set<Int> = []
      shown = [whole, spoken, ranked].flatMap { tier in
        let fitting = tier.filter { told.insert($0).inserted }
        return fitting.filter { $0 < own } + fitting.filter { $0 >= own }
      }
      list = ListState(count: shown.count, height: list.height)
      return true
    }
  }

  mutating func layout(_ rect: Rect) { list.setHeight(Self.rows(in: rect)) }

  private static func rows(in rect: Rect) -> Int { max(1, min(10, rect.height - 8)) }

  func draw(in rect: Rect, of frame: inout Frame) {
    let rows = Self.rows(in: rect)
    let inside = Overlay.centeredBox(
      "command", content: Size(width: min(84, rect.width - 2), height: rows + 5), in: rect, of: &frame)
    guard inside.height > 5 else { return }
    var list = list
    list.setHeight(rows)
    for (line, index) in list.visible.enumerated() {
      let entry = entries[shown[index]]
      let isSelected = index == list.selected
      let role: Role = isSelected ? .selected : entry.obstacle == nil ? .plain : .dim
      let y = inside.y + 1 + line
      frame.fill(Rect(x: inside.x, y: y, width: inside.width, height: 1), role: role)
      frame.put(
        "\(isSelected ? ">" : " ") \(entry.title)", at: Point(x: inside.x + 1, y: y),
        width: inside.width - 16, role: role)
      frame.put(Printable(entry.keys), at: Point(x: inside.maxX - 13, y: y), width: 12, role: role)
    }
    if shown.isEmpty {
      frame.put(
        "no command has these letters", at: Point(x: inside.x + 3, y: inside.y + 1),
        width: inside.width - 3, role: .dim)
    }
    drawFoot(in: Rect(x: inside.x + 1, y: inside.maxY - 3, width: inside.width - 2, height: 3), of: &frame)
    frame.put(":", at: Point(x: inside.x + 1, y: inside.y), role: .key)
    field.draw(
      in: Rect(x: inside.x + 3, y: inside.y, width: inside.width - 4, height: 1), of: &frame, isFocused: true)
  }

  private func drawFoot(in rect: Rect, of frame: inout Frame) {
    guard let selected else { return }
    frame.put("\(selected.explanation)", at: rect.origin, width: rect.width)
    if let obstacle = selected.obstacle {
      frame.put(
        "Not now: " + obstacle, at: Point(x: rect.x, y: rect.y + 1), width: rect.width, role: .warning)
    }
    if let cli = selected.cli {
      frame.put("CLI: \(cli)", at: Point(x: rect.x, y: rect.y + 2), width: rect.width, role: .dim)
    }
  }
}
