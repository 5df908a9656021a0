/// What a field of a comma-separated file needs, whoever writes it.
///
/// By scalars: a quote or a comma with an accent upon it is another Character, and parts fields all the same.
public enum CSVField {
  /// In quotes, with those in it doubled. Source: RFC 4180 §2.
  public static func quoted(_ text: String) -> String {
    var field = "\"".unicodeScalars
    for scalar in text.unicodeScalars {
      field.append(scalar)
      if scalar == "\"" { field.append(scalar) }
    }
    field.append("\"")
    return String(field)
  }

  /// Whether a spreadsheet would run a field as a formula.
  ///
  /// Spreadsheets pass over white space before a formula, and East Asian ones take the full-width signs for
  /// the plain ones. Source: OWASP, "CSV Injection".
  public static func startsFormula(_ field: String) -> Bool {
    if let first = field.utf8.first, first == 0x09 || first == 0x0D { return true }
    return field.unicodeScalars.first { !isPassedOver($0) }.map(isFormulaSign) ?? false
  }

  /// Puts an apostrophe before each sign of a formula behind what may part columns or rows: a semicolon, a
  /// tab or the end of a line.
  public static func disarmingInner(_ field: String) -> String {
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
}
