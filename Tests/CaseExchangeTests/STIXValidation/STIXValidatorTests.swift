import CaseTesting
import Testing

@testable import CaseExchange

@Suite struct STIXValidatorTests {
  private func findings(_ object: String, bundle: String? = nil) -> [STIXFinding] {
    var validator = STIXValidator()
    return validator.check(Array(object.utf8), specVersion: bundle)
  }

  @Test(arguments: Sample.good + Sample.goodOld)
  func goodObjectsHaveNoFindings(_ object: String) {
    #expect(findings(object) == [], "\(object)")
  }

  @Test func everyTypeHasAGoodSample() {
    let types = STIXTables(.v21).domain.map(\.type) + STIXTables(.v21).observables.map(\.type)
    for type in types {
      #expect(Sample.good.contains { $0.contains("\"type\":\"\(type)\"") }, "\(type)")
    }
    #expect(types.count == 42)
  }

  struct Bad: CustomTestStringConvertible {
    let object: String
    let path: String
    let rule: STIXRule
    var testDescription: String { "\(rule.rawValue) at '\(path)'" }

    init(_ object: String, _ path: String, _ rule: STIXRule) {
      self.object = object
      self.path = path
      self.rule = rule
    }
  }

  /// One defect each, found once, where it is.
  static let bad: [Bad] = [
    // Required properties and their types.
    Bad(Sample.domain("tool"), "name", .required),
    Bad(Sample.domain("malware", #""name":"m""#), "is_family", .required),
    Bad(Sample.domain("tool", #""name":["t"]"#), "name", .type),
    Bad(Sample.domain("tool", #""name":null"#), "name", .empty),
    Bad(Sample.domain("tool", #""name":"t","revoked":"true""#), "revoked", .type),
    Bad(Sample.domain("tool", #""name":"t","aliases":[]"#), "aliases", .empty),
    Bad(Sample.domain("tool", #""name":"t","aliases":["a",{"b":1}]"#), "aliases[1]", .type),
    Bad(Sample.domain("tool", #""name":"t","confidence":101"#), "confidence", .range),
    Bad(Sample.domain("tool", #""name":"t","confidence":1.5"#), "confidence", .type),
    Bad(Sample.domain("tool", #""name":"t","confidence":1e999"#), "confidence", .type),
    Bad(Sample.domain("location", #""latitude":90.1,"longitude":0"#), "latitude", .range),
    Bad(
      Sample.domain("opinion", #""opinion":"maybe","object_refs":["note--\#(Sample.uuid)"]"#), "opinion",
      .vocabulary),
    Bad(
      Sample.domain("attack-pattern", #""name":"a","kill_chain_phases":[{"kill_chain_name":"k"}]"#),
      "kill_chain_phases[0].phase_name", .required),
    // Names.
    Bad(Sample.domain("tool", #""name":"t","X-Note":1"#), "X-Note", .name),
    Bad(Sample.domain("tool", #""name":"t","ab":1"#), "ab", .name),
    Bad(Sample.domain("tool", #""name":"t","severity":1"#), "severity", .reserved),
    Bad(Sample.domain("tool", #""name":"t","x_note":[]"#), "x_note", .empty),
    Bad(Sample.domain("tool", #""name":"t","x_note_bin":"YWJ""#), "x_note_bin", .form),
    Bad(Sample.domain("tool", #""name":"t","x_note_hex":"abc""#), "x_note_hex", .form),
    Bad(Sample.domain("Tool", #""name":"t""#), "type", .form),
    // Identifiers and references.
    Bad(
      Sample.domain("tool", #""name":"t""#).replacing("-4111-8111-", with: "-4111-c111-"), "id", .identifier),
    Bad(
      Sample.domain("tool", #""name":"t""#).replacing("-4111-8111-", with: "-0111-8111-"), "id", .identifier),
    Bad(Sample.domain("tool", #""name":"t""#).replacing("tool--", with: "note--"), "id", .identifier),
    Bad(
      Sample.domain("tool", #""name":"t","created_by_ref":"tool--\#(Sample.uuid)""#), "created_by_ref",
      .reference),
    Bad(
      Sample.domain(
        "relationship",
        #""relationship_type":"uses","source_ref":"tool--\#(Sample.uuid)","target_ref":"sighting--\#(Sample.uuid)""#
      ),
      "target_ref", .reference),
    Bad(
      Sample.domain(
        "relationship",
        #""relationship_type":"Uses it","source_ref":"tool--\#(Sample.uuid)","target_ref":"tool--\#(Sample.uuid)""#
      ),
      "relationship_type", .form),
    Bad(
      Sample.domain("observed-data", Sample.observed + #","object_refs":["tool--\#(Sample.uuid)"]"#),
      "object_refs[0]", .reference),
    Bad(
      Sample.observable("url", #""value":"https://a.example/","id":1"#).replacing(
        #""id":"url--\#(Sample.uuid)","#, with: ""), "id", .type),
    Bad(Sample.observable("process", #""pid":1"#, uuid: Sample.computedUUID), "id", .identifier),
    Bad(
      Sample.observable("artifact", #""payload_bin":"YWJj""#).replacing(
        "artifact\",", with: "artifact\",\"x_a\":null,"), "x_a", .empty),
    // Times.
    Bad(
      Sample.domain("tool", #""name":"t""#).replacing(#"modified":"2026"#, with: #"modified":"2025"#),
      "modified", .order),
    Bad(
      Sample.domain("tool", #""name":"t""#).replacing(
        #"created":"2026-01-02T03:04:05.000Z"#, with: #"created":"2026-01-02T03:04:05Z"#), "created", .form),
    Bad(Sample.domain("campaign", #""name":"c","first_seen":"2026-02-30T00:00:00Z""#), "first_seen", .form),
    Bad(Sample.domain("campaign", #""name":"c","first_seen":"2026-02-03 00:00:00Z""#), "first_seen", .form),
    Bad(
      Sample.domain("indicator", Sample.indicator + #","valid_until":"2026-01-01T00:00:00.000Z""#),
      "valid_until", .order),
    // Properties that depend on one another.
    Bad(Sample.domain("location", #""name":"l""#), "", .dependency),
    Bad(Sample.domain("location", #""country":"XA","latitude":1"#), "", .dependency),
    Bad(Sample.domain("location", #""country":"XA","precision":1"#), "", .dependency),
    Bad(Sample.domain("malware", #""is_family":true"#), "", .dependency),
    Bad(Sample.domain("observed-data", Sample.observed), "", .dependency),
    Bad(
      Sample.domain(
        "extension-definition",
        #""name":"e","schema":"s","version":"1","extension_types":["new-sdo"],"extension_properties":["a"]"#),
      "", .dependency),
    Bad(
      Sample.observable("artifact", #""payload_bin":"YWJj","url":"https://a.example/","hashes":{"MD6":"x"}"#),
      "", .dependency),
    Bad(Sample.observable("email-message", #""is_multipart":true,"body":"b""#), "", .dependency),
    Bad(Sample.observable("file", #""size":1"#), "", .dependency),
    Bad(Sample.observable("network-traffic", #""protocols":["tcp"]"#), "", .dependency),
    Bad(
      Sample.observable(
        "network-traffic",
        #""protocols":["tcp"],"src_ref":"mac-addr--\#(Sample.uuid)","is_active":true,"end":"2026-01-01T00:00:00Z""#
      ), "", .dependency),
    Bad(Sample.observable("user-account"), "", .dependency),
    // Values of observables.
    Bad(
      Sample.observable("email-message", #""is_multipart":false,"body":"b","received_lines":[]"#),
      "received_lines", .empty),
    Bad(
      Sample.observable("email-message", #""is_multipart":true,"body_multipart":[]"#), "body_multipart",
      .empty),
    Bad(Sample.observable("artifact", #""payload_bin":"YWJj","mime_type":"plain""#), "mime_type", .form),
    Bad(Sample.observable("domain-name", #""value":"a_b.example""#), "value", .form),
    Bad(Sample.observable("email-addr", #""value":"orchard.example""#), "value", .form),
    Bad(Sample.observable("ipv4-addr", #""value":"192.0.2.256""#), "value", .form),
    Bad(Sample.observable("ipv6-addr", #""value":"2001:db8::1::2""#), "value", .form),
    Bad(Sample.observable("mac-addr", #""value":"00:53:00:FF:00:01""#), "value", .form),
    Bad(Sample.observable("url", #""value":"orchard.example""#), "value", .form),
    Bad(Sample.observable("url", #""value":"https://orchard[.]example/""#), "value", .form),
    Bad(Sample.observable("file", #""hashes":{"SHA-256":"abc"}"#), "hashes.SHA-256", .form),
    Bad(Sample.observable("file", #""hashes":{"my hash":"abc"}"#), "hashes.my hash", .name),
    Bad(
      Sample.observable(
        "network-traffic", #""protocols":["tcp"],"src_ref":"ipv4-addr--\#(Sample.uuid)","src_port":65536"#),
      "src_port", .range),
    Bad(Sample.observable("software", #""name":"s","cpe":"cpe:2.3:x:a""#), "cpe", .form),
    Bad(Sample.observable("windows-registry-key", #""key":"HKLM\\a""#), "key", .form),
    // Extensions.
    Bad(Sample.observable("file", #""name":"a","extensions":{}"#), "extensions", .empty),
    Bad(Sample.observable("file", #""name":"a","extensions":{"nope":{"a":1}}"#), "extensions.nope", .name),
    Bad(
      Sample.observable("file", #""name":"a","extensions":{"pdf-ext":{"version":1}}"#),
      "extensions.pdf-ext.version", .type),
    Bad(
      Sample.observable("file", #""name":"a","extensions":{"archive-ext":{"comment":"c"}}"#),
      "extensions.archive-ext.contains_refs", .required),
    Bad(
      Sample.domain("tool", #""name":"t","extensions":{"extension-definition--\#(Sample.uuid)":{"abc":1}}"#),
      "extensions.extension-definition--\(Sample.uuid).extension_type", .required),
    // References to the world outside, markings, translations.
    Bad(
      Sample.domain("tool", #""name":"t","external_references":[{"source_name":"s"}]"#),
      "external_references[0]", .dependency),
    Bad(
      Sample.domain("tool", #""name":"t","external_references":[{"source_name":"s","url":"http://a b/"}]"#),
      "external_references[0].url", .form),
    Bad(
      Sample.domain(
        "tool", #""name":"t","external_references":[{"source_name":"cve","external_id":"CVE-26-1"}]"#),
      "external_references[0].external_id", .form),
    Bad(
      Sample.domain(
        "tool", #""name":"t","external_references":[{"source_name":"nvd","external_id":"CVE-2026-0001"}]"#),
      "external_references[0].external_id", .form),
    Bad(
      Sample.domain("tool", #""name":"t","granular_markings":[{"lang":"de","selectors":["x_gone"]}]"#),
      "granular_markings[0].selectors[0]", .selector),
    Bad(
      Sample.domain(
        "tool", #""name":"t","granular_markings":[{"lang":"de","selectors":["granular_markings.[1]"]}]"#),
      "granular_markings[0].selectors[0]", .selector),
    Bad(
      Sample.domain("tool", #""name":"t","granular_markings":[{"selectors":["name"]}]"#),
      "granular_markings[0]", .dependency),
    Bad(
      Sample.domain(
        "language-content", #""object_ref":"tool--\#(Sample.uuid)","contents":{"german!":{"name":"W"}}"#),
      "contents.german!", .form),
    Bad(
      Sample.request(#"{"Accept":"text/plain"}"#), "extensions.http-request-ext.request_header.Accept", .type),
    Bad(
      Sample.request(#"{"Accept":["text/plain",1]}"#),
      "extensions.http-request-ext.request_header.Accept[1]", .type),
    // A container of an observation.
    Bad(
      Sample.old(
        "observed-data",
        Sample.observed + #","objects":{"0":{"type":"file","name":"a","parent_directory_ref":"9"}}"#),
      "objects.0.parent_directory_ref", .reference),
    Bad(
      Sample.old(
        "observed-data",
        Sample.observed + #","objects":{"0":{"type":"file","name":"a","parent_directory_ref":"0"}}"#),
      "objects.0.parent_directory_ref", .reference),
    Bad(
      Sample.domain(
        "observed-data", Sample.observed + #","objects":{"0":{"type":"ipv4-addr","value":"192.0.2.1"}}"#),
      "objects.0.id", .required),
    // 2.0 differs.
    Bad(Sample.old("identity", #""name":"n""#), "identity_class", .required),
    Bad(Sample.old("malware", #""name":"n""#), "labels", .required),
    Bad(Sample.old("malware", #""name":"n","labels":["a"],"confidence":1"#), "confidence", .reserved),
    // Patterns.
    Bad(Sample.domain("indicator", Sample.indicator.replacing(" = ", with: " ~ ")), "pattern", .pattern),
  ]

  @Test(arguments: bad)
  func eachDefectIsFoundWhereItIs(_ bad: Bad) {
    let found = findings(bad.object)
    #expect(found.contains { $0.path == bad.path && $0.rule == bad.rule }, "\(found)")
    #expect(Set(found.map(\.path)).count <= 2, "\(found)")
    #expect(found.allSatisfy { !$0.message.isEmpty && !$0.message.hasSuffix(".") && !$0.section.isEmpty })
  }

  @Test func everyRuleIsTested() {
    let tested = Set(Self.bad.map(\.rule))
    // Those have tests of their own.
    #expect(Set(STIXRule.allCases).subtracting(tested) == [.json, .marking, .unchecked])
  }

  @Test(arguments: [
    (
      "another id", #""id":"marking-definition--613f2e26-407d-48c7-9eca-b8e91df99dc9""#,
      #""id":"marking-definition--\#(Sample.uuid)""#
    ),
    ("another day", #""created":"2017-01-20T00:00:00.000Z""#, #""created":"2017-01-21T00:00:00.000Z""#),
    ("another name", "TLP:WHITE", "TLP:CLEAR"),
    ("another colour", #"{"tlp":"white"}"#, #"{"tlp":"clear"}"#),
    ("one more property", #""name":"#, #""x_more":1,"name":"#),
    ("no definition", #","definition":{"tlp":"white"}"#, ""),
  ])
  func lightsAreThoseOfTheStandard(_ why: String, _ part: String, _ other: String) throws {
    let white = try #require(Sample.good.first { $0.contains("TLP:WHITE") })
    #expect(white.contains(part))
    #expect(findings(white.replacing(part, with: other)).contains { $0.rule == .marking }, "\(why)")
  }

  @Test(arguments: [
    #""definition_type":"statement","definition":{"text":"a"}"#,
    #""definition_type":"statement","definition":"a""#,
    #""name":"n""#,
    #""definition_type":"x","definition":{},"object_marking_refs":["marking-definition--\#(Sample.uuid)"]"#,
  ])
  func markingsSayWhatTheyMean(_ rest: String) {
    let object =
      #"{"type":"marking-definition","spec_version":"2.1","id":"marking-definition--\#(Sample.uuid)","created":"2026-01-02T03:04:05Z",\#(rest)}"#
    #expect(findings(object).map(\.rule) == [.marking])
  }

  /// Three digits behind the point in 2.0, three at least in 2.1; of a marking the standards ask for none.
  @Test(arguments: [
    ("", false, false), (".0", false, false), (".000", true, true), (".0000", false, true),
    (".000000000000", false, true),
  ])
  func milliseconds(_ fraction: String, _ isGoodOld: Bool, _ isGood: Bool) {
    func paths(_ object: String) -> [String] {
      findings(object.replacing("03:04:05.000Z", with: "03:04:05\(fraction)Z")).map(\.path)
    }
    let both = ["created", "modified"]
    #expect(paths(Sample.old("malware", #""name":"m","labels":["trojan"]"#)) == (isGoodOld ? [] : both))
    #expect(paths(Sample.domain("tool", #""name":"t""#)) == (isGood ? [] : both))
    let marking =
      #"{"type":"marking-definition","id":"marking-definition--\#(Sample.uuid)","created":"2026-01-02T03:04:05.000Z","definition_type":"tlp","definition":{"tlp":"red"}}"#
    #expect(paths(marking) == [])
  }

  // MARK: Editions

  @Test func theBundleDecidesTheEdition() {
    let object = Sample.domain("identity", #""name":"Orchard Models plc""#)
    #expect(findings(object) == [])
    #expect(findings(object, bundle: "2.1") == [])
    #expect(findings(object, bundle: "2.0").map(\.path) == ["identity_class"])
  }

  /// Outside its bundle, too.
  @Test func anObjectThatSaysSoIsOld() {
    let object = Sample.old("identity", #""spec_version":"2.0","name":"n""#)
    for bundle in [nil, "2.0", "2.1"] {
      #expect(findings(object, bundle: bundle).map(\.path) == ["identity_class"])
    }
  }

  @Test func anObjectWithoutSpecVersionIsOldWhenItHasCreated() {
    #expect(
      findings(Sample.old("identity", #""name":"n""#), bundle: "2.1").first?.section == "STIX 2.0 Part 2 §2.4"
    )
    #expect(findings(Sample.observable("url"), bundle: "2.1").first?.section == "STIX 2.1 §6.15")
  }

  @Test(arguments: [
    ("bundle--\(Sample.uuid)", true), ("bundle--1", false), ("report--\(Sample.uuid)", false),
    ("bundle--\(Sample.uuid) ", false), (nil, false),
  ])
  func bundle(_ id: String?, _ isGood: Bool) {
    #expect(STIXValidator.checkBundle(id: id, specVersion: nil).isEmpty == isGood)
  }

  /// Of another version nothing is claimed.
  @Test(arguments: [("2.0", true), ("2.1", true), ("3.0", false), ("2.0\u{1B}[2J", false)])
  func bundleOfVersion(_ version: String, _ isKnown: Bool) {
    let found = STIXValidator.checkBundle(id: "bundle--\(Sample.uuid)", specVersion: version)
    #expect(found.map(\.rule) == (isKnown ? [] : [.unchecked]))
    #expect(found.allSatisfy { !$0.message.contains("\u{1B}") })
  }

  // MARK: Hostile input

  @Test(arguments: ["", "[]", "1", "{", #"{"a":1,"a":2}"#, #"{"a":"\ud800"}"#, "{}x", "{\"a\":\u{1}}"])
  func bytesThatAreNoObject(_ text: String) {
    #expect(findings(text).map(\.rule) == [.json])
  }

  @Test func findingsHaveALimit() {
    let names = (0..<200).map { "\"X\($0)\":null" }.joined(separator: ",")
    let found = findings(Sample.domain("tool", "\"name\":\"t\"," + names))
    #expect(found.count == STIXValidator.maximumFindings)
    #expect(found.last?.message == "there is more; it is not listed")
  }

  @Test func messagesAreShortAndInOneLine() {
    let long = String(repeating: "x", count: 5_000)
    let found = findings(Sample.observable("url", #""value":"\u001b[2J\n\u202e\#(long)""#))
    #expect(found.count == 1)
    #expect(
      found.allSatisfy { $0.message.count < 200 && !$0.message.contains { "\u{1B}\n\u{202E}".contains($0) } })
  }

  /// Objects made to be walked over again and again, or to fill the memory: they end at once, and say so.
  @Test func objectsThatAskForTooMuch() {
    let keys = (0..<20_000).map { #""x_\#($0)":1"# }.joined(separator: ",")
    let selectors = Array(repeating: #""x_19999""#, count: 20_000).joined(separator: ",")
    let marked = Sample.domain(
      "tool", #""name":"t",\#(keys),"granular_markings":[{"lang":"de","selectors":[\#(selectors)]}]"#)
    #expect(findings(marked).map(\.rule) == [.unchecked])
    let files = (0..<20_000).map { #""\#($0)":{"type":"file","name":"a"}"# }.joined(separator: ",")
    let refs = Array(repeating: #""19999""#, count: 20_000).joined(separator: ",")
    let observation = Sample.old(
      "observed-data",
      Sample.observed
        + #","objects":{\#(files),"d":{"type":"directory","path":"/","contains_refs":[\#(refs)]}}"#)
    #expect(findings(observation).map(\.rule) == [.unchecked])
    let values = String(repeating: "1,", count: ObjectTape.maximumNodes) + "1"
    #expect(findings(Sample.domain("tool", #""name":"t","x_all":[\#(values)]"#)).map(\.rule) == [.unchecked])
  }

  /// A long key counts as the bytes that looking at it takes, of a container and of any other object.
  @Test func longKeysCountAsManyMembers() {
    let long = #"\u0061"# + String(repeating: "a", count: 20_000)
    let refs = Array(repeating: #""0""#, count: 20_000).joined(separator: ",")
    let file = #"{"type":"file","name":"a"}"#
    let observation = Sample.old(
      "observed-data",
      Sample.observed
        + #","objects":{"\#(long)":\#(file),"0":\#(file),"1":{"type":"directory","path":"/","contains_refs":[\#(refs)]}}"#
    )
    #expect(findings(observation).map(\.rule) == [.unchecked])
    let selectors = Array(repeating: #""definition.b""#, count: 20_000).joined(separator: ",")
    let marked = Sample.domain(
      "marking-definition",
      #""definition_type":"x","definition":{"\#(long)":1,"b":2},"granular_markings":[{"lang":"de","selectors":[\#(selectors)]}]"#
    )
    #expect(findings(marked).map(\.rule) == [.unchecked])
  }

  /// What many refer to is looked at once: an object with many members, and an id of many bytes.
  @Test func whatManyReferToIsLookedAtOnce() {
    let members = (0..<40_000).map { #""x_a_\#($0)":1"# }.joined(separator: ",")
    let keys = Array(repeating: #""0""#, count: 40_000).joined(separator: ",")
    let observation = Sample.old(
      "observed-data",
      Sample.observed
        + #","objects":{"0":{\#(members),"type":"file","name":"a"},"1":{"type":"directory","path":"/","contains_refs":[\#(keys)]}}"#
    )
    #expect(findings(observation) == [])
    let reference = #""marking-definition--\#(Sample.uuid)""#
    let refs = Array(repeating: reference, count: 40_000).joined(separator: ",")
    let granular = Array(
      repeating: #"{"marking_ref":\#(reference),"selectors":["type"]}"#, count: 20_000
    ).joined(separator: ",")
    let id = #"marking-definition--\u0061"# + String(repeating: "a", count: 60_000)
    let marking =
      #"{"type":"marking-definition","spec_version":"2.1","id":"\#(id)","created":"2026-01-02T03:04:05.000Z","#
      + #""definition_type":"statement","definition":{"statement":"s"},"object_marking_refs":[\#(refs)],"#
      + #""granular_markings":[\#(granular)]}"#
    #expect(findings(marking).map(\.rule) == [.identifier])
  }

  /// Whatever its letters are written as.
  @Test func aMarkingIsKnownAsItself() {
    let id = #"marking-definition--\#(Sample.uuid)"#
    let own = id.replacing("marking", with: #"\u006darking"#)
    for (id, reference) in [(id, own), (own, id)] {
      let marking =
        #"{"type":"marking-definition","spec_version":"2.1","id":"\#(id)","created":"2026-01-02T03:04:05.000Z","#
        + #""definition_type":"statement","definition":{"statement":"s"},"object_marking_refs":["\#(reference)"],"#
        + #""granular_markings":[{"marking_ref":"\#(reference)","selectors":["type"]}]}"#
      #expect(findings(marking).map(\.rule) == [.marking, .marking])
    }
  }

  /// Sixty-three lists and objects in one another, in places with rules and without.
  @Test(arguments: [
    "aliases", "extensions", "x_deep", "granular_markings", "objects", "definition", "contents",
  ])
  func deepNestingIsWalkedWithoutRecursion(_ name: String) {
    for (open, close) in [("[", "]"), (#"{"file":"#, "}"), (#"[{"0":"#, "}]")] {
      let depth = 62 / open.filter { "[{".contains($0) }.count
      let deep = String(repeating: open, count: depth) + "1" + String(repeating: close, count: depth)
      for type in ["observed-data", "marking-definition", "tool", "language-content"] {
        _ = findings(Sample.domain(type, "\"\(name)\":\(deep)"))
      }
    }
  }

  /// What one object leaves behind does not touch the next.
  @Test func oneValidatorServesMany() {
    var shared = STIXValidator()
    for round in Self.bad.map(\.object) + Sample.good + Self.bad.map(\.object).reversed() {
      #expect(shared.check(Array(round.utf8)) == findings(round))
    }
  }

  /// The keys of one observation mean nothing in the object behind it.
  @Test func anObservationEndsWithItsObject() {
    let observation =
      #"{"objects":{"0":{"type":"file","name":"a"},"1":{"type":"directory","path":"/"}},"type":"observed-data"}"#
    let next = Sample.observable(
      "network-traffic", #""src_ref":"ipv4-addr--\#(Sample.uuid)","protocols":["tcp"]"#)
    var validator = STIXValidator()
    #expect(!validator.check(Array(observation.utf8)).isEmpty)
    #expect(validator.check(Array(next.utf8)) == [])
  }

  /// Bytes changed at random never end the program, and every finding has a place in the object.
  @Test(arguments: 0..<40 as Range<UInt64>)
  func damagedObjects(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var validator = STIXValidator()
    let pieces = Array("\"\\{}[]:,'0-.eE \u{0}\u{7F}éx").map { Array(String($0).utf8) }
    for object in Sample.good + Sample.goodOld {
      var bytes = Array(object.utf8)
      for _ in 0..<Int.random(in: 1...4, using: &random) {
        let at = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<4, using: &random) {
        case 0: bytes.remove(at: at)
        case 1: bytes.insert(contentsOf: pieces.randomElement(using: &random)!, at: at)
        case 2: bytes[at] = UInt8.random(in: 0...255, using: &random)
        default: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...40, using: &random)))
        }
        if bytes.isEmpty { bytes = [0x7B] }
      }
      let found = validator.check(bytes)
      #expect(found.count <= STIXValidator.maximumFindings)
    }
  }
}
