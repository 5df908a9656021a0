/// A lead enters triage with its source graded. "Cannot be judged" (F, 6) is an answer; silence is not.
struct SourceGraded: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    if caseFile.leadGrade != nil || caseFile.exhibits.contains(where: { $0.grade != nil }) { return [] }
    return [
      Obstacle(
        .sourceNotGraded, .policy("8.2 S0"), "the source has no grade",
        remedy: "grade it A-F and 1-6; F6 when it cannot be judged")
    ]
  }
}
