/// XML tokens from a source of any length, in constant memory.
struct XMLStream: ~Copyable {
  private var window: Window
  private(set) var scanner: XMLScanner

  /// - Parameter limitBytes: the most that is ever held; at least two tokens fit.
  init(_ source: any ByteSource, capacity: Int = Window.usualBytes, limitBytes: Int = 0) {
    window = Window(
      source, capacity: capacity, limitBytes: max(limitBytes, XMLScanner.maximumTokenBytes + 4_096))
    scanner = XMLScanner(window.base, count: 0, isFinal: false)
  }

  var depth: Int { scanner.depth }
  /// The offset in the file behind the last token.
  var offset: Int { scanner.origin + scanner.position }

  /// The next token; `starved` when it cannot be had while everything from `kept` on stays in memory.
  ///
  /// - Parameter kept: an offset in the file; `nil` keeps the token alone.
  /// - Throws: `XMLFault`, or `SourceError`.
  mutating func next(keepingFrom kept: Int? = nil) throws -> XMLToken {
    while true {
      let token = try scanner.next()
      guard token.kind == .starved else { return token }
      let first = min(scanner.position, kept.map { $0 - scanner.origin } ?? .max)
      let hasMore = try window.refill(dropping: first)
      scanner.rebase(window.base, count: window.count, dropped: first, isFinal: window.isFinal)
      if !hasMore { return token }
    }
  }

  /// Where a token of the window stands in the file.
  func offset(of token: XMLToken) -> Int { scanner.origin + token.start }

  func line(at offset: Int) -> Int { window.line(at: offset) }

  /// The bytes of the file from `start` to behind the last token; they must have been kept.
  func bytes(from start: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: scanner.base + (start - scanner.origin), count: offset - start))
  }

  /// The name of a tag, or the text of a text or section, as meant.
  func text(of token: XMLToken) -> String {
    let content = UnsafeBufferPointer(
      start: scanner.base + token.contentStart, count: token.contentEnd - token.contentStart)
    guard token.needsDecoding else { return String(decoding: content, as: UTF8.self) }
    return token.kind == .section ? sectionText(content) : XMLDecoding.decode(content, isAttribute: false)
  }

  /// In a section only the ends of lines mean something else than they are.
  private func sectionText(_ content: UnsafeBufferPointer<UInt8>) -> String {
    var text: [UInt8] = []
    for (index, byte) in content.enumerated() {
      if byte == 0x0D {
        text.append(0x0A)
      } else if byte != 0x0A || index == 0 || content[index - 1] != 0x0D {
        text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// Of the opening tag that was read last, in the order of the text.
  func attributes() -> [(name: String, value: String)] {
    scanner.attributes.map { attribute in
      let name = UnsafeBufferPointer(
        start: scanner.base + attribute.nameStart, count: attribute.nameEnd - attribute.nameStart)
      let value = UnsafeBufferPointer(
        start: scanner.base + attribute.valueStart, count: attribute.valueEnd - attribute.valueStart)
      return (
        String(decoding: name, as: UTF8.self),
        attribute.needsDecoding
          ? XMLDecoding.decode(value, isAttribute: true) : String(decoding: value, as: UTF8.self)
      )
    }
  }
}
