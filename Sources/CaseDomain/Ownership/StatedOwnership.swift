/// What statements of ownership come to on a day, with the parties that people judged to be one.
///
/// Puts the tree, the closure and its proofs on the same statements and judgements. Source: `docs/ownership.md`
/// §9, §10.
public struct StatedOwnership: Sendable {
  public let parties: JudgedParties
  public let closure: OwnershipClosure
  /// As they were asked for: each names one record, not all that are one with it.
  public let seeds: [OwnershipKey]
  public let stakes: [StatedStake]
  /// So many indirect holdings count, though a chain may be stated that they sum up: there are too many steps to look
  /// for it. They only may hold (`docs/ownership.md` §9).
  public let untracedSums: Int
  /// So many indirect holdings count beside the chains that are stated, which cannot carry as much: their last steps come
  /// to less. They only may hold, too.
  public let uncarriedSums: Int
  let leftOut: Set<StatedStake.Name>

  /// So many steps of chains are followed; some tenths of a second.
  public static let mostChainSteps = 50_000_000

  /// - Parameters:
  ///   - parties: who is who in these statements.
  ///   - leftOut: statements that do not count for the answer, as if they were not held; the tree shows them.
  ///   - mostChainSteps: so many steps are followed in search of chains that indirect holdings sum up.
  /// - Throws: `OwnershipGraphTooLarge`.
  public init(
    _ stakes: [StatedStake], _ parties: JudgedParties, seeds: [OwnershipKey], asOf day: Day,
    threshold: OwnershipThreshold, leavingOut leftOut: Set<StatedStake.Name> = [],
    mostChainSteps: Int = StatedOwnership.mostChainSteps
  ) throws(OwnershipGraphTooLarge) {
    self.parties = parties
    self.seeds = seeds
    self.stakes = stakes
    self.leftOut = leftOut
    let held = leftOut.isEmpty ? stakes : stakes.filter { !leftOut.contains($0.name) }
    let sums = held.withoutSums(on: day, mostChainSteps) { parties($0) }
    untracedSums = sums.untraced
    uncarriedSums = sums.uncarried
    let counted = sums.stakes.withUntoldOnTop(on: day) { parties($0) }
    closure = OwnershipClosure.compute(
      try OwnershipGraph(counted.flatMap { $0.holdings { parties($0) } }), seeds: seeds.map { parties($0) },
      asOf: day, threshold: threshold)
  }

  /// SHA-256 of all it follows from: the CBOR array of the statements, each `[source, statement, file, holding]` by source
  /// and statement, and of the ids that people judged to be one party. The same in every office that holds the same.
  public var digest: Digest256 { Self.digest(of: stakes, parties) }

  /// The same without computing what follows.
  public static func digest(of stakes: [StatedStake], _ parties: JudgedParties) -> Digest256 {
    let stated = stakes.sorted { $0.name < $1.name }.map { stake in
      CBOR.array([
        .text(stake.source), .text(stake.statement), .bytes(stake.bundle.bytes), stake.holding.cbor,
      ])
    }
    let joined = parties.joined.map { CBOR.array($0.map { .text($0.text) }) }
    return Digest256.sha256(CBOR.array([.array(stated), .array(joined)]).encoded)
  }

  /// What-if: the statement does not count.
  public func leavesOut(_ stake: StatedStake) -> Bool { leftOut.contains(stake.name) }
  public var leftOutStakes: [StatedStake] { leftOut.isEmpty ? [] : stakes.filter(leavesOut) }

  /// What of the statements cannot all be so, of the owners asked about and whatever hangs on them. A range that one
  /// source states is none of it, though the closure takes it as two values.
  ///
  /// - Returns: `elsewhere`: problems of other parties, on which nothing here turns.
  public func problems() -> (here: [OwnershipProblem], elsewhere: Int) {
    var pairs: Set<OwnershipPair> = []
    for case .conflict(let owner, let owned, _, _) in closure.problems {
      pairs.insert(OwnershipPair(owner: owner, owned: owned))
    }
    let stated = statements(of: pairs)
    let problems = closure.problems.filter { problem in
      guard case .conflict(let owner, let owned, _, _) = problem else { return true }
      return (stated[OwnershipPair(owner: owner, owned: owned)] ?? []).contradictEachOther
    }
    guard !problems.isEmpty else { return ([], 0) }
    let reached = reached()
    let here = problems.filter { reached.contains($0.owned) }
    return (here, problems.count - here.count)
  }

