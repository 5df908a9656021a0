import CaseDomain

/// The kinds of identifiers that registers write under many words.
enum RegisterIdentifier {
  /// `lei`, `uscc`, `passport`, and the words of the lists, `tax-id` and `national-id`; any other scheme in lower case.
  static func kind(scheme: String, _ value: String) -> String {
    let word = scheme.lowercased()
    if word == "xi-lei" || word == "lei" || word.contains("legal entity identifier") { return "lei" }
    if word == "uscc" || word.hasSuffix("-uscc") || word.contains("unified social credit") { return "uscc" }
    // The register of org-id.guide that gives the codes out; its older numbers have fifteen digits.
    if word == "cn-saic", value.utf8.count == 18 { return "uscc" }
    for (ending, kind) in [("-passport", "passport"), ("-taxid", "tax-id"), ("-idcard", "national-id")]
    where word.hasSuffix(ending) {
      return kind
    }
    return word
  }
}
