import CaseDomain
import CaseTesting
import Testing

@testable import CaseExchange

@Suite struct RegisterTests {
  static let lei = """
    [{"LEI":"529900T8BM49AURSDO55","Entity":{"LegalName":"Saltmarsh Oy","OtherEntityNames":[
    {"type":"PREVIOUS_LEGAL_NAME","OtherEntityName":"Saltmarsh Ky"}],"LegalJurisdiction":"FI"}},
    {"Relationship":{"StartNode":{"NodeID":"529900T8BM49AURSDO55"},"EndNode":{"NodeID":"PARENT"},
    "RelationshipType":"IS_DIRECTLY_CONSOLIDATED_BY","RelationshipStatus":"ACTIVE","RelationshipPeriods":[
    {"StartDate":"2020-01-02T00:00:00Z","PeriodType":"RELATIONSHIP_PERIOD"}]}}]
    """
  static let psc = """
    {"company_number":"1234","data":{"kind":"individual-person-with-significant-control","etag":"e",
    "name_elements":{"forename":"Ines","surname":"Dunmarrow"},"date_of_birth":{"month":4,"year":1970},
    "natures_of_control":["voting-rights-50-to-75-percent","ownership-of-shares-25-to-50-percent"],
    "notified_on":"2016-04-06","ceased_on":"2017-04-06"}}
    """
  static let samples: [(RegisterFormat, String)] = [
    (.bods, "[\(BODSTests.entity),{},\(BODSTests.person)]"), (.gleif, lei),
    (.psc, psc + "\n" + psc + "\n" + totals), (.gleif, GLEIFSamples.leiXML),
    (.gleif, GLEIFSamples.relationshipXML), (.gleif, GLEIFSamples.exceptionXML),
  ]
  /// The last line of the snapshot.
  static let totals = """
    {"data":{"kind":"totals#persons-of-significant-control-snapshot","persons_of_significant_control_count":2,
    "generated_at":"2027-01-02T03:04:05Z"}}
    """

  @Test func gleif() throws {
    let (objects, summary) = try RegisterFormat.gleif.read(Self.lei)
    #expect(objects.map(\.type) == ["lei-record", "lei-relationship"] && summary.problems.count == 1)
    #expect(objects.first?.facts?.names.map(\.kind) == [.primary, .formerlyKnownAs])
    let holding = try #require(objects.last?.facts?.holding)
    #expect(holding.owner == "PARENT" && holding.owned == "529900T8BM49AURSDO55" && holding.isDirect == true)
    #expect(holding.leastPPM == nil && holding.from == StatedDay("2020-01-02"))
  }

