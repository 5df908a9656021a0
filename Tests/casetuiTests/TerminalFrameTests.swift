import CaseTesting
import Testing

@testable import casetui

@Suite struct TerminalFrameTests {
  private func frame(_ width: Int, _ height: Int = 1) -> Frame {
    Frame(size: Size(width: width, height: height))
  }

  @Test func textIsCutAtTheEdge() {
    var frame = frame(5, 2)
    #expect(frame.put("abcdefg", at: Point(x: 1, y: 0)) == 4)
    #expect(frame.text == " abc…\n")
    #expect(frame.put("ab", at: Point(x: 0, y: 1), width: 1) == 1)
    #expect(frame.text == " abc…\n…")
  }

  @Test func drawingOutsideDrawsNothing() {
    var frame = frame(3)
    for point in [Point(x: -1, y: 0), Point(x: 3, y: 0), Point(x: 0, y: 1), Point(x: 0, y: -1)] {
      #expect(frame.put("x", at: point) == 0)
    }
    frame.fill(Rect(x: -2, y: -2, width: 1, height: 1), with: "x")
    frame.fill(Rect(x: 9, y: 9, width: 5, height: 5), with: "x")
    #expect(frame.text == "")
    frame.fill(Rect(x: -2, y: -2, width: 9, height: 9), with: "x")
    #expect(frame.text == "xxx")
  }

  @Test(arguments: [
    ("the left half", 1, "a b王"), ("the right half", 2, " ab王"), ("both", 0, "a 王"),
  ])
  func overwritingHalfOfAWideCellClearsBoth(_ why: String, _ x: Int, _ expected: String) {
    var frame = frame(6)
    frame.put(" 王王", at: Point(x: 0, y: 0))
    switch x {
    case 1:
      frame.put("a", at: Point(x: 0, y: 0))
      frame.put("b", at: Point(x: 2, y: 0))
    case 2: frame.put("ab", at: Point(x: 1, y: 0))
    default:
      frame.put("a", at: Point(x: 0, y: 0))
      frame.put("  ", at: Point(x: 1, y: 0))
      frame.put("王", at: Point(x: 2, y: 0))
    }
    #expect(frame.text == expected, "\(why)")
    #expect(frame.row(0).reduce(0) { $0 + Int($1.width) } == 6)
  }

  @Test func aWideCellOverAWideCell() {
    var frame = frame(5)
    frame.put("王伟", at: Point(x: 0, y: 0))
    frame.put("好", at: Point(x: 1, y: 0))
    #expect(frame.text == " 好")
  }

  /// Whatever is drawn where, every row is exactly as wide as the frame.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func rowsKeepTheirWidth(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var frame = frame(11, 3)
    let texts: [Printable] = ["王", "ab", "e\u{301}", "伟大", "क्षि", "\u{1B}", "한글", "x", "👍", "กำ"]
    for _ in 0..<200 {
      let point = Point(x: .random(in: -2...11, using: &random), y: .random(in: -1...3, using: &random))
      frame.put(texts.randomElement(using: &random)!, at: point, width: .random(in: 0...6, using: &random))
      for y in 0..<3 {
        let width = frame.row(y).reduce(0) { $0 + Int($1.width) }
        try #require(width == 11)
        var covered = 0
        for cell in frame.row(y) {
          try #require((cell.width == 0) == (covered > 0))
          covered = max(0, covered - 1) + (cell.width > 1 ? Int(cell.width) - 1 : 0)
        }
      }
    }
  }

  @Test func hiddenCharactersHaveTheirOwnRole() {
    var frame = frame(12)
    frame.put("a\u{1B}b", at: Point(x: 0, y: 0), role: .selected)
    #expect(frame.text == "a<ESC>b")
    #expect(frame.roles == "SHHHHHS")
  }

  @Test func everyRoleHasItsOwnLetter() {
    #expect(Set(Role.allCases.map(\.letter)).count == Role.allCases.count)
  }

  /// Nothing is said by colour alone: what differs in colour and must be told apart differs in mono too.
  @Test func monochrome() {
    let theme = Theme(environment: ["NO_COLOR": "1"], colours: 256)
    #expect(theme == .mono)
    #expect(Theme(environment: ["NO_COLOR": ""], colours: 256).colours == 256)
    #expect(Theme(environment: ["TERM": "dumb"], colours: 256) == .mono)
    for role in Role.allCases { #expect(theme.style(of: role).colour == nil) }
    for role in [Role.banner, .selected, .hidden, .danger] { #expect(theme.style(of: role).reverse) }
  }
}
