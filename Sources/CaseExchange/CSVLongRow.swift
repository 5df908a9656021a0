/// Finds where a row ends that is too long to be held, one stretch of it after the other.
///
/// What of it does not fit RFC 4180 makes the table unreadable, as in any other row.
struct CSVLongRow {
  private enum Place { case fieldStart, plain, quoted, quoteInQuotes, carriageReturn }

  private let separator: UInt8?
  private var place = Place.fieldStart
  /// Of the row so far, without its end of line.
  private(set) var lengthBytes = 0

  /// - Parameter separator: of the table; `nil` where a row ends with its line, whatever its quotes say.
  init(separator: UInt8?) { self.separator = separator }

  /// Takes the next stretch of the row.
  ///
  /// - Returns: where in `bytes` the next row starts; `nil` while the row goes on.
  mutating func take(_ bytes: UnsafeBufferPointer<UInt8>, isFinal: Bool) throws(CSVFault) -> Int? {
    for (index, byte) in bytes.enumerated() {
      if try ends(with: byte, at: index) { return index + 1 }
    }
    guard isFinal else { return nil }
    switch place {
    case .quoted: throw CSVFault(kind: .openQuote, index: bytes.count)
    case .carriageReturn where separator != nil:
      throw CSVFault(kind: .bareCarriageReturn, index: bytes.count)
    default: return bytes.count
    }
  }

  private mutating func ends(with byte: UInt8, at index: Int) throws(CSVFault) -> Bool {
    if byte == 0x0A, place != .quoted {
      if place == .carriageReturn { lengthBytes -= 1 }
      return true
    }
    lengthBytes += 1
    guard separator != nil else {
      place = byte == 0x0D ? .carriageReturn : .plain
      return false
    }
    place = try following(byte, at: index)
    return false
  }

  private func following(_ byte: UInt8, at index: Int) throws(CSVFault) -> Place {
    let isQuote = byte == UInt8(ascii: "\"")
    switch place {
    case .quoted: return isQuote ? .quoteInQuotes : .quoted
    case .quoteInQuotes where isQuote: return .quoted
    case .carriageReturn: throw CSVFault(kind: .bareCarriageReturn, index: index)
    default: break
    }
    if byte == separator { return .fieldStart }
    if byte == 0x0D { return .carriageReturn }
    switch place {
    case .quoteInQuotes: throw CSVFault(kind: .textAfterQuote, index: index)
    case .fieldStart where isQuote: return .quoted
    default:
      guard !isQuote else { throw CSVFault(kind: .quoteInsideField, index: index) }
      return .plain
    }
  }
}
