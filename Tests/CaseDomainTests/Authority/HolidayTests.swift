import Testing

@testable import CaseDomain

@Suite struct HolidayTests {
  /// Days off on weekdays, as the Office of Personnel Management counts them, written down by hand.
  private static let daysOff: [(year: Int, days: [String])] = [
    (
      2026,
      ["01-01", "01-19", "02-16", "05-25", "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"]
    ),
    (
      2027,
      [
        "01-01", "01-18", "02-15", "05-31", "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24",
        "12-31",
      ]
    ),
    (2028, ["01-17", "02-21", "05-29", "06-19", "07-04", "09-04", "10-09", "11-10", "11-23", "12-25"]),
    (
      2029,
      ["01-01", "01-15", "02-19", "05-28", "06-19", "07-04", "09-03", "10-08", "11-12", "11-22", "12-25"]
    ),
    (
      2030,
      ["01-01", "01-21", "02-18", "05-27", "06-19", "07-04", "09-02", "10-14", "11-11", "11-28", "12-25"]
    ),
  ]

  @Test(arguments: daysOff)
  func weekdaysOff(_ year: Int, _ days: [String]) throws {
    let calendar = try Files.holidays()
    let first = try #require(Day(year: year, month: 1, day: 1))
    let found = (0..<366).compactMap { first.adding(days: $0) }
      .filter { $0.year == year && !$0.weekday.isWeekend && calendar.isHoliday($0) }
    #expect(found.map(\.iso) == days.map { "\(year)-\($0)" })
  }

  /// Juneteenth began in 2021; Veterans Day was in October from 1971 to 1977; Inauguration Day is none, and
  /// 2025's fell on the King holiday.
  @Test(arguments: [
    ("2020-06-19", false), ("2021-06-18", true), ("2021-06-19", true),
    ("2029-01-20", false), ("2025-01-20", true),
    ("1975-11-11", false), ("1975-10-27", true), ("1978-11-10", true),
    ("1985-01-21", false), ("1986-01-20", true), ("1970-07-04", false),
  ])
  func years(_ day: String, _ isHoliday: Bool) throws {
    #expect(try Files.holidays().isHoliday(try #require(Day(day))) == isHoliday)
  }

  @Test(
    arguments: [
      ("2026-07-03", "is Independence Day (observed); next working day 2026-07-06"),
      ("2026-07-04", "falls on Saturday, is Independence Day; next working day 2026-07-06"),
      ("2026-07-05", "falls on Sunday; next working day 2026-07-06"),
      ("2026-07-06", nil), ("2026-07-02", nil),
      ("2027-12-31", "is New Year's Day (observed); next working day 2028-01-03"),
      ("2026-12-25", "is Christmas Day; next working day 2026-12-28"),
      ("9999-12-25", "falls on Saturday, is Christmas Day; next working day 9999-12-27"),
      ("9999-12-31", nil),
    ] as [(String, String?)])
  func notes(_ day: String, _ note: String?) throws {
    #expect(try Files.holidays().note(for: try #require(Day(day)))?.description == note)
  }

  @Test(
    arguments: [
      ("2026-06-19", 0, "2026-06-19"), ("2026-06-18", 1, "2026-06-22"), ("2026-07-02", 1, "2026-07-06"),
      ("2026-07-04", 1, "2026-07-06"), ("2026-12-18", 10, "2027-01-05"), ("2026-11-20", 10, "2026-12-07"),
      ("2026-11-20", -1, nil), ("2026-11-20", 2_501, nil), ("9999-12-30", 2, nil),
    ] as [(String, Int, String?)])
  func businessDays(_ day: String, _ count: Int, _ result: String?) throws {
    let calendar = try Files.holidays()
    #expect(calendar.adding(businessDays: count, to: try #require(Day(day)))?.iso == result)
  }

  /// The rules leave no year short or long.
  @Test(arguments: 2021...2120)
  func elevenHolidaysAYear(_ year: Int) throws {
    let dates = try Files.holidays().rules.compactMap { $0.date(in: year) }
    #expect(dates.count == 11 && Set(dates).count == 11 && dates.allSatisfy { $0.year == year })
  }

  @Test(arguments: [
    (#""fixed": {"month": 1, "day": 1}, "#, "", "holidays[0]", "a holiday has one of fixed and nthWeekday"),
    (
      #"{"month": 1, "day": 1}"#, #"{"month": 2, "day": 29}"#, "holidays[0].fixed",
      "not every year has this day"
    ),
    (
      #"{"month": 1, "day": 1}"#, #"{"month": 13, "day": 1}"#, "holidays[0].fixed.month", "13 is out of range"
    ),
    (#""nth": 3"#, #""nth": 5"#, "holidays[1].nthWeekday.nth", "5 is out of range"),
    (#""nth": 3"#, #""nth": 0"#, "holidays[1].nthWeekday.nth", "there is no weekday number 0"),
    (
      #""monday""#, #""Monday""#, "holidays[1].nthWeekday.weekday",
      "this is not one of the words that may stand here"
    ),
    (#""toYear": 1977"#, #""toYear": 1970"#, "holidays[8].toYear", "1970 is out of range"),
    (#""section": "6103(a)","#, "", "", "the key section is missing"),
  ])
  func refused(_ old: String, _ new: String, _ path: String, _ reason: String) throws {
    let bytes = try Files.replacing(old, new, in: "us-federal-holidays")
    let fault = #expect(throws: DataFileFault.self) { try HolidayFile.decode(bytes, file: "f") }
    #expect(fault?.path == path && fault?.reason == reason)
  }
}
