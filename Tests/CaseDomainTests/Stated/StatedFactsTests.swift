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
      owner: "a", owned: "b", leastPPM: 250_000, mostPPM: 500_000, from: StatedDay("2024-01-02"),
      isDirect: true,
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

  /// Decomposed text is composed in the journal: what is listed at the import must be what a rebuild lists.
  @Test func aRecordHoldsWhatComesBack() throws {
    var facts = Self.facts
    facts.names.append(ActorName("Ane\u{301}mone", romanised: "Ane\u{301}mone"))
    facts.traces += [Trace(.payment, "cafe\u{301}")].compactMap(\.self)
    facts.identifiers.append(.init(kind: "n", value: "e\u{301}1"))
    facts.countries.append("Cote d'Ivoire e\u{301}")
    facts.holding?.owner = "e\u{301}"
    facts.about = "e\u{301}"
    let record = SourceRecord(
      source: "x", externalID: "1", type: "t", name: nil, modified: nil, content: .inline([1]),
      bundle: .sha256([2]), offset: 0, length: 1, facts: facts)
    let item = try CBORReader.decode(record.cbor.encoded)
    let back = try #require(SourceRecord(item)?.facts)
    func bytes(_ facts: StatedFacts?) -> [[UInt8]] {
      guard let facts else { return [] }
      return
        (facts.names.flatMap { [$0.text, $0.romanised ?? ""] } + facts.traces.map(\.value)
        + facts.identifiers.map(\.value) + facts.countries
        + [facts.holding?.owner ?? "", facts.about ?? ""]).map { Array($0.utf8) }
    }
    #expect(bytes(record.facts) == bytes(back))
    #expect(bytes(facts) != bytes(back), "the sample was composed already")
  }

  @Test(arguments: [
    (Trace.Kind.domain, " Relay.EXAMPLE. ", "relay.example"),
    (.email, "Ann@Example.org", "ann@example.org"),
    (.phone, "+86 (10) 555-01", "+861055501"),
    (.payment, " Fp-9A ", "Fp-9A"),
    (.promptTemplate, "Explain\tstep", "Explain\tstep"),
    // RFC 5952 §4, and what is left as it is.
    (.ip, "2001:DB8:0:0:0:0:0:1", "2001:db8::1"), (.ip, "2001:0db8::0001", "2001:db8::1"),
    (.ip, "2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"), (.ip, "2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"),
    (.ip, "2001:db8::1:1:1:1:1", "2001:db8:0:1:1:1:1:1"), (.ip, "0:0:0:0:0:0:0:0", "::"), (.ip, "::", "::"),
    (.ip, "FE80:0:0:0::1", "fe80::1"), (.ip, "1:0:0:2:0:0:0:3", "1:0:0:2::3"),
    (.ip, "1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"),
    (.network, "2001:0DB8:0::/32", "2001:db8::/32"), (.network, "AS64500", "as64500"),
    (.network, "64500", "as64500"), (.network, "ASN 064500", "as64500"),
    (.ip, "::FFFF:192.0.2.7", "::ffff:192.0.2.7"),
    (.ip, "0:0:0:0:0:FFFF:C000:0207", "0:0:0:0:0:ffff:c000:0207"),
    (.ip, "FE80::1%eth0", "fe80::1%eth0"), (.ip, "192.0.2.7", "192.0.2.7"),
    (.ip, "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7:8:9"),
    (.ip, "1::2::3", "1::2::3"), (.ip, ":::", ":::"), (.ip, "12345::", "12345::"), (.ip, "+1::", "+1::"),
    (.ip, "1:2:3:4::5:6:7:8", "1:2:3:4::5:6:7:8"),
  ])
  func valuesAreFoldedByKind(_ kind: Trace.Kind, _ written: String, _ compared: String) {
    #expect(Trace(kind, written)?.value == compared)
    #expect(Trace(kind, compared)?.value == compared, "the journal folds again on reading")
  }

  /// Many values of one kind leave the few of another whole, wherever these stand.
  @Test(arguments: [0, 1, 2_000, 40_000]) func manyOfOneKindLeaveTheFewOfAnother(many: Int) throws {
    var facts = Self.facts
    let few = [Trace(.payment, "PAYQQ"), Trace(.payment, "ff00", exercise: "winter")].compactMap(\.self)
    let addresses = (0..<many).compactMap { Trace(.ip, "192.0.\($0 / 256).\($0 % 256)") }
    facts.traces = addresses + few
    let bounded = facts.bounded(toBytes: 256 * 1024)
    #expect(bounded.cbor.encoded.count <= 256 * 1024)
    #expect(Array(bounded.traces.suffix(2)) == few)
    let kept = bounded.traces.count - 2
    // Behind the first that does not fit a shorter one may.
    let first = min(kept, 10_000)
    #expect(Array(bounded.traces.prefix(first)) == Array(addresses.prefix(first)))
    #expect(many == 40_000 ? kept > 10_000 && kept < many : kept == many)
    #expect(bounded.names == facts.names && bounded.holding == facts.holding)
    #expect(facts.count - bounded.count == many - kept)
  }

  /// A prompt as long as a book leaves the hash of another whole, wherever it stands.
  @Test(arguments: [[300_000], [150_000, 150_000], [300_000, 150_000, 150_000]])
  func oneThatDoesNotFitIsPassedOver(_ long: [Int]) throws {
    var facts = StatedFacts()
    let prompts = long.enumerated().compactMap {
      Trace(.promptTemplate, String(repeating: "p\($0.offset)", count: $0.element / 2))
    }
    let hash = try #require(Trace(.promptTemplate, "hash-AAAA"))
    facts.traces = prompts + [hash]
    facts.names = prompts.map { ActorName($0.value) } + [ActorName("Beiyuan Xingtu")]
    facts.identifiers = prompts.map { .init(kind: "n", value: $0.value) } + [.init(kind: "n", value: "X1")]
    let bounded = facts.bounded(toBytes: 256 * 1024)
    #expect(bounded.cbor.encoded.count <= 256 * 1024 && bounded.traces.last == hash)
    #expect(bounded.names.last?.text == "Beiyuan Xingtu" && bounded.identifiers.last?.value == "X1")
    #expect(facts.count == 3 * (long.count + 1) && bounded.count == 3)
    facts.names = []
    facts.identifiers = []
    let alone = facts.bounded(toBytes: 256 * 1024)
    let kept = long.contains(150_000) ? 2 : 1
    #expect(alone.traces.last == hash && alone.count == kept)
  }

  /// However many lists are long, and whatever is in them.
  @Test(arguments: [2_000, 5_000, 30_000]) func staysWithinItsBound(limit: Int) {
    var facts = StatedFacts()
    facts.names = (0..<900).map { ActorName("Invented Party \($0)") }
    facts.identifiers = (0..<900).map { .init(kind: "passport", value: "X\($0)") }
    facts.programs = (0..<3).map { "PROGRAMME-\($0)" }
    facts.traces = Trace.Kind.allCases.flatMap { kind in
      (0..<300).compactMap { Trace(kind, "2\($0)") }
    }
    let bounded = facts.bounded(toBytes: limit)
    #expect(bounded.cbor.encoded.count <= limit && !bounded.names.isEmpty)
    #expect(bounded.programs == facts.programs)
    #expect(bounded.bounded(toBytes: limit) == bounded)
  }

  /// A record keeps a thousand of each list, and of the names fewer are listed; how many are not compared can be told.
  @Test(arguments: [0, 512, 513, 1_000, 1_001, 5_000]) func aRecordKeepsAThousandOfEachList(many: Int) {
    var facts = StatedFacts()
    facts.names = (0..<many).map { ActorName("N\($0)") }
    facts.dates = (0..<many).compactMap { PartialDate(year: 1_000 + $0) }
    facts.countries = (0..<many).map { "C\($0)" }
    facts.identifiers = (0..<many).map { .init(kind: "n", value: "X\($0)") }
    facts.programs = (0..<many).map { "P\($0)" }
    facts.traces = (0..<many).compactMap { Trace(.payment, "PAY\($0)") }
    let kept = facts.bounded(toBytes: 256 * 1024)
    let few = min(many, 1_000)
    #expect(kept.names == Array(facts.names.prefix(few)) && kept.dates == Array(facts.dates.prefix(few)))
    #expect(kept.countries.count == few && kept.identifiers.count == few && kept.programs.count == few)
    #expect(kept.traces == facts.traces, "they are looked up, not compared each with each")
    #expect(facts.count == 6 * many && kept.comparedCount == min(many, 512) + 4 * few + many)
  }

  @Test func nothingIsNoTrace() {
    #expect(Trace(.ip, " \t") == nil)
    #expect(Trace(.phone, "none") == nil)
  }

  /// In whatever format: what people write where there is no value links nobody.
  @Test(arguments: [
    (Trace.Kind.email, "n/a"), (.email, " N/A "), (.phone, "+"), (.phone, "+ ()"), (.domain, "-"),
    (.account, "unknown"), (.network, "NULL"), (.wallet, "?"), (.url, "none"), (.fileHash, "#N/A"),
    (.canary, "\u{2014}"),
  ])
  func whatStandsForNothingIsNoTrace(_ kind: Trace.Kind, _ value: String) {
    #expect(Trace(kind, value) == nil)
  }

  /// What was taken in before stays what it was: the tables made anew are those that were there.
  @Test func theJournalKeepsWhatItHolds() {
    let item = CBOR.record([7: .array([.array([.text("email"), .text("n/a")])])])
    let facts = StatedFacts(item)
    #expect(facts.traces.map(\.value) == ["n/a"])
    #expect(facts.inNFC == facts && facts.cbor == item)
  }

  /// A range of one address is the address, as STIX 2.1 §6.9 has it.
  @Test(arguments: [
    ("198.51.100.9/32", "ip 198.51.100.9"), ("198[.]51[.]100[.]9/32", "ip 198.51.100.9"),
    ("2001:DB8::1/128", "ip 2001:db8::1"), ("198.51.100.0/24", "network 198.51.100.0/24"),
    ("2001:db8::/32", "network 2001:db8::/32"), ("AS64500", "network as64500"), ("64500", "network as64500"),
  ])
  func aRangeOfOneAddressIsTheAddress(_ written: String, _ compared: String) {
    let trace = Trace(network: written)
    #expect(trace.map { "\($0.kind.rawValue) \($0.value)" } == compared)
  }
}
