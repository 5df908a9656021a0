/// What surrounds every screen: where am I, tabs, status, keys, and the marking on the first and last row.
struct Chrome: Equatable, Sendable {
  /// The highest marking of anything on the screen.
  var marking: Printable
  /// Where am I: `Cases / My desk`.
  var title: Printable
  /// Office, counts, age of the last sync, clock.
  var info: Printable = ""
  /// Drawn instead of the rule when there are any.
  var tabs: [Printable] = []
  var selectedTab = 0
  /// The last event in words.
  var status: Printable = ""
  var statusRole = Role.plain
  var keys: [KeyHint] = []

  struct KeyHint: Equatable, Sendable {
    let key: Printable
    let label: Printable
    /// Left out first when the row is short.
    var isOptional = false

    init(_ key: Printable, _ label: Printable, isOptional: Bool = false) {
      self.key = key
      self.label = label
      self.isOptional = isOptional
    }
  }

  /// The rows inside the banners, by height of the frame.
  ///
  /// The lower the frame, the more gives way to the body; the banners never. Source: docs/architecture.md §6.
  struct Rows: Equatable, Sendable {
    let title: Rect
    let tabs: Rect
    let body: Rect
    let status: Rect
    let keys: Rect
  }

  func rows(for size: Size) -> Rows {
    let hasTabs = tabs.isEmpty ? size.height >= 20 : size.height >= 10
    let inner = Rect(Size(width: size.width, height: size.height)).inset(y: 1)
    let (title, belowTitle) = inner.splitTop(size.height >= 5 ? 1 : 0)
    let (tabs, belowTabs) = belowTitle.splitTop(hasTabs ? 1 : 0)
    let keyRows = size.height >= 20 ? 1 : 0
    let statusRows = size.height >= 6 ? 1 : 0
    let (body, belowBody) = belowTabs.splitTop(belowTabs.height - keyRows - statusRows)
    let (status, keys) = belowBody.splitTop(statusRows)
    return Rows(title: title, tabs: tabs, body: body, status: status, keys: keys)
  }

  /// Draws everything around `body` and, over all but the banners, `overlay`.
  func compose(
    size: Size, glyphs: Glyphs = .unicode, body: (inout Frame, Rect) -> Void,
    overlay: (inout Frame, Rect) -> Void = { _, _ in }
  ) -> MarkedFrame {
    MarkedFrame(marking: marking, size: size, glyphs: glyphs) { frame, inner in
      let rows = rows(for: size)
      body(&frame, rows.body)
      for row in [rows.title, rows.tabs, rows.status, rows.keys] { frame.fill(row) }
      drawTitle(in: rows.title, of: &frame)
      if tabs.isEmpty {
        frame.horizontalLine(in: rows.tabs, role: .dim)
      } else {
        drawTabs(in: rows.tabs, of: &frame)
      }
      frame.put(
        status, at: Point(x: 1, y: rows.status.y), width: rows.status.isEmpty ? 0 : rows.status.width - 2,
        role: statusRole)
      drawKeys(in: rows.keys, of: &frame)
      overlay(&frame, inner)
    }
  }

  private func drawTitle(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    let showsInfo = info.cells > 0 && rect.width >= info.cells + 24
    let room = rect.width - 2 - (showsInfo ? info.cells + 2 : 0)
    frame.put(title, at: Point(x: 1, y: rect.y), width: room, role: .heading)
    if showsInfo { frame.put(info, at: Point(x: rect.maxX - 1 - info.cells, y: rect.y)) }
  }

  private func drawTabs(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    // What does not fit is cut at the left until the selected tab is seen.
    let labels = tabs.enumerated().map { index, tab -> Printable in
      index == selectedTab ? "[" + tab + "]" : " " + tab + " "
    }
    var first = 0
    while first < selectedTab,
      labels[first...min(selectedTab, labels.count - 1)].reduce(0, { $0 + $1.cells + 1 }) > rect.width
    { first += 1 }
    var x = rect.x
    for (index, label) in labels.enumerated().dropFirst(first) {
      if index > first { x += frame.put(frame.glyphs.vertical, at: Point(x: x, y: rect.y), role: .dim) }
      x += frame.put(label, at: Point(x: x, y: rect.y), role: index == selectedTab ? .heading : .plain)
    }
  }

  private func drawKeys(in rect: Rect, of frame: inout Frame) {
    guard !rect.isEmpty else { return }
    var shown = keys
    func width() -> Int { shown.reduce(-1) { $0 + $1.key.cells + $1.label.cells + 3 } }
    while width() > rect.width - 2, let last = shown.lastIndex(where: \.isOptional) { shown.remove(at: last) }
    var x = rect.x + 1
    for hint in shown {
      x += frame.put(hint.key, at: Point(x: x, y: rect.y), role: .key) + 1
      x += frame.put(hint.label, at: Point(x: x, y: rect.y)) + 2
    }
  }
}
