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
    let shown = [RecordText.field("a\(scalar)b"), RecordText.line("a\(scalar)b")]
    #expect(shown.allSatisfy { !$0.unicodeScalars.contains(scalar) }, "\(shown)")
    let json = RecordText.json("a\(scalar)b")
    #expect(json.allSatisfy { $0 == 0x0A || (0x20..<0x7F).contains($0) }, "\(json)")
  }

  /// In the text of a record it parts no name that it stands in: a Japanese one with a variant of a character, a
  /// Mongolian one. What parts words stays a blank.
  @Test(arguments: [
    ("葛\u{E0100}城", "葛⟨U+E0100⟩城"), ("辻\u{FE00}", "辻⟨U+FE00⟩"),
    ("\u{182D}\u{180B}\u{1820}", "\u{182D}⟨U+180B⟩\u{1820}"),
    ("a\u{200B}b", "a⟨U+200B⟩b"), ("a\u{AD}b", "a⟨U+00AD⟩b"), ("a\nb", "a b"), ("a\u{2028}b", "a b"),
    ("a\u{1B}b", "a b"), ("a\u{2800}b", "a b"),
  ])
  func itPartsNoName(_ text: String, _ shown: String) {
    #expect(Array(RecordText.line(text).utf8) == Array(shown.utf8))
    #expect(Array(RecordText.field(text).utf8) == Array(shown.utf8))
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
