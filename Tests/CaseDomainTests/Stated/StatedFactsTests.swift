import CaseDomain
import Testing

struct StatedFactsTests {
  static var facts: StatedFacts {
    var facts = StatedFacts()
    facts.schema = .organisation
    facts.names = [ActorName("Beiyuan Xingtu"), ActorName("北垣星图", kind: .alsoKnownAs, strength: .weak)]
    facts.dates = [PartialDate(year: 2019), PartialDate(year: 2019, month: 3, day: 4)].compactMap(\.self)
    facts.countries = ["XA"]
    facts.identifiers = [ScreeningFacts.Identifier(kind: "uscc", value: "9X-1")]
    facts.programs = ["PROGRAMME-A"]
    facts.traces = [
      Trace(.domain, "Relay.Example."), Trace(.payment, "00aaFF", exercise: "winter"),
    ].compactMap(\.self)
    facts.holding = StatedHolding(
      owner: "a", owned: "b", leastPPM: 250_000, mostPPM: 500_000, from: Day("2024-01-02"), isDirect: true,
      interest: "shareholding")
    facts.about = "36"
    return facts
  }

  @Test func comesBackFromItsBytes() {
    #expect(StatedFacts(Self.facts.cbor) == Self.facts)
    #expect(StatedFacts(StatedFacts().cbor) == StatedFacts())
  }

  @Test func aRecordCarriesThem() throws {
    func record(_ facts: StatedFacts?) -> SourceRecord {
      SourceRecord(
        source: "ofac", externalID: "7", type: "entity", name: "N", modified: nil, content: .inline([1]),
        bundle: .sha256([2]), offset: 0, length: 1, facts: facts)
    }
    #expect(SourceRecord(record(Self.facts).cbor) == record(Self.facts))
    let bare = try #require(SourceRecord(record(nil).cbor))
    #expect(bare.facts == nil)
  }

  @Test(arguments: [
    (Trace.Kind.domain, " Relay.EXAMPLE. ", "relay.example"),
    (.email, "Ann@Example.org", "ann@example.org"),
    (.phone, "+86 (10) 555-01", "+861055501"),
    (.payment, " Fp-9A ", "Fp-9A"),
    (.promptTemplate, "Explain\tstep", "Explain\tstep"),
  ])
  func valuesAreFoldedByKind(_ kind: Trace.Kind, _ written: String, _ compared: String) {
    #expect(Trace(kind, written)?.value == compared)
  }

  @Test func nothingIsNoTrace() {
    #expect(Trace(.ip, " \t") == nil)
    #expect(Trace(.phone, "none") == nil)
  }
}
