import CaseDomain
import CaseTesting
import Foundation
import Testing

@testable import casetui

/// What may be drawn, said without the code under test. Returns what is wrong.
private func flaw(in printable: Printable) -> String? {
  var marks = 0
  var cells = 0
  for (index, scalar) in printable.text.unicodeScalars.enumerated() {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator, .privateUse, .unassigned, .surrogate:
      return "U+\(String(scalar.value, radix: 16)) is drawn"
    case .format where scalar.value != 0x200C && scalar.value != 0x200D:
      return "format character U+\(String(scalar.value, radix: 16)) is drawn"
    default: break
    }
    guard let width = Width.of(scalar) else { return "U+\(String(scalar.value, radix: 16)) has no width" }
    marks = width == 0 ? marks + 1 : 0
    if width == 0, index == 0 { return "starts with a mark" }
    if marks > 4 { return "more than four marks on a base" }
    cells += width
  }
  if cells != printable.cells { return "\(printable.cells) cells said, \(cells) counted" }
  // A cluster without a cell of its own would be lost on the grid.
  if printable.text.contains(where: { Width.of($0) == 0 }) { return "a cluster takes no cell" }
  let again = Printable(printable.text)
  if !again.text.utf8.elementsEqual(printable.text.utf8) {
    return "not idempotent: \(again.text.unicodeScalars.map { String($0.value, radix: 16) })"
  }
  for range in printable.hidden where Array(printable.text.utf8)[range].first != UInt8(ascii: "<") {
    return "a stand-in is not where `hidden` says"
  }
  return nil
}

@Suite struct TerminalPrintableTests {
  /// What is shown as a stand-in is what the domain says, which the terminal's folder may not ask, and what
  /// no two terminals draw alike.
  @Test func whatMustBeShownIsWhatTheDomainSays() {
    var differing: [String] = []
    for scalar in (0...0x10FFFF as ClosedRange<UInt32>).lazy.compactMap(Unicode.Scalar.init) {
      let isDrawnUnlike = scalar.isRegionalIndicator || scalar.value == 0x20E3
      if scalar.mustBeShown != (scalar.hasNoGlyph || isDrawnUnlike)
        || scalar.joinsInScript != scalar.isOfJoiningScript
      {
        differing.append(String(scalar.value, radix: 16))
      }
    }
    #expect(differing.isEmpty, "\(differing.prefix(20))")
  }

  @Test(arguments: [
    ("plain text stays", "Harbor Lane", "Harbor Lane", false),
    ("letters of any script stay", "Иванов 王伟 محمد Ødegård", "Иванов 王伟 محمد Ødegård", false),
    ("escape", "a\u{1B}[31mb", "a<ESC>[31mb", true),
    ("controls", "\u{0}\u{7}\u{8}\r\n\u{7F}", "<NUL><BEL><BS><CR><LF><DEL>", true),
    ("C1", "\u{9B}31m\u{85}", "<U+009B>31m<U+0085>", true),
    ("a tab is a space", "a\tb", "a b", false),
    ("line and paragraph separators", "a\u{2028}b\u{2029}", "a<U+2028>b<U+2029>", true),
    ("bidi override", "gpj.\u{202E}exe", "gpj.<U+202E>exe", true),
    ("bidi isolates and marks", "\u{2066}\u{2069}\u{200E}\u{61C}", "<U+2066><U+2069><U+200E><U+061C>", true),
    ("zero width", "a\u{200B}\u{2060}\u{FEFF}b", "a<U+200B><U+2060><U+FEFF>b", true),
    ("soft hyphen", "a\u{AD}b", "a<U+00AD>b", true),
    ("tags", "a\u{E0041}", "a<U+E0041>", true),
    ("Hangul filler", "\u{3164}\u{115F}", "<U+3164><U+115F>", true),
    ("braille blank", "a\u{2800}b", "a<U+2800>b", true),
    ("private use", "\u{E000}\u{F0000}", "<U+E000><U+F0000>", true),
    ("unassigned", "\u{378}\u{FFFF}", "<U+0378><U+FFFF>", true),
    ("non-joiner in Persian", "می\u{200C}خواهم", "می\u{200C}خواهم", false),
    ("joiner in Devanagari", "क्\u{200D}ष", "क्\u{200D}ष", false),
    ("non-joiner in Latin", "is\u{200C}Admin", "is<U+200C>Admin", true),
    ("joiner at the end", "می\u{200C}", "می<U+200C>", true),
    ("two joiners", "می\u{200C}\u{200C}خ", "می<U+200C><U+200C>خ", true),
    ("four marks are drawn", "a\u{301}\u{302}\u{303}\u{304}b", "a\u{301}\u{302}\u{303}\u{304}b", false),
    (
      "one more is counted", "a\u{301}\u{302}\u{303}\u{304}\u{305}b",
      "a\u{301}\u{302}\u{303}\u{304}<+1 mark>b", true
    ),
    (
      "zalgo", "a" + String(repeating: "\u{301}", count: 16), "a\u{301}\u{301}\u{301}\u{301}<+12 marks>", true
    ),
    ("a mark without a base", "\u{301}a", "<U+0301>a", true),
    ("a mark after a stand-in", "\u{1B}\u{301}", "<ESC><U+0301>", true),
    ("picture style", "\u{2764}\u{FE0F}", "\u{2764}<U+FE0F>", true),
    ("a selector that selects nothing", "a\u{FE0F}", "a<U+FE0F>", true),
    ("family", "👨\u{200D}👩\u{200D}👧!", "👨<U+200D>👩<U+200D>👧!", true),
    ("skin tone", "👍🏽", "👍<U+1F3FD>", true),
    ("a skin tone alone", "a🏽", "a<U+1F3FD>", true),
    ("flag", "🇷🇺🇺", "<flag RU><U+1F1FA>", true),
    ("Hangul letters join", "ᄒ\u{1161}\u{11AB}", "ᄒ\u{1161}\u{11AB}", false),
    ("a Hangul vowel that joins nothing", "a\u{1161}", "a<U+1161>", true),
    ("a Hangul vowel after a final", "한\u{1161}", "한<U+1161>", true),
    ("keycap", "1\u{FE0F}\u{20E3}", "1<U+FE0F><U+20E3>", true),
  ])
  func standIns(_ why: String, _ source: String, _ shown: String, _ hadHidden: Bool) {
    let printable = Printable(source)
    #expect(printable.text.utf8.elementsEqual(shown.utf8), "\(why): \(printable.text)")
    #expect(printable.hadHidden == hadHidden, "\(why)")
    #expect(flaw(in: printable) == nil, "\(why)")
  }

