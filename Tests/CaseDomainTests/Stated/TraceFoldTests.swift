import CaseDomain
import Testing

/// What counts as one value. Source: `docs/exchange.md`, "Correlation".
struct TraceFoldTests {
  @Test(arguments: [
    // Written so that nobody opens them.
    (Trace.Kind.domain, "relay[.]example", "relay.example"),
    (.domain, "relay(dot)pool[DOT]example.", "relay.pool.example"),
    (.domain, "relay{.}example", "relay.example"), (.domain, "relay[[.]]example", "relay.example"),
    (.ip, "192[.]0[.]2[.]7", "192.0.2.7"), (.ip, "2001[:]db8[:][:]1", "2001:db8::1"),
    (.network, "192[.]0[.]2[.]0/24", "192.0.2.0/24"),
    (.email, "Ann[at]Relay[.]Example", "ann@relay.example"),
    (.email, "ann[@]relay.example", "ann@relay.example"),
    (.url, "hxxps://Relay[.]example/A[.]html", "https://relay.example/A.html"),
    (.url, "hXXp://relay.example", "http://relay.example/"),
    (.url, "hxxp[://]relay.example/x", "http://relay.example/x"),
    (.url, "https[:]//relay.example/x", "https://relay.example/x"),
    (.url, "fxp://relay.example/", "ftp://relay.example/"),
    // Brackets of a path are its own, and of a value that is no address.
    (.url, "https://relay.example/a[.]b", "https://relay.example/a[.]b"),
    (.promptTemplate, "say hello[.]", "say hello[.]"), (.account, "a[at]b", "a[at]b"),
    // RFC 5890, UTS 46.
    (.domain, "B\u{FC}cher.example", "xn--bcher-kva.example"),
    (.domain, "xn--BCHER-kva.example", "xn--bcher-kva.example"),
    (.domain, "b\u{FC}cher\u{3002}example\u{3002}", "xn--bcher-kva.example"),
    (.domain, "_dmarc.b\u{FC}cher.example", "_dmarc.xn--bcher-kva.example"),
    (.domain, "\u{FC}\u{FF0F}x.example", "\u{FC}\u{FF0F}x.example"),
    (.email, "Ann@B\u{FC}cher.example", "ann@xn--bcher-kva.example"),
    (.url, "https://b\u{FC}cher.example/\u{FC}", "https://xn--bcher-kva.example/\u{FC}"),
    // RFC 3986 §6.2.2.1, §6.2.3.
    (.url, "HTTPS://Ann:Key@Relay.Example:443/Path?Q#F", "https://Ann:Key@relay.example/Path?Q#F"),
    (.url, "http://relay.example:80?q", "http://relay.example?q"),
    (.url, "http://relay.example:8080", "http://relay.example:8080/"),
    (.url, "https://[2001:DB8::1]:443/", "https://[2001:db8::1]/"),
    (.url, "https://a:443:443/", "https://a:443:443/"),
    (.url, "Relay.example/Path", "Relay.example/Path"),
    (.url, "https://relay.example./x", "https://relay.example/x"),
    // BIP 173, EIP-55; other chains mean their capitals.
    (.wallet, "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"),
    (.wallet, "0xAb00000000000000000000000000000000000Cd1", "0xab00000000000000000000000000000000000cd1"),
    (.wallet, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT", "1BoatSLRHtKNngkdXEeobR76b53LETtpyT"),
    (.wallet, "bc1Qar0", "bc1Qar0"),
    (.payment, "0xAb00000000000000000000000000000000000Cd1", "0xAb00000000000000000000000000000000000Cd1"),
  ])
  func isComparedAs(_ kind: Trace.Kind, _ written: String, _ folded: String) {
    let found = Trace(kind, written)?.value
    #expect(found.map { Array($0.utf8) } == Array(folded.utf8), "\(found ?? "nothing")")
  }

  /// The journal folds again on reading: what a rebuild lists is what was listed at the import.
  @Test func foldingAgainChangesNothing() {
    let parts = [
      "", "a", "A", "\u{FC}", "[.]", "[", "]", ".", ".]", "(at)", "@", "://", ":80", ":443", "/", "hxxp",
      "https",
      "http", "\u{FF20}", "\u{3002}", "\u{FF3B}", "\u{0130}", " ", "?", "\\", "0x", "%41", "e\u{301}",
      "\u{200D}",
    ]
    var tried = 0
    for kind in Trace.Kind.allCases {
      for first in parts {
        for second in parts {
          for third in parts {
            guard let once = Trace(kind, first + second + third + "b") else { continue }
            tried += 1
            let twice = Trace(kind, once.value)
            if twice.map({ Array($0.value.utf8) }) != Array(once.value.utf8) {
              Issue.record(
                "\(kind) \(first + second + third)b: \(once.value), then \(twice?.value ?? "nothing")")
              return
            }
          }
        }
      }
    }
    #expect(tried > 300_000)
  }

  /// Marks inside marks: the work grows with the length alone.
  @Test func aMillionBracketsAreNoTrouble() {
    let value =
      "a" + String(repeating: "[", count: 300_000) + "." + String(repeating: "]", count: 300_000) + "b"
    #expect(Trace(.domain, value)?.value == "a.b")
  }

  @Test(arguments: [
    (Trace.Kind.ip, "192[.]0[.]2[.]7"), (.network, "192[.]0[.]2[.]0/24"), (.email, "ann[at]relay[.]example"),
    (.url, "hxxps://relay[.]example"), (.domain, "relay[.]example"),
  ])
  func whatIsDefangedFits(_ kind: Trace.Kind, _ value: String) {
    #expect(TraceForm.fits(value, kind))
  }

  /// With an accent behind it a semicolon is another Character, and parts values all the same.
  @Test func aSemicolonPartsValues() {
    let values = TraceForm.values(inCell: "a@x.example;\u{301}b@x.example;n/a", .email)
    #expect(values == ["a@x.example", "\u{301}b@x.example"])
  }

  /// Leading zeros mean eight to some programs: what could be two addresses is none.
  @Test(arguments: ["203.0.113.001", "010.0.0.1", "203.0.113.00", "::ffff:203.0.113.01"])
  func whatCouldBeTwoAddressesIsNone(_ value: String) {
    #expect(!TraceForm.fits(value, .ip))
    #expect(!TraceForm.fits(value + "/24", .network))
    #expect(TraceForm.fits("203.0.113.0", .ip) && TraceForm.fits("::ffff:203.0.113.1", .ip))
  }

  @Test func aWordInBracketsIsNoAddress() {
    #expect(!TraceForm.fits("192[.]0[.]2", .ip))
    #expect(!TraceForm.fits("ann[dot]relay", .email))
  }
}
