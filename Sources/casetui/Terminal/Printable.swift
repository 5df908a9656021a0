/// The one kind of text that can be drawn: hostile bytes in it are already visible stand-ins.
///
/// Every way to make one passes `Escaping`, literals too, so whatever reaches the terminal holds no control
/// character, nothing that reorders or hides, and no cluster on whose width terminals disagree. Making a
/// `Printable` of the text of a `Printable` changes nothing. Source: docs/architecture.md §6.
struct Printable: Sendable {
  /// What is drawn: one line, never a control character.
  let text: String
  /// Cells that `text` takes.
  let cells: Int
  /// Whether `text` does not show the source as it was.
  let hadHidden: Bool
  /// Where the stand-ins (`<ESC>`, `<U+202E>`) are in `text`, by UTF-8 offset, in order: drawn as `.hidden`.
  let hidden: [Range<Int>]

  static let empty = Printable("")

  init(_ untrusted: some StringProtocol) {
    var source = String(untrusted)
    self = source.withUTF8 { Printable(scanning: $0) }
  }

  /// Bytes that should be UTF-8; what is not shows as `<0xFF>`.
  init(bytes: some Collection<UInt8>) {
    self =
      bytes.withContiguousStorageIfAvailable { Printable(scanning: $0) }
      ?? Array(bytes).withUnsafeBufferPointer { Printable(scanning: $0) }
  }

  /// The beginning of a text, at most `limit` cells with `…` where it goes on.
  ///
  /// Looks at a few kilobytes of the source however long it is; of more marks than that it counts those seen.
  init(_ untrusted: some StringProtocol, cells limit: Int) {
    self.init(bytes: untrusted.utf8, cells: limit)
  }

  init(bytes: some Collection<UInt8>, cells limit: Int) {
    // A cell with all its marks takes 20 bytes; the rest leaves room for runs that are counted.
    let budget = max(0, min(limit, 10_000)) * 32 + 256
    let head = Array(bytes.prefix(budget))
    let isWhole = bytes.dropFirst(budget).isEmpty
    let end = isWhole ? head.count : Escaping.lastScalarBoundary(in: head)
    let start = head[..<end].withUnsafeBufferPointer { Printable(scanning: $0) }
    self = isWhole ? start.truncated(to: limit) : start.truncated(to: limit, goesOn: true)
  }

  /// One for each line of the source; at most `maximum`, so that a preview of a huge text stays small.
  static func lines(_ untrusted: some StringProtocol, maximum: Int = .max) -> [Printable] {
    guard maximum > 0 else { return [] }
    var result: [Printable] = []
    var rest = Substring(String(untrusted)).utf8
    while result.count < maximum {
      let end = rest.firstIndex(of: 10)
      var line = rest[..<(end ?? rest.endIndex)]
      if end != nil, line.last == 13 { line.removeLast() }
      result.append(Printable(bytes: line))
      guard let end else { break }
      rest = rest[rest.index(after: end)...]
    }
    return result
  }

  private init(scanning bytes: UnsafeBufferPointer<UInt8>) {
    if bytes.allSatisfy({ (0x20..<0x7F).contains($0) }) {
      self.init(
        text: String(decoding: bytes, as: UTF8.self), cells: bytes.count, hadHidden: false, hidden: [])
      return
    }
    var escaping = Escaping()
    escaping.scan(bytes)
    self.init(
      text: escaping.text, cells: escaping.cells, hadHidden: escaping.hadHidden, hidden: escaping.hidden)
  }

  private init(text: String, cells: Int, hadHidden: Bool, hidden: [Range<Int>]) {
    self.text = text
    self.cells = cells
    self.hadHidden = hadHidden
    self.hidden = hidden
  }

  /// Nothing but one byte, one cell for each character.
  var isASCII: Bool { cells == text.utf8.count }
  var isEmpty: Bool { text.isEmpty }

  static func + (left: Printable, right: Printable) -> Printable {
    if left.isEmpty, !left.hadHidden { return right }
    let shift = left.text.utf8.count
    return Printable(
      text: left.text + right.text, cells: left.cells + right.cells,
      hadHidden: left.hadHidden || right.hadHidden,
      hidden: left.hidden + right.hidden.map { $0.lowerBound + shift..<$0.upperBound + shift })
  }

  static func += (left: inout Printable, right: Printable) { left = left + right }

  /// A piece by UTF-8 offset, whose width the caller has counted. Both ends lie between clusters.
  func slice(_ range: Range<Int>, cells: Int) -> Printable {
    let start = text.utf8.index(text.startIndex, offsetBy: range.lowerBound)
    let end = text.utf8.index(start, offsetBy: range.count)
    return Printable(
      text: String(text[start..<end]), cells: cells, hadHidden: hadHidden,
      hidden: hidden.filter { $0.overlaps(range) }.map {
        let kept = $0.clamped(to: range)
        return kept.lowerBound - range.lowerBound..<kept.upperBound - range.lowerBound
      })
  }
}

/// Equal when the same bytes are drawn with the same stand-ins: not when only canonically equivalent.
extension Printable: Hashable {
  static func == (left: Printable, right: Printable) -> Bool {
    left.hadHidden == right.hadHidden && left.hidden == right.hidden
      && left.text.utf8.elementsEqual(right.text.utf8)
  }

  func hash(into hasher: inout Hasher) {
    for byte in text.utf8 { hasher.combine(byte) }
  }
}

/// `"Due \(day) of \(name)"`: every part, trusted or not, is made visible.
extension Printable: ExpressibleByStringInterpolation {
  init(stringLiteral value: String) { self.init(value) }
  init(stringInterpolation: Interpolation) { self = stringInterpolation.result }

  struct Interpolation: StringInterpolationProtocol {
    fileprivate var result = Printable(scanning: UnsafeBufferPointer(start: nil, count: 0))

    init(literalCapacity: Int, interpolationCount: Int) {}
    mutating func appendLiteral(_ literal: String) { result += Printable(literal) }
    mutating func appendInterpolation(_ printable: Printable) { result += printable }
    mutating func appendInterpolation(_ untrusted: some StringProtocol) { result += Printable(untrusted) }
    mutating func appendInterpolation(_ number: some BinaryInteger) { result += Printable(String(number)) }
  }
}

extension Sequence<Printable> {
  func joined(separator: Printable = "") -> Printable {
    var result = Printable.empty
    for (index, part) in enumerated() { result += index == 0 ? part : separator + part }
    return result
  }
}
