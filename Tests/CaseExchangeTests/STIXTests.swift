import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

/// Objects of a company and people that do not exist.
enum Invented {
  static let actor =
    #"{"type":"threat-actor","spec_version":"2.1","id":"threat-actor--11111111-1111-4111-8111-111111111111","created":"2026-01-02T03:04:05.000Z","modified":"2026-02-02T03:04:05.120Z","name":"Glass Heron","description":"Queries \"Lumen-7\" at night.","aliases":["Heron","GH-\u00c9"],"x_office_note":"first seen by desk 4","x_origin_country":"XA","created_by_ref":"identity--22222222-2222-4222-8222-222222222222","revoked":true}"#
  static let identity =
    #"{ "id":"identity--22222222-2222-4222-8222-222222222222", "type":"identity", "name":"Orchard Models plc", "identity_class":"organization" }"#
  static let relationship =
    #"{"type":"relationship","id":"relationship--33333333-3333-4333-8333-333333333333","relationship_type":"targets","source_ref":"threat-actor--11111111-1111-4111-8111-111111111111","target_ref":"identity--22222222-2222-4222-8222-222222222222","object_marking_refs":["marking-definition--44444444-4444-4444-8444-444444444444","identity--22222222-2222-4222-8222-222222222222"],"granular_markings":[{"marking_ref":"marking-definition--55555555-5555-4555-8555-555555555555","selectors":["name"]}]}"#
  static let observation =
    #"{"type":"observed-data","id":"observed-data--66666666-6666-4666-8666-666666666666","objects":{"0":{"type":"ipv4-addr","value":"192.0.2.1"},"1":{"type":"network-traffic","src_ref":"0"}}}"#
  static let all = [actor, identity, relationship, observation]

  static let bundleID = "bundle--77777777-7777-4777-8777-777777777777"
  static let bundle =
    "{\"type\":\"bundle\",\"id\":\"\(bundleID)\",\"objects\":[\n\(all.joined(separator: ",\n"))\n]}\n"
}

/// Reads everything into memory; for tests.
func readSTIX(
  _ text: String, pieceBytes: Int = .max, capacity: Int = 4096, maximumObjectBytes: Int = 1 << 20
) throws -> (objects: [SourceObject], summary: ImportSummary) {
  try readSTIX(
    Array(text.utf8), pieceBytes: pieceBytes, capacity: capacity, maximumObjectBytes: maximumObjectBytes)
}

func readSTIX(
  _ bytes: [UInt8], pieceBytes: Int = .max, capacity: Int = 4096, maximumObjectBytes: Int = 1 << 24
) throws -> (objects: [SourceObject], summary: ImportSummary) {
  var objects: [SourceObject] = []
  let summary = try STIXReader.read(
    MemorySource(bytes, pieceBytes: pieceBytes), path: "case.json", capacity: capacity,
    maximumObjectBytes: maximumObjectBytes
  ) { objects.append($0) }
  return (objects, summary)
}

@Suite struct STIXTests {
  // MARK: What is read

  @Test func bundle() throws {
    let (objects, summary) = try readSTIX(Invented.bundle)
    #expect(objects.map { String(decoding: $0.bytes, as: UTF8.self) } == Invented.all)
    #expect(summary.container == .bundle)
    #expect(summary.bundleID == Invented.bundleID)
    #expect(summary.types.map(\.type) == ["identity", "observed-data", "relationship", "threat-actor"])
    #expect(summary.read == 4 && summary.refused == 0 && summary.problems.isEmpty)
  }

