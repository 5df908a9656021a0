/// Under the bill the subject was named by the assessment or the routine one; account brokers included.
///
/// Source: H.R. 8283 (IH) §5(b)(1).
struct BlockingIdentified: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.blocking?.authority?.route == .bill else { return [] }
    if let identification = move.caseFile.identification, identification.on <= move.on { return [] }
    return [
      Obstacle(
        .blockingIdentification, .bill("5(b)(1)"),
        "no assessment under §4(b)(1) or §4(e) names the subject by \(move.on)",
        remedy: "record it: casetui case set --identified 4(a):DAY or 4(e):DAY")
    ]
  }
}
