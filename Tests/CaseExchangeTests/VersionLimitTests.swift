import Testing

@testable import CaseExchange

@Suite struct VersionLimitTests {
  private func object(_ id: String, _ number: Int, type: String = "person", source: String = "ftm")
    -> SourceObject
  {
    var object = SourceObject(source: source)
    object.externalID = id
    object.type = type
    object.offset = 10 * number
    object.bytes = [1, 2, 3]
    return object
  }

  @Test func aThousandOfOneIdentifierAreTakenIn() throws {
    var limit = VersionLimit()
    var summary = ImportSummary(path: "a.json", container: .lines)
    var taken: [String: Int] = [:]
    for number in 0..<1_300 {
      for id in ["often", "seldom-\(number % 650)"] {
        let one = object(id, number)
        summary.count(one)
        if limit.admits(one) { taken[id, default: 0] += 1 }
      }
    }
    #expect(taken["often"] == VersionLimit.most)
    #expect(taken.filter { $0.key != "often" }.allSatisfy { $0.value == 2 } && taken.count == 651)
    let settled = limit.settle(summary)
    #expect(settled.read == 2_300 && settled.refused == 300)
    #expect(settled.byType == ["person": 2_300])
    #expect(settled.objectBytes == 3 * 2_300 && settled.refusedBytes == 3 * 300)
    let problem = try #require(settled.problems.first)
    #expect(settled.problems.count == 1 && problem.severity == .refused)
    #expect(problem.object == "often" && problem.offset == 10_000)
    #expect(problem.reason.hasPrefix("300 objects whose identifier this file states more than 1000 times"))
  }

  @Test func aFileWithoutSuchIsLeftAlone() {
    var limit = VersionLimit()
    var summary = ImportSummary(path: "a.json", container: .lines)
    for number in 0..<5_000 {
      let one = object("id-\(number)", number)
      summary.count(one)
      let isAdmitted = limit.admits(one)
      #expect(isAdmitted)
    }
    #expect(limit.settle(summary) == summary)
  }

  /// The accounts of a cluster stand beside each other under one key.
  @Test(arguments: [("account-cluster", 3_000), ("csv-row", VersionLimit.most)])
  func rowsBesideEachOtherHaveNoLimit(_ type: String, _ expected: Int) {
    var limit = VersionLimit()
    var admitted = 0
    for number in 0..<3_000 where limit.admits(object("t.csv#c1", number, type: type, source: "csv")) {
      admitted += 1
    }
    #expect(admitted == expected)
  }

  /// However many objects there are, those that come once or twice are no versions of another.
  @Test func sharedCountersRefuseNobody() {
    var limit = VersionLimit()
    var refused = 0
    for number in 0..<2_000_000 where !limit.admits(object("indicator--\(number)", 0)) { refused += 1 }
    #expect(refused == 0)
  }
}
