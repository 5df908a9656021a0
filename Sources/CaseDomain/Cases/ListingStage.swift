/// Where an entry for the attackers list stands.
///
/// Source: H.R. 8283 (IH) §4(g); the stages are agency policy.
public enum ListingStage: String, CaseIterable, Sendable {
  case candidate, eligible
  case consentCleared = "consent-cleared"
  case determination, published, withdrawn, expired
  case reidentified = "re-identified"

  /// What a reader of the entry is told; `nil` where the stage needs no words.
  public var banner: String? {
    switch self {
    case .withdrawn: "Withdrawn. This entry is no longer published."
    case .expired:
      "Expired. The term of publication has ended. Expiry is not exoneration, and makes no new statement."
    case .candidate, .eligible, .consentCleared, .determination, .published, .reidentified: nil
    }
  }
}
