import CaseTesting
import Testing

@testable import CaseDomain

/// Source: agency policy §8.2 S4: what each exhibit does for an element, and what that leaves of a finding.
@Suite struct WeighingTests {
  private static let other = ExhibitID(high: 9, low: 9)

  @Test(arguments: [
    (
      "as it should be", Sample.lab, WeighedSupport.Strength.strong as WeighedSupport.Strength?, false, "r",
      "a", []
    ),
    ("nothing, with a reason", Sample.lab, nil, false, "r", "a", []),
    ("weakly against", Sample.registry, .weak, true, "r", "a", []),
    ("an exhibit elsewhere", other, .strong, false, "r", "a", [ObstacleCode.weightExhibit]),
    ("nothing that contradicts", Sample.lab, nil, true, "r", "a", [.weightOfNothing]),
    ("no reason", Sample.lab, .weak, false, " \u{200B}", "a", [.weightRationale]),
    ("nobody", Sample.lab, .weak, false, "r", "", [.weightAuthor]),
    (
      "all at once", other, nil, true, "", " ",
      [.weightExhibit, .weightOfNothing, .weightRationale, .weightAuthor]
    ),
  ])
  func whatMayBeRecorded(
    _ why: String, _ exhibit: ExhibitID, _ strength: WeighedSupport.Strength?, _ contradicts: Bool,
    _ rationale: String, _ author: String, _ codes: [ObstacleCode]
  ) {
    let weight = SupportWeight(
      .m1, exhibit, strength, contradicts: contradicts, rationale: rationale, author: author)
    let found = Sample.caseFile(at: .package).decide(weight)
    #expect(found.readAsSentences() == codes, "\(why)")
    #expect(found.allSatisfy { $0.section == "agency policy §8.2 S4" })
  }

  @Test func whatIsOnRecordOfOneExhibit() {
    var file = Sample.caseFile(at: .package)
    #expect(file.support(.m1, Sample.lab) == .notWeighed(.met))
    #expect(file.support(.x1, Sample.lab) == .notWeighed(.notMet))
    #expect(file.support(.x1, Sample.lab).favour == -2 && file.support(.m1, Sample.lab).favour == 2)
    #expect(file.support(.m1, Sample.registry) == .blank)
    let strong = file.weigh(.m1, Sample.lab, .strong)
    #expect(file.support(.m1, Sample.lab) == .weighed(strong))
    #expect(file.support(.m2, Sample.lab) == .notWeighed(.met), "of this element only")
    // Another person who says the same does not disagree.
    file.weigh(.m1, Sample.lab, .strong, by: "B. Ode")
    #expect(file.support(.m1, Sample.lab).weights.count == 1)
    let against = file.weigh(.m1, Sample.lab, .weak, contradicts: true)
    let nothing = file.weigh(.m1, Sample.lab, nil)
    #expect(file.support(.m1, Sample.lab) == .disputed([against, nothing, strong]))
    #expect(file.support(.m1, Sample.lab).counted == against, "the side that favours the case least")
    file.weights.reverse()
    #expect(file.support(.m1, Sample.lab).counted == against, "in whatever order they came")
    // Of an exclusion it is the support that favours the case least.
    file.weigh(.x1, Sample.lab, .strong, contradicts: true)
    let excludes = file.weigh(.x1, Sample.lab, .weak)
    #expect(file.support(.x1, Sample.lab).counted == excludes)
    // Findings that differ, likewise.
    file.findings.append(Sample.finding(.x2, .met))
    file.findings.append(Sample.finding(.m2, .notMet))
    #expect(file.support(.x2, Sample.lab) == .notWeighed(.met))
    #expect(file.support(.m2, Sample.lab) == .notWeighed(.notMet))
  }

