import CaseDomain

/// Stage board: a column for each stage of the spine or of a track, a card for each case, and what keeps the
/// selected one from going on. Source: docs/policy.md §8.2.
struct BoardPage: Page {
  /// The spine, then the tracks.
  private static let lanes: [Track?] = [nil, .attackersList, .entityList, .blocking]
  private static let columnWidth = 13

  private var lane = 0
  private var column = 0
  private var columns: [Column] = []
  private var shown = 0..<1
  private var summary: CaseSummary?
  private var isPlaced = false

  private struct Column: Sendable {
    let stage: Stage
    var cards: [CaseLine] = []
    var list = ListState(count: 0)
  }

  let scope = Scope.board
  var hints: [String] { ["open", "advance", "lane"] }
  func title(_ shell: Shell) -> Printable {
    "Board / \(Self.lanes[lane].map { "\($0.rawValue) \($0.title)" } ?? "spine")"
  }
  func currentCase(_ shell: Shell) -> CaseTag? { selected?.tag }
  func marks(_ shell: Shell) -> [HandlingMark] {
    let cards = columns[shown.clamped(to: columns.indices)].flatMap { column in
      column.list.visible.compactMap { column.cards.indices.contains($0) ? column.cards[$0].mark : nil }
    }
    guard let summary, summary.line.id == selected?.id else { return cards }
    return cards + [summary.mark].compactMap(\.self)
  }

  private var selected: CaseLine? {
    guard columns.indices.contains(column) else { return nil }
    let (cards, list) = (columns[column].cards, columns[column].list)
    return cards.indices.contains(list.selected) ? cards[list.selected] : nil
  }

  // MARK: what is on it

  mutating func appear(_ shell: inout Shell) { rebuild(&shell) }

  mutating func take(_ answer: Reply, _ shell: inout Shell) {
    switch answer {
    case .office: rebuild(&shell)
    case .summary(let summary): if summary.line.id == selected?.id { self.summary = summary }
    default: break
    }
  }

  private mutating func rebuild(_ shell: inout Shell) {
    guard shell.office.isLoaded else { return }
    let before = columns
    let track = Self.lanes[lane]
    columns = Stage.all(on: track).map { Column(stage: $0) }
    let places = Dictionary(uniqueKeysWithValues: columns.indices.map { (columns[$0].stage, $0) })
    for line in shell.office.cases {
      if let stage = line.stage(on: track), let index = places[stage] { columns[index].cards.append(line) }
    }
    for index in columns.indices {
      columns[index].list.setCount(columns[index].cards.count)
      if before.indices.contains(index), before[index].stage == columns[index].stage {
        columns[index].list.select(before[index].list.selected)
      }
    }
    if !isPlaced {
      column = columns.firstIndex { !$0.cards.isEmpty } ?? 0
      isPlaced = true
    }
    preview(&shell)
  }

  /// What stands in the way of the selected case is read when the selection comes to rest.
  private mutating func preview(_ shell: inout Shell) {
    if let selected, summary?.line.id != selected.id { summary = nil }
    if let selected { shell.ask(.summary(selected.id)) }
  }

  mutating func layout(_ body: Size, _ shell: Shell) {
    let fitting = max(1, (body.width - 1) / Self.columnWidth)
    var first = min(shown.lowerBound, max(0, columns.count - fitting))
    first = max(min(first, column), column - fitting + 1)
    shown = first..<max(first + 1, min(columns.count, first + fitting))
    let height = Self.cardRows(in: body.height)
    for index in columns.indices { columns[index].list.setHeight(height) }
  }

  private static func footRows(in height: Int) -> Int { height >= 14 ? 9 : 3 }
  /// Without the head and the row that says how many more there are.
  private static func cardRows(in height: Int) -> Int { max(1, height - 2 - footRows(in: height)) }

  // MARK: keys

  mutating func handle(_ event: Event, _ shell: inout Shell) -> Bool {
    guard case .key(let key) = event, columns.indices.contains(column) else { return false }
    switch key {
    case .left, .character("h"): column = max(0, column - 1)
    case .right, .character("l"): column = min(columns.count - 1, column + 1)
    case .tab: turn(by: 1, &shell)
    case .backTab: turn(by: -1, &shell)
    case .enter:
      guard let selected else {
        shell.say("no case stands at \(columns[column].stage)")
        return true
      }
      shell.open(CasePage(selected.tag))
      return true
    default: guard columns[column].list.handle(key) else { return false }
    }
    preview(&shell)
    return true
  }

