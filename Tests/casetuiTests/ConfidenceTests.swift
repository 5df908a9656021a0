import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What an owner gave in confidence stays in, whatever number, container, case or office it has come through. Everybody here
/// is invented.
@Suite struct ConfidenceTests {
  private static let bundle = """
    {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-000000000001","objects":[\
    {"type":"ipv4-addr","spec_version":"2.1","id":"ipv4-addr--5b1d0000-0000-5000-8000-00000000000a",\
    "value":"192.0.2.44"}]}
    """
  /// With a table in it.
  private static let mail = """
    From: desk@lab.example\r
    Subject: What we saw\r
    Message-ID: <5b1d0001@lab.example>\r
    MIME-Version: 1.0\r
    Content-Type: multipart/mixed; boundary=x\r
    \r
    --x\r
    Content-Type: text/csv; name=w.csv\r
    \r
    id,wallet\r
    1,wallet-of-an-invented-chain-1\r
    --x--\r

    """

  private static func terms(_ owner: String, _ exhibits: [String], isConfidential: Bool = true) -> [String] {
    [
      "--owner", owner, "--given-by", "M. Osei", "--channel", "desk", "--use", "this case", "--sharing",
      "nobody",
    ]
      + ["--voluntary"] + (isConfidential ? ["--confidential"] : []) + exhibits.flatMap { ["--exhibit", $0] }
  }

  private static let outside = [
    "--to", "A partner", "--authority", "NSTM-4", "--equities", "no objection", "--marking", "CUI TLP:AMBER",
  ]

  private func codes(_ answer: Answer) -> [String?] { answer.rows("obstacles").map { $0.text("code") } }

