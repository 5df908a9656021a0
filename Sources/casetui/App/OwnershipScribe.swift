import CaseDomain

/// Puts what was reckoned into rows, with the names, exhibits and sentences that a store has for it.
final class OwnershipScribe {
  private let stated: StatedOwnership
  private let name: (OwnershipKey) throws -> String?
  private let exhibit: (StatedStake) throws -> ExhibitLine?
  private let judgement: (JudgementRow) throws -> String
  private let contradiction: (JudgedParties.Contradiction) throws -> String
  private var names: [OwnershipKey: String] = [:]

  init(
    _ stated: StatedOwnership, name: @escaping (OwnershipKey) throws -> String?,
    exhibit: @escaping (StatedStake) throws -> ExhibitLine?,
    judgement: @escaping (JudgementRow) throws -> String,
    contradiction: @escaping (JudgedParties.Contradiction) throws -> String
  ) {
    self.stated = stated
    self.name = name
    self.exhibit = exhibit
    self.judgement = judgement
    self.contradiction = contradiction
  }

  func view(of question: OwnershipQuestion) throws -> OwnershipView {
    let closure = stated.closure
    let tree = stated.tree(of: question.party, depth: question.depth)
    let problems = Dictionary(grouping: stated.problems().here, by: \.owned)
    var lines: [OwnershipLine] = []
    for (line, judgements) in zip(tree.lines, stated.judgements(in: tree, of: question.party)) {
      let name = try title(line.party)
      lines.append(
        OwnershipLine(
          depth: line.depth, party: line.party, name: name == line.party.text ? nil : name,
          ids: stated.parties.keys(of: line.party).map(\.text), result: closure.answer(for: line.party),
          heldPPM: closure.heldPPM(of: line.party), closesRing: line.closesRing,
          isShownAbove: line.isShownAbove, stakes: try line.stakes.map { try self.line($0) },
          judgements: try judgements.map(judgement),
          problems: problems[line.party] ?? []))
    }
    let shown = Set(tree.lines.map(\.party))
    let blocked = closure.parties(.blocked).filter { !closure.seeds.contains($0) }
    let open = closure.parties(.undetermined)
    let concerned = blocked + open
    return OwnershipView(
      question: question, asOf: closure.asOf, lines: lines,
      heldBy: try stated.holders(of: question.party).map { try self.line($0) }, isCut: tree.isCut,
      reasons: try reasons(for: shown),
      warnings: try stated.parties.contradictions(on: Array(shown) + concerned).map(contradiction),
      blocked: blocked.count, open: open.count, deeper: concerned.count { !shown.contains($0) })
  }

  private func title(_ party: OwnershipKey) throws -> String {
    if let known = names[party] { return known }
    let name = try self.name(party).map { ActorName($0).romanisedFirst } ?? party.text
    names[party] = name
    return name
  }

  private func line(_ stake: StatedStake) throws -> StakeLine {
    StakeLine(
      stake: stake, owner: try stake.owner.map { try title(stated.parties($0)) } ?? "",
      owned: try stake.owned.map { try title(stated.parties($0)) } ?? "",
      exhibit: try exhibit(stake), isLeftOut: stated.leavesOut(stake))
  }

  private func reasons(for parties: Set<OwnershipKey>) throws -> [OwnershipKey: OwnershipReason] {
    let closure = stated.closure
    var reasons: [OwnershipKey: OwnershipReason] = [:]
    for (party, steps) in stated.grounds(for: parties.sorted()) {
      reasons[party] = OwnershipReason(steps: try steps.map { try self.step($0) })
    }
    let open = parties.filter { closure.answer(for: $0) == .undetermined }.sorted()
    let shares = open.map { ($0, closure.openShares(for: $0, most: OpenShares.mostAmongMany)) }
    let stakes = stated.statements(
      of: Set(shares.flatMap(\.1.shares).map { OwnershipPair(owner: $0.owner, owned: $0.owned) }))
    for (party, open) in shares {
      var steps = try open.shares.map { share in
        let range = "\(percent(share.possiblePPM.lowerBound)) to \(percent(share.possiblePPM.upperBound))"
        let pair = OwnershipPair(owner: share.owner, owned: share.owned)
        return OwnershipReason.Step(
          text: "it turns on the share of \(try title(share.owner)) in \(try title(share.owned)): \(range) "
            + "(\(share.reason.rawValue))",
          stakes: try (stakes[pair] ?? []).map { try self.line($0) }, judgements: [])
      }
      func say(_ text: String) {
        steps.append(OwnershipReason.Step(text: text, stakes: [], judgements: []))
      }
      if open.unlisted > 0 { say("and on \(open.unlisted) shares in it more") }
      for owner in open.beyond {
        say("it turns on what \(try title(owner)) turns on: w on its row shows that")
      }
      if open.unlistedBeyond > 0 { say("and on what \(open.unlistedBeyond) owners more turn on") }
      reasons[party] = OwnershipReason(steps: steps)
    }
    return reasons
  }

  private func step(_ step: GroundedStep) throws -> OwnershipReason.Step {
    let text: String
    switch step.step {
    case .seed(let party): text = "\(try title(party)) is asked about"
    case .proved(let party): text = "\(try title(party)) is blocked: w on its row shows why"
    case .held(let party, let shares, let all):
      let sum = shares.reduce(0) { $0 + $1.ppm }
      text =
        "\(try title(party)): \(percent(sum)) is \(stated.closure.threshold)"
        + (all > sum ? "; \(percent(all)) with all others in the set" : "")
    }
    return OwnershipReason.Step(
      text: text, stakes: try (step.statements + step.least).map { try line($0) },
      judgements: try step.judgements.map(judgement))
  }

  private func percent(_ ppm: Int) -> String { Stake.shortText(ppm: ppm) }
}
