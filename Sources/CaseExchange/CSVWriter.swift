/// Writes rows as RFC 4180 CSV with CRLF.
public struct CSVWriter: Sendable {
  /// Puts an apostrophe before what a spreadsheet would run as a formula: at the start of a field, and behind a semicolon,
  /// a tab or the end of a line in it, where one that parts columns by these starts a cell.
  ///
  /// It changes the field, so use it for tables that people open, never for an exchange of data.
  public let isFormulaSafe: Bool
  /// Puts a field with a semicolon or a tab in quotes, too: for who tells by the header what parts the columns.
  public let quotesSeparators: Bool

  public init(isFormulaSafe: Bool, quotesSeparators: Bool = false) {
    self.isFormulaSafe = isFormulaSafe
    self.quotesSeparators = quotesSeparators
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
    let mustQuote = isFormula || field.utf8.contains(where: needsQuotes)
    let field = isFormulaSafe ? Self.disarmingInner(field) : field
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
    return field.unicodeScalars.first { !isPassedOver($0) }.map(isFormulaSign) ?? false
  }

  /// Puts an apostrophe before each sign of a formula behind what may part columns or rows.
  private static func disarmingInner(_ field: String) -> String {
    guard field.utf8.contains(where: startsCell) else { return field }
    var safe = String.UnicodeScalarView()
    var mayStart = false
    for scalar in field.unicodeScalars {
      if mayStart, isFormulaSign(scalar) { safe.append("'") }
      if scalar.isASCII, startsCell(UInt8(scalar.value)) {
        mayStart = true
      } else if !isPassedOver(scalar), scalar != "\"", scalar != "'" {
        // A quote opens the field there, and is no part of it.
        mayStart = false
      }
      safe.append(scalar)
    }
    return String(safe)
  }

  private static func startsCell(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ";") || byte == 0x09 || byte == 0x0A || byte == 0x0D
  }

  private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
    scalar.properties.isWhitespace || scalar.properties.generalCategory == .format
      || scalar.properties.generalCategory == .control
  }

  private static func isFormulaSign(_ scalar: Unicode.Scalar) -> Bool {
    "=+-@\u{FF1D}\u{FF0B}\u{FF0D}\u{FF20}".unicodeScalars.contains(scalar)
  }

  private func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
      || (quotesSeparators && (byte == UInt8(ascii: ";") || byte == 0x09))
  }
}
