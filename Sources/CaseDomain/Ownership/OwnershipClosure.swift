/// Who is owned by a set of blocked persons, by how much, and why: the 50 Percent Rule as a fixpoint.
///
/// To the set belongs who is a seed, and who is held to the threshold by members of the set together. Only
/// direct shares count and they are never multiplied; control without ownership does not count.
///
/// An unknown or disputed share makes two sets. The *certain* set takes every share at its least, the *possible*
/// set at its most. Whatever the shares are, the true set contains the certain one and is contained in the
/// possible one; both bounds are reached, so neither can be improved on these statements (`docs/ownership.md` §4).
///
/// Source: OFAC FAQ 398, 399, 401; H.R. 8283 (IH) §5(a). The rule is the caller's: seeds, day and threshold.
public struct OwnershipClosure: Sendable {
  public enum Answer: String, Hashable, Sendable, CaseIterable {
    case blocked, undetermined
    case notBlocked = "not blocked"
  }

  public let asOf: Day
  public let threshold: OwnershipThreshold

  let graph: OwnershipGraph
  let shares: SharesInForce
  public let seeds: Set<OwnershipKey>
  /// By number: the round in which it joined, 0 for a seed, -1 for never. It rests on holders of earlier rounds.
  let certainRound: [Int32]
  let possibleRound: [Int32]
  let leastHeld: [Int]
  private let mostHeld: [Int]

  /// Computes the closure. Time and memory grow with the number of statements and parties.
  ///
  /// - Parameters:
  ///   - seeds: blocked of themselves. One that no statement names is blocked all the same.
  ///   - day: only holdings in force on it count.
  public static func compute(
    _ graph: OwnershipGraph, seeds: some Sequence<OwnershipKey>, asOf day: Day,
    threshold: OwnershipThreshold
  ) -> OwnershipClosure {
    OwnershipClosure(graph, seeds: Set(seeds), asOf: day, threshold: threshold)
  }

  private init(
    _ graph: OwnershipGraph, seeds: Set<OwnershipKey>, asOf day: Day, threshold: OwnershipThreshold
  ) {
    self.graph = graph
    self.seeds = seeds
    asOf = day
    self.threshold = threshold
    let shares = SharesInForce(graph, on: day)
    self.shares = shares
    let start = seeds.compactMap { graph.number(of: $0) }
    let needed = threshold.neededPPM
    let count = graph.keys.count

    var least = [Int](repeating: 0, count: count)
    certainRound = Self.rounds(from: start, shares) { share, company in
      least[company] += Int(shares.low[share])
      return least[company] >= needed
    }
    leastHeld = least

    var most = Most(count: count)
    possibleRound = Self.rounds(from: start, shares) { share, company in
      most.add(share, company, shares)
      return most.held(company, shares) >= needed
    }
    mostHeld = (0..<count).map { most.held($0, shares) }
  }

  /// Rounds in which companies join: each holder's shares are added once, after the holder has joined.
  ///
  /// - Parameter joins: adds a share to what the set holds of a company, and says whether that is enough.
  private static func rounds(
    from seeds: [Int32], _ shares: SharesInForce, joins: (_ share: Int, _ company: Int) -> Bool
  ) -> [Int32] {
    var rounds = [Int32](repeating: -1, count: shares.room.count)
    for seed in seeds { rounds[Int(seed)] = 0 }
    var newest = seeds
    var round: Int32 = 0
    while !newest.isEmpty {
      round += 1
      var next: [Int32] = []
      for holder in newest {
        for place in shares.byOwner.starts[Int(holder)]..<shares.byOwner.starts[Int(holder) + 1] {
          let share = Int(shares.byOwner.order[Int(place)])
          let company = Int(shares.companies[share])
          if joins(share, company), rounds[company] < 0 {
            rounds[company] = round
            next.append(Int32(company))
          }
        }
      }
      newest = next
    }
    return rounds
  }

  /// The most that a set can hold of each company, as its members are added.
  ///
  /// Let disputed shares take any stated value, and let the unknown holders of a company divide what these
  /// leave of 100 %, if anything. An unknown holder in the set can take all of it. So the set holds at most its
  /// stated shares at their greatest or, with an unknown holder, 100 % less the others' at their least.
  private struct Most {
    private var low: [Int]
    private var high: [Int]
    private var hasUnknown: [Bool]

    init(count: Int) {
      low = Array(repeating: 0, count: count)
      high = low
      hasUnknown = Array(repeating: false, count: count)
    }

    mutating func add(_ share: Int, _ company: Int, _ shares: SharesInForce) {
      if shares.isUnknown(share) {
        hasUnknown[company] = true
      } else {
        low[company] += Int(shares.low[share])
        high[company] += Int(shares.high[share])
      }
    }

    func held(_ company: Int, _ shares: SharesInForce) -> Int {
      hasUnknown[company] ? max(high[company], low[company] + shares.room[company]) : high[company]
    }
  }
}

extension OwnershipClosure {
  /// What the statements in force come to for a party; `nil` when no statement names it and it is no seed.
  ///
  /// "Not blocked" says that these statements do not make it so, not that it is owned by others.
  public func answer(for party: OwnershipKey) -> Answer? {
    guard let number = graph.number(of: party) else { return seeds.contains(party) ? .blocked : nil }
    return answer(number)
  }

  func answer(_ number: Int32) -> Answer {
    if certainRound[Int(number)] >= 0 { return .blocked }
    return possibleRound[Int(number)] >= 0 ? .undetermined : .notBlocked
  }

  /// All parties with this answer, in the order of their bytes.
  public func parties(_ answer: Answer) -> [OwnershipKey] {
    let named = graph.keys.enumerated().compactMap { self.answer(Int32($0)) == answer ? $1 : nil }
    let unnamed = answer == .blocked ? seeds.filter { graph.number(of: $0) == nil } : []
    return (named + unnamed).sorted()
  }

  /// What members of the set hold of a party, in parts per million: at least, by the certain set, and at most,
  /// by the possible set. `nil` when no statement names it.
  ///
  /// The least is reached. The most is reached for a party outside the possible set; for one in it, it is safe
  /// but may be more than can be so at once. Above 1_000_000 where the stated shares are.
  public func heldPPM(of party: OwnershipKey) -> ClosedRange<Int>? {
    graph.number(of: party).map { leastHeld[Int($0)]...mostHeld[Int($0)] }
  }

  /// What of the statements in force cannot all be so, by company and then by owner.
  public var problems: [OwnershipProblem] { shares.problems }
}
