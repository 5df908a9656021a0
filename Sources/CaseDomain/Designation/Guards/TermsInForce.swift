/// For every owner, and on every day of alleged conduct, the terms then in force are recorded.
///
/// Source: H.R. 8283 (IH) §3(11)(A)(iii), §3(7).
struct TermsInForce: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let caseFile = move.caseFile
    guard !caseFile.conduct.isEmpty else {
      return [
        Obstacle(
          .conductMissing, .bill("3(11)(A)"), "no conduct dates are recorded",
          remedy: "record the first and last day of each stretch of conduct")
      ]
    }
    return caseFile.owners.flatMap { owner in
      let versions = caseFile.terms.filter { $0.owner == owner.id }
      return caseFile.conduct.compactMap { window in
        window.firstDayNotCovered(by: versions).map { day in
          Obstacle(
            .termsGap, .bill("3(11)(A)(iii)"),
            "no terms of \(owner.name) are recorded for \(day), in the conduct of \(window.first) to \(window.last)",
            remedy: "add the version of the terms in force on that day")
        }
      }
    }
  }
}