  @Test(
    arguments: [
      ("a lone byte", [0xFF], "<0xFF>"),
      ("continuation first", [0x80, 0x41], "<0x80>A"),
      ("cut off", [0x41, 0xE2, 0x82], "A<0xE2><0x82>"),
      ("overlong slash", [0xC0, 0xAF], "<0xC0><0xAF>"),
      ("overlong in three", [0xE0, 0x80, 0xAF], "<0xE0><0x80><0xAF>"),
      ("surrogate", [0xED, 0xA0, 0x80], "<0xED><0xA0><0x80>"),
      ("beyond Unicode", [0xF4, 0x90, 0x80, 0x80], "<0xF4><0x90><0x80><0x80>"),
      ("the last scalar", [0xF4, 0x8F, 0xBF, 0xBF], "<U+10FFFF>"),
    ] as [(String, [UInt8], String)])
  func invalidBytes(_ why: String, _ bytes: [UInt8], _ shown: String) {
    #expect(Printable(bytes: bytes).text == shown, "\(why)")
  }

  /// Whatever the bytes, nothing but drawable text comes out, and drawing it again changes nothing.
  @Test(arguments: 0..<10 as Range<UInt64>)
  func anyBytes(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces: [[UInt8]] =
      [
        "\u{1B}[", "\u{200D}", "\u{200C}", "\u{301}", "👨", "🏽", "🇷", "\u{FE0F}", "م", "क", "्", "ᄀ", "ᅡ", "a",
        "王", "\u{5B0}",
      ]
      .map { Array($0.utf8) }
    for _ in 0..<300 {
      var bytes: [UInt8] = []
      for _ in 0..<Int.random(in: 0...24, using: &random) {
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.append(UInt8.random(in: 0...255, using: &random))
        case 1:
          let scalar = Unicode.Scalar(UInt32.random(in: 0...0x10FFFF, using: &random)) ?? "x"
          bytes += Array(String(scalar).utf8)
        default: bytes += pieces.randomElement(using: &random)!
        }
      }
      let printable = Printable(bytes: bytes)
      #expect(flaw(in: printable) == nil, "\(bytes)")
      let limit = Int.random(in: 0...12, using: &random)
      #expect(printable.truncated(to: limit).cells <= limit)
      #expect(flaw(in: printable.truncated(to: limit)) == nil, "\(bytes) at \(limit)")
      #expect(printable.tail(cells: limit).cells <= limit)
      let widest = printable.wrapped(to: max(4, limit)).map(\.cells).max() ?? 0
      #expect(widest <= max(4, limit), "\(bytes) wrapped at \(limit)")
    }
  }

  /// Two printables side by side are as safe as each, and as wide as both.
  @Test func concatenation() {
    let parts = ["a", "ᄀ", "ᅡ", "🇷", "🇺", "👨", "🏽", "\u{301}", "\u{200D}", "क", "ि", "\u{202E}", "م"]
    for left in parts {
      for right in parts {
        let both = Printable(left) + Printable(right)
        #expect(flaw(in: both) == nil, "\(left.unicodeScalars) + \(right.unicodeScalars)")
      }
    }
    let shifted: Printable = "x\u{1B}" + Printable("y\u{7}")
    #expect(shifted.text == "x<ESC>y<BEL>")
    #expect(shifted.hidden == [1..<6, 7..<12])
  }

  /// To Unicode this is one cluster, two thousand cells wide.
  @Test func endlessCluster() {
    let printable = Printable(String(repeating: "ᄀ", count: 1000))
    #expect(printable.cells == 2000)
    #expect(printable.truncated(to: 9).cells == 9)
    var frame = Frame(size: Size(width: 9, height: 1))
    #expect(frame.put(printable, at: Point(x: 0, y: 0)) == 9)
  }

  @Test func interpolationEscapes() {
    let hostile = "a\u{202E}b"
    let printable: Printable = "Party \(hostile), \(3) of \(Printable("x"))"
    #expect(printable.text == "Party a<U+202E>b, 3 of x")
    #expect(printable.hadHidden)
  }

  @Test func lines() {
    #expect(Printable.lines("a\r\nb\n\nc\rd").map(\.text) == ["a", "b", "", "c<CR>d"])
    #expect(Printable.lines("a\nb\nc", maximum: 2).map(\.text) == ["a", "b"])
    #expect(Printable.lines("").map(\.text) == [""])
  }

  /// The length of a text beyond the limit costs nothing.
  @Test func aHugeTextCostsWhatAShortOneDoes() {
    let unit = "Иванов \u{1B}王 "
    let huge = String(repeating: unit, count: 100_000_000 / unit.utf8.count)
    let marks = "a" + String(repeating: "\u{301}", count: 5_000_000)
    let start = ContinuousClock.now
    for _ in 0..<100 {
      let shown = Printable(huge, cells: 80)
      #expect(shown.cells <= 80 && shown.cells >= 78)
      #expect(shown.text.hasSuffix("…"))
      #expect(Printable(marks, cells: 80).text.hasSuffix("marks>…"))
    }
    // 200 scans of 110 MB take many minutes; this takes well under one second on an idle machine.
    #expect(ContinuousClock.now - start < .seconds(30))
    #expect(Printable("short", cells: 80).text == "short")
    #expect(Printable("exactly", cells: 7).text == "exactly")
    #expect(Printable("too long", cells: 7).text == "too lo…")
  }

  @Test(arguments: [
    ("fits", "abc", 3, "abc"), ("cut", "abcd", 3, "ab…"), ("wide is not halved", "王伟王", 4, "王…"),
    ("wide fits", "王伟", 4, "王伟"), ("marks stay with their base", "e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…"),
    ("one cell", "abc", 1, "…"), ("none", "abc", 0, ""),
  ])
  func truncation(_ why: String, _ source: String, _ limit: Int, _ shown: String) {
    #expect(Printable(source).truncated(to: limit).text == shown, "\(why)")
  }

  @Test(arguments: [
    ("at spaces", "the quick brown fox", 9, ["the quick", "brown fox"]),
    ("a long word is broken", "abcdefgh ij", 3, ["abc", "def", "gh", "ij"]),
    ("wide", "王伟王", 4, ["王伟", "王"]), ("empty", "", 4, [""]), ("too narrow for one", "王a", 1, ["王", "a"]),
    ("the break falls on a space", "abc def", 3, ["abc", "def"]),
  ])
  func wrapping(_ why: String, _ source: String, _ width: Int, _ lines: [String]) {
    #expect(Printable(source).wrapped(to: width).map(\.text) == lines, "\(why)")
  }

  /// Hostile files of others: names that were CVEs, recorded terminal sessions, every bad UTF-8.
  @Test(.enabled(if: Corpus.isPresent), arguments: ["unicode", "terminal"])
  func corpus(_ folder: String) throws {
    let files = Corpus.files(under: folder)
    #expect(!files.isEmpty)
    for file in files {
      let data = try Data(contentsOf: file)
      for line in data.split(separator: 10) {
        let wrong = flaw(in: Printable(bytes: line))
        #expect(wrong == nil, "\(file.lastPathComponent): \(Array(line.prefix(60)))")
      }
      #expect(flaw(in: Printable(bytes: data, cells: 80)) == nil, "\(file.lastPathComponent)")
    }
  }

  /// Texts that differ are drawn differently, whatever joins or colours a picture.
  @Test func noPartOfAPictureIsDropped() {
    let names = [
      "👨👩", "👨\u{200D}👩", "👨", "👍", "👍🏽", "👍🏿", "\u{2764}", "\u{2764}\u{FE0F}", "\u{2764}\u{FE0E}", "1\u{20E3}",
      "1\u{FE0F}\u{20E3}", "🏴\u{200D}☠", "🏴☠", "🏴\u{200D}☠\u{FE0F}",
    ]
    #expect(Set(names.map { Array(Printable($0).text.utf8) }).count == names.count)
  }

  /// Every sample of Trojan Source hides something or uses look-alike letters; what hides is shown.
  @Test(.enabled(if: Corpus.isPresent)) func trojanSource() throws {
    let file = try #require(Corpus.files(under: "unicode/trojan-source").first)
    struct Sample: Decodable { let text: String }
    for sample in try JSONDecoder().decode([Sample].self, from: Data(contentsOf: file)) {
      let hides = sample.text.unicodeScalars.contains { $0.properties.generalCategory == .format }
      #expect(Printable(sample.text).hadHidden == hides, "\(sample.text)")
    }
  }
}
