import CaseDomain

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
    let isFormula = isFormulaSafe && CSVField.startsFormula(field)
    let mustQuote = isFormula || field.utf8.contains(where: needsQuotes)
    let field = isFormulaSafe ? CSVField.disarmingInner(field) : field
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

  private func needsQuotes(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: ",") || byte == UInt8(ascii: "\"") || byte == 0x0A || byte == 0x0D
      || (quotesSeparators && (byte == UInt8(ascii: ";") || byte == 0x09))
  }
}
