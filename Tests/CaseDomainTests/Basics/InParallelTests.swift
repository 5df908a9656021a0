import Testing

@testable import CaseDomain

@Suite struct InParallelTests {
  /// Each element is asked for once, and what comes of it stands in its place, whoever was ready first.
  @Test(arguments: [0, 1, 7, 63, 64, 65, 1_001])
  func whatComesOutStandsInOrder(_ count: Int) {
    let elements = (0..<count).map { $0 * 3 }
    let found = InParallel.map(elements) { element in
      // The first take longest.
      (0..<(count - element / 3) * 100).reduce(element) { sum, _ in sum &* 1 }
    }
    #expect(found == elements)
  }

  /// Names parsed and compared at once are what each is alone.
  @Test func manyNamesAreAsEachAlone() {
    let texts = (0..<200).map { "Tarn Velmar \($0 % 7) Trading \($0) Ltd" }
    let all = ParsedName.all(texts.map { ($0, .organisation) })
    let alone = texts.map { ParsedName($0, schema: .organisation) }
    #expect(all.map(\.text) == texts)
    let pairs = Array(zip(all, alone.reversed()))
    #expect(
      NameComparison.scores(pairs.map { ($0, $1) })
        == zip(alone, alone.reversed()).map { NameComparison.score($0, $1) })
  }
}
