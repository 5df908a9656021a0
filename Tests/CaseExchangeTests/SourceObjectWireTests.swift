import CaseDomain
import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite struct SourceObjectWireTests {
  private func samples() -> [SourceObject] {
    var full = SourceObject(source: "stix")
    full.externalID = "threat-actor--00000000-0000-4000-8000-000000000001"
    full.type = "threat-actor"
    full.specVersion = "2.1"
    full.created = "2026-01-01T00:00:00.000Z"
    full.modified = ""
    full.name = "Example 例 r\u{E9}seau"
    full.aliases = ["", "Second", "\u{202E}third"]
    full.identityClass = "organization"
    full.country = "XX"
    full.isRevoked = true
    full.label = .red
    full.relationship = .init(kind: "uses", sourceID: "a", targetID: "b")
    full.references = (0..<40).map { "identity--\($0)" }
    var facts = StatedFacts()
    facts.schema = .organisation
    facts.names = [
      ActorName("Example"),
      ActorName("例", script: .han, kind: .formerlyKnownAs, strength: .weak, romanised: "Li"),
    ]
    facts.dates = [PartialDate(year: 1975), PartialDate(year: 1975, month: 3, day: 12)].compactMap(\.self)
    facts.countries = ["XX"]
    facts.identifiers = [.init(kind: "imo", value: "9000001"), .init(kind: "passport", value: "")]
    facts.programs = ["EXAMPLE", ""]
    facts.traces = [
      Trace(.domain, "relay.example"), Trace(.email, String(repeating: "0a", count: 32), exercise: "e1"),
    ]
    .compactMap(\.self)
    facts.holding = StatedHolding(
      owner: "a", owned: "b", leastPPM: 250_000, mostPPM: 500_000, isShareUnreadable: false, isDirect: false,
      interest: "shareholding")
    facts.about = "sdn:101"
    facts.isRevoked = true
    full.facts = facts
    full.offset = 5 << 33
    full.bytes = Array("{\"type\":\"threat-actor\"}".utf8)
    return [SourceObject(), full]
  }

  @Test func whatIsWrittenReadsTheSame() throws {
    for sample in samples() {
      var wire: [UInt8] = []
      sample.encode(into: &wire)
      let read = try wire.withUnsafeBytes { try SourceObject(wire: $0) }
      #expect(read == sample)
    }
  }

  /// The seeds of the fuzzing target are of the form that is written now.
  @Test func theSeedsAreOfThisForm() throws {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("fuzz/seeds/source-object")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path).sorted()
    #expect(names.contains("facts") && names.count >= 3)
    for name in names {
      let seed = Array(try Data(contentsOf: folder.appendingPathComponent(name)))
      let object = try seed.withUnsafeBytes { try SourceObject(wire: $0) }
      var wire: [UInt8] = []
      object.encode(into: &wire)
      #expect(wire == seed, "\(name)")
    }
  }

  /// Cut anywhere, or longer than it says, it is refused; with any bit turned it is refused or another object.
  @Test func damagedBytesAreRefused() throws {
    for sample in samples() {
      var wire: [UInt8] = []
      sample.encode(into: &wire)
      for count in 0..<wire.count {
        #expect(throws: WireFault.self) {
          try wire.prefix(count).withUnsafeBytes { try SourceObject(wire: $0) }
        }
      }
      #expect(throws: WireFault.self) { try (wire + [0]).withUnsafeBytes { try SourceObject(wire: $0) } }
      var random = SeededGenerator(seed: 9)
      var refused = 0
      for _ in 0..<2000 {
        var damaged = wire
        let place = Int.random(in: 0..<wire.count, using: &random)
        damaged[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        do {
          let read = try damaged.withUnsafeBytes { try SourceObject(wire: $0) }
          #expect(read.bytes.count <= wire.count)
        } catch is WireFault { refused += 1 }
      }
      #expect(refused > 500)
    }
  }
}
