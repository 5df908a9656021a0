import CaseDomain
import Testing

@Suite struct UnseenScalarTests {
  @Test(
    arguments: [
      "\0", "\n", "\u{1B}", "\u{7F}", "\u{9B}", "\u{AD}", "\u{34F}", "\u{61C}", "\u{115F}", "\u{180B}",
      "\u{200B}",
      "\u{202E}", "\u{2028}", "\u{2800}", "\u{3164}", "\u{FE0F}", "\u{FEFF}", "\u{E000}", "\u{FFFE}",
      "\u{E0001}",
      "\u{E0101}", "\u{10FFFD}",
    ] as [Unicode.Scalar])
  func itCannotBeSeen(_ scalar: Unicode.Scalar) {
    #expect(scalar.cannotBeSeen && scalar.hasNoGlyph)
    #expect(RecordText.field("a\(scalar)b") == "a b" && RecordText.line("a\(scalar)b") == "a b")
    let json = RecordText.json("a\(scalar)b")
    #expect(json.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) }, "\(json)")
  }

  @Test(
    arguments: ["a", "~", " ", "\u{A0}", "é", "\u{301}", "七", "\u{1F600}", "\u{FFFD}"] as [Unicode.Scalar])
  func itIsSeen(_ scalar: Unicode.Scalar) { #expect(!scalar.cannotBeSeen && !scalar.hasNoGlyph) }

  /// A later version of Unicode may give it a glyph: what is hashed must not change then.
  @Test func whatIsUnassignedHasNoGlyphYet() {
    let scalar: Unicode.Scalar = "\u{378}"
    #expect(!scalar.cannotBeSeen && scalar.hasNoGlyph)
  }
}
