/// Where a text stops being the strict JSON we read, and what to do about it.
///
/// `offset` counts bytes from the start of the file, `line` counts from 1.
public struct JSONError: Error, Equatable, Sendable {
  public let offset: Int
  public let line: Int
  /// Printed after "refused: ", so no full stop.
  public let reason: String
  public let remedy: String

  init(_ fault: JSONFault, line: Int) {
    offset = fault.offset
    self.line = line
    reason = fault.kind.reason
    remedy = fault.kind.remedy
  }
}

/// What the scanner throws: small, so that throwing it costs nothing on the fast path.
/// The line is found only when a person will read it.
struct JSONFault: Error, Equatable {
  let kind: Kind
  let offset: Int

  enum Kind: UInt8, Error {
    case empty
    case truncated
    case unexpectedByte
    case byteOrderMark
    case notUTF8Text
    case trailingBytes
    case tooDeep
    case duplicateKey
    case tooManyKeys
    case controlCharacter
    case badEscape
    case loneSurrogate
    case badUTF8
    case badNumber
    case badLiteral
    case tooLong
  }
}

extension JSONFault.Kind {
  var reason: String {
    switch self {
    case .empty: "there is no JSON value here, only white space"
    case .truncated: "the text ends in the middle of a value"
    case .unexpectedByte: "a byte that JSON does not allow at this place"
    case .byteOrderMark: "the file starts with a byte order mark"
    case .notUTF8Text: "the text is not UTF-8 (a NUL byte or a UTF-16 mark)"
    case .trailingBytes: "something follows the end of the value"
    case .tooDeep: "values are nested more than \(JSONScanner.maximumDepth) deep"
    case .duplicateKey: "the same key occurs twice in one object"
    case .tooManyKeys: "an object and those around it have more than \(KeyLedger.maximumKeys) keys"
    case .controlCharacter: "a raw control character inside a string"
    case .badEscape: "an escape that JSON does not know"
    case .loneSurrogate: "half of a surrogate pair without the other half"
    case .badUTF8: "bytes that are not valid UTF-8"
    case .badNumber: "a number that JSON does not allow"
    case .badLiteral: "a word other than true, false and null"
    case .tooLong: "one value is longer than the limit of 16 MiB"
    }
  }

  var remedy: String {
    switch self {
    case .empty, .truncated: "get the file again and compare its size and SHA-256 with the sender's"
    case .byteOrderMark, .notUTF8Text, .badUTF8:
      "ask the sender for plain UTF-8 without a mark, or convert a copy"
    case .trailingBytes: "split the file: one JSON value a file"
    case .tooDeep, .tooManyKeys, .tooLong: "keep the file as an attachment, and ask the sender what it is"
    case .duplicateKey: "ask the sender which of the two is meant; programs differ in which one they take"
    case .unexpectedByte, .controlCharacter, .badEscape, .loneSurrogate, .badNumber, .badLiteral:
      "ask the sender for a file that is valid by RFC 8259, or keep it as an attachment"
    }
  }
}
