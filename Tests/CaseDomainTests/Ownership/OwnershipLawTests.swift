import CaseTesting
import Testing

@testable import CaseDomain

/// What holds on any register: the closure against brute force, and the laws of the design.
@Suite struct OwnershipLawTests {
  /// On 10,000 small registers, exactly: *certain* is the intersection, and *possible* the union, of the blocked
  /// sets over every way to settle the open shares. The least held is exact, too. The most held is exact outside
  /// the possible set and an upper bound inside it: there a share may hang on what it makes possible.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func asByBruteForce(chunk: UInt64) throws {
    var random = SeededGenerator(seed: chunk)
    var seen: [OwnershipClosure.Answer: Int] = [:]
    var count = 0
    while count < 500 {
      let register = SmallRegister(&random)
      let oracle = OwnershipOracle(register)
      guard oracle.extremes <= 24 else { continue }
      count += 1
      let closure = try register.closure()
      let (certain, possible) = sets(closure, register)
      check(closure, certain, possible, oracle, register)
      for number in 0..<register.count where !register.seeds.contains(number) {
        if let answer = closure.answer(for: SmallRegister.key(number)) { seen[answer, default: 0] += 1 }
      }
      for _ in 0..<2 {
        let between = oracle.interior(&random)
        #expect(certain & ~between == 0 && between & ~possible == 0, "\(register)")
      }
    }
    // The registers are worth the name only if every answer is common.
    for answer in OwnershipClosure.Answer.allCases { #expect(seen[answer, default: 0] > 100, "\(answer)") }
  }

  private func check(
    _ closure: OwnershipClosure, _ certain: Int, _ possible: Int, _ oracle: OwnershipOracle,
    _ register: SmallRegister
  ) {
    var (intersection, union) = (-1, 0)
    var least = Array(repeating: Int.max, count: register.count)
    var most = Array(repeating: 0, count: register.count)
    oracle.forEachExtreme { blocked, held in
      intersection &= blocked
      union |= blocked
      for (number, sum) in held.enumerated() {
        least[number] = min(least[number], sum)
        most[number] = max(most[number], sum)
      }
    }
    #expect(certain == intersection && possible == union, "\(register)")
    let wrong = (0..<register.count).filter { number in
      guard let held = closure.heldPPM(of: SmallRegister.key(number)) else { return false }
      let isPossible = possible >> number & 1 == 1
      let isMost = isPossible ? held.upperBound >= most[number] : held.upperBound == most[number]
      return held.lowerBound != least[number] || !isMost
    }
    #expect(wrong == [], "\(register)")
  }

  /// Certain and possible, as bits by number.
  private func sets(_ closure: OwnershipClosure, _ register: SmallRegister) -> (certain: Int, possible: Int) {
    (0..<register.count).reduce(into: (certain: 0, possible: 0)) { sets, number in
      let answer = closure.answer(for: SmallRegister.key(number))
      if answer == .blocked { sets.certain |= 1 << number }
      if answer == .blocked || answer == .undetermined { sets.possible |= 1 << number }
    }
  }

  /// Invariant 3 of the design: more seeds never take anybody out.
  @Test func monotoneInSeeds() throws {
    var random = SeededGenerator(seed: 101)
    var grew = 0
    for _ in 0..<500 {
      let register = SmallRegister(&random)
      let more = register.seeds.union([Int.random(in: 0..<register.count, using: &random)])
      let before = sets(try register.closure(), register)
      let after = sets(try register.closure(seeds: more), register)
      #expect(before.certain & ~after.certain == 0 && before.possible & ~after.possible == 0, "\(register)")
      if before != after { grew += 1 }
    }
    #expect(grew > 100)
  }

  /// Invariant 3 of the design: answers, bounds, proofs and problems do not hang on the order of statements.
  @Test func orderIndependent() throws {
    var random = SeededGenerator(seed: 102)
    for _ in 0..<300 {
      let register = SmallRegister(&random)
      var shuffled = register
      shuffled.statements.shuffle(using: &random)
      let (one, other) = (try register.closure(), try shuffled.closure())
      #expect(one.problems == other.problems, "\(register)")
      for number in 0..<register.count {
        let key = SmallRegister.key(number)
        #expect(one.answer(for: key) == other.answer(for: key))
        #expect(one.heldPPM(of: key) == other.heldPPM(of: key))
        #expect(one.proof(for: key) == other.proof(for: key), "\(register)")
        #expect(one.openShares(for: key) == other.openShares(for: key), "\(register)")
      }
    }
  }

  /// A proof can be checked by hand: each step rests on earlier ones and reaches the threshold.
  @Test func proofsHold() throws {
    var random = SeededGenerator(seed: 103)
    var checked = 0
    for _ in 0..<500 {
      let register = SmallRegister(&random)
      let closure = try register.closure()
      for party in closure.parties(.blocked) {
        let proof = try #require(closure.proof(for: party))
        var proved: Set<OwnershipKey> = []
        for step in proof.steps {
          switch step {
          case .seed(let seed):
            #expect(register.seeds.map(SmallRegister.key).contains(seed))
            proved.insert(seed)
          case .held(let company, let holders, let all):
            let sum = holders.reduce(0) { $0 + $1.ppm }
            #expect(holders.allSatisfy { proved.contains($0.owner) }, "\(register)")
            #expect(sum >= closure.threshold.neededPPM && sum <= all, "\(register)")
            proved.insert(company)
            checked += 1
          case .proved: Issue.record("a whole proof is cut: \(register)")
          }
        }
        #expect(proved.contains(party), "\(register)")
      }
      #expect(closure.parties(.undetermined).allSatisfy { closure.proof(for: $0) == nil })
    }
    #expect(checked > 200)
  }

  /// Once the open shares of an undetermined party are settled, in whatever way, so is its answer.
  @Test func openSharesDecide() throws {
    var random = SeededGenerator(seed: 104)
    var outcomes: [OwnershipClosure.Answer: Int] = [:]
    for _ in 0..<1_500 {
      let register = SmallRegister(&random)
      let closure = try register.closure()
      guard let party = closure.parties(.undetermined).randomElement(using: &random) else { continue }
      let open = closure.openShares(for: party)
      #expect(!open.isEmpty, "\(register)")
      var settled = register
      for share in open { settled.settle(share, &random) }
      let answer = try #require(try settled.closure().answer(for: party))
      #expect(answer != .undetermined, "\(register) \(party)")
      outcomes[answer, default: 0] += 1
    }
    #expect(outcomes[.blocked, default: 0] > 100 && outcomes[.notBlocked, default: 0] > 100)
  }
}

extension SmallRegister {
  /// Replaces all statements of a pair by one, with a share the others leave room for.
  fileprivate mutating func settle(_ share: OpenShare, _ random: inout SeededGenerator) {
    let isOfPair = { (statement: Statement) in
      Self.key(statement.owner) == share.owner && Self.key(statement.owned) == share.owned
    }
    guard var statement = statements.first(where: isOfPair) else { return }
    statements.removeAll(where: isOfPair)
    statement.ppm =
      random.chance(50)
      ? share.possiblePPM.upperBound : Int.random(in: share.possiblePPM, using: &random)
    statement.first = nil
    statement.end = nil
    statements.append(statement)
  }
}
