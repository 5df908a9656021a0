import CaseDomain
import Testing

@testable import CaseExchange

/// Ids that others gave, and the check digits of those that have them, wherever they are stated.
@Suite struct StatedIdentifierTests {
  private func identifiers(_ object: SourceObject?) -> [String] {
    (object?.facts?.identifiers ?? []).map { "\($0.kind):\($0.value)" }
  }

  private func stix(_ type: String, _ references: String, _ more: String = "") throws -> SourceObject {
    let text = """
      {"type":"\(type)","id":"\(type)--00000001-0000-4000-8000-000000000000","name":"N","created":"x"\(more),
       "external_references":[\(references)]}
      """
    return try #require(try readSTIX(Array(text.utf8)).objects.first)
  }

  @Test(
    arguments: [
      ("intrusion-set", ["mitre-attack:G0001"]), ("attack-pattern", ["mitre-attack:G0001"]),
      ("vulnerability", []), ("malware", []),
    ] as [(String, [String])])
  func objectsOfSTIX(_ type: String, _ expected: [String]) throws {
    let found = try stix(
      type,
      #"{"source_name":"a report","description":"d"},{"source_name":"MITRE-Attack","external_id":"G0001"},"#
        + #"{"source_name":"capec","external_id":"CAPEC-1"},{"source_name":"mitre-attack","external_id":"G0001"}"#
    )
    #expect(identifiers(found) == expected)
    #expect((found.facts?.names.map(\.text) ?? []) == (type == "intrusion-set" ? ["N"] : []))
  }

  /// Only what stands in `external_references` of the object itself.
  @Test func nestedIdsAreNotItsOwn() throws {
    let found = try stix(
      "attack-pattern", #"{"source_name":"s","hashes":{"external_id":"no"}}"#,
      #","x_more":{"external_references":[{"source_name":"s","external_id":"no"}]},"external_id":"no""#)
    #expect(identifiers(found) == [])
  }

  @Test(
    arguments: [
      ("mitre-atlas-attack-pattern", #""external_id":"AML.T0024""#, ["mitre-atlas:AML.T0024"]),
      ("mitre-intrusion-set", #""external_id":"G0001""#, ["mitre-attack:G0001"]),
      (
        "threat-actor", #""refs":["https://example.org/x","https://attack.mitre.org/groups/G0002/"]"#,
        ["mitre-attack:G0002"]
      ),
      (
        "threat-actor", #""refs":["https://attack.mitre.org/techniques/T0059/001"]"#,
        ["mitre-attack:T0059.001"]
      ),
      (
        "threat-actor",
        #""refs":["https://attack.mitre.org/groups/G1","https://attack.mitre.org/groups/G2"]"#,
        []
      ),
    ] as [(String, String, [String])])
  func clustersOfMISP(_ galaxy: String, _ meta: String, _ expected: [String]) throws {
    let text = #"{"type":"\#(galaxy)","values":[{"value":"V","uuid":"u","meta":{\#(meta)}}]}"#
    let found = try readWith(MISPGalaxyReader.self, Array(text.utf8)).objects.first
    #expect(identifiers(found) == expected)
  }

  @Test(
    arguments: [
      (#""id":"ofac-6365""#, ["ofac:6365"]),
      (#""id":"NK-1","referents":["eu-1","ofac-12","ofac-12"]"#, ["ofac:12"]),
      (#""id":"ofac-pr-1","referents":["ofac-"]"#, []),
    ] as [(String, [String])])
  func numbersInIdsOfFollowTheMoney(_ ids: String, _ expected: [String]) throws {
    let text = #"{\#(ids),"schema":"Person","properties":{"referents":["ofac-9"],"name":["N"]}}"# + "\n"
    #expect(try identifiers(readWith(FollowTheMoneyReader.self, Array(text.utf8)).objects.first) == expected)
  }

  @Test func datesOfFollowTheMoney() throws {
    let text =
      #"{"id":"c1","schema":"Person","properties":{"birthDate":["1965-03-12T00:00:00","05-06-07","1970-04"]}}"#
      + "\n"
    let found = try readWith(FollowTheMoneyReader.self, Array(text.utf8)).objects.first
    #expect(found?.facts?.dates.map(\.text) == ["1965-03-12", "1970-04"])
  }

  /// Under the words of the lists, so that one number of two sources is one.
  @Test func kindsOfFollowTheMoney() throws {
    let text =
      #"{"id":"c1","schema":"Person","properties":{"taxNumber":["7700000001"],"vatCode":["EE100000001"],"#
      + #""socialSecurityNumber":["123-00-0001"]}}"# + "\n"
    let found = try readWith(FollowTheMoneyReader.self, Array(text.utf8)).objects.first
    #expect(identifiers(found) == ["tax-id:7700000001", "tax-id:EE100000001", "national-id:123-00-0001"])
  }

  @Test func checkDigitsOfFollowTheMoney() throws {
    let text =
      #"{"id":"c1","schema":"Company","properties":{"leiCode":["529900T8BM49AURSDO54"],"uscCode":["91350100M000100Y44"]}}"#
      + "\n"
    let problems = try readWith(FollowTheMoneyReader.self, Array(text.utf8)).summary.problems
    #expect(problems.map(\.object) == ["c1", "c1"] && problems.allSatisfy { $0.severity == .warning })
    #expect(
      problems.map(\.reason) == [
        "the LEI \"529900T8BM49AURSDO54\" fails its check digits (ISO 17442)",
        "the unified social credit code \"91350100M000100Y44\" fails its check character (GB 32100-2015)",
      ])
  }

  @Test func checkDigitsOfLists() throws {
    let text = """
      700,"GREY OTTER WORKS","-0- ","PRG","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","-0- ","Legal Entity Number \
      529900T8BM49AURSDO54 (Nowhere); Registration Number 1."

      """
    var problems: [ImportProblem] = []
    let summary = try SDNCSVReader.read(
      MemorySource(Array(text.utf8)), path: "SDN.CSV", isCancelled: { false }, object: { _ in })
    problems = summary.problems
    #expect(problems.map(\.object) == ["sdn:700"])
    #expect(problems.first?.reason.contains("529900T8BM49AURSDO54") == true)
  }

  @Test(arguments: [
    ("CN-USCC", "91350100M000100Y43", "uscc"), ("CN-SAIC", "91350100M000100Y43", "uscc"),
    ("CN-SAIC", "350100400000000", "cn-saic"), ("XI-LEI", "x", "lei"), ("GB-COH", "1", "gb-coh"),
    ("RUS-TAXID", "1", "tax-id"), ("DEU-IDCARD", "1", "national-id"), ("MLT-PASSPORT", "1", "passport"),
  ])
  func schemesOfBODS(_ scheme: String, _ value: String, _ kind: String) {
    #expect(RegisterIdentifier.kind(scheme: scheme, value) == kind)
  }
}
