import CaseTesting
import CaseDomain
import Testing

@testable import CaseExchange

typealias Reading = (objects: [SourceObject], summary: ImportSummary)

func readMISP(
  _ bytes: [UInt8], capacity: Int = 65_536, limitBytes: Int = JSONPass.maximumRecordBytes, piece: Int = .max
) throws -> Reading {
  var objects: [SourceObject] = []
  let summary = try MISPReader.read(
    MemorySource(bytes, pieceBytes: piece), path: "in/event.json", capacity: capacity, limitBytes: limitBytes
  ) { objects.append($0) }
  return (objects, summary)
}

func readWith(_ reader: any FormatReader.Type, _ bytes: [UInt8], piece: Int = .max) throws -> Reading {
  var objects: [SourceObject] = []
  let summary = try reader.read(
    MemorySource(bytes, pieceBytes: piece), path: "in/file.json", isCancelled: { false }
  ) { objects.append($0) }
  return (objects, summary)
}

enum GraphFixture {
  static let event = Array(
    #"""
    {"Event":{"uuid":"e-1","info":"Test of taps","date":"2026-01-02","Tag":[{"name":"tlp:green"}],
    "Attribute":[{"uuid":"a-1","type":"filename|sha256","value":"x|y.exe|ABCD","to_ids":true},
     {"type":"ip-dst","value":"192.0.2.7","deleted":true},{"uuid":"a-3","type":"attachment","value":"n","data":"QQ=="}],
    "Object":[{"uuid":"o-1","name":"file","Attribute":[{"uuid":"a-4","type":"md5","value":"EF01"}],
     "ObjectReference":[{"referenced_uuid":"a-1"}]}],
    "Galaxy":[{"GalaxyCluster":[{"value":"One"},{"value":"Two"}]}]}}
    """#.utf8)
  static let entities = Array(
    #"""
    {"id":"p1","schema":"Person","properties":{"alias":["Old Tam"],"name":["Tam Lin"],"weakAlias":["T"],"birthDate":["1975-03"]}}
    {"op":"MOD","entity":{"id":"o1","schema":"Ownership","properties":{"owner":["p1"],"asset":["c1"],"percentage":["25.5%"],"startDate":["2024-05-01"]}}}
    {"op":"DEL","entity":{"id":"p2"}}
    """#.utf8)
  static let galaxy = Array(
    #"{"name":"G","type":"tester","values":[{"uuid":"v1","value":"Ash","meta":{"synonyms":["Elm","Oak"]}},{"uuid":"v2","value":"Fir","meta":{"synonyms":["Elm"]}}],"version":1}"#
      .utf8)
  static let control = Array(
    #"{"company_number":"01","data":{"etag":"e","kind":"individual-person-with-significant-control","name":"Ann Example","natures_of_control":["ownership-of-shares-25-to-50-percent"],"notified_on":"2020-01-02","ceased_on":"2021-01-02"}}"#
      .utf8)
  static let relation = Array(
    #"[{"Relationship":{"StartNode":{"NodeID":"C"},"EndNode":{"NodeID":"P"},"RelationshipType":"IS_DIRECTLY_CONSOLIDATED_BY"}}]"#
      .utf8)
  static let template = Array(
    #"{"uuid":"t","name":"tap","meta-category":"misc","attributes":{"a":{},"b":{}}}"#.utf8)

  static var all: [(any FormatReader.Type, [UInt8])] {
    [
      (MISPReader.self, event), (FollowTheMoneyReader.self, entities), (MISPGalaxyReader.self, galaxy),
      (PSCReader.self, control), (GLEIFReader.self, relation), (MISPTemplateReader.self, template),
    ]
  }
}

@Suite struct GraphReaderTests {
  @Test func anEventGivesItsPartsAndItself() throws {
    let (objects, summary) = try readMISP(GraphFixture.event)
    #expect(
      summary.byType == [
        "attribute": 3, "object-attribute": 1, "object": 1, "event": 1, "tag": 1, "galaxy": 1,
        "galaxy-cluster": 2, "attachment": 1,
      ])
    #expect(objects.map(\.externalID) == ["a-1", "e-1#1", "a-3", "o-1", "a-4", "e-1"])
    #expect(objects[0].facts?.traces == [Trace(.fileHash, "abcd")].compactMap { $0 })
    #expect(objects[1].isRevoked && objects[1].facts == nil, "what was deleted links nobody")
    #expect(objects[3].references == ["e-1", "a-1"] && objects[4].references == ["e-1", "o-1"])
    for object in objects {
      #expect(Array(GraphFixture.event[object.offset..<object.offset + object.length]) == object.bytes)
    }
    #expect(summary.objectBytes == objects[5].length && summary.fileBytes == GraphFixture.event.count)
  }

  @Test(
    arguments: [
      ("ip-dst", "192.0.2.0/24", .network, "192.0.2.0/24"),
      ("ip-dst", "192.0.2.7/32", .ip, "192.0.2.7"),
      ("ip-src|port", "2001:db8::/32|80", .network, "2001:db8::/32"), ("ip", "192.0.2.7", .ip, "192.0.2.7"),
      (
        "malware-sample", "x|y.exe|0123456789abcdef0123456789abcdef", .fileHash,
        "0123456789abcdef0123456789abcdef"
      ), ("prtn", "+99 900 555 01", .phone, "+9990055501"),
      ("dns-soa-email", "Desk@mail.example", .email, "desk@mail.example"),
      ("sha512/224", "AB01", .fileHash, "ab01"), ("sha512/256", "AB01", .fileHash, "ab01"),
      ("sha3-224", "AB01", .fileHash, "ab01"), ("sha3-256", "AB01", .fileHash, "ab01"),
      ("sha3-384", "AB01", .fileHash, "ab01"), ("sha3-512", "AB01", .fileHash, "ab01"),
      ("filename|sha512/256", "x|y.exe|AB01", .fileHash, "ab01"),
    ] as [(String, String, Trace.Kind, String)])
  func valuesAreOfTheKindTheyShow(
    _ type: String, _ value: String, _ kind: Trace.Kind, _ trace: String
  ) throws {
    #expect(MISPTraces.traces(type: type, value: value) == [try #require(Trace(kind, trace))])
  }

  /// Nor is what files of one kind have in common, or a certificate has, the digest of a file.
  @Test(arguments: ["imphash", "ssdeep", "tlsh", "vhash", "x509-fingerprint-sha256"])
  func whatIsNoDigestOfAFileLinksNobody(_ type: String) {
    #expect(MISPTraces.traces(type: type, value: "0123456789abcdef0123456789abcdef") == [])
  }

  /// All customers of a bank have its number.
  @Test func theNumberOfABankLinksNobody() {
    #expect(MISPTraces.traces(type: "bin", value: "400000") == [])
    #expect(MISPTraces.traces(type: "bank-account-nr", value: "400000").map(\.kind) == [.payment])
  }

  @Test func attributesOfADeletedObjectLinkNobody() throws {
    let text =
      #"{"Event":{"uuid":"e","info":"x","Object":[{"uuid":"o","name":"file","deleted":true,"Attribute":"#
      + #"[{"uuid":"a","type":"md5","value":"0123456789abcdef0123456789abcdef"}]}]}}"#
    let found = try readMISP(Array(text.utf8)).objects.first { $0.externalID == "a" }
    #expect(try #require(found).facts == nil)
  }

  @Test func anEventTooLongToKeepHasItsHeadAsRecord() throws {
    let (objects, summary) = try readMISP(GraphFixture.event, capacity: 64, limitBytes: 200)
    let event = try #require(objects.last)
    #expect(event.type == "event" && event.bytes.last == UInt8(ascii: "\n"))
    let outer = objects.filter { $0.type != "object-attribute" }
    #expect(summary.objectBytes == outer.reduce(0) { $0 + $1.length } && summary.refused == 0)
  }

  @Test(arguments: [1, 2, 3, 7, 16, 61, 4096])
  func piecesChangeNothing(_ piece: Int) throws {
    for (reader, bytes) in GraphFixture.all {
      let whole = try readWith(reader, bytes)
      let cut = try readWith(reader, bytes, piece: piece)
      #expect(cut.objects == whole.objects && cut.summary == whole.summary, "\(reader.format)")
      #expect(cut.summary.fileBytes == bytes.count, "\(reader.format)")
      for object in cut.objects {
        #expect(Array(bytes[object.offset..<object.offset + object.length]) == object.bytes)
      }
    }
  }

  @Test func formatsExcludeEachOther() {
    for (index, fixture) in GraphFixture.all.enumerated() {
      fixture.1.withUnsafeBytes { bytes in
        let head = FileHead(bytes, name: "x.json", isWhole: true)
        let found = GraphFixture.all.indices.filter { GraphFixture.all[$0].0.recognises(head) }
        #expect(found == [index])
        #expect(!STIXReader.sniff(bytes))
      }
    }
  }

  /// Sorted keys: the list of attributes is longer than what is looked at, and `info` comes behind it.
  @Test func anEventWhoseListComesFirstIsKnown() throws {
    let attribute =
      #"{"category":"Network activity","to_ids":false,"type":"domain","uuid":"a-NUMBER","value":"NUMBER.example"}"#
    let list = (0..<900).map { attribute.replacing("NUMBER", with: "\($0)") }.joined(separator: ",")
    let bytes = Array(#"{"Attribute":[\#(list)],"date":"2026-01-02","info":"Taps","uuid":"e-1"}"#.utf8)
    #expect(bytes.count > EvidenceFormats.sniffedBytes)
    #expect(try ContainersInPlace().kind(of: MemoryBytes(bytes), name: "x.json").format == .misp)
    #expect(try readMISP(bytes).summary.byType == ["attribute": 900, "event": 1])
    // A whole file without what makes an event is none.
    let none = Array(#"{"Attribute":[\#(attribute)]}"#.utf8)
    #expect(try ContainersInPlace().kind(of: MemoryBytes(none), name: "x.json").format == .attachment)
  }

  /// Bare events of other programs, with what the corpus says is in them.
  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing))
  func bareEventsOfTheCorpus() throws {
    var count = 0
    for (path, facts) in try Corpus.expected("misp/") where facts["bare_event"] as? Bool == true {
      let bytes = try Corpus.bytes(path)
      #expect(try ContainersInPlace().kind(of: MemoryBytes(bytes), name: "x.json").format == .misp, "\(path)")
      let types = try readMISP(bytes).summary.byType
      let attributes = types["attribute", default: 0] + types["object-attribute", default: 0]
      #expect(attributes == facts["attributes_total"] as? Int, "\(path)")
      #expect(types["object", default: 0] == facts["objects"] as? Int, "\(path)")
      count += 1
    }
    #expect(count > 0)
  }

  @Test func damageIsRefusedAndNeverCrashes() {
    var seed: UInt64 = 0x5EED
    func next(_ limit: Int) -> Int {
      seed = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(seed >> 33) % limit
    }
    var refused = 0
    for (reader, bytes) in GraphFixture.all {
      for _ in 0..<400 {
        var damaged = bytes
        damaged[next(damaged.count)] ^= UInt8(1 + next(255))
        if next(3) == 0 { damaged.removeLast(next(damaged.count)) }
        do { _ = try readWith(reader, damaged) } catch { refused += error is ImportRefusal ? 1 : 0 }
      }
    }
    #expect(refused > 500)
  }

  @Test(arguments: [#"{"Event":{"info":"x","#, #"{"Object":[]}"#, #"[1]"#, "", #"{"Event":{}} {}"#])
  func noEventIsRefusedWithItsPlace(_ text: String) throws {
    let refusal = try #require(throws: ImportRefusal.self) { try readMISP(Array(text.utf8)) }
    #expect(refusal.offset != nil && refusal.line == 1)
  }

  @Test func entitiesStateNamesDatesAndShares() throws {
    let (objects, summary) = try readWith(FollowTheMoneyReader.self, GraphFixture.entities)
    #expect(summary.byType == ["person": 1, "ownership": 1, "deleted": 1])
    let person = try #require(objects[0].facts)
    #expect(person.names.map(\.text) == ["Tam Lin", "Old Tam", "T"] && person.schema == .person)
    #expect(person.names.map(\.strength) == [.strong, .strong, .weak])
    #expect(person.dates.map(\.text) == ["1975-03"])
    let holding = try #require(objects[1].facts?.holding)
    #expect(holding.owner == "p1" && holding.owned == "c1" && holding.leastPPM == 255_000)
    #expect(holding.from == StatedDay("2024-05-01") && objects[2].isRevoked)
  }

  @Test(arguments: [
    ("50", 500_000, 500_000), ("25.5%", 255_000, 255_000), ("25,5 %", 255_000, 255_000),
    ("25-50", 250_000, 500_000), ("25 – 50 %", 250_000, 500_000), (">50", 500_000, 1_000_000),
    ("33.33339", 333_333, 333_334), ("16.666600", 166_666, 166_666),
    ("25-33.33339", 250_000, 333_334), (">33.33339", 333_333, 1_000_000), ("<33.33339", 0, 333_334),
    ("0", 0, 0), ("100", 1_000_000, 1_000_000),
  ])
  func sharesAreRead(_ text: String, _ least: Int, _ most: Int) {
    #expect(ShareRange(text: text) == ShareRange(least: least, most: most))
  }

  @Test(arguments: ["", "%", "101", "50-25", "1.2.3", "half", "-5", "999999999999999999999"])
  func whatIsNoShareIsNotRead(_ text: String) { #expect(ShareRange(text: text) == nil) }

  @Test func aSynonymOfTwoStaysWithBoth() throws {
    let (objects, summary) = try readWith(MISPGalaxyReader.self, GraphFixture.galaxy)
    #expect(summary.byType == ["tester": 2, "synonym": 3])
    #expect(objects.allSatisfy { $0.facts?.names.contains { $0.text == "Elm" } == true })
  }
}

@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing))
struct GraphCorpusTests {
  @Test func eventsCountAsExpected() throws {
    var events = 0
    var foreign = 0
    for (path, facts) in try Corpus.expected("misp/") where path.contains(".json") {
      if (facts["expected"] as? String)?.hasPrefix("JSON, but not") == true {
        foreign += 1
        let bytes = try Corpus.bytes(path)
        let refusal = try #require(throws: ImportRefusal.self, "\(path)") { try readMISP(bytes) }
        #expect(refusal.offset != nil, "\(path)")
      }
      guard let total = facts["attributes_total"] as? Int else { continue }
      events += 1
      let types = try readMISP(try Corpus.bytes(path)).summary.byType
      #expect(types["event"] == 1, "\(path)")
      #expect(types["attribute", default: 0] + types["object-attribute", default: 0] == total, "\(path)")
      for (key, name) in [
        ("objects", "object"), ("event_tags", "tag"), ("galaxies", "galaxy"),
        ("galaxy_clusters", "galaxy-cluster"), ("with_data", "attachment"), ("reports", "event-report"),
      ] {
        #expect(types[name, default: 0] == facts[key] as? Int, "\(path) \(key)")
      }
    }
    #expect(events > 40 && foreign > 6)
  }

  @Test func galaxiesCountAsExpected() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("misp/misp-galaxy/") {
      files += 1
      let (objects, summary) = try readWith(MISPGalaxyReader.self, try Corpus.bytes(path))
      #expect(summary.read == facts["values"] as? Int && summary.refused == 0, "\(path)")
      #expect(summary.byType["synonym", default: 0] == facts["synonyms"] as? Int, "\(path)")
      #expect(Set(objects.map(\.externalID)).count == facts["unique_uuids"] as? Int, "\(path)")
    }
    #expect(files == 6)
  }

  @Test func templatesCountAsExpected() throws {
    let path = "misp/misp-objects/misp-object-templates.tar.gz"
    let facts = try #require(try Corpus.expected(path).first?.facts)
    let files = try Unpacked(try Corpus.bytes(path), .tar).contents
    var (templates, attributes) = (0, 0)
    var ids: Set<String> = []
    for (name, content) in files where name.hasSuffix(".json") {
      let bytes = try content.get()
      let isTheirs = bytes.withUnsafeBytes {
        EvidenceFormats.format(of: FileHead($0, name: "definition.json", isWhole: true)) == .mispTemplates
      }
      #expect(isTheirs, "\(name)")
      let (objects, summary) = try readWith(MISPTemplateReader.self, bytes)
      #expect(summary.read == 1 && summary.problems.isEmpty && summary.fileBytes == bytes.count, "\(name)")
      templates += summary.byType["object-template", default: 0]
      attributes += summary.byType["template-attribute", default: 0]
      ids.formUnion(objects.map(\.externalID))
    }
    #expect(templates == facts["object_templates"] as? Int && ids.count == templates)
    #expect(attributes == facts["template_attributes"] as? Int)
  }

  @Test(arguments: [
    ("ownership/ftm-yente/parteispenden/entities.ftm.json", 475),
    ("ownership/ftm-nomenklatura/donations.ijson", 474),
    ("ownership/ftm-yente/t1/entities.ftm.json", 7),
  ])
  func entitiesCountAsExpected(_ path: String, _ count: Int) throws {
    let summary = try readWith(FollowTheMoneyReader.self, try Corpus.bytes(path)).summary
    #expect(summary.read == count && summary.refused == 0)
  }
}
