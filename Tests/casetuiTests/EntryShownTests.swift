import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// How names in other scripts are shown, and what is stated of an entry of a list. Everybody here is invented.
@Suite struct EntryShownTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private static let person = """
    {"id":"p1","schema":"Person","properties":{"name":["Орлин Васк"],"alias":["O. Wask"],"birthDate":["1975-03-12"],\
    "nationality":["ru"],"passportNumber":["X123456"],"programId":["CYBER"]}}

    """

  @discardableResult
  private func take(_ text: String, _ name: String, from sender: String? = nil) throws -> ImportReport {
    try Importer.apply(
      scratch.write(text, name), to: nil, in: office.store, as: office.author,
      .init(sender: sender))
  }

  private func run<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
  }

  private func shown(_ id: String) throws -> Answer { try run(ActorCommand.Show.self, id) }

  /// Romanised first, the original beside it: of a record, and of an actor that nobody romanised.
  @Test func searchRomanisesNames() throws {
    try take(Self.person, "people.json")
    _ = try office.store.newActor(
      kind: .person, names: [ActorName("Десса Миров")], as: office.author)
    _ = try office.store.newActor(
      kind: .organisation, names: [ActorName("北垣星图", romanised: "Beiyuan Xingtu")], as: office.author)
    for (word, name) in [
      ("Орлин", "Orlin Vask (Орлин Васк)"), ("Десса", "Dessa Mirov (Десса Миров)"),
      ("北垣", "Beiyuan Xingtu (北垣星图)"),
    ] {
      let found = try run(SearchCommand.self, word)
      #expect(found.lines.count == 1 && found.lines[0].contains("  \(name)"), "\(found.lines)")
      #expect(found.rows("items").map { $0.text("romanised") } == [name])
      #expect(try run(ActorCommand.List.self).lines.contains { $0.contains(name) } == (word != "Орлин"))
      var sitting = Sitting(office.store, as: "ann")
      sitting.press("g", "/", "text:\(word)", "Enter")
      #expect(sitting.text.contains(name), "\(sitting.text)")
    }
    #expect(try run(SearchCommand.self, "people.json").rows("items").map { $0.text("romanised") } == [nil])
    #expect(try shown("AC-0001").lines.contains("  primary  Dessa Mirov (Десса Миров)  [Cyrl]"))
  }

  /// A title of more words than are read of a name is not cut.
  @Test(arguments: [15, 16, 40]) func whatIsTooLongIsShownAsItIs(_ words: Int) {
    let text = Array(repeating: "Васк", count: words).joined(separator: " ")
    let romanised = Array(repeating: "Vask", count: words).joined(separator: " ") + " (\(text))"
    #expect(ActorName(text).romanisedFirst == (words < 16 ? romanised : text))
  }

  @Test func anEntryShowsWhatIsStatedAndByWhom() throws {
    try take(Self.person, "week1/people.json", from: "Office of Lists")
    let answer = try shown("p1")
    #expect(answer.lines.first == "proposed: Orlin Vask (Орлин Васк)  (person)")
    let claims = [
      "  claimed by Office of Lists (people.json) [EX-0001-HO]:", "    primary  Orlin Vask (Орлин Васк)",
      "    aka  O. Wask", "    born or founded  1975-03-12", "    country  RU", "    passport  X123456",
      "    programme  CYBER",
    ]
    #expect(answer.lines.filter(claims.contains) == claims, "\(answer.lines)")
    let row = try #require(answer.rows("stated").first)
    #expect(row["dates"] as? [String] == ["1975-03-12"] && row["countries"] as? [String] == ["RU"])
    #expect(row["programmes"] as? [String] == ["CYBER"])
    #expect(row["identifiers"] as? [[String: String]] == [["kind": "passport", "value": "X123456"]])
    #expect((row["names"] as? [[String: Any]])?.map { $0.text("text") } == ["Орлин Васк", "O. Wask"])
    let file = try #require((row["files"] as? [[String: Any]])?.first)
    #expect(file.text("origin") == "Office of Lists" && file["exhibits"] as? [String] == ["EX-0001-HO"])
    #expect(try shown("ftm:p1").rows("stated").count == 1, "as actor accept takes it")
  }

  /// What a later file states counts; names that it dropped are said to be earlier ones.
  @Test func theNewestStatementCounts() throws {
    try take(Self.person, "week1/people.json")
    try take(
      #"{"id":"p1","schema":"Person","properties":{"name":["Орлин Васк"],"birthDate":["1976"]}}"# + "\n",
      "week2/people.json")
    let answer = try shown("p1")
    #expect(answer.lines.contains("    born or founded  1976"))
    #expect(!answer.lines.contains { $0.contains("1975") || $0.contains("passport") })
    #expect(answer.lines.contains("  stated earlier, and no longer: aka  O. Wask"), "\(answer.lines)")
    #expect(answer.rows("stated_earlier").map { $0.text("text") } == ["O. Wask"])
  }

  /// Lists that keep aliases and addresses in rows of their own; a file that was taken back states nothing.
  @Test func rowsAboutAnEntryBelongToIt() throws {
    let blank = String(repeating: ",-0- ", count: 7)
    try take(
      "101,\"VASK, Orlin\",\"individual\",\"CYBER\"\(blank),\"DOB 12 Mar 1975.\"\r\n", "list/SDN.CSV")
    let aliases = try take("101,501,\"aka\",\"WASK, Orlin\",-0- \r\n", "list/ALT.CSV")
    try take("101,601,\"Street 1\",\"Port\",\"Latvia\",-0- \r\n", "list/ADD.CSV")
    let alias = "  claimed in row alt:101:501 by ALT.CSV, without an origin [EX-0002-HO]:"
    let lines = try shown("sdn:101").lines
    #expect(lines.contains(alias) && lines.contains("    aka  WASK, Orlin"), "\(lines)")
    #expect(lines.contains("    country  Latvia") && !lines.contains { $0.contains("Street 1") })
    let id: EntityID = try office.store.read {
      try $0.find(try #require(aliases.reference), .importRun, as: Entity.self)
    }
    _ = try office.store.undo(id, reason: "the wrong file", as: office.author)
    #expect(try !shown("sdn:101").lines.contains(alias))
  }

  /// FollowTheMoney gives documents as entities of their own; whose they are is found by their numbers, whichever came
  /// first, until the source takes them back.
  @Test func aPassportInAnEntityOfItsOwnIsItsHolders() throws {
    let passport = #"{"id":"d1","schema":"Passport","properties":{"holder":["p1"],"number":["KP 77 8"]}}"#
    try take(passport + "\n", "passports.json")
    try take(Self.person, "people.json")
    func hits() throws -> [String?] {
      try run(ScreenCommand.Name.self, "Nobody Else", "--identifier", "passport:KP778").rows("hits")
        .map { $0.text("id") }
    }
    #expect(try hits() == ["p1"])
    let row = "  claimed in row d1 by passports.json, without an origin [EX-0001-HO]:"
    let lines = try shown("p1").lines
    #expect(lines.contains(row) && lines.contains("    passport  KP 77 8"), "\(lines)")
    try take(#"{"op":"DEL","entity":\#(passport)}"# + "\n", "delta.json")
    #expect(try hits() == [] && !shown("p1").lines.contains(row))
  }

  /// Everything that two files state alike is both files' claim, and as restricted as the more restricted one.
  @Test func bothFilesThatStateItAreNamed() throws {
    let first = try take(Self.person, "week1/people.json", from: "Office of Lists")
    let another = #"{"id":"p2","schema":"Person","properties":{"name":["Tarn Ulbek"]}}"# + "\n"
    try take(Self.person + another, "week2/people.json", from: "Desk")
    _ = try run(EvidenceCommand.Set.self, "EX-0002", "--marking", "CUI TLP:RED")
    let answer = try shown("p1")
    #expect(
      answer.lines.contains(
        "  claimed by Office of Lists (people.json) [EX-0001-HO]; Desk (people.json) [EX-0002-HO]:"),
      "\(answer.lines)")
    #expect(answer.marking == HandlingMark(stored: "CUI TLP:RED"))
    let id: EntityID = try office.store.read {
      try $0.find(try #require(first.reference), .importRun, as: Entity.self)
    }
    _ = try office.store.undo(id, reason: "the wrong file", as: office.author)
    #expect(try shown("p1").lines.contains("  claimed by Desk (people.json) [EX-0002-HO]:"))
    #expect(
      try shown("p1").rows("versions").map { $0["taken_back"] as? Bool } == [false], "Desk states it, too")
  }

  /// A version that is taken back is held, and says so.
  @Test func whatWasTakenBackIsMarked() throws {
    try take(Self.person, "week1/people.json")
    let second = try take(
      #"{"id":"p1","schema":"Person","properties":{"name":["Орлин Васк"],"birthDate":["1976"]}}"# + "\n",
      "week2/people.json")
    let id: EntityID = try office.store.read {
      try $0.find(try #require(second.reference), .importRun, as: Entity.self)
    }
    _ = try office.store.undo(id, reason: "the wrong file", as: office.author)
    let answer = try shown("p1")
    #expect(answer.rows("versions").map { $0["taken_back"] as? Bool } == [false, true])
    #expect(
      answer.lines.filter { $0.hasSuffix(", taken back with its import") }.count == 1, "\(answer.lines)")
    #expect(answer.lines.contains("    born or founded  1975-03-12"))
  }

  /// A table that is read otherwise takes no import back.
  @Test func whatIsReadOtherwiseSinceSaysSo() throws {
    let table = try scratch.write("No,name\n1,Orlin Vask\n2,Dessa Mirov\n", "a/t.csv")
    func read(_ mapping: ColumnMapping?) throws -> ImportReport {
      try Importer.apply(table, to: nil, in: office.store, as: office.author, .init(mapping: mapping))
    }
    _ = try read(nil)
    let second = try read(ColumnMapping(evidence: nil, columns: [.init("No", .id), .init("name", .name)]))
    let since = try #require(second.reference)
    let answer = try shown("t.csv#2")
    #expect(answer.lines.filter { $0.hasSuffix(", read otherwise since (\(since))") }.count == 1)
    #expect(!answer.lines.contains { $0.contains("taken back") }, "\(answer.lines)")
    #expect(answer.rows("versions").map { $0["taken_back"] as? Bool } == [false, false])
    #expect(answer.rows("versions").map { $0["read_otherwise_in"] as? String } == [since, nil])
    let error = try #require(throws: StoreError.self) { try shown("t.csv#3") }
    #expect(error.message.hasSuffix("counts no more: its table is read otherwise since \(since)"))
  }

  /// Rows of a cluster are no versions of each other: none of their names is that of all.
  @Test func aClusterOfManyNamesIsNotOneOfThem() throws {
    try take(
      "cluster_id,name,ip\nC1,Orlin Vask,192.0.2.1\nC1,Dessa Mirov,192.0.2.2\nC1,,192.0.2.3\n"
        + "C2,Tarn Ulbek,192.0.2.4\n", "t.csv")
    let answer = try shown("t.csv#C1")
    #expect(answer.read["row_names"] as? [String] == ["Orlin Vask", "Dessa Mirov"])
    #expect(answer.read["name"] as? String == "t.csv#C1")
    #expect(answer.lines.contains("  its rows name 2: Orlin Vask, Dessa Mirov"), "\(answer.lines)")
    let error = try #require(throws: StoreError.self) { try run(ActorCommand.Accept.self, "t.csv#C1") }
    #expect(error.message == "its rows name 2: Orlin Vask, Dessa Mirov" && error.remedy.contains("--name"))
    let made = try run(ActorCommand.Accept.self, "t.csv#C1", "--name", "Dessa Mirov")
    #expect(made.rows("names").map { $0.text("text") } == ["Dessa Mirov"])
    let one = try run(ActorCommand.Accept.self, "t.csv#C2")
    #expect(one.rows("names").map { $0.text("text") } == ["Tarn Ulbek"])
  }

  /// An actor that is judged the same as nobody any more may be the subject of a case, which goes on naming it.
  @Test func whoIsASubjectIsSaidWhenTheJudgementIsTakenBack() throws {
    try take("id,name\n1,Orlin Vask\n2,Dessa Mirov\n", "t.csv")
    let opened = try office.store.newCase(title: "Relays", as: office.author)
    func undone(_ more: String...) throws -> Answer {
      let words = [more[0], "--as", "ann"] + more.dropFirst()
      let accepted = try #require(try ActorCommand.Accept.parseAsRoot(words) as? ActorCommand.Accept)
      let made = try accepted.answer(office.store)
      let judgement = try #require(made.rows("judgements").first?.text("judgement"))
      return try run(ActorCommand.Undo.self, judgement, "--reason", "two people")
    }
    let subject = try undone("t.csv#1", "--case", opened.reference)
    #expect(subject.read["subject_of"] as? [String] == [opened.reference])
    #expect(
      subject.notes.map { $0.hasSuffix("casetui case set \(opened.reference) --actor NUMBER") } == [true])
    let nobodys = try undone("t.csv#2")
    #expect(nobodys.notes.isEmpty && nobodys.read["subject_of"] as? [String] == [])
  }

  /// What an error says to use lists what was looked for.
  @Test func whoIsNotFoundIsLookedUpInAList() throws {
    try take(Self.person, "people.json")
    let error = #expect(throws: StoreError.self) { try shown("p7") }
    for words in ["casetui actor list", "casetui search WORDS", "casetui export csv records --out FILE"] {
      #expect(error?.remedy.contains(words) == true)
    }
    #expect(try run(SearchCommand.self, "Орлин").lines.contains { $0.hasPrefix("p1  ") })
    let out = scratch.path + "/records.csv"
    _ = try run(ExportCommand.Table.self, "records", "--out", out)
    #expect(try String(contentsOfFile: out, encoding: .utf8).contains("ftm,p1,person"))
  }
}
