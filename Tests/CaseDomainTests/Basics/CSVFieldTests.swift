import CaseDomain
import Testing

/// How writers of tables are kept from being led into more fields than they write, or into formulas.
@Suite struct CSVFieldTests {
  @Test(arguments: [
    ("", "\"\""), ("a,b", "\"a,b\""), ("a\"b", "\"a\"\"b\""),
    // With an accent upon it, or behind a sign that joins it, a quote ends a field all the same.
    ("a\"\u{301},\"b", "\"a\"\"\u{301},\"\"b\""), ("\u{600}\"", "\"\u{600}\"\"\""),
  ])
  func everyQuoteIsDoubled(_ text: String, _ field: String) {
    #expect(Array(CSVField.quoted(text).utf8) == Array(field.utf8))
  }

  /// The lists of a record.
  @Test(arguments: [
    ("plain", "plain"), ("a,b", "\"a,b\""), ("a,\u{301}b", "\"a,\u{301}b\""),
    ("x\"\u{301}y", "\"x\"\"\u{301}y\""), ("a\u{202E}\nb", "a⟨U+202E⟩ b"),
    ("=1+1", "'=1+1"), ("=1,2", "\"'=1,2\""), ("=\u{301}1", "'=\u{301}1"), (" =1", "' =1"), ("\t=1", "' =1"),
    ("\u{FF1D}1", "'\u{FF1D}1"), ("x;=A1", "x;'=A1"), ("-", "'-"), ("a=b", "a=b"),
  ])
  func aFieldOfARecordIsOneField(_ text: String, _ field: String) {
    #expect(Array(RecordText.field(text).utf8) == Array(field.utf8))
  }
}
