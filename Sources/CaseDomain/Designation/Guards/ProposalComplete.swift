/// The proposal says what the entry would be, and rests on specific and articulable facts with exhibits.
///
/// Source: 15 CFR 744.11(b), 744.16 (not verified); agency policy §8.4.
struct ProposalComplete: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    guard let proposal = move.caseFile.entityList?.proposal else {
      return [
        Obstacle(
          .proposalMissing, .policy("8.4"), "no proposal is written",
          remedy: "write it: casetui track propose \(move.caseFile.reference)")
      ]
    }
    let fields: [(String, Bool)] = [
      ("basis sections", proposal.basisSections.allSatisfy(\.saysNothing)),
      ("licence requirement", proposal.licenceRequirement.saysNothing),
      ("licence review policy", proposal.reviewPolicy.saysNothing),
      ("licence exceptions", proposal.exceptions.saysNothing),
      ("savings clause", proposal.savingsClause.saysNothing),
    ]
    var found = fields.filter { $0.1 && proposal.action != .remove }.map { name, _ in
      Obstacle(
        .proposalIncomplete, .policy("8.4"), "the proposal has no \(name)",
        remedy: "fill it in: casetui track propose \(move.caseFile.reference)")
    }
    let facts = proposal.articulableFacts.filter { fact in
      !fact.text.saysNothing && fact.exhibits.contains { move.caseFile.exhibit($0) != nil }
    }
    found += proposal.articulableFacts.flatMap { fact in
      fact.exhibits.filter { move.caseFile.exhibit($0) == nil }.map { (fact, move.caseFile.absence(of: $0)) }
    }.map { fact, absent in
      Obstacle(
        .factMissing, Citation("15 CFR", section: "744.11(b)"),
        "the fact \"\(fact.text)\" rests on \(absent.words)", remedy: absent.remedy, status: .notVerified)
    }
    if facts.isEmpty, !found.contains(where: { $0.code == .factMissing }) {
      found.append(
        Obstacle(
          .factMissing, Citation("15 CFR", section: "744.11(b)"),
          "0 specific and articulable facts with an exhibit of the case",
          remedy: "add one: casetui track fact \(move.caseFile.reference) --text TEXT --exhibit EX",
          status: .notVerified))
    }
    if proposal.treasurySits, proposal.treasuryDecidedBy?.saysNothing ?? true {
      found.append(
        Obstacle(
          .treasuryUndecided, .policy("8.4"), "who found Treasury's seat appropriate is not on record",
          remedy: "record it: --treasury-by NAME"))
    }
    return found
  }
}
