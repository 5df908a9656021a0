import CaseDomain

/// Writes JSON whose bytes follow from its value alone: keys sorted by their bytes, no spaces.
///
/// What cannot be seen is written as `\uXXXX`, so that nothing hides in the text.
enum SortedJSON {
  static func bytes(of value: JSONValue) -> [UInt8] {
    var bytes: [UInt8] = []
    append(value, to: &bytes)
    return bytes
  }

  private static func append(_ value: JSONValue, to bytes: inout [UInt8]) {
    switch value {
    case .null: bytes += Array("null".utf8)
    case .bool(let bool): bytes += Array((bool ? "true" : "false").utf8)
    case .number(let text): bytes += Array(text.utf8)
    case .string(let text): append(text, to: &bytes)
    case .array(let values):
      bytes.append(UInt8(ascii: "["))
      for (index, value) in values.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      let sorted = members.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
      for (index, member) in sorted.enumerated() {
        if index > 0 { bytes.append(UInt8(ascii: ",")) }
        append(member.key, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        append(member.value, to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": bytes += [UInt8(ascii: "\\"), UInt8(scalar.value)]
      case "\n": bytes += Array("\\n".utf8)
      case _ where scalar.cannotBeSeen:
        for unit in String(scalar).utf16 { bytes += Array("\\u\(hex(unit))".utf8) }
      default: bytes += Array(String(scalar).utf8)
      }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func hex(_ unit: UInt16) -> String {
    let digits = String(unit, radix: 16)
    return String(repeating: "0", count: 4 - digits.count) + digits
  }
}

extension JSONValue {
  /// An object of the members that say something: empty texts, arrays and nulls are left out.
  static func filled(_ members: [(String, JSONValue)]) -> JSONValue {
    .object(
      members.compactMap { key, value in
        switch value {
        case .null, .string(""), .array([]): nil
        default: Member(key: key, value: value)
        }
      })
  }

  static func strings(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
  static func number(_ number: UInt32) -> JSONValue { .number("\(number)") }
}
