import CaseTesting
import Testing

@testable import CaseDomain

/// The parts of a score that are shown add up to the score that is shown.
@Suite struct NameFeatureRoundingTests {
  private func features(_ effects: [Double]) -> [NameFeature] {
    effects.map { NameFeature(.spelling, value: 1, weight: $0) }
  }

  @Test(
    arguments: [
      ([], []), ([1], [1_000]), ([1, -0.1234], [1_000, -123]),
      // Each rounded by itself gives 1000 - 123 - 123 = 754, and the score is 0.753.
      ([1, -0.1234, -0.1234], [1_000, -123, -124]),
      ([0.0004, 0.0004, 0.0004], [1, 0, 0]), ([1, 0.3], [1_000, 300]),
    ] as [([Double], [Int])])
  func partsAddUp(_ effects: [Double], _ shown: [Int]) {
    #expect(features(effects).effects(inPartsOfOne: 1_000) == shown)
  }

  @Test func theyAlwaysAddUpAndAreNextToTheirOwn() {
    var generator = SeededGenerator(seed: 7)
    for _ in 0..<2_000 {
      let all = features(
        (0..<Int.random(in: 1...9, using: &generator)).map { _ in
          Double.random(in: -1...1, using: &generator)
        })
      let shown = all.effects(inPartsOfOne: 1_000)
      let sum = all.reduce(0) { $0 + $1.effect }
      #expect(shown.reduce(0, +) == Int((sum * 1_000).rounded()))
      for (part, feature) in zip(shown, all) {
        #expect(abs(Double(part) - feature.effect * 1_000) <= 1.000_001)
      }
    }
  }
}
