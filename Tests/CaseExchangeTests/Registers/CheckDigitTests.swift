import CaseDomain
import Testing

@Suite struct CheckDigitTests {
  @Test(arguments: [
    ("the example of the standard's own index", "529900T8BM49AURSDO55", true),
    ("the last digit changed", "529900T8BM49AURSDO54", false),
    ("two letters swapped", "529900T8BM49AURSOD55", false),
    ("a digit changed", "529901T8BM49AURSDO55", false), ("small letters", "529900t8bm49aursdo55", false),
    ("too short", "529900T8BM49AURSDO5", false), ("too long", "529900T8BM49AURSDO555", false),
    ("letters as check", "529900T8BM49AURSDOAA", false), ("a space", "529900T8BM49AURSDO 5", false),
    ("full-width digits", "５29900T8BM49AURSDO", false), ("nothing", "", false),
  ])
  func lei(_ why: String, _ text: String, _ isValid: Bool) { #expect(LEI.isValid(text) == isValid, "\(why)") }

  @Test(arguments: [
    ("the example of the standard", "91350100M000100Y43", true),
    ("the check character changed", "91350100M000100Y42", false),
    ("a digit changed", "91350100M000200Y43", false), ("small letters", "91350100m000100y43", false),
    ("a letter left out of the alphabet", "91350100I000100Y43", false),
    ("a letter in the division", "9135A100M000100Y43", false), ("too short", "91350100M000100Y4", false),
    ("too long", "91350100M000100Y433", false), ("nothing", "", false),
  ])
  func uscc(_ why: String, _ text: String, _ isValid: Bool) {
    #expect(USCC.isValid(text) == isValid, "\(why)")
  }

  /// What the checks promise: for an LEI a digit in place of a digit; for the other code any character.
  @Test func everySingleErrorIsFound() {
    for (code, isValid, alphabet) in [
      ("529900T8BM49AURSDO55", LEI.isValid, "0123456789"),
      ("91350100M000100Y43", USCC.isValid, "0123456789ABCDEFGHJKLMNPQRTUWXY"),
    ] as [(String, (String) -> Bool, String)] {
      let characters = Array(code)
      for place in characters.indices where alphabet.contains(characters[place]) {
        for letter in alphabet where letter != characters[place] {
          var wrong = characters
          wrong[place] = letter
          #expect(!isValid(String(wrong)), "\(String(wrong))")
        }
      }
    }
  }
}
