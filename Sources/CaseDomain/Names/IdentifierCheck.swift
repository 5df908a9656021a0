extension ScreeningFacts.Identifier {
  /// What is wrong with it by its own check digits; `nil` for a kind that has none. Spaces, dashes and case do
  /// not count. Printed after "warning: ", so no full stop.
  public var defect: String? {
    switch kind {
    case "lei" where !LEI.isValid(bareText):
      "the LEI \"\(shown)\" fails its check digits (ISO 17442)"
    case "uscc" where !USCC.isValid(bareText):
      "the unified social credit code \"\(shown)\" fails its check character (GB 32100-2015)"
    default: nil
    }
  }

  /// What the person who gave it can do.
  public static let defectRemedy =
    "compare it with the original: it is kept as it is, and finds only its like"

  private var shown: String {
    let scalars = value.unicodeScalars.prefix(40)
    return String(String.UnicodeScalarView(scalars))
      + (scalars.endIndex < value.unicodeScalars.endIndex ? "…" : "")
  }
}
