/// The reviews that S3, S4 and S5 asked for were given on the package as it is, not on one that has changed since.
///
/// Source: agency policy §8.2 S3 to S5, §8.8 invariant 8.
struct ReviewsStand: Guard {
  /// Each review, and the section that asks for it.
  static let reviews: [(kind: Approval.Kind, section: String)] = [
    (.achReview, "8.2 S3"), (.evidentiaryMemo, "8.2 S4"), (.legalMemo, "8.2 S5"),
    (.authorityCited, "8.2 S5"), (.maskingDone, "8.2 S5"),
  ]

  func obstacles(to move: Move) -> [Obstacle] {
    ReviewsStand.reviews.flatMap { kind, section in obstacles(kind, section, move.caseFile) }
  }

  private func obstacles(_ kind: Approval.Kind, _ section: String, _ file: CaseFile) -> [Obstacle] {
    if file.approval(kind) != nil { return [] }
    // Of several that were given the newest is the one to give again.
    guard let newest = file.approvals.filter({ $0.kind == kind }).max(by: { $0.on < $1.on }) else {
      return ApprovalGiven(kind, .policy(section)).missing(in: file)
    }
    return file.faults(of: newest).map { fault in
      guard fault.code == .approvalVoid else { return fault }
      return Obstacle(
        .approvalVoid, .policy(section), fault.message,
        remedy:
          "look at what changed (casetui record diff); then \(RoleHeld.list(kind.roles)) gives it again: casetui approve \(file.reference) --act \(kind.rawValue)"
      )
    }
  }
}
