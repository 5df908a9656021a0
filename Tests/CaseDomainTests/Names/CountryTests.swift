import Testing

@testable import CaseDomain

/// Countries by whatever word a list has for them.
@Suite struct CountryTests {
  @Test(arguments: [
    ("PK", ["pk", "PAK", "Pakistan", "Islamic Republic of Pakistan", "PAKISTAN", "Pakistani"]),
    ("RU", ["Russia", "Russian Federation", "RUS", "Russian"]),
    ("IR", ["Iran", "Iran, Islamic Republic of", "Islamic Republic of Iran", "Iran (Islamic Republic of)"]),
    ("KP", ["North Korea", "Korea, North", "DPRK", "Democratic People’s Republic of Korea", "Korea, DPR"]),
    ("KR", ["South Korea", "Korea, South", "Republic of Korea", "Korea, Republic of"]),
    ("SY", ["Syria", "Syrian Arab Republic"]), ("MM", ["Burma", "Myanmar", "Burma (Myanmar)"]),
    ("CI", ["Ivory Coast", "Côte d'Ivoire", "Cote d Ivoire"]),
    ("AE", ["UAE", "U.A.E.", "United Arab Emirates"]),
    ("GB", ["UK", "U.K.", "United Kingdom", "Great Britain", "GBR"]),
    ("CD", ["Congo, Democratic Republic of the", "DRC", "Democratic Republic of the Congo"]),
    ("CG", ["Congo", "Congo, Republic of the"]), ("TR", ["Türkiye", "Turkey"]),
    ("VN", ["Vietnam", "Viet Nam"]),
    ("NE", ["Niger"]), ("NG", ["Nigeria"]), ("XK", ["Kosovo"]),
    ("US", ["USA", "U.S.", "United States of America"]),
  ])
  func spellings(_ code: String, _ texts: [String]) {
    for text in texts { #expect(Country(text)?.code == code, "\(text)") }
  }

  @Test(arguments: ["", "Crimea", "Region: Crimea", "Xyzzy", "undetermined", "Korea", "ZZ", "USSR", "the"])
  func whatIsNoCountryIsNone(_ text: String) { #expect(Country(text) == nil) }

  /// No spelling stands for two countries, and every code has its row.
  @Test func theTableIsClear() {
    var seen: [String: String] = [:]
    for line in CountryTable.text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 2).map(String.init)
      for spelling in parts[0...1] + parts[2].split(separator: "|").map(String.init) {
        let key = Country.key(spelling)
        #expect(!key.isEmpty && seen[key] ?? parts[0] == parts[0], "\(spelling) is \(seen[key] ?? "nothing")")
        seen[key] = parts[0]
      }
    }
    #expect(Set(seen.values).count == 250, "249 of ISO 3166-1 and Kosovo")
  }

  private func effect(_ first: [String], _ second: [String]) -> Double? {
    NameComparison(score: 0.5, features: []).adding(
      ScreeningFacts(countries: first), ScreeningFacts(countries: second)
    ).features.first { $0.kind == .country }?.effect
  }

  @Test func aCodeAndANameAgree() {
    for text in ["PK", "PAK", "Islamic Republic of Pakistan"] {
      #expect(effect([text], ["Pakistan"]) == 0.02, "\(text)")
    }
    #expect(effect(["PK"], ["AF", "pakistan"]) == 0.02)
    #expect(effect(["PK"], ["Afghanistan"]) == -0.05)
  }

  @Test func whatIsNotKnownContradictsNothing() {
    #expect(effect(["PK"], ["Region: Crimea"]) == nil)
    #expect(effect(["Xyzzy"], ["Pakistan"]) == nil)
    #expect(effect(["Crimea"], ["crimea"]) == 0.02, "the same words agree")
  }
}
