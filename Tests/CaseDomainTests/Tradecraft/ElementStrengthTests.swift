import CaseTesting
import Testing

@testable import CaseDomain

/// Source: agency policy §8.2 S4: C3 or better, two independent origins; counsel's override with a reason.
@Suite struct ElementStrengthTests {
  static let policy = StrengthPolicy(minimumGrade: AdmiraltyGrade(.c, .three), originsNeeded: 2)
  static let waiver = StrengthWaiver(reason: "one owner holds all logs", author: "counsel")

  /// `B2 strong Aurora`; `!` before it contradicts, `x` is not usable, `--` has no grade, `?` no origin.
  static func supports(_ text: String) -> [WeighedSupport] {
    text.split(separator: ",").enumerated().map { index, item in
      var words = item.split(separator: " ").map(String.init)
      let contradicts = words.first == "!"
      let isUsable = words.first != "x"
      if contradicts || !isUsable { words.removeFirst() }
      return WeighedSupport(
        exhibit: ExhibitID(high: 2, low: UInt64(index)), grade: AdmiraltyGrade(words[0]),
        origin: words[2] == "?" ? nil : words[2].replacing("_", with: " "),
        strength: WeighedSupport.Strength(rawValue: words[1]) ?? .weak, contradicts: contradicts,
        isUsable: isUsable, rationale: "r", author: "a")
    }
  }

  @Test(arguments: [
    ("two origins, one well graded", "B2 strong Aurora, D4 weak Halden", ElementStrength.met),
    ("exactly the floor", "C3 moderate Aurora, C3 moderate Halden", .met),
    ("nothing", "", .gap),
    ("only what is damaged", "x A1 strong Aurora, x A1 strong Halden", .gap),
    ("only what contradicts", "! A1 strong Aurora", .gap),
    ("one origin", "A1 strong Aurora", .thin),
    ("one origin echoed", "A1 strong Aurora, B2 strong AURORA, C3 strong aurora", .thin),
    ("echoed with a hidden sign", "A1 strong Aurora, B2 strong Auro\u{200B}ra", .thin),
    ("spelt apart in spaces", "A1 strong Aurora_Foundry, B2 strong aurora__foundry", .thin),
    ("no origin is not an origin", "A1 strong Aurora, A1 strong ?", .thin),
    ("below the letter", "D1 strong Aurora, D1 strong Halden", .thin),
    ("below the digit", "A4 strong Aurora, A4 strong Halden", .thin),
    ("F is unknown", "F1 strong Aurora, F1 strong Halden", .thin),
    ("6 is unknown", "A6 strong Aurora, A6 strong Halden", .thin),
    ("not graded", "-- strong Aurora, -- strong Halden", .thin),
    ("good grade, weak support", "A1 weak Aurora, A1 weak Halden", .thin),
    ("grade and strength in different exhibits", "A1 weak Aurora, D4 strong Halden", .thin),
    ("contradicted as strongly", "B2 moderate Aurora, B2 moderate Halden, ! B2 moderate Osei", .thin),
    ("contradicted more weakly", "B2 strong Aurora, B2 weak Halden, ! B2 moderate Osei", .met),
    ("contradicted by what is known to be poor", "B2 strong Aurora, B2 weak Halden, ! E5 strong Osei", .met),
    ("an unknown contradiction counts", "B2 strong Aurora, B2 weak Halden, ! F6 strong Osei", .thin),
    ("an ungraded contradiction counts", "B2 strong Aurora, B2 weak Halden, ! -- strong Osei", .thin),
    ("a damaged contradiction does not", "B2 strong Aurora, B2 weak Halden, x A1 strong Osei", .met),
  ])
  func strength(_ why: String, _ text: String, _ expected: ElementStrength) {
    #expect(ElementStrength.assess(Self.supports(text), policy: Self.policy).strength == expected, "\(why)")
  }

  @Test(arguments: [
    ("too few origins", "A1 strong Aurora", waiver, ElementStrength.waived),
    ("below the grade", "F6 strong Aurora, D4 strong Halden", waiver, .waived),
    ("met needs none", "A1 strong Aurora, A1 strong Halden", waiver, .met),
    ("no evidence cannot be waived", "", waiver, .gap),
    ("a contradiction cannot be waived", "A1 weak Aurora, ! A1 weak Halden", waiver, .thin),
    ("no reason", "A1 strong Aurora", StrengthWaiver(reason: " ", author: "counsel"), .thin),
    ("no author", "A1 strong Aurora", StrengthWaiver(reason: "r", author: ""), .thin),
  ])
  func waivers(_ why: String, _ text: String, _ waiver: StrengthWaiver, _ expected: ElementStrength) {
    let found = ElementStrength.assess(Self.supports(text), policy: Self.policy, waiver: waiver)
    #expect(found.strength == expected, "\(why)")
    #expect(found.hasIncompleteWaiver == !waiver.isComplete)
  }

  @Test func shortfallsAreAllNamed() {
    let found = ElementStrength.assess(Self.supports("D4 weak Aurora, ! B2 strong Osei"), policy: Self.policy)
    #expect(
      found.shortfalls == [
        .belowGrade(AdmiraltyGrade(.c, .three), .moderate), .origins(found: 1, needed: 2),
        .contradicted([ExhibitID(high: 2, low: 1)]),
      ])
    #expect(found.origins == 1 && found.contradictions == [ExhibitID(high: 2, low: 1)])
    #expect(found.shortfalls[1].message == "1 of 2 independent origins")
  }

  @Test func oneOriginIsEnoughWhereNoMoreAreAskedFor() {
    let policy = StrengthPolicy(minimumGrade: AdmiraltyGrade(.c, .three), originsNeeded: 1)
    #expect(ElementStrength.assess(Self.supports("C3 moderate Aurora"), policy: policy).strength == .met)
  }

  /// More documents of one origin never make independence; order and repetition change nothing.
  @Test(arguments: 0..<200 as Range<UInt64>)
  func echoesAndOrderChangeNothing(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let words = (0..<Int.random(in: 1...6, using: &random)).map { _ -> String in
      let grade = ["A1", "C3", "D4", "F6", "--"].randomElement(using: &random) ?? "A1"
      let strength = ["weak", "moderate", "strong"].randomElement(using: &random) ?? "weak"
      let origin = ["Aurora", "Halden", "Osei", "?"].randomElement(using: &random) ?? "?"
      return "\(random.chance(25) ? "! " : "")\(grade) \(strength) \(origin)"
    }
    let supports = Self.supports(words.joined(separator: ","))
    let found = ElementStrength.assess(supports, policy: Self.policy)
    let echoed = ElementStrength.assess((supports + supports).shuffled(using: &random), policy: Self.policy)
    #expect(found == echoed)
    #expect(found.origins <= 3)
    // A contradiction never helps.
    let against = ElementStrength.assess(
      supports + Self.supports("! A1 strong Registry"), policy: Self.policy)
    #expect(against.strength == (found.strength == .gap ? .gap : .thin))
  }
}
