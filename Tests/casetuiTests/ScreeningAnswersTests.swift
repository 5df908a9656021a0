import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What screening and `actor show` say of names that nobody can be asked for by, and of entries that changed, were
/// revoked or accepted. Everybody here is invented.
@Suite struct ScreeningAnswersTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  @discardableResult
  private func take(_ text: String, _ name: String, from sender: String? = nil) throws -> ImportReport {
    try Importer.apply(
      scratch.write(text, name), to: nil, in: office.store, as: office.author, .init(sender: sender))
  }

  private func run<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
  }

  private func text(_ answer: Answer) -> String { answer.lines.joined(separator: "\n") }

  private static let blank = String(repeating: ",-0- ", count: 8)
  /// A row of OFAC's list.
  private func sdn(_ number: Int, _ name: String, _ remarks: String = "-0- ") -> String {
    "\(number),\"\(name)\",-0- ,\"TEST\"\(Self.blank.dropLast(5)),\"\(remarks)\"\r\n"
  }

  // MARK: names without anything to compare

  @Test(arguments: ["", "   ", "!!!", "Ltd", "L.L.C.", "Co. Ltd.", "😀", "\u{200B}"])
  func aNameOfNothingIsRefused(_ name: String) throws {
    let error = #expect(throws: Usage.self) { try run(ScreenCommand.Name.self, name) }
    #expect(error?.remedy.contains("write the name") == true)
    let table = try scratch.write("n,schema\n\"\(name)\",\nTarn Ulbek,\n", "names.csv")
    let answer = try run(ScreenCommand.File.self, table, "--column", "n")
    #expect(answer.exit == .partly)
    #expect(answer["rows"].text == "1" && answer["refused"].text == "1", "\(answer.notes)")
    #expect(answer.notes.first?.contains("row 2: n") == true, "\(answer.notes)")
    var sim = AppSim()
    sim.press("g", "n", "text:\(name)", "Ctrl-S")
    #expect(sim.text.contains("screen a name"), "the form stays")
    #expect(!sim.effects.contains { if case .ask(.screening, _) = $0 { true } else { false } })
  }

  /// Short, generic, of one word, or a number: lists hold such names.
  @Test(arguments: [
    "AG", "Pat", "Bank", "Trading", "7", "X", "\u{91D1}", "Charitable Trust", "Tarn Ltd", "No. 7",
  ])
  func aShortNameIsAskedFor(_ name: String) throws {
    #expect(text(try run(ScreenCommand.Name.self, name)) == "nobody held has a name like it")
  }

  /// That nobody is like what cannot be compared says nothing: no answer, on no screen, says so.
  @Test func anActorOfNothingIsNotCompared() throws {
    let (store, author) = (office.store, office.author)
    let opened = try store.newCase(title: "Quiet relays", as: author)
    _ = try store.newActor(kind: .organisation, names: [ActorName("Ltd", kind: .primary)], as: author)
    _ = try run(
      CaseCommand.Set.self, opened.reference, "--actor", "AC-0001", "--subject-kind", "entity")
    let answer = try run(ScreenCommand.Case.self, opened.reference)
    #expect(answer.exit == .refused, "\(answer.lines)")
    let problems = answer.rows("items").first?["problems"] as? [[String: Any]]
    #expect(problems?.first?["reason"] as? String == "nothing in its names can be compared")
    #expect(text(answer).contains("  refused: nothing in its names can be compared; "), "\(answer.lines)")
    #expect(!text(answer).contains("nobody"), "\(answer.lines)")

    var sim = Sitting(store, as: "ann")
    sim.open("Quiet")
    sim.press("a", "l")
    #expect(sim.model.scope == .screening && sim.text.contains("Ltd: not compared"), "\(sim.text)")
    #expect(sim.text.contains("! nothing in its names can be compared;"), "\(sim.text)")
    #expect(sim.text.contains("0.70, 1 not compared; "), "\(sim.text)")
    #expect(!sim.text.contains("nobody else"), "\(sim.text)")
    #expect(sim.status.contains("1 name cannot be compared"), "\(sim.status)")

    // One judged the same has a name for both.
    _ = try store.newActor(
      kind: .organisation, names: [ActorName("Tornlund Holding Ltd", kind: .primary)], as: author)
    _ = try run(ActorCommand.Same.self, "AC-0001", "AC-0002", "--reason", "one number")
    let named = try run(ScreenCommand.Case.self, opened.reference)
    #expect(named.exit == .ok && text(named).contains("nobody else held has a name like it"))
  }

  /// Nobody is refused for whom an identifier found somebody.
  @Test func anActorOfNothingIsFoundByItsIdentifier() throws {
    let rows = [("q1", "Ltd"), ("q2", "Tornlund Holding Ltd")].map {
      #"{"id":"\#($0)","schema":"Company","properties":{"name":["\#($1)"],"registrationNumber":["HRB-7701"]}}"#
    }
    try take(rows.joined(separator: "\n") + "\n", "companies.json")
    _ = try run(ActorCommand.Accept.self, "q1")
    let opened = try office.store.newCase(title: "Quiet relays", as: office.author)
    _ = try run(CaseCommand.Set.self, opened.reference, "--actor", "AC-0001", "--subject-kind", "entity")
    let answer = try run(ScreenCommand.Case.self, opened.reference)
    #expect(answer.exit == .ok && answer.rows("items").first?["total"] as? Int == 1, "\(answer.lines)")
    #expect(text(answer).contains("Tornlund Holding Ltd") && !text(answer).contains("refused"))

    var sim = Sitting(office.store, as: "ann")
    sim.open("Quiet")
    sim.press("a", "l")
    #expect(sim.text.contains("Ltd: 1 possible match"), "\(sim.text)")
    #expect(!sim.text.contains("not compared") && !sim.text.contains("can be compared"), "\(sim.text)")
    #expect(!sim.status.contains("cannot be compared"), "\(sim.status)")
  }

  /// What was taken back as a whole has no name any more.
  @Test func aRecordThatWasTakenBackIsNotCompared() throws {
    let report = try take(sdn(101, "TORNLUND HOLDING LTD"), "SDN.CSV")
    let entry = try office.store.read { try $0.bearer("sdn:101") }
    let reference = try #require(report.reference)
    let brought = try office.store.read { try $0.find(reference, .importRun, as: Entity.self) }
    let undone = try office.store.undo(brought, reason: "the wrong file", as: office.author)
    #expect(undone.obstacles.isEmpty)
    let effects = LiveOffice(office.store, as: office.author).effects
    let question = ScreeningQuestion.record(entry, name: "Tornlund Holding Ltd")
    guard case .screening(let found) = try effects.reply(to: .screening(question)) else {
      return #expect(Bool(false))
    }
    #expect(found.uncompared == 1 && found.total == 0)
    #expect(found.parties.first?.problems.first == "! it has no name that counts now;")
  }

  // MARK: what changed

  @Test func aFormerNameIsSaidToBeOne() throws {
    try take(sdn(101, "TORNLUND HOLDING LTD"), "week1/SDN.CSV")
    try take(sdn(101, "BRASSWICK TRADING LTD"), "week2/SDN.CSV")
    let answer = try run(ScreenCommand.Name.self, "Tornlund Holding")
    #expect(
      answer.lines.dropFirst().prefix(2) == [
        "       claimed by no sender on record [EX-0001-HO]",
        "       TORNLUND HOLDING LTD: stated earlier, and no longer",
      ],
      "\(answer.lines)")
    #expect(answer.rows("hits").map { $0["former_version"] as? Bool } == [true])
    #expect(answer.rows("hits").map { $0["claimed_by_nobody"] as? Bool } == [true])
    #expect(answer.rows("hits").map { $0["claimed_by"] as? [String] } == [[]])
    let now = try run(ScreenCommand.Name.self, "Brasswick Trading")
    #expect(now.rows("hits").map { $0["former_version"] as? Bool } == [false])
    #expect(!text(now).contains("stated earlier"))
    var sitting = Sitting(office.store, as: "ann")
    sitting.press("g", "n", "text:Tornlund Holding", "Ctrl-S", "Enter")
    #expect(sitting.text.contains("stated earlier, and no longer"), "\(sitting.text)")
    #expect(sitting.text.contains("claimed by"), "\(sitting.text)")
  }

  /// Who deletes or replaces a name does not claim it: those do whose file states it.
  @Test func whoTakesANameAwayDoesNotClaimIt() throws {
    let delta = #"{"op":"ADD","entity":\#(Self.proposal)}"# + "\n"
    try take(delta, "delta1.json", from: "Aurora Foundry")
    try take(#"{"op":"DEL","entity":{"id":"q1"}}"# + "\n", "delta2.json", from: "Tipster")
    for (answer, rows) in [
      (try run(SearchCommand.self, "Ulbek"), "items"),
      (try run(ScreenCommand.Name.self, "Tarn Ulbek"), "hits"),
    ] {
      let hit = try #require(answer.rows(rows).first)
      #expect(hit["claimed_by"] as? [String] == ["Aurora Foundry"], "\(answer.lines)")
      #expect(hit["exhibits"] as? [String] == ["EX-0001-HO"], "\(answer.lines)")
      #expect(hit["revoked"] as? Bool == true && hit["former_version"] as? Bool == true, "\(answer.lines)")
      #expect(text(answer).contains("revoked: Tipster"), "\(answer.lines)")
    }
    func person(_ name: String) -> String {
      #"{"id":"q2","schema":"Person","properties":{"name":["\#(name)"]}}"# + "\n"
    }
    try take(person("Dessa Mirov"), "people.json", from: "Aurora Foundry")
    try take(person("Orlen Quist"), "later/people.json", from: "Tipster")
    let claims = [("Dessa Mirov", "Aurora Foundry", true), ("Orlen Quist", "Tipster", false)]
    for (name, sender, isFormer) in claims {
      let found = try #require(try run(SearchCommand.self, name).rows("items").first)
      let hit = try #require(try run(ScreenCommand.Name.self, name).rows("hits").first)
      for said in [found, hit] {
        #expect(said["claimed_by"] as? [String] == [sender])
        #expect(said["former_version"] as? Bool == isFormer && said["revoked"] as? Bool == false)
      }
    }
  }

  /// Of many namesakes, each as like as a name can be, the one with the same passport comes first, whatever its id, and
  /// then those of the same country.
  @Test func whoStatesMoreThatFitsComesFirst() throws {
    func person(_ id: String, _ more: String = "") -> String {
      #"{"id":"\#(id)","schema":"Person","properties":{"name":["Tarn Ulbek"]\#(more)}}"# + "\n"
    }
    let namesakes = (10..<35).map { person("p\($0)") }.joined()
    try take(
      namesakes + person("yy9", #","country":["kp"]"#) + person("zz9", #","passportNumber":["KP778"]"#),
      "people.json")
    let asked = ["Tarn Ulbek", "--identifier", "passport:KP778", "--country", "KP"]
    let command = try #require(
      try ScreenCommand.Name.parseAsRoot(asked + ["--limit", "2", "--as", "ann"]) as? ScreenCommand.Name)
    let answer = try command.answer(office.store)
    #expect(answer.rows("hits").map { $0.text("id") } == ["zz9", "yy9"], "\(answer.lines)")
    #expect(answer.rows("hits").map { $0["score"] as? Double } == [1, 1])
  }

  /// Text and JSON tell which identifier offered no pairs, and of how many entries.
  @Test func anIdentifierOfManyIsSaid() throws {
    let rows = (1...11).map {
      #"{"id":"p\#($0)","schema":"Person","properties":{"name":["Person \#(["Tarn", "Ulbek", "Quist", "Velmar", "Orlen", "Dessa", "Fenrow", "Holm", "Petrel", "Castine", "Juniper"][$0 - 1])"],"passportNumber":["NONE"]}}"#
    }
    let report = try take(rows.joined(separator: "\n") + "\n", "people.json")
    // The number is taken short as well, as list export takes it.
    for imported in [try #require(report.reference), "IM-0001", "EX-0001", "people.json", "ftm"] {
      let answer = try run(ScreenCommand.Duplicates.self, "--imported", imported)
      #expect(answer.rows("common_identifiers").map { $0["entries"] as? Int } == [11])
      #expect(answer.rows("common_identifiers").map { $0.text("value") } == ["NONE"])
      #expect(text(answer).contains("left out: passport NONE, which 11 entries state"), "\(answer.lines)")
    }
    #expect(throws: StoreError.self) { try run(ScreenCommand.Duplicates.self, "--imported", "IM-0007") }
  }

  /// Compared without blanks and dashes, a number is shown as a source writes it.
  @Test func aSharedIdentifierIsShownAsItIsStated() throws {
    func person(_ id: Int, _ name: String, _ passport: String) -> String {
      #"{"id":"p\#(id)","schema":"Person","properties":{"name":["\#(name)"],"passportNumber":["\#(passport)"]}}"#
        + "\n"
    }
    let names = [
      "Ulbek", "Quist", "Velmar", "Orlen", "Dessa", "Fenrow", "Holm", "Petrel", "Castine", "Juniper", "Mirov",
    ]
    try take(
      person(1, "Tarn Vask", "kp-77 8") + person(2, "Ansel Heron", "KP.778")
        + names.enumerated().map { person($0.offset + 10, $0.element, "x-1") }.joined(), "people.json")
    let answer = try run(ScreenCommand.Duplicates.self)
    let shared = answer.rows("pairs").compactMap { $0["shared_identifiers"] as? [[String: Any]] }
    #expect(shared.count == 1 && shared.first?.first?.text("value") == "kp-77 8", "\(answer.lines)")
    #expect(text(answer).contains("both state passport kp-77 8"))
    #expect(answer.rows("common_identifiers").map { $0.text("value") } == ["x-1"])
  }

  @Test func countriesAreApart() throws {
    try take(
      #"{"id":"p1","schema":"Person","properties":{"name":["Tarn Ulbek"],"country":["kp","cn"]}}"# + "\n",
      "p.json")
    let answer = try run(ScreenCommand.Name.self, "Tarn Ulbek", "--country", "KP")
    #expect(text(answer).contains("country +0.02: KP / KP; CN"), "\(answer.lines)")
    let table = try scratch.write("n,country\nTarn Ulbek,KP; Xyzzy;CN\n", "names.csv")
    let rows = try run(ScreenCommand.File.self, table, "--column", "n")
    #expect(
      rows.notes.count == 1 && rows.notes[0].contains("Xyzzy is not known as a country"), "\(rows.notes)")
    // With an accent behind it a semicolon is another Character.
    let other = try scratch.write("n,country\nTarn Ulbek,KP;\u{301}Xyzzy;CN\n", "accent.csv")
    let notes = try run(ScreenCommand.File.self, other, "--column", "n").notes
    #expect(notes.count == 1 && notes[0].contains("country") && !notes[0].contains("KP"), "\(notes)")
  }

  // MARK: what can be accepted

  private static let proposal = #"{"id":"q1","schema":"Person","properties":{"name":["Tarn Ulbek"]}}"#

  @Test func whatIsRevokedProposesNobody() throws {
    try take(#"{"op":"ADD","entity":\#(Self.proposal)}"# + "\n", "delta1.json")
    #expect(text(try run(ActorCommand.Show.self, "q1")).contains("to accept: casetui actor accept q1"))
    try take(#"{"op":"DEL","entity":{"id":"q1"}}"# + "\n", "delta1/delta1.json")
    let shown = try run(ActorCommand.Show.self, "q1")
    #expect(shown.lines.first?.hasPrefix("revoked: ") == true, "\(shown.lines)")
    #expect(shown["status"].text == #""revoked""#)
    #expect(text(shown).contains("proposes no actor: q1 is revoked") && !text(shown).contains("to accept"))
    #expect(throws: StoreError.self) { try run(ActorCommand.Accept.self, "q1") }
  }

  /// What a record is shown by is no name where its source calls nobody so: nobody is advised to make an actor of it.
  @Test func whatNamesNobodyProposesNobody() throws {
    let lei = "529900T8BM49AURSDO55"
    try take(
      #"{"company_number":"1","data":{"kind":"super-secure-person-with-significant-control","etag":"e1"}}"#
        + "\n"
        + #"{"company_number":"1","data":{"kind":"persons-with-significant-control-statement","etag":"e2","#
        + #""statement":"no-individual-or-entity-with-signficant-control"}}"# + "\n", "psc.jsonl")
    try take(
      #"[{"LEI":"\#(lei)","ExceptionCategory":"X","ExceptionReason":["NATURAL_PERSONS"]},"#
        + #"{"Relationship":{"StartNode":{"NodeID":"\#(lei)"},"EndNode":{"NodeID":"\#(lei)"},"#
        + #""RelationshipType":"IS_SUBFUND_OF"}}]"#, "gleif.json")
    for id in ["1#e1", "1#e2", "\(lei) X", "\(lei) IS_SUBFUND_OF \(lei)"] {
      let shown = try run(ActorCommand.Show.self, id)
      #expect(shown.lines.first?.hasPrefix("names nobody: ") == true, "\(shown.lines)")
      #expect(shown["status"].text == #""names-nobody""#)
      let stated = try #require(shown.rows("stated").first)
      #expect((stated["names"] as? [Any])?.isEmpty == true && shown.rows("stated_earlier").isEmpty)
      #expect(!text(shown).contains("primary") && !text(shown).contains("accept"), "\(shown.lines)")
    }
    try take(Self.bundle(Self.threatActor(1, "Zeta Wolf Group")), "a.json")
    let actor = try run(ActorCommand.Show.self, "threat-actor--5b1d0000-0000-4000-8000-000000000001")
    #expect(text(actor).contains("primary  Zeta Wolf Group") && text(actor).contains("to accept: "))
    try take("cluster_id,name,ip\n7,night,203.0.113.9\n", "accounts.csv")
    let cluster = try run(ActorCommand.Show.self, "accounts.csv#7")
    #expect(text(cluster).contains("to accept: ") && !text(cluster).contains("primary"))
  }

  /// A command that an answer offers for copying takes no part of an id for a command of its own.
  @Test func idsAreQuotedInCommands() throws {
    let id = "x;touch${IFS}pwn;#"
    try take(Self.proposal.replacing("q1", with: id) + "\n", "people.json")
    #expect(text(try run(ActorCommand.Show.self, id)).contains("to accept: casetui actor accept '\(id)'"))
  }

  /// With an accent upon it an apostrophe is another Character, and ends a word of the shell all the same.
  @Test func anAccentHidesNoApostropheFromTheQuoting() throws {
    let id = "x'\u{301};touch pwn;'\u{301}"
    try take(Self.proposal.replacing("q1", with: id) + "\n", "people.json")
    let advice = #"to accept: casetui actor accept 'x'\''\#u{301};touch pwn;'\''\#u{301}'"#
    #expect(try run(ActorCommand.Show.self, id).lines.contains { $0.utf8.elementsEqual(advice.utf8) })
    // What cannot be drawn is shown between signs that open files.
    #expect("a\u{202E}.csv".quotedForShell.utf8.elementsEqual("'a\u{202E}.csv'".utf8))
  }

  /// What begins with `-` is no option of the command that is advised: not a path, an id, nor a value.
  @Test func adviceTakesNoNameForAnOption() throws {
    #expect("-x.json".pathForShell == "./-x.json" && "a b".pathForShell == "'a b'")
    #expect("-x y".pathForShell == "'./-x y'" && "x".pathForShell == "x")
    #expect("-q1".lastForShell == "-- '-q1'" && "q1".lastForShell == "q1")
    #expect(
      "-X".forShell(asOption: "from") == " --from='-X'" && "X".forShell(asOption: "from") == " --from X")
    #expect(["a b", "-q1"].lastForShell == "-- 'a b' '-q1'" && ["a", "b"].lastForShell == "a b")
    try take(Self.proposal.replacing("q1", with: "-q1") + "\n", "people.json")
    let shown = try ActorCommand.Show.parse(["--", "-q1"]).answer(office.store)
    #expect(shown.lines.contains("to accept: casetui actor accept -- '-q1'"), "\(shown.lines)")
    #expect(try ActorCommand.Accept.parse(["--", "-q1"]).externalID == "-q1")
    #expect(try ImportCommand.Scan.parse(["./-x.json", "--from=-X"]).reading.sender == "-X")
  }

  @Test func whatIsAcceptedSaysWhichActorItIs() throws {
    try take(Self.proposal + "\n", "people.json")
    _ = try run(ActorCommand.Accept.self, "q1")
    let shown = try run(ActorCommand.Show.self, "q1")
    #expect(shown.lines.first == "accepted as AC-0001-HO: Tarn Ulbek  (person)", "\(shown.lines)")
    #expect(shown.lines.last == "it is AC-0001-HO: casetui actor show AC-0001-HO")
    #expect(shown["status"].text == #""accepted""# && shown["actor"].text == #""AC-0001-HO""#)
  }

  private static func threatActor(_ digit: Int, _ name: String, month: Int = 1) -> String {
    """
    {"type":"threat-actor","spec_version":"2.1","id":"threat-actor--5b1d0000-0000-4000-8000-00000000000\(digit)",\
    "created":"2024-01-01T00:00:00.000Z","modified":"2024-0\(month)-01T00:00:00.000Z","name":"\(name)"}
    """
  }

  private static func bundle(_ objects: String...) -> String {
    "{\"type\":\"bundle\",\"id\":\"bundle--5b1d0000-0000-4000-8000-000000000009\",\"objects\":["
      + objects.joined(separator: ",") + "]}"
  }

  /// Whom people judged to be an actor of ours nobody has to judge: directly, or by way of another record.
  @Test func whatIsJudgedAnActorOfOursIsNotProposed() throws {
    try take(
      Self.bundle(
        Self.threatActor(1, "Zeta Wolf Group"), Self.threatActor(2, "Wolf Zeta"), Self.threatActor(3, "Heron")
      ),
      "a.json")
    func id(_ digit: Int) -> String { "threat-actor--5b1d0000-0000-4000-8000-00000000000\(digit)" }
    func proposed() throws -> [String?] {
      try run(ActorCommand.List.self).rows("items").filter { $0.text("status") == "proposed" }
        .map { $0.text("name") }
    }
    #expect(try proposed() == ["Heron", "Wolf Zeta", "Zeta Wolf Group"])
    _ = try run(ActorCommand.New.self, "--name", "Zeta Wolf Group")
    _ = try run(ActorCommand.Same.self, id(2), id(1), "--reason", "r")
    #expect(try proposed() == ["Heron", "Wolf Zeta", "Zeta Wolf Group"], "of ours neither is one")
    let judged = try run(ActorCommand.Same.self, "AC-0001", id(1), "--reason", "r")
    #expect(try proposed() == ["Heron"])
    for record in [id(1), id(2)] {
      let refusal = #expect(throws: StoreError.self) { try run(ActorCommand.Accept.self, record) }
      #expect(refusal?.message.contains("is AC-0001-HO already") == true)
      #expect(try run(ActorCommand.Show.self, record)["actor"].text == #""AC-0001-HO""#)
    }
    let name = try #require(judged.read["judgement"] as? String)
    _ = try run(ActorCommand.Undo.self, name, "--reason", "r")
    #expect(try proposed() == ["Heron", "Wolf Zeta", "Zeta Wolf Group"])
    _ = try run(ActorCommand.Accept.self, id(1))
    #expect(try proposed() == ["Heron"], "the other is judged to be the one accepted")
  }

  /// The latest version of a record says what it is called, whatever the alphabet says; a limit is of all rows.
  @Test func proposalsAreCalledAsTheyAreNow() throws {
    try take(Self.bundle(Self.threatActor(1, "Zeta Wolf Group"), Self.threatActor(2, "Heron")), "a.json")
    try take(Self.bundle(Self.threatActor(1, "Alpha Bear Group", month: 2)), "b.json")
    _ = try run(ActorCommand.New.self, "--name", "Quillfeather")
    func names(_ limit: String...) throws -> [String?] {
      let command = try #require(
        try ActorCommand.List.parseAsRoot(limit + ["--as", "ann"]) as? ActorCommand.List)
      return try command.answer(office.store).rows("items").map { $0.text("name") }
    }
    #expect(try names() == ["Quillfeather", "Alpha Bear Group", "Heron"])
    #expect(try names("--limit", "2") == ["Quillfeather", "Alpha Bear Group"])
    #expect(try names("--limit", "1") == ["Quillfeather"])
  }

  @Test func aWeakNameIsSaidToBeWeak() throws {
    try take(sdn(101, "TORNLUND HOLDING LTD", "a.k.a. 'LANTERN'; f.k.a. 'BRASSWICK'."), "SDN.CSV")
    let accepted = try run(ActorCommand.Accept.self, "sdn:101")
    #expect(accepted.lines.contains("  weak fka  BRASSWICK  [Latn]"), "\(accepted.lines)")
    #expect(try run(ActorCommand.Show.self, "AC-0001").lines.contains("  weak aka  LANTERN  [Latn]"))
    try take(sdn(101, "TORNLUND HOLDING LTD"), "week2/SDN.CSV")
    #expect(
      try run(ActorCommand.Show.self, "sdn:101").lines.contains(
        "  stated earlier, and no longer: weak fka  BRASSWICK"))
  }

  /// The command line shows and judges whom the screen shows and judges.
  @Test func anEntryThatOnlyAliasesNameIsShownAndJudged() throws {
    try take("999,501,\"aka\",\"ORPHAN LANTERN\",-0- \r\n", "ALT.CSV")
    try take(Self.proposal + "\n", "people.json")
    let shown = try run(ActorCommand.Show.self, "sdn:999")
    #expect(
      shown.lines.first?.hasPrefix("named by other rows alone: ORPHAN LANTERN") == true, "\(shown.lines)")
    #expect(shown["status"].text == #""not-held""#)
    #expect(text(shown).contains("claimed in row alt:999:501") && text(shown).contains("only rows about it"))
    _ = try run(ActorCommand.Different.self, "sdn:999", "q1", "--reason", "one is a ship")
    #expect(try run(ActorCommand.Show.self, "sdn:999").rows("judgements").count == 1)
    let refusal = #expect(throws: StoreError.self) { try run(ActorCommand.Accept.self, "sdn:999") }
    #expect(refusal?.remedy.contains("import the file of the list") == true)
  }

  /// Whichever file was read first, an entry of a conflict is named by its primary name.
  @Test func aConflictNamesPeopleByTheirPrimaryName() throws {
    try take("101,501,\"fka\",\"WEAK LANTERN\",-0- \r\n", "list/ALT.CSV")
    try take(sdn(101, "TORNLUND HOLDING LTD"), "list/SDN.CSV")
    try take(Self.proposal + "\n", "people.json")
    let other = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: true)
    let (one, two) = try office.store.read { (try $0.bearer("sdn:101"), try $0.bearer("q1")) }
    _ = try office.store.judge(one, two, .same, reason: "r", as: office.author)
    _ = try other.store.judge(one, two, .different, reason: "r", as: other.author)
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: false)
    let about = try #require(try office.conflicts().first).about
    #expect(about.contains("TORNLUND HOLDING LTD (sdn:101)"), "\(about)")
  }
}