  /// What screening and correlation compare.
  @Test func actorsStateNamesAndObservablesStateValues() throws {
    let (objects, _) = try readSTIX(Invented.bundle)
    let actor = try #require(objects.first { $0.type == "threat-actor" })
    #expect(actor.facts?.names.map(\.text) == ["Glass Heron", "Heron", "GH-É"])
    #expect(objects.first { $0.type == "identity" }?.facts == nil, "a name alone needs no facts")
    // The catalogues of MITRE give a group its name among its aliases once more.
    let group = try readSTIX(
      #"{"type":"intrusion-set","id":"intrusion-set--11111111-1111-4111-8111-111111111111","name":"Quiet Heron","#
        + #""aliases":["Quiet Heron","Heron"]}"#)
    #expect(group.objects.first?.facts?.names.map(\.text) == ["Quiet Heron", "Heron"])
    #expect(group.objects.first?.aliases == ["Quiet Heron", "Heron"], "as written")
    func traces(_ type: String, _ value: String) throws -> [Trace]? {
      let text =
        #"{"type":"\#(type)","id":"\#(type)--11111111-1111-4111-8111-111111111111","value":"\#(value)"}"#
      return try readSTIX(text).objects.first?.facts?.traces
    }
    #expect(
      try traces("domain-name", "Relay.example.") == [Trace(.domain, "relay.example")].compactMap(\.self))
    #expect(try traces("ipv4-addr", "192.0.2.7") == [Trace(.ip, "192.0.2.7")].compactMap(\.self))
    #expect(try traces("mutex", "192.0.2.7") == nil)
    let hash = String(repeating: "AB", count: 32)
    let file = try readSTIX(
      #"{"hashes":{"SHA-256":"\#(hash)","SSDEEP":"3:x:y"},"type":"file","name":"a","size":7,"#
        + #""id":"file--11111111-1111-4111-8111-111111111111"}"#)
    #expect(file.objects.first?.facts?.traces == [Trace(.fileHash, hash)].compactMap(\.self))
    let system = try readSTIX(
      #"{"type":"autonomous-system","id":"autonomous-system--11111111-1111-4111-8111-111111111111","number":64500}"#
    )
    #expect(system.objects.first?.facts?.traces == [Trace(.network, "AS64500")].compactMap(\.self))
  }

  /// STIX 2.0 keeps observables inside the observed data, whichever key comes first.
  @Test(arguments: [true, false]) func observablesInsideObservedDataStateValues(typeFirst: Bool) throws {
    let hash = String(repeating: "ab", count: 32)
    let inside =
      #""objects":{"0":{"value":"192.0.2.7","type":"ipv4-addr","resolves_to_refs":["1"]},"#
      + #""1":{"type":"domain-name","value":"Relay.example"},"2":{"type":"autonomous-system","number":64500},"#
      + #""3":{"hashes":{"SHA-256":"\#(hash)","MD5":"no hash"},"type":"file","extensions":{"x":{"value":"y"}}},"#
      + #""4":{"type":"ipv4-addr","value":"192.0.2.7"},"5":{"type":"mutex","value":"192.0.2.8"}}"#
    func read(_ type: String) throws -> SourceObject? {
      let head =
        #""type":"\#(type)","id":"\#(type)--11111111-1111-4111-8111-111111111111","number_observed":2"#
      return try readSTIX("{\(typeFirst ? head + "," + inside : inside + "," + head)}").objects.first
    }
    let observed = try read("observed-data")
    #expect(
      observed?.facts?.traces
        == [
          Trace(.ip, "192.0.2.7"), Trace(.domain, "relay.example"), Trace(.network, "AS64500"),
          Trace(.fileHash, hash),
        ].compactMap(\.self))
    #expect(observed?.name == nil)
    #expect(try read("report")?.facts == nil)
  }

