import CaseDomain
import Testing

@testable import CaseExchange

/// One object that is beyond what the journal can hold is refused by itself, and a full list hides no refusal.
@Suite struct LengthLimitTests {
  private func object(_ id: String, type: String = "row", offset: Int = 0) -> SourceObject {
    var object = SourceObject(source: "csv")
    (object.externalID, object.type, object.offset, object.bytes) = (id, type, offset, [1, 2, 3])
    return object
  }

  @Test func longIdentifiersAndTypesAreRefused() {
    var limit = LengthLimit()
    var summary = ImportSummary(path: "a.csv", container: .table)
    let long = String(repeating: "x", count: LengthLimit.identifierBytes + 1)
    for one in [object("a"), object(long, offset: 7), object("b", type: String(repeating: "t", count: 251))] {
      summary.count(one)
      let bounded = limit.bounded(one)
      #expect((bounded == nil) == (one.externalID != "a" || one.type != "row"))
    }
    let settled = limit.settle(summary)
    #expect(settled.read == 1 && settled.refused == 2 && settled.byType == ["row": 1])
    #expect(settled.objectBytes == 3 && settled.refusedBytes == 6)
    #expect(
      settled.problems.map(\.reason) == [
        "its identifier is longer than 4096 bytes", "its type is longer than 250 bytes",
      ])
    #expect(settled.problems.first?.offset == 7 && settled.problems.first?.object?.utf8.count == 103)
  }

  @Test func whatIsForDisplayIsCut() throws {
    var long = object("a")
    long.name = String(repeating: "\u{E9}", count: 1_000)
    long.modified = String(repeating: "2", count: 300)
    var limit = LengthLimit()
    let found = limit.bounded(long)
    let bounded = try #require(found)
    #expect(bounded.name == String(repeating: "\u{E9}", count: 512) && bounded.modified == nil)
    #expect(limit.settle(ImportSummary(path: "a", container: .table)).refused == 0)
  }

  @Test func beyondTheListTheyAreCounted() {
    var limit = LengthLimit()
    var summary = ImportSummary(path: "a.csv", container: .table)
    let one = object(String(repeating: "x", count: 5_000))
    for _ in 0..<10_003 {
      summary.count(one)
      _ = limit.bounded(one)
    }
    let settled = limit.settle(summary)
    #expect(settled.read == 0 && settled.refused == 10_003 && settled.refusedBytes == 30_009)
    #expect(settled.objectBytes == 0 && settled.byType.isEmpty)
  }

  @Test func warningsHideNoRefusal() {
    var summary = ImportSummary(path: "a", container: .table)
    func problem(_ severity: ImportProblem.Severity, _ object: String) -> ImportProblem {
      ImportProblem(path: "a", object: object, reason: "r", remedy: "m", severity: severity)
    }
    for _ in 0..<10_001 { summary.report(problem(.warning, "w")) }
    summary.report(problem(.refused, String(repeating: "i", count: 3_000_000)))
    #expect(summary.refused == 1 && summary.problems.count == 10_001 && summary.unlistedProblems == 1)
    #expect(summary.problems.last?.severity == .refused && summary.problems.last?.object?.utf8.count == 1_027)
  }

  @Test func aSummaryThatCannotBe() {
    var summary = ImportSummary(path: "a", container: .table)
    summary.fileBytes = 10
    summary.objectBytes = 7
    #expect(summary.isPossible(forBytes: 10) && !summary.isPossible(forBytes: 9))
    summary.objectBytes = .max
    #expect(!summary.isPossible(forBytes: 10))
    summary.objectBytes = -1
    #expect(!summary.isPossible(forBytes: 10))
  }
}
