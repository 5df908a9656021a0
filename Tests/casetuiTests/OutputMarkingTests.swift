import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// The marking of an output is at least that of everything in it, and no stricter for what is not in it.
@Suite struct OutputMarkingTests {
  private static let red = "CUI TLP:RED"

  private static func entry(_ number: Int, _ name: String) -> String {
    "\(number),\"\(name)\",-0- ,\"TEST\",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- \r\n"
  }

  /// One list that a person marked, its aliases in a file of their own, and one that nobody did.
  private func desk() throws -> (desk: CommandDesk, path: String) {
    let desk = try CommandDesk()
    let path = try desk.write("sdn.csv", Self.entry(101, "GLASS HERON LLC"))
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("cons_prim.csv", Self.entry(7, "MARSHLIGHT WORKS")))
    _ = try desk.run(ImportCommand.Apply.self, path)
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("alt.csv", "7,9001,\"aka\",\"QUILLFEATHER TRADING\",-0- \r\n"))
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0002", "--marking", Self.red)
    return (desk, path)
  }

  @Test func whatIsFoundIsMarkedAsItsFile() throws {
    let (desk, path) = try desk()
    #expect(try desk.mark(ScreenCommand.Name.self, "Glass Heron LLC") == Self.red)
    #expect(try desk.mark(ScreenCommand.Name.self, "Marshlight Works") == "CUI TLP:AMBER")
    #expect(try desk.mark(ScreenCommand.Name.self, "Nobody Held") == "CUI TLP:AMBER")
    #expect(try desk.mark(SearchCommand.self, "heron") == Self.red)
    #expect(try desk.mark(SearchCommand.self, "marshlight") == "CUI TLP:AMBER")
    #expect(try desk.mark(ImportCommand.Scan.self, path) == Self.red)
    #expect(try desk.mark(ImportCommand.Apply.self, path) == Self.red)
    #expect(try desk.mark(ImportCommand.List.self) == Self.red)
    func export(_ name: String) throws -> String {
      try desk.mark(
        ListCommand.Export.self, "--imported", name, "--format", "sdn-csv", "--out", desk.folder + "/" + name)
    }
    #expect(try export("EX-0002") == Self.red)
    #expect(try export("EX-0001") == "CUI TLP:AMBER")
  }

  /// What an export tells of is in the file: a case's is marked as the case and its exhibits, any other as all exhibits.
  @Test func exportsAreMarkedAsWhatGoesOut() throws {
    let desk = try CommandDesk(case: "Quiet relays")
    _ = try desk.run(CaseCommand.New.self, "--title", "Taps")
    let path = try desk.write("a.csv", "id,payment\n1,pf-77\n")
    _ = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("b.csv", "id,payment\n9,pf-78\n"), "--case", "26-0002")
    func marks(_ options: String...) throws -> Set<String> {
      func out() -> [String] { options + ["--out", desk.folder + "/\(UUID().uuidString)"] }
      var found = [
        try desk.run(ExportCommand.STIX.self, out()), try desk.run(ExportCommand.FTM.self, out()),
        try desk.run(ExportCommand.Table.self, ["evidence"] + out()),
      ]
      if !options.isEmpty {
        found += [
          try desk.run(ExportCommand.MISP.self, out()), try desk.run(ExportCommand.Bag.self, out()),
        ]
      }
      return Set(found.map(\.marking.description))
    }
    #expect(try marks() == ["CUI TLP:AMBER"])
    // The same bytes under another number are as strict.
    _ = try desk.run(EvidenceCommand.Add.self, path, "--marking", Self.red)
    #expect(try marks("--case", "26-0001") == [Self.red])
    #expect(try marks("--case", "26-0002") == ["CUI TLP:AMBER"])
    #expect(try marks() == [Self.red])
    _ = try desk.run(CaseCommand.Set.self, "26-0002", "--marking", Self.red)
    #expect(try marks("--case", "26-0002") == [Self.red])
  }

  /// A copy that was taken back as a whole marks nothing, as long as another one holds its bytes.
  @Test func aCopyThatWasTakenBackMarksNothing() throws {
    let desk = try CommandDesk(case: "Quiet relays")
    let path = try desk.write("sdn.csv", Self.entry(7, "MARSHLIGHT WORKS"))
    let first = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0001", "--marking", Self.red)
    let run = try #require(first.read["import"] as? String)
    _ = try desk.run(ImportCommand.Undo.self, run, "--reason", "the wrong file")
    func export(_ options: String...) throws -> String {
      try desk.run(
        ExportCommand.Table.self, ["evidence", "--out", desk.folder + "/\(UUID().uuidString)"] + options
      ).marking.description
    }
    #expect(try export() == "CUI TLP:AMBER")
    _ = try desk.run(EvidenceCommand.Add.self, path, "--case", "26-0001")
    _ = try desk.run(ImportCommand.Apply.self, path)
    #expect(try export() == "CUI TLP:AMBER")
    #expect(try export("--case", "26-0001") == "CUI TLP:AMBER")
    #expect(try desk.mark(ScreenCommand.Name.self, "Marshlight Works") == "CUI TLP:AMBER")
    #expect(try desk.mark(SearchCommand.self, "marshlight") == "CUI TLP:AMBER")
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0002", "--marking", Self.red)
    #expect(try export("--case", "26-0001") == Self.red)
    #expect(try desk.mark(ScreenCommand.Name.self, "Marshlight Works") == Self.red)
  }

  /// An alias counts as its entry: the row that states it may be in another file.
  @Test func aRowAboutAnEntryCounts() throws {
    let desk = try CommandDesk()
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("sdn.csv", Self.entry(7, "MARSHLIGHT WORKS")))
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("alt.csv", "7,9001,\"aka\",\"QUILLFEATHER TRADING\",-0- \r\n"))
    #expect(try desk.mark(ScreenCommand.Name.self, "Marshlight Works") == "CUI TLP:AMBER")
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0002", "--marking", Self.red)
    #expect(try desk.mark(ScreenCommand.Name.self, "Quillfeather Trading") == Self.red)
    #expect(try desk.mark(ScreenCommand.Name.self, "Marshlight Works") == Self.red)
  }

  /// An actor's names came from the files that state who was judged the same, whatever case it has a part in.
  @Test func anActorIsMarkedAsTheFilesThatStateIt() throws {
    let desk = try CommandDesk(case: "Sources")
    _ = try desk.run(CaseCommand.New.self, "--title", "Quiet relays")
    _ = try desk.run(CaseCommand.New.self, "--title", "Taps")
    let names = try desk.write("names.csv", "id,name,ip\n1,Orlin Vask Trading,203.0.113.77\n")
    _ = try desk.run(ImportCommand.Apply.self, names, "--case", "26-0001", "--from", "Acme")
    _ = try desk.run(ActorCommand.Accept.self, "csv:Acme/names.csv#1", "--case", "26-0002")
    _ = try desk.run(ActorCommand.New.self, "--name", "Glass Heron Works")
    func marks(_ reference: String, _ actor: String) throws -> Set<String> {
      let out = desk.folder + "/\(UUID().uuidString)"
      return Set([
        try desk.mark(ExportCommand.FTM.self, "--case", reference, "--out", out),
        try desk.mark(CaseCommand.Show.self, reference), try desk.mark(ActorCommand.Show.self, actor),
        try desk.mark(MemoCommand.self, reference, "--out", out + ".md"),
      ])
    }
    #expect(try marks("26-0002", "AC-0001") == ["CUI TLP:AMBER"])
    #expect(try desk.mark(ActorCommand.List.self) == "CUI TLP:AMBER")
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0001", "--marking", "CUI//PROPIN TLP:RED")
    #expect(try marks("26-0002", "AC-0001") == ["CUI//PROPIN TLP:RED"])
    #expect(try desk.mark(ActorCommand.Show.self, "csv:Acme/names.csv#1") == "CUI//PROPIN TLP:RED")
    #expect(try desk.mark(ActorCommand.List.self) == "CUI//PROPIN TLP:RED")
    #expect(try marks("26-0003", "AC-0002") == ["CUI TLP:AMBER"], "nothing of it is there")
    var sim = Sitting(desk.store, as: "ann")
    sim.open("Quiet")
    #expect(sim.model.scope == .summary && sim.banner.contains("TLP:RED"), "\(sim.text)")
  }

  /// What two owners share is marked as every exhibit that holds a file of theirs.
  @Test func aSharedValueIsMarkedAsAllThatHoldItsFiles() throws {
    let desk = try CommandDesk()
    let first = try desk.write("r1.csv", "id,payment\n1,pf-77\n")
    _ = try desk.run(ImportCommand.Apply.self, first, "--from", "LabA")
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("r2.csv", "id,payment\n9,pf-77\n"), "--from", "LabB")
    #expect(try desk.mark(CorrelateCommand.List.self) == "CUI TLP:AMBER")
    _ = try desk.run(EvidenceCommand.Add.self, first, "--marking", Self.red)
    #expect(try desk.mark(CorrelateCommand.List.self) == Self.red)
  }

  /// Where rows are not told apart, what is held counts.
  @Test func aTableAndPairsAreMarkedAsWhatIsHeld() throws {
    let (desk, _) = try desk()
    let names = try desk.write("names.csv", "name\nMarshlight Works\n")
    #expect(try desk.mark(ScreenCommand.File.self, names, "--column", "name") == Self.red)
    #expect(try desk.mark(ScreenCommand.Duplicates.self) == "CUI TLP:AMBER", "there is no pair")
    _ = try desk.run(
      ImportCommand.Apply.self,
      try desk.write(
        "x.ftm.json", #"{"id":"x-1","schema":"Company","properties":{"name":["Glass Heron LLC"]}}"# + "\n"))
    let pairs = try desk.run(ScreenCommand.Duplicates.self)
    #expect(pairs.rows("pairs").count == 1 && pairs.marking.description == Self.red)
  }

  /// The title of a case, and of an exhibit, is told by search and by the log.
  @Test func titlesAreMarkedAsTheirCase() throws {
    let desk = try CommandDesk()
    _ = try desk.run(CaseCommand.New.self, "--title", "Coordinated querying")
    #expect(try desk.mark(AuditCommand.Log.self) == "CUI TLP:AMBER")
    _ = try desk.run(CaseCommand.New.self, "--title", "Quiet relays", "--marking", Self.red)
    #expect(try desk.mark(AuditCommand.Log.self) == Self.red)
    #expect(try desk.mark(AuditCommand.Log.self, "--case", "26-0001") == "CUI TLP:AMBER")
    #expect(try desk.mark(SearchCommand.self, "quiet") == Self.red)
    #expect(try desk.mark(SearchCommand.self, "coordinated") == "CUI TLP:AMBER")
    let rows = try desk.store.read { try $0.audit() }
    let title = try #require(rows.first { $0.what.contains("Quiet relays") })
    #expect(try desk.mark(OperationCommand.Show.self, title.hash.hex) == Self.red)
    let exhibits = try CommandDesk()
    _ = try exhibits.run(
      EvidenceCommand.Add.self, try exhibits.write("a.txt", "x"), "--title", "Tap", "--marking", Self.red)
    #expect(try exhibits.mark(AuditCommand.Log.self) == Self.red)
  }

  /// What a sender labels is marked before anybody marked it.
  @Test func whatASenderLabelsIsMarkedSo() throws {
    let desk = try CommandDesk()
    let mail =
      "From: a@mail.example\r\nTo: b@mail.example\r\nSubject: [TLP:RED] source list\r\nMessage-ID: <1@mail.example>\r\n\r\nx\r\n"
    let path = try desk.write("letter.eml", mail)
    #expect(try desk.mark(ImportCommand.Scan.self, path) == Self.red)
    #expect(try desk.mark(ImportCommand.Apply.self, path) == Self.red)
  }

  /// A folder that is not there is no record that was not found.
  @Test func aFolderThatIsNotThereIsAFailure() throws {
    let desk = try CommandDesk()
    _ = try desk.run(EvidenceCommand.Add.self, try desk.write("a.txt", "x"))
    let out = desk.folder + "/none/a"
    let error = try #require(
      throws: StoreError.self
    ) { _ = try desk.run(EvidenceCommand.Export.self, "EX-0001", "--out", out) }
    #expect(error == .noFolder(out) && Failure(error).exit == .failed)
    let table = try #require(
      throws: StoreError.self
    ) { _ = try desk.run(ExportCommand.Table.self, "evidence", "--out", out) }
    #expect(table == .noFolder(out))
    #expect(throws: StoreError.noFolder(out)) { _ = try CorrelateCommand.Key.parse(["--out", out]).answer() }
  }
}

extension CommandDesk {
  fileprivate func mark<Command: StoreCommand>(_ command: Command.Type, _ arguments: String...) throws
    -> String
  {
    try run(command, arguments).marking.description
  }
}
