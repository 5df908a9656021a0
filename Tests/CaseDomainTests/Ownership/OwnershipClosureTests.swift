import Testing

@testable import CaseDomain

@Suite struct OwnershipClosureTests {
  /// Examples 4 and 5 are as the design has them; not compared with the official text.
  @Test(arguments: [
    ("OFAC FAQ 401 example 1", "X 50 A, A 50 B", "X", "A B X"),
    ("OFAC FAQ 401 example 2", "X 50 A, X 50 B, A 25 C, B 25 C", "X", "A B C X"),
    ("OFAC FAQ 401 example 3", "X 50 A, X 10 B, A 40 B", "X", "A B X"),
    ("OFAC FAQ 401 example 4", "X 50 A, X 25 B, A 25 C, B 25 C", "X", "A X"),
    ("OFAC FAQ 401 example 5", "X 25 A, X 25 B, A 50 C, B 50 C", "X", "X"),
    ("OFAC FAQ 401 example 6", "X 25 A, Y 25 A", "X Y", "A X Y"),
    ("half is enough", "A 50 B", "A", "A B"),
    ("a millionth less is not", "A 49.9999 B", "A", "A"),
    ("the sum is enough", "A 49.9999 C, B 0.0001 C", "A B", "A B C"),
    ("percentages are not multiplied", "A 50 B, B 50 C, C 50 D", "A", "A B C D"),
    ("only members of the set count", "A 49.9999 B, B 100 C", "A", "A"),
    ("a seed is in the set whoever owns it", "B 100 A, A 10 C", "A", "A"),
    ("no seeds", "A 100 B", "", ""),
    ("a seed that no statement names", "A 100 B", "Z", "Z"),
    ("nothing is stated", "", "Z", "Z"),
  ])
  func examples(_ why: String, _ chart: String, _ seeds: String, _ blocked: String) throws {
    let closure = try Chart(chart).closure(seeds)
    #expect(closure.names(.blocked) == blocked, "\(why)")
    #expect(closure.names(.undetermined) == "", "\(why)")
    #expect(closure.problems == [], "\(why)")
  }

  @Test(arguments: [
    ("a ring without a seed", "A 60 B, B 60 C, C 60 A", "X", "X"),
    ("a ring that a seed reaches", "A 60 B, B 60 C, C 60 A, X 40 A", "B", "A B C"),
    ("two that own each other", "X 30 A, B 20 A, X 40 B, A 10 B", "X", "X"),
    ("two that own each other, one of them reached", "X 50 A, B 20 A, X 40 B, A 10 B", "X", "A B X"),
  ])
  func cycles(_ why: String, _ chart: String, _ seeds: String, _ blocked: String) throws {
    #expect(try Chart(chart).closure(seeds).names(.blocked) == blocked, "\(why)")
  }

  @Test(arguments: [
    (OwnershipThreshold.atLeast(Stake(ppm: 500_000)!), 499_999, false),
    (.atLeast(Stake(ppm: 500_000)!), 500_000, true),
    (.moreThan(Stake(ppm: 500_000)!), 500_000, false),
    (.moreThan(Stake(ppm: 500_000)!), 500_001, true),
    (.atLeast(Stake(ppm: 250_000)!), 250_000, true),
    (.atLeast(.whole), 999_999, false),
    (.atLeast(.whole), 1_000_000, true),
    (.moreThan(.whole), 1_000_000, false),
    (.atLeast(.zero), 0, false),
    (.atLeast(.zero), 1, true),
    (.moreThan(.zero), 0, false),
  ])
  func thresholds(_ threshold: OwnershipThreshold, _ ppm: Int, _ isBlocked: Bool) throws {
    var chart = Chart("")
    chart.holdings = [Holding(owner: key("A"), owned: key("B"), share: Stake(ppm: ppm)!)!]
    let closure = try chart.closure("A", threshold: threshold)
    #expect(closure.answer(for: key("B")) == (isBlocked ? .blocked : .notBlocked))
  }

