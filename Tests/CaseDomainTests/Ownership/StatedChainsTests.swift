import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct StatedChainsTests {
  private static func key(_ number: Int) -> OwnershipKey { OwnershipKey("p\(number)")! }

  private static func pair(_ owner: Int, _ owned: Int) -> OwnershipPair {
    OwnershipPair(owner: key(owner), owned: key(owned))
  }

  /// By definition: a step to another party than the company, and any way from there that does not come back.
  private static func isChained(_ steps: [(Int, Int)], _ owner: Int, _ company: Int) -> Bool {
    var seen: Set<[Int]> = []
    var next = steps.filter { $0.0 == owner }.map { [$0.1, $0.1] }
    while let one = next.popLast() {
      guard one[0] != owner, seen.insert(one).inserted else { continue }
      if one[0] == company, one[1] != company { return true }
      next += steps.filter { $0.0 == one[0] }.map { [$0.1, one[1]] }
    }
    return false
  }

  @Test(arguments: 0..<200 as Range<UInt64>)
  func chainsAreFoundAsByDefinition(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let parties = Int.random(in: 2...8, using: &random)
    let steps = (0..<Int.random(in: 1...14, using: &random)).map { _ in
      (Int.random(in: 0..<parties, using: &random), Int.random(in: 0..<parties, using: &random))
    }
    var chains = StatedChains(steps.map { Self.pair($0.0, $0.1) }, mostSteps: 1_000_000)
    for owner in 0..<parties {
      let companies = Set((0...parties).map(Self.key))
      let (found, isWhole) = chains.find(companies, from: Self.key(owner))
      let wanted = (0..<parties).filter { Self.isChained(steps, owner, $0) }
      #expect(isWhole && found == Set(wanted.map(Self.key)), "\(steps) from \(owner)")
    }
  }

  /// What is not looked for to its end is neither found nor ruled out; what nobody holds needs no step.
  @Test func aSearchMayEnd() {
    let steps = (0..<100).map { Self.pair($0, $0 + 1) } + [Self.pair(200, 201)]
    var short = StatedChains(steps, mostSteps: 50)
    let unheld = short.find([Self.key(300), Self.key(200)], from: Self.key(0))
    #expect(unheld.found.isEmpty && unheld.isWhole)
    let cut = short.find([Self.key(10), Self.key(201)], from: Self.key(0))
    #expect(cut.found == [Self.key(10)] && !cut.isWhole)
    let none = short.find([Self.key(3)], from: Self.key(0))
    #expect(none.found.isEmpty && !none.isWhole)
    var long = StatedChains(steps, mostSteps: 1_000)
    let whole = long.find([Self.key(10), Self.key(201)], from: Self.key(0))
    #expect(whole.found == [Self.key(10)] && whole.isWhole)
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
