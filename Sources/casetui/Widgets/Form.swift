/// Labelled fields with what is wrong with each.
struct Form: Equatable, Sendable {
  struct Field: Equatable, Sendable {
    let label: Printable
    var input: TextField
    /// Shown below the field.
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
  var height: Int { fields.reduce(0) { $0 + ($1.error == nil ? 1 : 2) } }

  func draw(in rect: Rect, of frame: inout Frame) {
    let labelWidth = min((fields.map(\.label.cells).max() ?? 0) + 2, rect.width / 2)
    var y = rect.y - firstRowHidden(height: rect.height)
    for (index, field) in fields.enumerated() {
      let isFocused = index == focus
      if y >= rect.y, y < rect.maxY {
        let role: Role = isFocused ? .heading : .plain
        frame.put(field.label, at: Point(x: rect.x, y: y), width: labelWidth - 1, role: role)
        let input = Rect(x: rect.x + labelWidth, y: y, width: rect.width - labelWidth, height: 1)
        field.input.draw(in: input, of: &frame, isFocused: isFocused, role: isFocused ? .key : .plain)
      }
      y += 1
      guard let error = field.error else { continue }
      if y >= rect.y, y < rect.maxY {
        frame.put(
          "! " + error, at: Point(x: rect.x + labelWidth, y: y), width: rect.width - labelWidth, role: .danger
        )
      }
      y += 1
    }
  }

  /// Rows scrolled away, so that the focused field and its error are seen.
  private func firstRowHidden(height: Int) -> Int {
    let end = fields.prefix(focus + 1).reduce(0) { $0 + ($1.error == nil ? 1 : 2) }
    return max(0, end - height)
  }
}
