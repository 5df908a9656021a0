/// JSON tokens from a source of any length, in constant memory.
struct JSONStream: ~Copyable {
  private var window: Window
  private(set) var scanner: JSONScanner

  init(_ source: any ByteSource, capacity: Int = Window.usualBytes, limitBytes: Int) {
    window = Window(source, capacity: capacity, limitBytes: limitBytes)
    scanner = JSONScanner(window.base, count: 0, isFinal: false)
  }

  var base: UnsafePointer<UInt8> { scanner.base }
  var depth: Int { scanner.depth }
  /// The offset in the file behind the last token.
  var offset: Int { scanner.origin + scanner.position }

  var isSkimming: Bool {
    get { scanner.isSkimming }
    set { scanner.isSkimming = newValue }
  }

  /// Values may follow one another, as in JSON lines. Set it before the first value ends.
  var isSequence: Bool {
    get { scanner.isSequence }
    set { scanner.isSequence = newValue }
  }

  /// The next token; `starved` when it cannot be had while everything from `kept` on stays in memory.
  ///
  /// - Parameter kept: an offset in the file; `nil` keeps the token alone.
  mutating func next(keepingFrom kept: Int? = nil) throws -> JSONToken {
    while true {
      let token = try scanner.next()
      guard token.kind == .starved else { return token }
      let first = kept.map { $0 - scanner.origin } ?? scanner.position
      let hasMore = try window.refill(dropping: first)
      scanner.rebase(window.base, count: window.count, dropped: first, isFinal: window.isFinal)
      if !hasMore { return token }
    }
  }

  func line(at offset: Int) -> Int { window.line(at: offset) }

  /// The bytes of the file from `start` to behind the last token; they must have been kept.
  func bytes(from start: Int) -> [UInt8] {
    Array(UnsafeBufferPointer(start: base + (start - scanner.origin), count: offset - start))
  }
}
