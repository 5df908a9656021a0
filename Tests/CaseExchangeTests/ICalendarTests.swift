import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

@Suite struct ICalendarTests {
  private static func day(_ text: String) -> Day { Day(text)! }
  private static let noHolidays = HolidayCalendar(
    title: "none", citation: .policy("8.6"), status: .agencyPolicy, rules: [])

  @Test func theWholeStream() throws {
    let event = ICalendar.Event(
      uid: "26-0001/EL/voteDeadline/2027-01-04@casetui", day: Self.day("2027-12-31"),
      summary: "26-0001 Entity List: committee vote", description: "CUI\n15 CFR, Supp. 5; not verified")
    let calendar = try #require(ICalendar([event], stampMilliseconds: 1_795_308_609_999))
    #expect(
      String(decoding: calendar.bytes, as: UTF8.self)
        == [
          "BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//casetui//deadlines//EN", "CALSCALE:GREGORIAN",
          "BEGIN:VEVENT", "UID:26-0001/EL/voteDeadline/2027-01-04@casetui", "DTSTAMP:20261122T005009Z",
          "DTSTART;VALUE=DATE:20271231", "DTEND;VALUE=DATE:20280101",
          "SUMMARY:26-0001 Entity List: committee vote",
          #"DESCRIPTION:CUI\n15 CFR\, Supp. 5\; not verified"#, "TRANSP:TRANSPARENT", "END:VEVENT",
          "END:VCALENDAR", "",
        ].joined(separator: "\r\n"))
  }

  @Test func noEventsNoCalendar() {
    #expect(ICalendar([], stampMilliseconds: 0) == nil)
  }

  @Test(arguments: [
    (#"a\b"#, #"a\\b"#), ("a;b,c", #"a\;b\,c"#), ("a\nb", #"a\nb"#), ("a\r\nb", #"a\nb"#), ("a\rb", #"a\nb"#),
    ("a\r\r\n\nb", #"a\n\n\nb"#), ("a\u{2028}b\u{85}c", #"a\nb\nc"#), ("a\tb", "a\tb"),
    ("a\u{0}\u{1B}[31m\u{7F}b", "a\u{FFFD}\u{FFFD}[31m\u{FFFD}b"), (#"\n"#, #"\\n"#), ("\"x\":", "\"x\":"),
    ("BEGIN:VEVENT\r\nEND:VEVENT", #"BEGIN:VEVENT\nEND:VEVENT"#),
  ])
  func escaping(_ text: String, _ escaped: String) {
    #expect(Array(ICalendar.escaped(text).utf8) == Array(escaped.utf8))
  }

  @Test(arguments: [
    ("seventy-five octets stay", String(repeating: "a", count: 75), 1),
    ("one more folds", String(repeating: "a", count: 76), 2),
    ("74 more fit behind the space", String(repeating: "a", count: 149), 2),
    ("150 do not", String(repeating: "a", count: 150), 3),
    ("a two-octet character is not cut", String(repeating: "a", count: 74) + "é", 2),
    ("nor one of three", String(repeating: "七", count: 26), 2),
    ("nor one of four", String(repeating: "a", count: 72) + "😀", 2),
    ("a combined one may be parted between its scalars", String(repeating: "e\u{301}", count: 30), 2),
    ("nothing", "", 1),
  ])
  func folding(_ why: String, _ line: String, _ count: Int) {
    let lines = Self.lines(ICalendar.folded(line))
    #expect(lines.count == count, "\(why)")
    #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
    #expect(Self.unfolded(ICalendar.folded(line)) == Array(line.utf8))
  }

  /// Unfolding gives back what was folded, and no piece is too long, whatever the text.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func foldingLosesNothing(seed: UInt64) {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    func random(_ count: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(count))
    }
    let alphabet = Array("a;,\\ é七😀\u{301}\u{10FFFF}\n".unicodeScalars)
    var text = String.UnicodeScalarView()
    for _ in 0..<random(400) { text.append(alphabet[random(alphabet.count)]) }
    let escaped = ICalendar.escaped(String(text))
    let lines = Self.lines(ICalendar.folded("DESCRIPTION:" + escaped))
    #expect(lines.allSatisfy { $0.count <= 75 && String(validating: $0, as: UTF8.self) != nil })
    #expect(lines.dropFirst().allSatisfy { $0.first == 0x20 })
    #expect(Self.unfolded(ICalendar.folded(escaped)) == Array(escaped.utf8))
  }

  // MARK: Deadlines

  private static func deadline(
    _ code: String, _ reference: String? = nil, start: String? = nil, due: String?, done: String? = nil
  ) -> Deadline {
    Deadline(
      caseReference: reference, track: reference == nil ? nil : .entityList, code: code, title: "t; \(code)",
      citation: .policy("8.6"), status: .agencyPolicy, startsOn: start.map(day), dueOn: due.map(day),
      doneOn: done.map(day))
  }

  private static func calendar(_ deadlines: [Deadline]) -> ICalendar? {
    ICalendar(deadlines: deadlines, calendar: noHolidays, marking: "CUI//PROPIN", stampMilliseconds: 0)
  }

  @Test func openDeadlinesWithADayAreShown() throws {
    let calendar = try #require(
      Self.calendar([
        Self.deadline("b", "26-0002", start: "2027-01-01", due: "2027-02-06"),
        Self.deadline("done", due: "2027-01-01", done: "2027-01-01"), Self.deadline("none", due: nil),
        Self.deadline("a", due: "2027-02-05"),
      ]))
    #expect(calendar.events.map(\.summary) == ["t; a", "26-0002 Entity List: t; b"])
    #expect(calendar.events.map(\.uid) == ["a@casetui", "26-0002/EL/b/2027-01-01@casetui"])
    #expect(calendar.events[0].description == "CUI//PROPIN\nagency policy §8.6 (agency policy)")
    #expect(
      calendar.events[1].description
        == "CUI//PROPIN\nagency policy §8.6 (agency policy)\n2027-02-06 falls on Saturday; next working day 2027-02-08"
    )
    #expect(Self.calendar([Self.deadline("none", due: nil)]) == nil)
  }

  @Test func theIdentifierStaysWhenTheDayMoves() {
    func uid(_ deadline: Deadline) -> String? { Self.calendar([deadline])?.events.first?.uid }
    let vote = uid(Self.deadline("v", "26-0001", start: "2027-01-01", due: "2027-01-31"))
    #expect(vote == uid(Self.deadline("v", "26-0001", start: "2027-01-01", due: "2027-02-28")))
    #expect(vote != uid(Self.deadline("v", "26-0001", start: "2028-01-01", due: "2028-01-31")))
    #expect(vote != uid(Self.deadline("v", "26-0002", start: "2027-01-01", due: "2027-01-31")))
  }

  /// What was met goes out once more under the name it had, so that whoever has the event drops it.
  @Test func whatIsMetIsCancelledUnderItsName() throws {
    let code = "holdReview-01920000000070008000000000000001"
    let open = try #require(
      Self.calendar([Self.deadline(code, "26-0001", start: "2027-01-01", due: "2027-01-31")])
    )
    let done = Self.deadline(
      code, "26-0001", start: "2027-01-02", due: "2027-01-31", done: "2027-01-20")
    let after = try #require(
      ICalendar(
        deadlines: [], finished: [done], calendar: Self.noHolidays, marking: nil, stampMilliseconds: 0))
    #expect(after.events.map(\.uid) == open.events.map(\.uid), "its own id is enough, whatever day it began")
    func text(_ calendar: ICalendar) -> String { String(decoding: calendar.bytes, as: UTF8.self) }
    #expect(text(after).contains("\r\nSTATUS:CANCELLED\r\n") && !text(open).contains("CANCELLED"))
  }

  @Test func noTwoEventsShareAnIdentifier() throws {
    let hold = Self.deadline("holdReview", "26-0001", start: "2027-01-01", due: "2027-01-31")
    let events = try #require(Self.calendar([hold, hold, hold])).events
    #expect(Set(events.map(\.uid)).count == 3)
  }

  // MARK: Reading back

  private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var index = 0
    while index < bytes.count {
      if bytes[index] == 0x0D, index + 1 < bytes.count, bytes[index + 1] == 0x0A {
        lines.append([])
        index += 2
      } else {
        lines[lines.count - 1].append(bytes[index])
        index += 1
      }
    }
    return lines.dropLast()
  }

  private static func unfolded(_ bytes: [UInt8]) -> [UInt8] {
    lines(bytes).enumerated().flatMap { $0.offset == 0 ? $0.element : Array($0.element.dropFirst()) }
  }
}
