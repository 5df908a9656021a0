/// Only those who conducted or directed an attack are listed. Brokering accounts is not that.
///
/// Source: H.R. 8283 (IH) §4(g)(1).
struct ConductedOrDirected: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let (roles, theory) = (move.caseFile.subject.roles, move.caseFile.theory)
    if roles == [.accountBroker] {
      return [
        Obstacle(
          .accountBrokerOnly, .bill("4(g)(1)"),
          "the only role stated is account-broker; the list takes those who conducted or directed an attack",
          remedy: "consider the Entity List (§5(a)) or blocking (§5(b)), which reach account brokers")
      ]
    }
    if roles.isDisjoint(with: [.conducted, .directed]) {
      return [
        Obstacle(
          .roleMissing, .bill("4(g)(1)"), "no role conducted or directed is stated",
          remedy: "state the role that the exhibits show, or leave the list track")
      ]
    }
    if theory?.allegesAttack != true {
      return [
        Obstacle(
          .attackNotAlleged, .bill("4(g)(1)"),
          "the theory is \(theory?.rawValue ?? "not chosen"); conducting or directing an attack is not part of it",
          remedy: "choose mea or both, and decide its elements")
      ]
    }
    return []
  }
}
