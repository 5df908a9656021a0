/// Duties that one person may not join on one case.
///
/// Source: agency policy §8.1.
enum Separation {
  /// Whether somebody who worked up the package is barred from that act.
  static func bars(_ kind: Approval.Kind) -> Bool {
    switch kind {
    case .achReview, .legalMemo, .authorityCited, .supportOverride, .emergencyOverride,
      .nonConcurDisposition, .listDetermination, .blockingDecision:
      true
    default: false
    }
  }
}
