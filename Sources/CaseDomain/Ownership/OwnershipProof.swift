/// Why a party is in the set, from the seeds to it. Each step rests on the seeds and steps before it.
public struct OwnershipProof: Hashable, Sendable {
  public enum Step: Hashable, Sendable {
    case seed(OwnershipKey)
    /// Held by members of the set, the largest share first, as many as reach the threshold. `allPPM` is what
    /// the whole certain set holds of it, these included.
    case held(OwnershipKey, by: [Share], allPPM: Int)
    /// In the set, for reasons that a proof of its own gives: this one is cut there.
    case proved(OwnershipKey)

    public var party: OwnershipKey {
      switch self {
      case .seed(let party), .held(let party, _, _), .proved(let party): party
      }
    }
  }

  /// Where the proofs of many parties stand together, each has so many steps of holding at most: all of them share
  /// what comes before, and in full they would grow with the square of a chain.
  public static let stepsAmongMany = 32

  /// A share at its least, in parts per million.
  public struct Share: Hashable, Sendable {
    public let owner: OwnershipKey
    public let ppm: Int
  }

  public let steps: [Step]
  public let threshold: OwnershipThreshold

  /// One line for each step, such as `A holds 25.0000 %, B holds 25.0000 % of C: 50.0000 % in all, at least 50 %`.
  public var lines: [String] {
    steps.map { step in
      switch step {
      case .seed(let party): return "\(party) is a seed"
      case .proved(let party): return "\(party) is blocked, as its own proof shows"
      case .held(let company, let holders, let all):
        let shown = holders.reduce(0) { $0 + $1.ppm }
        let parts = holders.map { "\($0.owner) holds \(Stake.text(ppm: $0.ppm))" }.joined(separator: ", ")
        let sum = all > shown ? "together (\(Stake.text(ppm: all)) with all others in the set)" : "in all"
        return "\(parts) of \(company): \(Stake.text(ppm: shown)) \(sum), \(threshold)"
      }
    }
  }
}

extension OwnershipClosure {
  /// Why a party is blocked; `nil` unless it is. The same for statements and seeds in any order.
  ///
  /// - Parameter most: so many steps of holding at most, those nearest to the party; what these rest on is named as
  ///   `proved`. At least 1.
  public func proof(for party: OwnershipKey, most: Int = .max) -> OwnershipProof? {
    proof(for: [party], most: most)
  }

  /// Why several parties are blocked, each step once; `nil` when none is.
  public func proof(for parties: [OwnershipKey], most: Int = .max) -> OwnershipProof? {
    var holders: [Int32: [Int]] = [:]
    var next: Set<Int32> = []
    var apart: [OwnershipProof.Step] = []
    for party in parties {
      if let number = graph.number(of: party) {
        if certainRound[Int(number)] >= 0 { next.insert(number) }
      } else if seeds.contains(party) {
        // A seed that no statement names.
        apart.append(.seed(party))
      }
    }
    guard !next.isEmpty || !apart.isEmpty else { return nil }
    var held = 0
    // The nearest first: one generation of holders after the other.
    while !next.isEmpty {
      let generation = next.subtracting(holders.keys).sorted(by: isProvedBefore)
      next = []
      for number in generation {
        let isSeed = certainRound[Int(number)] == 0
        guard isSeed || held < most else { continue }
        held += isSeed ? 0 : 1
        let sufficient = sufficientShares(of: Int(number))
        holders[number] = sufficient
        next.formUnion(sufficient.map { shares.owners[$0] })
      }
    }
    let named = Set(holders.values.joined().map { shares.owners[$0] }).subtracting(holders.keys)
    let order = (Array(holders.keys) + named).sorted(by: isProvedBefore)
    return OwnershipProof(
      steps: apart
        + order.map { number in
          holders[number].map { step(number, $0) } ?? .proved(graph.keys[Int(number)])
        }, threshold: threshold)
  }

  /// Rounds, not numbers, give the order: a holder's round is always before that of what it holds.
  private func isProvedBefore(_ left: Int32, _ right: Int32) -> Bool {
    let (first, second) = (certainRound[Int(left)], certainRound[Int(right)])
    return first != second ? first < second : graph.keys[Int(left)] < graph.keys[Int(right)]
  }

  private func step(_ number: Int32, _ sufficient: [Int]) -> OwnershipProof.Step {
    let party = graph.keys[Int(number)]
    if certainRound[Int(number)] == 0 { return .seed(party) }
    let named = sufficient.map {
      OwnershipProof.Share(owner: graph.keys[Int(shares.owners[$0])], ppm: Int(shares.low[$0]))
    }
    return .held(party, by: named, allPPM: leastHeld[Int(number)])
  }

  /// The largest shares that were in the set in earlier rounds, until they reach the threshold; none for a seed.
  private func sufficientShares(of company: Int) -> [Int] {
    let round = certainRound[company]
    guard round > 0 else { return [] }
    let earlier = (Int(shares.starts[company])..<Int(shares.starts[company + 1])).filter {
      let joined = certainRound[Int(shares.owners[$0])]
      return joined >= 0 && joined < round
    }
    var sum = 0
    var sufficient: [Int] = []
    for share in earlier.sorted(by: isShownBefore) where sum < threshold.neededPPM {
      sum += Int(shares.low[share])
      sufficient.append(share)
    }
    return sufficient
  }

  private func isShownBefore(_ left: Int, _ right: Int) -> Bool {
    if shares.low[left] != shares.low[right] { return shares.low[left] > shares.low[right] }
    return graph.keys[Int(shares.owners[left])] < graph.keys[Int(shares.owners[right])]
  }
}
