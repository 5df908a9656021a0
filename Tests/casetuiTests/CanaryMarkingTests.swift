import ArgumentParser
import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Whatever tells what a TLP:RED exhibit says is marked TLP:RED, and nothing else is. All of it is invented.
@Suite struct CanaryMarkingTests {
  /// In every name and id that the exhibit gives, and in what was written of it.
  private static let canary = "quorvath"
  private static let red = "CUI TLP:RED"

  private static let secret = """
    {"id":"quorvath-1","schema":"Company","properties":{"name":["Quorvath Holdings"],"country":["cn"]}}
    {"id":"quorvath-2","schema":"Company","properties":{"name":["Quorvath Metals"]}}
    {"id":"quorvath-3","schema":"Ownership","properties":{"owner":["quorvath-1"],"asset":["quorvath-2"],"percentage":["60"]}}

    """
  private static let open = """
    {"id":"heron-1","schema":"Company","properties":{"name":["Glass Heron LLC"]}}
    {"id":"heron-2","schema":"Company","properties":{"name":["Tin Sparrow AG"]}}
    {"id":"heron-3","schema":"Ownership","properties":{"owner":["heron-1"],"asset":["heron-2"],"percentage":["70"]}}

    """

  /// The words of commands, one after the other, and whether each tells of the exhibit. A new command is a line here.
  private static let commands: [(words: String, tells: Bool)] = [
    ("actor accept quorvath-1 --case 26-0001", true),
    ("actor unsure AC-0001 heron-1 --reason street", true),
    ("actor different quorvath-2 heron-1 --reason two", true),
    ("actor set AC-0001 --kind organisation", true),
    ("claim add 26-0001 --layer conduct --text Quorvath-asked --exhibit EX-0001", true),
    ("contest add 26-0001 --kind denial --text Quorvath-denies --stated-by counsel", true),
    ("ach hypothesis 26-0001 --name Quorvath-did-it --kind other", true),
    ("hold place 26-0001 --reason Quorvath --requester FBI --review 2027-01-01", false),
    ("ach show 26-0001", true),
    ("actor list", true),
    ("actor show AC-0001", true),
    ("actor show heron-1", true),
    ("actor show quorvath-2", true),
    ("audit log", true),
    ("audit log --case 26-0001", true),
    ("authority list", false),
    ("authority show", false),
    ("case advance 26-0001 --to triage --dry-run", false),
    ("case list", false),
    ("case show 26-0001", true),
    ("claim list 26-0001", true),
    ("claim list 26-0002", false),
    ("consent list 26-0001", false),
    ("contest list 26-0001", true),
    ("correlate list", false),
    ("count list 26-0001", false),
    ("deadline list", false),
    ("element matrix 26-0001", false),
    ("entry show 26-0001", false),
    ("evidence list", true),
    ("evidence show EX-0001", true),
    ("evidence show EX-0002", false),
    ("hold list 26-0001", true),
    ("import list", true),
    ("indicator list 26-0001", false),
    ("licence list 26-0001", false),
    ("list show", false),
    ("mapping list", false),
    ("measure list 26-0001", false),
    ("ownership held --seed heron-1 --as-of 2026-01-01", false),
    ("ownership held --seed quorvath-1 --as-of 2026-01-01", true),
    ("ownership parties", true),
    ("ownership parties heron", false),
    ("ownership sweep --case 26-0002 --seed quorvath-1 --as-of 2026-01-01", true),
    ("ownership tree heron-1 --as-of 2026-01-01", false),
    ("ownership tree quorvath-1 --as-of 2026-01-01", true),
    ("petition list 26-0001", false),
    ("practice list", false),
    ("record list 26-0001", false),
    ("review show 26-0001", false),
    ("screen case 26-0001", true),
    ("screen duplicates", true),
    ("screen name Quorvath", true),
    ("search quorvath", true),
    ("status", false),
    ("submission list 26-0001", false),
    ("sync conflicts", false),
    ("sync peers", false),
    ("track show 26-0001", false),
    ("user list", false),
    ("vote show 26-0001", false),
  ]

  /// What tells of the machine or the program, and what needs the name of something that only another command tells.
  private static let elsewhere: Set<String> = ["doctor", "verify", "op show", "practice show"]

  /// What no line of the table may be stricter for: nothing in it comes from the exhibit, or from its case.
  private static let isMilder = [
    "actor", "authority", "case list", "claim list 26-0002", "correlate", "deadline", "evidence show EX-0002",
    "mapping", "ownership", "practice", "status", "sync", "user",
  ]

