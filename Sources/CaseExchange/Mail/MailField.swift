/// A field with parameters: `text/plain; charset="utf-8"`.
///
/// Source: RFC 2045 §5.1 (with comments); RFC 2231 §3, §4 (values in pieces, with a character set).
struct MailField {
  /// Lower case, without spaces: `text/plain`, `attachment`.
  let value: String
  private let parameters: [(name: String, value: [UInt8])]

  static let maximumParameters = 1000

  init(_ bytes: [UInt8]) {
    var pieces = Self.pieces(bytes)[...]
    let first = pieces.popFirst() ?? []
    let word = Self.trimmed(first).prefix { ![0x20, 0x09, UInt8(ascii: "(")].contains($0) }
    value = String(decoding: word, as: UTF8.self).lowercased()
    parameters = pieces.compactMap { piece in
      guard let equals = piece.firstIndex(of: UInt8(ascii: "=")) else { return nil }
      let name = String(decoding: Self.trimmed(piece[..<equals]), as: UTF8.self).lowercased()
      let value = Self.trimmed(piece[(equals + 1)...])
      // People's names for files have brackets, unquoted too.
      let isFileName = name.hasPrefix("name") || name.hasPrefix("filename")
      return (name, Self.unquoted(isFileName ? value : Self.withoutComments(value)))
    }
  }

  /// A word without comments: `abc (a comment)`. What is quoted ends with its quote.
  private static func withoutComments(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    guard bytes.first != UInt8(ascii: "\""), bytes.contains(UInt8(ascii: "(")) else { return bytes }
    var rest: [UInt8] = []
    var depth = 0
    for byte in bytes {
      if byte == UInt8(ascii: "(") {
        depth += 1
      } else if byte == UInt8(ascii: ")"), depth > 0 {
        depth -= 1
      } else if depth == 0 {
        rest.append(byte)
      }
    }
    return depth == 0 ? trimmed(rest[...]) : bytes
  }

  /// Split at semicolons outside quotes.
  private static func pieces(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var pieces: [ArraySlice<UInt8>] = []
    var start = 0
    var isQuoted = false
    var isEscaped = false
    for (index, byte) in bytes.enumerated() where pieces.count < maximumParameters {
      if isEscaped {
        isEscaped = false
      } else if byte == UInt8(ascii: "\\"), isQuoted {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        isQuoted.toggle()
      } else if byte == UInt8(ascii: ";"), !isQuoted {
        pieces.append(bytes[start..<index])
        start = index + 1
      }
    }
    return pieces + [bytes[start...]]
  }

  private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var part = bytes.drop { $0 <= 0x20 }
    while let last = part.last, last <= 0x20 { part.removeLast() }
    return part
  }

  private static func unquoted(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    guard bytes.first == UInt8(ascii: "\"") else { return Array(bytes) }
    var result: [UInt8] = []
    var isEscaped = false
    for byte in bytes.dropFirst() {
      if isEscaped {
        result.append(byte)
        isEscaped = false
      } else if byte == UInt8(ascii: "\\") {
        isEscaped = true
      } else if byte == UInt8(ascii: "\"") {
        break
      } else {
        result.append(byte)
      }
    }
    return result
  }

  /// The value as bytes, when it is written in one piece.
  func bytes(_ name: String) -> [UInt8]? { parameters.first { $0.name == name }?.value }

  /// The value as a name: with a character set or in pieces, else plain or, as many write it, in encoded words. Where it
  /// is there in both forms, other programs show the first (RFC 6266 §4.3).
  func name(_ parameter: String) -> MailName? { extendedName(parameter) ?? plainName(parameter) }

  /// The two texts, where both are there and differ.
  func contradiction(_ parameter: String) -> (shown: String, plain: String)? {
    guard let shown = extendedName(parameter)?.text, let plain = plainName(parameter)?.text, shown != plain
    else { return nil }
    return (shown, plain)
  }

  private func plainName(_ parameter: String) -> MailName? { bytes(parameter).map { EncodedWords.name($0) } }

  private func extendedName(_ parameter: String) -> MailName? {
    if let extended = bytes(parameter + "*") { return Self.extended(extended) }
    var all: [UInt8] = []
    var isExtended = false
    for number in 0..<Self.maximumParameters {
      if let piece = bytes("\(parameter)*\(number)*") {
        isExtended = isExtended || number == 0
        all += number == 0 || isExtended ? piece : Self.unescaped(piece)
      } else if let piece = bytes("\(parameter)*\(number)") {
        all += isExtended ? Self.escaped(piece) : piece
      } else {
        break
      }
    }
    guard !all.isEmpty else { return nil }
    return isExtended ? Self.extended(all) : EncodedWords.name(all)
  }

  /// `utf-8'en'%E2%82%AC`.
  private static func extended(_ bytes: [UInt8]) -> MailName {
    let parts = bytes.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
    guard parts.count == 3 else { return MailName(unescaped(bytes), "utf-8") }
    return MailName(unescaped(Array(parts[2])), String(decoding: parts[0], as: UTF8.self))
  }

  /// A plain piece among extended ones: its percent signs are meant.
  private static func escaped(_ bytes: [UInt8]) -> [UInt8] {
    bytes.flatMap { $0 == UInt8(ascii: "%") ? Array("%25".utf8) : [$0] }
  }

  private static func unescaped(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = TransferDecoder.hex(bytes[index + 1]), let low = TransferDecoder.hex(bytes[index + 2])
      {
        result.append(high << 4 | low)
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return result
  }
}
