/// Each exception to a blocking was considered and answered.
///
/// Source: H.R. 8283 (IH) §5(b)(2)(A)–(C).
struct ExceptionsAnswered: Guard {
  static let letters = ["A", "B", "C"]

  func obstacles(to move: Move) -> [Obstacle] {
    let answers = move.caseFile.blocking?.exceptions ?? [:]
    return ExceptionsAnswered.letters.filter { answers[$0]?.saysNothing ?? true }.map { letter in
      Obstacle(
        .exceptionsOpen, .bill("5(b)(2)(\(letter))"), "exception (\(letter)) has no answer",
        remedy:
          "answer it: casetui track exception \(move.caseFile.reference) --letter \(letter) --answer TEXT")
    }
  }
}
