/// The rule that publishes the entry is cited.
///
/// Source: agency policy §8.4.
struct NoticeCited: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.entityList?.noticeCitation?.saysNothing ?? true else { return [] }
    return [
      Obstacle(
        .noticeMissing, .policy("8.4"), "no Federal Register document is cited",
        remedy: "name it: casetui case advance --to el:published --notice \"91 FR 10001\"")
    ]
  }
}
