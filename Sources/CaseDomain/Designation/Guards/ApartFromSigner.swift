/// Who publishes is another person than who signed.
///
/// Source: agency policy §8.1.
struct ApartFromSigner: Guard {
  let kind: Approval.Kind

  init(_ kind: Approval.Kind) { self.kind = kind }

  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    guard
      file.approvals.contains(where: { $0.kind == kind && $0.by == move.by && file.faults(of: $0).isEmpty })
    else { return [] }
    return [
      Obstacle(
        .separation, .policy("8.1"), "\(move.by) signed the \(kind.title) and cannot also publish it",
        remedy: "have another publisher do it")
    ]
  }
}
