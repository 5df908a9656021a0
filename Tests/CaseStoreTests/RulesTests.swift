import CaseDomain
import Testing

@testable import CaseStore

/// A store keeps what the rules of its program made of names, values and times. Another program with other rules looks
/// them up in vain, unless a migration has it make its tables anew. Names and values are invented.
@Suite struct RulesTests {
  /// How many migrations there are, and what the rules make of the sample.
  private static let recorded = (
    migrations: 20, digest: "2eff6e908b54ac19a5252f4297baf3c8c1c31019f1ed46b75a5e734ad51f8427"
  )

  private static let names = [
    "Tarnwick Foundry Ltd", "OOO \u{AB}\u{422}\u{430}\u{440}\u{43D}\u{432}\u{438}\u{43A}\u{BB}",
    "\u{5317}\u{57A3}\u{661F}\u{56FE}\u{79D1}\u{6280}\u{6709}\u{9650}\u{516C}\u{53F8}",
    "Orlen Maas Quist", "\u{645}\u{62D}\u{645}\u{62F} \u{627}\u{644}\u{646}\u{648}\u{631}",
    "\u{3A0}\u{3AC}\u{3C1}\u{3BF}\u{3C2} \u{39C}\u{3AC}\u{3BD}\u{3BF}\u{3C2}",
    "\u{AE40}\u{C601}\u{D76C}", "\u{30BF}\u{30CA}\u{30AB} \u{30B1}\u{30F3}", "\u{110}or\u{111}e Mari\u{107}",
    "MV Sea Harrier 7",
    "Morvane Trading (\u{41C}\u{43E}\u{440}\u{432}\u{435}\u{439}\u{43D})",
    "Dr. Ana-Mar\u{ED}a de la Q.",
  ]
  private static let values = [
    " Relay[.]Example. ", "b\u{FC}cher.example", "hxxps://Relay[.]example:443/A", "Ann[at]relay.example",
    "192[.]0[.]2[.]7",
    "2001:DB8:0::1/32", "ASN 64500", "+99 (10) 555-01 ext 7", "BC1QAAA",
    "0xAb00000000000000000000000000000000000Cd1",
  ]
  private static let times = [
    "2026-02-03T04:05:06.7Z", "2026-02-03T04:05:06+02:00", "2026-02-03", "1770091506", "03/02/2026",
  ]

  @Test func otherRulesHaveAMigration() {
    var lines: [String] = []
    for name in Self.names {
      for schema in NameSchema.allCases {
        lines.append(
          NameKeys.numbers(of: ParsedName(name, schema: schema)).sorted().map(String.init).joined(
            separator: " "))
      }
    }
    for kind in Trace.Kind.allCases { lines += Self.values.map { Trace(kind, $0)?.value ?? "-" } }
    for source in ["stix", "misp", "csv", "ofac"] {
      lines += Self.times.map { SourceTime.sortable($0, of: source) ?? "-" }
    }
    let digest = Digest256.sha256(Array(lines.joined(separator: "\n").utf8)).hex
    #expect(
      Self.recorded == (Migrations.all.count, digest),
      """
      \(Migrations.all.count) migrations, \(digest). Other rules need a migration, were it of a comment alone: \
      it has every store make its tables anew. Then record both.
      """)
  }
}