  @Test func psc() throws {
    let found = try #require(try RegisterFormat.psc.read(Self.psc).objects.first)
    let holding = try #require(found.facts?.holding)
    #expect(found.type == "psc-individual" && found.name == "Ines Dunmarrow")
    #expect(holding.owned == "gb-coh:00001234" && holding.leastPPM == 250_000 && holding.mostPPM == 500_000)
    #expect(holding.from == StatedDay("2016-04-06") && holding.to == StatedDay("2017-04-06"))
    #expect(PSCReader.share("voting-rights-25-to-50-percent") == nil)
    #expect(
      PSCReader.share("ownership-of-shares-more-than-25-percent-registered-overseas-entity")?.least == 250_000
    )
  }

  /// A partnership has no shares; whichever of its natures stands first.
  @Test(arguments: [
    "right-to-share-surplus-assets-75-to-100-percent-limited-liability-partnership",
    "part-right-to-share-surplus-assets-75-to-100-percent-as-trust",
  ])
  func surplusAssetsStandForShares(_ nature: String) throws {
    let natures = [
      "voting-rights-75-to-100-percent-limited-liability-partnership", nature,
      "right-to-appoint-and-remove-members-limited-liability-partnership",
    ]
    for natures in [natures, natures.reversed()] {
      let stated = natures.map { "\"\($0)\"" }.joined(separator: ",")
      let (facts, summary) = try psc {
        $0.replacing(
          "\"voting-rights-50-to-75-percent\",\"ownership-of-shares-25-to-50-percent\"", with: stated)
      }
      let holding = try #require(facts.holding)
      #expect(holding.leastPPM == 750_000 && holding.mostPPM == 1_000_000 && holding.interest == nature)
      #expect(StatedStake.isOwnership(holding.interest) && summary.problems.isEmpty)
    }
  }

  private func psc(_ change: (String) -> String) throws -> (StatedFacts, ImportSummary) {
    let (objects, summary) = try RegisterFormat.psc.read(change(Self.psc))
    return (try #require(objects.first?.facts), summary)
  }

  @Test(arguments: [
    ("25-to-50-percent-as-trust", "75-to-100-percent", 75, 100),
    ("25-to-50-percent-as-trust", "25-to-50-percent", 25, 100), ("unheard-of", "75-to-100-percent", 75, 100),
  ])
  func ofSeveralNaturesTheGreatestCountsAtLeast(
    _ first: String, _ second: String, _ least: Int, _ most: Int
  ) throws {
    for (first, second) in [(first, second), (second, first)] {
      let (facts, summary) = try psc {
        $0.replacing(
          "[\"voting-rights-50-to-75-percent\",\"ownership-of-shares-25-to-50-percent\"]",
          with: "[\"ownership-of-shares-\(first)\",\"X\",\"ownership-of-shares-\(second)\"]")
      }
      #expect(facts.holding?.leastPPM == least * 10_000 && facts.holding?.mostPPM == most * 10_000)
      #expect(summary.problems.contains { $0.reason.contains("2 natures of ownership") })
    }
    #expect(try psc { $0 }.1.problems.isEmpty)
  }

  @Test(arguments: [
    ("England & Wales", " 1234567 ", "gb-coh:01234567"), ("United Kingdom ", "01234567 ", "gb-coh:01234567"),
    ("UK", "01234567", "gb-coh:01234567"), ("GB", "SC123", "gb-coh:SC000123"),
    ("UK", "01 234567", "gb-coh:01234567"), ("UK", "sc 123456", "gb-coh:SC123456"),
    ("UK", "SC12345", "gb-coh:SC012345"), ("UK", "1.234.567", "gb-coh:01234567"),
    ("UK", "No. 1234567", "gb-coh:01234567"), ("UK", "no SC 12345", "gb-coh:SC012345"),
    ("UK", "NO000123", "gb-coh:NO000123"), ("UK", "No.123", "gb-coh:00000123"),
    ("UK", "NO1234567", "gb-coh:01234567"), ("UK", "123456789", "gb-coh:123456789"),
    ("UK", "R0000123", "gb-coh:R0000123"), ("UK", "SC000001", "gb-coh:SC000001"),
    ("UK", "NOTED 7", "gb-coh:NOTED7"),
    ("United Kingdom (England and Wales)", "01234567", "gb-coh:01234567"),
  ])
  func britishOwnersJoinTheChain(_ country: String, _ number: String, _ owner: String) throws {
    let identification =
      "\"identification\":{\"country_registered\":\"\(country)\",\"registration_number\":\"\(number)\"},"
    let (facts, _) = try psc { $0.replacing("\"etag\"", with: identification + "\"etag\"") }
    #expect(facts.holding?.owner == owner)
    // As other registers write it, so that they do not contradict each other.
    #expect(facts.identifiers.map { "\($0.kind):\($0.value)" } == [owner])
    let (foreign, _) = try psc {
      $0.replacing("\"etag\"", with: identification.replacing(country, with: "New England") + "\"etag\"")
    }
    #expect(foreign.holding?.owner != owner)
  }

  /// Companies without a number are not one owner.
  @Test(arguments: [
    "N/A", "none", "-", "Unknown", "0", "00000000", "Not Registered", "NO.", "SC", "SC000000", "NOTED",
    "#DIV/0!",
  ])
  func noNumberIsNoOwner(_ number: String) throws {
    for country in ["UK", "Malta"] {
      let fields = "\"country_registered\":\"\(country)\",\"registration_number\":\"\(number)\""
      let (facts, _) = try psc {
        $0.replacing("\"etag\"", with: "\"identification\":{\(fields)},\"etag\"")
      }
      let owner = try #require(facts.holding?.owner)
      #expect(!owner.hasPrefix("gb-coh:") && facts.identifiers.isEmpty, "\(country)")
    }
  }

  /// The digits of other scripts are digits.
  @Test func aForeignNumberIsKept() throws {
    let fields = "\"country_registered\":\"Egypt\",\"registration_number\":\"\u{661}\u{660}\""
    let (facts, _) = try psc {
      $0.replacing("\"etag\"", with: "\"identification\":{\(fields)},\"etag\"")
    }
    #expect(facts.identifiers == [.init(kind: "registration", value: "\u{661}\u{660}")])
  }

  @Test(
    arguments: [
      ("England, United Kingdom", nil, true), ("Uk (England & Wales)", nil, true),
      ("England & Wales, United Kingdom", nil, true), ("Great Britain (England & Wales)", nil, true),
      ("England And Wales, Uk", nil, true), ("Wales, United Kingdom", nil, true),
      ("The United Kingdom", nil, true), ("Scotland, Uk", nil, true), ("U.K.", nil, true), ("U K", nil, true),
      ("NORTHERN IRELAND (UK)", nil, true), ("Ireland", nil, false), ("New England", nil, false),
      ("New South Wales", nil, false), ("United", nil, false), ("England, Germany", nil, false),
      ("Malta", "Companies House", false), (nil, "Companies House", true),
      (nil, "COMPANIES HOUSE, ENGLAND & WALES", true), (nil, "Companies House Gibraltar", false),
      (nil, "Malta Registry", false), (nil, nil, false),
    ] as [(String?, String?, Bool)])
  func britainIsToldByItsWords(_ country: String?, _ place: String?, _ isBritish: Bool) throws {
    let fields = [("country_registered", country), ("place_registered", place)].compactMap { name, text in
      text.map { "\"\(name)\":\"\($0)\"," }
    }
    let identification = "\"identification\":{\(fields.joined())\"registration_number\":\"01234567\"},"
    let (facts, _) = try psc { $0.replacing("\"etag\"", with: identification + "\"etag\"") }
    #expect((facts.holding?.owner == "gb-coh:01234567") == isBritish)
    #expect(facts.identifiers.map(\.kind) == [isBritish ? "gb-coh" : "registration"])
  }

  @Test func nationalitiesStandBetweenCommas() throws {
    let (facts, _) = try psc {
      $0.replacing("\"etag\"", with: "\"nationality\":\"British,Russian\",\"etag\"")
    }
    #expect(facts.countries == ["British", "Russian"])
  }

  @Test func theTotalsOfTheSnapshotAreKeptRawAndListed() throws {
    let text = Self.psc + "\n" + Self.totals + "\n"
    let (objects, summary) = try RegisterFormat.psc.read(text)
    #expect(objects.count == 1 && summary.read == 1 && summary.refused == 0 && summary.refusedBytes == 0)
    #expect(summary.byType == ["psc-individual": 1, "snapshot-totals": 1])
    let problem = try #require(summary.problems.first)
    #expect(summary.problems.count == 1 && problem.severity == .warning && problem.path == "in/register.json")
    #expect(problem.reason.hasPrefix("kept raw: ") && problem.offset == Self.psc.utf8.count + 1)
    #expect(
      summary.fileBytes - summary.objectBytes == Self.totals.utf8.count + 2, "raw is what is in no object")
    // A record of a company is none, whatever its kind is called.
    let odd = #"{"company_number":"1","data":{"kind":"totals#x","etag":"e"}}"#
    #expect(try RegisterFormat.psc.read(odd).summary.read == 1)
  }

  @Test func eachFormatKnowsItsOwnAlone() {
    for (format, text) in Self.samples {
      for (other, _) in Self.samples {
        #expect(other.knows(text) == (other.description == format.description))
      }
      #expect(!Array(text.utf8).withUnsafeBytes { STIXReader.sniff($0) })
    }
  }

  @Test func nothingVanishesInPieces() throws {
    for (format, text) in Self.samples {
      let bytes = Array(text.utf8)
      let whole = try format.read(bytes, .max, 65_536)
      for (piece, capacity) in [(1, 64), (7, 64), (64, 256), (1_000, 4_096)] {
        let reading = try format.read(bytes, piece, capacity)
        #expect(isAccounted(reading, bytes) && reading.objects == whole.objects, "\(format)")
      }
    }
  }

  @Test func damageNeverCrashes() throws {
    var generator = SeededGenerator(seed: 8283)
    for (format, text) in Self.samples {
      for _ in 0..<1_500 {
        let bytes = mutated(Array(text.utf8), &generator)
        do { #expect(isAccounted(try format.read(bytes, 64, 256), bytes)) } catch is ImportRefusal {}
      }
    }
  }

  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing)) func corpus() throws {
    for (path, count) in [
      ("lei-data", 13), ("rr-data", 10), ("repex-data", 10), ("reporting-exceptions-data", 3),
    ] {
      let bytes = try Corpus.bytes("ownership/gleif/\(path).json")
      let reading = try RegisterFormat.gleif.read(bytes, .max, 65_536)
      #expect(
        reading.summary.read == count && reading.summary.refused == 0 && RegisterFormat.gleif.knows(bytes))
    }
    for (path, facts) in try Corpus.expected("ownership/gleif/") where path.hasSuffix(".xml") {
      let bytes = try Corpus.bytes(path)
      let (objects, summary) = try RegisterFormat.gleif.read(bytes, .max, 65_536)
      #expect(RegisterFormat.gleif.knows(bytes) && summary.refused == 0, "\(path)")
      for (word, type) in [
        ("lei_records", "lei-record"), ("relationship_records", "lei-relationship"),
        ("exceptions", "lei-exception"),
      ] { #expect(summary.byType[type, default: 0] == facts[word] as? Int, "\(path) \(word)") }
      // These are the beginnings of large files.
      let declared = try #require((facts["declared"] as? [String])?.first)
      #expect(summary.problems.contains { $0.reason.contains("declares \(declared) records") }, "\(path)")
      let json = try Corpus.bytes(path.dropLast(4) + ".json")
      let wanted = try RegisterFormat.gleif.read(json, .max, 65_536).objects
      #expect(objects.map(\.withoutPlace) == wanted.map(\.withoutPlace), "\(path)")
    }
    for (path, _) in try Corpus.expected("ownership/uk-psc/") {
      let reading = try RegisterFormat.psc.read(try Corpus.bytes(path), .max, 65_536)
      #expect(reading.summary.refused == (path.contains("unknown") ? 1 : 0), "\(path)")
    }
  }
}