  /// Two cases; the exhibit is in the first one.
  private func desk() throws -> CommandDesk {
    let desk = try CommandDesk(case: "Quiet relays")
    _ = try desk.run(CaseCommand.New.self, "--title", "Taps")
    let secret = try desk.write("quorvath.ftm.json", Self.secret)
    _ = try desk.run(ImportCommand.Apply.self, secret, "--case", "26-0001")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("open.ftm.json", Self.open))
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0001", "--marking", Self.red)
    return desk
  }

  @Test func whateverTellsOfAnExhibitIsMarkedAsIt() throws {
    let desk = try desk()
    for (words, tells) in Self.commands {
      let answer = try desk.answer(words)
      let mark = answer.marking.description
      #expect(answer.tells(of: Self.canary) == tells, "\(words): \(answer.lines)")
      if tells {
        #expect(mark == Self.red, "\(words): \(answer.lines)")
      } else if Self.isMilder.contains(where: { words.hasPrefix($0) }) {
        #expect(!mark.contains("RED"), "\(words): \(answer.lines)")
      }
    }
  }

  @Test func everyReadingVerbIsAmongThem() throws {
    for verb in try Verb.catalogue() where verb.isReading && !Self.elsewhere.contains(verb.title) {
      #expect(Self.commands.contains { "\($0.words) ".hasPrefix("\(verb.title) ") }, "\(verb.title)")
    }
  }

  /// An actor goes by the names of the record it was made of, also when nobody judges the two the same any more.
  @Test func whatIsTakenBackIsMarkedAsBefore() throws {
    let desk = try desk()
    _ = try desk.answer("actor accept quorvath-1 --case 26-0002")
    let unsure = try desk.answer("actor unsure quorvath-2 heron-1 --reason street")
    let judgements = try desk.answer("actor show AC-0001").rows("judgements")
    let acceptance = try #require(judgements.first?.text("judgement"))
    for id in [acceptance, try #require(unsure.read["judgement"] as? String)] {
      let undone = try desk.answer("actor undo \(id) --reason wrong")
      #expect(undone.tells(of: Self.canary) && undone.marking.description == Self.red, "\(undone.lines)")
    }
    for words in ["actor list", "actor show AC-0001", "actor show heron-1", "case show 26-0002"] {
      let answer = try desk.answer(words)
      #expect(answer.tells(of: Self.canary) && answer.marking.description == Self.red, "\(words)")
    }
    // A judgement is found by the operation that made it.
    let rows = try desk.store.read { try $0.audit() }
    let said = try #require(rows.first { $0.what.contains("heron-1") && $0.what.contains("unsure") })
    let answer = try desk.answer("op show \(said.hash.hex)")
    #expect(answer.tells(of: Self.canary) && answer.marking.description == Self.red, "\(answer.lines)")
  }

  /// A judgement stands in no case: the log of these alone is marked as whom they name.
  @Test func aJudgementInTheLogIsMarkedAsWhomItNames() throws {
    let desk = try desk()
    _ = try desk.answer("actor unsure heron-1 heron-2 --reason street")
    #expect(try desk.answer("audit log --limit 1").marking.description == "CUI TLP:AMBER")
    _ = try desk.answer("actor unsure quorvath-2 heron-1 --reason street")
    let log = try desk.answer("audit log --limit 1")
    #expect(log.tells(of: Self.canary) && log.marking.description == Self.red, "\(log.lines)")
  }

  /// What is refused is marked, too.
  @Test func whatIsRefusedIsMarkedAsWhatItNames() throws {
    let desk = try desk()
    _ = try desk.answer("actor unsure quorvath-2 heron-1 --reason street")
    for run in ["IM-0001", "IM-0002"] {
      let refused = try desk.answer("import undo \(run) --reason wrong")
      #expect(refused.exit == .refused && refused.tells(of: Self.canary), "\(refused.lines)")
      #expect(refused.marking.description == Self.red, "\(run)")
    }
  }

  /// An import names whose files it puts others in the place of, what a former issue of a list stated, and who sent that.
  @Test func whatAnImportTellsOfWhatIsHeldIsMarkedAsIt() throws {
    let desk = try CommandDesk()
    let blank = String(repeating: ",-0- ", count: 8)
    func list(_ folder: String, _ rows: [(Int, String)]) throws -> String {
      let lines = rows.map { "\($0.0),\"\($0.1)\",-0- ,\"TEST\"\(blank)\r\n" }
      return try desk.write("\(folder)/SDN.CSV", lines.joined())
    }
    let first = try list("a", [(101, "GLASS HERON"), (102, "TIN SPARROW")])
    _ = try desk.run(ImportCommand.Apply.self, first, "--from", "Quorvath")
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("a.ftm.json", Self.open), "--from", "Quorvath")
    for exhibit in ["EX-0001", "EX-0002"] {
      _ = try desk.run(EvidenceCommand.Set.self, exhibit, "--marking", Self.red)
    }
    let replaced = try desk.write("b.ftm.json", Self.open.replacing("Heron LLC", with: "Heron Ltd"))
    let other = try list("b", [(101, "GLASS HERON B")])
    let next = try list("c", [(101, "GLASS HERON C")])
    for (path, sender) in [(replaced, "Tipster"), (other, "Tipster"), (next, "Quorvath")] {
      let applied = try desk.run(ImportCommand.Apply.self, path, "--from", sender)
      #expect(applied.tells(of: Self.canary) || applied.tells(of: "sdn:102"), "\(applied.lines)")
      #expect(applied.marking.description == Self.red, "\(path): \(applied.lines)")
    }
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0005", "--marking", Self.red)
    let scanned = try desk.run(
      ImportCommand.Scan.self, try list("d", [(101, "GLASS HERON D")]), "--from", "Stranger")
    #expect(scanned.tells(of: Self.canary) && scanned.marking.description == Self.red, "\(scanned.lines)")
    let plain = try desk.run(ImportCommand.Apply.self, try desk.write("e.txt", "nothing"))
    #expect(plain.marking.description == "CUI TLP:AMBER", "\(plain.lines)")
  }

  /// An error that names what is held has no answer to stand in: it is marked itself.
  @Test func anErrorIsMarkedAsWhatIsHeld() throws {
    let desk = try desk()
    func mark(_ error: StoreError) -> String? {
      MarkedError(error, in: desk.store).map { Failure($0).marking.description }
    }
    #expect(mark(.ambiguous("x", ["quorvath-1", "quorvath-2"])) == Self.red)
    #expect(mark(.invalid("source record quorvath-1 was taken back", remedy: "")) == Self.red)
    #expect(mark(.notFound("case 26-0009")) == nil, "it was typed")
    #expect(Failure(StoreError.notFound("case 26-0009")).marking == .officeFloor)
    let folder = #expect(throws: StoreError.self) {
      try desk.store.vault.take(desk.folder, name: "x", mediaType: "text/plain")
    }
    let mistyped = try #require(folder)
    #expect(mark(mistyped) == nil, "a path is typed")
    let wrapped = try #require(MarkedError(.ambiguous("x", []), in: desk.store))
    let (plain, failure) = (Failure(StoreError.ambiguous("x", [])), Failure(wrapped))
    #expect(failure.code == plain.code && failure.message == plain.message && failure.exit == plain.exit)
  }

  /// The name of a party may stand in another file than the statement that names it.
  @Test func ownershipIsMarkedAsWhoeverIsNamed() throws {
    let desk = try CommandDesk()
    let (names, stakes) = (
      Self.secret.split(separator: "\n").prefix(2), Self.secret.split(separator: "\n").suffix(1)
    )
    _ = try desk.run(
      ImportCommand.Apply.self,
      try desk.write("names.ftm.json", names.joined(separator: "\n") + "\n"))
    _ = try desk.run(
      ImportCommand.Apply.self,
      try desk.write("stakes.ftm.json", stakes.joined(separator: "\n") + "\n"))
    let tree = "ownership tree quorvath-1 --as-of 2026-01-01"
    func marks() throws -> Set<String> {
      Set(try [tree, "ownership parties"].map { try desk.answer($0).marking.description })
    }
    var sim = Sitting(desk.store, as: "ann")
    sim.press("g", "p", "Enter")
    #expect(sim.model.scope == .ownership && sim.banner.contains("TLP:AMBER"), "\(sim.text)")
    #expect(try marks() == ["CUI TLP:AMBER"])
    _ = try desk.run(EvidenceCommand.Set.self, "EX-0001", "--marking", Self.red)
    #expect(try marks() == [Self.red])
    sim = Sitting(desk.store, as: "ann")
    sim.press("g", "p", "Enter")
    #expect(sim.model.scope == .ownership && sim.text.contains("Quorvath"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:RED"), "\(sim.text)")
  }
}

extension CommandDesk {
  /// What a line of words comes to, as a shell without quotes would say it.
  fileprivate func answer(_ words: String) throws -> Answer {
    let words = words.split(separator: " ").map(String.init)
    return try #require(try Casetui.parseAsRoot(words + ["--as", "ann"]) as? any StoreCommand).answer(store)
  }
}

extension Answer {
  /// Whether a word is in it, as text or as JSON.
  fileprivate func tells(of word: String) -> Bool {
    (lines + notes + [JSON.object(fields).text]).contains { $0.lowercased().contains(word) }
  }
}
