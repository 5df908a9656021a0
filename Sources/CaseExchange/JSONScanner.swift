/// One token of JSON. Positions are indexes into the scanner's bytes and hold until its next call.
struct JSONToken {
  enum Kind: UInt8 {
    case openObject, closeObject, openArray, closeArray
    case key, string, number, yes, no, null
    /// The one value is complete and nothing follows it.
    case end
    /// The bytes at hand end within a token: give more, then ask again.
    case starved
  }

  let kind: Kind
  /// For keys and strings the content between the quotes, else the whole token.
  let start: Int
  let end: Int
  var hasEscapes = false

  var count: Int { end - start }
}

/// A strict pull reader of RFC 8259 text in UTF-8: one token a call, no recursion, no allocation.
///
/// It sees one stretch of bytes; when that ends inside a token it answers `starved` and continues
/// after `rebase`. Refused, beyond the grammar: a byte order mark, invalid UTF-8, unpaired surrogates,
/// keys that are equal (after unescaping and NFC), and more than 64 levels.
struct JSONScanner {
  static let maximumDepth = 64

  private(set) var base: UnsafePointer<UInt8>
  private(set) var position = 0
  private var end: Int
  /// The offset in the file of `base[0]`.
  private(set) var origin = 0
  /// Nothing comes after `end`.
  private var isFinal: Bool

  private(set) var depth = 0
  /// Bit d is set when the container at depth d + 1 is an object.
  private var objectBits: UInt64 = 0
  private var expected = Expected.value
  private var keys = KeyLedger()

  /// Lets long strings, but no keys, pass in pieces: for a value that is checked and not kept.
  var isSkimming = false
  private var isInsideSkimmedString = false
  /// Values may follow one another, as in JSON lines.
  var isSequence = false

  private enum Expected: UInt8 { case value, firstElement, firstKey, key, colon, separator, nothing }

  /// `bytes` must outlive the scanner, or be replaced by `rebase`.
  init(_ bytes: UnsafePointer<UInt8>, count: Int, isFinal: Bool) {
    base = bytes
    end = count
    self.isFinal = isFinal
  }

  /// The bytes have moved: `dropped` of them went from the front, others came at the end.
  mutating func rebase(_ bytes: UnsafePointer<UInt8>, count: Int, dropped: Int, isFinal: Bool) {
    base = bytes
    end = count
    position -= dropped
    origin += dropped
    self.isFinal = isFinal
  }

  func fault(_ kind: JSONFault.Kind, at index: Int) -> JSONFault {
    JSONFault(kind: kind, offset: origin + index)
  }

  // MARK: Structure

  mutating func next() throws(JSONFault) -> JSONToken {
    if isInsideSkimmedString { return try string(.string) }
    while true {
      skipWhiteSpace()
      guard position < end else { return try atEnd() }
      let byte = base[position]
      switch expected {
      case .value:
        return try value(byte)
      case .firstElement:
        return try byte == UInt8(ascii: "]") ? close(.closeArray) : value(byte)
      case .firstKey where byte == UInt8(ascii: "}"):
        return close(.closeObject)
      case .key, .firstKey:
        guard byte == UInt8(ascii: "\"") else { throw fault(.unexpectedByte, at: position) }
        return try string(.key)
      case .colon:
        guard byte == UInt8(ascii: ":") else { throw fault(.unexpectedByte, at: position) }
        position += 1
        expected = .value
      case .separator:
        if byte != UInt8(ascii: ",") { return try closing(byte) }
        position += 1
        expected = isInObject ? .key : .value
      case .nothing:
        throw fault(.trailingBytes, at: position)
      }
    }
  }

  private var isInObject: Bool { depth > 0 && objectBits & (1 << UInt64(depth - 1)) != 0 }

  private func token(_ kind: JSONToken.Kind) -> JSONToken {
    JSONToken(kind: kind, start: position, end: position)
  }

  private func atEnd() throws(JSONFault) -> JSONToken {
    guard isFinal else { return token(.starved) }
    if expected == .nothing || isSequence && depth == 0 && expected == .value { return token(.end) }
    let isEmpty = expected == .value && depth == 0
    throw fault(isEmpty ? .empty : .truncated, at: position)
  }

  private mutating func value(_ byte: UInt8) throws(JSONFault) -> JSONToken {
    switch byte {
    case UInt8(ascii: "\""): return try string(.string)
    case UInt8(ascii: "{"): return try open(.openObject)
    case UInt8(ascii: "["): return try open(.openArray)
    case UInt8(ascii: "t"): return try literal("true", .yes)
    case UInt8(ascii: "f"): return try literal("false", .no)
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case 0xEF where origin + position == 0: throw fault(.byteOrderMark, at: position)
    case 0x00, 0xFE, 0xFF: throw fault(.notUTF8Text, at: position)
    default: throw fault(.unexpectedByte, at: position)
    }
  }

