import Testing

@testable import CaseDomain

@Suite struct MatrixTests {
  @Test(arguments: [
    ("found, on two origins", MatrixRow.State.met, Row("") { _ in }),
    ("no finding", .gap, Row("") { $0.set(.m1, nil) }),
    ("met on nothing", .gap, Row("") { $0.set(.m1, .met, []) }),
    ("met on an exhibit elsewhere", .gap, Row("") { $0.set(.m1, .met, [ExhibitID(high: 9, low: 9)]) }),
    ("one origin of two", .thin, Row("") { $0.set(.m1, .met, [Sample.lab]) }),
    ("one origin, echoed", .thin, Row("") { $0.change(Sample.host) { $0.origin = " aurora  FOUNDRY" } }),
    (
      "below the grade", .thin,
      Row("") { file in
        for id in [Sample.lab, Sample.host] { file.change(id) { $0.grade = AdmiraltyGrade("F1") } }
      }
    ),
    ("not met", .notMet, Row("") { $0.set(.m1, .notMet) }),
    ("undetermined", .undetermined, Row("") { $0.set(.m1, .undetermined, []) }),
    ("two values stand", .conflicted, Row("") { $0.findings.append(Sample.finding(.m1, .undetermined)) }),
    (
      "two people, one value", .met,
      Row("") {
        $0.findings.append($0.findings.first { $0.element == .m1 }!)
        $0.findings[$0.findings.count - 1].finding.author = "another"
      }
    ),
    (
      "only a damaged exhibit", .gap,
      Row("") {
        $0.set(.m1, .met, [Sample.lab])
        $0.change(Sample.lab) { $0.integrity = .damaged(reason: "bits") }
      }
    ),
  ])
  func state(_ why: String, _ state: MatrixRow.State, _ row: Row) throws {
    var file = Sample.caseFile(at: .package)
    row.change(&file)
    let found = try #require(file.matrixRows(profile: Sample.profile).first { $0.element == .m1 })
    #expect(found.state == state, "\(why)")
    #expect(found.isFavourable == (state == .met))
  }

  @Test func oneOriginIsEnoughWhereTheProfileAsksForNoMore() {
    var file = Sample.caseFile(at: .package)
    file.set(.m2, .met, [Sample.lab])
    #expect(file.matrixRows(profile: Sample.profile).first { $0.element == .m2 }?.state == .met)
  }

  @Test func exclusionsAreFavourableWhenNotMet() {
    let rows = Sample.caseFile(at: .package).matrixRows(profile: Sample.profile)
    #expect(rows.allSatisfy { $0.isFavourable })
    #expect(rows.filter { $0.state == .notMet }.map(\.element) == [.fx, .x1, .x2, .x3])
  }

  @Test func catalogueIsWholeAndCited() {
    #expect(Element.allCases.count == 27)
    #expect(Element.m4iii.citation.description == "H.R. 8283 (IH) §3(11)(A)(iii)")
    #expect(Set(Element.allCases.map(\.title)).count == Element.allCases.count)
    #expect(Element.Group.allCases.flatMap(\.elements).count == Element.allCases.count)
  }

  @Test(arguments: [
    ("met on an exhibit", Finding(.met, exhibits: [Sample.lab], rationale: "r", author: "a"), []),
    ("not met needs no exhibit", Finding(.notMet, rationale: "r", author: "a"), []),
    ("met on nothing", Finding(.met, rationale: "r", author: "a"), [ObstacleCode.findingExhibitMissing]),
    (
      "unknown exhibit", Finding(.met, exhibits: [ExhibitID(high: 9, low: 9)], rationale: "r", author: "a"),
      [.findingExhibitUnknown]
    ),
    (
      "damaged exhibit", Finding(.met, exhibits: [Sample.host], rationale: "r", author: "a"),
      [.findingExhibitDamaged]
    ),
    (
      "damage may be cited against", Finding(.notMet, exhibits: [Sample.host], rationale: "r", author: "a"),
      []
    ),
    (
      "everything at once", Finding(.met, rationale: " ", author: ""),
      [.findingExhibitMissing, .findingRationale, .findingAuthor]
    ),
  ])
  func mayBeRecorded(_ why: String, _ finding: Finding, _ codes: [ObstacleCode]) {
    var file = Sample.caseFile(at: .package)
    file.change(Sample.host) { $0.integrity = .damaged(reason: "bits") }
    #expect(file.decide(ElementFinding(.m1, finding)).map(\.code) == codes, "\(why)")
  }
}
