import CaseTesting
import Testing

@testable import casetui

@Suite struct TerminalWidgetTests {
  // MARK: List

  /// Whatever keys come, the selection is in the list and in the window, and the window in the list.
  @Test(arguments: 0..<50 as Range<UInt64>)
  func theSelectionStaysInSight(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    var list = ListState(count: Int.random(in: 0...40, using: &random), height: 7)
    for _ in 0..<300 {
      switch Int.random(in: 0..<9, using: &random) {
      case 0: list.setCount(.random(in: -1...60, using: &random))
      case 1: list.setHeight(.random(in: -1...12, using: &random))
      case 2: list.select(.random(in: -5...70, using: &random))
      default:
        let keys: [Key] = [.up, .down, .pageUp, .pageDown, .home, .end]
        #expect(list.handle(keys.randomElement(using: &random)!) == true)
      }
      guard list.count > 0 else {
        #expect(list.selected == 0 && list.visible.isEmpty)
        continue
      }
      try #require(list.visible.contains(list.selected))
      try #require(list.visible.upperBound <= list.count)
      // Nothing is left blank below a list that is longer than the window.
      try #require(list.visible.count == min(list.count, list.height))
    }
  }

  @Test func aPageKeepsThePlaceOnTheScreen() {
    var list = ListState(count: 100, selected: 3, height: 10)
    #expect(list.handle(.pageDown) == true)
    #expect(list.selected == 13 && list.top == 10)
    #expect(list.handle(.pageUp) == true)
    #expect(list.selected == 3 && list.top == 0)
  }

  // MARK: Table

  private let table = Table(columns: [
    .init(title: "ID", width: .fixed(7)), .init(title: "Subject", width: .flex(minimum: 8)),
    .init(title: "Stage", width: .fixed(8), minimumTableWidth: 40),
    .init(title: "Ev", width: .fixed(3), alignment: .right),
  ])

  private func row(_ index: Int) -> Table.Row {
    let names = ["Ivanov  Иванов Пётр", "Wang Wei  王伟", "Harbor Lane Shipping Ltd", "evil\u{1B}[2J"]
    return Table.Row(
      cells: ["26-\(index)", Printable(names[index % 4]), "Legal", "\(index)"],
      sign: index % 3 == 0 ? "*" : "",
      cellRoles: [2: .ok])
  }

  @Test func onlyVisibleRowsAreAskedFor() {
    var frame = Frame(size: Size(width: 50, height: 6))
    var asked: [Range<Int>] = []
    let list = ListState(count: 100_000, selected: 50_000, height: 5)
    table.draw(list, in: frame.bounds, of: &frame) { range in
      asked.append(range)
      return range.map(row)
    }
    #expect(asked == [49_996..<50_001])
    #expect(frame.cursor == Point(x: 1, y: 5))
  }

  @Test(arguments: [50, 30, 12])
  func tableGolden(_ width: Int) {
    var frame = Frame(size: Size(width: width, height: 6))
    table.draw(ListState(count: 9, selected: 3, height: 5), in: frame.bounds, of: &frame) { $0.map(row) }
    expectGolden(frame, "table-\(width)")
  }

  @Test func noSizeOfATableCrashes() {
    for width in 0...60 {
      for height in 0...5 {
        var frame = Frame(size: Size(width: width, height: height))
        for count in [0, 1, 9] {
          table.draw(ListState(count: count, selected: 4), in: frame.bounds, of: &frame) { $0.map(row) }
          // Rows that vanished between counting and fetching.
          table.draw(ListState(count: count), in: frame.bounds, of: &frame) { _ in [] }
        }
      }
    }
  }

  // MARK: Text field

  @Test(
    arguments: [
      ("typing", "", [.character("a"), .character("ж"), .character("王")], "aж王|"),
      ("in the middle", "ac", [.left, .character("b")], "ab|c"),
      ("backspace takes a cluster", "e\u{301}", [.backspace], "|"),
      ("backspace at the start", "a", [.home, .backspace], "|a"),
      ("delete", "ab", [.home, .delete], "|b"), ("delete at the end", "ab", [.delete], "ab|"),
      ("word", "one two ", [.control("w")], "one |"), ("to the start", "abc", [.left, .control("u")], "|c"),
      ("to the end", "abc", [.home, .right, .control("k")], "a|"), ("ends", "abc", [.home, .end], "abc|"),
    ] as [(String, String, [Key], String)])
  func editing(_ why: String, _ start: String, _ keys: [Key], _ result: String) {
    var field = TextField(start)
    for key in keys { _ = field.handle(key) }
    #expect(field.beforeCursor + "|" + field.afterCursor == result, "\(why)")
  }

  @Test func pastedNewlinesSubmitNothing() {
    var form = Form([.init("Name"), .init("Note")])
    #expect(form.handle(.paste("a\nb\u{1B}[31m")) == .handled)
    #expect(form.texts == ["a b\u{1B}[31m", ""])
    #expect(form.handle(.paste(String(repeating: "x", count: 10_241))) == .pasteTooLong(bytes: 10_241))
    #expect(form.texts[0].count == 8)
  }

