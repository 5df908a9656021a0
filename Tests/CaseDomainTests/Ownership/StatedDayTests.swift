import CaseDomain
import Testing

/// Days as far as sources tell them, and what that leaves of an answer.
@Suite struct StatedDayTests {
  @Test(arguments: [
    ("2010", "2010-01-01", "2010-12-31"), ("2012-02", "2012-02-01", "2012-02-29"),
    ("2010-05-01", "2010-05-01", "2010-05-01"), ("9999-12", "9999-12-01", "9999-12-31"),
  ])
  func oneOfTheDays(_ text: String, _ first: String, _ last: String) throws {
    let day = try #require(StatedDay(text))
    #expect(day.first.iso == first && day.last.iso == last && day.text == text)
  }

  @Test(arguments: ["2010-05-01T10:00:00Z", "2010-05-01 10:00"])
  func aTimeOfDayIsCutOff(_ text: String) { #expect(StatedDay(text)?.text == "2010-05-01") }

  @Test(arguments: [
    "", "10", "2010-13", "2010-02-30", "2010-5", "2010-05-", "05/2010", "spring 2010", "0000",
  ])
  func whatIsNoDayIsNotRead(_ text: String) { #expect(StatedDay(text) == nil) }

  @Test func whatCannotBeReadMayBeAnyDay() {
    #expect(StatedDay(StatedDay.unreadable.text) == .unreadable)
    #expect(StatedDay.unreadable.first.iso == "0001-01-01" && StatedDay.unreadable.last.iso == "9999-12-31")
  }

  @Test func aHoldingComesBackFromItsBytes() {
    for from in ["2010", "2010-05", "2010-05-01", "?"] {
      let holding = StatedHolding(
        owner: "a", owned: "b", isShareUnreadable: true, from: StatedDay(from), to: StatedDay("2012-02"))
      #expect(StatedHolding(holding.cbor) == holding, "\(from)")
    }
  }

  // MARK: Answers

  private static func stake(
    _ percent: Int?, _ from: String?, _ to: String?, owner: String = "X", statement: String = "s"
  ) -> StatedStake {
    StatedStake(
      source: "t", statement: statement,
      holding: StatedHolding(
        owner: owner, owned: "C", leastPPM: percent.map { $0 * 10_000 },
        mostPPM: percent.map { $0 * 10_000 }, from: from.flatMap { StatedDay($0) },
        to: to.flatMap { StatedDay($0) }, interest: "shareholding"), bundle: .zero)
  }

  private static func stated(_ stakes: [StatedStake], on day: String) throws -> StatedOwnership {
    try StatedOwnership(
      stakes, .none, seeds: [key("t:X")], asOf: try #require(Day(day)), threshold: .atLeast(.half))
  }

  @Test(
    arguments: [
      ("2010", "2015", "2009-12-31", nil), ("2010", "2015", "2010-01-01", "undetermined"),
      ("2010", "2015", "2010-12-30", "undetermined"), ("2010", "2015", "2010-12-31", "blocked"),
      ("2010", "2015", "2014-12-31", "blocked"), ("2010", "2015", "2015-01-01", "undetermined"),
      ("2010", "2015", "2015-12-31", "undetermined"), ("2010", "2015", "2016-01-01", nil),
      ("2010", "2015", "2025-06-01", nil),
      ("2030-01", nil, "2026-01-01", nil), ("2030-01", nil, "2030-01-15", "undetermined"),
      ("2030-01", nil, "2030-01-31", "blocked"), (nil, "2030-01", "2026-01-01", "blocked"),
      ("2014", "2014", "2014-07-01", "undetermined"), ("2014", "2014", "2015-01-01", nil),
      ("2014-12-31", "2014", "2014-12-31", "undetermined"), ("2015", "2014", "2014-12-31", nil),
      (nil, "?", "2026-01-01", "undetermined"), ("?", nil, "2026-01-01", "undetermined"),
      ("2026-01-01", nil, "2026-01-01", "blocked"), (nil, "2026-01-01", "2026-01-01", nil),
    ] as [(String?, String?, String, String?)])
  func onlyWhatSurelyHoldsBlocks(_ from: String?, _ to: String?, _ day: String, _ answer: String?) throws {
    let stake = Self.stake(60, from, to)
    let stated = try Self.stated([stake], on: day)
    let found = stated.closure.answer(for: key("t:C"))?.rawValue ?? "not blocked"
    #expect(found == answer ?? "not blocked")
    #expect(stake.isInForce(on: stated.closure.asOf) == (answer != nil))
    #expect(stake.isSurelyInForce(on: stated.closure.asOf) == (answer == "blocked"))
    #expect(stated.tree(of: key("t:X"), depth: 3).lines.count == (answer == nil ? 1 : 2))
  }

  /// Both ends are shown, the share is named that decides, and it is no conflict of sources.
  @Test func theAnswerTurnsOnTheDay() throws {
    let stated = try Self.stated([Self.stake(60, "2026", nil)], on: "2026-05-01")
    #expect(stated.closure.heldPPM(of: key("t:C")) == 0...600_000)
    #expect(
      stated.closure.openShares(for: key("t:C")).map(\.description) == [
        "t:X of t:C: 0.0000 % to 60.0000 % (date not exact, or indirect)"
      ])
    #expect(stated.problems().here == [])
  }

  @Test(
    arguments: [
      ("another that surely holds", 60, nil, 600_000...600_000, OwnershipClosure.Answer.blocked),
      ("another of less", 40, nil, 400_000...600_000, .undetermined),
      ("another that may hold", 40, "2026", 0...600_000, .undetermined),
      ("an unknown share that surely holds", nil, nil, 0...1_000_000, .undetermined),
    ] as [(String, Int?, String?, ClosedRange<Int>, OwnershipClosure.Answer)])
  func besideAnotherStatement(
    _ why: String, _ percent: Int?, _ from: String?, _ held: ClosedRange<Int>,
    _ answer: OwnershipClosure.Answer
  ) throws {
    let stated = try Self.stated(
      [Self.stake(60, "2026", nil), Self.stake(percent, from, nil, statement: "u")], on: "2026-05-01")
    #expect(stated.closure.heldPPM(of: key("t:C")) == held, "\(why)")
    #expect(stated.closure.answer(for: key("t:C")) == answer, "\(why)")
  }

  /// A proof rests on no statement that may not hold on the day.
  @Test func aProofNamesWhatSurelyHolds() throws {
    let stated = try Self.stated(
      [Self.stake(60, "2026", nil), Self.stake(60, nil, nil, statement: "u")], on: "2026-05-01")
    #expect(stated.grounds(for: key("t:C"))?.last?.statements.map(\.statement) == ["u"])
  }
}