  @Test(arguments: [
    ("the day before the first", "2026-12-31", false), ("the first day", "2027-01-01", true),
    ("the day before the divestment", "2027-05-31", true), ("the day of the divestment", "2027-06-01", false),
    ("the day after", "2027-06-02", false),
  ])
  func dates(_ why: String, _ day: String, _ isBlocked: Bool) throws {
    let closure = try Chart("2027-01-01 A 50 B 2027-06-01").closure("A", on: Day(day)!)
    #expect(closure.names(.blocked) == (isBlocked ? "A B" : "A"), "\(why)")
    #expect(closure.heldPPM(of: key("B")) == (isBlocked ? 500_000...500_000 : 0...0), "\(why)")
  }

  /// Two statements of a pair in succession are a change, not a conflict.
  @Test(arguments: [("2027-05-31", "A"), ("2027-06-01", "A B")])
  func aShareThatGrew(_ day: String, _ blocked: String) throws {
    let closure = try Chart("A 40 B 2027-06-01, 2027-06-01 A 60 B").closure("A", on: Day(day)!)
    #expect(closure.names(.blocked) == blocked && closure.problems == [])
  }

  @Test(arguments: [
    ("unknown alone", "A ? B", "A", "B", 0...1_000_000),
    ("others leave exactly half", "A ? B, Z 50 B", "A", "B", 0...500_000),
    ("others leave too little", "A ? B, Z 50.0001 B", "A", "", 0...499_999),
    ("others hold all", "A ? B, Z 100 B", "A", "", 0...0),
    ("others hold too much", "A ? B, Z 70 B, Y 70 B", "A", "", 0...0),
    ("added to a known share", "A 20 B, X ? B, Z 50 B", "A X", "B", 200_000...500_000),
    ("two unknown share the remainder", "A ? B, X ? B, Z 60 B", "A X", "", 0...400_000),
    ("an unknown share of one outside the set", "A 50 B, Z ? B", "A", "", 500_000...500_000),
    ("known shares are enough", "A 50 B, X ? B", "A X", "", 500_000...1_000_000),
    ("an unknown beside a number is no news", "A ? B, A 30 B", "A", "", 300_000...300_000),
    ("a holding that has ended leaves room", "A ? B, Z 100 B 2027-01-01", "A", "B", 0...1_000_000),
  ])
  func unknownShares(
    _ why: String, _ chart: String, _ seeds: String, _ undetermined: String, _ held: ClosedRange<Int>
  ) throws {
    let closure = try Chart(chart).closure(seeds)
    #expect(closure.names(.undetermined) == undetermined, "\(why)")
    #expect(closure.heldPPM(of: key("B")) == held, "\(why)")
  }

  /// What hangs on an undetermined holder is undetermined, too, unless it is in the set either way.
  @Test func undeterminedHolders() throws {
    let closure = try Chart("X ? A, A 60 B, A 20 C, X 30 C, X 50 D, A 50 D, Z 60 E, A 40 E").closure("X")
    #expect(closure.names(.blocked) == "D X" && closure.names(.undetermined) == "A B C")
    #expect(closure.names(.notBlocked) == "E Z" && closure.answer(for: key("none")) == nil)
    let open = closure.openShares(for: key("C"))
    #expect(open.map(\.description) == ["X of A: 0.0000 % to 100.0000 % (unknown)"])
    #expect(closure.heldPPM(of: key("C")) == 300_000...500_000)
    #expect(closure.openShares(for: key("D")) == [] && closure.openShares(for: key("E")) == [])
  }

  @Test(arguments: [
    ("equal statements count once", "A 30 B, A 30 B", "", "", 300_000...300_000, 0),
    ("unequal ones are not added up", "A 25 B, A 30 B", "", "", 250_000...300_000, 1),
    ("either is enough", "A 50 B, A 60 B", "B", "", 500_000...600_000, 1),
    ("one is enough", "A 50 B, A 49.9999 B", "", "B", 499_999...500_000, 1),
    ("only one is in force", "A 50 B 2027-03-01, A 30 B", "", "", 300_000...300_000, 0),
  ])
  func statements(
    _ why: String, _ chart: String, _ blocked: String, _ undetermined: String, _ held: ClosedRange<Int>,
    _ problems: Int
  ) throws {
    let closure = try Chart(chart).closure("A")
    #expect(closure.names(.blocked) == (blocked.isEmpty ? "A" : "A \(blocked)"), "\(why)")
    #expect(closure.names(.undetermined) == undetermined, "\(why)")
    #expect(closure.heldPPM(of: key("B")) == held && closure.problems.count == problems, "\(why)")
  }

