import CaseTesting
import Testing

@testable import CaseDomain

@Suite struct ProtectedSpansTests {
  private static let secret = "Account cluster 7 paid with card \"VX & Co\" <Linhai>"

  private func leaks(_ passage: String, in output: String, consented: Bool = false) -> [Leak] {
    ProtectedSpans([
      ProtectedPassage(passage, owner: "Ardent Labs", exhibit: "EX-014", isConsented: consented)
    ])
    .leaks(in: Array(output.utf8))
  }

  @Test(arguments: [
    ("as it is", "Account cluster 7 paid with card \"VX & Co\" <Linhai>"),
    ("in capitals", "ACCOUNT CLUSTER 7 PAID WITH CARD \"VX & CO\" <LINHAI>"),
    ("over lines", "Account cluster\r\n  7 paid\twith\u{A0}card \"VX & Co\" <Linhai>"),
    ("HTML", "Account cluster 7 paid with card &quot;VX &amp; Co&quot; &lt;Linhai&gt;"),
    ("decimal references", "Account cluster 7 paid with card &#34;VX &#38; Co&#34; &#60;Linhai&#62;"),
    ("hexadecimal references", "&#x41;ccount cluster 7 paid with card &#x22;VX &#X26; Co&#x22; &lt;Linhai>"),
    (
      "tags within",
      "<b>Acc<bdi>ount</bdi> cluster</b> 7 <i>paid</i> with card &quot;VX &amp; Co&quot; &lt;Linhai&gt;"
    ),
    ("tags for spaces", "Account<br>cluster 7<td>paid with card &quot;VX &amp; Co&quot; &lt;Linhai&gt;"),
    ("JSON", #"Account cluster 7 paid with card \"VX \u0026 Co\" \u003cLinhai\u003e"#),
    ("JSON line end", #"Account cluster\n7 paid with card \"VX & Co\" <Linhai>"#),
    ("CSV", "1,\"Account cluster 7 paid with card \"\"VX & Co\"\" <Linhai>\",2"),
    (
      "escaped twice",
      "Account cluster 7 paid with card &amp;quot;VX &amp;amp; Co&amp;quot; &amp;lt;Linhai&amp;gt;"
    ),
    ("JSON in HTML", "Account cluster 7 paid with card \\&quot;VX &amp; Co\\&quot; &lt;Linhai&gt;"),
    ("a link", "?q=Account%20cluster%207%20paid%20with%20card%20%22VX%20%26%20Co%22%20%3CLinhai%3E"),
    ("full width", "Ａｃｃｏｕｎｔ cluster 7 paid with card \"VX & Co\" <Linhai>"),
    ("zero width", "Acc\u{200B}ount\u{AD} cluster 7 paid with card \"VX & Co\" <Linhai>"),
    ("fillers", "Acc\u{3164}ount\u{115F} cluster\u{FE0F} 7 paid with card \"VX & Co\" <Linhai>"),
    ("shown filler", "Acc⟨U+3164⟩ount cluster 7 paid with card \"VX & Co\" <Linhai>"),
    ("bidi", "Account \u{202E}cluster\u{202C} 7 paid with card \"VX & Co\" <Linhai>"),
    ("shown bidi", "Account ⟨U+202E⟩cluster 7 paid with card \"VX & Co\" <Linhai>"),
    ("accents", "Àccount clüster 7 paid with card \"VX & Co\" <Linhai>"),
  ])
  func everyFormIsFound(_ why: String, _ output: String) {
    let before = "naïve {"
    let found = leaks(Self.secret, in: before + output + "}")
    let start =
      output.utf8.firstIndex { $0 == UInt8(ascii: "A") || $0 == 0xC3 || $0 == 0xEF || $0 == 0x26 }
      ?? output.utf8.startIndex
    let offset = before.utf8.count + output.utf8.distance(from: output.utf8.startIndex, to: start)
    #expect(found == [Leak(owner: "Ardent Labs", exhibit: "EX-014", offset: offset)], "\(why)")
  }

  @Test(arguments: [
    "", "Account cluster 8 paid with card \"VX & Co\" <Linhai>", "Account cluster 7 paid with card",
    "&quot;&#;&#x;&#xFFFFFFFFFF;&;\\u\\uD800\\u12%%2%GG\"\"<<>< a", "\u{FFFD}",
  ])
  func nothingElseIs(_ output: String) { #expect(leaks(Self.secret, in: output).isEmpty) }

  @Test(arguments: [
    ("a whole word", "GTK-9", "under GTK-9.", true), ("part of a word", "GTK-9", "under GTK-95", false),
    ("part of a word before", "TK-9", "under GTK-9.", false),
    ("another case", "GTK-9", "under gtk-9.", false),
    ("at both ends", "GTK-9", "GTK-9", true), ("in a cell", "GTK-9", "1,\"GTK-9\",2", true),
    ("escaped", "A&B", "by A&amp;B only", true), ("in tags", "GTK-9", "<td>G<b>TK</b>-9</td>", true),
    ("one letter", "Q", "Plan Q here", true), ("one letter within", "Q", "Qatar", false),
    ("underscore is no letter", "GTK-9", "_GTK-9_", true), ("accent counts as letter", "GTK", "GTKé", false),
    // Han has no spaces between words: a miss would be worse than a false find.
    ("Han within Han", "北垣星图", "据称北垣星图公司", true), ("other Han", "北垣星图", "北垣星", false),
    ("seven characters fold not", "Linhai7", "LINHAI7", false), ("eight do", "Linhai77", "xLINHAI77x", true),
    ("spaces are counted once", "Lin  \n hai", "LIN HAI", false),
  ])
  func shortPassages(_ why: String, _ passage: String, _ output: String, _ isFound: Bool) {
    #expect(leaks(passage, in: output).isEmpty == !isFound, "\(why)")
  }

  @Test func consentIsForOnePassageOfOneOwner() {
    let spans = ProtectedSpans([
      ProtectedPassage(Self.secret, owner: "Ardent Labs", exhibit: "EX-014", isConsented: true),
      ProtectedPassage(Self.secret, owner: "Brightwater AI", exhibit: "EX-020"),
    ])
    #expect(leaks(Self.secret, in: Self.secret, consented: true).isEmpty)
    #expect(spans.leaks(in: Array(Self.secret.utf8)).map(\.owner) == ["Brightwater AI"])
  }

  @Test func everyPlaceIsNamedAndTheRefusalSaysNoSecret() throws {
    let spans = ProtectedSpans([
      ProtectedPassage("the reseller panel", owner: "Ardent Labs", exhibit: "EX-001"),
      ProtectedPassage("reseller panel of June", owner: "Brightwater AI", exhibit: "EX-002"),
      ProtectedPassage(" \u{200B}\n", owner: "Nobody", exhibit: "EX-003"),
    ])
    let output = Array("The Reseller Panel of June. The reseller panel.".utf8)
    let refusal = try #require(throws: LeakRefusal.self) { try spans.check(output) }
    #expect(refusal.leaks.map { "\($0.exhibit)@\($0.offset)" } == ["EX-001@0", "EX-002@4", "EX-001@28"])
    #expect(refusal.leaks.allSatisfy { !$0.message.lowercased().contains("panel") && !$0.remedy.isEmpty })
    #expect(refusal.leaks[0].message.contains("EX-001 at byte 0, given in confidence by Ardent Labs"))
    try spans.check(Array("Nothing of it.".utf8))
  }

  @Test func bytesThatAreNotUTF8AreRead() {
    let spans = ProtectedSpans([ProtectedPassage("hidden figure", owner: "A", exhibit: "E")])
    #expect(
      spans.leaks(in: [0xFF, 0xC3, 0x28] + Array("Hidden Figure".utf8) + [0xE2, 0x82]).map(\.offset) == [3])
  }

  /// A passage put anywhere into anything is found; without it nothing is.
  @Test(arguments: 0..<60 as Range<UInt64>)
  func plantedPassagesAreFound(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    let pieces = [
      "<p>", "&amp;", "\\n", "\"\"", "北", " ", "x", "\u{202E}", "é", "%41", "<", "&", "\\u00", ",",
    ]
    func noise() -> String {
      (0..<40).map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
    }
    let (before, after) = (noise(), noise())
    // A space ends whatever the noise began; `>` closes a tag it may have opened.
    let output = before + "> ;Zeta Cluster 41" + after
    #expect(leaks("zeta cluster 41", in: output).count >= 1)
    #expect(leaks("zeta cluster 41", in: before + "> ;Zeta Cluste 41" + after).isEmpty)
  }

  /// Linear in the output, whatever it is made of.
  @Test func hostileOutputTakesNoLonger() {
    for piece in ["<a", "&", "&#x", "\\u", "<a>", "⟨U+", "zeta", "%", "\""] {
      let output = String(repeating: piece, count: 20_000)
      #expect(leaks("zeta cluster 41", in: output).isEmpty)
    }
  }
}