  /// The owners asked about and what they hold through whatever chain, what-if or not.
  func reached() -> Set<OwnershipKey> {
    var held: [OwnershipKey: [OwnershipKey]] = [:]
    for stake in stakes where stake.isInForce(on: closure.asOf) {
      guard let owner = stake.owner, let owned = stake.owned else { continue }
      held[parties(owner), default: []].append(parties(owned))
    }
    var next = seeds.map { parties($0) }
    var found: Set<OwnershipKey> = []
    while let one = next.popLast() { if found.insert(one).inserted { next += held[one] ?? [] } }
    return found
  }

  /// The keys of all whom an answer may name: of the owners asked about, of what they hold through whatever chain, of who
  /// else holds of that, and of those whose statements are left out.
  public var concerned: Set<OwnershipKey> {
    let reached = reached().union(closure.parties(.blocked)).union(closure.parties(.undetermined))
    var found = reached
    for stake in stakes where stake.isInForce(on: closure.asOf) {
      guard let owner = stake.owner, let owned = stake.owned else { continue }
      if reached.contains(parties(owned)) { found.insert(parties(owner)) }
    }
    for stake in leftOutStakes {
      for key in [stake.owner, stake.owned].compactMap(\.self) { found.insert(parties(key)) }
    }
    return Set(found.flatMap { parties.keys(of: $0) })
  }

  /// What a party holds, step by step.
  public func tree(of root: OwnershipKey, depth: Int) -> OwnershipTree {
    OwnershipTree(of: root, stakes, on: closure.asOf, depth: depth) { parties($0) }
  }

  /// The statements in force of who holds a party, what-if or not.
  public func holders(of party: OwnershipKey) -> [StatedStake] {
    let party = parties(party)
    return stakes.filter { stake in
      stake.isInForce(on: closure.asOf) && stake.owner != nil
        && stake.owned.map { parties($0) == party } == true
    }
  }

  /// For each line of a tree the judgements it hangs on: that the holder is who was reached above, and that
  /// what is held is one party.
  public func judgements(in tree: OwnershipTree, of root: OwnershipKey) -> [[JudgementRow]] {
    // By depth: the keys under which the party of the line above was reached.
    var reached: [Set<OwnershipKey>] = []
    return tree.lines.map { line in
      reached.removeLast(max(0, reached.count - line.depth))
      var joined: [JudgementRow] = []
      var names: Set<OwnershipKey> = []
      for stake in line.stakes {
        guard let owner = stake.owner, let owned = stake.owned else { continue }
        joined += parties.joins(owner, with: reached.last ?? [])
        if !names.isEmpty { joined += parties.joins(owned, with: names) }
        names.insert(owned)
      }
      reached.append(line.depth == 0 ? [root] : names)
      return joined.withoutRepeats
    }
  }
}

/// An owner and a company, each by the key that stands for the party.
public struct OwnershipPair: Hashable, Sendable {
  public let owner: OwnershipKey
  public let owned: OwnershipKey

  public init(owner: OwnershipKey, owned: OwnershipKey) {
    self.owner = owner
    self.owned = owned
  }
}

/// One step of a proof, with what it rests on.
public struct GroundedStep: Hashable, Sendable {
  public let step: OwnershipProof.Step
  /// One line, as `OwnershipProof.lines` has it.
  public let line: String
  /// For each share of the step the statement that gives it; none for a seed.
  public let statements: [StatedStake]
  /// What says less than these and so makes the step's number: not needed for it, and said all the same.
  public let least: [StatedStake]
  /// Without these the step does not follow: they make parties of several records one.
  public let judgements: [JudgementRow]
}

