/// Where a case stands on the spine that every track shares.
public enum SpineStage: String, CaseIterable, Sendable {
  case lead, triage, investigation, attribution, package
  case legalReview = "legal-review"
  case interagency, closed, suspended

  /// `S0` to `S6`; `nil` for closed and suspended.
  public var code: String? {
    switch self {
    case .closed, .suspended: nil
    default: SpineStage.allCases.firstIndex(of: self).map { "S\($0)" }
    }
  }
}
