import Testing

@testable import CaseDomain

@Suite struct TradecraftTests {
  static let lab = ExhibitID(high: 2, low: 1)
  static let host = ExhibitID(high: 2, low: 2)
  static let day = Day(year: 2026, month: 9, day: 12)

  // MARK: Claims. Source: ICD 203; agency policy §8.2 S3.

  static func claim(_ change: (inout Claim) -> Void = { _ in }) -> Claim {
    var claim = Claim(
      id: ClaimID(high: 9, low: 1), layer: .attribution,
      text: "Northwind Lattice very likely ran the accounts.",
      likelihood: Likelihood(.veryLikely, .a),
      confidence: ConfidenceStatement(
        .moderate,
        basis: .init(sourceQuality: "one owner, interested", volume: "two origins", assumptions: "one proxy")),
      exhibits: [lab], claimant: "Aurora Foundry", asOf: day, author: "T. Reyes")
    change(&claim)
    return claim
  }

  static let claims: [(String, Claim, [ObstacleCode])] = [
    ("in order", claim(), []),
    (
      "a plain report",
      claim {
        $0 = Claim(
          id: $0.id, layer: .conduct, text: "1,200 accounts were opened.", exhibits: [lab],
          claimant: "Aurora Foundry", asOf: day, author: "T. Reyes")
      }, []
    ),
    (
      "no text",
      claim {
        $0.text = "\u{200B} "; $0.likelihood = nil
      }, [.claimIncomplete]
    ),
    ("no author", claim { $0.author = "" }, [.claimIncomplete]),
    ("no claimant", claim { $0.claimant = nil }, [.claimNoClaimant]),
    ("blank claimant", claim { $0.claimant = " " }, [.claimNoClaimant]),
    ("no date", claim { $0.asOf = nil }, [.claimNoDate]),
    ("no exhibit", claim { $0.exhibits = [] }, [.claimNoExhibit]),
    ("no basis", claim { $0.confidence?.basis.volume = "" }, [.confidenceBasisMissing]),
    ("another term in the text", claim { $0.likelihood = Likelihood(.likely, .a) }, [.claimTermDiffers]),
    ("a term that is not recorded", claim { $0.likelihood = nil }, [.claimTermDiffers]),
    ("the same band in the other row", claim { $0.likelihood = Likelihood(.veryLikely, .b) }, []),
    (
      "both in one sentence", claim { $0.text = "It is very likely, with high confidence." }, [.claimWording]
    ),
    ("a word of guilt warns", claim { $0.text = "The thief is very likely a lab." }, [.claimWording]),
  ]

  @Test(arguments: claims)
  func claim(_ why: String, _ claim: Claim, _ codes: [ObstacleCode]) {
    #expect(claim.problems.map(\.code) == codes, "\(why)")
  }

  @Test func wordsOfGuiltWarnAndMixtureRefuses() {
    #expect(Self.claims.suffix(2).map { $0.1.problems[0].severity } == [.refusal, .warning])
  }

  @Test func layersThatNobodySpeaksOf() {
    #expect(ClaimLayer.missing(from: [Self.claim()]) == [.conduct, .purpose, .effect])
  }

  /// Source: figures differ by source and date; none replaces another.
  @Test func claimsThatDifferByDateStandSideBySide() {
    let later = Self.claim { $0.asOf = Day(year: 2026, month: 10, day: 1) }
    #expect(Set([Self.claim(), later]).count == 2)
  }

  // MARK: Hypotheses. Source: agency policy §8.2 S3.

  @Test(arguments: [
    ("four of five kinds", [0, 1, 2, 3, 4], []),
    ("three benign and one hostile", [0, 1, 2, 3], [ObstacleCode.benignKindMissing]),
    ("three in all", [0, 1, 2], [.tooFewHypotheses, .tooFewBenign, .benignKindMissing]),
    ("no hostile one", [1, 2, 3, 4], [.noHostileHypothesis]),
    ("one of them twice", [0, 1, 2, 2], [.tooFewHypotheses, .tooFewBenign, .benignKindMissing]),
    ("none", [], [.tooFewHypotheses, .tooFewBenign, .benignKindMissing, .noHostileHypothesis]),
  ])
  func hypotheses(_ why: String, _ picks: [Int], _ codes: [ObstacleCode]) {
    let set = picks.map { ACHSample.policySet[$0] }
    #expect(HypothesisPolicy.office.problems(with: set).map(\.code) == codes, "\(why)")
  }

  @Test func aNameInOtherLettersIsNoNewHypothesis() {
    var set = Array(ACHSample.policySet.prefix(4))
    set[3] = Hypothesis(id: HypothesisID(high: 1, low: 1), name: " h3 ", kind: .benign(.research))
    #expect(HypothesisPolicy.office.problems(with: set).map(\.code).contains(.tooFewHypotheses))
  }