  /// The findings of the sample rest on lab (B2, Aurora) and host (C3, Halden); none cites registry (A1).
  @Test(arguments: [
    Row("nobody weighed anything") { _ in },
    Row("weighed as it counted") { $0.weigh(.m1, Sample.lab, .moderate) },
    Row("all that carries M2 is weak", [.supportStrength]) { file in
      [Sample.lab, Sample.host].forEach { file.weigh(.m2, $0, .weak) }
    },
    Row("one weak, one not weighed") { $0.weigh(.m2, Sample.lab, .weak) },
    Row("strong, and below the grade", [.supportGrade]) { file in
      file.weigh(.m2, Sample.lab, nil)
      file.weigh(.m2, Sample.host, .strong)
      file.set(.m2, .met, [Sample.lab, Sample.host])
      file.exhibits.removeAll { $0.id == Sample.host }
      file.exhibits.append(Sample.exhibit(Sample.host, "EX-0002", "D3", origin: "Halden Compute"))
    },
    Row("nothing of it supports M2", [.supportMissing]) { file in
      [Sample.lab, Sample.host].forEach { file.weigh(.m2, $0, nil) }
    },
    Row("what M2 rests on contradicts it", [.supportMissing]) { file in
      [Sample.lab, Sample.host].forEach { file.weigh(.m2, $0, .weak, contradicts: true) }
    },
    Row("one of two origins does nothing for M1", [.origins]) { $0.weigh(.m1, Sample.host, nil) },
    Row("M2 needs no second origin") { $0.weigh(.m2, Sample.host, nil) },
    Row("what no finding cites carries nothing", [.origins]) { file in
      file.weigh(.m1, Sample.host, nil)
      file.weigh(.m1, Sample.registry, .strong)
    },
    Row("contradicted as strongly", [.contradicted]) {
      $0.weigh(.m1, Sample.registry, .moderate, contradicts: true)
    },
    Row("contradicted more weakly") { $0.weigh(.m1, Sample.registry, .weak, contradicts: true) },
    Row("outweighed by what was weighed anew") { file in
      file.weigh(.m1, Sample.registry, .moderate, contradicts: true)
      file.weigh(.m1, Sample.lab, .strong)
    },
    Row("contradicted by what it rests on", [.contradicted]) {
      $0.weigh(.m2, Sample.host, .moderate, contradicts: true)
    },
    Row("contradicted by what is known to be poor") { file in
      file.weigh(.m1, Sample.registry, .strong, contradicts: true)
      file.change(Sample.registry) { $0.grade = AdmiraltyGrade("E5") }
    },
    Row("contradicted by what could not be judged", [.contradicted]) { file in
      file.weigh(.m1, Sample.registry, .strong, contradicts: true)
      file.change(Sample.registry) { $0.grade = AdmiraltyGrade("F6") }
    },
    Row("two weigh apart: the least favourable counts", [.contradicted]) { file in
      file.weigh(.m1, Sample.registry, .strong)
      file.weigh(.m1, Sample.registry, .strong, contradicts: true)
    },
    Row("an exhibit elsewhere contradicts nothing") { $0.weigh(.m1, other, .strong, contradicts: true) },
    Row("what speaks against an exclusion carries the answer") {
      $0.weigh(.x1, Sample.registry, .strong, contradicts: true)
    },
    Row("an exclusion supported as strongly as what it is refused on", [.contradicted]) {
      $0.weigh(.x1, Sample.registry, .moderate)
    },
    Row("an exclusion supported more weakly") { $0.weigh(.x1, Sample.registry, .weak) },
    Row("an exclusion supported, and refused on something stronger") { file in
      file.weigh(.x1, Sample.registry, .moderate)
      file.weigh(.x1, Sample.lab, .strong, contradicts: true)
    },
    Row("an exclusion refused on nothing, weakly supported", [.contradicted]) { file in
      file.set(.x1, .notMet, [])
      file.weigh(.x1, Sample.registry, .weak)
    },
    Row("of an exclusion weighed apart the support counts", [.contradicted]) { file in
      file.weigh(.x1, Sample.registry, .strong, contradicts: true)
      file.weigh(.x1, Sample.registry, .moderate)
    },
    Row("an exclusion supported by what is known to be poor") { file in
      file.weigh(.x1, Sample.registry, .strong)
      file.change(Sample.registry) { $0.grade = AdmiraltyGrade("D1") }
    },
    Row("free expression supported as strongly", [.contradicted]) {
      $0.weigh(.fx, Sample.lab, .weak)
      $0.weigh(.fx, Sample.host, .strong)
    },
  ])
  func packageToLegalReview(_ row: Row) {
    var file = Sample.caseFile(at: .package)
    row.change(&file)
    #expect(file.codes(.spine(.legalReview)) == row.codes, "\(row.why)")
    #expect(file.findings.count == Sample.caseFile(at: .package).findings.count, "findings stay as found")
    // The row says the same as the guards.
    let isFine = file.matrixRows(profile: Sample.profile).allSatisfy(\.isFavourable)
    #expect(isFine == row.codes.isEmpty, "\(row.why)")
  }

