import CaseDomain

/// Lines with roles, wrapped to the width they are drawn in: details, reports, explanations.
struct Sheet: Sendable {
  private(set) var lines: [Line] = []

  struct Line: Sendable {
    let text: Printable
    let role: Role
    let indent: Int
  }

  mutating func add(_ text: Printable, _ role: Role = .plain, indent: Int = 0) {
    lines.append(Line(text: text, role: role, indent: indent))
  }

  /// `label   value`, the values under each other.
  mutating func add(_ label: Printable, _ value: Printable, _ role: Role = .plain) {
    add(label.padded(to: Self.labelWidth) + value, role)
  }

  mutating func gap() { add("") }

  static let labelWidth = 11

  func wrapped(to width: Int) -> [Line] {
    lines.flatMap { line in
      line.text.wrapped(to: max(1, width - line.indent)).map {
        Line(text: $0, role: line.role, indent: line.indent)
      }
    }
  }

  /// - Returns: whether something below did not fit.
  @discardableResult
  func draw(in rect: Rect, of frame: inout Frame, top: Int = 0) -> Bool {
    let rows = wrapped(to: rect.width).dropFirst(top)
    for (y, line) in zip(rect.y..<max(rect.y, rect.maxY), rows) {
      frame.put(
        line.text, at: Point(x: rect.x + line.indent, y: y), width: rect.width - line.indent, role: line.role)
    }
    return rows.count > rect.height
  }
}

/// How far a sheet is scrolled.
struct Scroll: Equatable, Sendable {
  private(set) var top = 0
  private var last = 0
  private var page = 1

  mutating func layout(lines: Int, height: Int) {
    page = max(1, height)
    last = max(0, lines - height)
    top = min(top, last)
  }

  mutating func handle(_ key: Key) -> Bool {
    switch key {
    case .up, .character("k"): top -= 1
    case .down, .character("j"): top += 1
    case .pageUp, .control("b"): top -= page
    case .pageDown, .control("f"): top += page
    case .home: top = 0
    case .end, .character("G"): top = last
    default: return false
    }
    top = max(0, min(top, last))
    return true
  }
}

/// Where a list and what follows its selection are drawn.
struct Panes {
  var list: Rect
  var line: Rect?
  var detail: Rect?
}

extension Rect {
  /// A list, one line, and what follows the selection; only the list below 100 columns.
  func panes(list columns: Int) -> Panes {
    guard width >= 100 else { return Panes(list: self) }
    let (list, rest) = splitLeft(columns)
    let (line, detail) = rest.splitLeft(1)
    return Panes(list: list, line: line, detail: detail.inset(x: 1))
  }

  /// The rows above the last ones.
  func splitBottom(_ rows: Int) -> (rest: Rect, bottom: Rect) {
    let (rest, bottom) = splitTop(height - min(rows, height))
    return (rest, bottom)
  }
}

extension Obstacle {
  /// Code and rule, what stands in the way, what to do.
  var lines: [Printable] {
    [
      "\(code.rawValue)  \(section)  (\(status.rawValue))", "   \(message)", "   do: \(remedy)",
    ]
  }
}
