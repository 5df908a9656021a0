/// How much of a company chains of steps carry to an owner: chains of two steps or more, as a step of its own is none.
///
/// Through chains an owner holds at most what their last steps come to, whatever it has of those before. Parties are
/// numbered, and all owners asked about share the working memory. Source: `docs/ownership.md` §9.
struct StatedChains {
  /// Who holds whom, each pair once, and how much at the most, in parts per million; more than 0.
  typealias Step = (pair: OwnershipPair, mostPPM: Int)

  private let numbers: [OwnershipKey: Int]
  /// What party `n` holds is `held[starts[n]..<starts[n + 1]]`; how much of it, at the same places of `shares`.
  private let starts: [Int]
  private let held: [Int32]
  private let shares: [Int32]
  /// By party: what all steps to it come to.
  private let incoming: [Int]

  /// By party: in which round it was last reached, and in which it is still looked for.
  private var reachedIn: [Int]
  private var wantedIn: [Int]
  /// By party: whether the way from the owner to the party at hand leads through it.
  private var isOnWay: [Bool]
  private var round = 0
  private var stepsLeft: Int

  /// What the last steps to a company come to.
  private struct Sum {
    let company: OwnershipKey
    /// So many parts per million are looked for.
    let needed: Int
    var found = 0
    /// Who holds of it was reached through it: maybe there is another way, maybe not.
    var isInRing = false

    var isOpen: Bool { found < needed }
  }

  /// - Parameters:
  ///   - steps: in an order that is the same in every office; holdings in oneself are no step.
  ///   - mostSteps: so many are followed for all owners together.
  init(_ steps: [Step], mostSteps: Int) {
    var numbers: [OwnershipKey: Int] = [:]
    func number(_ key: OwnershipKey) -> Int {
      if let known = numbers[key] { return known }
      let next = numbers.count
      numbers[key] = next
      return next
    }
    let ends = steps.filter { $0.pair.owner != $0.pair.owned }.map { step in
      (owner: number(step.pair.owner), owned: number(step.pair.owned), share: step.mostPPM)
    }
    let count = numbers.count
    var starts = [Int](repeating: 0, count: count + 1)
    var incoming = [Int](repeating: 0, count: count)
    for end in ends {
      starts[end.owner + 1] += 1
      incoming[end.owned] += end.share
    }
    for party in 0..<count { starts[party + 1] += starts[party] }
    var place = starts
    var held = [Int32](repeating: 0, count: ends.count)
    var shares = held
    for end in ends {
      held[place[end.owner]] = Int32(truncatingIfNeeded: end.owned)
      shares[place[end.owner]] = Int32(truncatingIfNeeded: end.share)
      place[end.owner] += 1
    }
    self.numbers = numbers
    self.starts = starts
    self.held = held
    self.shares = shares
    self.incoming = incoming
    stepsLeft = mostSteps
    reachedIn = [Int](repeating: 0, count: count)
    wantedIn = [Int](repeating: 0, count: count)
    isOnWay = [Bool](repeating: false, count: count)
  }

  /// Of these companies those to which a chain leads that does not pass through them before.
  ///
  /// - Parameter companies: how much is looked for of each, in parts per million; 0: whether there is a chain.
  /// - Returns: `carried`: what the last steps of the chains come to, which is more than 0; where it is enough, maybe not
  ///   all. `untraced`: those for which too many steps were followed before enough was found or all were.
  mutating func find(
    _ companies: [OwnershipKey: Int], from owner: OwnershipKey
  ) -> (carried: [OwnershipKey: Int], untraced: Set<OwnershipKey>) {
    guard let start = numbers[owner] else { return ([:], []) }
    var own: [Int: Int] = [:]
    for place in starts[start]..<starts[start + 1] { own[Int(held[place]), default: 0] += Int(shares[place]) }
    var sums: [Int: Sum] = [:]
    for (company, least) in companies {
      guard let number = numbers[company], number != start else { continue }
      // More than others hold of it no chain carries.
      let others = incoming[number] - (own[number] ?? 0)
      if others > 0 { sums[number] = Sum(company: company, needed: min(max(1, least), others)) }
    }
    var untraced: Set<OwnershipKey> = []
    if follow(from: start, to: Array(sums.keys), &sums) {
      // Only for a company in a ring it can matter through whom its holders were reached.
      for number in sums.keys.sorted() {
        guard let sum = sums[number], sum.isOpen, sum.isInRing else { continue }
        sums[number]?.found = 0
        if !follow(from: start, to: [number], around: number, &sums) { untraced.insert(sum.company) }
      }
    } else {
      untraced = Set(sums.values.filter(\.isOpen).map(\.company))
    }
    let found = sums.values.filter { $0.found > 0 }.map { ($0.company, $0.found) }
    return (Dictionary(uniqueKeysWithValues: found), untraced)
  }

  /// Goes once through what an owner holds, until enough is found of each company.
  ///
  /// - Parameter around: no way leads through this party.
  /// - Returns: `false` when too many steps were followed.
  private mutating func follow(
    from start: Int, to companies: [Int], around: Int? = nil, _ sums: inout [Int: Sum]
  ) -> Bool {
    round += 1
    for company in companies { wantedIn[company] = round }
    var open = companies.count
    var way: [Int] = []
    defer { for party in way { isOnWay[party] = false } }
    var next = [(party: start, depth: 0)]
    while open > 0, let one = next.popLast() {
      guard reachedIn[one.party] != round else { continue }
      reachedIn[one.party] = round
      while way.count > one.depth { isOnWay[way.removeLast()] = false }
      way.append(one.party)
      isOnWay[one.party] = true
      for place in starts[one.party]..<starts[one.party + 1] {
        guard stepsLeft > 0 else { return false }
        stepsLeft -= 1
        let company = Int(held[place])
        if one.party != start, wantedIn[company] == round {
          if isOnWay[company] {
            sums[company]?.isInRing = true
          } else {
            sums[company]?.found += Int(shares[place])
          }
          if sums[company]?.isOpen == false {
            wantedIn[company] = 0
            open -= 1
          }
        }
        if company != around, reachedIn[company] != round { next.append((company, one.depth + 1)) }
      }
    }
    return true
  }
}
