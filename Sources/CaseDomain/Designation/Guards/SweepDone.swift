/// Entities owned 50 percent or more were looked for, on the day of the decision or shortly before, by a rule that leaves
/// nobody out whom the profile's reaches, and from statements that are still what is held.
///
/// Source: H.R. 8283 (IH) §5(a); OFAC FAQ 401; 90 FR 47201; agency policy §8.3.
struct SweepDone: Guard {
  func obstacles(to move: Move) -> [Obstacle] {
    let isEntityList = move.target.stage.track == .entityList
    let sweep = isEntityList ? move.caseFile.entityList?.sweep : move.caseFile.blocking?.sweep
    guard let days = move.profile[.sweepAge]?.number else { return [.missing(.sweepAge, in: move.profile)] }
    guard let sweep else {
      return [
        Obstacle(
          .sweepMissing, .bill("5(a)"), "ownership at 50 percent or more has not been searched",
          remedy: "run it: casetui ownership sweep --case \(move.caseFile.reference)")
      ]
    }
    let ruleObstacles =
      obstacles(toRuleOf: sweep, isEntityList: isEntityList, move)
      + obstacles(toStatementsOf: isEntityList ? .entityList : .blocking, move)
    guard let oldest = move.on.adding(days: -days), sweep.asOf < oldest || sweep.asOf > move.on else {
      return ruleObstacles
    }
    return ruleObstacles + [
      Obstacle(
        .sweepOld, .policy("8.3"),
        "ownership was searched as of \(sweep.asOf), which is not within \(days) days before \(move.on)",
        remedy: "run it again: casetui ownership sweep --case \(move.caseFile.reference)")
    ]
  }

  private func obstacles(toStatementsOf track: Track, _ move: Move) -> [Obstacle] {
    guard move.caseFile.changedSweeps.contains(track) else { return [] }
    return [
      Obstacle(
        .sweepChanged, .policy("8.3"),
        "the statements of ownership, or who of them is one party, are not those in which ownership was searched: "
          + "they have changed since, or it was searched in a file",
        remedy: "run it again in the statements held, without a file: "
          + "casetui ownership sweep --case \(move.caseFile.reference)")
    ]
  }

  /// A sweep of before its rule was recorded may have had any: it is asked for anew, which costs a command.
  private func obstacles(
    toRuleOf sweep: OwnershipSweep, isEntityList: Bool, _ move: Move
  ) -> [Obstacle] {
    var keys: [Parameter.Key] = isEntityList ? [.affiliateShare] : [.ofacShare]
    if isEntityList, move.profile[.bisAffiliates]?.isInForce(on: move.on) == true {
      keys.append(.bisAffiliateShare)
    }
    var shares: [Int] = []
    for key in keys {
      guard let share = move.profile[key]?.number else { return [.missing(key, in: move.profile)] }
      shares.append(share)
    }
    let remedy = "run it again: casetui ownership sweep --case \(move.caseFile.reference)"
    guard let rule = sweep.rule, sweep.seeds?.isEmpty == false else {
      return [
        Obstacle(
          .sweepRule, .bill("5(a)"),
          "of the search for owned entities it is not recorded by which share and from which owners it was made",
          remedy: remedy)
      ]
    }
    guard let share = shares.min(), rule.neededPPM > share else { return [] }
    return [
      Obstacle(
        .sweepRule, .bill("5(a)"),
        "ownership was searched with \(rule), which leaves out whom at least \(Stake.shortText(ppm: share)) reaches",
        remedy: "\(remedy), with that share or a smaller one")
    ]
  }
}

extension CaseFile {
  /// The search for owned entities that a step to `target` asks for, where there is one.
  public func sweep(askedForBy target: StageTarget) -> OwnershipSweep? {
    let step = Transition.open(to: self).first { $0.to == target.stage }
    guard step?.guards.contains(where: { $0 is SweepDone }) == true else { return nil }
    return target.stage.track == .entityList ? entityList?.sweep : blocking?.sweep
  }
}
