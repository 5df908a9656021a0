import Testing

@testable import CaseDomain

/// What owners give (§4(f)), figures that are claimed (§4(b)(4), (6)), and practices (§4(c), §4(h)).
@Suite struct MeasureTests {
  private static let id = EntityID(high: 50, low: 1)
  private static let other = OwnerID(high: 9, low: 9)

  private static func submission(_ change: (inout Submission) -> Void = { _ in }) -> Submission {
    var one = Submission(
      id: id, owner: Sample.aurora.id, receivedOn: Sample.day("2027-02-01"), givenBy: "M. Osei",
      channel: "upload to the intake desk", isVoluntary: true,
      terms: .init(use: "attribution in this case", sharing: "not beyond the agencies", isConfidential: true),
      exhibits: [Sample.host], by: Sample.analyst)
    change(&one)
    return one
  }

  @Test(arguments: [
    ("as it should be", [], submission()),
    ("§4(f) not voluntary", [ObstacleCode.submissionNotVoluntary], submission { $0.isVoluntary = false }),
    ("an owner the case does not name", [.submissionOwner], submission { $0.owner = other }),
    ("nobody gave it", [.submissionIncomplete], submission { $0.givenBy = " " }),
    ("no channel", [.submissionIncomplete], submission { $0.channel = "" }),
    ("no use allowed", [.submissionIncomplete], submission { $0.terms.use = "\u{200B}" }),
    ("no word on sharing", [.submissionIncomplete], submission { $0.terms.sharing = "" }),
    ("received tomorrow", [.submissionIncomplete], submission { $0.receivedOn = Sample.day("2027-03-02") }),
    ("received today", [], submission { $0.receivedOn = Sample.today }),
    ("brought nothing", [.submissionIncomplete], submission { $0.exhibits = [] }),
    (
      "an exhibit of no case", [.entryExhibitMissing],
      submission { $0.exhibits = [ExhibitID(high: 9, low: 9)] }
    ),
    ("already its own in confidence", [], submission { $0.exhibits = [Sample.lab] }),
    ("another's in confidence", [.submissionHeldForAnother], submission { $0.exhibits = [Sample.registry] }),
    (
      "another's, and no confidence asked", [],
      submission {
        $0.exhibits = [Sample.registry]
        $0.terms.isConfidential = false
      }
    ),
  ])
  func submissions(_ why: String, _ codes: [ObstacleCode], _ submission: Submission) {
    let found = submission.obstacles(
      in: Sample.caseFile(at: .investigation), held: [Sample.registry: [MeasureTests.other]],
      on: Sample.today)
    #expect(found.readAsSentences() == codes, "\(why)")
  }

  // MARK: figures

  private static func count(
    _ first: String = "2025-03-01", _ last: String = "2025-05-31", asOf: String = "2026-09-08",
    _ change: (inout AttemptCount) -> Void = { _ in }
  ) -> AttemptCount {
    var one = AttemptCount(
      id: id, count: 28_800_000, isLowerBound: true, unit: .exchanges,
      window: ConductWindow(first: Sample.day(first), last: Sample.day(last))!, claimant: "Aurora Foundry",
      asOf: Sample.day(asOf), exhibit: Sample.lab)
    change(&one)
    return one
  }

  @Test(arguments: [
    ("as it should be", [], count()),
    ("nobody's", [ObstacleCode.claimNoClaimant], count { $0.claimant = "" }),
    ("stated nowhere", [.claimNoExhibit], count { $0.exhibit = ExhibitID(high: 9, low: 9) }),
    ("before its days were over", [.claimNoDate], count(asOf: "2025-05-30")),
    ("on its last day", [], count(asOf: "2025-05-31")),
    ("of tomorrow", [.claimNoDate], count(asOf: "2027-03-02")),
    ("below zero", [.claimIncomplete], count { $0.count = -1 }),
    ("none", [], count { $0.count = 0 }),
  ])
  func figures(_ why: String, _ codes: [ObstacleCode], _ count: AttemptCount) {
    let found = count.obstacles(in: Sample.caseFile(at: .investigation), on: Sample.today)
    #expect(found.readAsSentences() == codes, "\(why)")
  }

  /// §4(b)(4)(B): two full calendar years before the assessment began, or 24 months back; both ends count.
  @Test(arguments: [
    ("inside both", "2025-03-01", "2025-05-31", AttemptCount.Coverage.within, AttemptCount.Coverage.within),
    ("the whole of it", "2025-01-01", "2026-12-31", .within, .overlaps),
    ("a day before it", "2024-12-31", "2026-12-31", .overlaps, .overlaps),
    ("a day after it", "2025-01-01", "2027-01-01", .overlaps, .overlaps),
    ("its last day", "2026-12-31", "2026-12-31", .within, .within),
    ("the next day", "2027-01-01", "2027-01-01", .outside, .within),
    ("the day before its first", "2024-12-31", "2024-12-31", .outside, .outside),
    ("around all of it", "2020-01-01", "2027-02-01", .overlaps, .overlaps),
  ])
  func coverage(
    _ why: String, _ first: String, _ last: String, _ years: AttemptCount.Coverage,
    _ months: AttemptCount.Coverage
  ) throws {
    let lookBacks = Sample.profile.lookBacks(assessmentBegunOn: Sample.day("2027-02-10"))
    #expect(lookBacks.map { "\($0.first) \($0.last)" } == ["2025-01-01 2026-12-31", "2025-02-10 2027-02-09"])
    let one = MeasureTests.count(first, last, asOf: "2027-02-01")
    #expect(lookBacks.map { one.coverage(of: $0) } == [years, months], "\(why)")
  }

