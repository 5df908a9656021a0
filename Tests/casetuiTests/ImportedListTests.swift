import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Imported lists that go out as OFAC's files: one party is one number and one entry, and nothing is said of it that
/// does not stand.
@Suite struct ImportedListTests {
  private static func un(_ id: Int, _ name: String, alias: String) -> String {
    "<CONSOLIDATED_LIST dateGenerated=\"2027-01-02T00:00:00Z\"><INDIVIDUALS></INDIVIDUALS><ENTITIES><ENTITY>"
      + "<DATAID>\(id)</DATAID><FIRST_NAME>\(name)</FIRST_NAME><ENTITY_ALIAS><QUALITY>Good</QUALITY>"
      + "<ALIAS_NAME>\(alias)</ALIAS_NAME></ENTITY_ALIAS></ENTITY></ENTITIES></CONSOLIDATED_LIST>"
  }

  private static func company(_ id: String, _ name: String, _ more: String = "") -> String {
    #"{"id":"\#(id)","schema":"Company","properties":{"name":["\#(name)"]\#(more)}}"#
  }

  /// Two exports in one store: nobody gets another's aliases, and the same party has one number in both.
  @Test func twoExportsDoNotMeet() throws {
    let desk = try CommandDesk()
    try desk.take("un.xml", Self.un(501, "MARSHLIGHT WORKS", alias: "MLW"))
    try desk.take("later.xml", Self.un(501, "MARSHLIGHT WORKS", alias: "Marsh"))
    try desk.take("x.ftm.json", Self.company("x-1", "Beiyuan Xingtu") + "\n")
    for (name, out) in [("un.xml", "a"), ("later.xml", "b"), ("x.ftm.json", "c")] {
      _ = try desk.export(name, to: out)
    }
    let numbers = try ["a", "b", "c"].map { try desk.rows("SDN.CSV", in: $0).map { $0.prefix { $0 != "," } } }
    #expect(numbers.allSatisfy { $0.count == 1 && $0[0].utf8.count == 10 })
    #expect(numbers[0] == numbers[1] && numbers[0] != numbers[2])
    let third = try CaseStore.create(at: desk.folder + "/third", office: "Third", user: "ann")
    for out in ["a", "c"] {
      let apply = try ImportCommand.Apply.parse([desk.folder + "/" + out, "--as", "ann"])
      #expect(try apply.answer(third).exit == .ok)
    }
    let names = try third.read { reader in
      try reader.names(of: .entry(source: "ofac", id: "sdn:\(numbers[2][0])")).map(\.name.text)
    }
    #expect(names == ["Beiyuan Xingtu"])
  }

  /// What goes out is no issue of OFAC's list when it comes back, nor where a part of it has OFAC's numbers.
  @Test func whatComesBackTakesNothingOffOFACsList() throws {
    let desk = try CommandDesk()
    let blank = String(repeating: ",-0- ", count: 8)
    try desk.take("SDN.CSV", "101,\"TARNWICK WORKS\",-0- ,\"CYBER\"\(blank)\r\n")
    try desk.take("un.xml", Self.un(501, "MARSHLIGHT WORKS", alias: "MLW"))
    let numbered =
      #"{"id":"x-1","schema":"Company","referents":["ofac-6365"],"properties":{"name":["Glass Heron"]}}"#
    try desk.take("x.ftm.json", numbered + "\n" + Self.company("x-2", "Beiyuan Xingtu") + "\n")
    for (name, out) in [("un.xml", "a"), ("x.ftm.json", "b")] {
      _ = try desk.export(name, to: out)
      let answer = try desk.run(ImportCommand.Apply.self, desk.folder + "/" + out)
      let said = answer.rows("problems").compactMap { $0.text("reason") }
      let sentence = "1 row bears a number that casetui list export gives to entries of other lists, such as "
      #expect(said.contains { $0.hasPrefix(sentence) }, "\(said)")
      #expect(!said.contains { $0.contains("not in this file") }, "\(said)")
      let shown = try desk.run(ActorCommand.Show.self, "sdn:101").lines
      #expect(!shown.contains { $0.contains("the latest issue") }, "\(out): \(shown)")
    }
  }

