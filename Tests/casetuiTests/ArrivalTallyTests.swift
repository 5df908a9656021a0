import CaseDomain
import CaseExchange
import Testing

@testable import CaseStore
@testable import casetui

/// What is said of a file stays to be read, and says of everything that there is more.
@Suite struct ArrivalTallyTests {
  private func conflicts(_ count: Int, in tally: inout ArrivalTally) {
    for number in 0..<count {
      tally.count(
        Taking(arrival: .conflict, replaced: nil), "ftm", "Person", "p\(number)", isRevoked: false,
        at: number)
    }
  }

  /// A thousand conflicts take no place from what is not compared, and the other way round.
  @Test(arguments: [true, false]) func neitherHidesTheOther(conflictsFirst: Bool) {
    var tally = ArrivalTally(path: "a.json")
    if conflictsFirst { conflicts(1_002, in: &tally) }
    for number in 0..<1_003 { tally.trimmed("q\(number)", 7, at: number) }
    if !conflictsFirst { conflicts(1_002, in: &tally) }
    #expect(tally.problems.count { $0.reason.contains("modified time") } == 1_000)
    #expect(tally.problems.count { $0.reason.contains("are not compared") } == 1_000)
    #expect(
      tally.summing.map(\.reason) == [
        "2 more objects are here under the same modified times with other content",
        "21 names and values that 3 more objects state are not compared, and link nobody",
      ])
    #expect(tally.summing.allSatisfy { $0.severity == .warning })
  }

  @Test func whatIsListedNeedsNoSum() {
    var tally = ArrivalTally(path: "a.json")
    conflicts(1_000, in: &tally)
    for number in 0..<1_000 { tally.trimmed("q\(number)", 7, at: number) }
    #expect(tally.problems.count == 2_000 && tally.summing.isEmpty)
  }
}
