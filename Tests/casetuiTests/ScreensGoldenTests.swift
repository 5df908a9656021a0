import CaseDomain
import Testing

@testable import casetui

/// Every screen at both sizes, to be read like code.
@Suite struct ScreensGoldenTests {
  private static func down(_ rows: Int) -> [String] { Array(repeating: "Down", count: rows) }

  static let ways: [(name: String, keys: [String])] = [
    ("home", []),
    ("cases", ["g", "c", "Space", "Down"]),
    ("cases-find", ["g", "c", "/", "text:e"]),
    ("case-summary", ["g", "c", "Enter"]),
    ("case-evidence", ["g", "c", "Enter", "2", "Down"]),
    // Down to M2 and M3, to what contradicts and what is disputed.
    ("case-elements", ["g", "c", "Enter", "3"] + down(13) + ["Right", "Right"]),
    ("case-elements-disputed", ["g", "c", "Enter", "3", "H"] + down(14) + ["Right"]),
    ("element-read", ["g", "c", "Enter", "3"] + down(14) + ["Enter"]),
    ("weigh-menu", ["g", "c", "Enter", "3"] + down(12) + ["Right", "w"]),
    ("weigh-reason", ["g", "c", "Enter", "3"] + down(13) + ["x"]),
    ("case-analysis", ["g", "c", "Enter", "4"]),
    ("case-hypotheses", ["g", "c", "Enter", "5", "Down", "Right"]),
    ("case-review", ["g", "c", "Enter", "6", "Down"]),
    ("case-audit", ["g", "c", "Enter", "7", "Down"]),
    (
      "claim-form",
      [
        "g", "c", "Enter", "4", "a", "c", "a", "text:The accounts answer to it.", "Enter", "text:surely",
        "End",
      ]
    ),
    ("cell-menu", ["g", "c", "Enter", "5", "Enter"]),
    ("approval-menu", ["g", "c", "Enter", "6", "a", "p"]),
    ("board", ["g", "b"]),
    ("board-track", ["g", "b", "Tab"]),
    ("deadlines", ["g", "d", "Down"]),
    ("publication", ["g", "c", "Enter", "p"]),
    ("finding-exhibits", ["g", "c", "Enter", "3", "f", "m", "Space"]),
    ("finding-rationale", ["g", "c", "Enter", "3", "f", "m", "Space", "Enter", "text:Terms bar it."]),
    ("stage-menu", ["g", "c", "a", "s"]),
    ("stage-refused", ["g", "c", "a", "s", "Enter"]),
    ("import-review", ["g", "i", "text:in/bundle.json", "Enter", "Down"]),
    ("import-receipt", ["g", "i", "text:in/bundle.json", "Enter", "t", "1", "C"]),
    ("sync", ["g", "s"]),
    ("sync-done", ["g", "s", "y", "Enter"]),
    ("conflict", ["g", "s", "Enter"]),
    ("conflict-hard", ["g", "s", "Enter", "n"]),
    ("search", ["g", "/", "text:wang", "Enter"]),
    ("screening-empty", ["g", "n", "Esc"]),
    ("screening-form", ["g", "n", "text:Pyotr Primerov", "Enter", "Enter", "text:soon", "Ctrl-S"]),
    ("screening-name", ["g", "n", "text:Pyotr Primerov", "Ctrl-S", "Down"]),
    ("screening-none", ["g", "n", "text:Nobody", "Ctrl-S"]),
    ("screening-case", ["g", "c", "Enter", "a", "l", "Down"]),
    ("pair-typed", ["g", "n", "text:Pyotr Primerov", "Ctrl-S", "Down", "Down", "Enter"]),
    ("pair-judged", ["g", "c", "Enter", "a", "l", "Down", "Enter"]),
    ("pair-reason", ["g", "c", "Enter", "a", "l", "d", "text:two births"]),
    ("jobs-empty", ["g", "j"]),
    (
      "jobs",
      [
        "g", "i", "text:in/bundle.json", "Enter", "g", "s", "y", "Enter", "g", "i", "text:missing", "Enter",
        "g", "j",
      ]
    ),
    ("jobs-result", ["g", "i", "text:missing", "Enter", "g", "j", "Enter"]),
    ("audit", ["g", "a"]),
    ("palette", ["g", "c", ":", "text:stage"]),
    ("help", ["g", "c", "?"]),
    ("prefix-g", ["g"]),
    ("prefix-a", ["g", "c", "Enter", "a"]),
    ("prompt", ["c", "c", "text:Новое дело"]),
    ("quit", ["Ctrl-C"]),
  ]

  @Test(arguments: ways.indices, [(80, 24), (100, 30)])
  func golden(_ index: Int, _ size: (Int, Int)) throws {
    let (name, keys) = Self.ways[index]
    var sim = AppSim(size.0, size.1)
    for key in keys { sim.press(key) }
    let frame = sim.frame
    expectGolden(frame, "screen-\(name)-\(size.0)x\(size.1)")
    let rows = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(rows.first?.contains("CUI") == true)
    #expect(rows.last == rows.first)
    // The cursor stands on the selected row, or in the field, or at the start of what is read.
    let cursor = try #require(frame.cursor)
    let selected = (1..<frame.size.height - 1).filter { y in frame.row(y).contains { $0.role == .selected } }
    let isElsewhere = [
      "cases-find", "palette", "finding-rationale", "prompt", "help", "claim-form", "weigh-reason",
      "element-read", "screening-form", "pair-reason",
    ].contains(name)
    #expect(selected.isEmpty || isElsewhere || selected.contains(cursor.y), "\(name)")
  }

  /// What is told by colour is told by words or signs too: without roles no two states look the same.
  @Test func nothingIsToldByColourAlone() {
    var sim = AppSim()
    sim.press("g", "c", "Space")
    #expect(sim.text.contains(" * 26-0001-FE"))
    #expect(sim.text.contains(" ! 26-0003-FE") || sim.text.contains("!> 26-0003-FE"))
    sim.press("Home", "Enter", "3")
    #expect(sim.text.contains("GAP"))
    #expect(sim.text.contains("thin") || sim.text.contains("met"))
  }

  /// The banner follows what is on the screen: two rows apart, two markings.
  @Test func theBannerIsTheMostRestrictiveOfWhatIsSeen() {
    var sim = AppSim()
    sim.press("g", "c")
    #expect(sim.banner.contains("CUI//SP-LEI//FEDCON TLP:AMBER+STRICT"))
    sim.press("/", "text:王", "Enter")
    #expect(sim.banner.contains(" CUI TLP:AMBER "))
    sim.press("Esc", "Home", "Enter")
    #expect(sim.banner.contains("CUI//SP-LEI//FEDCON TLP:AMBER+STRICT"))
  }

  /// Hostile names are seen for what they are, on every screen that shows them.
  @Test func hostileTextIsShown() {
    var sim = AppSim()
    sim.press("g", "c")
    #expect(sim.text.contains("leak<U+202E>fdp.exe"))
    sim.press("End", "Enter")
    #expect(sim.text.contains("leak<U+202E>fdp.exe"))
    #expect(!sim.text.unicodeScalars.contains("\u{202E}"))
  }
}