  /// Counsel may give up grade, strength and origins of one element; no contradiction, and not all evidence.
  @Test(arguments: [
    (
      "too weak", MatrixRow.State.waived, [],
      Row("") { file in
        [Sample.lab, Sample.host].forEach { file.weigh(.m2, $0, .weak) }
      }
    ),
    (
      "contradicted", .thin, [ObstacleCode.contradicted],
      Row("") {
        $0.weigh(.m2, Sample.registry, .strong, contradicts: true)
      }
    ),
    (
      "nothing left", .gap, [.supportMissing],
      Row("") { file in
        [Sample.lab, Sample.host].forEach { file.weigh(.m2, $0, nil) }
      }
    ),
    ("needs none", .met, [], Row("") { _ in }),
  ])
  func waivers(_ why: String, _ state: MatrixRow.State, _ codes: [ObstacleCode], _ row: Row) throws {
    var file = Sample.caseFile(at: .package)
    row.change(&file)
    file.approvals.append(
      Approval(
        .supportOverride, by: Sample.counsel, on: Sample.today, text: "one owner holds all logs",
        detail: "M2", package: file.package))
    let found = try #require(file.matrixRows(profile: Sample.profile).first { $0.element == .m2 })
    #expect(found.state == state, "\(why)")
    #expect(found.isFavourable == codes.isEmpty)
    #expect(file.codes(.spine(.legalReview)) == codes)
    if state == .waived {
      #expect(found.note.hasSuffix("; waived by \(Sample.counsel.name)"), "\(found.note)")
    }
    // Void with the package it was given on.
    file.change(.supportOverride) { $0.package = .zero }
    let void = try #require(file.matrixRows(profile: Sample.profile).first { $0.element == .m2 })
    #expect(void.state == (state == .waived ? .thin : state))
  }

  @Test func theLeastStrengthIsTheProfiles() {
    func codes(_ strength: WeighedSupport.Strength?) -> Set<ObstacleCode> {
      var profile = Sample.profile
      profile.parameters.removeAll { $0.key == .exhibitStrength }
      if let strength {
        profile.parameters.append(
          Parameter(.exhibitStrength, .strength(strength), .strength, section: "8.2 S4"))
      }
      var file = Sample.caseFile(at: .package)
      [Sample.lab, Sample.host].forEach { file.weigh(.m2, $0, .weak) }
      return Set(file.codes(.spine(.legalReview), profile: profile))
    }
    #expect(codes(.weak) == [])
    #expect(codes(nil) == [.supportStrength], "moderate where the profile says nothing")
    #expect(codes(.strong) == [.supportStrength])
    #expect(Sample.profile[.exhibitStrength]?.strength == .moderate)
  }

  /// For an element that nobody decided, or that is not met, the state is what the weights would carry.
  @Test func theStateBeforeAFinding() {
    var file = Sample.caseFile(at: .package)
    file.set(.m1, nil)
    func state() -> ElementStrength? { file.assessment(of: .m1, profile: Sample.profile)?.strength }
    #expect(state() == .gap)
    file.weigh(.m1, Sample.lab, .strong)
    #expect(state() == .thin)
    file.weigh(.m1, Sample.host, .weak)
    #expect(state() == .met)
    file.set(.m1, .notMet)
    #expect(state() == .met)
    #expect(file.matrixRows(profile: Sample.profile).first { $0.element == .m1 }?.state == .notMet)
    var profile = Sample.profile
    profile.parameters = []
    #expect(file.assessment(of: .m1, profile: profile) == nil)
  }

