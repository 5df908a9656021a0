/// Purpose is inferred from circumstances: enough of the factors are met.
///
/// Source: H.R. 8283 (IH) §3(11)(B); how many are enough is agency policy.
struct PurposeInference: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.theory?.allegesAttack == true else { return [] }
    guard let limit = move.profile[.purposeFactors], let needed = limit.number else {
      return [.missing(.purposeFactors, in: move.profile)]
    }
    let met = Element.Group.purpose.elements.filter(move.caseFile.matrix.isMet)
    guard met.count < needed else { return [] }
    return [
      Obstacle(
        .purposeFactor, .bill("3(11)(B)"), "\(met.count) of \(needed) purpose factors are met",
        remedy: "decide P1 to P4, on exhibits; a timeline may also speak against the case",
        status: limit.status)
    ]
  }
}
