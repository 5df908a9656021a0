import CaseDomain
import Testing

/// Times of sources in one form that sorts as text.
@Suite struct SourceTimeTests {
  @Test(
    arguments: [
      ("stix", "2026-02-05T09:00:00Z", "2026-02-05T09:00:00.000000000Z"),
      ("stix", "2026-02-05T09:00:00.5Z", "2026-02-05T09:00:00.500000000Z"),
      ("stix", "2026-02-05T09:00:00.1234567899Z", "2026-02-05T09:00:00.123456789Z"),
      ("gleif", "2026-03-01T00:30:00+01:00", "2026-02-28T23:30:00.000000000Z"),
      ("gleif", "2025-12-31T23:30-0130", "2026-01-01T01:00:00.000000000Z"),
      ("ftm", "2026-02-05T09:00:00", "2026-02-05T09:00:00.000000000Z"),
      ("ftm", "2026-02-05 09:00", "2026-02-05T09:00:00.000000000Z"),
      ("csv", " 2026-02-05 ", "2026-02-05"), ("csv", "2026-02", "2026-02"), ("csv", "2026", "2026"),
      ("un", "2026-02-05+01:00", "2026-02-05"), ("un", "2026-02-05Z", "2026-02-05"),
      ("uk", "05/02/2026", "2026-02-05"), ("uk", "31/12/2025", "2025-12-31"),
      ("uk", "05/02/2026 00:00:00", "2026-02-05"), ("bis", "02/05/2026", "2026-02-05"),
      ("misp", "1770282000", "2026-02-05T09:00:00.000000000Z"), ("misp-galaxy", "12", "0000000012"),
    ])
  func aTimeHasOneForm(_ source: String, _ text: String, _ form: String) {
    #expect(SourceTime.sortable(text, of: source) == form)
    #expect(SourceTime.sortable(form, of: source) == form, "the journal reads it again")
  }

  @Test(
    arguments: [
      ("csv", "01/02/2026"), ("csv", "31/12/2025"), ("csv", "20260205"), ("csv", "45678"),
      ("csv", "Feb 5, 2026"),
      ("csv", "2026-02-30"), ("csv", "2026-13"), ("csv", "0000"), ("csv", "2026-02-05T25:00:00Z"),
      ("csv", "2026-02-05T09:00:00."), ("csv", "2026-02-05T09:00:00 CET"), ("csv", "2026-02-05T09"),
      ("csv", ""),
      ("uk", "31/02/2026"), ("uk", "13/13/2026"), ("misp", "x"), ("stix", "9999-12-31T23:59:00-01:00"),
    ])
  func whatIsUncertainIsNoTime(_ source: String, _ text: String) {
    #expect(SourceTime.sortable(text, of: source) == nil)
  }

  /// Nearly all times are in UTC and keep their digits; the same time with an offset is reckoned, and is the same.
  @Test(arguments: [
    "2026-02-05T09:00:00", "2026-02-28t23:59:60", "2026-12-31 00:00:00.1", "2024-02-29T12:34:56,123456789",
    "0001-01-01T00:00:00.000", "2026-02-05T24:00:00", "2026-02-05T09:60:00", "2026-02-05T09:00:61",
    "2026-02-05T09:00:00.", "2026-02-05T09:00:00.1x", "2026-02-05T09-00:00", "2026-02-30T09:00:00",
    "2026-02-05T09:00:00.1234567891",
  ])
  func utcIsReckonedAlike(time: String) {
    #expect(SourceTime.sortable(time + "Z", of: "stix") == SourceTime.sortable(time + "+00:00", of: "stix"))
    #expect(SourceTime.sortable(time + "z", of: "stix") == SourceTime.sortable(time + "+00:00", of: "stix"))
  }

  @Test func laterSortsBehind() {
    let times = [
      "2025-12-31T23:00:00-05:00", "2026-01-01T05:00:00Z", "2026-01-01T05:00:00.25Z",
      "2026-01-01T05:00:00.5Z",
      "2026-01-01T05:00:01Z", "2026-01-02T06:00:00+02:00", "2026-01-02T05:00:00Z",
    ].compactMap { SourceTime.sortable($0, of: "stix") }
    #expect(times.count == 7)
    for (earlier, later) in zip(times, times.dropFirst()) {
      #expect(earlier.utf8.lexicographicallyPrecedes(later.utf8))
    }
    let numbers = ["9", "10", "100"].compactMap { SourceTime.sortable($0, of: "misp-galaxy") }
    #expect(numbers.sorted().last == "0000000100")
  }
}