  /// §3(2): the exhibits of one model's finding carry that model only; a contradiction is of both.
  @Test func modelsApart() {
    var file = Sample.caseFile(at: .package)
    file.modelVersions = ["Borealis 3", "Borealis 4"]
    file.set(.cs1, nil)
    file.findings += [
      Sample.finding(.cs1, .met, [Sample.lab]).about("Borealis 3"),
      Sample.finding(.cs1, .met, [Sample.host]).about("Borealis 4"),
    ]
    func row() -> MatrixRow? { file.matrixRows(profile: Sample.profile).first { $0.element == .cs1 } }
    file.weigh(.cs1, Sample.host, .weak)
    #expect(row()?.models.map(\.state) == [.met, .thin])
    #expect(file.assessment(of: .cs1, profile: Sample.profile)?.strength == .thin)
    file.weights = []
    file.weigh(.cs1, Sample.registry, .strong, contradicts: true)
    #expect(row()?.models.map(\.state) == [.thin, .thin])
    #expect(file.codes(.spine(.legalReview)) == [.contradicted], "said once")
  }

  /// An echo of one origin, spelt with a sign that nobody sees, is no second origin.
  @Test func unseenSignsMakeNoOrigin() {
    var file = Sample.caseFile(at: .package)
    file.change(Sample.host) { $0.origin = "Aurora\u{200B} Foundry" }
    #expect(file.exhibit(Sample.host)?.originKey == file.exhibit(Sample.lab)?.originKey)
    #expect(Set(file.codes(.spine(.legalReview))) == [.origins])
  }

  /// Adverse ones too; and a manifest of before says nothing of weights.
  @Test func theRecordHoldsThem() throws {
    var file = Sample.caseFile(at: .legalReview)
    file.weigh(.m1, Sample.lab, .strong)
    file.weigh(.m1, Sample.registry, .weak, contradicts: true)
    func manifest() -> RecordManifest {
      RecordManifest(
        file, number: 1, by: Sample.records, on: Sample.today, profile: Sample.profile, withheld: [],
        source: RecordSource(marking: .officeFloor))
    }
    let made = manifest()
    let adverse = try #require(made.weights?.first { $0.facts["contradicts"] == .flag(true) })
    #expect(made.weights?.count == 2)
    #expect(adverse.name == "E-003 for M1")
    #expect(adverse.facts["strength"] == .text("weak") && adverse.facts["author"] == .text("T. Reyes"))
    #expect(made.exhibits[2].citedIn.contains("weighed for M1: weak contradiction"))
    #expect(made.contents.contains("## Exhibits weighed for and against the elements"))
    #expect(try RecordManifest(bytes: made.bytes) == made)
    var older = made
    older.weights = nil
    #expect(try RecordManifest(bytes: older.bytes).weights == nil)
    #expect(older.bytes.count < made.bytes.count && !older.contents.contains("Exhibits weighed"))
    file.weights[0].rationale = "other"
    let words = made.differences(to: manifest()).map(\.words)
    // By its reference: records number exhibits each for itself.
    let changed = "weight of an exhibit \(made.exhibits[0].reference) for M1 changed: rationale"
    #expect(words.contains { $0.hasPrefix(changed) }, "\(words)")
  }
}

extension CaseFile {
  @discardableResult
  fileprivate mutating func weigh(
    _ element: Element, _ exhibit: ExhibitID, _ strength: WeighedSupport.Strength?, contradicts: Bool = false,
    by author: String = "T. Reyes"
  ) -> SupportWeight {
    let weight = SupportWeight(
      element, exhibit, strength, contradicts: contradicts, rationale: "as exhibited", author: author)
    weights.append(weight)
    return weight
  }
}
