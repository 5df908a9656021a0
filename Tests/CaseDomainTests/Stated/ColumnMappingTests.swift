import CaseDomain
import Testing

struct ColumnMappingTests {
  @Test(arguments: [
    ("payment_fingerprint", "payment"), ("IP_Address", "ip"), ("prompt_template_hash", "prompt-template"),
    ("proxy_pool", "proxy-pool"), ("wallet", "wallet"), ("domain", "domain"), ("cluster_id", "id"),
    ("hmac:payment:winter", "hmac:payment:winter"), ("HMAC:Payment:Winter", "hmac:payment:Winter"),
  ])
  func aHeaderSpeaksForItself(_ header: String, _ word: String) {
    #expect(ColumnMapping.guess(header: [header]).columns.map(\.meaning.word) == [word])
  }

  /// Account names of two laboratories that happen to be equal are no link.
  @Test(arguments: ["account", "account_id", "notes", "hmac:payment:", "hmac:nothing:winter", "hmac:"])
  func whatSaysNothingIsNotGuessed(_ header: String) {
    #expect(ColumnMapping.guess(header: [header]).columns == [])
  }

  @Test func ofTwoColumnsWithOneMeaningTheFirstCounts() {
    let guessed = ColumnMapping.guess(header: ["cluster_id", "id", "ip", "source_ip"])
    #expect(guessed.columns.map(\.header) == ["cluster_id", "ip", "source_ip"])
    #expect(guessed.evidence == .accountCluster)
  }

  @Test(arguments: ["cluster_id", "Cluster_ID", "CLUSTER_ID"]) func anyCaseOfClusterIDMakesClusters(
    _ id: String
  ) {
    #expect(ColumnMapping.guess(header: [id, "ip"]).evidence == .accountCluster)
    #expect(ColumnMapping.guess(header: ["id", "ip"]).evidence == nil)
  }

  @Test func aPlaceIsThatOfTheFirstColumnOfAName() {
    let header = ["id", "caf\u{E9}", "Cafe\u{301}", " cafe\u{301}\u{A0}", "\u{212A}", ""]
    let places = ColumnPlaces(header)
    for name in header + ["cafe\u{301}", "K", "k", "ID", "none", " "] {
      #expect(places[name] == header.firstIndex { ColumnMapping.Column.names($0, name) }, "\(name)")
    }
    #expect(places["cafe\u{301} "] == 1 && places["K"] == 4 && places["k"] == nil)
  }

  @Test func comesBackFromItsBytes() throws {
    let mapping = ColumnMapping(
      evidence: .paymentLink,
      columns: [.init("Card", .trace(.payment, exercise: "winter")), .init("Nr", .id)])
    let read = try #require(ColumnMapping.read(mapping.cbor(named: "larkspur")))
    #expect(read.name == "larkspur" && read.mapping == mapping)
  }

  /// Half a mapping would read the table wrongly.
  @Test func aMeaningOfALaterVersionMakesItUnreadable() {
    let cbor = CBOR.record([1: .text("x"), 3: .array([.array([.text("a"), .text("retina-scan")])])])
    #expect(ColumnMapping.read(cbor) == nil)
    let kind = CBOR.record([1: .text("x"), 2: .text("smoke"), 3: .array([])])
    #expect(ColumnMapping.read(kind) == nil)
  }
}

struct TraceKeyTests {
  private let key = TraceKey(Array(repeating: 7, count: 32))
  private let other = TraceKey(Array(repeating: 8, count: 32))

  @Test func equalValuesGiveEqualHashesUnderOneKey() throws {
    let key = try #require(key)
    let one = try #require(key.hash(.domain, "Relay.example.", exercise: "winter"))
    #expect(one == key.hash(.domain, "relay.EXAMPLE", exercise: "winter"))
    #expect(one.value.utf8.count == 64 && one.exercise == "winter")
    #expect(one.value != (try #require(other?.hash(.domain, "relay.example", exercise: "winter"))).value)
    #expect(
      one.value != key.hash(.url, "relay.example", exercise: "winter")?.value, "the kind is hashed, too")
    #expect(one.value != key.hash(.domain, "relay2.example", exercise: "winter")?.value)
    #expect(key.hash(.domain, " ", exercise: "winter") == nil)
  }

  /// As in the clear: one text in two forms of Unicode is one value, and a range of one address is the address.
  @Test func whatMeetsInTheClearMeetsHashed() throws {
    let key = try #require(key)
    let (composed, apart) = ("caf\u{E9} client", "cafe\u{301} client")
    #expect(!composed.utf8.elementsEqual(apart.utf8))
    let one = try #require(key.hash(.client, composed, exercise: "w"))
    #expect(key.hash(.client, apart, exercise: "w") == one)
    let address = try #require(key.hash(.ip, "198.51.100.9", exercise: "w"))
    #expect(key.hash(.network, "198.51.100.9/32", exercise: "w") == address && address.kind == .ip)
    #expect(key.hash(.network, "198.51.100.0/24", exercise: "w")?.kind == .network)
    #expect(key.hash(.email, "n/a", exercise: "w") == nil)
  }

  /// Known answer, so that owners with other programs reach the same hash: HMAC-SHA-256 with 32 bytes of 07 over
  /// `casetui-trace/1`, 0, `ip`, 0, `192.0.2.7`.
  @Test func theHashIsAsDocumented() {
    #expect(
      key?.hash(.ip, "192.0.2.7", exercise: "w")?.value
        == "613cdd9dd0251dc741aa5c1a652b06c20e0f676bf4b8d4f527dd2768f8d073b2")
  }

  @Test func aKeyHas32Bytes() {
    #expect(TraceKey([1, 2, 3]) == nil)
  }
}