  private mutating func open(_ kind: JSONToken.Kind) throws(JSONFault) -> JSONToken {
    guard depth < Self.maximumDepth else { throw fault(.tooDeep, at: position) }
    let bit: UInt64 = 1 << UInt64(depth)
    depth += 1
    if kind == .openObject {
      objectBits |= bit
      expected = .firstKey
      keys.openObject()
    } else {
      objectBits &= ~bit
      expected = .firstElement
    }
    position += 1
    return JSONToken(kind: kind, start: position - 1, end: position)
  }

  private mutating func closing(_ byte: UInt8) throws(JSONFault) -> JSONToken {
    if byte == UInt8(ascii: "}") && isInObject { return close(.closeObject) }
    if byte == UInt8(ascii: "]") && depth > 0 && !isInObject { return close(.closeArray) }
    throw fault(.unexpectedByte, at: position)
  }

  private mutating func close(_ kind: JSONToken.Kind) -> JSONToken {
    if kind == .closeObject { keys.closeObject() }
    depth -= 1
    position += 1
    valueIsDone()
    return JSONToken(kind: kind, start: position - 1, end: position)
  }

  private mutating func valueIsDone() {
    expected = depth > 0 ? .separator : isSequence ? .value : .nothing
  }

  private mutating func skipWhiteSpace() {
    while position < end {
      switch base[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  // MARK: Scalars

  private mutating func literal(_ word: StaticString, _ kind: JSONToken.Kind) throws(JSONFault) -> JSONToken {
    let count = word.utf8CodeUnitCount
    for index in 0..<count {
      guard position + index < end else {
        if isFinal { throw fault(.truncated, at: end) }
        return token(.starved)
      }
      guard base[position + index] == word.utf8Start[index] else { throw fault(.badLiteral, at: position) }
    }
    position += count
    valueIsDone()
    return JSONToken(kind: kind, start: position - count, end: position)
  }

  private mutating func number() throws(JSONFault) -> JSONToken {
    let start = position
    var cursor = start
    if base[cursor] == UInt8(ascii: "-") { cursor += 1 }
    let leading = cursor
    var isWhole = digits(&cursor)
    if isWhole, base[leading] == UInt8(ascii: "0"), cursor > leading + 1 {
      throw fault(.badNumber, at: leading)
    }
    if isWhole, cursor < end, base[cursor] == UInt8(ascii: ".") {
      cursor += 1
      isWhole = digits(&cursor)
    }
    if isWhole, cursor < end, base[cursor] | 0x20 == UInt8(ascii: "e") {
      cursor += 1
      if cursor < end, base[cursor] == UInt8(ascii: "+") || base[cursor] == UInt8(ascii: "-") { cursor += 1 }
      isWhole = digits(&cursor)
    }
    if cursor == end, !isFinal { return token(.starved) }
    guard isWhole else { throw fault(cursor == end ? .truncated : .badNumber, at: cursor) }
    position = cursor
    valueIsDone()
    return JSONToken(kind: .number, start: start, end: cursor)
  }

  /// Moves over digits; `false` when there was none.
  private func digits(_ cursor: inout Int) -> Bool {
    let start = cursor
    while cursor < end, base[cursor] &- UInt8(ascii: "0") < 10 { cursor += 1 }
    return cursor > start
  }

  // MARK: Strings

  private mutating func string(_ kind: JSONToken.Kind) throws(JSONFault) -> JSONToken {
    let start = isInsideSkimmedString ? position : position + 1
    var text = JSONText(base: base, end: end, cursor: start)
    let isClosed: Bool
    do {
      isClosed = try text.scan()
    } catch {
      throw fault(error, at: text.cursor)
    }
    guard isClosed else {
      if isFinal { throw fault(.truncated, at: text.cursor) }
      // What is cut off here may fit once the bytes before it are gone: only what is longer passes in pieces.
      if isSkimming && kind == .string && (isInsideSkimmedString || position == 0) {
        position = text.cursor
        isInsideSkimmedString = true
      }
      return token(.starved)
    }
    isInsideSkimmedString = false
    let found = JSONToken(kind: kind, start: start, end: text.cursor, hasEscapes: text.hasEscapes)
    if kind == .key {
      try noteKey(found, isASCII: text.isASCII)
      expected = .colon
    } else {
      valueIsDone()
    }
    position = text.cursor + 1
    return found
  }

  private mutating func noteKey(_ key: JSONToken, isASCII: Bool) throws(JSONFault) {
    let isPlain = isASCII && !key.hasEscapes
    let hash =
      isPlain ? KeyLedger.hash(base + key.start, count: key.count) : KeyLedger.hash(string(of: key))
    switch keys.note(hash) {
    case .new: break
    case .duplicate: throw fault(.duplicateKey, at: key.start - 1)
    case .tooMany: throw fault(.tooManyKeys, at: key.start - 1)
    }
  }

  /// The text of a key, string or number, escapes resolved.
  func string(of token: JSONToken) -> String {
    let bytes = UnsafeBufferPointer(start: base + token.start, count: token.count)
    return token.hasEscapes
      ? String(decoding: JSONText.unescape(bytes), as: UTF8.self) : String(decoding: bytes, as: UTF8.self)
  }
}
