/// On the way to a first entry the matter is to add one; to change or remove one takes a request.
///
/// Source: agency policy §8.4.
struct ProposalToAdd: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let action = move.caseFile.entityList?.proposal?.action, action != .add else { return [] }
    return [
      Obstacle(
        .proposalAction, .policy("8.4"),
        "the proposal is to \(action.rawValue) an entry, and none is published yet",
        remedy: "propose to add one: casetui track propose \(move.caseFile.reference) --action add")
    ]
  }
}
