import Testing

@testable import CaseDomain

@Suite struct ClockTests {
  private static func enacted(_ day: String) -> AuthorityProfile {
    var profile = AuthorityProfile.introduced
    profile.enactedOn = Day(day)
    return profile
  }

  @Test func nothingRunsBeforeEnactment() throws {
    let profile = AuthorityProfile.introduced
    #expect(profile.clocks.count == 7)
    #expect(profile.clocks.allSatisfy { $0.dueOn == nil && $0.otherDueOn == nil })
    let calendar = try Files.holidays()
    #expect(profile.clocks.allSatisfy { $0.note(in: calendar) == nil })
    let deadlines = profile.statutoryDeadlines()
    #expect(deadlines.allSatisfy { $0.dueOn == nil && $0.state(on: Day("2030-01-01")!) == .notStarted })
    #expect(deadlines.due(within: 36_500, of: Day("2030-01-01")!) == [])
  }

  @Test func theTableNamesSectionsAndBothReadings() {
    let clocks = Self.enacted("2027-01-01").clocks
    #expect(
      clocks.map(\.citation.section) == ["4(a)", "4(d)", "4(h)", "5(a)", "4(d)", "4(d)", "4(d)"])
    #expect(clocks.prefix(4).allSatisfy { $0.reading == nil && $0.otherDueOn == nil })
    #expect(clocks.suffix(3).map { $0.dueOn?.iso } == ["2028-07-30", "2029-07-30", "2030-07-30"])
    #expect(clocks.suffix(3).map { $0.otherDueOn?.iso } == ["2028-01-01", "2029-01-01", "2030-01-01"])
    #expect(clocks.last?.reading == "counted from the report")
    #expect(clocks.map(\.code).suffix(3) == ["annualUpdates-1", "annualUpdates-2", "annualUpdates-3"])
  }

  @Test func theOtherReadingCanBeChosen() {
    var profile = Self.enacted("2028-02-29")
    profile.updatesRunFrom = .enactment
    #expect(profile.clocks.last?.dueOn?.iso == "2031-02-28")
    #expect(profile.clocks.last?.reading == "counted from the enactment")
    #expect(profile.clocks[0].dueOn?.iso == "2028-08-27")
  }

  @Test func aDueDayOffIsNotedAndNotMoved() throws {
    // 180 days later is Saturday, 3 July 2027's eve counted out by hand: 2027-07-03.
    let clock = Self.enacted("2027-01-04").clocks[0]
    #expect(clock.dueOn?.iso == "2027-07-03")
    #expect(
      clock.note(in: try Files.holidays())?.description == "falls on Saturday; next working day 2027-07-06")
  }

  @Test(arguments: [
    ("2027-03-10", "2025-01-01 2026-12-31", "2025-03-10 2027-03-09"),
    ("2027-01-01", "2025-01-01 2026-12-31", "2025-01-01 2026-12-31"),
    ("2028-02-29", "2026-01-01 2027-12-31", "2026-02-28 2028-02-28"),
    ("2028-12-31", "2026-01-01 2027-12-31", "2026-12-31 2028-12-30"),
  ])
  func lookBack(_ begun: String, _ years: String, _ months: String) throws {
    var profile = AuthorityProfile.introduced
    let day = try #require(Day(begun))
    func windows() -> [String] { profile.lookBacks(assessmentBegunOn: day).map { "\($0.first) \($0.last)" } }
    #expect(windows() == [years, months])
    #expect(profile.lookBacks(assessmentBegunOn: day).map(\.reading) == [.fullCalendarYears, .months])
    profile.lookBackCounts = .months
    #expect(windows() == [months, years])
  }

  @Test func thereIsNoLookBackBeforeTheCalendarBegins() {
    #expect(AuthorityProfile.introduced.lookBacks(assessmentBegunOn: Day("0002-06-01")!) == [])
    #expect(AuthorityProfile.defaultPolicy.lookBacks(assessmentBegunOn: Day("2027-06-01")!) == [])
  }
}
