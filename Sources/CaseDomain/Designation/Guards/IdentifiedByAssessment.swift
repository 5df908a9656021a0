/// An assessment named the subject: the first (§4(a)) or a routine one (§4(e)).
///
/// Source: H.R. 8283 (IH) §4(g)(1).
struct IdentifiedByAssessment: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    if let identification = move.caseFile.identification, identification.on <= move.on { return [] }
    let message =
      move.caseFile.identification.map { "the day of identification \($0.on) lies after \(move.on)" }
      ?? "no identification by the assessment §4(a) or routine assessment §4(e) is recorded"
    return [
      Obstacle(
        .notIdentified, .bill("4(g)(1)"), message,
        remedy: "record which assessment named the subject, and when")
    ]
  }
}