  private func run<Command: StoreCommand>(
    _: Command.Type, _ arguments: [String], in office: TestOffice
  ) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", office.author.user]) as? Command)
      .answer(office.store)
  }

  // MARK: two offices

  /// Each office says that another owner gave it: it was given in confidence, and nothing of it goes out.
  @Test func officesThatDisagreeByWhomKeepItIn() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let (id, reference, _) = try a.store.newCase(title: "Case", as: a.author)
    _ = try Importer.apply(
      scratch.write(Self.bundle, "b1.json"), to: id, in: a.store, as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for (office, owner) in [(a, "Aurora Foundry"), (b, "Larkspur Cognition")] {
      _ = try run(CaseCommand.Set.self, [reference, "--owner", owner], in: office)
      let added = try run(
        SubmissionCommand.Add.self, [reference] + Self.terms(owner, ["EX-0001-HO"]), in: office)
      #expect(added.exit == .ok, "\(added.lines)")
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      let out = scratch.path + "/out-\(office.author.user).json"
      let answer = try run(DiscloseCommand.self, [reference, "--out", out] + Self.outside, in: office)
      #expect(codes(answer) == ["E-DISC-903"])
      let message = answer.rows("obstacles").first?.text("message") ?? ""
      #expect(message.contains("Aurora Foundry and Larkspur Cognition"), "\(message)")
      #expect(!FileManager.default.fileExists(atPath: out))
      #expect(try office.store.read { try $0.caseRow(id).conflicts } == 1)
      let file = try office.store.read { try $0.caseFile(id, rehash: false) }
      #expect(file.openConflicts == [OpenConflict(field: "given in confidence", isGuarded: true)])
      #expect(file.exhibits.first?.ownersConfidential.count == 2)
    }
  }

  /// An office that names two owners contradicts nobody: it is told of both, and asks both. Another one that names a
  /// third does.
  @Test func anOfficeThatNamesTwoOwnersContradictsNobody() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let id = try a.store.addExhibit(
      path: scratch.write(Self.bundle, "b1.json"), title: nil, mediaType: "application/json", from: "ann",
      marking: nil, caseID: nil, as: a.author
    ).id
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    func say(_ owner: UInt64, in office: TestOffice) throws {
      try office.store.write(as: office.author) { writer in
        _ = try writer.append(
          OperationBody(
            kind: .set, target: Target(id.cast(), .confidence), value: OwnerID(high: 7, low: owner).cbor,
            author: writer.author, saidAtMilliseconds: writer.nowMilliseconds))
      }
    }
    try say(1, in: a)
    try say(2, in: a)
    #expect(try a.conflicts().isEmpty)
    #expect(try a.store.read { try $0.ownersConfidential(of: id) }.count == 2)
    try say(3, in: b)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] { #expect(try office.conflicts().map(\.field) == ["given in confidence"]) }
  }

  /// Whoever settles by whom a mail was given settles it of what came in it, too.
  @Test func whatSettlesAMailSettlesWhatCameInIt() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    _ = try Importer.apply(scratch.write(Self.mail, "m.eml"), to: nil, in: a.store, as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    let rows = try a.store.read { try $0.exhibits() }
    let mail = try #require(rows.first { $0.title == "m.eml" }).id
    let owners = [OwnerID(high: 7, low: 1), OwnerID(high: 7, low: 2)]
    for (office, owner) in zip([a, b], owners) {
      let contents = try office.store.write(as: office.author) { writer in
        try writer.setConfidence(of: mail, to: owner)
      }
      #expect(contents.count == 1)
    }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    let conflicts = try a.conflicts()
    #expect(conflicts.map(\.field) == ["given in confidence", "given in confidence"])
    let entity: EntityID = mail.cast()
    let conflict = try #require(conflicts.first { $0.target.entity == entity })
    _ = try a.store.resolve(conflict.id, .ours, basis: "the letter names Aurora", as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    for office in [a, b] {
      #expect(try office.conflicts().isEmpty)
      for row in rows {
        #expect(
          try office.store.read { try $0.ownersConfidential(of: row.id) } == [owners[0]], "\(row.title)")
      }
    }
  }

  /// Two offices take in the same bytes, and one of them knows that they were given in confidence.
  @Test func theCopyOfAnotherOfficeStaysInToo() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let path = try scratch.write(Self.bundle, "b3.json")
    let cases = try [a, b].map { office in try office.store.newCase(title: "Case", as: office.author) }
    for (office, one) in zip([a, b], cases) {
      _ = try Importer.apply(path, to: one.id, in: office.store, as: office.author)
    }
    _ = try run(CaseCommand.Set.self, [cases[0].reference, "--owner", "Aurora Foundry"], in: a)
    let added = try run(
      SubmissionCommand.Add.self, [cases[0].reference] + Self.terms("Aurora Foundry", ["EX-0001-HO"]), in: a)
    #expect(added.exit == .ok, "\(added.lines)")
    #expect(
      try run(DiscloseCommand.self, [cases[1].reference, "--dry-run"] + Self.outside, in: b).exit == .ok,
      "nobody there knows yet")
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    let answer = try run(DiscloseCommand.self, [cases[1].reference] + Self.outside, in: b)
    #expect(codes(answer) == ["E-DISC-903"])
    #expect(answer.rows("obstacles").first?.text("message")?.hasPrefix("EX-0001-FE ") == true)
  }

  // MARK: other numbers

  @Test func theSameBytesUnderAnotherNumberStayIn() throws {
    let desk = try CommandDesk(case: "Copies")
    let path = try desk.write("b2.json", Self.bundle)
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    _ = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    _ = try desk.run(EvidenceCommand.Add.self, path, "--case", "26-0001")
    let added = try desk.run(
      SubmissionCommand.Add.self, ["26-0001"] + Self.terms("Aurora Foundry", ["EX-0001"]))
    #expect(added.exit == .ok, "\(added.lines)")
    let refused = try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside)
    #expect(codes(refused) == ["E-DISC-903", "E-DISC-903"])
    let out = desk.folder + "/out.json"
    let told = try desk.run(
      DiscloseCommand.self,
      ["26-0001", "--withhold", "EX-0001", "--why", "in confidence", "--out", out] + Self.outside)
    #expect(told.exit == .ok, "\(told.lines)")
    #expect((told.read["withheld"] as? [String])?.count == 2)
    #expect(told.read["objects"] as? Int == 0)
    #expect(try !String(contentsOfFile: out, encoding: .utf8).contains("192.0.2.44"))
  }

  /// The second owner who gave the same file has an exhibit of its own for it.
  @Test func aFileOfTwoOwnersIsTwoExhibits() throws {
    let desk = try CommandDesk(case: "Copies")
    let path = try desk.write("b2.json", Self.bundle)
    for (number, owner) in ["Aurora Foundry", "Larkspur Cognition"].enumerated() {
      _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", owner)
      _ = try desk.run(EvidenceCommand.Add.self, path, "--case", "26-0001")
      let added = try desk.run(
        SubmissionCommand.Add.self, ["26-0001"] + Self.terms(owner, ["EX-000\(number + 1)"]))
      #expect(added.exit == .ok, "\(added.lines)")
    }
    let messages = try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside).rows("obstacles")
      .compactMap { $0.text("message") }
    #expect(messages.count == 2)
    #expect(messages.allSatisfy { $0.hasSuffix("by Aurora Foundry and Larkspur Cognition") }, "\(messages)")
  }

  @Test func aStricterMarkOnTheSameBytesCounts() throws {
    let desk = try CommandDesk(case: "Copies")
    let path = try desk.write("b2.json", Self.bundle)
    _ = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    #expect(try desk.run(DiscloseCommand.self, ["26-0001", "--dry-run"] + Self.outside).exit == .ok)
    _ = try desk.run(EvidenceCommand.Add.self, path, "--marking", "CUI TLP:RED")
    #expect(
      codes(try desk.run(DiscloseCommand.self, ["26-0001", "--dry-run"] + Self.outside)) == ["E-DISC-902"])
  }

  // MARK: exports

  /// An export is no disclosure, and keeps nothing back: it says what in it was given in confidence.
  @Test func anExportSaysWhatWasGivenInConfidence() throws {
    let desk = try CommandDesk(case: "Relays")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    for (name, text) in [("rows.csv", "id,payment\n1,pf-77\n"), ("open.csv", "id,payment\n2,pf-78\n")] {
      _ = try desk.run(ImportCommand.Apply.self, try desk.write(name, text), "--case", "26-0001")
    }
    func said<Command: StoreCommand>(_ command: Command.Type, _ arguments: String...) throws -> [String] {
      let answer = try desk.run(command, arguments + ["--out", desk.folder + "/\(UUID().uuidString)"])
      let names = try #require(answer.read["given_in_confidence"] as? [String])
      let line = answer.lines.first { $0.contains("given in confidence") }
      #expect((line != nil) == !names.isEmpty && names.allSatisfy { line?.contains($0) == true })
      return names
    }
    #expect(try said(ExportCommand.MISP.self, "--case", "26-0001") == [])
    let given = try exhibit("rows.csv", desk)
    _ = try desk.run(
      EvidenceCommand.Set.self, given, "--confidential", "Aurora Foundry", "--case", "26-0001")
    #expect(try said(ExportCommand.MISP.self, "--case", "26-0001") == [given])
    #expect(try said(ExportCommand.Bag.self, "--case", "26-0001") == [given])
    for what in ["evidence", "records", "traces"] {
      #expect(try said(ExportCommand.Table.self, what, "--case", "26-0001") == [given], "\(what)")
    }
    #expect(try said(ExportCommand.Table.self, "records") == [given])
    // Nothing of it is in these.
    #expect(try said(ExportCommand.STIX.self, "--case", "26-0001") == [])
    #expect(try said(ExportCommand.FTM.self, "--case", "26-0001") == [])
  }

  /// Of what nothing went out is not named; of an actor, the file that it was accepted from is, whatever its form.
  @Test func anExportNamesWhatIsInItAlone() throws {
    let desk = try CommandDesk(case: "Relays")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    let id = "threat-actor--5b1d0000-0000-4000-8000-000000000001"
    let bundle = """
      {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-000000000009","objects":[{"type":"threat-actor",\
      "spec_version":"2.1","id":"\(id)","created":"2026-01-01T00:00:00.000Z",\
      "modified":"2026-01-01T00:00:00.000Z","name":"Quiet Heron"}]}
      """
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("a.json", bundle), "--case", "26-0001")
    let given = try exhibit("a.json", desk)
    _ = try desk.run(
      EvidenceCommand.Set.self, given, "--confidential", "Aurora Foundry", "--case", "26-0001")
    func said<Command: StoreCommand>(_ command: Command.Type, _ arguments: String...) throws -> [String]? {
      let out = ["--case", "26-0001", "--out", desk.folder + "/\(UUID().uuidString)"]
      return try desk.run(command, arguments + out).read["given_in_confidence"] as? [String]
    }
    #expect(try said(ExportCommand.MISP.self) == [])
    #expect(try said(ExportCommand.Table.self, "traces") == [])
    #expect(try said(ExportCommand.Table.self, "records") == [given])
    #expect(try said(ExportCommand.FTM.self) == [])
    _ = try desk.run(ActorCommand.Accept.self, id, "--case", "26-0001")
    #expect(try said(ExportCommand.FTM.self) == [given])
  }

  // MARK: containers

  /// What is in a mail was given with the mail, whatever it is called by now.
  @Test(arguments: [false, true]) func aMailIsGivenWithWhatIsInIt(isRenamed: Bool) throws {
    let desk = try CommandDesk(case: "Letters")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", Self.mail), "--case", "26-0001")
    let inside = try exhibit("m.eml/w.csv", desk)
    let other = try exhibit("m.eml", desk)
    if isRenamed { _ = try desk.run(EvidenceCommand.Set.self, inside, "--title", "The table") }
    let added = try desk.run(
      SubmissionCommand.Add.self, ["26-0001"] + Self.terms("Aurora Foundry", [other]))
    #expect(added.exit == .ok, "\(added.lines)")
    #expect(added.read["contents"] as? [String] == [inside])
    let list = try desk.run(SubmissionCommand.List.self, "26-0001").rows("items")
    #expect(list.first?["exhibits"] as? [String] == [other, inside])
    #expect(
      codes(try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside)) == ["E-DISC-903", "E-DISC-903"])
    let told = try desk.run(
      DiscloseCommand.self, ["26-0001", "--withhold", other, "--why", "in confidence"] + Self.outside)
    #expect(told.exit == .ok, "\(told.lines)")
    #expect(told.read["withheld"] as? [String] == [other, inside])
  }

  /// A mail holds the bytes of what came in it: what is withheld takes the mail along, not what else came in it.
  @Test func whatIsWithheldTakesAlongWhatItCameIn() throws {
    let desk = try CommandDesk(case: "Letters")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", Self.mail), "--case", "26-0001")
    let inside = try exhibit("m.eml/w.csv", desk)
    let mail = try exhibit("m.eml", desk)
    let told = try desk.run(
      DiscloseCommand.self, ["26-0001", "--withhold", inside, "--why", "a source"] + Self.outside)
    #expect(told.exit == .ok, "\(told.lines)")
    #expect(told.read["withheld"] as? [String] == [inside, mail])
    let frozen = try desk.run(
      RecordCommand.Freeze.self, "26-0001", "--withhold", inside, "--why", "a source")
    #expect(frozen.exit == .ok, "\(frozen.lines)")
    #expect(Set(frozen.rows("withheld").compactMap { $0.text("reference") }) == [inside, mail])
  }

  private func confidence(_ name: String, _ desk: CommandDesk) throws -> [String] {
    try desk.store.read { reader in
      let owners = try reader.ownersConfidential(of: reader.find(name, .exhibit))
      return try reader.ownerNames().words(owners, unnamed: \.description)
    }
  }

  /// An owner who gave a mail contradicts nobody who gave what is in it: both are asked, and neither ends by the other.
  @Test func whatAnotherGaveIsInAMail() throws {
    let desk = try CommandDesk(case: "Letters")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Larkspur Cognition")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", Self.mail), "--case", "26-0001")
    let inside = try exhibit("m.eml/w.csv", desk)
    let mail = try exhibit("m.eml", desk)
    for (owner, one) in [("Larkspur Cognition", inside), ("Aurora Foundry", mail)] {
      let added = try desk.run(SubmissionCommand.Add.self, ["26-0001"] + Self.terms(owner, [one]))
      #expect(added.exit == .ok, "\(added.lines)")
    }
    #expect(try desk.store.read { try $0.conflictCount() } == 0)
    #expect(try confidence(inside, desk) == ["Aurora Foundry", "Larkspur Cognition"])
    #expect(try confidence(mail, desk) == ["Aurora Foundry", "Larkspur Cognition"], "it holds those bytes")
    // Whom the mail is said to be of by then has no say in what another gave.
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Quillon Works")
    _ = try desk.run(
      EvidenceCommand.Set.self, mail, "--confidential", "Quillon Works", "--case", "26-0001")
    #expect(try confidence(inside, desk) == ["Larkspur Cognition", "Quillon Works"])
  }

  /// What a mail is corrected to, what came in it is, too; an owner whom another case names is no other one.
  @Test func aCorrectedMailTakesItsContentsAlong() throws {
    let desk = try CommandDesk(case: "First")
    _ = try desk.store.newCase(title: "Second", as: Author(user: "ann"))
    for (reference, owner) in [
      ("26-0001", "Aurora Foundry"), ("26-0002", "Aurora Foundry"), ("26-0001", "Larkspur Cognition"),
    ] {
      _ = try desk.run(CaseCommand.Set.self, reference, "--owner", owner)
    }
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", Self.mail), "--case", "26-0001")
    let inside = try exhibit("m.eml/w.csv", desk)
    let mail = try exhibit("m.eml", desk)
    for (owner, reference) in [
      ("Aurora Foundry", "26-0001"), ("Aurora Foundry", "26-0002"), ("Larkspur Cognition", "26-0001"),
    ] {
      _ = try desk.run(EvidenceCommand.Set.self, mail, "--confidential", owner, "--case", reference)
      #expect(try desk.store.read { try $0.conflictCount() } == 0)
      for one in [inside, mail] {
        let owners = try desk.store.read { try $0.ownersConfidential(of: $0.find(one, .exhibit)) }
        #expect(owners.count == 1)
        #expect(try confidence(one, desk) == [owner])
      }
    }
  }

  /// One office holds a mail as it is, in confidence, and another one took the same mail apart: all of it stays in.
  @Test func whatAnotherOfficeTookOutOfItStaysInToo() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let path = try scratch.write(Self.mail, "m.eml")
    let cases = try [a, b].map { office in try office.store.newCase(title: "Case", as: office.author) }
    _ = try run(EvidenceCommand.Add.self, [path, "--case", cases[0].reference], in: a)
    _ = try run(CaseCommand.Set.self, [cases[0].reference, "--owner", "Aurora Foundry"], in: a)
    let added = try run(
      SubmissionCommand.Add.self, [cases[0].reference] + Self.terms("Aurora Foundry", ["EX-0001-HO"]), in: a)
    #expect(added.exit == .ok, "\(added.lines)")
    _ = try Importer.apply(path, to: cases[1].id, in: b.store, as: b.author)
    let disclose = [cases[1].reference, "--dry-run"] + Self.outside
    #expect(try run(DiscloseCommand.self, disclose, in: b).exit == .ok, "nobody there knows yet")
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    let answer = try run(DiscloseCommand.self, disclose, in: b)
    let count = try b.store.read { try $0.exhibitIDs(of: cases[1].id).count }
    #expect(count == 2)
    #expect(codes(answer) == Array(repeating: "E-DISC-903", count: count))
    // A text that rests on what came in it is held back, too.
    let confidential = try b.store.read { try $0.confidentialExhibits() }
    #expect(confidential.contains { $0.row.title == "m.eml/w.csv" && !$0.isContainerOnly })
  }

  /// A mail holds the bytes of what came in it: with one of them in confidence the mail is, and not the rest of it.
  @Test func whatHoldsSomethingConfidentialIsSo() throws {
    let desk = try CommandDesk(case: "Letters")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    let second = "--x\r\nContent-Type: text/csv; name=v.csv\r\n\r\nid,wallet\r\n2,other\r\n--x--"
    let mail = Self.mail.replacingOccurrences(of: "--x--", with: second)
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", mail), "--case", "26-0001")
    let inside = try exhibit("m.eml/w.csv", desk)
    _ = try desk.run(
      EvidenceCommand.Set.self, inside, "--confidential", "Aurora Foundry", "--case", "26-0001")
    #expect(try confidence(try exhibit("m.eml", desk), desk) == ["Aurora Foundry"])
    #expect(try confidence(try exhibit("m.eml/v.csv", desk), desk) == [])
    #expect(
      codes(try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside)) == ["E-DISC-903", "E-DISC-903"])
    let confidential = try desk.store.read { try $0.confidentialExhibits() }
    #expect(
      confidential.map { [$0.row.title, "\($0.isContainerOnly)"] }.sorted { $0[0] < $1[0] }
        == [["m.eml", "true"], ["m.eml/w.csv", "false"]])
  }

  /// A letter that was taken in as it is, and is taken apart later: what is in it comes in confidence.
  @Test(arguments: [nil, "1"]) func whatComesOutOfAConfidentialMailIsSo(step: String?) throws {
    let desk = try CommandDesk(case: "Letters")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    let path = try desk.write("m.eml", Self.mail)
    _ = try desk.run(EvidenceCommand.Add.self, path, "--case", "26-0001")
    _ = try desk.run(SubmissionCommand.Add.self, ["26-0001"] + Self.terms("Aurora Foundry", ["EX-0001"]))
    _ = try desk.run(
      ImportCommand.Apply.self, [path, "--case", "26-0001"] + (step.map { ["--step", $0] } ?? []))
    #expect(try exhibit("m.eml/w.csv", desk).hasPrefix("EX-0002"))
    #expect(
      codes(try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside)) == ["E-DISC-903", "E-DISC-903"])
  }

  /// A person who says it of the container says it of what is in it.
  @Test func aPersonSaysItOfAllThatIsInIt() throws {
    let desk = try CommandDesk(case: "Letters")
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", "Aurora Foundry")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", Self.mail), "--case", "26-0001")
    let inside = try exhibit("m.eml/w.csv", desk)
    let set = try desk.run(
      EvidenceCommand.Set.self, try exhibit("m.eml", desk), "--confidential", "Aurora Foundry", "--case",
      "26-0001")
    #expect(set.lines.contains { $0.contains(inside) }, "\(set.lines)")
    #expect(
      codes(try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside)) == ["E-DISC-903", "E-DISC-903"])
  }

  /// A table in a mail that an owner gave is that owner's.
  @Test func aTableInASubmittedMailLinksItsOwner() throws {
    let desk = try CommandDesk(case: "Letters")
    for owner in ["Aurora Foundry", "Larkspur Cognition"] {
      _ = try desk.run(CaseCommand.Set.self, "26-0001", "--owner", owner)
    }
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("m.eml", Self.mail), "--case", "26-0001")
    let table = "id,wallet\n7,wallet-of-an-invented-chain-1\n"
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("l.csv", table), "--case", "26-0001")
    for (owner, file) in [("Aurora Foundry", "m.eml"), ("Larkspur Cognition", "l.csv")] {
      let added = try desk.run(
        SubmissionCommand.Add.self,
        ["26-0001"] + Self.terms(owner, [try exhibit(file, desk)], isConfidential: false))
      #expect(added.exit == .ok, "\(added.lines)")
    }
    let items = try desk.run(CorrelateCommand.List.self).rows("items")
    #expect(items.map { $0.text("kind") } == ["wallet"])
    let owners = (items.first?["submissions"] as? [[String: Any]])?.map { $0.text("owner") }
    #expect(owners == ["Aurora Foundry", "Larkspur Cognition"])
  }

  private func exhibit(_ title: String, _ desk: CommandDesk) throws -> String {
    let rows = try desk.store.read { try $0.exhibits() }
    return try #require(rows.first { $0.title == title }?.reference, "\(rows.map(\.title))")
  }

  // MARK: several cases

  /// One owner that two cases name is one owner: it may give the same exhibit in both, and is named in both.
  @Test func anOwnerOfTwoCasesIsOne() throws {
    let desk = try CommandDesk(case: "First")
    let second = try desk.store.newCase(title: "Second", as: Author(user: "ann")).id
    for (reference, owner) in [("26-0001", "Aurora Foundry"), ("26-0002", "AURORA  Foundry")] {
      _ = try desk.run(CaseCommand.Set.self, reference, "--owner", owner)
    }
    let path = try desk.write("b.json", Self.bundle)
    _ = try desk.run(EvidenceCommand.Add.self, path, "--case", "26-0001")
    _ = try desk.run(EvidenceCommand.Link.self, "EX-0001", "--case", "26-0002")
    _ = try desk.run(SubmissionCommand.Add.self, ["26-0001"] + Self.terms("Aurora Foundry", ["EX-0001"]))
    let told = try desk.run(DiscloseCommand.self, ["26-0002"] + Self.outside).rows("obstacles")
    let message = told.first?.text("message") ?? ""
    #expect(told.count == 1 && message.hasSuffix(" was given in confidence by Aurora Foundry"), "\(told)")
    let added = try desk.run(
      SubmissionCommand.Add.self, ["26-0002"] + Self.terms("AURORA  Foundry", ["EX-0001"]))
    #expect(added.exit == .ok, "\(added.lines)")
    #expect(try desk.store.read { try $0.caseRow(second).conflicts } == 0)
    // Another owner's all the same.
    _ = try desk.run(CaseCommand.Set.self, "26-0002", "--owner", "Larkspur Cognition")
    let refused = try desk.run(
      SubmissionCommand.Add.self, ["26-0002"] + Self.terms("Larkspur Cognition", ["EX-0001"]))
    #expect(codes(refused) == ["E-SUB-914"])
  }
}