extension StatedOwnership {
  /// Why a party is blocked, each step with its statements and judgements; `nil` unless it is.
  public func grounds(for party: OwnershipKey) -> [GroundedStep]? {
    grounds(for: [party], most: .max)[parties(party)]
  }

  /// The same for several parties, by the key that stands for each; those that are not blocked have none. Goes
  /// through the statements once.
  ///
  /// - Parameter most: so many steps of holding in each proof at most (`OwnershipProof.stepsAmongMany`).
  public func grounds(
    for wanted: [OwnershipKey], most: Int = OwnershipProof.stepsAmongMany
  ) -> [OwnershipKey: [GroundedStep]] {
    let wanted = Set(wanted.map { parties($0) })
    guard let all = closure.proof(for: Array(wanted)) else { return [:] }
    var pairs: Set<OwnershipPair> = []
    for case .held(let owned, let shares, _) in all.steps {
      for share in shares { pairs.insert(OwnershipPair(owner: share.owner, owned: owned)) }
    }
    // A party is in the set for one reason, whoever's proof tells it.
    let grounded = ground(all, statements(of: pairs))
    let steps = Dictionary(grounded.map { ($0.step.party, $0) }) { first, _ in first }
    var found: [OwnershipKey: [GroundedStep]] = [:]
    for party in wanted {
      guard let proof = closure.proof(for: party, most: most) else { continue }
      found[party] = zip(proof.steps, proof.lines).compactMap { step, line in
        if case .proved = step {
          return GroundedStep(step: step, line: line, statements: [], least: [], judgements: [])
        }
        return steps[step.party]
      }
    }
    return found
  }

  /// The statements that count, of pairs of parties.
  public func statements(of pairs: Set<OwnershipPair>) -> [OwnershipPair: [StatedStake]] {
    guard !pairs.isEmpty else { return [:] }
    var found: [OwnershipPair: [StatedStake]] = [:]
    for stake in stakes where stake.isOwnership && stake.isInForce(on: closure.asOf) {
      guard let owner = stake.owner, let owned = stake.owned, !leftOut.contains(stake.name) else { continue }
      let pair = OwnershipPair(owner: parties(owner), owned: parties(owned))
      if pairs.contains(pair) { found[pair, default: []].append(stake) }
    }
    return found
  }

  private func ground(_ proof: OwnershipProof, _ stated: [OwnershipPair: [StatedStake]]) -> [GroundedStep] {
    // By party: the records under which it is known to be in the set.
    var known: [OwnershipKey: Set<OwnershipKey>] = [:]
    return zip(proof.steps, proof.lines).map { step, line in
      switch step {
      case .seed(let party):
        let asked = Set(seeds.filter { parties($0) == party })
        known[party] = asked
        // The line may name it by another record than the one asked for.
        return GroundedStep(
          step: step, line: line, statements: [], least: [], judgements: parties.joins(party, with: asked))
      case .proved:
        return GroundedStep(step: step, line: line, statements: [], least: [], judgements: [])
      case .held(let owned, let shares, _):
        let choices = shares.map { share in
          // One that says less than the share does not give it, nor one that may not hold on the day; the others
          // do, though it is not all they say.
          (stated[OwnershipPair(owner: share.owner, owned: owned)] ?? []).filter {
            $0.isSurelyInForce(on: closure.asOf) && !$0.isIndirect
              && $0.ends.min().map { $0.ppm >= share.ppm } ?? false
          }
        }
        let choice = choose(choices, of: owned, known: shares.map { known[$0.owner] ?? [] })
        known[owned] = choice.names
        let least = zip(shares, choices).flatMap { share, ways -> [StatedStake] in
          func says(_ stake: StatedStake) -> Bool { stake.ends.min()?.ppm == share.ppm }
          return choice.statements.contains { ways.contains($0) && says($0) } ? [] : ways.filter(says)
        }
        return GroundedStep(
          step: step, line: line, statements: choice.statements, least: least, judgements: choice.judgements)
      }
    }
  }