  // MARK: Contests. Source: agency policy §8.2 S3.

  static func contest(_ kind: Contest.Kind, _ change: (inout Contest) -> Void = { _ in }) -> Contest {
    var contest = Contest(
      id: ContestID(high: 5, low: 1), kind: kind, statedBy: "Northwind Lattice", text: "It was not us.",
      searchedOn: day, searchedWhere: "press releases", weight: .medium,
      disposition: .init(.rejected, reason: "no exhibit supports it", author: "T. Reyes"))
    change(&contest)
    return contest
  }

  static let all = [Contest.Kind.denial, .lawfulDistillation, .timeline].map { contest($0) }

  static let registers: [(String, [Contest], [ObstacleCode])] = [
    ("each kind", all, []),
    (
      "left unresolved is a disposition",
      all.dropLast() + [
        contest(.timeline) { $0.disposition?.outcome = .unresolved }
      ], []
    ),
    ("none", [], [.contestNotSearched]),
    ("one kind not searched", Array(all.dropLast()), [.contestNotSearched]),
    (
      "no day of search", all.dropLast() + [contest(.timeline) { $0.searchedOn = nil }], [.contestNotSearched]
    ),
    (
      "no place of search", all.dropLast() + [contest(.timeline) { $0.searchedWhere = " " }],
      [.contestNotSearched]
    ),
    ("open", all + [contest(.other) { $0.disposition = nil }], [.contestOpen]),
    ("no reason", all + [contest(.other) { $0.disposition?.reason = "" }], [.contestOpen]),
    ("no author", all + [contest(.other) { $0.disposition?.author = "\t" }], [.contestOpen]),
    ("no text", all + [contest(.other) { $0.text = "" }], [.contestIncomplete]),
  ]

  @Test(arguments: registers)
  func register(_ why: String, _ register: [Contest], _ codes: [ObstacleCode]) {
    #expect(Contest.problems(in: register).map(\.code) == codes, "\(why)")
  }

  @Test func withoutRequiredKindsOneSearchIsEnough() {
    #expect(Contest.problems(in: [Self.contest(.other)], required: []).isEmpty)
    #expect(Contest.problems(in: [], required: []).map(\.code) == [.contestNotSearched])
  }

  // MARK: Benign explanations. Source: agency policy §8.2 S3.

  static func finding(
    _ element: Element, _ result: Finding.Result = .met, _ exhibits: [ExhibitID] = [lab]
  ) -> ElementFinding {
    ElementFinding(element, Finding(result, exhibits: exhibits, rationale: "r", author: "a"))
  }

  static func explanation(_ exhibit: ExhibitID, reason: String = "logs differ") -> BenignExplanation {
    BenignExplanation(
      exhibit: exhibit, text: "scheduled evaluation", consideredBy: "M. Osei", result: .notExcluded,
      reason: reason)
  }

  @Test(arguments: [
    ("a purpose factor without one", [finding(.p1)], [], [ObstacleCode.benignExplanationMissing]),
    ("M4 without one", [finding(.m4ii)], [], [.benignExplanationMissing]),
    ("undetermined still uses it", [finding(.p4, .undetermined)], [], [.benignExplanationMissing]),
    ("not met speaks for the subject", [finding(.p4, .notMet)], [], []),
    ("another element", [finding(.cs1), finding(.f2), finding(.x1)], [], []),
    ("considered, and not excluded", [finding(.p1), finding(.m1)], [explanation(lab)], []),
    (
      "two exhibits, one considered", [finding(.m1, .met, [lab, host])], [explanation(lab)],
      [.benignExplanationMissing]
    ),
    (
      "no reason", [finding(.p1)], [explanation(lab, reason: " ")],
      [.benignExplanationMissing, .benignExplanationIncomplete]
    ),
    ("one problem for an exhibit used twice", [finding(.p1), finding(.p2)], [], [.benignExplanationMissing]),
  ])
  func benign(
    _ why: String, _ findings: [ElementFinding], _ given: [BenignExplanation], _ codes: [ObstacleCode]
  ) {
    #expect(BenignExplanation.problems(with: findings, explanations: given).map(\.code) == codes, "\(why)")
  }

  @Test func indicatorElementsAreMAndP() {
    let names = BenignExplanation.indicatorElements.map(\.rawValue).sorted()
    #expect(names == ["M1", "M2", "M3", "M4i", "M4ii", "M4iii", "P1", "P2", "P3", "P4"])
  }

  @Test func codesAreDistinct() {
    #expect(Set(ObstacleCode.allCases.map(\.rawValue)).count == ObstacleCode.allCases.count)
  }
}
