import Testing

@testable import CaseDomain

@Suite struct DayTests {
  @Test(arguments: [
    ("1970-01-01", Weekday.thursday), ("2026-11-22", .sunday), ("2000-02-29", .tuesday),
    ("1969-12-31", .wednesday),
    ("0001-01-01", .monday), ("9999-12-31", .friday),
  ])
  func weekday(_ day: String, _ weekday: Weekday) throws {
    #expect(try #require(Day(day)).weekday == weekday)
  }

  @Test(
    arguments: [
      ("2028-02-29", 12, "2029-02-28"), ("2027-02-28", 12, "2028-02-28"), ("2026-08-31", 1, "2026-09-30"),
      ("2026-12-31", 2, "2027-02-28"), ("2026-01-15", -1, "2025-12-15"), ("9999-12-31", 1, nil),
      ("0001-01-31", -1, nil), ("2026-01-01", .max, nil), ("2026-01-01", .min, nil),
    ] as [(String, Int, String?)])
  func months(_ day: String, _ months: Int, _ result: String?) throws {
    #expect(try #require(Day(day)).adding(months: months)?.iso == result)
  }

  @Test(arguments: [Int.max, Int.min, 4_000_000, -4_000_000])
  func theEndOfTimeIsNoTrap(_ count: Int) throws {
    let day = try #require(Day("2026-01-01"))
    #expect(day.adding(days: count) == nil)
    #expect(day.adding(years: count) == nil)
    #expect(Day(number: count) == nil)
  }

  @Test func theBoundsAreTheFirstAndTheLastDay() {
    #expect(Day(number: -719_162)?.iso == "0001-01-01" && Day(number: -719_163) == nil)
    #expect(Day(number: 2_932_896)?.iso == "9999-12-31" && Day(number: 2_932_897) == nil)
  }
}
