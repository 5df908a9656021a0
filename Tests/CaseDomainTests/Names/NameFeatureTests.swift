import Testing

@testable import CaseDomain

/// What a person reads of a feature.
@Suite struct NameFeatureTests {
  /// Each kind has words of its own, which are not the name that the code has for it.
  @Test func everyKindHasItsWords() {
    let words = NameFeature.Kind.allCases.map { NameFeature($0, value: 1, weight: -0.1).inWords }
    #expect(Set(words).count == words.count)
    for (kind, text) in zip(NameFeature.Kind.allCases, words) {
      #expect(text.contains(" "), "\(kind)")
      #expect(!text.contains(kind.rawValue) || !kind.rawValue.contains("-"), "\(kind)")
    }
  }

  /// Which way it counts is told by the words too.
  @Test(arguments: [
    (NameFeature.Kind.birthDate, 0.1, "born or founded on the same day"),
    (.birthDate, 0.03, "born or founded in the same year"),
    (.birthDate, -0.25, "born or founded in years two or more apart"),
    (.country, 0.02, "a country in common"), (.country, -0.05, "no country in common"),
    (.identifier, 0.3, "the same identifier"), (.identifier, -0.1, "identifiers of one kind that differ"),
  ])
  func factsHaveTwoSides(_ kind: NameFeature.Kind, _ weight: Double, _ words: String) {
    #expect(NameFeature(kind, value: 1, weight: weight).inWords == words)
  }

  /// Of the words left over, those that are titles or particles.
  @Test func aTitleIsNamedWithoutTheWordsBesideIt() throws {
    let comparison = NameComparison.explain(
      ParsedName("Quentin Lanternmaker", schema: .person),
      ParsedName("Dr Quentin Lanternmaker Sampleton", schema: .person))
    let title = try #require(comparison.features.first { $0.kind == .title }, "\(comparison.features)")
    #expect(title.first == [] && title.second == ["dr"])
    #expect(comparison.features.contains { $0.second.contains("sampleton") })
  }

  @Test(arguments: [
    (1, "+1.00"), (-0.25, "-0.25"), (-0.05, "-0.05"), (0.3, "+0.30"), (-0.004, "-0.00"), (0, "+0.00"),
  ])
  func effects(_ effect: Double, _ text: String) {
    #expect(NameFeature(.spelling, value: 1, weight: effect).effectText == text)
  }
}
