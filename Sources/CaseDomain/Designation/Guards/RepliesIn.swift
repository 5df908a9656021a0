/// Every agency of the equity check has answered on the package as it is; each objection was dealt with.
///
/// Source: agency policy §8.2 S6.
struct RepliesIn: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    EquityReply.awaited.flatMap { agency in obstacles(agency, move.caseFile) }
  }

  private func obstacles(_ agency: Agency, _ file: CaseFile) -> [Obstacle] {
    let citation = Citation.policy("8.2 S6")
    guard let reply = file.reply(of: agency) else {
      return [
        Obstacle(
          .replyMissing, citation, "\(agency) has not replied; silence is not assent",
          remedy: "record its letter: casetui concur \(file.reference) --agency \(agency) --answer ANSWER")
      ]
    }
    if reply.answer == .hold {
      return [
        Obstacle(
          .openHold, citation, "\(agency) asked to hold: \(reply.comment)",
          remedy: "clear it with \(agency) and record its new reply")
      ]
    }
    if reply.answer == .nonConcur, file.approval(.nonConcurDisposition, detail: agency.rawValue) == nil {
      return [
        Obstacle(
          .nonConcur, citation, "\(agency) does not concur: \(reply.comment)",
          remedy:
            "the decider disposes of it: casetui approve \(file.reference) --act non-concur-disposition --detail \(agency)"
        )
      ]
    }
    if file.people.agency(of: reply.by) != agency,
      file.people.roles(of: reply.by).isDisjoint(with: [.stateDesk])
    {
      return [
        Obstacle(
          .replyStanding, citation, "the reply of \(agency) was entered by \(reply.by), who may not",
          remedy: "the State desk, or somebody registered for \(agency), enters it")
      ]
    }
    if reply.package != file.package, reply.answer != .noEquity {
      return [
        Obstacle(
          .replyStale, citation, "\(agency) replied on \(reply.on) to a package that has changed since",
          remedy: "send it the package as it is, and record its new reply")
      ]
    }
    return []
  }
}
