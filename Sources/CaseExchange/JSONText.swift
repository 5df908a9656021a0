/// The inside of a JSON string: finds its closing quote and checks everything before it.
struct JSONText {
  let base: UnsafePointer<UInt8>
  let end: Int
  /// After `scan`: at the closing quote, at the fault, or at the start of the unit that is cut off.
  var cursor: Int
  var hasEscapes = false
  var isASCII = true

  /// `false` when the bytes end before the closing quote.
  mutating func scan() throws(JSONFault.Kind) -> Bool {
    while true {
      skipPlain()
      guard cursor < end else { return false }
      let byte = base[cursor]
      if byte == UInt8(ascii: "\"") { return true }
      let length: Int
      if byte == UInt8(ascii: "\\") {
        hasEscapes = true
        length = try escapeLength()
      } else if byte >= 0x80 {
        isASCII = false
        length = try UTF8Check.sequenceLength(base + cursor, available: end - cursor)
      } else {
        throw .controlCharacter
      }
      guard length > 0 else { return false }
      cursor += length
    }
  }

  /// Moves to the next byte that is not plain: a quote, a backslash, a control byte or non-ASCII.
  private mutating func skipPlain() {
    let raw = UnsafeRawPointer(base)
    while cursor + 8 <= end {
      let stops = Self.stops(raw.loadUnaligned(fromByteOffset: cursor, as: UInt64.self))
      if stops != 0 {
        cursor += UInt64(littleEndian: stops).trailingZeroBitCount >> 3
        return
      }
      cursor += 8
    }
    while cursor < end, Self.isPlain(base[cursor]) { cursor += 1 }
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte < 0x80 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Eight bytes at once: the high bit of each byte that is not plain. Only the lowest set bit is
  /// sure (the subtractions borrow upwards), and only that one is used.
  private static func stops(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let highs: UInt64 = 0x8080_8080_8080_8080
    let quote = word ^ (ones &* 0x22)
    let slash = word ^ (ones &* 0x5C)
    let hits =
      ((word &- ones &* 0x20) & ~word) | ((quote &- ones) & ~quote) | ((slash &- ones) & ~slash) | word
    return hits & highs
  }

  // MARK: Escapes

  /// 0 when the escape is cut off.
  private func escapeLength() throws(JSONFault.Kind) -> Int {
    guard cursor + 1 < end else { return 0 }
    switch base[cursor + 1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return 2
    case UInt8(ascii: "u"):
      return try unicodeEscapeLength()
    default:
      throw .badEscape
    }
  }

  private func unicodeEscapeLength() throws(JSONFault.Kind) -> Int {
    guard let first = try hexUnit(at: cursor) else { return 0 }
    if first & 0xFC00 == 0xDC00 { throw .loneSurrogate }
    guard first & 0xFC00 == 0xD800 else { return 6 }
    guard cursor + 6 < end else { return 0 }
    guard base[cursor + 6] == UInt8(ascii: "\\") else { throw .loneSurrogate }
    guard cursor + 7 < end else { return 0 }
    guard base[cursor + 7] == UInt8(ascii: "u") else { throw .loneSurrogate }
    guard let second = try hexUnit(at: cursor + 6) else { return 0 }
    guard second & 0xFC00 == 0xDC00 else { throw .loneSurrogate }
    return 12
  }

  /// The unit of `\uXXXX` at `index`; `nil` when it is cut off.
  private func hexUnit(at index: Int) throws(JSONFault.Kind) -> UInt32? {
    var unit: UInt32 = 0
    for place in index + 2..<index + 6 {
      guard place < end else { return nil }
      guard let digit = Self.hexDigit(base[place]) else { throw .badEscape }
      unit = unit << 4 | digit
    }
    return unit
  }

  private static func hexDigit(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
    default: nil
    }
  }

  /// The UTF-8 bytes that a string stands for. Only for content that `scan` has passed.
  static func unescape(_ content: UnsafeBufferPointer<UInt8>) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.count)
    var index = 0
    while index < content.count {
      let byte = content[index]
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        index += 1
        continue
      }
      index += unescapeOne(content, index, into: &bytes)
    }
    return bytes
  }

  private static func unescapeOne(
    _ content: UnsafeBufferPointer<UInt8>, _ index: Int, into bytes: inout [UInt8]
  ) -> Int {
    switch content[index + 1] {
    case UInt8(ascii: "b"): bytes.append(0x08)
    case UInt8(ascii: "f"): bytes.append(0x0C)
    case UInt8(ascii: "n"): bytes.append(0x0A)
    case UInt8(ascii: "r"): bytes.append(0x0D)
    case UInt8(ascii: "t"): bytes.append(0x09)
    case UInt8(ascii: "u"): return unescapeUnicode(content, index, into: &bytes)
    case let other: bytes.append(other)
    }
    return 2
  }

  private static func unescapeUnicode(
    _ content: UnsafeBufferPointer<UInt8>, _ index: Int, into bytes: inout [UInt8]
  ) -> Int {
    let first = unit(content, index)
    var scalar = first
    if first & 0xFC00 == 0xD800 {
      scalar = 0x10000 + (first & 0x3FF) << 10 + unit(content, index + 6) & 0x3FF
    }
    if let valid = Unicode.Scalar(scalar) { bytes.append(contentsOf: UTF8.encode(valid)!) }
    return first & 0xFC00 == 0xD800 ? 12 : 6
  }

  private static func unit(_ content: UnsafeBufferPointer<UInt8>, _ index: Int) -> UInt32 {
    (index + 2..<index + 6).reduce(0) { $0 << 4 | (hexDigit(content[$1]) ?? 0) }
  }
}

/// Well-formed UTF-8 by table 3-7 of the Unicode Standard: no overlong forms, no surrogates.
enum UTF8Check {
  /// The length (2–4) of the sequence that starts with a non-ASCII byte; 0 when it is cut off.
  static func sequenceLength(
    _ bytes: UnsafePointer<UInt8>, available: Int
  ) throws(JSONFault.Kind) -> Int {
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch bytes[0] {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: throw .badUTF8
    }
    for index in 1..<length {
      guard index < available else { return 0 }
      let isGood = index == 1 ? second.contains(bytes[index]) : bytes[index] & 0xC0 == 0x80
      guard isGood else { throw .badUTF8 }
    }
    return length
  }

  /// The index of the first byte that is not part of well-formed UTF-8, or of the first NUL.
  static func firstFault(_ bytes: UnsafeBufferPointer<UInt8>) -> Int? {
    guard let base = bytes.baseAddress else { return nil }
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0 { return index }
      if bytes[index] < 0x80 {
        index += 1
        continue
      }
      guard let length = try? sequenceLength(base + index, available: bytes.count - index), length > 0
      else { return index }
      index += length
    }
    return nil
  }
}
