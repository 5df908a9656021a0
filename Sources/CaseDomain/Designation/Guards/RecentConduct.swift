/// The last conduct lies within the past year, counted back from the day of identification.
///
/// Source: H.R. 8283 (IH) §4(g)(1)(A). The text names no reference day; this reading is in the profile.
struct RecentConduct: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let limit = move.profile[.pastYearWindow], let years = limit.number else {
      return [.missing(.pastYearWindow, in: move.profile)]
    }
    let citation = move.profile.citation(of: limit)
    guard let last = move.caseFile.lastConductOn else {
      return [
        Obstacle(
          .conductMissing, citation, "no conduct dates are recorded",
          remedy: "record the first and last day of each stretch of conduct", status: limit.status)
      ]
    }
    if last > move.on {
      return [
        Obstacle(
          .conductInFuture, citation, "the last conduct \(last) lies after \(move.on)",
          remedy: "correct the conduct dates", status: limit.status)
      ]
    }
    // Without an identification there is no day to count from; `IdentifiedByAssessment` says so.
    guard let identified = move.caseFile.identification?.on else { return [] }
    guard let earliest = identified.adding(years: -years) else {
      return [.missing(.pastYearWindow, in: move.profile)]
    }
    if last >= earliest { return [] }
    return [
      Obstacle(
        .conductTooOld, citation,
        "the last conduct \(last) lies before \(earliest), \(years) calendar year(s) before identification on \(identified)",
        remedy: "record later conduct if exhibits show it; otherwise this subject is not list-eligible",
        status: limit.status)
    ]
  }
}
