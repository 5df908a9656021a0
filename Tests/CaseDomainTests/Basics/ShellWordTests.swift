import CaseDomain
import Testing

@Suite struct ShellWordTests {
  @Test(arguments: [
    ("", "''"), ("a b", "'a b'"), ("it's", #"'it'\''s'"#), ("'", #"''\'''"#),
    // An apostrophe that an accent is upon, or a sign that joins what follows, is one for the shell.
    ("a'\u{301};touch x;'\u{301}", #"'a'\''\#u{301};touch x;'\''\#u{301}'"#),
    ("\u{600}'\u{D4E}'", #"'\#u{600}'\''\#u{D4E}'\'''"#),
  ])
  func everyApostropheIsTakenOut(_ text: String, _ word: String) {
    #expect(Array(text.inApostrophes.utf8) == Array(word.utf8))
  }
}
