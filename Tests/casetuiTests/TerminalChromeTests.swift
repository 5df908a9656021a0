import Testing

@testable import casetui

@Suite struct TerminalChromeTests {
  private let chrome = Chrome(
    marking: "CUI//SP-LEI", title: "casetui  Cases / My desk", info: "HQ  4,212 cases  synced 2m  09:41",
    tabs: ["1 Summary", "2 Evidence", "3 Elements", "4 Parties", "5 Time", "6 Votes"], selectedTab: 1,
    status: "Linked EX-0311 to 26-0123.  u undo",
    keys: [
      .init("Enter", "open"), .init("s", "sort", isOptional: true), .init("?", "help"), .init("q", "back"),
    ])

  /// No size crashes, and the marking, or what fits of it, is in the first and in the last row.
  @Test func everySize() throws {
    for width in Array(1...40) + [59, 60, 79, 80, 99, 100, 159, 160, 200] {
      for height in Array(1...24) + [30, 50, 60] {
        for glyphs in [Glyphs.unicode, .ascii] {
          let size = Size(width: width, height: height)
          let frame = chrome.compose(size: size, glyphs: glyphs) { frame, body in
            // A screen that draws over everything, as none should.
            frame.fill(frame.bounds, with: "#")
            frame.put("over the banner", at: Point(x: 0, y: 0))
            frame.cursor = Point(x: body.maxX, y: body.maxY + 5)
          } overlay: { frame, rect in
            frame.fill(rect.inset(x: -5, y: -5), with: "@")
          }.frame
          #expect(frame.size == size)
          #expect(frame.cursor == nil)
          let marking = chrome.marking.truncated(to: width, ellipsis: glyphs.ellipsis).text
          let rows = frame.text.split(separator: "\n", omittingEmptySubsequences: false)
          for (row, y) in [(rows.first!, 0), (rows.last!, height - 1)] {
            try #require(row.contains(marking), "\(width)x\(height): \(row)")
            let isBanner = frame.row(y).allSatisfy { $0.role == .banner }
            try #require(isBanner)
          }
        }
      }
    }
  }

  @Test(arguments: [
    (100, 30, 24), (100, 20, 14), (100, 19, 14), (80, 10, 5), (80, 9, 5), (80, 5, 2), (80, 4, 2), (80, 3, 1),
    (80, 2, 0),
    (1, 1, 0),
  ])
  func theBodyGetsWhatTheRestLeaves(_ width: Int, _ height: Int, _ body: Int) {
    let rows = chrome.rows(for: Size(width: width, height: height))
    #expect(rows.body.height == body)
    #expect(
      rows.title.height + rows.tabs.height + rows.body.height + rows.status.height + rows.keys.height
        == max(0, height - 2))
  }

  @Test func theMarkingStandsThreeTimes() {
    func count(_ width: Int) -> Int {
      let frame = chrome.compose(size: Size(width: width, height: 10)) { _, _ in }.frame
      return frame.text.split(separator: "\n")[0].split(
        separator: "CUI//SP-LEI", omittingEmptySubsequences: false
      ).count - 1
    }
    #expect(count(100) == 3)
    #expect(count(80) == 3)
    #expect(count(45) == 3)
    #expect(count(44) == 1)
    #expect(count(11) == 1)
  }

  @Test(arguments: [(100, 30), (80, 24), (60, 12), (20, 6)])
  func golden(_ width: Int, _ height: Int) {
    let frame = chrome.compose(size: Size(width: width, height: height)) { frame, body in
      frame.put("the body", at: Point(x: body.x + 1, y: body.y))
    } overlay: { frame, rect in
      let inside = Overlay.centeredBox("help", content: Size(width: 30, height: 3), in: rect, of: &frame)
      frame.put("an overlay \u{202E}", at: inside.origin)
    }.frame
    expectGolden(frame, "chrome-\(width)x\(height)")
  }

  @Test func goldenASCII() {
    let frame = chrome.compose(size: Size(width: 60, height: 20), glyphs: .ascii) { frame, body in
      Overlay.box("a long title that does not fit", in: body.centered(Size(width: 24, height: 5)), of: &frame)
    }.frame
    expectGolden(frame, "chrome-ascii")
    #expect(frame.text.utf8.allSatisfy { $0 < 0x80 })
  }
}