  @Test(arguments: [
    (0, "0"), (7, "7"), (999, "999"), (1000, "1,000"), (28_800_000, "28,800,000"),
    (-1234, "-1,234"), (Int.min, "-9,223,372,036,854,775,808"),
  ])
  func grouping(_ count: Int, _ text: String) { #expect(AttemptCount.grouped(count) == text) }

  /// Policy §8.10: figures of one campaign by two claimants stand side by side, in an order that is the same for all.
  @Test func claimsStandSideBySide() {
    let counts = [
      MeasureTests.count { $0.claimant = "Northgate" }, MeasureTests.count(asOf: "2026-06-01"),
      MeasureTests.count { $0.count = 151_000_000 },
    ]
    let words = counts.inOrder.map(\.attributed)
    #expect(words.count == 3)
    #expect(
      words[0]
        == "Aurora Foundry, as of 2026-06-01: more than 28,800,000 exchanges from 2025-03-01 to 2025-05-31")
    #expect(words[2].hasPrefix("Northgate"))
  }

  // MARK: practices

  private static func practice(_ change: (inout Practice) -> Void = { _ in }) -> Practice {
    var one = Practice(
      id: id, kind: .detect, text: "Compare the timing of accounts that pay by one card.",
      source: "an industry forum", author: Sample.analyst)
    change(&one)
    return one
  }
  private static let giver = Practice.Giver(id: Sample.aurora.id, name: Sample.aurora.name)
  private static let permission = Practice.Permission(signer: "M. Osei", on: Sample.today)

  @Test(arguments: [
    ("as it should be", [], practice()),
    ("says nothing", [ObstacleCode.practiceIncomplete], practice { $0.text = " " }),
    ("from nowhere", [.practiceIncomplete], practice { $0.source = "" }),
    ("a permission of nobody", [.practiceIncomplete], practice { $0.permission = permission }),
    (
      "a permission nobody signed", [.practiceIncomplete],
      practice { ($0.giver, $0.permission) = (giver, .init(signer: "", on: Sample.today)) }
    ),
    (
      "a permission of tomorrow", [.practiceIncomplete],
      practice { ($0.giver, $0.permission) = (giver, .init(signer: "M. Osei", on: Sample.day("2027-03-02"))) }
    ),
    ("permitted", [], practice { ($0.giver, $0.permission) = (giver, permission) }),
    ("given, and not permitted yet", [], practice { $0.giver = giver }),
  ])
  func practicesRecorded(_ why: String, _ codes: [ObstacleCode], _ practice: Practice) {
    #expect(practice.obstacles(on: Sample.today).readAsSentences() == codes, "\(why)")
  }

  /// §4(h)(2): nothing of an owner's without that owner's express permission, whatever road it came by.
  @Test(arguments: [
    ("public", [], practice()),
    ("on a public exhibit", [], practice { $0.exhibits = [Sample.registry] }),
    ("given", [Practice.Reserve.noPermission(owner: "Aurora Foundry")], practice { $0.giver = giver }),
    ("given and permitted", [], practice { ($0.giver, $0.permission) = (giver, permission) }),
    (
      "on a confidential exhibit, and nobody named as the giver", [.inConfidence(Sample.lab)],
      practice { $0.exhibits = [Sample.lab] }
    ),
    (
      "given, on its own confidential exhibit",
      [.noPermission(owner: "Aurora Foundry"), .inConfidence(Sample.lab)],
      practice { ($0.giver, $0.exhibits) = (giver, [Sample.lab]) }
    ),
    (
      "permitted, on its own confidential exhibit", [],
      practice { ($0.giver, $0.permission, $0.exhibits) = (giver, permission, [Sample.lab]) }
    ),
    (
      "permitted by one, on an exhibit of another", [.inConfidence(Sample.lab)],
      practice {
        $0.giver = .init(id: other, name: "Northgate")
        ($0.permission, $0.exhibits) = (permission, [Sample.lab])
      }
    ),
    (
      "permitted by one of two whose exhibit it is", [.inConfidence(Sample.host)],
      practice { ($0.giver, $0.permission, $0.exhibits) = (giver, permission, [Sample.host]) }
    ),
    (
      "an exhibit that is not here", [.unknownExhibit(ExhibitID(high: 9, low: 9))],
      practice { $0.exhibits = [ExhibitID(high: 9, low: 9)] }
    ),
    (
      "withdrawn", [.withdrawn(Withdrawal(on: Sample.today, reason: "outdated"))],
      practice { $0.withdrawal = Withdrawal(on: Sample.today, reason: "outdated") }
    ),
  ])
  func practicesHeldBack(_ why: String, _ reserves: [Practice.Reserve], _ practice: Practice) {
    let found = practice.reserves(
      confidence: [Sample.lab: [Sample.aurora.id], Sample.host: [Sample.aurora.id, MeasureTests.other]],
      known: [Sample.lab, Sample.host, Sample.registry])
    #expect(found == reserves, "\(why)")
  }
}
