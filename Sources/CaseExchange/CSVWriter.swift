/// Writes rows as RFC 4180 CSV with CRLF.
public struct CSVWriter: Sendable {
  /// Puts an apostrophe before a field that a spreadsheet would run as a formula.
  ///
  /// It changes the field, so use it for tables that people open, never for an exchange of data.
  public let isFormulaSafe: Bool

  public init(isFormulaSafe: Bool) {
    self.isFormulaSafe = isFormulaSafe
  }

  public func row(_ fields: [String]) -> [UInt8] {
    var bytes: [UInt8] = []
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      append(field, to: &bytes)
    }
    return bytes + [0x0D, 0x0A]
  }

  private func append(_ field: String, to bytes: inout [UInt8]) {
    let isFormula = isFormulaSafe && Self.startsFormula(field)
    let mustQuote = isFormula || field.utf8.contains(where: Self.needsQuotes)
    guard mustQuote else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    if isFormula { bytes.append(UInt8(ascii: "'")) }
    for byte in field.utf8 {
      bytes.append(byte)
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  /// Spreadsheets pass over white space before a formula, and East Asian ones take the full-width signs for the plain
  /// ones. Source: OWASP, "CSV Injection".
  private static func startsFormula(_ field: String) -> Bool {
    if let first = field.utf8.first, first == 0x09 || first == 0x0D { return true }
    let visible = field.unicodeScalars.first { scalar in
      !scalar.properties.isWhitespace && scalar.properties.generalCategory != .format
        && scalar.properties.generalCategory != .control
    }
    return visible.map { "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains($0) } ?? false
  }

  private static func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
  }
}
