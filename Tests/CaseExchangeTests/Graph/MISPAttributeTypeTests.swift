import CaseDomain
import Testing

@testable import CaseExchange

/// What a value is called in a MISP event. Addresses and accounts are the published examples of their standards.
@Suite struct MISPAttributeTypeTests {
  @Test(
    arguments: [
      (.email, "desk@mail.example", "email"), (.ip, "192.0.2.7", "ip-src"), (.network, "64500", "AS"),
      (.network, "AS64500", "AS"), (.network, "192.0.2.0/24", "ip-src"),
      (.network, "2001:db8::/32", "ip-src"),
      (.network, "somewhere", "other"),
      (.wallet, "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvM", "btc"),
      (.wallet, "16UwLL9Risc3QfPqBUvKofHmBQ7wMtjvN", "other"),
      (.wallet, "BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", "btc"),
      (.wallet, "bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", "other"),
      (.wallet, "4" + String(repeating: "A", count: 94), "xmr"),
      (.wallet, "4" + String(repeating: "0", count: 94), "other"),
      (.wallet, "wallet one", "other"),
      (.payment, "GB82 WEST 1234 5698 7654 32", "iban"), (.payment, "GB82WEST12345698765433", "other"),
      (.payment, "pf-77", "other"), (.fileHash, String(repeating: "A", count: 56), "sha224"),
      (.fileHash, String(repeating: "z", count: 64), "other"),
    ] as [(Trace.Kind, String, String)])
  func noMoreIsSaidThanTheFormProves(_ kind: Trace.Kind, _ value: String, _ type: String) throws {
    #expect(MISPAttributeType(try #require(Trace(kind, value))).name == type)
  }

  @Test(arguments: [
    ("cidr", "198.51.100.9/32", "ip 198.51.100.9"), ("cidr", "198.51.100.0/24", "network 198.51.100.0/24"),
    ("ip-src", "198.51.100.9/32", "ip 198.51.100.9"), ("AS", "64500", "network as64500"),
  ])
  func aRangeOfOneAddressIsTheAddress(_ type: String, _ value: String, _ compared: String) {
    let traces = MISPTraces.traces(type: type, value: value)
    #expect(traces.map { "\($0.kind.rawValue) \($0.value)" } == [compared])
  }
}