  /// The cursor is in the field, and what is under it is what comes next.
  @Test func theCursorIsAlwaysSeen() {
    for width in 1...12 {
      var field = TextField("王伟 e\u{301}\u{1B} мир")
      for _ in 0..<12 {
        var frame = Frame(size: Size(width: width, height: 1))
        field.draw(in: frame.bounds, of: &frame, isFocused: true)
        #expect(frame.cursor.map { frame.bounds.contains($0) } == true)
        _ = field.handle(.left)
      }
    }
    var frame = Frame(size: Size(width: 6, height: 1))
    TextField("secret", isSecret: true).draw(in: frame.bounds, of: &frame, isFocused: false)
    #expect(frame.text == "******")
  }

  // MARK: Form, menu, text

  @Test func formGolden() {
    var form = Form([.init("Name", text: "Иванов"), .init("Born"), .init("Reason", text: "x")])
    form.show(errors: [1: "a day is needed, as 1970-01-31"])
    #expect(form.focus == 1)
    var frame = Frame(size: Size(width: 44, height: 5))
    form.draw(in: frame.bounds, of: &frame)
    expectGolden(frame, "form")
    #expect(form.handle(.key(.tab)) == .handled)
    #expect(form.handle(.key(.enter)) == .submit)
    #expect(form.handle(.key(.escape)) == .cancel)
  }

  /// What is wrong with the field that has the focus is read whole; of another's the beginning, with a sign.
  @Test func aLongFaultIsReadWhole() {
    var form = Form([.init("Name", text: "x"), .init("Born"), .init("Reason")])
    let fault = "a day is needed, as 1970-01-31, or its month, or its year alone, as the document has it"
    form.show(errors: [1: Printable(fault)])
    func drawn(_ height: Int) -> String {
      var frame = Frame(size: Size(width: 44, height: height))
      form.draw(in: frame.bounds, of: &frame)
      return frame.text
    }
    let words = drawn(8).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Born ! \(fault) Reason"), "\(drawn(8))")
    #expect(drawn(form.height(in: 44)).hasSuffix("\nReason"), "\(drawn(form.height(in: 44)))")
    #expect(drawn(2).hasPrefix("Born\n"), "the field stays in sight: \(drawn(2))")
    #expect(form.handle(.key(.tab)) == .handled)
    #expect(drawn(8).contains("…") && !drawn(8).contains("as the document has it"), "\(drawn(8))")
    #expect(form.height(in: 44) == 4)
  }

  @Test func aFormScrollsToItsFocus() {
    var form = Form((1...9).map { .init("Field \($0)") })
    for _ in 0..<8 { _ = form.handle(.key(.tab)) }
    var frame = Frame(size: Size(width: 30, height: 3))
    form.draw(in: frame.bounds, of: &frame)
    #expect(frame.text == "Field 7\nField 8\nField 9")
    #expect(frame.cursor == Point(x: 9, y: 2))
  }

  @Test func menu() {
    var menu = Menu(
      "a", [.init("s", "advance stage..."), .init("j", "journal", obstacle: "no key"), .init(nil, "more")])
    var frame = Frame(size: Size(width: 40, height: 8))
    menu.draw(in: frame.bounds, of: &frame)
    expectGolden(frame, "menu")
    #expect(menu.handle(.character("j")) == .chosen(1))
    #expect(menu.handle(.down) == .handled)
    #expect(menu.handle(.enter) == .chosen(2))
    #expect(menu.handle(.escape) == .cancel)
    #expect(menu.handle(.character("x")) == .ignored)
  }

  @Test func textScrolls() {
    var view = TextView((1...20).map { "line \($0) of the text" })
    view.setSize(Size(width: 8, height: 4))
    #expect(view.handle(.end) == true)
    var frame = Frame(size: Size(width: 8, height: 4))
    view.draw(in: frame.bounds, of: &frame)
    #expect(frame.text == "text\nline 20\nof the\ntext")
    #expect(view.handle(.pageUp) == true)
    view.draw(in: frame.bounds, of: &frame)
    #expect(!frame.text.contains("line 20"))
  }

  // MARK: Fuzzy

  @Test(arguments: [
    ("word starts win", "as", ["Go to case", "Advance stage"], [1, 0]),
    ("a run beats scattered letters", "boa", ["cabbie to a", "notice board"], [1, 0]),
    ("a missing letter is out", "xyz", ["Advance stage"], []),
    ("case does not matter", "ADV", ["advance"], [0]), ("empty fits all, in order", "", ["b", "a"], [0, 1]),
    ("other scripts", "ив", ["Петров", "Иванов"], [1]),
  ])
  func fuzzy(_ why: String, _ pattern: String, _ candidates: [String], _ ranked: [Int]) {
    #expect(Fuzzy.rank(pattern, among: candidates) == ranked, "\(why)")
  }
}
