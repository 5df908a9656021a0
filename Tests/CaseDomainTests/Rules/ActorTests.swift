import Testing

@testable import CaseDomain

@Suite struct ActorTests {
  @Test(arguments: [
    ("Northwind Lattice Research", Script.latin), ("Лаборатория Север", .cyrillic), ("北风晶格研究所", .han),
    ("きたかぜ研究所", .japanese), ("북풍 격자 연구소", .hangul), ("북풍 硏究所", .korean), ("مختبر الشمال", .arabic),
    ("Βόρειο Εργαστήριο", .greek), ("12-34", .undetermined), ("", .undetermined), ("Ñandú Straße", .latin),
    ("カゼ", .japanese), ("北a", .latin), ("a北风", .han), ("@[`{", .undetermined), ("a×÷ж", .latin),
  ])
  func guessesScript(_ text: String, _ script: Script) { #expect(Script.guess(text) == script) }

  @Test func aMixOfScriptsShows() {
    #expect(Script.all(in: "Nоrthwind") == [.latin, .cyrillic])
    #expect(Script.all(in: "Northwind") == [.latin])
  }

  @Test(arguments: [
    (ActorName("北风晶格", romanised: "Beifeng Jingge"), "Beifeng Jingge (北风晶格)"),
    (ActorName("北风晶格"), "北风晶格"),
    (ActorName("北风晶格", romanised: " \u{200B}"), "北风晶格"),
    (ActorName("Northwind", romanised: "Northwind"), "Northwind"),
  ])
  func romanisedFirst(_ name: ActorName, _ shown: String) { #expect(name.display == shown) }

  @Test func primaryThenStrongThenAny() {
    let weak = ActorName("NLR", kind: .alsoKnownAs, strength: .weak)
    let former = ActorName("Northwind", kind: .formerlyKnownAs)
    let primary = ActorName("Northwind Lattice Research")
    func shown(_ names: [ActorName]) -> String {
      Actor(id: ActorID(high: 0, low: 0), names: names).displayName
    }
    #expect(shown([weak, former, primary]) == primary.text)
    #expect(shown([weak, former]) == former.text)
    #expect(shown([weak]) == weak.text)
    #expect(shown([]) == "unnamed actor")
  }
}
