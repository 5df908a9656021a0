/// One word of a pattern.
struct PatternToken {
  enum Kind: Equatable {
    /// A name of a type or a property, or a word of the language; `withHyphen` cannot be a property.
    case name(withHyphen: Bool)
    case text, whole, fraction, hex, binary, timestamp
    /// `=`, `==`, `!=`, `<>`.
    case equality
    /// `<`, `>`, `<=`, `>=`.
    case order
    case openBracket, closeBracket, openParen, closeParen, colon, dot, comma, star
    case end
  }

  let kind: Kind
  let start: Int
  let end: Int
}

struct PatternFault: Error, Equatable {
  /// A clause without full stop.
  let reason: String
  /// Bytes from the start of the pattern.
  let offset: Int
}

/// Cuts a pattern into words.
///
/// Source: STIX 2.1 §9.
struct PatternLexer {
  let text: Bytes
  private(set) var position = 0

  init(_ text: Bytes) {
    self.text = text
  }

  mutating func next() throws(PatternFault) -> PatternToken {
    try skipSpace()
    guard position < text.count else { return PatternToken(kind: .end, start: position, end: position) }
    let byte = text[position]
    let start = position
    switch byte {
    case UInt8(ascii: "["): return token(.openBracket, 1)
    case UInt8(ascii: "]"): return token(.closeBracket, 1)
    case UInt8(ascii: "("): return token(.openParen, 1)
    case UInt8(ascii: ")"): return token(.closeParen, 1)
    case UInt8(ascii: ":"): return token(.colon, 1)
    case UInt8(ascii: ","): return token(.comma, 1)
    case UInt8(ascii: "*"): return token(.star, 1)
    case UInt8(ascii: "="): return token(.equality, peek(1) == UInt8(ascii: "=") ? 2 : 1)
    case UInt8(ascii: "!") where peek(1) == UInt8(ascii: "="): return token(.equality, 2)
    case UInt8(ascii: "<") where peek(1) == UInt8(ascii: ">"): return token(.equality, 2)
    case UInt8(ascii: "<"), UInt8(ascii: ">"): return token(.order, peek(1) == UInt8(ascii: "=") ? 2 : 1)
    case UInt8(ascii: "'"):
      try skipText()
      return PatternToken(kind: .text, start: start, end: position)
    case UInt8(ascii: "t") where peek(1) == UInt8(ascii: "'"): return try literal(.timestamp)
    case UInt8(ascii: "h") where peek(1) == UInt8(ascii: "'"): return try literal(.hex)
    case UInt8(ascii: "b") where peek(1) == UInt8(ascii: "'"): return try literal(.binary)
    case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: ".") where peek(1)?.isDigit == true: return try number()
    case UInt8(ascii: "."): return token(.dot, 1)
    default:
      guard byte.isLetter || byte == UInt8(ascii: "_") else {
        throw PatternFault(reason: "no part of a pattern starts with this character", offset: start)
      }
      return name()
    }
  }

  private func peek(_ distance: Int) -> UInt8? {
    position + distance < text.count ? text[position + distance] : nil
  }

  private mutating func token(_ kind: PatternToken.Kind, _ length: Int) -> PatternToken {
    position += length
    return PatternToken(kind: kind, start: position - length, end: position)
  }

  private mutating func name() -> PatternToken {
    let start = position
    var hasHyphen = false
    while position < text.count {
      let byte = text[position]
      if byte == UInt8(ascii: "-") {
        hasHyphen = true
      } else if !byte.isAlphanumeric && byte != UInt8(ascii: "_") {
        break
      }
      position += 1
    }
    return PatternToken(kind: .name(withHyphen: hasHyphen), start: start, end: position)
  }

  /// A sign, digits without leading zero, and perhaps a point with digits.
  private mutating func number() throws(PatternFault) -> PatternToken {
    let start = position
    if text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-") { position += 1 }
    let whole = position
    while position < text.count, text[position].isDigit { position += 1 }
    let digits = position - whole
    var kind = PatternToken.Kind.whole
    if let point = peek(0), point == UInt8(ascii: "."), peek(1)?.isDigit == true {
      position += 1
      while position < text.count, text[position].isDigit { position += 1 }
      kind = .fraction
    }
    if digits > 1 && text[whole] == UInt8(ascii: "0") {
      throw PatternFault(reason: "a number has a leading zero", offset: whole)
    }
    if digits == 0 && kind == .whole { throw PatternFault(reason: "a number has no digits", offset: start) }
    return PatternToken(kind: kind, start: start, end: position)
  }

  private mutating func literal(_ kind: PatternToken.Kind) throws(PatternFault) -> PatternToken {
    let start = position
    position += 1
    let content = position + 1
    try skipText()
    let inside = text.part(content..<position - 1)
    let isGood =
      switch kind {
      case .timestamp: TimestampForm(inside) != nil
      case .hex: inside.isEmpty || EncodingForm.isHex(inside)
      default: EncodingForm.isBase64(inside)
      }
    guard isGood else {
      throw PatternFault(reason: "the value does not have the form of its kind", offset: start)
    }
    return PatternToken(kind: kind, start: start, end: position)
  }

  /// From one apostrophe over the next that no backslash hides.
  private mutating func skipText() throws(PatternFault) {
    let start = position
    position += 1
    while position < text.count {
      let byte = text[position]
      position += 1
      if byte == UInt8(ascii: "'") { return }
      if byte == UInt8(ascii: "\\") {
        guard position < text.count,
          text[position] == UInt8(ascii: "'") || text[position] == UInt8(ascii: "\\")
        else { throw PatternFault(reason: "a backslash hides ' and \\ only", offset: position - 1) }
        position += 1
      }
    }
    throw PatternFault(reason: "a text is not closed", offset: start)
  }

  private mutating func skipSpace() throws(PatternFault) {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x09, 0x0A, 0x0B, 0x0C, 0x0D: position += 1
      case 0xC2 where peek(1) == 0x85 || peek(1) == 0xA0: position += 2
      case 0xE2 where isWideSpace: position += 3
      case 0xE3 where peek(1) == 0x80 && peek(2) == 0x80: position += 3
      case UInt8(ascii: "/"):
        guard try skipComment() else {
          throw PatternFault(reason: "no part of a pattern starts with this character", offset: position)
        }
      default: return
      }
    }
  }

  /// U+2000 to U+200A, U+2028, U+2029, U+202F and U+205F.
  private var isWideSpace: Bool {
    guard let second = peek(1), let third = peek(2) else { return false }
    if second == 0x81 { return third == 0x9F }
    return second == 0x80 && (third <= 0x8A || third == 0xA8 || third == 0xA9 || third == 0xAF)
  }

  private mutating func skipComment() throws(PatternFault) -> Bool {
    let start = position
    if peek(1) == UInt8(ascii: "/") {
      while position < text.count, text[position] != 0x0A, text[position] != 0x0D { position += 1 }
      return true
    }
    guard peek(1) == UInt8(ascii: "*") else { return false }
    position += 2
    while position + 1 < text.count {
      if text[position] == UInt8(ascii: "*") && text[position + 1] == UInt8(ascii: "/") {
        position += 2
        return true
      }
      position += 1
    }
    throw PatternFault(reason: "a comment is not closed", offset: start)
  }
}
