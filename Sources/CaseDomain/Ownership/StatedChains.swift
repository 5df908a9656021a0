/// Which companies an owner holds by a chain of steps, of two or more: a step of its own is none.
///
/// Parties are numbered, and all owners asked about share the working memory. Source: `docs/ownership.md` §9.
struct StatedChains {
  private let numbers: [OwnershipKey: Int]
  /// What party `n` holds is `held[starts[n]..<starts[n + 1]]`.
  private let starts: [Int]
  private let held: [Int32]
  private let isHeld: [Bool]

  /// By party: for which owner it was last reached, and by which first steps, two at most: of two, one is not the
  /// party itself.
  private var reachedIn: [Int]
  private var first: [Int32]
  private var second: [Int32]
  private var round = 0
  private var stepsLeft: Int

  /// - Parameters:
  ///   - steps: who holds whom.
  ///   - mostSteps: so many are followed for all owners together.
  init(_ steps: [OwnershipPair], mostSteps: Int) {
    var numbers: [OwnershipKey: Int] = [:]
    func number(_ key: OwnershipKey) -> Int {
      if let known = numbers[key] { return known }
      let next = numbers.count
      numbers[key] = next
      return next
    }
    let ends = steps.map { (owner: number($0.owner), owned: number($0.owned)) }
    let count = numbers.count
    var starts = [Int](repeating: 0, count: count + 1)
    var isHeld = [Bool](repeating: false, count: count)
    for end in ends {
      starts[end.owner + 1] += 1
      isHeld[end.owned] = true
    }
    for party in 0..<count { starts[party + 1] += starts[party] }
    var place = starts
    var held = [Int32](repeating: 0, count: ends.count)
    for end in ends {
      held[place[end.owner]] = Int32(truncatingIfNeeded: end.owned)
      place[end.owner] += 1
    }
    self.numbers = numbers
    self.starts = starts
    self.held = held
    self.isHeld = isHeld
    stepsLeft = mostSteps
    reachedIn = [Int](repeating: 0, count: count)
    first = [Int32](repeating: -1, count: count)
    second = [Int32](repeating: -1, count: count)
  }

  /// Of these companies those to which a chain leads.
  ///
  /// - Returns: `isWhole`: `false` when too many steps were followed before all of them were found or ruled out.
  mutating func find(
    _ companies: Set<OwnershipKey>, from owner: OwnershipKey
  ) -> (found: Set<OwnershipKey>, isWhole: Bool) {
    var found: Set<OwnershipKey> = []
    guard let start = numbers[owner] else { return (found, true) }
    var wanted: [Int32: OwnershipKey] = [:]
    for company in companies {
      if let number = numbers[company], isHeld[number] {
        wanted[Int32(truncatingIfNeeded: number)] = company
      }
    }
    round += 1
    var next = held[starts[start]..<starts[start + 1]].map { (party: $0, first: $0) }
    while !wanted.isEmpty, let one = next.popLast() {
      guard stepsLeft > 0 else { return (found, false) }
      stepsLeft -= 1
      let party = Int(one.party)
      guard party != start, isNew(one.first, at: party) else { continue }
      if one.first != one.party, let company = wanted.removeValue(forKey: one.party) {
        found.insert(company)
      }
      for place in starts[party]..<starts[party + 1] { next.append((held[place], one.first)) }
    }
    return (found, true)
  }

  /// Notes a first step by which a party is reached; `false` when it is known, or two are.
  private mutating func isNew(_ step: Int32, at party: Int) -> Bool {
    if reachedIn[party] != round {
      reachedIn[party] = round
      first[party] = step
      second[party] = -1
      return true
    }
    guard first[party] != step, second[party] < 0 else { return false }
    second[party] = step
    return true
  }
}
