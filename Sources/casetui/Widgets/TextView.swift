/// Text to read, scrolled by rows: help, a note, an obstacle explained.
struct TextView: Equatable, Sendable {
  let lines: [Printable]
  private(set) var top = 0
  private var height = 20

  init(_ lines: [Printable]) { self.lines = lines }

  /// The rows as they will be drawn at this width, and the rows there is room for. Call before `handle`
  /// when the size changes.
  mutating func setSize(_ size: Size) {
    height = max(1, size.height)
    top = min(top, lastTop(in: size.width))
    width = size.width
  }
  private var width = 80

  private func lastTop(in width: Int) -> Int { max(0, wrapped(to: width).count - height) }
  private func wrapped(to width: Int) -> [Printable] { lines.flatMap { $0.wrapped(to: width) } }

  /// Whether the key was for the text.
  mutating func handle(_ key: Key) -> Bool {
    let last = lastTop(in: width)
    switch key {
    case .up, .character("k"): top -= 1
    case .down, .character("j"): top += 1
    case .pageUp, .control("b"): top -= height
    case .pageDown, .control("f"), .character(" "): top += height
    case .home: top = 0
    case .end, .character("G"): top = last
    default: return false
    }
    top = max(0, min(top, last))
    return true
  }

  /// - Returns: whether something below did not fit.
  @discardableResult
  func draw(in rect: Rect, of frame: inout Frame, isFocused: Bool = true) -> Bool {
    guard !rect.isEmpty else { return false }
    let rows = wrapped(to: rect.width)
    let shown = rows.dropFirst(min(top, max(0, rows.count - rect.height)))
    for (y, row) in zip(rect.y..<rect.maxY, shown) {
      frame.put(row, at: Point(x: rect.x, y: y), width: rect.width)
    }
    if isFocused { frame.cursor = rect.origin }
    return shown.count > rect.height
  }
}
