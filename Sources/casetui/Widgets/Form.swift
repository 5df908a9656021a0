/// Labelled fields with what is wrong with each.
struct Form: Equatable, Sendable {
  struct Field: Equatable, Sendable {
    let label: Printable
    var input: TextField
    /// Shown below the field: whole while the field has the focus, else its beginning.
    var error: Printable?

    init(_ label: Printable, text: String = "", isSecret: Bool = false) {
      self.label = label
      input = TextField(text, isSecret: isSecret)
    }
  }

  enum Outcome: Equatable, Sendable {
    case ignored, handled, submit, cancel
    case pasteTooLong(bytes: Int)
  }

  var fields: [Field]
  private(set) var focus = 0

  /// The cursor is in the first field that is empty.
  init(_ fields: [Field]) {
    self.fields = fields
    focus = fields.firstIndex { $0.input.text.isEmpty } ?? 0
  }

  /// The text of each field, in order.
  var texts: [String] { fields.map(\.input.text) }

  /// Puts the errors below their fields and the focus on the first.
  mutating func show(errors: [Int: Printable]) {
    for index in fields.indices { fields[index].error = errors[index] }
    if let first = fields.indices.first(where: { errors[$0] != nil }) { focus = first }
  }

  mutating func handle(_ event: Event) -> Outcome {
    guard fields.indices.contains(focus) else { return event == .key(.escape) ? .cancel : .ignored }
    switch event {
    case .key(.escape): return .cancel
    case .key(.enter) where focus == fields.count - 1, .key(.control("s")): return .submit
    case .key(.enter), .key(.tab), .key(.down): focus = min(focus + 1, fields.count - 1)
    case .key(.backTab), .key(.up): focus = max(focus - 1, 0)
    default:
      switch fields[focus].input.handle(event) {
      case .ignored: return .ignored
      case .moved: break
      case .changed: fields[focus].error = nil
      case .pasteTooLong(let bytes): return .pasteTooLong(bytes: bytes)
      }
    }
    return .handled
  }

  /// Rows that all fields with their errors take.
  func height(in width: Int) -> Int { fields.indices.reduce(0) { $0 + rows(of: $1, in: width) } }

  /// Rows that the field with the focus takes with its error.
  func focusedRows(in width: Int) -> Int { fields.isEmpty ? 0 : rows(of: focus, in: width) }

  private func rows(of index: Int, in width: Int) -> Int { 1 + errorLines(of: index, in: width).count }

  private func labelWidth(in width: Int) -> Int {
    min((fields.map(\.label.cells).max() ?? 0) + 2, width / 2)
  }

  private func errorLines(of index: Int, in width: Int) -> [Printable] {
    guard let error = fields[index].error.map({ "! " + $0 }) else { return [] }
    return index == focus ? error.wrapped(to: max(1, width - labelWidth(in: width))) : [error]
  }

  func draw(in rect: Rect, of frame: inout Frame) {
    let labelWidth = labelWidth(in: rect.width)
    var y = rect.y - rowsHidden(in: rect.size)
    for (index, field) in fields.enumerated() {
      let isFocused = index == focus
      if y >= rect.y, y < rect.maxY {
        let role: Role = isFocused ? .heading : .plain
        frame.put(field.label, at: Point(x: rect.x, y: y), width: labelWidth - 1, role: role)
        let input = Rect(x: rect.x + labelWidth, y: y, width: rect.width - labelWidth, height: 1)
        field.input.draw(in: input, of: &frame, isFocused: isFocused, role: isFocused ? .key : .plain)
      }
      y += 1
      for line in errorLines(of: index, in: rect.width) {
        if y >= rect.y, y < rect.maxY {
          frame.put(
            line, at: Point(x: rect.x + labelWidth, y: y), width: rect.width - labelWidth, role: .danger)
        }
        y += 1
      }
    }
  }

  /// Rows scrolled away, so that the focused field is seen, and of its error what has room.
  private func rowsHidden(in size: Size) -> Int {
    let above = fields.indices.prefix(focus).reduce(0) { $0 + rows(of: $1, in: size.width) }
    return max(0, min(above, above + focusedRows(in: size.width) - size.height))
  }
}
