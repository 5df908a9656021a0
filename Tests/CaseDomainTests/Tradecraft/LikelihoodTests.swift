import Testing

@testable import CaseDomain

/// Source: ICD 203, expressions of likelihood: two rows of seven terms and their bands.
@Suite struct LikelihoodTests {
  @Test(arguments: [
    ("almost no chance", "remote", 1, 5),
    ("very unlikely", "highly improbable", 5, 20),
    ("unlikely", "improbable", 20, 45),
    ("roughly even chance", "roughly even odds", 45, 55),
    ("likely", "probable", 55, 80),
    ("very likely", "highly probable", 80, 95),
    ("almost certain", "nearly certain", 95, 99),
  ])
  func theScale(_ a: String, _ b: String, _ low: Int, _ high: Int) throws {
    let first = try #require(Likelihood(term: a))
    let second = try #require(Likelihood(term: b))
    #expect(first.row == .a && second.row == .b && first.band == second.band)
    #expect(first.band.low == low && first.band.high == high)
    #expect(first.term == a && second.term == b)
  }

  @Test(arguments: [
    ("capitals", "VERY LIKELY", Likelihood(.veryLikely, .a)),
    ("spaces and a line end", "  very \r\n likely ", Likelihood(.veryLikely, .a)),
    ("a hyphen", "very-likely", Likelihood(.veryLikely, .a)),
    ("the adverb of row A", "almost certainly", Likelihood(.almostCertain, .a)),
    ("the adverb of row B", "Probably", Likelihood(.likely, .b)),
    ("improbably", "improbably", Likelihood(.unlikely, .b)),
    ("a hidden sign does not hide it", "like\u{200B}ly", Likelihood(.likely, .a)),
    ("a word on neither row", "possibly", nil),
    ("a modified term", "highly likely", nil),
    ("words around it", "it is likely", nil),
    ("part of a word", "likelihood", nil),
    ("two hyphens", "very--likely", nil),
    ("a point between", "very. likely", nil),
    ("another alphabet", "lik\u{0435}ly", nil),
    ("nothing", "", nil),
    ("only white space", " \n", nil),
  ])
  func term(_ why: String, _ text: String, _ expected: Likelihood?) {
    #expect(Likelihood(term: text) == expected, "\(why)")
  }

  @Test func everyTermReadsAsItPrints() {
    #expect(Likelihood.all.count == 14 && Set(Likelihood.all.map(\.term)).count == 14)
    for likelihood in Likelihood.all { #expect(Likelihood(term: likelihood.term) == likelihood) }
  }

  @Test(
    arguments: [
      (Int.min, nil), (-1, nil), (0, nil), (1, .almostNoChance), (4, .almostNoChance), (5, .veryUnlikely),
      (19, .veryUnlikely), (20, .unlikely), (44, .unlikely), (45, .roughlyEven), (54, .roughlyEven),
      (55, .likely), (79, .likely), (80, .veryLikely), (94, .veryLikely), (95, .almostCertain),
      (99, .almostCertain), (100, nil), (Int.max, nil),
    ] as [(Int, Likelihood.Band?)])
  func percent(_ percent: Int, _ band: Likelihood.Band?) {
    #expect(Likelihood.Band(percent: percent) == band)
  }

  @Test func bandsMeetAndRise() {
    let bands = Likelihood.Band.allCases
    for (lower, upper) in zip(bands, bands.dropFirst()) {
      #expect(lower.high == upper.low && lower < upper)
    }
  }

  @Test func confidenceNeedsEachPartOfItsBasis() {
    let basis = ConfidenceStatement.Basis(sourceQuality: "two labs", volume: " \u{200B}", assumptions: "")
    #expect(basis.missing == [.volume, .assumptions])
    #expect(
      ConfidenceStatement.Basis(sourceQuality: "a", volume: "b", assumptions: "c").missing.isEmpty)
  }
}
