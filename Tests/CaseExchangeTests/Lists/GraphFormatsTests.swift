import CaseDomain
import Testing

@testable import CaseExchange

@Suite struct GraphFormatsTests {
  // MARK: STIX

  @Test func stixBundle() throws {
    var entry = ListSamples.entry()
    entry.statementOfReasons = "Reasons."
    func bundle(_ entry: PublishedEntry) throws -> (JSONValue, [JSONValue]) {
      let since = ListSamples.day("2026-12-01")
      let document = try JSON.parse(
        STIXListing.bytes([entry], publisher: "Department of Examples", publisherSince: since))
      guard case .array(let objects)? = document["objects"] else { return (document, []) }
      return (document, objects)
    }
    let (document, objects) = try bundle(entry)
    #expect(document["type"]?.text == "bundle")
    let id = document["id"]?.text
    #expect(STIXValidator.checkBundle(id: id, specVersion: nil).isEmpty)
    #expect(objects.map { $0["type"]?.text } == ["marking-definition", "identity", "identity", "report"])
    let clear = "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487"
    #expect(objects.first?["id"]?.text == clear)
    #expect(objects.dropFirst().allSatisfy { $0["object_marking_refs"] == .array([.string(clear)]) })
    let report = try #require(objects.last)
    #expect(
      report["description"]?.text == "Reasons." && report["published"]?.text == "2027-01-05T00:00:00.000Z")
    #expect(report["object_refs"] == .array([.string(objects[2]["id"]?.text ?? "")]))
    #expect(
      objects.allSatisfy { object in
        let (type, id) = (object["type"]?.text ?? "", object["id"]?.text ?? "")
        return id.utf8.starts(with: "\(type)--".utf8) && STIXIdentifierShape.endsInUUID(id, type)
          && object["spec_version"]?.text == "2.1"
      })
    // A correction has the same ids and a later `modified`.
    entry.changedOn = ListSamples.day("2027-03-04")
    entry.statementOfReasons = "Corrected."
    let (changed, later) = try bundle(entry)
    #expect(later.map { $0["id"] } == objects.map { $0["id"] } && changed["id"] != document["id"])
    #expect(later.last?["modified"]?.text == "2027-03-04T00:00:00.000Z")
    #expect(later.last?["created"] == report["created"])
  }

  /// The same two objects, revoked from the day of the end, without name and reasons.
  @Test func whatEndedIsRevoked() throws {
    func objects(_ entry: PublishedEntry) throws -> [JSONValue] {
      let bytes = try STIXListing.bytes(
        [entry], publisher: "Department of Examples", publisherSince: ListSamples.day("2026-12-01"))
      return Array(try #require(try JSON.parse(bytes)["objects"]).elements.dropFirst(2))
    }
    var entry = ListSamples.full(1, list: .attackers, kind: .individual) { "Glass Heron" }
    let before = try objects(entry)
    let described = try #require(before[0]["description"]?.text)
    #expect(described.contains("北垣星图") && described.contains("weak fka Glass Heron"))
    #expect(described.contains("2030-01-05"), "its term")
    entry.status = .withdrawn
    entry.endedOn = ListSamples.day("2027-02-03")
    let after = try objects(entry)
    #expect(after.map { $0["id"] } == before.map { $0["id"] })
    var validator = STIXValidator()
    for (one, other) in zip(after, before) {
      let (text, bytes) = (one["modified"]?.text ?? "", SortedJSON.bytes(of: one))
      // On the day it was changed last, and later all the same.
      #expect(text.hasPrefix("2027-02-03T") && text > other["modified"]?.text ?? "~")
      #expect(one["revoked"] == .bool(true) && other["revoked"] == nil)
      #expect(!String(decoding: bytes, as: UTF8.self).contains("Glass Heron"))
      #expect(validator.check(bytes) == [])
    }
  }

  /// The form of a UUID, version 5, or of the marking's, version 4.
  private enum STIXIdentifierShape {
    static func endsInUUID(_ id: String, _ type: String) -> Bool {
      let parts = id.dropFirst(type.count + 2).split(separator: "-")
      return parts.map(\.count) == [8, 4, 4, 4, 12] && (parts[2].first == "5" || parts[2].first == "4")
        && parts.joined().allSatisfy { $0.isHexDigit }
    }
  }

  @Test(.enabled(if: OtherReader.python != nil, OtherReader.pythonIsMissing))
  func uuidsAreThoseOfPython() throws {
    let names = [
      "", "a", String(repeating: "x", count: 55), String(repeating: "y", count: 64), "北垣",
      String(repeating: "z", count: 1_000),
    ]
    let script = """
      import json, sys, uuid
      space = uuid.uuid5(uuid.NAMESPACE_URL, 'urn:casetui:publication')
      names = open(sys.argv[1], encoding='utf-8').read().split('\\n')
      json.dump([[str(uuid.uuid5(space, n)) for n in names]], sys.stdout)
      """
    let found = try OtherReader.run(script, on: Array(names.joined(separator: "\n").utf8))
    #expect(OtherReader.rows(found) == [names.map { NameUUID.text(of: $0) }])
  }

  @Test(arguments: [
    ("", "da39a3ee5e6b4b0d3255bfef95601890afd80709"), ("abc", "a9993e364706816aba3e25717850c26c9cd0d89d"),
    ("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "84983e441c3bd26ebaae4aa1f95129e5e54670f1"),
  ])
  func sha1OfTheStandard(_ text: String, _ digest: String) {
    #expect(Hex.encode(SHA1.digest(of: Array(text.utf8))) == digest)
  }

  // MARK: FollowTheMoney

  @Test(arguments: [
    (Subject.Kind.individual, false, "Person"), (.entity, true, "Company"), (.entity, false, "Organization"),
  ])
  func followTheMoney(_ kind: Subject.Kind, _ isCompany: Bool, _ schema: String) throws {
    var entry = ListSamples.full(4, list: .attackers, kind: kind) { "Text" }
    entry.isCompany = isCompany
    let bytes = try FollowTheMoneyLines.bytes(
      [entry], authority: "Department of Examples", dataset: "attackers")
    let lines = try bytes.split(separator: 0x0A).map { try JSON.parse(Array($0)) }
    #expect(lines.map { $0["schema"]?.text } == [schema, "Sanction"])
    let (subject, sanction) = (lines[0], lines[1])
    // What the schemata require: a name, and the entity.
    #expect(subject["properties"]?["name"] == .strings([entry.name.text, "北垣星图", "بيان", "Text"]))
    #expect(sanction["properties"]?["entity"] == .strings([subject["id"]?.text ?? ""]))
    #expect(sanction["properties"]?["listingDate"] == .strings(["2027-01-05"]))
    #expect(sanction["properties"]?["endDate"] == .strings(["2030-01-05"]))
    // The attackers list sanctions nobody by itself.
    #expect(subject["properties"]?["topics"] == nil)
    #expect(subject["properties"]?["birthDate"] == (kind == .individual ? .strings(["1971-04-02"]) : nil))
    #expect(subject["properties"]?["country"] == .strings(["cn"]))
    var other = entry
    other.remarks = "changed"
    let again = try FollowTheMoneyLines.bytes(
      [other], authority: "Department of Examples", dataset: "attackers")
    let ids = try again.split(separator: 0x0A).map { try JSON.parse(Array($0))["id"]?.text }
    #expect(ids == lines.map { $0["id"]?.text } && Set(ids).count == 2)
  }

  @Test func whatEndedIsDeletedInADelta() throws {
    var entry = ListSamples.entry(1, name: "Former Subject", status: .withdrawn)
    entry.statementOfReasons = "Former reasons"
    entry.endedOn = ListSamples.day("2027-02-03")
    let entries = [entry, ListSamples.entry(2, name: "Current Subject")]
    let text = String(
      decoding: try FollowTheMoneyLines.bytes(entries, authority: "D", dataset: "d"), as: UTF8.self)
    #expect(!text.contains("Former") && text.split(separator: "\n").count == 3)
    #expect(text.contains(#""endDate":["2027-02-03"]"#) && text.contains(#""status":["withdrawn"]"#))
    let deleted = String(decoding: try FollowTheMoneyLines.deletions(entries), as: UTF8.self)
    let subject = "casetui-attackers-\(entry.subject)"
    #expect(deleted == "{\"entity\":{\"id\":\"\(subject)\"},\"op\":\"DEL\"}\n")
    #expect(text.contains(#""entity":["\#(subject)"]"#), "of whom the sanction was")
    #expect(try FollowTheMoneyLines.deletions([entries[1]]).isEmpty)
  }

  @Test func aNameIsRequired() {
    #expect(throws: ListFault.self) {
      try FollowTheMoneyLines.bytes([ListSamples.entry(name: "")], authority: "D", dataset: "d")
    }
  }
}
