import CNcurses
import Glibc

/// The terminal as the event loop sees it: frames go out, events come in.
///
/// ncurses knows the terminal (terminfo), finds the fewest bytes, and decodes keys. Nothing is asked of the
/// terminal, so no late answer can end up in the shell.
@MainActor
final class Screen {
  let theme: Theme
  private(set) var size: Size
  private var shown: Frame?
  private var hasHungUp = false

  /// `environment` decides on colours (`NO_COLOR`).
  init(label: String, environment: [String: String]) throws(TerminalRefusal) {
    try TerminalState.enter(label: label)
    theme = Theme(environment: environment, colours: Int(cn_colours()))
    cn_read_size()
    size = Size(width: Int(cn_columns()), height: Int(cn_rows()))
  }

  func close() { TerminalState.leave() }

  // MARK: Out

  /// Writes what differs from the last frame. A frame without its marking cannot be shown.
  func show(_ marked: MarkedFrame) {
    let frame = marked.frame
    for y in 0..<min(frame.size.height, size.height) {
      if let shown, shown.size == frame.size, shown.row(y) == frame.row(y) { continue }
      write(frame.row(y), y: y)
    }
    shown = frame
    flush()
  }

  /// Draws everything again, after something else wrote on the terminal (Ctrl-L).
  func redraw() {
    cn_redraw()
    flush()
  }

  /// Gives the terminal to the shell (Ctrl-Z) and takes it again when continued.
  func suspend() {
    TerminalState.suspend()
    flush()
  }

  /// A whole row, for half of a wide cluster cannot be written; ncurses sends only the cells that differ.
  private func write(_ row: ArraySlice<Cell>, y: Int) {
    var run = ""
    var x = 0
    var start = 0
    var role = row.first?.role ?? .plain
    for cell in row {
      if cell.role != role {
        put(run, x: start, y: y, role: role)
        (run, start, role) = ("", x, cell.role)
      }
      if cell.width > 0 { run.append(cell.cluster) }
      x += 1
    }
    put(run, x: start, y: y, role: role)
  }

  private func put(_ text: String, x: Int, y: Int, role: Role) {
    let style = theme.style(of: role)
    var attributes: UInt32 = 0
    if style.bold { attributes |= CN_BOLD.rawValue }
    if style.underline { attributes |= CN_UNDERLINE.rawValue }
    if style.reverse { attributes |= CN_REVERSE.rawValue }
    cn_put(Int32(y), Int32(x), text, Int32(attributes), style.colour?.rawValue ?? -1)
  }

  private func flush() {
    let cursor = shown?.cursor.flatMap { Rect(size).contains($0) ? $0 : nil }
    let place = cursor ?? Point(x: 0, y: size.height - 1)
    cn_flush(Int32(place.y), Int32(place.x), cursor != nil)
  }

  // MARK: In

  /// Everything that has happened, at least one event unless `timeout` passes first; waits if nothing has.
  ///
  /// A burst of keys comes whole, so that the loop draws once for all of it. Ctrl-Z and stops from outside
  /// are dealt with here.
  func events(timeout: Duration? = nil) -> [Event] {
    let deadline = timeout.map { ContinuousClock.now + $0 }
    while true {
      var events: [Event] = []
      // Notices last: a resize during the burst is then one event, with the newest size.
      readKeys(into: &events)
      takeNotices(into: &events)
      if hasHungUp { events.append(.hangup) }
      if !events.isEmpty { return events }
      let left = deadline.map { max(.zero, $0 - .now) }
      if left == .zero { return [] }
      wait(left)
    }
  }

  private func takeNotices(into events: inout [Event]) {
    let notices = cn_take_notices()
    if notices & CN_SUSPEND.rawValue != 0 {
      suspend()
    } else if notices & CN_CONTINUED.rawValue != 0 {
      cn_resume()
      flush()
    }
    if notices & CN_RESIZED.rawValue != 0 { cn_read_size() }
    let newSize = Size(width: Int(cn_columns()), height: Int(cn_rows()))
    if newSize != size {
      size = newSize
      shown = nil
      events.append(.resize(newSize))
    }
    if notices & CN_WOKEN.rawValue != 0 { events.append(.wake) }
  }