  private mutating func turn(by steps: Int, _ shell: inout Shell) {
    lane = (lane + steps + Self.lanes.count) % Self.lanes.count
    (columns, column, shown, isPlaced) = ([], 0, 0..<1, false)
    rebuild(&shell)
  }

  // MARK: drawing

  func draw(in rect: Rect, of frame: inout Frame, _ shell: Shell) {
    guard shell.office.isLoaded else {
      frame.put("reading the store…", at: Point(x: rect.x + 1, y: rect.y), role: .dim)
      frame.cursor = rect.origin
      return
    }
    let (board, foot) = rect.splitBottom(Self.footRows(in: rect.height))
    for (place, index) in shown.enumerated() where columns.indices.contains(index) {
      let x = board.x + 1 + place * Self.columnWidth
      draw(
        columns[index], isChosen: index == column,
        in: Rect(x: x, y: board.y, width: min(Self.columnWidth - 1, board.maxX - x), height: board.height),
        &frame)
    }
    drawFoot(in: foot.inset(x: 1), of: &frame)
  }

  private func draw(_ column: Column, isChosen: Bool, in rect: Rect, _ frame: inout Frame) {
    let count: Printable = " " + grouped(column.cards.count)
    let name = Printable(column.stage.name).truncated(to: max(1, rect.width - count.cells))
    frame.put(name + count, at: rect.origin, width: rect.width, role: isChosen ? .heading : .dim)
    for (line, index) in column.list.visible.enumerated() {
      let card = column.cards[index]
      let isSelected = isChosen && index == column.list.selected
      let y = rect.y + 1 + line
      let sign: Printable = card.isContested || card.conflicts > 0 ? " !" : ""
      let role: Role = isSelected ? .selected : card.isContested ? .warning : .plain
      frame.put(
        (isSelected ? ">" : " ") + Printable(card.reference) + sign, at: Point(x: rect.x - 1, y: y),
        width: rect.width + 1, role: role)
      if isSelected { frame.cursor = Point(x: rect.x - 1, y: y) }
    }
    let hidden = column.cards.count - column.list.visible.count
    if hidden > 0 {
      frame.put(
        "+\(grouped(hidden)) more", at: Point(x: rect.x, y: rect.maxY - 1), width: rect.width, role: .dim)
    }
    if isChosen, column.cards.isEmpty { frame.cursor = rect.origin }
  }

  private func drawFoot(in rect: Rect, of frame: inout Frame) {
    var sheet = Sheet()
    guard let selected else {
      sheet.add("No case stands here. Left and Right turn to other stages, Tab to the tracks.", .dim)
      _ = sheet.draw(in: rect, of: &frame)
      return
    }
    let place: Printable = "  " + Printable(selected.stage) + "\(selected.track.map { ", \($0)" } ?? "")"
    sheet.add("\(selected.reference)  " + Printable(selected.title, cells: 60) + place, .heading)
    if let summary, summary.line.id == selected.id {
      let open = summary.obstacles.count
      if let next = summary.next {
        sheet.add(
          open == 0
            ? "to \(next): nothing that is checked stands in the way; a s moves it"
            : "to \(next): \(counted(open, "obstacle"))", open == 0 ? .ok : .warning)
      } else {
        sheet.add("the spine leads no further", .dim)
      }
      for obstacle in summary.obstacles { sheet.add("X \(obstacle.message)", indent: 2) }
    } else {
      sheet.add("reading what stands in its way…", .dim)
    }
    _ = sheet.draw(in: rect, of: &frame)
  }
}

extension CaseLine {
  /// Where the case stands on the spine (`nil`) or on a track; `nil` while that is not begun.
  fileprivate func stage(on track: Track?) -> Stage? {
    guard let track else { return SpineStage(rawValue: stage).map { .spine($0) } }
    let stages = (self.track ?? "").split(separator: " ").compactMap { Stage(String($0)) }
    return stages.first { $0.track == track }
  }
}
