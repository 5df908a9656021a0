import CaseDomain

/// The kinds of identifiers that registers write under many words.
enum RegisterIdentifier {
  /// `lei`, `uscc`, `passport`, `taxid`, `idcard`; any other scheme in lower case.
  static func kind(scheme: String, _ value: String) -> String {
    let word = scheme.lowercased()
    if word == "xi-lei" || word == "lei" || word.contains("legal entity identifier") { return "lei" }
    if word == "uscc" || word.contains("unified social credit") { return "uscc" }
    for kind in ["passport", "taxid", "idcard"] where word.hasSuffix("-\(kind)") { return kind }
    return word
  }

  /// What is wrong with an identifier that can be checked by itself.
  static func warning(kind: String, _ value: String) -> RecordWarning? {
    switch kind {
    case "lei" where !LEI.isValid(value):
      "the LEI \(RowDefect.quote(value)) fails its check digits (ISO 17442)"
    case "uscc" where !USCC.isValid(value):
      "the unified social credit code \(RowDefect.quote(value)) fails its check character (GB 32100-2015)"
    default: nil
    }
  }
}
