import CaseDomain
import Testing

@Suite struct IdentifierCheckTests {
  @Test(arguments: [
    ("lei", "529900T8BM49AURSDO55", true), ("lei", "529900T8BM49AURSDO54", false),
    ("lei", "5299 00t8 bm49 aurs do55", true), ("lei", "12", false),
    ("uscc", "91350100M000100Y43", true), ("uscc", "91350100M000100Y44", false),
    ("passport", "529900T8BM49AURSDO54", true),
  ])
  func checkDigits(_ kind: String, _ value: String, _ isSound: Bool) {
    let defect = ScreeningFacts.Identifier(kind: kind, value: value).defect
    #expect((defect == nil) == isSound)
    if let defect { #expect(defect.contains("\"\(value)\" fails its check")) }
  }
}
