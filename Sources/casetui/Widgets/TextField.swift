/// A one-line editor. Holds what was typed as it is; draws it as `Printable`.
struct TextField: Equatable, Sendable {
  private(set) var beforeCursor: String
  private(set) var afterCursor = ""
  /// A passphrase: drawn as `*`.
  var isSecret = false
  /// Text that is offered: what is typed takes its place, unless the cursor was moved or something erased before.
  private(set) var isOffer = false

  /// Longer pastes are refused, so that the caller can ask.
  static let pasteLimitBytes = 10_240

  enum Outcome: Equatable, Sendable {
    case ignored, moved, changed
    case pasteTooLong(bytes: Int)
  }

  init(_ text: String = "", isSecret: Bool = false, isOffer: Bool = false) {
    beforeCursor = text
    self.isSecret = isSecret
    self.isOffer = isOffer
  }

  var text: String { beforeCursor + afterCursor }

  mutating func insert(_ text: String) {
    takeOffer(isReplaced: true)
    beforeCursor += text
  }

  private mutating func takeOffer(isReplaced: Bool) {
    if isOffer, isReplaced { (beforeCursor, afterCursor) = ("", "") }
    isOffer = false
  }

  mutating func handle(_ event: Event) -> Outcome {
    switch event {
    case .key(let key): return handle(key)
    case .paste(let text) where text.utf8.count > Self.pasteLimitBytes:
      return .pasteTooLong(bytes: text.utf8.count)
    case .paste(let text):
      insert(text.replacing("\n", with: " "))
      return .changed
    case .resize, .wake, .hangup: return .ignored
    }
  }

  mutating func handle(_ key: Key) -> Outcome {
    let old = self
    switch key {
    case .character(let character): insert(String(character))
    case .backspace: _ = beforeCursor.popLast()
    case .delete, .control("d"): if !afterCursor.isEmpty { afterCursor.removeFirst() }
    case .left: if let last = beforeCursor.popLast() { afterCursor.insert(last, at: afterCursor.startIndex) }
    case .right: if !afterCursor.isEmpty { beforeCursor.append(afterCursor.removeFirst()) }
    case .home, .control("a"): (beforeCursor, afterCursor) = ("", text)
    case .end, .control("e"): (beforeCursor, afterCursor) = (text, "")
    case .control("u"): beforeCursor = ""
    case .control("k"): afterCursor = ""
    case .control("w"):
      while beforeCursor.last == " " { beforeCursor.removeLast() }
      while let last = beforeCursor.last, last != " " { beforeCursor.removeLast() }
    default: return .ignored
    }
    takeOffer(isReplaced: false)
    return old.text == text ? .moved : .changed
  }

  /// Draws on one row, scrolled so that the cursor is seen.
  func draw(in rect: Rect, of frame: inout Frame, isFocused: Bool, role: Role = .plain) {
    guard !rect.isEmpty else { return }
    let before = shown(beforeCursor, limit: beforeCursor.utf8.count)
    let after = shown(afterCursor, limit: rect.width)
    frame.fill(rect.splitTop(1).top, role: role)
    // Without focus the beginning says more than the end.
    let left = isFocused ? before.tail(cells: rect.width - 1) : before
    let used = frame.put(isFocused ? left : left + after, at: rect.origin, width: rect.width, role: role)
    guard isFocused else { return }
    frame.put(after, at: Point(x: rect.x + used, y: rect.y), width: rect.width - used, role: role)
    frame.cursor = Point(x: rect.x + used, y: rect.y)
  }

  private func shown(_ text: String, limit: Int) -> Printable {
    if isSecret { return Printable(String(repeating: "*", count: text.count)) }
    return limit < text.utf8.count ? Printable(text, cells: limit) : Printable(text)
  }
}
