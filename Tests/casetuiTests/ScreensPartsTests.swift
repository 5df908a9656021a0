import Testing

@testable import casetui

@Suite struct ScreensPartsTests {
  @Test(arguments: [
    ("nothing differs", "a b", "a b", "a b", "a b"),
    ("a word", "a 3 b", "a 4 b", "a [-3-] b", "a {+4+} b"),
    ("an addition", "a b", "a b c d", "a b", "a b {+c d+}"),
    ("everything", "x y", "王 示例", "[-x y-]", "{+王 示例+}"),
    ("an empty side", "", "a", "", "{+a+}"),
  ])
  func wordDiff(_ why: String, _ left: String, _ right: String, _ shownLeft: String, _ shownRight: String) {
    let runs = WordDiff.runs(left, right)
    #expect(WordDiff.marked(runs.left, "[-", "-]").text == shownLeft)
    #expect(WordDiff.marked(runs.right, "{+", "+}").text == shownRight)
  }

  /// The words that are not in brackets are the same on both sides, whatever the texts.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func whatIsNotMarkedIsShared(seed: UInt64) {
    var random = SplitMix(state: seed)
    func text() -> String {
      (0..<Int.random(in: 0..<12, using: &random)).map { _ in String("abcd".randomElement(using: &random)!) }
        .joined(separator: " ")
    }
    let runs = WordDiff.runs(text(), text())
    func shared(_ runs: [WordDiff.Run]) -> [String] { runs.filter { !$0.isChanged }.flatMap(\.words) }
    #expect(shared(runs.left) == shared(runs.right))
  }

  @Test(
    arguments: [
      (0, 0, "now"), (0, 59_999, "now"), (0, 60_000, "1m"), (0, 3_599_999, "59m"), (0, 3_600_000, "1h"),
      (0, 86_400_000, "1d"), (5_000_000, 0, "now"),
    ] as [(UInt64, UInt64, String)])
  func ages(_ then: UInt64, _ now: UInt64, _ text: String) {
    #expect(Stamp.age(of: then, at: now).text == text)
  }

  @Test(arguments: [(0, "0"), (999, "999"), (1000, "1,000"), (100_000, "100,000"), (1_234_567, "1,234,567")])
  func numbers(_ number: Int, _ text: String) { #expect(grouped(number).text == text) }
}
