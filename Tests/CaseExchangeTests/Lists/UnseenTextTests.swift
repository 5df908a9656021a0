import Testing

@testable import CaseExchange

/// Nothing hides in what is published.
@Suite struct UnseenTextTests {
  @Test(arguments: [
    ("a\u{3164}b", "3164", "3164"), ("a\u{2800}b", "2800", "2800"), ("a\u{34F}b", "034f", "034F"),
    ("a\u{FE0F}b", "fe0f", "FE0F"), ("a\u{E000}b", "e000", "E000"), ("a\u{115F}b", "115f", "115F"),
    ("a\u{202E}b", "202e", "202E"), ("a\u{E0101}b", "db40\\udd01", "E0101"),
  ])
  func itIsWrittenAsItsNumber(_ text: String, _ json: String, _ page: String) {
    #expect(SortedJSON.bytes(of: .string(text)) == Array("\"a\\u\(json)b\"".utf8))
    #expect(Array(HTMLText.escaped(text).utf8) == Array("a⟨U+\(page)⟩b".utf8))
  }

  /// Persian and Indic scripts are spelt with them on a page.
  @Test func joinersStayOnAPage() { #expect(HTMLText.escaped("می\u{200C}خ") == "می\u{200C}خ") }
}