  private struct Choice {
    var statements: [StatedStake] = []
    var judgements: [JudgementRow] = []
    var names: Set<OwnershipKey> = []
  }

  /// Of several statements of a share, those that need the fewest judgements: a step that some statements give
  /// by themselves rests on none.
  private func choose(
    _ shares: [[StatedStake]], of party: OwnershipKey, known: [Set<OwnershipKey>]
  ) -> Choice {
    let choices = parties.keys(of: party).map { name -> Choice in
      var choice = Choice()
      for (stakes, holder) in zip(shares, known) {
        let ways = stakes.map { stake -> (stake: StatedStake, judgements: [JudgementRow]) in
          let ofHolder = stake.owner.map { parties.joins($0, with: holder) } ?? []
          let ofHeld = stake.owned.map { parties.joins($0, with: [name]) } ?? []
          return (stake, ofHolder + ofHeld)
        }
        guard let best = ways.min(by: { $0.judgements.count < $1.judgements.count }) else { continue }
        choice.statements.append(best.stake)
        choice.judgements += best.judgements
        if let owned = best.stake.owned { choice.names.insert(owned) }
      }
      choice.judgements = choice.judgements.withoutRepeats
      return choice
    }
    guard var best = choices.min(by: { $0.judgements.count < $1.judgements.count }) else { return Choice() }
    if best.judgements.isEmpty {
      // By each of these records the step follows without a judgement.
      for choice in choices where choice.judgements.isEmpty { best.names.formUnion(choice.names) }
    }
    return best
  }
}

extension [StatedStake] {
  /// Without the indirect holdings whose chain is stated, too, and can carry them: they would be counted twice. The others
  /// come on top of what the same owner holds of the company directly, when that is stated beside them.
  ///
  /// - Returns: `untraced`: of so many indirect holdings it was not found out whether their chain is stated;
  ///   `uncarried`: of so many a chain is stated that cannot carry them.
  fileprivate func withoutSums(
    on day: Day, _ mostChainSteps: Int, _ party: (OwnershipKey) -> OwnershipKey
  ) -> (stakes: [StatedStake], untraced: Int, uncarried: Int) {
    // By owner and company: the most that a source says is held at least.
    var sums: [OwnershipKey: [OwnershipKey: Int]] = [:]
    for stake in self where stake.isSum(on: day) {
      guard let owner = stake.owner, let owned = stake.owned else { continue }
      let known = sums[party(owner)]?[party(owned)] ?? 0
      sums[party(owner), default: [:]][party(owned)] = Swift.max(known, stake.leastOfSum)
    }
    guard !sums.isEmpty else { return (self, 0, 0) }
    var chains = StatedChains(chainSteps(on: day, party), mostSteps: mostChainSteps)
    var carried: [OwnershipPair: Int] = [:]
    var untraced: Set<OwnershipPair> = []
    // In one order, so that every office leaves off at the same.
    for (owner, companies) in sums.sorted(by: { $0.key < $1.key }) {
      let found = chains.find(companies, from: owner)
      for (company, ppm) in found.carried { carried[OwnershipPair(owner: owner, owned: company)] = ppm }
      for company in found.untraced { untraced.insert(OwnershipPair(owner: owner, owned: company)) }
    }
    // What is held through others comes on top of a share of one's own.
    let own = ownShares(on: day, party)
    var untracedStakes = 0
    var uncarriedStakes = 0
    let stakes = compactMap { stake -> StatedStake? in
      guard stake.isSum(on: day), let owner = stake.owner, let owned = stake.owned else { return stake }
      let pair = OwnershipPair(owner: party(owner), owned: party(owned))
      let ppm = carried[pair]
      if let ppm, ppm >= stake.leastOfSum { return nil }
      if untraced.contains(pair) {
        untracedStakes += 1
      } else if ppm != nil {
        uncarriedStakes += 1
      }
      guard let share = own[pair] else { return stake }
      return stake.onTop(of: (share.told ?? 0) + share.untold)
    }
    return (stakes, untracedStakes, uncarriedStakes)
  }

