/// An act that the step waits for has been given, by one who may, on the record as it is now.
///
/// Source: agency policy §8.1, §8.2.
struct ApprovalGiven: Guard {
  let kind: Approval.Kind
  let citation: Citation

  init(_ kind: Approval.Kind, _ citation: Citation) {
    self.kind = kind
    self.citation = citation
  }

  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    if file.approval(kind) != nil { return [] }
    let given = file.approvals.filter { $0.kind == kind }
    return given.isEmpty ? missing(in: file) : given.flatMap(file.faults)
  }

  /// What is said where nobody has given it.
  func missing(in file: CaseFile) -> [Obstacle] {
    [
      Obstacle(
        .approvalMissing, citation, "the \(kind.title) has not been given",
        remedy:
          "\(RoleHeld.list(kind.roles)) gives it: casetui approve \(file.reference) --act \(kind.rawValue)")
    ]
  }
}
