/// No move of the case was made by somebody who may not make it, but for those that were taken back.
///
/// Source: agency policy §8.1.
struct NothingIrregular: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    move.caseFile.irregularities.map { found in
      Obstacle(
        .irregularMove, .policy("8.1"), "\(found.by) \(found.fault)",
        remedy: remedy(found, move.caseFile.reference))
    }
  }

  private func remedy(_ found: Irregularity, _ reference: String) -> String {
    if found.to == .spine(.suspended) { return "have a lead or analyst resume the case" }
    if found.from == .spine(.suspended) {
      return "have a lead or counsel suspend the case again at \(found.to), and a lead or analyst resume it"
    }
    return
      "have \(RoleHeld.list(found.correctors)) move it back, and on again step by step: casetui case advance \(reference) --to \(found.origin)"
  }
}