  /// Numbers that a collection states are OFAC's only when they can be.
  @Test(arguments: ["9223372036854775807", "-7", "9999999999", "1000000001", "٣", "+5", ""])
  func whatIsNoNumberOfOFACsIsNone(_ stated: String) throws {
    let desk = try CommandDesk()
    func company(_ digit: Int, _ referents: String) -> String {
      #"{"id":"x-\#(digit)","schema":"Company","referents":[\#(referents)],"properties":{"name":["Heron \#(digit)"]}}"#
        + "\n"
    }
    try desk.take(
      "a.ftm.json",
      company(1, "\"ofac-\(stated)\"") + company(2, "") + company(3, "\"ofac-6365\""))
    let done = try desk.export("a.ftm.json")
    let numbers = try desk.rows("SDN.CSV").map { String($0.prefix { $0 != "," }) }
    #expect(numbers.count == 3 && numbers[0] == "6365" && Set(numbers).count == 3)
    #expect(
      numbers.dropFirst().allSatisfy {
        $0 != stated && (1_000_000_001...9_999_999_999).contains(Int($0) ?? 0)
      })
    #expect(done.read["numbered_here"] as? Int == 2)
  }

  /// What goes out is what was taken in, or nothing.
  @Test func alteredContentDoesNotGoOut() throws {
    let desk = try CommandDesk()
    try desk.take("x.ftm.json", Self.company("x-1", "Beiyuan Xingtu") + "\n")
    let content = try #require(try desk.store.read { try $0.exhibits().first?.sha256 })
    let path = desk.store.vault.path(of: content)
    let altered = try String(contentsOfFile: path, encoding: .utf8).replacingOccurrences(
      of: "Beiyuan", with: "Beijing")
    try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
    try Data(altered.utf8).write(to: URL(fileURLWithPath: path))
    let error = #expect(throws: StoreError.self) { _ = try desk.export("x.ftm.json") }
    guard case .damaged = error else { return #expect(Bool(false), "\(String(describing: error))") }
    #expect(!FileManager.default.fileExists(atPath: desk.folder + "/out"))
  }

  /// Of the versions of an entry the one that counts goes out; what its source took back does not.
  @Test func whatStandsNoMoreIsLeft() throws {
    let desk = try CommandDesk()
    let lines = [
      #"{"op":"ADD","entity":\#(Self.company("x-2", "Glass Heron"))}"#,
      #"{"op":"ADD","entity":\#(Self.company("x-3", "Quill"))}"#,
      #"{"op":"MOD","entity":\#(Self.company("x-2", "Glass Heron Works"))}"#,
      #"{"op":"DEL","entity":{"id":"x-3"}}"#,
    ]
    try desk.take("delta.json", lines.joined(separator: "\n") + "\n")
    let done = try desk.export("delta.json")
    #expect(try desk.rows("SDN.CSV").count == 1 && desk.rows("SDN.CSV")[0].contains("\"Glass Heron Works\""))
    #expect(
      done.read["left"] as? [String] == [
        "x-2: an earlier version", "x-3: an earlier version", "x-3: revoked",
      ])
    #expect(done.exit == .partly)
    func version(_ time: String, _ name: String) -> String {
      #"{"id":"x-4","schema":"Company","last_change":"\#(time)","properties":{"name":["\#(name)"]}}"# + "\n"
    }
    // The time decides, and not the place in the file.
    try desk.take(
      "s.ftm.json",
      version("2026-03-01T00:00:00", "New Heron") + version("2026-02-01T00:00:00", "Old Heron"))
    let sorted = try desk.export("s.ftm.json", to: "s")
    #expect(
      try desk.rows("SDN.CSV", in: "s").count == 1 && desk.rows("SDN.CSV", in: "s")[0].contains("New Heron"))
    #expect(sorted.read["written"] as? Int == 1)
    #expect(sorted.read["left"] as? [String] == ["x-4: an earlier version"])
  }

  /// Whom a register or a threat report names is on no list by that: it is left, with the reason, and a file of
  /// designated nationals names none of them.
  @Test func whoIsOnNoListIsLeft() throws {
    let desk = try CommandDesk()
    let actor = "threat-actor--5b1d0000-0000-4000-8000-000000000001"
    try desk.write(
      "in/a.json",
      """
      {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-000000000009","objects":[\
      {"type":"threat-actor","spec_version":"2.1","id":"\(actor)","created":"2026-01-02T00:00:00.000Z",\
      "modified":"2026-01-02T00:00:00.000Z","name":"Zeta Wolf Group","aliases":["Zeta"]}]}
      """)
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in")
    let report = try desk.export("EX-0001", to: "report")
    #expect(report.read["left"] as? [String] == ["\(actor): its source (stix) is no list"])
    #expect(report.exit == .refused && report.rows("files").isEmpty)
    #expect(!FileManager.default.fileExists(atPath: desk.folder + "/report/SDN.CSV"))
    try desk.write("register/bods.json", OwnershipSample.bods)
    try desk.write("register/x.ftm.json", Self.company("x-1", "Beiyuan Xingtu") + "\n")
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/register")
    let register = try desk.export("register", to: "register-out")
    let left = try #require(register.read["left"] as? [String])
    #expect(!left.isEmpty && left.allSatisfy { $0.hasSuffix(": its source (bods) is no list") }, "\(left)")
    let rows = try desk.rows("SDN.CSV", in: "register-out")
    #expect(rows.count == 1 && rows[0].contains("Beiyuan Xingtu") && register.exit == .partly)
  }

  /// A list without numbers that has a row twice has one party.
  @Test func equalRowsAreOneParty() throws {
    let desk = try CommandDesk()
    let header =
      "Name\tStreet_Address\tCity\tState\tCountry\tPostal_Code\tEffective_Date\tExpiration_Date\tStandard_Order\t"
      + "Last_Update\tAction\tFR_Citation"
    let row =
      "MARSHLIGHT WORKS\t1 Brass Lane\tPort Orlin\t\tXA\t\t01/02/2026\t01/02/2036\tY\t2026-01-02\tFR NOTICE ADDED\t91 F.R. 1"
    try desk.write("in-dpl/dpl.txt", header + "\n" + row + "\n" + row + "\n")
    _ = try desk.run(ImportCommand.Apply.self, desk.folder + "/in-dpl/dpl.txt")
    let done = try desk.export("dpl.txt")
    #expect(try desk.rows("SDN.CSV").count == 1)
    #expect((done.read["repeated"] as? [String])?.count == 1, "\(done.read)")
    // It does not say what its parties are.
    let values = done.read["left_values"] as? [String] ?? []
    #expect(values.count == 1 && values[0].hasSuffix(": schema unknown") && done.exit == .partly)
  }

  /// The UK's lists say the aliases, days and numbers of a party in rows of their own.
  @Test func furtherRowsGoIntoTheirEntry() throws {
    let desk = try CommandDesk()
    let columns = [
      "Name 6", "Name 1", "Name 2", "Name 3", "Name 4", "Name 5", "Title", "Name Non-Latin Script", "DOB",
      "Nationality", "Passport Number", "National Identification Number", "Country", "Group Type",
      "Alias Type",
      "Alias Quality", "Regime", "Listed On", "Last Updated", "Group ID",
    ]
    func row(_ cells: [String: String]) -> String {
      columns.map { cells[$0] ?? "" }.joined(separator: ",") + "\r\n"
    }
    let base = [
      "Group Type": "Individual", "Regime": "Test", "Listed On": "01/02/2026", "Last Updated": "01/02/2026",
    ]
    func party(_ id: String, _ more: [String: String]) -> String {
      row(base.merging(more) { $1 }.merging(["Group ID": id]) { $1 })
    }
    let text =
      "Last Updated,01/02/2026\r\n" + columns.joined(separator: ",") + "\r\n"
      + party(
        "71",
        ["Name 6": "QUILLFEATHER", "Name 1": "ANSEL", "Alias Type": "Primary name", "DOB": "05/06/1950"])
      + party("71", ["Name 6": "THE QUILL", "Alias Type": "AKA", "Passport Number": "A1234567"])
      + party(
        "71", ["Name 6": "OLD QUILL", "Alias Type": "FKA", "DOB": "06/06/1950", "Nationality": "Testland"])
      + party("72", ["Name 6": "ORPHAN", "Alias Type": "AKA"])
    try desk.take("ConList.csv", text)
    let done = try desk.export("ConList.csv")
    let entry = try #require(try desk.rows("SDN.CSV").first)
    for part in [
      "DOB 05 Jun 1950", "DOB 06 Jun 1950", "Passport A1234567", "nationality Testland", "\"individual\"",
    ] {
      #expect(entry.contains(part), "\(part): \(entry)")
    }
    let aliases = try desk.rows("ALT.CSV")
    #expect(
      aliases.count == 2 && aliases[0].contains("\"aka\",\"THE QUILL\"")
        && aliases[1].contains("\"fka\",\"OLD QUILL\""))
    #expect(done.read["joined"] as? Int == 2 && done.read["written"] as? Int == 1)
    #expect((done.read["left"] as? [String])?.count == 1, "nobody is here whom the last row is about")
  }

  /// Nothing to write replaces nothing.
  private static func row(_ number: Int, _ name: String) -> String {
    "\(number),\"\(name)\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- "
  }

  /// Of two issues in one import no number goes out with two names.
  @Test func ofTwoIssuesTheRowThatCountsGoesOut() throws {
    let desk = try CommandDesk()
    let (old, new) = (Self.row(101, "GLASS HERON"), Self.row(101, "GLASS HERON WORKS"))
    let (gone, same) = (Self.row(102, "QUILLFEATHER LLC"), Self.row(103, "MARSHLIGHT WORKS"))
    try desk.write("in/a/sdn.csv", [old, gone, same].joined(separator: "\r\n") + "\r\n")
    try desk.write("in/b/sdn.csv", [new, same].joined(separator: "\r\n") + "\r\n")
    let name = try #require(
      try desk.run(ImportCommand.Apply.self, desk.folder + "/in").read["import"] as? String)
    let done = try desk.export(name)
    #expect(try desk.rows("SDN.CSV") == [new, gone, same])
    #expect(done.read["left"] as? [String] == ["sdn:101: an earlier version"])
    #expect(done.read["repeated"] as? [String] == ["sdn:103"])
    #expect(done.read["unchanged"] as? Int == 3 && done.read["records"] as? Int == 5)
    // One that was taken back is there, and says so.
    let row = try #require(try desk.run(ImportCommand.List.self).rows("items").first)
    #expect(row["id"] as? String == name)
    // By its identifier, too; and it says what went.
    let undone = try desk.run(
      ImportCommand.Undo.self, try #require(row["identifier"] as? String), "--reason", "the wrong list")
    #expect(undone.read["name"] as? String == row["name"] as? String && undone.read["name"] is String)
    let error = #expect(throws: StoreError.self) { _ = try desk.export(name) }
    #expect(error?.message == "\(name) was taken back")
  }

  /// An entry that came as a row without the file of aliases keeps those that its XML states, each once; those that a
  /// collection has under its number are not OFAC's. Where the file came, what is not in it was dropped.
  @Test(
    arguments: [
      (nil, ["101,1,\"aka\",\"HERON 101\",-0- ", "102,1,\"aka\",\"HERON 102\",-0- "]),
      ("102,7,\"aka\",\"HERON ROW\",-0- ", ["102,7,\"aka\",\"HERON ROW\",-0- "]),
    ] as [(String?, [String])])
  func whatOnlyTheXMLSaysOfARowGoesOut(_ alias: String?, _ aliases: [String]) throws {
    let desk = try CommandDesk()
    func entry(_ number: Int) -> String {
      "<sdnEntry><uid>\(number)</uid><lastName>GLASS HERON</lastName><sdnType>Entity</sdnType><akaList><aka>"
        + "<uid>9\(number)</uid><type>a.k.a.</type><category>strong</category><lastName>HERON \(number)</lastName>"
        + "</aka></akaList></sdnEntry>"
    }
    try desk.write(
      "in/sdn.xml",
      "<sdnList><publshInformation><Publish_Date>01/02/2027</Publish_Date><Record_Count>2</Record_Count>"
        + "</publshInformation>\(entry(101))\(entry(102))</sdnList>")
    try desk.write(
      "in/x.ftm.json",
      #"{"id":"x-1","schema":"Company","referents":["ofac-101"],"#
        + #""properties":{"name":["Glass Heron"],"alias":["Heron Works"]}}"# + "\n")
    let rows = [Self.row(101, "GLASS HERON"), Self.row(102, "GLASS HERON")]
    try desk.write("in/sdn.csv", rows.joined(separator: "\r\n") + "\r\n")
    if let alias { try desk.write("in/alt.csv", alias + "\r\n") }
    let name = try #require(
      try desk.run(ImportCommand.Apply.self, desk.folder + "/in").read["import"] as? String)
    let done = try desk.export(name)
    #expect(try desk.rows("SDN.CSV") == rows)
    #expect(try desk.rows("ALT.CSV") == aliases)
    let repeated = try #require(done.read["repeated"] as? [String])
    #expect(repeated.contains("sdn:101") && repeated.contains("x-1"), "\(repeated)")
  }

  /// A passport that a collection gives as an entity of its own goes out with whoever holds it.
  @Test func aDocumentIsWrittenWithItsHolder() throws {
    let desk = try CommandDesk()
    try desk.take(
      "x.ftm.json",
      #"{"id":"d-1","schema":"Passport","properties":{"holder":["x-1"],"number":["X7654321"]}}"# + "\n"
        + #"{"id":"x-1","schema":"Person","properties":{"name":["Tarn Ulbek"]}}"# + "\n")
    let done = try desk.export("x.ftm.json")
    #expect(done.read["joined"] as? Int == 1 && done.read["written"] as? Int == 1, "\(done.lines)")
    let rows = try desk.rows("SDN.CSV")
    #expect(rows.count == 1 && rows[0].contains("Tarn Ulbek") && rows[0].contains("Passport X7654321"))
  }

  @Test func aListInTheFolderIsNotReplacedByNothing() throws {
    let desk = try CommandDesk()
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("in/notes.txt", "plain words"))
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("in/t.csv", "id,name\n1,x\n"))
    try desk.write("out/SDN.CSV", "an older export\n")
    let notes = try desk.export("notes.txt")
    #expect(notes.exit == .refused && notes.read["not_read"] as? [String] == ["notes.txt"])
    let table = try desk.export("t.csv")
    #expect(
      table.exit == .refused && table.read["left"] as? [String] == ["t.csv#1: its source (csv) is no list"])
    #expect(table.lines.contains("  nothing was written: there is no entry of a list in it"))
    #expect(try desk.rows("SDN.CSV") == ["an older export"])
  }
}

extension CommandDesk {
  fileprivate func take(_ name: String, _ text: String) throws {
    let answer = try run(ImportCommand.Apply.self, write("in-\(name)/" + name, text))
    #expect(answer.exit == .ok, "\(answer.lines)")
  }

  fileprivate func export(_ name: String, to out: String = "out") throws -> Answer {
    try run(
      ListCommand.Export.self, "--imported", name, "--format", "sdn-csv", "--out", folder + "/" + out)
  }

  /// Rows of a file that an export wrote.
  fileprivate func rows(_ file: String, in out: String = "out") throws -> [String] {
    try String(contentsOfFile: folder + "/\(out)/\(file)", encoding: .utf8).split(whereSeparator: \.isNewline)
      .map(String.init)
  }
}
