import CaseDomain
import CaseTesting
import Testing

@testable import casetui

@Suite struct ScreensPartsTests {
  @Test(arguments: [
    ("nothing differs", "a b", "a b", "a b", "a b"),
    ("a word", "a 3 b", "a 4 b", "a [-3-] b", "a {+4+} b"),
    ("an addition", "a b", "a b c d", "a b", "a b {+c d+}"),
    ("everything", "x y", "王 示例", "[-x y-]", "{+王 示例+}"),
    ("an empty side", "", "a", "", "{+a+}"),
    ("how letters are encoded", "a \u{E9}", "a e\u{301}", "a [-\u{E9}-]", "a {+e\u{301}+}"),
    ("spaces", "a  b", "a b", "a [-  -] b", "a b"), ("a space at the end", "a ", "a", "a [- -]", "a"),
    ("a line that both end", "a\nb c", "a\nb d", "a b [-c-]", "a b {+d+}"),
  ])
  func wordDiff(_ why: String, _ left: String, _ right: String, _ shownLeft: String, _ shownRight: String) {
    let runs = WordDiff.runs(left, right)
    // Bytes, not strings: canonically equivalent text is another picture.
    #expect(WordDiff.marked(runs.left, "[-", "-]").text.utf8.elementsEqual(shownLeft.utf8))
    #expect(WordDiff.marked(runs.right, "{+", "+}").text.utf8.elementsEqual(shownRight.utf8))
  }

  @Test(arguments: [
    ("a b", "a b", false), ("a b", "a c", false), ("a b", "a  b", true), ("a b", "a b\n", true),
    ("a\u{A0}b", "a b", true), ("\u{E9}", "e\u{301}", true), ("a", "", false), ("", " ", true),
  ])
  func whatLooksAlike(_ left: String, _ right: String, _ lookAlike: Bool) {
    #expect(WordDiff.lookAlike(left, right) == lookAlike)
  }

  /// Two values that nobody can tell apart by looking are said to be two, and how.
  @Test(arguments: [("Example  Holdings", "Example Holdings"), ("Mu\u{308}ller", "M\u{FC}ller")])
  func aConflictOfTwoThatLookAlikeSaysSo(_ ours: String, _ theirs: String) {
    var world = AppWorld()
    func side(_ text: String, isOurs: Bool) -> ConflictLine.Side {
      ConflictLine.Side(text: text, office: "Field East", user: "ada.novak", at: AppWorld.now, isOurs: isOurs)
    }
    world.conflicts = [
      ConflictLine(
        id: "0a1b2c3d", caseTag: AppWorld.tag(2), mark: .officeFloor, field: "title", isHard: false,
        base: nil, sides: [side(ours, isOurs: true), side(theirs, isOurs: false)], isText: true)
    ]
    var sim = AppSim(80, 24, world: world)
    sim.press("g", "s", "Enter")
    #expect(
      sim.text.contains("! The two differ in spaces, or in how letters are encoded."), "\(sim.text)")
    #expect(sim.text.contains("[-"), "\(sim.text)")
  }

  /// The words that are not in brackets are the same on both sides, whatever the texts.
  @Test(arguments: 0..<100 as Range<UInt64>)
  func whatIsNotMarkedIsShared(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
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
