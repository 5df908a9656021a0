/// Finds the messages of a mailbox: each begins behind a line `From …` that follows an empty line.
///
/// Source: RFC 4155, Appendix A. A line that shows no sender and date is text, not a beginning.
struct MailboxScanner: ~Copyable {
  struct Message {
    /// Behind its `From` line.
    let offset: Int
    let lengthBytes: Int
    /// `nil`: larger than a message may be.
    let bytes: [UInt8]?
  }

  private var window: Window
  /// Indices into the window.
  private var start = 0
  private var position = 0
  /// The start of a message that did not fit.
  private var skippedFrom: Int?
  private var isInside = false
  private(set) var fileBytes = 0

  static let maximumLineBytes = 1000

  init(_ source: any ByteSource) {
    window = Window(source, limitBytes: MailReader.maximumMessageBytes + Window.usualBytes)
  }

  /// The next message; `nil` at the end.
  mutating func next() throws(SourceError) -> Message? {
    while true {
      // A beginning is certain only with the whole line.
      if position + Self.maximumLineBytes > window.count, !window.isFinal { try refill() }
      guard position < window.count else { return end() }
      let isStart = isStart(at: position)
      let lineEnd = self.lineEnd(position)
      if isStart {
        let found = isInside ? message(upTo: position) : nil
        position = lineEnd
        start = lineEnd
        isInside = true
        if let found { return found }
      } else {
        position = lineEnd
      }
    }
  }

  private mutating func refill() throws(SourceError) {
    // Two bytes before the position tell whether the line before is empty.
    if window.count - start >= MailReader.maximumMessageBytes, skippedFrom == nil {
      skippedFrom = window.origin + start
    }
    let kept = skippedFrom == nil ? start : max(start, position - 4)
    // Slide only when needed, so that a long message is not copied at every line.
    while position + Self.maximumLineBytes > window.count, !window.isFinal {
      let first = min(kept, position)
      _ = try window.refill(dropping: first)
      start = max(0, start - first)
      position -= first
      if first == 0 { continue }
      return
    }
  }

  private func byte(_ index: Int) -> UInt8? { index >= 0 && index < window.count ? window.base[index] : nil }

  private func lineEnd(_ start: Int) -> Int {
    var index = start
    while index < window.count, window.base[index] != 0x0A { index += 1 }
    return min(window.count, index + 1)
  }

  private func isStart(at index: Int) -> Bool {
    let line = UnsafeBufferPointer(
      start: window.base + index, count: min(window.count - index, Self.maximumLineBytes))
    guard line.starts(with: "From ".utf8) else { return false }
    if isInside {
      guard byte(index - 1) == 0x0A, index - 1 == start || isEmptyLine(before: index) else { return false }
    } else {
      guard window.origin + index == 0 else { return false }
    }
    return Self.isStart(line.prefix { $0 != 0x0A })
  }

  /// `From ann@firm.example Mon Jan  5 10:20:00 2026`: a sender, and behind it a date with all its parts. Programs write
  /// these in several orders, with a zone or without.
  static func isStart(_ line: some Sequence<UInt8>) -> Bool {
    let words = Array(line).split { $0 <= 0x20 || $0 == UInt8(ascii: ",") }.prefix(64)
    guard let weekday = words.dropFirst(2).firstIndex(where: { isName($0, in: weekdays) }) else {
      return false
    }
    let date = words[(weekday + 1)...].prefix(8)
    func has(_ isPart: (ArraySlice<UInt8>) -> Bool) -> Bool { date.contains(where: isPart) }
    return has { isName($0, in: months) } && has { isNumber($0, 1...2) } && has { isNumber($0, 4...4) }
      && has { word in
        let parts = word.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        return (2...3).contains(parts.count) && parts.allSatisfy { isNumber($0, 1...2) }
      }
  }

  private static let weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
  private static let months = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]

  private static func isName(_ word: ArraySlice<UInt8>, in names: [String]) -> Bool {
    word.count == 3 && names.contains { $0.utf8.elementsEqual(word.map { $0 | 0x20 }) }
  }

  private static func isNumber(_ word: ArraySlice<UInt8>, _ digits: ClosedRange<Int>) -> Bool {
    digits.contains(word.count) && word.allSatisfy { (0x30...0x39).contains($0) }
  }

  private func isEmptyLine(before index: Int) -> Bool {
    byte(index - 2) == 0x0A || (byte(index - 2) == 0x0D && byte(index - 3) == 0x0A)
  }

  private mutating func end() -> Message? {
    fileBytes = window.origin + window.count
    guard isInside else { return nil }
    let found = message(upTo: position)
    isInside = false
    start = position
    return found
  }

  private mutating func message(upTo end: Int) -> Message {
    let first = skippedFrom ?? window.origin + start
    let length = window.origin + end - first
    defer { skippedFrom = nil }
    guard skippedFrom == nil, length <= MailReader.maximumMessageBytes else {
      return Message(offset: first, lengthBytes: length, bytes: nil)
    }
    let bytes = Array(UnsafeBufferPointer(start: window.base + start, count: end - start))
    return Message(offset: first, lengthBytes: length, bytes: bytes)
  }
}
