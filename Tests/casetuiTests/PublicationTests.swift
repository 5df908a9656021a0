import CaseDomain
import CaseStore
import Foundation
import FoundationXML
import Testing

@testable import casetui

/// Lists follow from the recorded moves, and hold nothing that an owner has not let go.
@Suite struct PublicationTests {
  // MARK: formats

  @Test func everyFormatIsReadBack() throws {
    let office = try PublishedOffice()
    try office.list()
    try office.listElsewhere()
    let answer = try office.publish("--as-of", "2025-07-01", "--since", "2025-05-31", to: "lists")
    #expect(answer.exit == .ok, "\(answer.lines)")
    #expect(
      office.names(in: "lists") == [
        "ADD.CSV", "ALT.CSV", "SDN.CSV", "SDN.XML", "SDN_COMMENTS.CSV", "attackers.csv", "attackers.json",
        "consolidated.csv", "delta.json", "ended.ftm.jsonl", "entities.ftm.jsonl", "entity-list.csv",
        "index.html", "listing.stix.json",
      ])
    let name = "Beiyuan Xingtu Technology (北垣星图)"
    let uids = Dictionary(
      uniqueKeysWithValues: try office.show(asOf: "2025-07-01").rows("items").map {
        ($0.text("list") ?? "", "\($0["uid"] ?? "")")
      })
    #expect(Set(uids.values).count == 3)

