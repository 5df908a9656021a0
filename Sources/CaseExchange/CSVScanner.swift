/// What is wrong with a row. Behind a quote that does not fit nobody can say where the next row starts: the table is
/// unreadable as a whole.
struct CSVFault: Error, Equatable {
  let kind: Kind
  /// An index into the scanned bytes.
  let index: Int

  enum Kind: UInt8 {
    case quoteInsideField, textAfterQuote, bareCarriageReturn, openQuote, tooManyColumns, fieldTooLong
    case rowTooLong
  }
}

extension CSVFault {
  /// Where quotes do not fit, the separator may be another than was taken.
  func reason(_ separator: CSVSeparator) -> String {
    switch kind {
    case .quoteInsideField, .textAfterQuote: "\(kind.reason); columns are parted by \(separator.plural)"
    default: kind.reason
    }
  }
}

extension CSVFault.Kind {
  /// The row is one like others, and more than can be held: it is refused by itself (`CSVLongRow`).
  var isTooLong: Bool {
    switch self {
    case .tooManyColumns, .fieldTooLong, .rowTooLong: true
    case .quoteInsideField, .textAfterQuote, .bareCarriageReturn, .openQuote: false
    }
  }

  /// Added to what is wrong with the rest of such a row: where a quote was forgotten is more likely at its start.
  func clause(rowAt offset: Int) -> String { "; its row starts at byte \(offset), and \(reason)" }

  var reason: String {
    switch self {
    case .quoteInsideField: "a quote inside a field that does not start with one"
    case .textAfterQuote: "text between a closing quote and the next separator"
    case .bareCarriageReturn: "a carriage return without a line feed"
    case .openQuote: "a quoted field has no closing quote"
    case .tooManyColumns: "a row has more than \(CSVReader.maximumColumns) columns"
    case .fieldTooLong: "a field is longer than \(CSVReader.maximumFieldBytes) bytes"
    case .rowTooLong: "a row is longer than \(CSVReader.maximumRowBytes) bytes"
    }
  }

  var remedy: String {
    switch self {
    case .tooManyColumns, .fieldTooLong, .rowTooLong:
      "ask the sender to split it; its bytes are kept with the file"
    case .quoteInsideField, .textAfterQuote, .bareCarriageReturn, .openQuote:
      "export the table again as RFC 4180 CSV: double the quotes inside fields, end rows with CRLF or LF"
    }
  }
}

/// Finds the fields of one record at a time. On bytes: for Swift's `Character`, CRLF is one.
///
/// Source: RFC 4180 §2; a line feed alone ends a record, too. Some tables are separated by other bytes than commas.
struct CSVScanner {
  struct Field {
    let start: Int
    let end: Int
    /// The content holds doubled quotes.
    let hasDoubledQuotes: Bool
  }

  private let separator: UInt8
  private(set) var fields: [Field] = []
  /// After `scan`: the record's end without its line end, and the start of the next record.
  private(set) var recordEnd = 0
  private(set) var next = 0

  /// - Parameter separator: an ASCII byte other than a quote or an end of line.
  init(separator: UInt8 = UInt8(ascii: ",")) { self.separator = separator }

  /// `false` when the bytes end before the record does.
  mutating func scan(
    _ bytes: UnsafeBufferPointer<UInt8>, from start: Int, isFinal: Bool
  ) throws(CSVFault) -> Bool {
    fields.removeAll(keepingCapacity: true)
    var cursor = start
    while true {
      guard try scanField(bytes, &cursor, isFinal) else { return false }
      if cursor == bytes.count { return end(at: cursor, next: cursor) }
      switch bytes[cursor] {
      case separator:
        cursor += 1
        guard fields.count < CSVReader.maximumColumns else {
          throw CSVFault(kind: .tooManyColumns, index: cursor)
        }
      case 0x0A:
        return end(at: cursor, next: cursor + 1)
      default:
        guard cursor + 1 < bytes.count || isFinal else { return false }
        guard cursor + 1 < bytes.count, bytes[cursor + 1] == 0x0A else {
          throw CSVFault(kind: .bareCarriageReturn, index: cursor)
        }
        return end(at: cursor, next: cursor + 2)
      }
    }
  }

  private mutating func end(at recordEnd: Int, next: Int) -> Bool {
    self.recordEnd = recordEnd
    self.next = next
    return true
  }

  /// Leaves `cursor` at a comma, a line end, or the end of the file.
  private mutating func scanField(
    _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Int, _ isFinal: Bool
  ) throws(CSVFault) -> Bool {
    guard cursor < bytes.count else { return isFinal ? add(cursor, cursor, false) : false }
    let start = cursor
    let isDone =
      bytes[cursor] == UInt8(ascii: "\"")
      ? try scanQuoted(bytes, &cursor, isFinal) : try scanPlain(bytes, &cursor, isFinal)
    guard cursor - start <= CSVReader.maximumFieldBytes else {
      throw CSVFault(kind: .fieldTooLong, index: start)
    }
    return isDone
  }

  private mutating func scanPlain(
    _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Int, _ isFinal: Bool
  ) throws(CSVFault) -> Bool {
    let start = cursor
    while cursor < bytes.count {
      switch bytes[cursor] {
      case let byte where endsField(byte): return add(start, cursor, false)
      case UInt8(ascii: "\""): throw CSVFault(kind: .quoteInsideField, index: cursor)
      default: cursor += 1
      }
    }
    return isFinal ? add(start, cursor, false) : false
  }

  private mutating func scanQuoted(
    _ bytes: UnsafeBufferPointer<UInt8>, _ cursor: inout Int, _ isFinal: Bool
  ) throws(CSVFault) -> Bool {
    let start = cursor + 1
    var hasDoubled = false
    cursor = start
    while cursor < bytes.count {
      guard bytes[cursor] == UInt8(ascii: "\"") else {
        cursor += 1
        continue
      }
      guard cursor + 1 < bytes.count else {
        guard isFinal else { return false }
        cursor += 1
        return add(start, cursor - 1, hasDoubled)
      }
      if bytes[cursor + 1] == UInt8(ascii: "\"") {
        hasDoubled = true
        cursor += 2
        continue
      }
      cursor += 1
      guard endsField(bytes[cursor]) else {
        throw CSVFault(kind: .textAfterQuote, index: cursor)
      }
      return add(start, cursor - 1, hasDoubled)
    }
    if isFinal { throw CSVFault(kind: .openQuote, index: start - 1) }
    return false
  }

  private func endsField(_ byte: UInt8) -> Bool {
    byte == separator || byte == 0x0A || byte == 0x0D
  }

  private mutating func add(_ start: Int, _ end: Int, _ hasDoubledQuotes: Bool) -> Bool {
    fields.append(Field(start: start, end: end, hasDoubledQuotes: hasDoubledQuotes))
    return true
  }

  func text(_ field: Field, _ bytes: UnsafeBufferPointer<UInt8>) -> String {
    let content = UnsafeBufferPointer(rebasing: bytes[field.start..<field.end])
    guard field.hasDoubledQuotes else { return String(decoding: content, as: UTF8.self) }
    var single: [UInt8] = []
    var index = 0
    while index < content.count {
      single.append(content[index])
      index += content[index] == UInt8(ascii: "\"") ? 2 : 1
    }
    return String(decoding: single, as: UTF8.self)
  }
}