  /// -1 without a limit.
  private func wait(_ time: Duration?) {
    // Rounded up: a wait of 0 ms would spin.
    let milliseconds = time.map { Int32(clamping: Int64(($0 / .milliseconds(1)).rounded(.up))) } ?? -1
    var sources = [
      pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
      pollfd(fd: cn_wake_descriptor(), events: Int16(POLLIN), revents: 0),
    ]
    poll(&sources, 2, milliseconds)
  }

  private func isInputReady(withinMilliseconds time: Int32 = 0) -> Bool {
    var source = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
    return poll(&source, 1, time) > 0
  }

  private func readKeys(into events: inout [Event]) {
    var value: UInt32 = 0
    while true {
      switch cn_read_key(&value) {
      case CN_NONE:
        if isInputReady(), bytesWaiting == 0 { hasHungUp = true }
        return
      case CN_CHARACTER:
        guard let scalar = Unicode.Scalar(value) else { continue }
        switch Key(scalar: scalar) {
        case .escape: readAfterEscape(into: &events)
        case .control("z"): suspend()
        case let key: events.append(.key(key))
        }
      case CN_PASTE: events.append(.paste(readPaste()))
      case CN_MOUSE: skipSequence(until: 0x40...0x7E)
      case CN_FUNCTION: events.append(.key(.function(Int(value))))
      case let code: if let key = Self.keys[code.rawValue] { events.append(.key(key)) }
      }
    }
  }

  private static let keys: [UInt32: Key] = [
    CN_UP.rawValue: .up, CN_DOWN.rawValue: .down, CN_LEFT.rawValue: .left, CN_RIGHT.rawValue: .right,
    CN_PAGE_UP.rawValue: .pageUp, CN_PAGE_DOWN.rawValue: .pageDown, CN_HOME.rawValue: .home,
    CN_END.rawValue: .end, CN_BACKSPACE.rawValue: .backspace, CN_DELETE.rawValue: .delete,
    CN_ENTER.rawValue: .enter, CN_BACK_TAB.rawValue: .backTab,
  ]

  /// 0 on a descriptor that is ready means the end of input.
  private var bytesWaiting: Int32 {
    var count: Int32 = 0
    return ioctl(STDIN_FILENO, UInt(FIONREAD), &count) == 0 ? count : 0
  }

  /// Esc alone is the key. With a character it is Alt. A sequence that no key has is an answer nobody asked
  /// for, or a key we do not know: taken for characters, its letters would act.
  private func readAfterEscape(into events: inout [Event]) {
    var value: UInt32 = 0
    guard cn_read_key(&value) == CN_CHARACTER, let scalar = Unicode.Scalar(value) else {
      return events.append(.key(.escape))
    }
    switch scalar {
    case "[": skipSequence(until: 0x40...0x7E)
    case "O": skipSequence(until: 0x40...0x7E)
    case "]", "P", "_", "^", "X": skipSequence(until: 7...7)
    case "\u{1B}":
      events.append(.key(.escape))
      readAfterEscape(into: &events)
    default: events.append(.key(.alt(Character(scalar))))
    }
  }

  /// To a final scalar, or to the `\` of the Esc that ends a string.
  private func skipSequence(until final: ClosedRange<UInt32>) {
    var value: UInt32 = 0
    var wasEscape = false
    while true {
      switch cn_read_key(&value) {
      case CN_NONE: if !isInputReady(withinMilliseconds: 25) || bytesWaiting == 0 { return }
      case CN_CHARACTER where final.contains(value) || wasEscape && value == 0x5C: return
      default: wasEscape = value == 0x1B
      }
    }
  }

  /// Bytes up to the end mark, past ncurses: it would take arrows and escapes in the text for keys.
  private func readPaste() -> String {
    let end: [UInt8] = Array("\u{1B}[201~".utf8)
    var bytes: [UInt8] = []
    var byte: UInt8 = 0
    // One by one, so that nothing typed after the paste is lost. A terminal that falls silent ends it.
    while isInputReady(withinMilliseconds: 1000), read(STDIN_FILENO, &byte, 1) == 1 {
      bytes.append(byte)
      if byte == end.last, bytes.suffix(end.count) == end[...] {
        bytes.removeLast(end.count)
        break
      }
    }
    var text = ""
    var wasReturn = false
    for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
      if scalar == "\r" || scalar == "\n" && !wasReturn {
        text.append("\n")
      } else if scalar != "\n" {
        text.unicodeScalars.append(scalar)
      }
      wasReturn = scalar == "\r"
    }
    return text
  }
}