  @Test func conflictsLeaveRoomByTheirLeast() throws {
    // Z holds 40 % or 60 %: only with 40 % can the unknown share of A reach the threshold.
    let closure = try Chart("Z 40 B, Z 60 B, A ? B").closure("A")
    #expect(closure.names(.undetermined) == "B" && closure.heldPPM(of: key("B")) == 0...600_000)
    // A stated share is never cut to fit under 100 %.
    let over = try Chart("A 40 B, A 60 B, Z 55 B").closure("A")
    #expect(over.names(.undetermined) == "B" && over.heldPPM(of: key("B")) == 400_000...600_000)
  }

  @Test func dataProblems() throws {
    let chart = Chart("A 60 B, Z 60 B, C 20 C, A 50 C, A 30 D, A 70 D, Z 60 D, Y 90 E 2020-01-01, Z 90 E")
    let closure = try chart.closure("A")
    #expect(closure.names(.blocked) == "A B C" && closure.names(.undetermined) == "D")
    #expect(
      closure.problems == [
        .overWhole(owned: key("B"), leastPPM: 1_200_000, greatestPPM: 1_200_000),
        .selfHolding(key("C")),
        .conflict(owner: key("A"), owned: key("D"), lowPPM: 300_000, highPPM: 700_000),
        .overWhole(owned: key("D"), leastPPM: 900_000, greatestPPM: 1_300_000),
      ])
    #expect(
      closure.problems.map(\.message) == [
        "the stated shares of B come to 120.0000 %",
        "C is stated to hold a share of itself",
        "statements of the share of A in D differ: from 30.0000 % to 70.0000 %",
        "the stated shares of D come to 130.0000 % when, where sources differ, the greatest is taken",
      ])
    #expect(closure.problems.allSatisfy { !$0.remedy.isEmpty })
    #expect(try Chart("A 50 B, Z 50 B").closure("A").problems == [])
  }

  @Test func aSelfHoldingCountsForNothing() throws {
    #expect(try Chart("A 30 B, B 70 B").closure("A").names(.blocked) == "A")
    #expect(try Chart("A ? B, B 70 B").closure("A").heldPPM(of: key("B")) == 0...1_000_000)
  }

  /// Keys that only look the same are two.
  @Test func keysAreBytes() throws {
    let (one, two) = (key("Caf\u{E9}"), key("Cafe\u{301}"))
    #expect(one != two && one.text == two.text && Set([one, two, key("Caf\u{E9}")]).count == 2)
    #expect(two < one && !(one < two) && OwnershipKey("") == nil)
    var chart = Chart("")
    chart.holdings = [Holding(owner: one, owned: key("B"), share: .whole)!]
    let graph = try OwnershipGraph(chart.holdings)
    let closure = OwnershipClosure.compute(graph, seeds: [two], asOf: Chart.today, threshold: Chart.half)
    #expect(closure.parties(.blocked) == [two] && closure.answer(for: one) == .notBlocked)
  }

  @Test func valuesThatCannotBe() {
    #expect(Stake(ppm: -1) == nil && Stake(ppm: 1_000_001) == nil && Stake(ppm: .max) == nil)
    let (day, next) = (Chart.today, Chart.today.adding(days: 1))
    #expect(Holding(owner: key("A"), owned: key("B"), share: nil, from: day, to: day) == nil)
    #expect(Holding(owner: key("A"), owned: key("B"), share: nil, from: next, to: day) == nil)
    #expect(Holding(owner: key("A"), owned: key("B"), share: nil, from: day, to: next) != nil)
    let refusal = #expect(throws: OwnershipGraphTooLarge.self) {
      try OwnershipGraph(Chart("A 1 B, A 2 B").holdings, limit: 1)
    }
    #expect(refusal == OwnershipGraphTooLarge(holdings: 2, limit: 1))
  }

  /// A chain far deeper than any stack.
  @Test func aLongChain() throws {
    var chart = Chart("")
    chart.holdings = (0..<20_000).map {
      Holding(owner: key("n\($0)"), owned: key("n\($0 + 1)"), share: Stake(ppm: 500_000)!)!
    }
    let closure = try chart.closure("n0")
    #expect(closure.answer(for: key("n20000")) == .blocked)
    #expect(closure.proof(for: key("n20000"))?.steps.count == 20_001)
  }
}
