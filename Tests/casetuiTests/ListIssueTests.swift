import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// A list comes whole each time: what a later issue leaves out is said, and by how old it is. Everybody is invented.
@Suite struct ListIssueTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private static let people = [
    101: "Orlin Vask", 102: "Dessa Mirov", 103: "Tarn Ulbek", 104: "Quillfeather Ansel",
  ]

  /// SDN.CSV with some people of ours.
  private func list(_ folder: String, _ numbers: [Int], named names: [Int: String] = [:]) throws -> String {
    try scratch.write(rows(numbers, named: names), "\(folder)/SDN.CSV")
  }

  private func rows(_ numbers: [Int], named names: [Int: String] = [:]) -> String {
    numbers.map {
      "\($0),\"\(names[$0] ?? Self.people[$0]!)\",\"individual\",\"CYBER\""
        + String(repeating: ",-0- ", count: 8) + "\r\n"
    }.joined()
  }

  private func aliases(_ folder: String, _ numbers: [Int]) throws {
    let names = [9001: "VASKO", 9002: "MIRAGE DESSA"]
    let rows = numbers.map { "\($0 - 8900),\($0),\"aka\",\"\(names[$0]!)\",-0- \r\n" }
    _ = try scratch.write(rows.joined(), "\(folder)/ALT.CSV")
  }

  private func apply(_ path: String, from sender: String? = nil, step: Int? = nil) throws -> ImportReport {
    try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(sender: sender, stepObjects: step))
  }

  private func undo(_ report: ImportReport) throws {
    let id: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(id, reason: "the wrong file", as: office.author).obstacles == [])
  }

  private func absences(_ report: ImportReport) -> [String] {
    report.problems.map(\.reason).filter { $0.contains("not in this file") }
  }

  /// What a hit on a name says of the latest issue.
  private func said(_ name: String, at other: TestOffice? = nil) throws -> String? {
    try (other ?? office).store.read { reader in
      let hits = try Screener(reader).screen(ScreeningQuery(name, schema: .unknown)).hits
      return try #require(hits.first).absenceSentence
    }
  }

  private func shown(_ id: String) throws -> Answer {
    try #require(try ActorCommand.Show.parseAsRoot([id]) as? ActorCommand.Show).answer(office.store)
  }

  private func reference(_ row: Int) throws -> String {
    try office.store.read { try #require($0.exhibits().dropFirst(row).first).reference }
  }

  /// Which issue is the latest follows from what it states: one that states nobody takes nobody off, and says so.
  @Test func anEmptyIssueSaysThatItTakesNobodyOff() throws {
    func issue(_ folder: String, _ entries: String, _ count: Int) throws -> ImportReport {
      let text = """
        <?xml version="1.0" encoding="UTF-8"?>
        <sdnList><publshInformation><Record_Count>\(count)</Record_Count></publshInformation>\(entries)</sdnList>
        """
      return try apply(try scratch.write(text, "\(folder)/SDN.XML"))
    }
    let entries = [101, 102].map {
      "<sdnEntry><uid>\($0)</uid><lastName>\(Self.people[$0]!)</lastName><sdnType>Individual</sdnType></sdnEntry>"
    }
    let first = try issue("a", entries.joined(), 2)
    #expect(first.new == 2 && !first.problems.contains { $0.reason.contains("is empty") })
    let path = try scratch.write(
      "<?xml version=\"1.0\"?>\n<sdnList><publshInformation><Record_Count>0</Record_Count></publshInformation>"
        + "</sdnList>",
      "scanned/SDN.XML")
    let scanned = try Importer.scan(path, in: office.store, .init())
    let second = try issue("b", "", 0)
    let told = try #require(second.problems.first { $0.reason.contains("is empty") }, "\(second.problems)")
    let (exhibit, run) = (try reference(0), try #require(first.reference))
    #expect(told.severity == .warning && told.reason.contains("2 entries that \(exhibit) (\(run)) stated"))
    // Without the last issue the one before it would be the latest, and who had left it on the list again.
    #expect(told.remedy.contains("casetui case note") && !told.remedy.contains("undo"), "\(told.remedy)")
    #expect(scanned.problems.map(\.reason).contains(told.reason), "\(scanned.problems)")
    #expect(try said("Orlin Vask") == nil, "hits do not say it")
  }

  /// So does one of another list whose form says which it is.
  @Test(
    arguments: [
      (
        "un.xml", "<CONSOLIDATED_LIST dateGenerated=\"2027-01-01T00:00:00.000Z\"><INDIVIDUALS>",
        "<INDIVIDUAL><DATAID>501</DATAID><FIRST_NAME>Orlin Vask</FIRST_NAME></INDIVIDUAL>",
        "</INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>", "un:501"
      ),
      (
        "eu.xml",
        "<export xmlns=\"http://eu.europa.ec/fpi/fsd/export\" generationDate=\"2027-01-01T00:00:00\">",
        "<sanctionEntity logicalId=\"601\"><nameAlias wholeName=\"Orlin Vask\"/></sanctionEntity>",
        "</export>",
        "eu:601"
      ),
    ] as [(String, String, String, String, String)])
  func anEmptyIssueOfOtherListsSaysItToo(
    _ file: String, _ head: String, _ entry: String, _ foot: String, _ id: String
  ) throws {
    let first = try apply(scratch.write(head + entry + foot, "a/\(file)"))
    #expect(first.new == 1)
    let second = try apply(scratch.write(head + foot, "b/\(file)"))
    let told = second.problems.map(\.reason)
    #expect(
      told.contains {
        $0.hasPrefix("this issue is empty, and takes nobody off: 1 entry that ") && $0.hasSuffix(": \(id)")
      }, "\(told)")
  }

  @Test(arguments: [nil, 1]) func whatALaterIssueLeavesOutIsSaid(_ step: Int?) throws {
    _ = try list("a", [101, 102, 103, 104])
    try aliases("a", [9001, 9002])
    let first = try apply(scratch.path + "/a", step: step)
    #expect(absences(first) == [])
    #expect(try said("Tarn Ulbek") == nil)
    _ = try list("b", [101, 102], named: [101: "Orlin Vaska"])
    try aliases("b", [9001])
    let second = try apply(scratch.path + "/b", step: step)
    // The order of the files in a folder is that of their names: ALT.CSV, SDN.CSV.
    let former = try (reference(0), reference(1))
    let name = try #require(first.reference)
    #expect(
      absences(second) == [
        "1 entry that \(former.0) (\(name)) stated is not in this file: alt:102:9002",
        "2 entries that \(former.1) (\(name)) stated are not in this file: sdn:103, sdn:104",
      ])
    let (aliases, entries) = try (reference(2), reference(3))
    for name in ["Tarn Ulbek", "Quillfeather Ansel"] {
      let sentence = try #require(try said(name))
      #expect(
        sentence.hasPrefix("not read in \(entries), the latest issue of that list taken in ("), "\(name)")
    }
    #expect(try said("Dessa Mirov") == nil && said("Orlin Vaska") == nil)
    #expect(
      try said("Mirage Dessa")?.hasPrefix("the row of that name, alt:102:9002, is not read in \(aliases)")
        == true)
    #expect(try shown("sdn:104").lines.contains { $0.contains("not read in \(entries), the latest issue") })
    #expect(try shown("sdn:102").lines.contains { $0.contains("not read in \(aliases), the latest issue") })
    #expect(try !shown("sdn:101").lines.contains { $0.contains("the latest issue") })
    let told = try #require(shown("sdn:104").rows("stated").first?["not_in"] as? [String: Any])
    #expect(told["exhibit"] as? String == entries && told["import"] as? String == second.reference)
    try undo(second)
    #expect(try said("Tarn Ulbek") == nil && said("Mirage Dessa") == nil)
    #expect(try !shown("sdn:104").lines.contains { $0.contains("the latest issue") })
    // It comes again, and so does what it says.
    let again = try apply(scratch.path + "/b", step: step)
    #expect(absences(again).count == 2)
    #expect(try said("Tarn Ulbek") != nil)
  }

  /// A name whose row is on the list no more is no alias of ours, and a pair that it makes is said to rest on it; one that
  /// stands in another row of the latest issue is.
  @Test func aNameThatTheListDroppedIsNoAliasOfOurs() throws {
    _ = try list("a", [101, 102, 103], named: [103: "Mirage Dessa"])
    try aliases("a", [9001, 9002])
    _ = try apply(scratch.path + "/a")
    func pair() throws -> [String: Any] {
      let command = try #require(
        try ScreenCommand.Duplicates.parseAsRoot([]) as? ScreenCommand.Duplicates)
      let answer = try command.answer(office.store)
      let found = try #require(answer.rows("pairs").first)
      let line = answer.lines.first { $0.contains("the latest issue of that list") }
      return found.merging(["line": line ?? ""]) { $1 }
    }
    let before = try pair()
    #expect(before.text("a") == "sdn:102" && before.text("b") == "sdn:103", "\(before)")
    #expect(before["a_not_in"] is NSNull && before.text("line") == "")
    // The alias of 101 has another number now.
    _ = try list("b", [101, 102, 103], named: [101: "Orlin Vaska", 103: "Mirage Dessa"])
    _ = try scratch.write("101,77,\"aka\",\"VASKO\",-0- \r\n", "b/ALT.CSV")
    _ = try apply(scratch.path + "/b")
    let after = try pair()
    #expect((after["a_not_in"] as? [String: Any])?.text("record") == "alt:102:9002")
    #expect(after["b_not_in"] is NSNull)
    #expect(
      after.text("line")?.hasPrefix(
        "       sdn:102 MIRAGE DESSA: the row of that name, alt:102:9002, is not read in ")
        == true)
    func accept(_ id: String) throws -> Answer {
      let command = try #require(
        try ActorCommand.Accept.parseAsRoot([id, "--as", "ann"]) as? ActorCommand.Accept)
      return try command.answer(office.store)
    }
    func names(_ answer: Answer) -> [String?] { answer.rows("names").map { $0.text("text") } }
    let dessa = try accept("sdn:102")
    #expect(names(dessa) == ["Dessa Mirov"])
    #expect(dessa.rows("left_names").map { $0.text("name") } == ["MIRAGE DESSA"])
    #expect(
      dessa.lines.contains {
        $0.hasPrefix("  left out: MIRAGE DESSA: its row, alt:102:9002, is not read in ")
      })
    let orlin = try accept("sdn:101")
    #expect(names(orlin) == ["Orlin Vaska", "VASKO"] && orlin.rows("left_names").isEmpty)
    // Of one who is on the list no more, what it said last counts.
    _ = try list("c", [101, 102])
    _ = try apply(scratch.path + "/c/SDN.CSV")
    #expect(names(try accept("sdn:103")) == ["Mirage Dessa"])
  }

  /// Three issues, each of which states again what the first wrote: the last one counts, whatever stands between.
  @Test func theLatestIssueCounts() throws {
    _ = try apply(try list("a", [101, 102, 103]))
    let second = try apply(try list("b", [101, 102]))
    #expect(absences(second).count == 1)
    #expect(try said("Tarn Ulbek") != nil)
    _ = try apply(try scratch.write("nothing to read", "notes/n.txt"))
    let third = try apply(try list("c", [101, 103]))
    let former = "\(try reference(1)) (\(try #require(second.reference)))"
    #expect(absences(third) == ["1 entry that \(former) stated is not in this file: sdn:102"])
    #expect(try said("Tarn Ulbek") == nil && said("Dessa Mirov") != nil)
  }

  /// A list in an office's form is whoever's sent it: every hit names who claims it, and so does the import where others
  /// sent what is held of that list.
  @Test(arguments: [nil, 1]) func whoClaimsAListIsSaid(step: Int?) throws {
    _ = try apply(try list("a", [101]), from: "Aurora Foundry", step: step)
    let path = try list("b", [103])
    let scanned = try Importer.scan(path, in: office.store, .init(sender: "Tipster"))
    let told = try apply(path, from: "Tipster", step: step).problems
    let reason =
      "1 record in the form of this list, such as sdn:103, comes from Tipster (SDN.CSV); what is held of it came from "
      + "Aurora Foundry (SDN.CSV): EX-0001-HO"
    #expect(told.filter { $0.reason == reason }.map(\.object) == ["sdn:103"], "\(told)")
    #expect(scanned.problems.map(\.reason).contains(reason), "\(scanned.problems)")
    // Its next one is no news.
    let next = try apply(try list("c", [103, 104]), from: "Tipster", step: step)
    #expect(!next.problems.contains { $0.reason.contains("in the form of this list") })
    let claims = try office.store.read { reader in
      try [101, 103].map { try reader.claimants(of: .entry(source: "ofac", id: "sdn:\($0)")) }
    }
    #expect(claims.map { $0?.origins } == [["Aurora Foundry"], ["Tipster"]])
    #expect(claims[0]?.sentence == "claimed by Aurora Foundry [EX-0001-HO]")
    #expect(claims[1]?.exhibits == ["EX-0002-HO", "EX-0003-HO"])
    // One sender in two spellings is one.
    _ = try apply(try list("d", [101, 102]), from: "aurora  FOUNDRY", step: step)
    let again = try office.store.read { try $0.claimants(of: .entry(source: "ofac", id: "sdn:101")) }
    #expect(again?.origins == ["Aurora Foundry"] && again?.exhibits.count == 2, "\(again?.exhibits ?? [])")
  }

  private func mail(_ folder: String, _ numbers: [Int]) throws -> String {
    try mail(folder, attaching: Array(rows(numbers).utf8), as: "SDN.CSV")
  }

  private func mail(_ folder: String, attaching bytes: [UInt8], as name: String) throws -> String {
    try scratch.write(
      """
      From: lists@desk.example\r
      Subject: list update\r
      MIME-Version: 1.0\r
      Content-Type: multipart/mixed; boundary=x\r
      \r
      --x\r
      Content-Type: \(name.hasSuffix(".tar") ? "application/x-tar" : "text/csv"); name=\(name)\r
      Content-Disposition: attachment; filename=\(name)\r
      Content-Transfer-Encoding: base64\r
      \r
      \(Data(bytes).base64EncodedString())\r
      --x--\r

      """, "\(folder)/update.eml")
  }

  /// An archive with one file (POSIX.1-1988, ustar).
  private static func tar(_ name: String, _ bytes: [UInt8]) -> [UInt8] {
    var header = [UInt8](repeating: 0, count: 512)
    func put(_ text: String, at place: Int) {
      for (index, byte) in text.utf8.enumerated() { header[place + index] = byte }
    }
    func octal(_ number: Int, digits: Int) -> String {
      let text = String(number, radix: 8)
      return String(repeating: "0", count: digits - text.utf8.count) + text
    }
    put(name, at: 0)
    for place in [100, 108, 116] { put(octal(0, digits: 7), at: place) }
    put(octal(bytes.count, digits: 11), at: 124)
    put(octal(0, digits: 11), at: 136)
    put("        0", at: 148)
    put("ustar\u{0}00", at: 257)
    put(octal(header.reduce(0) { $0 + Int($1) }, digits: 6) + "\u{0}", at: 148)
    let padding = (512 - bytes.count % 512) % 512 + 1_024
    return header + bytes + [UInt8](repeating: 0, count: padding)
  }

  /// Nor is what lies in an archive that is attached to one; hits and the import say alike.
  @Test func whatLiesInAnAttachedArchiveIsNoIssue() throws {
    _ = try apply(try list("a", [101, 102]))
    let archive = Self.tar("SDN.CSV", Array(rows([101]).utf8))
    let report = try apply(try mail("b", attaching: archive, as: "list.tar"))
    #expect(report.known == 1 && absences(report) == [], "\(report.problems)")
    #expect(try said("Dessa Mirov") == nil)
  }

  /// What another office took in apart in a mail of nobody takes no issue's place.
  @Test func anIssueIsOneAlsoWhereAnotherOfficeHoldsItAttached() throws {
    let peer = try TestOffice("Field East", user: "bob")
    _ = try Importer.apply(try mail("m", [101]), to: nil, in: peer.store, as: peer.author)
    _ = try apply(try list("a", [101, 102]))
    _ = try apply(try list("b", [101]))
    let told = try #require(try said("Dessa Mirov"))
    _ = try Syncer.run(peer.path, in: office.store, as: office.author, enrol: true)
    for at in [office, peer] { #expect(try said("Dessa Mirov", at: at) == told) }
  }

  /// Nor what the same import brought attached, too.
  @Test(arguments: [nil, 1] as [Int?], ["A", "z"])
  func anIssueBesideTheMailThatHasIt(step: Int?, folder: String) throws {
    _ = try apply(try list("a", [101, 102]), step: step)
    _ = try mail("both/\(folder)", [101])
    _ = try list("both", [101])
    _ = try apply(scratch.path + "/both", step: step)
    #expect(try said("Dessa Mirov") != nil)
  }

  /// What is attached to a mail that nobody is on record as having sent is no issue: it takes nothing away. So is one by
  /// a sender who never sent the list; the same bytes on their own are one.
  @Test func whatIsAttachedToAMailOfNobodyIsNoIssue() throws {
    _ = try apply(try list("a", [101, 102]))
    let mailed = try apply(try mail("b", [101]))
    #expect(mailed.known == 1 && absences(mailed) == [], "\(mailed.problems)")
    #expect(try said("Dessa Mirov") == nil)
    _ = try apply(try list("c", [101]))
    #expect(try said("Dessa Mirov") != nil)
    // From the sender of the issue before, it is one.
    _ = try apply(try list("d", [103, 104]), from: "Aurora Foundry")
    _ = try apply(try mail("e", [103]), from: "Larkspur Cognition")
    #expect(try said("Quillfeather Ansel") == nil)
    _ = try apply(try mail("f", [103, 102]), from: "Aurora Foundry")
    #expect(try said("Quillfeather Ansel") != nil)
  }

  /// Whoever writes a mail can attach a list by the name of the one that is held: what that takes the place of is said.
  @Test(arguments: [nil, 1]) func aListInAMailOfNobodyIsNotOfTheSourceOfTheHeldOne(_ step: Int?) throws {
    _ = try apply(try list("a", [101, 102]), step: step)
    let path = try mail(
      "b", attaching: Array(rows([101], named: [101: "Orlin Vaska"]).utf8), as: "SDN.CSV")
    let scanned = try Importer.scan(path, in: office.store)
    let report = try apply(path, step: step)
    for told in [scanned, report].map({ $0.problems.map(\.reason) }) {
      let replacing =
        "1 object from SDN.CSV (in a mail), without an origin takes the place of what SDN.CSV, without an origin "
        + "stated"
      #expect(told.contains(replacing), "\(told)")
      let form =
        "1 record in the form of this list, such as sdn:101, comes from SDN.CSV (in a mail), without an origin; "
        + "what is held of it came from SDN.CSV, without an origin: "
      #expect(told.contains { $0.hasPrefix(form) }, "\(told)")
    }
    // Next week's, on its own, is of the source of the first.
    let later = try apply(try list("c", [102], named: [102: "Dessa Mirova"]), step: step)
    #expect(
      !later.problems.contains { $0.reason.contains("the place of") || $0.reason.contains("comes from") })
  }

  /// Another sender's list, another list, and a file that is there already take nothing away.
  @Test(arguments: ["Aurora Foundry", "aurora  foundry"])
  func onlyTheSameListOfTheSameSender(spelling: String) throws {
    _ = try apply(try list("a", [101, 102]), from: "Aurora Foundry")
    #expect(absences(try apply(try list("b", [103, 104]), from: "Larkspur Cognition")) == [])
    let others = try scratch.write(rows([103]), "c/CONS_PRIM.CSV")
    #expect(absences(try apply(others, from: "Aurora Foundry")) == [])
    #expect(try said("Orlin Vask") == nil && said("Quillfeather Ansel") == nil)
    #expect(absences(try apply(try list("d", [101, 104]), from: spelling)).count == 1)
    #expect(try said("Dessa Mirov") != nil)
    // Sent again, the first is no later issue.
    #expect(absences(try apply(scratch.path + "/a/SDN.CSV", from: "Aurora Foundry")) == [])
    #expect(try said("Dessa Mirov") != nil)
  }

  /// A list that was an exhibit before it was read is one of its issues all the same.
  @Test func anExhibitThatWasHereBefore() throws {
    /// Added by hand, and much else after it, before it is read.
    func add(_ path: String) throws {
      _ = try office.store.addExhibit(
        path: path, title: nil, mediaType: "text/csv", from: "a desk", marking: nil, caseID: nil,
        as: office.author)
      for number in 0..<40 {
        _ = try office.store.newActor(
          kind: .person, names: [ActorName("\(path) \(number)")], as: office.author)
      }
    }
    let early = try list("a", [101, 102, 103])
    try add(early)
    let first = try apply(early)
    let late = try list("b", [102])
    try add(late)
    let report = try apply(late)
    let former = "\(try reference(0)) (\(try #require(first.reference)))"
    #expect(absences(report) == ["2 entries that \(former) stated are not in this file: sdn:101, sdn:103"])
    #expect(try said("Tarn Ulbek")?.hasPrefix("not read in \(try reference(1))") == true)
  }

  // MARK: issues that are not wholly in

  /// Two issues of a long list; the second leaves out 102, brings 104, and states 103 at its end.
  private func longLists() throws -> (first: String, second: String) {
    let others = Array(1_000..<3_000)
    var names = Dictionary(uniqueKeysWithValues: others.map { ($0, "Brill Works \($0)") })
    let first = try list("a", [101, 102] + others + [103], named: names)
    names[101] = "Orlin Vaska"
    return (first, try list("b", [101, 104] + others + [103], named: names))
  }

  /// Leaves an import when its exhibit and some of its rows are written.
  private func leave(_ path: String) throws {
    var seen: Set<[UInt8]> = []
    // Asked by what cannot throw: a store that cannot be read stops nothing, and then no error comes.
    #expect(throws: ImportStopped.self) {
      try Importer.apply(
        path, to: nil, in: office.store, as: office.author, .init(stepObjects: 1),
        isCancelled: {
          let rows = (try? office.store.read { try $0.unfinishedImports() }) ?? []
          seen.formUnion(rows.map(\.step))
          return seen.count >= 2
        })
    }
  }

  private func listed(at other: TestOffice) throws -> Answer {
    try #require(try ImportCommand.List.parseAsRoot([]) as? ImportCommand.List).answer(other.store)
  }

  @Test func anIssueThatIsNotWhollyInTakesNothingAway() throws {
    let peer = try TestOffice("Field East", user: "bob")
    let (first, second) = try longLists()
    _ = try apply(first)
    try leave(second)
    _ = try Syncer.run(peer.path, in: office.store, as: office.author, enrol: true)
    #expect(try peer.store.read { try $0.imports() }.map(\.run.isUnfinished) == [true, false])
    for at in [office, peer] {
      for name in ["Dessa Mirov", "Tarn Ulbek", "Quillfeather Ansel"] {
        #expect(try said(name, at: at) == nil, "\(name)")
      }
      let told = try listed(at: at).rows("items").map { $0["unfinished"] as? Bool }
      #expect(told == [true, false])
    }
    #expect(try listed(at: office).lines[0].hasSuffix("; not finished: the same import apply goes on"))
    #expect(try listed(at: peer).lines[0].hasSuffix("; not finished at Head Office"))
    // It goes on to its end, and then it is the latest issue everywhere.
    let done = try apply(second, step: 1)
    #expect(done.resumed > 0 && absences(done).first?.hasSuffix("not in this file: sdn:102") == true)
    _ = try Syncer.run(peer.path, in: office.store, as: office.author, enrol: false)
    let late = try reference(1)
    for at in [office, peer] {
      #expect(try said("Dessa Mirov", at: at)?.hasPrefix("not read in \(late), the latest issue") == true)
      #expect(try said("Tarn Ulbek", at: at) == nil && said("Quillfeather Ansel", at: at) == nil)
      #expect(try listed(at: at).rows("items").allSatisfy { $0["unfinished"] as? Bool == false })
    }
  }

  /// One that was left is no issue before another, and its file, taken in whole by another import, is one.
  @Test func anIssueThatWasLeftIsTakenInByAnotherImport() throws {
    let (first, second) = try longLists()
    let whole = try apply(first)
    try leave(second)
    let third = try apply(try list("c", [101, 102, 103, 104]))
    let former = "\(try reference(0)) (\(try #require(whole.reference)))"
    #expect(absences(third).first?.hasPrefix("2000 entries that \(former) stated are not in") == true)
    let caseID = try office.store.newCase(title: "Other", as: office.author).id
    _ = try Importer.apply(second, to: caseID, in: office.store, as: office.author)
    #expect(try said("Dessa Mirov")?.hasPrefix("not read in \(try reference(1)), the latest issue") == true)
  }

  // MARK: the order of issues

  @Test func whatComesAgainAfterALaterVersion() throws {
    let (first, second) = try (list("a", [101]), list("b", [101], named: [101: "Orlin Vaska"]))
    _ = try apply(first)
    _ = try apply(second)
    let again = try apply(first)
    #expect(again.known == 1 && again.reference == nil)
    let said = again.problems.map(\.reason)
    let later = try reference(1)
    #expect(
      said == [
        "1 record states again what a later version replaced: that of \(later) counts"
      ])
    #expect(try Importer.scan(first, in: office.store).problems.map(\.reason) == said)
    #expect(try apply(second).problems.isEmpty)
  }

  @Test(arguments: [
    (
      "full.xml",
      """
      <export xmlns="http://eu.europa.ec/fpi/fsd/export" generationDate="DAY"><sanctionEntity logicalId="601">
      <subjectType code="person"/><nameAlias wholeName="%NAME%"/></sanctionEntity></export>
      """, "2020-05-01", "2021-05-01"
    ),
    (
      "un.xml",
      """
      <CONSOLIDATED_LIST dateGenerated="DAY"><INDIVIDUALS><INDIVIDUAL><DATAID>501</DATAID><FIRST_NAME>%NAME%</FIRST_NAME>
      </INDIVIDUAL></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>
      """, "2020-05-01T00:00:00.000Z", "2021-05-01T00:00:00.000Z"
    ),
    (
      "SDN.XML",
      """
      <sdnList><publshInformation><Publish_Date>DAY</Publish_Date><Record_Count>1</Record_Count></publshInformation>
      <sdnEntry><uid>101</uid><lastName>%NAME%</lastName><sdnType>Individual</sdnType></sdnEntry></sdnList>
      """, "05/01/2020", "05/01/2021"
    ),
  ])
  func anOlderIssueIsSaid(_ name: String, _ form: String, _ early: String, _ late: String) throws {
    func write(_ folder: String, _ day: String, _ person: String) throws -> String {
      try scratch.write(
        form.replacingOccurrences(of: "DAY", with: day).replacingOccurrences(of: "%NAME%", with: person),
        "\(folder)/\(name)")
    }
    let (older, later) = try (write("a", early, "Orlin Vask"), write("b", late, "Orlin Vaska"))
    func said(_ report: ImportReport) -> [String] {
      report.problems.map(\.reason).filter { $0.contains("older issue") }
    }
    #expect(said(try apply(later)) == [])
    let sentence =
      "an older issue, of 2020-05-01: \(try reference(0)) of 2021-05-01 is held; "
      + "its entries would be replaced by older ones where they bear no date of their own"
    let scan = try Importer.scan(older, in: office.store)
    let questions = try #require(scan.decisions?.questions).filter { $0.about == .olderIssue }
    #expect(questions.map(\.says) == [sentence] && questions.map(\.answer) == ["take"])
    #expect(said(try apply(older)) == [sentence])
    let latest = try write("c", late.replacingOccurrences(of: "2021", with: "2022"), "Orlin Vask")
    #expect(said(try apply(latest)) == [])
  }

  /// Of two issues in one import the one that is read later counts as the latest.
  @Test(arguments: [nil, 1]) func anOlderIssueBesideALaterOneIsSaid(_ step: Int?) throws {
    func write(_ name: String, _ day: String, _ numbers: [Int]) throws -> String {
      let people = numbers.map {
        "<INDIVIDUAL><DATAID>\($0)</DATAID><FIRST_NAME>Orlin \($0)</FIRST_NAME></INDIVIDUAL>"
      }
      return try scratch.write(
        "<CONSOLIDATED_LIST dateGenerated=\"\(day)T00:00:00.000Z\"><INDIVIDUALS>\(people.joined())</INDIVIDUALS>"
          + "<ENTITIES></ENTITIES></CONSOLIDATED_LIST>", name)
    }
    func said(_ report: ImportReport) -> [String] {
      report.problems.map(\.reason).filter { $0.contains("older issue") }
    }
    // Read from the older to the later.
    _ = try write("b/un-a.xml", "2023-01-01", [501])
    _ = try write("b/un-b.xml", "2023-02-01", [501, 502])
    #expect(try said(apply(scratch.path + "/b", step: step)) == [])
    _ = try write("a/un-2026-10.xml", "2026-10-01", [501, 502, 503])
    _ = try write("a/un-old.xml", "2024-01-01", [501, 504])
    let sentence =
      "an older issue, of 2024-01-01: un-2026-10.xml of 2026-10-01 is read before it in the same import, so that "
      + "it, or one read after it, counts as the latest; for the other to count, take the older in first, by an import of its own"
    let scan = try Importer.scan(scratch.path + "/a", in: office.store)
    let questions = try #require(scan.decisions?.questions).filter { $0.about == .olderIssue }
    #expect(questions.map(\.path) == ["un-old.xml"] && questions.map(\.says) == [sentence])
    #expect(try said(apply(scratch.path + "/a", step: step)) == [sentence])
  }

  /// Ids that were made in one millisecond have no order: many stores show it.
  @Test(arguments: [nil, 1]) func ofTwoIssuesOfOneImportTheOneThatIsReadLaterCounts(_ step: Int?) throws {
    _ = try list("fewer/a", [101, 102, 103])
    _ = try list("fewer/b", [101, 102], named: [101: "Orlin Vaska"])
    _ = try list("more/a", [101, 102])
    _ = try list("more/b", [101, 102, 103], named: [101: "Orlin Vaska"])
    for turn in 1...6 {
      for (folder, isAbsent) in [("fewer", true), ("more", false)] {
        let other = try TestOffice("Head Office")
        _ = try Importer.apply(
          scratch.path + "/" + folder, to: nil, in: other.store, as: other.author,
          .init(sender: nil, stepObjects: step))
        let (found, last) = try other.store.read { reader in
          (
            try ListIssues(reader).absence(of: "sdn:103", in: "ofac"),
            try #require(reader.exhibits().dropFirst().first).reference
          )
        }
        #expect(found?.issue.reference == (isAbsent ? last : nil), "\(folder), turn \(turn)")
      }
    }
  }

  /// Also before it is taken in, when its sender is only said.
  @Test(arguments: [("AURORA foundry", 1), ("Larkspur Cognition", 0)])
  func anOlderIssueOfItsSenderIsAskedAbout(sender: String, questions: Int) throws {
    func issue(_ folder: String, _ year: Int) throws -> String {
      try scratch.write(
        """
        <CONSOLIDATED_LIST dateGenerated="\(year)-05-01T00:00:00.000Z"><INDIVIDUALS><INDIVIDUAL><DATAID>501</DATAID>
        <FIRST_NAME>Orlin Vask \(year)</FIRST_NAME></INDIVIDUAL></INDIVIDUALS><ENTITIES></ENTITIES></CONSOLIDATED_LIST>
        """, "\(folder)/un.xml")
    }
    _ = try apply(issue("b", 2021), from: "Aurora Foundry")
    let scan = try Importer.scan(issue("a", 2020), in: office.store, .init(sender: sender))
    #expect(try #require(scan.decisions?.questions).count { $0.about == .olderIssue } == questions)
  }

  @Test func twoRowsWithOneNumber() throws {
    let first = rows([101, 102])
    let path = try scratch.write(first + rows([101], named: [101: "Orlin Vaska"]), "a/SDN.CSV")
    let sentence =
      "1 row of this file bears the number of an earlier row of it, and says something else; the last holds: "
      + "sdn:101 at byte \(first.utf8.count)"
    #expect(try Importer.scan(path, in: office.store).problems.map(\.reason) == [sentence])
    #expect(try apply(path).problems.map(\.reason) == [sentence])
  }
}
