import CaseDomain

/// Reads statements of beneficial ownership: an array of statements, statements one after another, or one.
///
/// Whether a statement keeps the rules of 0.4 decides nothing but warnings: what a register published is
/// evidence as it stands. Statements of 0.1 to 0.3 are taken in and not checked.
///
/// Source: Beneficial Ownership Data Standard 0.4; 0.2 for the older form; `docs/exchange.md`, "BODS".
public enum BODSReader: FormatReader {
  public static let format = EvidenceFormat.bods

  public static func recognises(_ head: FileHead) -> Bool {
    let probe = JSONProbe(head)
    if probe.has("statementID", "statementType") { return true }
    let names = [
      "statementId", "statementDate", "declarationSubject", "recordId", "recordType", "recordDetails",
    ]
    return names.count(where: probe.keys.contains) >= 3
  }

  public static func read(
    _ source: any ByteSource, path: String, isCancelled: () -> Bool, object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    try read(source, path: path, capacity: Window.usualBytes, isCancelled: isCancelled, object: object)
  }

  /// With the size open to tests.
  static func read(
    _ source: any ByteSource, path: String, capacity: Int, isCancelled: () -> Bool = { false },
    object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var hasToldOfAge = false
    let records = FlatJSON(
      capacity: capacity, remedy: "give BODS statements as a JSON array, as JSON lines, or one a file")
    return try records.read(source, path: path, isCancelled: isCancelled, object: object) { value, _, _ in
      let statement = BODSStatement(value)
      guard let found = statement.object else { return .refused(statement.obstacle, id: statement.id) }
      var warnings = statement.warnings
      if statement.isOld, !hasToldOfAge {
        hasToldOfAge = true
        warnings.append(
          "it is in the form of BODS 0.1 to 0.3, whose rules are not checked here (said once a file)")
      }
      return .taken(found, warnings: warnings)
    }
  }
}
