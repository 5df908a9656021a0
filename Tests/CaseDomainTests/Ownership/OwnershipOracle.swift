import CaseDomain
import CaseTesting

/// A small random register, in numbers of its own.
struct SmallRegister {
  struct Statement {
    var owner: Int
    var owned: Int
    /// Parts per million; `nil` is unknown.
    var ppm: Int?
    /// Days after the day asked for; first inclusive, end exclusive.
    var first: Int?
    var end: Int?
  }

  var count: Int
  var statements: [Statement] = []
  var seeds: Set<Int> = []
  /// In parts per million, with equality or without.
  var threshold = 500_000
  var isStrict = false

  private static let usual = [
    0, 1, 100_000, 200_000, 250_000, 250_000, 300_000, 300_000, 400_000, 400_000, 499_999, 499_999, 500_000,
    500_000, 500_000, 500_001, 600_000, 600_000, 1_000_000,
  ]

  /// 3–9 parties, with cycles, dates, unknown and disputed shares, self-holdings and sums over 100 %.
  init(_ random: inout SeededGenerator) {
    count = Int.random(in: 3...9, using: &random)
    for _ in 0..<Int.random(in: count...count * 5 / 2, using: &random) {
      var statement = Statement(
        owner: Int.random(in: 0..<count, using: &random), owned: Int.random(in: 0..<count, using: &random),
        ppm: random.chance(15) ? nil : Self.usual.randomElement(using: &random))
      if random.chance(25), let last = statements.randomElement(using: &random) {
        (statement.owner, statement.owned) = (last.owner, last.owned)
      }
      if statement.owner == statement.owned, random.chance(80) {
        statement.owned = (statement.owned + 1) % count
      }
      if random.chance(20) { statement.first = Int.random(in: -2...1, using: &random) }
      if random.chance(20) {
        let end = Int.random(in: -1...2, using: &random)
        if statement.first.map({ $0 < end }) ?? true { statement.end = end }
      }
      statements.append(statement)
    }
    for _ in 0..<Int.random(in: 1...2, using: &random) {
      seeds.insert(Int.random(in: 0..<count, using: &random))
    }
    if random.chance(20) { isStrict = true }
    if random.chance(10) { threshold = 250_000 }
  }

  var holdings: [Holding] {
    statements.map { statement in
      Holding(
        owner: Self.key(statement.owner), owned: Self.key(statement.owned),
        share: statement.ppm.flatMap { Stake(ppm: $0) },
        from: statement.first.map { Self.days[$0 + 2] }, to: statement.end.map { Self.days[$0 + 2] })!
    }
  }

  private static let days = (-2...2).map { Chart.today.adding(days: $0)! }

  func closure(seeds other: Set<Int>? = nil) throws -> OwnershipClosure {
    let stake = Stake(ppm: threshold)!
    return OwnershipClosure.compute(
      try OwnershipGraph(holdings), seeds: (other ?? seeds).map(Self.key), asOf: Chart.today,
      threshold: isStrict ? .moreThan(stake) : .atLeast(stake))
  }

  static func key(_ number: Int) -> OwnershipKey { keys[number] }

  private static let keys = (0..<9).map { OwnershipKey("p\($0)")! }
}

/// The rule by brute force, written apart from the closure: every way the open shares can be settled at their
/// extremes, and for each the plain fixpoint.
struct OwnershipOracle {
  private struct Company {
    /// Known shares: least and greatest.
    var known: [Int: (low: Int, high: Int)] = [:]
    var unknown: [Int] = []
  }

  private let register: SmallRegister
  private var companies: [Company]

  init(_ register: SmallRegister) {
    self.register = register
    companies = Array(repeating: Company(), count: register.count)
    var values: [[Int]: [Int?]] = [:]
    for statement in register.statements where statement.owner != statement.owned {
      if let first = statement.first, first > 0 { continue }
      if let end = statement.end, end <= 0 { continue }
      values[[statement.owner, statement.owned], default: []].append(statement.ppm)
    }
    for (pair, stated) in values.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      let known = stated.compactMap { $0 }
      if let low = known.min(), let high = known.max() {
        companies[pair[1]].known[pair[0]] = (low, high)
      } else {
        companies[pair[1]].unknown.append(pair[0])
      }
    }
  }

  /// How many settlements `forEachExtreme` goes through.
  var extremes: Int { companies.reduce(1) { $0 * Self.extremes(of: $1) } }

  private static func extremes(of company: Company) -> Int {
    let disputed = company.known.values.filter { $0.low < $0.high }.count
    return (1 << disputed) * (1 + company.unknown.count)
  }

  /// What a company's owners hold in its `choice`-th extreme: each disputed share at one end, and what that
  /// leaves of 100 % with nobody or with one unknown holder.
  private static func shares(of company: Company, choice: Int) -> [(owner: Int, ppm: Int)] {
    var choice = choice
    let taker = choice % (1 + company.unknown.count)
    choice /= 1 + company.unknown.count
    var shares: [(owner: Int, ppm: Int)] = []
    for (owner, share) in company.known.sorted(by: { $0.key < $1.key }) {
      guard share.low < share.high else {
        shares.append((owner, share.low))
        continue
      }
      shares.append((owner, choice % 2 == 0 ? share.low : share.high))
      choice /= 2
    }
    let remainder = max(0, 1_000_000 - shares.reduce(0) { $0 + $1.ppm })
    if taker > 0 { shares.append((company.unknown[taker - 1], remainder)) }
    return shares
  }

  /// Gives the blocked set of each extreme settlement, as bits, and what it holds of each party.
  func forEachExtreme(_ body: (_ blocked: Int, _ held: [Int]) -> Void) {
    let choices = companies.map { company in
      (0..<Self.extremes(of: company)).map { Self.shares(of: company, choice: $0) }
    }
    var settled = Array(repeating: 0, count: companies.count)
    while true {
      let (blocked, held) = fixpoint(settled.indices.map { choices[$0][settled[$0]] })
      body(blocked, held)
      var place = 0
      while place < settled.count, settled[place] + 1 == choices[place].count {
        settled[place] = 0
        place += 1
      }
      if place == settled.count { return }
      settled[place] += 1
    }
  }

  /// The blocked set of one settlement between the extremes.
  func interior(_ random: inout SeededGenerator) -> Int {
    let shares = companies.map { company in
      var shares = company.known.sorted { $0.key < $1.key }.map {
        (owner: $0.key, ppm: Int.random(in: $0.value.low...$0.value.high, using: &random))
      }
      var remainder = max(0, 1_000_000 - shares.reduce(0) { $0 + $1.ppm })
      for owner in company.unknown.shuffled(using: &random) {
        let part = Int.random(in: 0...remainder, using: &random)
        shares.append((owner, part))
        remainder -= part
      }
      return shares
    }
    return fixpoint(shares).blocked
  }

  private func fixpoint(_ shares: [[(owner: Int, ppm: Int)]]) -> (blocked: Int, held: [Int]) {
    var blocked = register.seeds.reduce(0) { $0 | 1 << $1 }
    while true {
      var held = Array(repeating: 0, count: shares.count)
      for (company, holders) in shares.enumerated() {
        for (owner, ppm) in holders where blocked >> owner & 1 == 1 { held[company] += ppm }
      }
      var next = blocked
      for (company, sum) in held.enumerated()
      where register.isStrict ? sum > register.threshold : sum >= register.threshold {
        next |= 1 << company
      }
      if next == blocked { return (blocked, held) }
      blocked = next
    }
  }
}
