import CaseDomain

// How what was reckoned is told: words and signs first, colour besides.

extension OwnershipQuestion {
  /// `what-if: 2 edges left out, nothing is written`.
  var whatIf: Printable { "what-if: \(counted(leftOut.count, "edge")) left out, nothing is written" }
}

extension OwnershipView {
  /// `2 blocked, 1 cannot be told`.
  var counts: Printable { "\(blocked) blocked, \(open) open" }

  var isPlain: Bool { remarks.isEmpty && question.leftOut.isEmpty }

  var sentence: Printable {
    if !question.leftOut.isEmpty { return question.whatIf }
    if !replaced.isEmpty {
      return "another origin's word was replaced in " + counted(replaced.count, "statement") + ": Enter"
    }
    if !warnings.isEmpty { return "judgements contradict one another on who is who" }
    return deeper == 0 ? "" : "\(grouped(deeper)) blocked or open stand deeper: + shows them"
  }

  var sources: Int { Set(stakes.map { Array($0.stake.source.utf8) }).count }

  /// What to look at twice.
  var tally: Printable {
    let below = lines.dropFirst()
    let parts: [(String, Int)] = [
      ("rings", below.count(where: \.closesRing)), ("undated", stakes.count(where: \.isUndated)),
      ("disputed", below.count(where: \.isDisputed)),
      ("over 100 %", Set(below.filter(\.isOverWhole).map(\.party)).count),
      ("judged", below.count { !$0.judgements.isEmpty }),
    ]
    let cut: Printable = isCut ? "   more below: +" : ""
    return parts.map { "\($0.0) \($0.1)" }.joined(separator: "   ") + cut
  }
}

extension OwnershipLine {
  /// Sources differ on the share.
  var isDisputed: Bool {
    stakes.filter { $0.stake.isOwnership && !$0.isLeftOut }.map(\.stake).contradictEachOther
  }

  var isOverWhole: Bool {
    problems.contains { if case .overWhole = $0 { true } else { false } }
  }

  /// `!` shares differ or exceed the whole, `=` by a judgement.
  var sign: Printable { isDisputed || !problems.isEmpty ? "!" : judgements.isEmpty ? "" : "=" }

  /// What the set holds of it: `60 %`, `40 % to 65 %`.
  var held: Printable {
    guard let heldPPM else { return "-" }
    let (least, most) = (Stake.shortText(ppm: heldPPM.lowerBound), Stake.shortText(ppm: heldPPM.upperBound))
    return least == most ? "\(least)" : "\(least) to \(most)"
  }

  var resultWords: Printable {
    if depth == 0 { return "asked about" }
    if closesRing { return "ring" }
    switch result {
    case .blocked: return "BLOCKED"
    case .undetermined: return "cannot be told"
    case .notBlocked: return "not blocked"
    // Of what-if no share may be left that counts.
    case nil: return stakes.contains(where: \.stake.isOwnership) ? "no ownership" : "control only"
    }
  }

  var resultRole: Role {
    if depth == 0 || closesRing { return .plain }
    switch result {
    case .blocked: return .danger
    case .undetermined: return .warning
    case .notBlocked, nil: return .plain
    }
  }
}

extension StakeLine {
  /// `60 %`, `25 % to 50 %`, `share ?`, `control`.
  var short: Printable {
    if !stake.isOwnership { return "control" }
    let holding = stake.holding
    return holding.leastPPM == nil && holding.mostPPM == nil ? "share ?" : "\(stake.share)"
  }

  func addStatement(to sheet: inout Sheet) {
    let days = stake.days
    let interest: Printable = stake.holding.interest.isEmpty ? "" : " \(stake.holding.interest)"
    let kind: Printable = stake.isOwnership ? "" : ": control, which does not count"
    sheet.add(
      "Stated",
      "\(stake.share)" + interest + kind + ", " + (days.isEmpty ? "undated" : "\(days)")
        + ", by \(stake.source) " + Printable(stake.statement, cells: 80))
  }

  func addExhibit(to sheet: inout Sheet) {
    guard let exhibit else {
      return sheet.add("Exhibit", "its file is no exhibit here", .warning)
    }
    sheet.add(
      "Exhibit",
      "\(exhibit.reference)  grade \(exhibit.grade ?? "none")  " + Printable(exhibit.title, cells: 120))
  }
}

extension StatedStake {
  /// `from 2010 to 2015-06`, as the source has it; empty when it gives no day.
  var days: String {
    [holding.from.map { "from \($0.words)" }, holding.to.map { "to \($0.words)" }].compactMap(\.self)
      .joined(separator: " ")
  }

  /// The same, and whether that leaves open if it holds on a day.
  func days(on day: Day) -> String {
    isSurelyInForce(on: day) ? days : "\(days): may hold on \(day), or not"
  }
}
