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

  /// §3(2): the row shows the model that lacks most, and names each that lacks something.
  @Test(arguments: [
    ("met for each", MatrixRow.State.met, ["Borealis 3": Finding.Result.met, "Borealis 4": .met], ""),
    ("one without a finding", .gap, ["Borealis 3": .met], "Borealis 4: no finding"),
    ("one not met", .notMet, ["Borealis 3": .met, "Borealis 4": .notMet], "Borealis 4: not met"),
    (
      "both lack it", .notMet, ["Borealis 3": .undetermined, "Borealis 4": .notMet],
      "Borealis 3: undetermined; Borealis 4: not met"
    ),
  ])
  func modelsApart(
    _ why: String, _ state: MatrixRow.State, _ results: [String: Finding.Result], _ note: String
  ) throws {
    var file = Sample.caseFile(at: .package)
    file.modelVersions = ["Borealis 3", "Borealis 4"]
    let before = try #require(file.matrixRows(profile: Sample.profile).first { $0.element == .cs2 })
    #expect(before.models.isEmpty && before.state == .met, "a finding for all covers both")
    file.findApart(.cs2, results)
    let row = try #require(file.matrixRows(profile: Sample.profile).first { $0.element == .cs2 })
    #expect(row.state == state, "\(why)")
    #expect(row.note == note)
    #expect(row.models.map(\.model) == ["Borealis 3", "Borealis 4"])
    #expect(row.isFavourable == (state == .met))
    #expect(file.matrix.isMet(.cs2) == (state == .met))
  }

  /// A better exhibit for one model does not carry the finding on another.
  @Test func eachModelIsCarriedByItsOwnExhibits() {
    var file = Sample.caseFile(at: .package)
    file.modelVersions = ["Borealis 3", "Borealis 4"]
    file.set(.cs1, nil)
    file.findings += [
      Sample.finding(.cs1, .met, [Sample.lab]).about("Borealis 3"),
      Sample.finding(.cs1, .met, [Sample.host]).about("Borealis 4"),
    ]
    #expect(file.codes(.spine(.legalReview)) == [])
    file.change(Sample.host) { $0.grade = AdmiraltyGrade("D4") }
    #expect(file.matrixRows(profile: Sample.profile).first { $0.element == .cs1 }?.state == .thin)
    let carried = file.decide(
      advanceTo: .spine(.legalReview), on: Sample.today, by: Sample.actor(.spine(.legalReview), file),
      profile: Sample.profile
    ).obstacles.filter { $0.code == .supportGrade && $0.message.hasPrefix("CS1") }
    #expect(carried.count == 1)
  }

  /// §3(2): the refusal names the model and the element.
  @Test func theRefusalNamesTheModel() throws {
    var file = Sample.caseFile(at: .investigation)
    file.modelVersions = ["Borealis 3", "Borealis 4"]
    file.findApart(.cs2, ["Borealis 4": .notMet], all: .met)
    let decision = file.decide(
      advanceTo: .spine(.attribution), on: Sample.today, by: Sample.analyst, profile: Sample.profile)
    let obstacle = try #require(decision.obstacles.first)
    #expect(decision.obstacles.count == 1)
    #expect(obstacle.message.hasPrefix("CS2 (") && obstacle.message.contains("not met for Borealis 4"))
    #expect(obstacle.section == "H.R. 8283 (IH) §3(2)")
  }

  @Test func onlyCS1ToCS3AreFoundForAModel() {
    let file = Sample.caseFile(at: .package)
    #expect(file.decide(Sample.finding(.cs1, .met).about("Borealis 3")).readAsSentences() == [])
    #expect(file.decide(Sample.finding(.cs1, .met).about("Borealis 9")).readAsSentences() == [.findingModel])
    #expect(file.decide(Sample.finding(.m1, .met).about("Borealis 3")).readAsSentences() == [.findingModel])
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