    let sdn = try csv(office, "lists/SDN.CSV")
    #expect(sdn.count == 1 && sdn[0].count == 12)
    #expect(Array(sdn[0].prefix(4)) == [uids["sdn"], name, "-0-", "EO 99999"])
    #expect(sdn[0][11].contains("a.k.a. 'BYXT'"), "a weak alias stands in the remarks")
    let alternates = try csv(office, "lists/ALT.CSV")
    #expect(alternates.map { $0[3] } == ["Northern Chart"])
    #expect(try csv(office, "lists/ADD.CSV").map { $0[4] } == ["China"])
    let entity = try csv(office, "lists/entity-list.csv")
    #expect(entity[1][0] == "China")
    #expect(entity[1][1].hasPrefix(name))
    #expect(
      Array(entity[1].dropFirst(2)) == [
        "All items subject to the EAR", "Presumption of denial", "90 FR 10001",
      ])
    let screening = try csv(office, "lists/consolidated.csv")
    #expect(screening.count == 3 && screening.allSatisfy { $0.count == 29 })
    #expect(Set(screening.dropFirst().map { $0[2] }) == [uids["sdn"], uids["entity-list"]])
    let attackers = try csv(office, "lists/attackers.csv")
    let row = Dictionary(uniqueKeysWithValues: zip(attackers[0], attackers[1]))
    #expect(row["primary_name"] == name)
    #expect(row["statement_of_reasons"] == PublishedOffice.open)
    #expect(row["aliases"] == "weak aka BYXT; aka Northern Chart")
    #expect(row["remarks"]?.contains("Write to the Bureau.") == true, "the way to petition")
    #expect(row["conduct_first"] == "2024-07-01" && row["expires_on"] == "2027-06-01")

    let list = try json(office, "lists/attackers.json")
    let entry = try #require((list["entries"] as? [[String: Any]])?.first)
    #expect(entry.text("reference") == "25-0001-DB")
    #expect((entry["scripts"] as? [[String: Any]])?.first?.text("text") == "北垣星图")
    #expect(entry["basis"] as? [String] == ["conducted"])
    #expect(!(try office.file("lists/attackers.json")).contains("Not decided to be shown"))
    let stix = try json(office, "lists/listing.stix.json")
    #expect((stix["objects"] as? [[String: Any]])?.count { $0.text("type") == "report" } == 3)
    #expect(try office.file("lists/entities.ftm.jsonl").split(separator: "\n").count == 6)
    #expect(try office.file("lists/index.html").contains("Demonstration Bureau"))
    let delta = try json(office, "lists/delta.json")
    #expect((delta["added"] as? [Any])?.count == 3)
    #expect(delta.text("schema") == "casetui/list-delta/1")

    let names = try XMLNames.read(try office.file("lists/SDN.XML"))
    #expect(names["uid"]?.first == uids["sdn"])
    #expect(names["lastName"]?.first == name)
    #expect(names["program"] == ["EO 99999"])
  }

  @Test func theSameDayGivesTheSameBytes() throws {
    let office = try PublishedOffice()
    try office.list()
    try office.listElsewhere()
    let first = try office.publish("--as-of", "2025-07-01", to: "a").rows("files").map { $0.text("sha256") }
    try office.say(.statementOfReasons, "Something written later, and not decided.", [office.report])
    office.turn(to: "2026-01-01")
    let second = try office.publish("--as-of", "2025-07-01", to: "b").rows("files").map { $0.text("sha256") }
    #expect(first == second)
    #expect(first.count == 13)
  }

  // MARK: days

  @Test(arguments: [
    ("2025-05-31", nil), ("2025-06-01", "published"), ("2027-05-31", "published"), ("2027-06-01", "expired"),
  ])
  func theListOfADay(_ day: String, _ status: String?) throws {
    let office = try PublishedOffice()
    try office.list()
    let items = try office.show(asOf: day).rows("items")
    #expect(items.first?.text("status") == status)
    #expect(items.first?.text("name") == (status == "published" ? "Beiyuan Xingtu Technology (北垣星图)" : nil))
    #expect(try office.export("attackers-json", asOf: day, to: "d").exit == .ok)
    #expect(try office.file("d/attackers.json").contains("Beiyuan") == (status == "published"))
  }

  @Test func aDifferenceSaysWhatHappened() throws {
    let office = try PublishedOffice()
    try office.list()
    try office.listElsewhere()
    office.turn(to: "2025-08-01")
    try office.move(.entityList, "published", "active", by: "pat", [3: "2025-06-02"])
    try office.move(
      .attackersList, "published", "withdrawn", by: "dee", [3: "2025-06-01", 5: "entry-in-error"])
    let diff = try ListCommand.Diff.parse(["2025-07-01", "2025-08-01"]).answer(office.store)
    #expect(diff.rows("added").isEmpty)
    #expect(diff.rows("removed").map { $0.text("status") } == ["withdrawn"])
    let changed = diff.rows("changed")
    #expect(changed.map { $0.text("list") } == ["entity-list"])
    let fields = changed.first?["fields"] as? [[String: Any]] ?? []
    #expect(fields.map { $0.text("field") } == ["status"])
    #expect(fields.first?["to"] as? [String] == ["active"])
    let back = try ListCommand.Diff.parse(["2025-08-01", "2025-07-01", "--list", "alist"]).answer(
      office.store)
    #expect(back.rows("added").map { $0.text("reference") } == ["25-0001-DB"])
  }

  @Test func anEmptyListIsSaidToBeEmpty() throws {
    let office = try PublishedOffice()
    try office.list()
    let answer = try office.publish(to: "a")
    #expect(
      answer.read["empty"] as? [String] == ["SDN.CSV", "ALT.CSV", "ADD.CSV", "SDN_COMMENTS.CSV"],
      "\(answer.lines)")
    #expect(answer.lines.contains { $0.hasPrefix("empty, as nobody is on that list: SDN.CSV") })
    try office.listElsewhere()
    // Nobody on it has a long remark: the file of these is empty, and the list is not.
    let full = try office.publish(to: "b")
    #expect(try office.file("b/SDN_COMMENTS.CSV").isEmpty)
    #expect(full.read["empty"] as? [String] == [], "\(full.lines)")
    #expect(!full.lines.contains { $0.contains("nobody is on that list") }, "\(full.lines)")
  }

  /// Whoever took the list in learns that an entry has ended; who publishes says no name any more.
  @Test(arguments: [["listing.stix.json"], ["entities.ftm.jsonl", "ended.ftm.jsonl"]])
  func whatEndedIsTakenBackWhereItWasImported(_ files: [String]) throws {
    let office = try PublishedOffice()
    try office.list()
    let reader = try CommandDesk()
    func hits(_ folder: String) throws -> [[String: Any]] {
      for file in files where try !office.file("\(folder)/\(file)").isEmpty {
        _ = try reader.run(ImportCommand.Apply.self, "\(office.scratch.path)/\(folder)/\(file)")
      }
      return try reader.run(ScreenCommand.Name.self, "Beiyuan Xingtu Technology").rows("hits")
    }
    #expect(try office.publish(to: "a").exit == .ok)
    let first = try hits("a")
    #expect(!first.isEmpty && first.allSatisfy { $0["revoked"] as? Bool == false }, "\(first)")
    office.turn(to: "2025-08-01")
    try office.move(
      .attackersList, "published", "withdrawn", by: "dee", [3: "2025-06-01", 5: "entry-in-error"])
    #expect(try office.publish(to: "b").exit == .ok)
    for file in files {
      let text = try office.file("b/\(file)")
      #expect(!text.isEmpty && !text.contains("Beiyuan") && !text.contains(PublishedOffice.open), "\(text)")
    }
    let second = try hits("b")
    #expect(second.allSatisfy { $0["revoked"] as? Bool == true }, "\(second)")
    // Revoking is for good: what is listed again is another object, with its own day.
    office.turn(to: "2025-09-01")
    try office.move(.attackersList, "withdrawn", "re-identified", by: "ann")
    try office.move(.attackersList, "re-identified", "eligible", by: "ann")
    try office.move(.attackersList, "eligible", "consent-cleared", by: "cleo")
    try office.move(.attackersList, "consent-cleared", "determination", by: "dee")
    try office.move(
      .attackersList, "determination", "published", by: "pat", [3: "2025-09-01", 4: "2027-09-01"])
    #expect(try office.show(asOf: "2025-08-15").rows("items").first?.text("status") == "withdrawn")
    #expect(try office.publish(to: "c").exit == .ok)
    let third = try hits("c")
    let standing = third.filter { $0["revoked"] as? Bool == false }.compactMap { $0.text("id") }
    #expect(!standing.isEmpty && !first.contains { standing.contains($0.text("id") ?? "") }, "\(third)")
    // Who missed the second issue learns that the first listing ended.
    let all = try files.map { try office.file("c/\($0)") }.joined()
    #expect(first.compactMap { $0.text("id") }.allSatisfy { all.contains($0) }, "\(all)")
  }

  /// What has come to stand against an entry since it was published is said with the case, and what to do.
  @Test func whatCallsForTakingAnEntryDown() throws {
    let office = try PublishedOffice()
    let reference = try office.store.read { try $0.caseRow(office.id).reference }
    func shown() throws -> (reasons: [String], lines: [String]) {
      let answer = try CaseCommand.Show.parse([reference]).answer(office.store)
      return (answer.rows("take_down").compactMap { $0.text("message") }, answer.lines)
    }
    let missing = ExhibitID(high: 9, low: 9)
    try office.say(.country, "China (CN)", [missing])
    #expect(try shown().reasons.isEmpty, "it is not published yet")
    try office.list()
    let words = "the field country rests on exhibit \(missing), which is not in the case"
    #expect(try shown().reasons == [words])
    #expect(
      try shown().lines.suffix(2) == [
        "  its entry is published, and \(words) (H.R. 8283 (IH) §4(g)(2))",
        "    do: take it in, or cite another",
      ])
    try office.say(.country, "China (CN)", [office.report])
    office.turn(to: "2027-05-31")
    #expect(try shown().reasons.isEmpty)
    office.turn(to: "2027-06-01")
    #expect(try shown().reasons == ["the term ended on 2027-06-01"])
    var sitting = Sitting(office.store, as: "ann")
    sitting.open("Beiyuan")
    #expect(sitting.text.contains("Published  ! the term ended on 2027-06-01"), "\(sitting.text)")
    #expect(sitting.text.contains("do: move the entry to expired"))
  }

  // MARK: moves that publish nothing

  @Test func aMoveWithoutTheRolePublishesNothing() throws {
    let office = try PublishedOffice()
    try office.list(by: "cleo")
    let shown = try office.show(asOf: "2025-07-01")
    #expect(shown.rows("items").isEmpty)
    #expect(shown.rows("passed_over").map { $0.text("by") } == ["cleo"])
    #expect(shown.rows("passed_over").first?.text("reason")?.contains("publisher") == true)
    #expect(shown.marking != HandlingMark(cui: nil, tlp: .clear), "what is internal is not marked public")
    // What comes onto the register later stands for what held.
    _ = try office.store.register(
      Registration(name: "cleo", roles: [.counsel, .publisher]), as: Author(user: "ann"))
    #expect(try office.show(asOf: "2025-07-01").rows("items").count == 1)
  }

  @Test func whoLeavesUndoesNothing() throws {
    let office = try PublishedOffice()
    try office.list()
    office.turn(to: "2025-06-20")
    for name in ["pat", "dee"] {
      _ = try office.store.register(
        Registration(name: name, roles: [], isActive: false), as: Author(user: "ann"))
    }
    #expect(try office.show(asOf: "2025-07-01").rows("items").count == 1)
  }

  @Test func aDecisionWithoutTheRolePublishesNothing() throws {
    let office = try PublishedOffice()
    office.turn(to: "2025-06-01")
    try office.move(.attackersList, "none", "candidate", by: "ann")
    try office.move(.attackersList, "consent-cleared", "determination", by: "ann")
    try office.move(
      .attackersList, "determination", "published", by: "pat", [3: "2025-06-01", 4: "2027-06-01"])
    let shown = try office.show(asOf: "2025-07-01")
    #expect(shown.rows("items").isEmpty)
    #expect(shown.rows("passed_over").first?.text("reason")?.contains("decider") == true)
  }

  @Test func aLeapPublishesNothing() throws {
    let office = try PublishedOffice()
    office.turn(to: "2025-06-01")
    try office.move(.attackersList, "none", "candidate", by: "ann")
    try office.move(.attackersList, "candidate", "published", by: "pat", [3: "2025-06-01", 4: "2027-06-01"])
    let shown = try office.show(asOf: "2025-07-01")
    #expect(shown.rows("items").isEmpty)
    #expect(shown.rows("passed_over").count == 1)
  }

  /// A move that this version cannot read still stands between the two it joins.
  @Test func aStageOfALaterVersionContestsNothing() throws {
    let office = try PublishedOffice()
    try office.list()
    try office.move(.attackersList, "published", "a-later-stage", by: "ann")
    try office.move(.attackersList, "published", "withdrawn", by: "dee")
    let shown = try office.show(asOf: "2025-07-01")
    #expect(shown.rows("items").map { $0.text("status") } == ["withdrawn"])
    #expect(shown.rows("passed_over").isEmpty)
  }

  @Test func aContestedMovePublishesNothing() throws {
    let office = try PublishedOffice()
    try office.list()
    let track = office.track(.attackersList)
    // As it would come from an office that had not seen the publication.
    let before = try office.store.read { reader in
      let published = try reader.live(track, .stage)[0]
      return try #require(try reader.body(of: published.dot)).supersedes
    }
    try office.write { writer, entity in
      var body = OperationBody(
        kind: .stage, caseID: entity, target: Target(track, .stage),
        value: StageEvent(from: "determination", to: "candidate").details, author: Author(user: "ann"),
        saidAtMilliseconds: office.clock.now)
      body.supersedes = before
      try writer.append(body)
    }
    #expect(
      try office.store.read { try $0.caseFile(office.id, rehash: false).listing?.stage } == .determination)
    let shown = try office.show(asOf: "2025-07-01")
    #expect(shown.rows("items").isEmpty)
    #expect(shown.rows("passed_over").first?.text("reason")?.contains("contested") == true)
    // Settled in favour of the publication, by somebody who may publish.
    try office.move(
      .attackersList, "determination", "published", by: "pat", [3: "2025-06-01", 4: "2027-06-01"])
    #expect(try office.show(asOf: "2025-06-01").rows("items").count == 1)
  }

  // MARK: what owners gave in confidence

  @Test func aRevokedConsentTakesTheTextBack() throws {
    let office = try PublishedOffice()
    try office.say(.statementOfReasons, PublishedOffice.open, [office.letter])
    let consent = try office.consent(.statementOfReasons)
    try office.list()
    #expect(try office.export("attackers-csv", asOf: "2025-06-01", to: "a").exit == .ok)
    let consents = try json(office, office.publish("--as-of", "2025-06-01", to: "a"), "a/attackers.json")
    #expect((consents.first?["owner_consent_ids"] as? [String]) == ["OC-0001-DB"])
    office.turn(to: "2025-06-15")
    _ = try office.store.revokeConsent(
      consent, in: office.id, on: office.store.today, as: Author(user: "cleo"))
    // Of the past, too: a publication made now is made now.
    for day in ["2025-06-01", "2025-06-15"] {
      let refused = try office.export("attackers-json", asOf: day, to: "b")
      #expect(refused.exit == .refused)
      let leak = try #require(refused.rows("leaks").first)
      #expect(leak.text("owner") == "Aurora Foundry")
      #expect(leak.text("exhibit") == "EX-0002-DB")
      #expect((leak["offset"] as? Int ?? 0) > 0)
    }
    #expect(office.names(in: "b").isEmpty)
    try office.move(
      .attackersList, "published", "withdrawn", by: "dee", [3: "2025-06-01", 5: "consent-revoked"])
    #expect(try office.export("attackers-json", asOf: "2025-06-15", to: "b").exit == .ok)
    #expect(!(try office.file("b/attackers.json")).contains("coordinated"))
  }

  /// Days and words have no sentence to be found by: the field itself is refused.
  @Test func aFieldWithoutConsentIsRefusedAsAField() throws {
    let office = try PublishedOffice()
    try office.say(.conductWindow, "2024-07-01 to 2025-02-28", [office.letter])
    try office.list()
    let refused = try office.export("attackers-csv", asOf: "2025-07-01", to: "a")
    #expect(refused.exit == .refused)
    #expect(refused.rows("leaks").first?.text("message")?.contains("conductWindow") == true)
    #expect(office.names(in: "a").isEmpty)
  }

  @Test(
    arguments: ListFormat.allCases.filter {
      [.attackersJSON, .attackersCSV, .attackersHTML, .stix, .ftm].contains($0)
    })
  func aPlantedSentenceIsRefused(_ format: ListFormat) throws {
    let office = try PublishedOffice()
    let planted = PublishedOffice.secret.uppercased().replacingOccurrences(of: " ", with: "  ")
    try office.say(.statementOfReasons, "It is said: \(planted) That is all.", [office.report])
    try office.list()
    let refused = try office.export(format.rawValue, asOf: "2025-07-01", to: "a")
    // FollowTheMoney has the reasons, too.
    #expect(refused.exit == .refused, "\(refused.lines)")
    let leak = try #require(refused.rows("leaks").first)
    #expect(leak.text("owner") == "Aurora Foundry" && leak.text("exhibit") == "EX-0002-DB")
    #expect(leak["offset"] as? Int != nil)
    #expect(!refused.lines.joined().lowercased().contains("two vaults"), "a refusal quotes nothing")
    #expect(!FileManager.default.fileExists(atPath: office.scratch.path + "/a"))
  }

  /// A mail quotes a sentence over several lines, each too short to be somebody's; whatever ends them.
  @Test(arguments: ["\n", "\r\n", "\r"])
  func aSentenceIsFoundOverItsLines(_ end: String) throws {
    let office = try PublishedOffice()
    let ann = Author(user: "ann")
    let lines = [
      "Dear colleagues,", "", "> The accounts were", "> all paid with cards", "> of Example Holdings",
      "> in Velmar City.",
    ]
    let file = try office.store.vault.take(
      Array(lines.map { $0 + end }.joined().utf8), name: "mail.txt", mediaType: "text/plain")
    let mail = try office.store.write(as: ann) { writer in
      try writer.addExhibit(file, title: "A mail", from: "sender", marking: nil, caseID: office.id).id
    }
    _ = try office.store.set(.confidence, of: mail, to: office.owner.id.cbor, as: ann)
    try office.say(
      .statementOfReasons,
      "It is said that the accounts were all paid with cards of Example Holdings in Velmar City.",
      [office.report])
    try office.list()
    let refused = try office.export("attackers-json", asOf: "2025-07-01", to: "a")
    #expect(refused.exit == .refused, "\(refused.lines)")
    #expect(refused.rows("leaks").first?.text("exhibit") == "EX-0003-DB")
  }

  @Test func aQuotationWithConsentMayStand() throws {
    let office = try PublishedOffice()
    let text = "The owner states: \(PublishedOffice.secret)"
    try office.say(.statementOfReasons, text, [office.letter])
    _ = try office.consent(.statementOfReasons)
    try office.list()
    #expect(try office.export("attackers-json", asOf: "2025-07-01", to: "a").exit == .ok)
    // The same words in a field that the consent does not cover are another matter.
    try office.say(.relatedEntries, PublishedOffice.secret, [office.report])
    try office.move(.attackersList, "published", "re-identified", by: "ann")
    try office.move(.attackersList, "consent-cleared", "determination", by: "dee")
    try office.move(
      .attackersList, "determination", "published", by: "pat", [3: "2025-06-01", 4: "2027-06-01"])
    let refused = try office.export("attackers-json", asOf: "2025-07-01", to: "b")
    #expect(refused.exit == .refused, "\(refused.read)")
    #expect(office.names(in: "b").isEmpty, "\((try? office.file("b/attackers.json")) ?? "")")
  }

  @Test func theProgramEndsWithTheCodeOfARefusal() throws {
    let office = try PublishedOffice()
    try office.say(.statementOfReasons, PublishedOffice.secret, [office.report])
    try office.list()
    let out = office.scratch.path + "/lists"
    let program = try Program([
      "list", "publish", "--out", out, "--as-of", "2025-07-01", "--json", "--store", office.store.folder.path,
    ])
    #expect(program.status == 4, "\(program.errors)")
    #expect((program.json["leaks"] as? [Any])?.isEmpty == false)
    #expect(!FileManager.default.fileExists(atPath: out))
    let shown = try Program(["list", "show", "--list", "nowhere", "--store", office.store.folder.path])
    #expect(shown.status == 64)
  }

  // MARK: other readers

  private func csv(_ office: PublishedOffice, _ name: String) throws -> [[String]] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = """
      import csv, json, sys
      json.dump(list(csv.reader(open(sys.argv[1], encoding='utf-8', newline=''), strict=True)), sys.stdout)
      """
    process.arguments = ["python3", "-c", script, office.scratch.path + "/" + name]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return try #require(try JSONSerialization.jsonObject(with: data) as? [[String]])
  }

  private func json(_ office: PublishedOffice, _ name: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(office.file(name).utf8)) as? [String: Any])
  }

  private func json(_ office: PublishedOffice, _: Answer, _ name: String) throws -> [[String: Any]] {
    try json(office, name)["entries"] as? [[String: Any]] ?? []
  }
}

/// The texts of an XML file by the names of their elements.
private final class XMLNames: NSObject, XMLParserDelegate {
  private var texts: [String: [String]] = [:]
  private var text = ""

  static func read(_ xml: String) throws -> [String: [String]] {
    let names = XMLNames()
    let parser = XMLParser(data: Data(xml.utf8))
    parser.delegate = names
    try #require(parser.parse())
    return names.texts
  }

  func parser(
    _: XMLParser, didStartElement _: String, namespaceURI _: String?, qualifiedName _: String?,
    attributes _: [String: String]
  ) { text = "" }
  func parser(_: XMLParser, foundCharacters characters: String) { text += characters }
  func parser(_: XMLParser, didEndElement name: String, namespaceURI _: String?, qualifiedName _: String?) {
    texts[name, default: []].append(text)
  }
}
