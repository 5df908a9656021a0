/// Something in force lets property be blocked: the bill once enacted with an emergency, an order, or PAIPA.
///
/// Source: H.R. 8283 (IH) §5(b)(1); 50 USC 1701; 50 USC 1709; agency policy §8.3.
struct AuthorityForBlocking: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let file = move.caseFile
    guard let authority = file.blocking?.authority else {
      return [
        Obstacle(
          .authorityMissing, .policy("8.3"), "no authority for a blocking is chosen",
          remedy: "choose one: casetui track authority \(file.reference) --route bill|executive-order|paipa")
      ]
    }
    switch authority.route {
    case .bill: return bill(authority, move)
    case .executiveOrder:
      if authority.citation.saysNothing || authority.criterion.saysNothing {
        return [
          Obstacle(
            .authorityMissing, .policy("8.3"),
            "the order, or its criterion that the subject is said to meet, is not named",
            remedy: "name both: --citation, --criterion")
        ]
      }
      return []
    case .paipa:
      guard let least = move.profile[.paipaMenuSize]?.number else {
        return [.missing(.paipaMenuSize, in: move.profile)]
      }
      let chosen = Set(authority.menu.filter { !$0.saysNothing }).count
      guard chosen < least else { return [] }
      return [
        Obstacle(
          .menuTooShort, Citation("50 USC", section: "1709(b)"),
          "\(chosen) of at least \(least) measures of the menu are chosen",
          remedy: "choose from the menu: --menu TEXT, several times", status: .notVerified)
      ]
    }
  }

  private func bill(_ authority: BlockingAuthority, _ move: Move) -> [Obstacle] {
    var found: [Obstacle] = []
    if let enacted = move.profile.enactedOn, enacted > move.on {
      found.append(
        Obstacle(
          .notEnacted, .bill("5(b)(1)"),
          "\(move.profile.instrument) (\(move.profile.textVersion)) is law from \(enacted), not on \(move.on)",
          remedy: "wait for that day, or choose an order or PAIPA"))
    }
    if move.profile.enactedOn == nil {
      found.append(
        Obstacle(
          .notEnacted, .bill("5(b)(1)"),
          "\(move.profile.instrument) (\(move.profile.textVersion)) is a bill: no day of enactment is recorded",
          remedy: "choose an order or PAIPA, or record the day: casetui authority set --enacted DAY"))
    }
    if authority.citation.saysNothing, move.caseFile.approval(.emergencyOverride) == nil {
      found.append(
        Obstacle(
          .emergencyMissing, Citation("50 USC", section: "1701"),
          "no declared emergency is cited, and the text does not dispense with one",
          remedy:
            "cite it (--citation), or counsel overrides with a reason: casetui approve --act emergency-override",
          status: .statute))
    }
    return found
  }
}
