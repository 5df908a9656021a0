import Testing

@testable import CaseDomain

@Suite struct ScreeningFactsTests {
  private let comparison = NameComparison.explain(
    ParsedName("Velmar Tornquist", schema: .person), ParsedName("Velmar Ansgar Tornqist", schema: .person))

  @Test(arguments: [
    ("same day raises", ["1975-03-04"], ["1975-03-04"], 0.1),
    ("same year raises a little", ["1975"], ["1975-03-04"], 0.03),
    ("day and month written in the other order", ["1975-03-04"], ["1975-04-03"], 0.03),
    ("a year apart says nothing", ["1975"], ["1976-01-01"], 0),
    ("two years apart lower", ["1975"], ["1977"], -0.25),
    ("the nearest of several counts", ["1960", "1975-03-04"], ["1975-03-04", "1980"], 0.1),
    ("another day of one year says nothing", ["1975-03-04"], ["1975-09-30"], 0),
    ("unknown says nothing", [], ["1975"], 0),
  ])
  func birthDates(_ why: String, _ first: [String], _ second: [String], _ effect: Double) {
    let a = ScreeningFacts(birthDates: first.compactMap { PartialDate(iso: $0) })
    let b = ScreeningFacts(birthDates: second.compactMap { PartialDate(iso: $0) })
    check(a, b, .birthDate, effect)
  }

  @Test(arguments: [
    ("shared", ["CN", "hk"], ["HK"], 0.02), ("none shared", ["CN"], ["RU"], -0.05),
    ("unknown", [], ["RU"], 0.0),
  ])
  func countries(_ why: String, _ first: [String], _ second: [String], _ effect: Double) {
    check(ScreeningFacts(countries: first), ScreeningFacts(countries: second), .country, effect)
  }

  /// Two entries of one list have two numbers, also where they are one party.
  @Test func theNumberOfAnEntryContradictsNothing() {
    let a = ScreeningFacts(identifiers: [.init(kind: "ofac", value: "101")])
    let b = ScreeningFacts(identifiers: [
      .init(kind: "ofac", value: "102"), .init(kind: "passport", value: "X1"),
    ])
    let name = NameComparison.explain(
      .init("Velmar Tarn", schema: .person), .init("Velmar Tarn", schema: .person))
    #expect(name.adding(a, b).features.allSatisfy { $0.kind != .identifier })
    #expect(name.adding(a, a).features.contains { $0.kind == .identifier && $0.effect > 0 })
  }

  /// Firms that have nothing but their tax office in common.
  @Test func whatManyShareTellsNobodyApart() {
    func firm(_ kpp: String) -> ScreeningFacts { .init(identifiers: [.init(kind: "kpp", value: kpp)]) }
    check(firm("100001001"), firm("100001001"), .identifier, 0)
    check(firm("100001001"), firm("200001001"), .identifier, 0)
  }

  @Test(arguments: [
    ("same, spaced otherwise", "passport", "AB 12-34", 0.3),
    ("another of one kind", "passport", "ZZ 99", -0.1),
    ("another kind", "imo", "AB1234", 0.0), ("nothing in it", "passport", "--", 0.0),
  ])
  func identifiers(_ why: String, _ kind: String, _ value: String, _ effect: Double) {
    let a = ScreeningFacts(identifiers: [.init(kind: "passport", value: "AB1234")])
    let b = ScreeningFacts(identifiers: [.init(kind: kind, value: value)])
    check(a, b, .identifier, effect)
  }

  /// One number, whatever its source calls the kind and writes before it; what was taken in under other words, too.
  @Test(arguments: [
    ("tax", "7700000001", "tax-id", "7700000001", 0.3), ("taxid", "77 1", "vat", "771", 0.3),
    ("idcard", "C01X00", "national-id", "c01x00", 0.3),
    ("ssn", "123-00-0001", "national-id", "123000001", 0.3),
    ("tax", "1", "national-id", "1", 0.0), ("imo", "IMO9074729", "imo", "9074729", 0.3),
    ("imo", "imo 9074729", "imo", "9074729", 0.3), ("imo", "IMO9074729", "imo", "9074730", -0.1),
    ("imo", "IMO907472", "imo", "907472", -0.1), ("imo", "IMO90747AB", "imo", "90747AB", -0.1),
    ("mmsi", "IMO9074729", "mmsi", "9074729", -0.1), ("bic", "VLMRXXMMXXX", "bic", "vlmrxxmm", 0.3),
    ("bic", "VLMRXXMM001", "bic", "VLMRXXMM", -0.1), ("bic", "VLMRXXXX", "bic", "VLMRX", -0.1),
  ])
  func kindsAndPrefixes(
    _ kind: String, _ value: String, _ otherKind: String, _ other: String, _ effect: Double
  ) {
    let (a, b) = (
      ScreeningFacts.Identifier(kind: kind, value: value),
      ScreeningFacts.Identifier(kind: otherKind, value: other)
    )
    check(ScreeningFacts(identifiers: [a]), ScreeningFacts(identifiers: [b]), .identifier, effect)
    #expect(a.value == value && (effect == 0.3) == (a.kind == b.kind && a.bareText == b.bareText))
  }

  private func check(_ a: ScreeningFacts, _ b: ScreeningFacts, _ kind: NameFeature.Kind, _ effect: Double) {
    let result = comparison.adding(a, b)
    let feature = result.features.first { $0.kind == kind }
    #expect((feature?.effect ?? 0) == effect)
    #expect(abs(result.score - min(1, max(0, comparison.score + effect))) < 1e-9)
  }

  @Test(arguments: ["1975", "1975-03", "1975-03-04", "0987-03-04", "0001"])
  func datesPrintAsRead(_ text: String) {
    #expect(PartialDate(iso: text)?.text == text)
  }

  @Test(arguments: [
    "", "75x", "1975-13", "1975-00", "1975-03-32", "1975--04", "1975-03-04-05", "0", "99999", "-1975",
    "05-06-07", "75", "975-03", "0000",
  ])
  func noDates(_ text: String) {
    #expect(PartialDate(iso: text) == nil)
  }
}
