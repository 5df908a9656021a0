import CaseDomain

/// A JSON value with its keys in the order they were given; controls and what else cannot be seen are
/// escaped, so that even a terminal is safe to look at it.
enum JSON: Sendable {
  case string(String)
  case int(Int64)
  /// With so many decimals, 1 to 9; never an exponent.
  case number(Double, places: Int = 3)
  case bool(Bool)
  case array([JSON])
  case object([(String, JSON)])
  case null

  static func optional(_ text: String?) -> JSON { text.map { .string($0) } ?? .null }
  static func int(_ value: some BinaryInteger) -> JSON { .int(Int64(clamping: value)) }

  var text: String {
    var output = ""
    write(into: &output)
    return output
  }

  private func write(into output: inout String) {
    switch self {
    case .string(let text): JSON.write(text, into: &output)
    case .int(let value): output += String(value)
    case .number(let value, let places): output += JSON.decimal(value, places)
    case .bool(let value): output += value ? "true" : "false"
    case .null: output += "null"
    case .array(let items):
      output += "["
      for (index, item) in items.enumerated() {
        if index > 0 { output += "," }
        item.write(into: &output)
      }
      output += "]"
    case .object(let pairs):
      output += "{"
      for (index, pair) in pairs.enumerated() {
        if index > 0 { output += "," }
        JSON.write(pair.0, into: &output)
        output += ":"
        pair.1.write(into: &output)
      }
      output += "}"
    }
  }

  private static func decimal(_ value: Double, _ places: Int) -> String {
    let scale = (0..<places).reduce(Int64(1)) { scale, _ in scale * 10 }
    let units = Int64((value * Double(scale)).rounded())
    let fraction = String(abs(units) % scale)
    return "\(units < 0 ? "-" : "")\(abs(units) / scale)."
      + String(repeating: "0", count: places - fraction.count) + fraction
  }

  private static func write(_ text: String, into output: inout String) {
    // Most texts have nothing to escape.
    if text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }) {
      output += "\""
      output += text
      output += "\""
      return
    }
    output += "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": output += "\\\""
      case "\\": output += "\\\\"
      case "\n": output += "\\n"
      case "\r": output += "\\r"
      case "\t": output += "\\t"
      default:
        if scalar.hasNoGlyph {
          for unit in String(scalar).utf16 {
            let digits = String(unit, radix: 16)
            output += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
          }
        } else {
          output.unicodeScalars.append(scalar)
        }
      }
    }
    output += "\""
  }
}
