/// Every owner named is confirmed to be a United States person, and no finding says otherwise.
///
/// Source: H.R. 8283 (IH) §3(13). The term is undefined there; the meaning in use is the office's choice.
struct OwnerUSPerson: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    guard !caseFile.owners.isEmpty else {
      return [
        Obstacle(
          .ownerMissing, .bill("3(13)"), "no owner is named", remedy: "name who holds the rights in the model"
        )
      ]
    }
    let unconfirmed = caseFile.owners.filter { $0.isUSPerson != true }.map { owner in
      Obstacle(
        .ownerNotUSPerson, .bill("3(13)"),
        owner.isUSPerson == nil
          ? "\(owner.name) is not confirmed to be a US person" : "\(owner.name) is recorded as no US person",
        remedy: "record the confirmation, or take the owner off the case")
    }
    let matrix = caseFile.matrix
    let contrary = Element.Group.owner.elements.filter {
      matrix.finding($0)?.result == .notMet || matrix.isConflicted($0)
    }
    return unconfirmed + contrary.map { .notMet($0, .ownerElement, in: matrix) }
  }
}
