import CaseDomain
import CaseTesting
import Testing

/// Trees of stated stakes in one line a step: `A>B 50`, with `A>B 50 to 2025-01-01` for one that ended.
struct OwnershipTreeTests {
  private static func stake(
    _ owner: String, _ owned: String, _ percent: Int?, most: Int? = nil, interest: String = "shareholding",
    to: String? = nil, statement: String = "s"
  ) -> StatedStake {
    StatedStake(
      source: "t", statement: statement,
      holding: StatedHolding(
        owner: owner, owned: owned, leastPPM: percent.map { $0 * 10_000 },
        mostPPM: (most ?? percent).map { $0 * 10_000 }, to: to.flatMap { StatedDay($0) }, interest: interest),
      bundle: .zero)
  }

  private static func tree(
    _ stakes: [StatedStake], depth: Int = 9, same: [String: String] = [:]
  ) -> (lines: [String], isCut: Bool) {
    let tree = OwnershipTree(of: OwnershipKey("t:A")!, stakes, on: Day("2026-01-01")!, depth: depth) { key in
      same[key.text].flatMap { OwnershipKey($0) } ?? key
    }
    let lines = tree.lines.map { line in
      String(repeating: " ", count: line.depth) + line.party.text.dropFirst(2)
        + line.stakes.map { " \($0.share)" }.joined(separator: ",")
        + (line.closesRing ? " ring" : line.isShownAbove ? " above" : "")
    }
    return (lines, tree.isCut)
  }

  @Test func stepsAreShownDepthFirst() {
    let found = Self.tree([
      Self.stake("A", "C", 10), Self.stake("A", "B", 75), Self.stake("B", "D", 25, most: 50),
    ])
    #expect(found.lines == ["A", " B 75 %", "  D 25 % to 50 %", " C 10 %"])
    #expect(!found.isCut)
  }

  @Test func sourcesThatDifferStandSideBySide() {
    let found = Self.tree([Self.stake("A", "B", 40), Self.stake("A", "B", 60), Self.stake("A", "B", nil)])
    #expect(found.lines == ["A", " B 40 %, 60 %, share not stated"])
  }

  @Test func whatEndedBeforeTheDayIsNotThere() {
    #expect(Self.tree([Self.stake("A", "B", 40, to: "2026-01-01")]).lines == ["A"])
    #expect(Self.tree([Self.stake("A", "B", 40, to: "2026-01-02")]).lines == ["A", " B 40 %"])
  }

  @Test func ringsAndSecondPathsAreShownOnce() {
    let ring = Self.tree([Self.stake("A", "B", 60), Self.stake("B", "A", 60)])
    #expect(ring.lines == ["A", " B 60 %", "  A 60 % ring"])
    let twice = Self.tree([
      Self.stake("A", "B", 60), Self.stake("A", "C", 60), Self.stake("B", "C", 5), Self.stake("C", "D", 1),
    ])
    #expect(twice.lines == ["A", " B 60 %", "  C 5 %", "   D 1 %", " C 60 % above"])
  }

  @Test func depthCutsAndSaysSo() {
    let found = Self.tree([Self.stake("A", "B", 60), Self.stake("B", "C", 60)], depth: 1)
    #expect(found.lines == ["A", " B 60 %"])
    #expect(found.isCut)
  }

  /// What the depth cut off by one way is shown by a shorter one.
  @Test func whatLiesWithinTheDepthIsShown() {
    let stakes = [
      Self.stake("A", "B", 60), Self.stake("B", "D", 60), Self.stake("D", "E", 60), Self.stake("E", "F", 60),
      Self.stake("A", "D", 60),
    ]
    let found = Self.tree(stakes, depth: 3)
    #expect(
      found.lines == ["A", " B 60 %", "  D 60 %", "   E 60 %", " D 60 %", "  E 60 %", "   F 60 %"])
    #expect(!found.isCut)
    let short = Self.tree(stakes, depth: 2)
    #expect(short.lines == ["A", " B 60 %", "  D 60 %", " D 60 %", "  E 60 %"] && short.isCut)
    let long = Self.tree(stakes, depth: 4)
    #expect(
      long.lines == ["A", " B 60 %", "  D 60 %", "   E 60 %", "    F 60 %", " D 60 % above"])
    // By way of one that was shown above and cut there.
    let by = Self.tree(
      stakes + [Self.stake("B", "C", 60), Self.stake("C", "D", 60), Self.stake("A", "C", 60)], depth: 3)
    #expect(by.lines.contains("   F 60 %") && !by.isCut)
  }

  /// Every party within the depth is there, and what is said to be cut off is.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func everythingWithinTheDepthIsThere(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let names = ["A", "B", "C", "D", "E", "F", "G", "H"]
    let steps = (0..<14).map { _ in
      [names.randomElement(using: &random) ?? "A", names.randomElement(using: &random) ?? "B"]
    }
    for depth in 1...6 {
      var (near, nearer): (Set<String>, Set<String>) = (["A"], [])
      for _ in 0..<depth {
        nearer = near
        near.formUnion(steps.filter { nearer.contains($0[0]) }.map { $0[1] })
      }
      let tree = Self.tree(steps.map { Self.stake($0[0], $0[1], 60) }, depth: depth)
      let shown = Set(tree.lines.map { String($0.drop { $0 == " " }.prefix(1)) })
      #expect(shown == near, "\(steps) to \(depth): \(tree.lines)")
      let isCut = steps.contains { near.contains($0[0]) && !nearer.contains($0[0]) }
      #expect(tree.isCut == isCut, "\(steps) to \(depth): \(tree.lines)")
    }
  }

  /// Two ids that a person judged to be one party.
  @Test func aJudgedPartyIsOne() {
    let found = Self.tree([Self.stake("A", "B", 60), Self.stake("B2", "C", 60)], same: ["t:B2": "t:B"])
    #expect(found.lines == ["A", " B 60 %", "  C 60 %"])
  }

  @Test func aRangeIsItsTwoEndsAndControlIsNoOwnership() {
    func ppm(_ stake: StatedStake) -> [Int?] { stake.holdings { $0 }.map { $0.share?.ppm } }
    #expect(ppm(Self.stake("A", "B", 25, most: 50)) == [250_000, 500_000])
    #expect(ppm(Self.stake("A", "B", 50)) == [500_000])
    #expect(ppm(Self.stake("A", "B", nil)) == [nil])
    #expect(ppm(Self.stake("A", "B", 50, interest: "votingRights")) == [])
    #expect(ppm(Self.stake("A", "B", 50, interest: "ownership-of-shares-50-to-75-percent")) == [500_000])
    #expect(ppm(Self.stake("", "B", 50)) == [])
  }
}