  /// The steps of chains that a stated sum could rest on. One of nothing, one that only may hold, or of which it is not
  /// told what is held, is none; one whose size is not known may be all.
  private func chainSteps(on day: Day, _ party: (OwnershipKey) -> OwnershipKey) -> [StatedChains.Step] {
    var steps: [StatedChains.Step] = []
    var places: [OwnershipPair: Int] = [:]
    for stake in self
    where stake.isOwnership && !stake.isUntold && !stake.isIndirect && stake.isSurelyInForce(on: day) {
      let most = stake.ends.max() ?? .whole
      guard most > .zero, let owner = stake.owner, let owned = stake.owned else { continue }
      let pair = OwnershipPair(owner: party(owner), owned: party(owned))
      if let place = places[pair] {
        steps[place].mostPPM = Swift.max(steps[place].mostPPM, most.ppm)
      } else {
        places[pair] = steps.count
        steps.append((pair, most.ppm))
      }
    }
    return steps
  }

  /// Where a share is told, one of which it is not told what is held only may come on top of it: it is no other word on
  /// that share, and its least is no word that nothing is held.
  fileprivate func withUntoldOnTop(on day: Day, _ party: (OwnershipKey) -> OwnershipKey) -> [StatedStake] {
    guard contains(where: { $0.isUntold && !$0.isIndirect }) else { return self }
    let own = ownShares(on: day, party)
    return map { stake in
      guard stake.isUntold, !stake.isIndirect, let owner = stake.owner, let owned = stake.owned,
        let told = own[OwnershipPair(owner: party(owner), owned: party(owned))]?.told
      else { return stake }
      var added = stake.onTop(of: told)
      // As what is held through others, it only may hold.
      added.holding.isDirect = false
      return added
    }
  }

  /// What is held directly on a day, in parts per million: at most as told, `nil` where nothing is told, and at most of
  /// that of which it is not told what is held.
  private func ownShares(
    on day: Day, _ party: (OwnershipKey) -> OwnershipKey
  ) -> [OwnershipPair: (told: Int?, untold: Int)] {
    var own: [OwnershipPair: (told: Int?, untold: Int)] = [:]
    for stake in self where stake.isOwnership && !stake.isIndirect && stake.isInForce(on: day) {
      guard let owner = stake.owner, let owned = stake.owned else { continue }
      let pair = OwnershipPair(owner: party(owner), owned: party(owned))
      var share = own[pair] ?? (told: nil, untold: 0)
      let most = stake.ends.max()?.ppm ?? 0
      if stake.isUntold {
        share.untold = Swift.max(share.untold, most)
      } else {
        share.told = Swift.max(share.told ?? 0, most)
      }
      own[pair] = share
    }
    return own
  }
}

extension StatedStake {
  /// What is held through others, and may count on a day.
  fileprivate func isSum(on day: Day) -> Bool { isIndirect && isOwnership && isInForce(on: day) }

  /// What its source says is held at least, in parts per million; 0 when it does not say, or not readably.
  fileprivate var leastOfSum: Int { holding.leastPPM.flatMap { Stake(ppm: $0) }?.ppm ?? 0 }

  /// With so many parts per million more, and no more than all. One over 100 % stays what it is: not readable.
  fileprivate func onTop(of ppm: Int) -> StatedStake {
    func sum(_ share: Int?) -> Int? {
      share.map { $0 > Stake.whole.ppm ? $0 : min(Stake.whole.ppm, $0 + ppm) }
    }
    var stake = self
    stake.holding.leastPPM = sum(holding.leastPPM)
    stake.holding.mostPPM = sum(holding.mostPPM)
    return stake
  }
}

extension [JudgementRow] {
  /// Each once, where it came first.
  fileprivate var withoutRepeats: [JudgementRow] {
    var seen: Set<JudgementRow> = []
    return filter { seen.insert($0).inserted }
  }
}
