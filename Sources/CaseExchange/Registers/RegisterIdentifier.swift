import CaseDomain

/// The kinds of identifiers that registers write under many words.
enum RegisterIdentifier {
  /// `lei`, `uscc`, `passport`, `taxid`, `idcard`; any other scheme in lower case.
  static func kind(scheme: String, _ value: String) -> String {
    let word = scheme.lowercased()
    if word == "xi-lei" || word == "lei" || word.contains("legal entity identifier") { return "lei" }
    if word == "uscc" || word.hasSuffix("-uscc") || word.contains("unified social credit") { return "uscc" }
    // The register of org-id.guide that gives the codes out; its older numbers have fifteen digits.
    if word == "cn-saic", value.utf8.count == 18 { return "uscc" }
    for kind in ["passport", "taxid", "idcard"] where word.hasSuffix("-\(kind)") { return kind }
    return word
  }
}
