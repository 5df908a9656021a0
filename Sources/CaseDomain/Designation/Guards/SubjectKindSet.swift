/// It is known whether the subject is an individual or an entity.
struct SubjectKindSet: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard move.caseFile.subject.kind == nil else { return [] }
    return [
      Obstacle(
        .subjectKindMissing, .policy("8.2 S1"), "the kind of subject is not set",
        remedy: "set it to individual or entity")
    ]
  }
}