  @Test func fields() throws {
    let (objects, _) = try readSTIX(Invented.bundle)
    try #require(objects.count == 4)
    let actor = objects[0]
    #expect(actor.externalID == "threat-actor--11111111-1111-4111-8111-111111111111")
    #expect(actor.name == "Glass Heron" && actor.aliases == ["Heron", "GH-É"])
    #expect(actor.specVersion == "2.1" && actor.country == "XA" && actor.isRevoked && actor.describesActor)
    #expect(actor.created == "2026-01-02T03:04:05.000Z" && actor.modified == "2026-02-02T03:04:05.120Z")
    #expect(actor.references == ["identity--22222222-2222-4222-8222-222222222222"])
    #expect(objects[1].identityClass == "organization" && !objects[1].isRevoked)
    #expect(
      objects[2].relationship
        == .init(kind: "targets", sourceID: objects[0].externalID, targetID: objects[1].externalID))
    #expect(
      objects[2].references == [
        objects[0].externalID, objects[1].externalID,
        "marking-definition--44444444-4444-4444-8444-444444444444",
        "marking-definition--55555555-5555-4555-8555-555555555555",
      ])
    #expect(objects[3].references.isEmpty)
  }

  @Test(
    arguments: [
      (#""value":"192.0.2.7","resolves_to_refs":[]"#, "192.0.2.7"),
      (#""pattern":"[url:value = 'x']","description":"about it""#, "[url:value = 'x']"),
      (#""description":"about it","path":"/srv""#, "/srv"),
      (#""country":"XB","region":"north""#, "north"),
      (#""country":"XB""#, "XB"),
      (#""opinion":"agree""#, "agree"),
      (#""\u006eame":"escaped key","value":"1""#, "escaped key"),
      (#""name":"","value":"1""#, "1"),
      (#""nested":{"name":"inner"}"#, nil),
    ] as [(String, String?)])
  func displayName(_ properties: String, _ name: String?) throws {
    let text = #"{"type":"x-thing","id":"x-thing--11111111-1111-4111-8111-111111111111",\#(properties)}"#
    #expect(try readSTIX(text).objects.first?.name == name)
  }

  /// A property inside another object is not the object's own.
  @Test func nestedPropertiesDoNotCount() throws {
    let id = "x-thing--11111111-1111-4111-8111-111111111111"
    let text =
      "{\"e\":{\"id\":\"x--2\",\"type\":\"no\",\"revoked\":true},\"l\":[{\"id\":\"y--3\"}],\"id\":\"\(id)\",\"type\":\"x-thing\",\"m\":{\"type\":\"no\"}}"
    let object = try #require(try readSTIX("[\(text)]").objects.first)
    #expect(object.externalID == id && object.type == "x-thing" && !object.isRevoked)
  }

  @Test func theNameIsBounded() throws {
    let long = String(repeating: "é", count: 9_000)
    let text = #"{"type":"note","id":"note--11111111-1111-4111-8111-111111111111","content":"x\#(long)"}"#
    let object = try #require(try readSTIX(text).objects.first)
    #expect(object.name?.utf8.count == 1023 && object.name?.hasSuffix("é") == true)
    #expect(object.length == text.utf8.count)
  }

  // MARK: Containers

  @Test(arguments: [
    "{\"objects\":[@],\"type\":\"bundle\",\"id\":\"\(Invented.bundleID)\"}",
    "{\"id\":\"\(Invented.bundleID)\",\"objects\":[@],\"type\":\"bundle\"}",
    "{\"spec_version\":\"2.0\",\"id\":\"\(Invented.bundleID)\",\"type\":\"bundle\",\"objects\":[@]}",
    "{\"\\u0074ype\":\"b\\u0075ndle\",\"id\":\"\(Invented.bundleID)\",\"objects\":[@]}",
    "[@]",
  ])
  func order(_ container: String) throws {
    let text = container.replacingOccurrences(of: "@", with: Invented.all.joined(separator: ","))
    let (objects, summary) = try readSTIX(text)
    #expect(objects.map { String(decoding: $0.bytes, as: UTF8.self) } == Invented.all)
    #expect(summary.container == (container.hasPrefix("[") ? .array : .bundle))
    #expect(summary.bundleID == (container.hasPrefix("[") ? nil : Invented.bundleID))
  }

  /// Of a 2.0 bundle all objects are 2.0, whatever they say.
  @Test(arguments: [("2.0", ["2.0", "2.0"]), ("2.1", ["2.1", "2.1"]), ("2.2", ["2.2", "2.1"])])
  func bundleVersionPassesToItsObjects(_ version: String, _ stated: [String]) throws {
    let text =
      "{\"type\":\"bundle\",\"id\":\"\(Invented.bundleID)\",\"spec_version\":\"\(version)\",\"objects\":[\(Invented.identity),\(Invented.actor)]}"
    #expect(try readSTIX(text).objects.map(\.specVersion) == stated)
  }

  @Test(arguments: Invented.all)
  func single(_ text: String) throws {
    let (objects, summary) = try readSTIX(" \(text)\n", capacity: 16)
    #expect(objects.map { String(decoding: $0.bytes, as: UTF8.self) } == [text])
    #expect(objects[0].offset == 1 && summary.container == .object)
  }

  @Test(arguments: [
    "{\"type\":\"bundle\",\"id\":\"@\"}", "{\"type\":\"bundle\",\"id\":\"@\",\"objects\":[]}",
  ])
  func emptyBundle(_ text: String) throws {
    let (objects, summary) = try readSTIX(text.replacingOccurrences(of: "@", with: Invented.bundleID))
    #expect(objects.isEmpty && summary.container == .bundle && summary.problems.isEmpty)
  }

  @Test func ownPropertiesOfTheBundleAreNamed() throws {
    let text =
      "{\"type\":\"bundle\",\"id\":\"\(Invented.bundleID)\",\n\"x_sender\":{\"a\":[1]},\"objects\":[]}"
    let problem = try #require(try readSTIX(text).summary.problems.first)
    #expect(problem.object == "x_sender" && problem.severity == .warning)
    #expect(Array(text.utf8)[problem.offset!...].starts(with: Array("\"x_sender\"".utf8)))
  }

  /// Own properties that are not listed are counted, and hide nothing that stands behind them.
  @Test func manyOwnPropertiesOfTheBundle() throws {
    let own = (0..<103).map { "\"x_\($0)\":1," }.joined()
    let head = "{\"type\":\"bundle\",\"id\":\"\(Invented.bundleID)\",\(own)"
    let problems = try readSTIX(head + "\"objects\":[]}").summary.problems
    #expect(problems.count == 101 && problems[99].object == "x_99" && problems[100].object == nil)
    #expect(problems[100].reason == "the bundle has 3 more properties of its own, which are not listed")
    let refusal = #expect(throws: ImportRefusal.self) { try readSTIX(head + "\"objects\":{}}") }
    #expect(refusal?.reason == "the bundle's `objects` is not an array")
    #expect(throws: ImportRefusal.self) { try readSTIX("{\(own)\"objects\":[]}") }
  }

  /// What a TAXII server answers, its keys in any order.
  @Test(arguments: [
    ("{\"more\":false,\"objects\":[@]}", false), ("{\"objects\":[@],\"next\":\"7\",\"more\":true}", true),
    ("{\"objects\":[@]}", false), ("{\"more\":true,\"objects\":[@]}", true),
  ])
  func envelope(_ container: String, _ isPart: Bool) throws {
    let text = container.replacingOccurrences(of: "@", with: Invented.all.joined(separator: ","))
    for capacity in [16, 4096] {
      let (objects, summary) = try readSTIX(text, capacity: capacity)
      #expect(objects.map { String(decoding: $0.bytes, as: UTF8.self) } == Invented.all)
      #expect(summary.container == .array && summary.bundleID == nil && summary.refused == 0)
      #expect(summary.problems.map(\.severity) == (isPart ? [.warning] : []))
      #expect(summary.problems.allSatisfy { $0.reason.contains("one page") })
    }
    #expect(throws: ImportRefusal.self) { try readSTIX("{\"x\":1,\(text.dropFirst())") }
  }

  // MARK: Refused whole

  @Test(arguments: [
    ("", ImportRefusal.Kind.notJSON, 0, 1),
    ("\n<?xml version=\"1.0\"?>", .notJSON, 1, 2),
    ("{\"type\":\"bundle\",\n\"objects\":[{}]", .notJSON, 32, 2),
    ("{\"type\":\"bundle\",\"objects\":[]}\n!", .notJSON, 31, 2),
    ("{\"type\":\"bundle\",\"objects\":[{\"a\":1,\"a\":2}]}", .notJSON, 35, 1),
    ("{\"type\":\"bundle\",\"objects\":[],\"objects\":[]}", .notJSON, 30, 1),
    ("\n{\"id\":\"x\",\"name\":\"an index\"}", .notSTIX, 1, 2),
    ("{\"$id\":\"bundle\",\"type\":\"object\"}", .notSTIX, 0, 1),
    ("{\"type\":\"report\",\"objects\":[]}", .notSTIX, 27, 1),
    ("{\"objects\":[],\"type\":\"report\"}", .notSTIX, 29, 1),
    ("{\"objects\":[]}", .notSTIX, 13, 1), ("{\"more\":false,\"objects\":[{}]}", .notSTIX, 28, 1),
    ("{\"type\":\"bundle\",\"objects\":{\"0\":{}}}", .notSTIX, 35, 1),
    ("[]", .notSTIX, 0, 1),
    ("[1,{}]", .notSTIX, 0, 1),
    ("[1,{}", .notJSON, 5, 1),
    ("7", .notSTIX, 0, 1),
    ("7 7", .notJSON, 2, 1),
  ])
  func refusedWhole(_ text: String, _ kind: ImportRefusal.Kind, _ offset: Int, _ line: Int) throws {
    let refusal = try #require(throws: ImportRefusal.self) { try readSTIX(text) }
    #expect(refusal.kind == kind && refusal.offset == offset && refusal.line == line)
    #expect(refusal.path == "case.json" && !refusal.reason.isEmpty && !refusal.remedy.isEmpty)
  }

  @Test func xmlIsCalledXML() throws {
    let refusal = try #require(throws: ImportRefusal.self) { try readSTIX("<stix:STIX_Package/>") }
    #expect(refusal.remedy.contains("XML"))
  }

  /// Whatever byte a file ends at, it is refused, and nothing crashes.
  @Test func truncation() {
    let bytes = Array(Invented.bundle.utf8)
    for count in 0..<bytes.count - 2 {
      #expect(throws: ImportRefusal.self) { try readSTIX(Array(bytes[..<count]), capacity: 64) }
    }
  }

  @Test func cancelling() throws {
    let source = MemorySource(Array(Invented.bundle.utf8))
    var seen = 0
    let refusal = try #require(throws: ImportRefusal.self) {
      try STIXReader.read(source, path: "x", isCancelled: { seen == 2 }) { _ in seen += 1 }
    }
    #expect(refusal.kind == .cancelled && seen == 2)
  }

  @Test func callersErrorsPassThrough() {
    struct Stop: Error, Equatable {}
    #expect(throws: Stop()) {
      try STIXReader.read(MemorySource(Array(Invented.bundle.utf8)), path: "x") { _ in throw Stop() }
    }
  }

  // MARK: Refused singly

  @Test(arguments: [
    (#"{"id":"x--1"}"#, "no `type`"),
    (#"{"type":"identity"}"#, "no `id`"),
    (#"{"type":"identity","id":"tool--11111111-1111-4111-8111-111111111111"}"#, "does not start"),
    (#"{"type":"identity","id":"identity-11111111-1111-4111-8111-111111111111"}"#, "does not start"),
    (#"{"type":"identity","id":"identity_-11111111-1111-4111-8111-111111111111"}"#, "does not start"),
    (#"{"type":"identity","id":"identity--"}"#, "does not start"),
    (#"{"type":"identity","id":"identity--a b"}"#, "does not start"),
    (#"{"type":"a b","id":"a b--1"}"#, "not the name"),
    (#"{"type":["identity"],"id":"identity--1"}"#, "no `type`"),
    (#"{"type":"bundle","id":"bundle--1","objects":[{"type":"tool","id":"tool--2"}]}"#, "bundle inside"),
    ("[[{}]]", "array"),
    ("\"text\"", "plain value"),
    ("-1.5", "plain value"),
  ])
  func refusedSingly(_ bad: String, _ reason: String) throws {
    let text =
      "{\"type\":\"bundle\",\"id\":\"\(Invented.bundleID)\",\"objects\":[\(Invented.identity), \(bad) ,\(Invented.actor)]}"
    for capacity in [8, 4096] {
      let (objects, summary) = try readSTIX(text, capacity: capacity)
      #expect(objects.map(\.type) == ["identity", "threat-actor"] && summary.refused == 1)
      let problem = try #require(summary.problems.first)
      #expect(problem.severity == .refused && problem.reason.contains(reason))
      let start = try #require(problem.offset)
      let isString = bad.hasPrefix("\"")
      #expect(Array(text.utf8)[(start - (isString ? 1 : 0))...].starts(with: Array(bad.utf8)))
    }
  }

  @Test(arguments: [
    "identity--foo", "identity--1111111111111-111-8111-111111111111",
    "identity--11111111-1111-4111-8111-11111111111g",
  ])
  func oddIDsAreTakenWithAWarning(_ id: String) throws {
    let (objects, summary) = try readSTIX("[{\"type\":\"identity\",\"id\":\"\(id)\"}]")
    #expect(objects.map(\.externalID) == [id])
    #expect(summary.problems.map(\.severity) == [.warning] && summary.refused == 0)
  }

  /// The limit in bytes, below, at and above; whether in many properties or in one long text.
  @Test(arguments: [4, 64, 4096], [false, true])
  func sizeLimit(capacity: Int, isOneText: Bool) throws {
    func object(_ length: Int) -> String {
      let head = #"{"type":"note","id":"note--11111111-1111-4111-8111-111111111111","content":"#
      let room = length - head.utf8.count - 1
      if isOneText { return head + "\"" + String(repeating: "x", count: room - 2) + "\"}" }
      let pairs = String(repeating: "1,", count: (room - 3) / 2)
      return head + "[" + pairs + String(repeating: "1", count: room - 2 - pairs.utf8.count) + "]}"
    }
    for (length, isTaken) in [(499, true), (500, true), (501, false), (900, false), (20_000, false)] {
      let big = object(length)
      try #require(big.utf8.count == length)
      let text = "[\(Invented.identity),\(big),\(Invented.identity)]"
      let (objects, summary) = try readSTIX(text, capacity: capacity, maximumObjectBytes: 500)
      #expect(objects.count == (isTaken ? 3 : 2) && summary.refused == (isTaken ? 0 : 1))
      #expect(summary.refusedBytes == (isTaken ? 0 : length))
      if !isTaken { #expect(summary.problems[0].object == "note--11111111-1111-4111-8111-111111111111") }
    }
  }

  /// Even an object that is passed over must be JSON.
  @Test func brokenJSONInAnOversizedObject() throws {
    let text = "[{\"type\":\"note\",\"content\":\"\(String(repeating: "x", count: 900))\u{1}\"}]"
    let refusal = try #require(throws: ImportRefusal.self) {
      try readSTIX(text, capacity: 32, maximumObjectBytes: 500)
    }
    #expect(refusal.kind == .notJSON && refusal.offset == 927)
  }

  @Test func duplicateKeyInAnOversizedObject() throws {
    let long = String(repeating: "x", count: 900)
    let text = "[{\"type\":\"note\",\"content\":\"\(long)\",\"deep\":{\"twin\":1,\"twin\":2}}]"
    let refusal = try #require(throws: ImportRefusal.self) {
      try readSTIX(text, capacity: 32, maximumObjectBytes: 500)
    }
    #expect(refusal.kind == .notJSON && refusal.reason.contains("same key"))
  }

  @Test func manyProblemsAreCounted() throws {
    let text = "[\(Invented.identity)\(String(repeating: ",1", count: 10_500))]"
    let (_, summary) = try readSTIX(text)
    #expect(summary.refused == 10_500 && summary.problems.count == 10_000 && summary.unlistedProblems == 500)
  }

  // MARK: Laws

  /// Wherever the pieces end, the same objects come out.
  @Test(arguments: Array(1...40) + [100, 1_000])
  func pieces(capacity: Int) throws {
    let whole = try readSTIX(Invented.bundle)
    let pieces = try readSTIX(Invented.bundle, pieceBytes: 1, capacity: capacity)
    #expect(pieces.objects == whole.objects && pieces.summary == whole.summary)
  }

  /// Export gives the very bytes that were imported, and can be imported again.
  @Test(arguments: ["2.0", nil])
  func roundTrip(_ version: String?) throws {
    let first = try readSTIX(Invented.bundle).objects
    let (text, again) = try export(first, version)
    #expect(again.map(\.bytes) == first.map(\.bytes))
    #expect(text.hasPrefix("{\"type\":\"bundle\",\"id\":\"bundle--"))
    #expect(text.contains("\"spec_version\":\"2.0\",\"objects\"") == (version == "2.0"))
    #expect(try export(again, version).text == text)
  }

  /// Validators know no UUID later than version 5.
  @Test func aBundleIsNamedByWhatIsInIt() {
    let id = STIXWriter.bundleID(of: ["tool--2", "tool--1"])
    #expect(STIXValidator.checkBundle(id: "bundle--\(id.uuidString.lowercased())", specVersion: nil).isEmpty)
    #expect(
      STIXWriter.bundleID(of: ["tool--1", "tool--2"]) == id && STIXWriter.bundleID(of: ["tool--1"]) != id)
  }

  @Test func emptyExport() throws {
    #expect(try export([], nil).again.isEmpty)
  }

  private func export(
    _ objects: [SourceObject], _ version: String?
  ) throws -> (text: String, again: [SourceObject]) {
    let bytes = try exportedBytes(objects.map(\.bytes), version)
    return (String(decoding: bytes, as: UTF8.self), try readSTIX(bytes).objects)
  }

  @Test(arguments: ["{\"a\":1", "[1]", "{} {}", "", "{\"a\":1,\"a\":1}"])
  func damagedObjectsAreNotWritten(_ text: String) {
    var writer = STIXWriter { _ in }
    #expect(throws: JSONError.self) { try writer.append(Array(text.utf8)) }
  }

  // MARK: Sniffing

  @Test(arguments: [
    (Invented.bundle, true), (Invented.actor, true), ("[\(Invented.identity)]", true),
    ("{\"objects\":[\(Invented.identity)]}", true),
    ("{\"type\":\"object\",\"$id\":\"a--b\"}", false), ("{\"id\":\"abc\"}", false), ("", false),
    ("a,b\n1,2\n", false), ("<xml/>", false), ("{\"x\":\"id\",\"y\":\"identity--1\"}", false),
    ("{\"id\":\"acme--1\",\"schema\":\"Company\",\"properties\":{\"type\":\"acme\"}}", false),
    ("{\"id\":\"tool--1\",\"type\":\"tool\"}", true), ("{\"type\":\"tool\",\"id\":\"tool--1\"}", true),
    ("{\"id\":\"tool--2e5a1a0c-0f0e-4a5b-8c7d-1f2e3d4c5b6a\"}", true),
  ])
  func sniff(_ text: String, _ isSTIX: Bool) {
    #expect(Array(text.utf8).withUnsafeBytes { STIXReader.sniff($0) } == isSTIX)
  }
}

/// A bundle of these objects, as `STIXWriter` makes it.
func exportedBytes(_ objects: [[UInt8]], _ version: String?) throws -> [UInt8] {
  final class Sink { var bytes: [UInt8] = [] }
  let sink = Sink()
  var writer = STIXWriter { sink.bytes.append(contentsOf: $0) }
  try writer.begin(id: UUID(uuidString: "88888888-8888-4888-8888-88888888888A")!, specVersion: version)
  for object in objects { try writer.append(object) }
  try writer.finish()
  return sink.bytes
}
