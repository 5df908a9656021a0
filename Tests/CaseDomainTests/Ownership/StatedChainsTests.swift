import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct StatedChainsTests {
  private static func key(_ number: Int) -> OwnershipKey { OwnershipKey("p\(number)")! }

  private static func step(_ owner: Int, _ owned: Int, _ ppm: Int = 1_000_000) -> StatedChains.Step {
    (OwnershipPair(owner: key(owner), owned: key(owned)), ppm)
  }

  /// By definition: the steps of all others to a company who are reached by a way that does not lead through it.
  private static func carried(_ steps: [[Int]: Int], _ owner: Int, _ company: Int) -> Int {
    guard owner != company else { return 0 }
    var seen: Set<Int> = []
    var next = [owner]
    while let one = next.popLast() {
      guard one != company, seen.insert(one).inserted else { continue }
      next += steps.keys.filter { $0[0] == one }.map { $0[1] }
    }
    return steps.filter { $0.key[1] == company && $0.key[0] != owner && seen.contains($0.key[0]) }
      .reduce(0) { $0 + $1.value }
  }

  @Test(arguments: 0..<400 as Range<UInt64>)
  func whatChainsCarryIsAsByDefinition(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parties = Int.random(in: 2...8, using: &random)
    var steps: [[Int]: Int] = [:]
    for _ in 0..<Int.random(in: 1...14, using: &random) {
      let ends = [Int.random(in: 0..<parties, using: &random), Int.random(in: 0..<parties, using: &random)]
      steps[ends] = Int.random(in: 1...10, using: &random)
    }
    let inOrder = steps.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    var chains = StatedChains(
      inOrder.map { Self.step($0.key[0], $0.key[1], $0.value) }, mostSteps: 1_000_000)
    for owner in 0..<parties {
      var least: [OwnershipKey: Int] = [:]
      for company in 0...parties { least[Self.key(company)] = Int.random(in: 0...20, using: &random) }
      let (carried, untraced) = chains.find(least, from: Self.key(owner))
      #expect(untraced.isEmpty)
      for company in 0...parties {
        let whole = Self.carried(steps, owner, company)
        let found = carried[Self.key(company)] ?? 0
        let enough = max(1, least[Self.key(company)] ?? 0)
        #expect(found <= whole && found >= min(whole, enough), "\(steps) from \(owner) to \(company)")
      }
    }
  }

  /// What is not looked for to its end is neither found nor ruled out; what nobody holds needs no step.
  @Test func aSearchMayEnd() {
    let steps = (0..<100).map { Self.step($0, $0 + 1) } + [Self.step(200, 201)]
    var short = StatedChains(steps, mostSteps: 50)
    let unheld = short.find([Self.key(300): 0, Self.key(200): 0], from: Self.key(0))
    #expect(unheld.carried.isEmpty && unheld.untraced.isEmpty)
    let cut = short.find([Self.key(10): 0, Self.key(201): 0], from: Self.key(0))
    #expect(Array(cut.carried.keys) == [Self.key(10)] && cut.untraced == [Self.key(201)])
    let none = short.find([Self.key(3): 0], from: Self.key(0))
    #expect(none.carried.isEmpty && none.untraced == [Self.key(3)])
    var long = StatedChains(steps, mostSteps: 1_000)
    let whole = long.find([Self.key(10): 0, Self.key(201): 0], from: Self.key(0))
    #expect(Array(whole.carried.keys) == [Self.key(10)] && whole.untraced.isEmpty)
  }

  /// Where every owner's chain is at hand, no more is followed than it: of a long chain, two steps for each.
  @Test func aChainAtHandIsNotFollowedToItsEnd() {
    let count = 1_000
    var chains = StatedChains((0..<count).map { Self.step($0, $0 + 1) }, mostSteps: 2 * count)
    for owner in 0..<count - 1 {
      let found = chains.find([Self.key(owner + 2): 1_000_000], from: Self.key(owner))
      #expect(found.untraced.isEmpty && found.carried == [Self.key(owner + 2): 1_000_000])
    }
  }

  /// Such a sum only may hold.
  @Test func whatWasNotTracedIsCounted() throws {
    func stake(_ owner: String, _ owned: String, _ ppm: Int, isDirect: Bool) -> StatedStake {
      StatedStake(
        source: "a", statement: "\(owner)\(owned)\(isDirect)",
        holding: StatedHolding(
          owner: owner, owned: owned, leastPPM: ppm, mostPPM: ppm, isDirect: isDirect,
          interest: "shareholding"), bundle: .zero)
    }
    let stakes = [
      stake("X", "H", 400_000, isDirect: true), stake("H", "O", 1_000_000, isDirect: true),
      stake("X", "O", 600_000, isDirect: false),
    ]
    func stated(_ mostChainSteps: Int) throws -> StatedOwnership {
      try StatedOwnership(
        stakes, .none, seeds: [OwnershipKey("a:X")!], asOf: Day("2026-06-01")!,
        threshold: .atLeast(.half), mostChainSteps: mostChainSteps)
    }
    let whole = try stated(10)
    #expect(whole.untracedSums == 0 && whole.closure.parties(.undetermined).isEmpty)
    let cut = try stated(1)
    #expect(cut.untracedSums == 1 && cut.closure.parties(.undetermined).map(\.text) == ["a:O"])
  }
}
