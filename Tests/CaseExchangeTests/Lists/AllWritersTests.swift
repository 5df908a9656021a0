import CaseDomain
import Testing

@testable import CaseExchange

/// What holds for every format.
@Suite struct AllWritersTests {
  private typealias Writer = @Sendable ([PublishedEntry]) throws -> [[UInt8]]
  private static let day = ListSamples.day("2027-02-03")

  private static let writers: [(String, PublishedEntry.List, Writer)] = [
    (
      "SDN files", .sdn,
      { entries in
        let files = try SDNFiles(entries)
        return [files.sdn, files.alternates, files.addresses, files.comments, files.uncutRemarks]
      }
    ),
    ("SDN.XML", .sdn, { [try SDNXML.bytes($0, publishedOn: day)] }),
    ("Entity List", .entityList, { [try EntityListCSV.bytes($0)] }),
    ("Screening list", .sdn, { [try ScreeningListCSV.bytes($0)] }),
    ("JSON", .attackers, { [try AttackersJSON.bytes($0, asOf: day)] }),
    ("CSV", .attackers, { [try AttackersCSV.bytes($0)] }),
    ("HTML", .attackers, { [try AttackersPage(publisher: "Department of Examples").bytes($0, asOf: day)] }),
    (
      "STIX", .attackers,
      { [try STIXListing.bytes($0, publisher: "Department of Examples", publisherSince: day)] }
    ),
    (
      "FtM", .attackers,
      { [try FollowTheMoneyLines.bytes($0, authority: "Department of Examples", dataset: "d")] }
    ),
  ]

  @Test(arguments: writers.indices)
  func theBytesFollowFromTheEntriesAlone(index: Int) throws {
    let (_, list, write) = Self.writers[index]
    for seed in 0..<5 as Range<UInt64> {
      let entries = ListSamples.all(list, seed: seed)
      let bytes = try write(entries)
      #expect(try write(entries) == bytes)
      #expect(try write(entries.reversed()) == bytes)
    }
  }

  /// A passage that came into an entry is found in the bytes, whatever escapes the format put into it.
  @Test(arguments: writers.indices)
  func aLeakIsFoundInEveryFormat(index: Int) throws {
    let (name, list, write) = Self.writers[index]
    let secret = "Cards of \"Ardent & Sons\" <Linhai>,\npaid for 41 accounts"
    let spans = ProtectedSpans([ProtectedPassage(secret, owner: "Ardent Labs", exhibit: "EX-014")])
    var entry = ListSamples.full(1, list: list, kind: .entity) { "plain" }
    #expect(try write([entry]).flatMap { spans.leaks(in: $0) }.isEmpty, "\(name)")
    // Each of these formats shows at least one of the two.
    let text = "As the owner told: cards \u{202E}of \"ardent & sons\" <LINHAI>, paid for 41 accounts. More."
    entry.statementOfReasons = text
    entry.remarks = String(repeating: "x", count: 940) + " " + text
    entry.licenceRequirement = text
    let leaks = try write([entry]).flatMap { spans.leaks(in: $0) }
    #expect(!leaks.isEmpty && leaks.allSatisfy { $0.exhibit == "EX-014" }, "\(name)")
  }
}
