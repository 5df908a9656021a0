import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Who is owned by whom from the records of two registers, by the command line.
@Suite struct OwnershipCommandTests {
  private let office: TestOffice

  init() throws { office = try OwnershipSample.office() }

  private func run<Command: StoreCommand>(_: Command.Type, _ arguments: String...) throws -> Answer {
    try run(Command.self, arguments)
  }

  private func run<Command: StoreCommand>(_: Command.Type, _ arguments: [String]) throws -> Answer {
    try #require(try Command.parseAsRoot(arguments + ["--as", "ann"]) as? Command).answer(office.store)
  }

  private func held() throws -> Answer {
    try run(OwnershipCommand.Held.self, "--seed", "rec-vane", "--as-of", OwnershipSample.day)
  }

  private func tree() throws -> Answer {
    try run(OwnershipCommand.Tree.self, "Ilsa Vanemark", "--as-of", OwnershipSample.day)
  }

  private func blocked(_ answer: Answer) -> [String] { answer.read["blocked"] as? [String] ?? [] }

  /// Who is asked about is in the set by that alone, also where a ring comes back to it.
  @Test func aRingCallsThePartyAskedAboutSo() throws {
    let desk = try CommandDesk()
    func stake(_ id: Int, _ owner: Int, _ asset: Int) -> String {
      #"{"id":"h\#(id)","schema":"Ownership","properties":{"owner":["c\#(owner)"],"asset":["c\#(asset)"],"#
        + #""percentage":["70"]}}"# + "\n"
    }
    let companies = (1...2).map {
      #"{"id":"c\#($0)","schema":"Company","properties":{"name":["Glass Heron \#($0)"]}}"# + "\n"
    }
    let path = try desk.write("ring.ftm.json", companies.joined() + stake(3, 1, 2) + stake(4, 2, 1))
    _ = try desk.run(ImportCommand.Apply.self, path)
    let tree = try desk.run(OwnershipCommand.Tree.self, "c1", "--as-of", "2026-01-01")
    let items = tree.rows("items")
    let asked = items.filter { $0.text("party") == items.first?.text("party") }
    #expect(asked.count == 2 && asked.last?["ring"] as? Bool == true, "\(tree.lines)")
    #expect(asked.allSatisfy { $0.text("result") == "asked about" }, "\(tree.lines)")
  }

  /// A chain of unknown shares is told in as many lines as it has links, and a few for each.
  @Test func openSharesOfAChainAreCut() throws {
    let scratch = try Scratch()
    let rows = (0..<90).map { "P\($0),P\($0 + 1),,," }
    let table = try scratch.write(
      "owner,owned,percent,from,to\n" + rows.joined(separator: "\n") + "\n", "chain.csv")
    let program = try Program([
      "ownership", "closure", table, "--seed", "P0", "--as-of", "2026-01-01", "--json",
    ])
    let bounds = try #require(program.json["bounds"] as? [String: [String: Any]])
    #expect(bounds.count == 90)
    #expect((bounds["P90"]?["decided_by"] as? [String])?.count == 32)
    #expect(bounds["P90"]?["decided_as"] as? [String] == ["P58"])
    #expect((bounds["P9"]?["decided_by"] as? [String])?.count == 9)
    let text = try Program(["ownership", "closure", table, "--seed", "P0", "--as-of", "2026-01-01"]).output
    #expect(text.contains("    turns on what P58 turns on, too\n"), "\(text)")
  }

  /// Ids that differ in their Unicode form alone become one: the import says so, and either form finds them.
  @Test func idsThatDifferInTheirFormAloneAreSaid() throws {
    let desk = try CommandDesk()
    let (composed, apart) = ("\u{E9}mile", "e\u{301}mile")
    let lines = [
      #"{"id":"\#(composed)","schema":"Person","properties":{"name":["Emile Vask"]}}"#,
      #"{"id":"\#(apart)","schema":"Person","properties":{"name":["Emile Vask"]}}"#,
      #"{"id":"co","schema":"Company","properties":{"name":["Brasswick Foundry"]}}"#,
      #"{"id":"o-\#(apart)","schema":"Ownership","properties":{"owner":["\#(apart)"],"asset":["co"],"percentage":["60"]}}"#,
    ]
    let report = try Importer.apply(
      try desk.write("people.json", lines.joined(separator: "\n") + "\n"), to: nil, in: desk.store,
      as: Author(user: "ann"))
    let told = report.problems.filter { $0.reason.contains("(NFC)") }
    #expect(told.count == 2 && told.allSatisfy { $0.severity == .warning }, "\(report.problems)")
    for form in [composed, apart] {
      let held = try desk.run(OwnershipCommand.Held.self, "--seed", form, "--as-of", "2026-01-01")
      #expect(held.read["blocked"] as? [String] == ["ftm:co"])
      let without = try desk.run(
        OwnershipCommand.Held.self, "--seed", form, "--as-of", "2026-01-01", "--without", "o-\(form)")
      #expect(without.read["blocked"] as? [String] == [])
      #expect(try desk.store.read { try $0.bearer(form) } == .entry(source: "ftm", id: composed))
    }
  }

  /// What is stated as held through others, and is more than the chain that is held can carry, keeps a company from being
  /// called not blocked; that it does is said.
  @Test func aSumThatNoChainCarriesIsSaid() throws {
    let desk = try CommandDesk()
    func holding(_ id: String, _ owner: String, _ share: Int, _ owned: String, _ more: String = "") -> String
    {
      #"{"id":"\#(id)","schema":"Ownership","properties":{"owner":["\#(owner)"],"asset":["\#(owned)"],"percentage":["\#(share)"]\#(more)}}"#
    }
    let lines = [
      #"{"id":"p","schema":"Person","properties":{"name":["Ilsa Vanemark"]}}"#,
      #"{"id":"b","schema":"Company","properties":{"name":["Brasswick Foundry"]}}"#,
      #"{"id":"c","schema":"Company","properties":{"name":["Glass Heron"]}}"#, holding("r1", "p", 60, "b"),
      holding("r2", "b", 10, "c"), holding("r3", "p", 60, "c", #","ownershipType":["indirect"]"#),
    ]
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("own.ftm.json", lines.joined(separator: "\n") + "\n"))
    func said(_ answer: Answer) -> Bool { answer.lines.contains { $0.contains("can carry") } }
    let held = try desk.run(OwnershipCommand.Held.self, "--seed", "p", "--as-of", "2026-01-01")
    #expect(held.read["blocked"] as? [String] == ["ftm:b"])
    #expect(held.read["undetermined"] as? [String] == ["ftm:c"], "\(held.lines)")
    #expect(held.read["uncarried_sums"] as? Int == 1 && said(held))
    let tree = try desk.run(OwnershipCommand.Tree.self, "p", "--as-of", "2026-01-01")
    #expect(tree.read["uncarried_sums"] as? Int == 1 && said(tree))
    // Less is known, and no more is said.
    let less = try desk.run(
      OwnershipCommand.Held.self, "--seed", "p", "--as-of", "2026-01-01", "--without", "r2")
    #expect(less.read["undetermined"] as? [String] == ["ftm:c"])
    #expect(less.read["uncarried_sums"] as? Int == 0 && !said(less))
  }

  /// An empty table says of nobody that nothing is held.
  @Test func aTableWithoutRowsIsNoAnswer() throws {
    let desk = try CommandDesk(case: "Vane")
    let table = try desk.write("empty.csv", "owner,owned,percent,from,to\n")
    let question = ["--seed", "Vane", "--as-of", "2026-01-01"]
    #expect(try Program(["ownership", "closure", table] + question).status == 4)
    #expect(throws: ImportRefusal.self) {
      try desk.run(OwnershipCommand.Sweep.self, [table, "--case", "26-0001"] + question)
    }
    let (target, _) = try desk.store.caseFile("26-0001")
    let recorded = try desk.store.read { try $0.live(CaseStore.trackRecord(.blocking, of: target), .sweep) }
    #expect(recorded.isEmpty)
    let unread = try desk.write("unread.csv", "owner,owned,percent,from,to\nVane,Glass,fifty,,\n")
    let program = try Program(["ownership", "closure", unread] + question)
    #expect(program.status == 4 && !program.output.contains("nobody"), "\(program.output)")
  }

  /// A stranger's version of a statement counts by the rule of the latest; whose word it took the place of, and what would
  /// follow from that, is said by the answer, the tree and the screen.
  @Test(arguments: [#"["10"]"#, nil]) func whoseWordCountsIsSaid(_ share: String?) throws {
    let desk = try CommandDesk()
    let caseID = try desk.store.newCase(title: "Quay", as: Author(user: "ann")).id
    func stated(_ share: String) -> String {
      #"{"id":"own1","schema":"Ownership","properties":{"owner":["sec1"],"asset":["sec2"],"percentage":\#(share)}}"#
        + "\n"
    }
    func bring(_ name: String, _ text: String, from sender: String) throws {
      _ = try desk.run(ImportCommand.Apply.self, try desk.write(name, text), "--from", sender)
    }
    try bring("reg.jsonl", stated(#"["60"]"#), from: "Registry")
    let deletion = #"{"op":"DEL","entity":{"id":"own1","schema":"Ownership","properties":{}}}"# + "\n"
    try bring("evil.jsonl", share.map(stated) ?? deletion, from: "Evil")
    let question = ["ftm:sec1", "--as-of", "2026-01-01"]
    let held = try desk.run(OwnershipCommand.Held.self, ["--seed"] + question)
    let tree = try desk.run(OwnershipCommand.Tree.self, question)
    let sweep = try desk.run(OwnershipCommand.Sweep.self, ["--case", "\(caseID)", "--seed"] + question)
    let reason =
      (share == nil
        ? "Evil (evil.jsonl) [EX-0002-DES] says that own1 no longer stands"
        : "10 % (ftm:sec1 of ftm:sec2) by Evil (evil.jsonl) [EX-0002-DES] counts as own1")
      + "; Registry (reg.jsonl) [EX-0001-DES] stated 60 % (ftm:sec1 of ftm:sec2), by which ftm:sec2 would be blocked"
    for answer in [held, tree, sweep] {
      #expect(answer.read["blocked"] as? [String] == [])
      #expect(answer.read["blocked_before"] as? [String] == ["ftm:sec2"])
      let problems = answer.read["problems"] as? [[String: Any]] ?? []
      #expect(problems.map { $0["reason"] as? String } == [reason])
      #expect(answer.lines.contains { $0.hasPrefix("problem: \(reason); see whether") }, "\(answer.lines)")
    }
    // Its own later word takes the place of both; the stranger's is said still.
    try bring("next.jsonl", stated(#"["20"]"#), from: "Registry")
    let later = try desk.run(OwnershipCommand.Held.self, ["--seed"] + question)
    #expect(later.read["blocked_before"] as? [String] == [])
    let told = (later.read["problems"] as? [[String: Any]] ?? []).map { $0["reason"] as? String ?? "" }
    #expect(told.count == 1)
    #expect(told.first?.hasPrefix("20 % (ftm:sec1 of ftm:sec2) by Registry (next.jsonl)") == true, "\(told)")
  }

  /// What a table's answer leaves out is named first, and what is not listed is counted.
  @Test func noNumberOfWarningsHidesARefusedRow() throws {
    let scratch = try Scratch()
    let rows = String(repeating: "Vane ,Quay,1,,\n", count: 10_005)
    let table = try scratch.write("owner,owned,percent,from,to\n\(rows)Vane,Glass,fifty,,\n", "many.csv")
    let words = ["ownership", "closure", table, "--seed", "Vane ", "--as-of", "2026-01-01"]
    let program = try Program(words + ["--json"])
    #expect(program.status == 2 && program.json["refused"] as? Int == 1)
    #expect(program.json["unlisted_problems"] as? Int == 5)
    let first = (program.json["problems"] as? [[String: Any]])?.first
    #expect((first?["reason"] as? String)?.contains("fifty") == true, "\(first ?? [:])")
    let text = try Program(words).output
    #expect(text.contains("fifty") && text.contains(": 5 problems more of these kinds"))
  }

  /// A party's answer names what is wrong with its own shares; of all others it says how many.
  @Test func problemsOfOthersAreOnlyCounted() throws {
    let vane = try tree()
    #expect(vane.lines.contains { $0.hasPrefix("problem: ") && $0.contains("rec-sparrow") }, "\(vane.lines)")
    #expect(vane.read["problems_elsewhere"] as? Int == 0)
    // Scripts read of the tree what they read of the others.
    let reasons = vane.rows("problems").compactMap { $0.text("reason") }
    #expect(reasons.contains { $0.contains("rec-sparrow") } && vane.read["unlisted_problems"] as? Int == 0)
    for answer in [
      try run(OwnershipCommand.Tree.self, "c-lantern", "--as-of", OwnershipSample.day),
      try run(OwnershipCommand.Held.self, "--seed", "c-lantern", "--as-of", OwnershipSample.day),
    ] {
      #expect(!answer.lines.contains { $0.hasPrefix("problem: ") }, "\(answer.lines)")
      #expect(answer.read["problems_elsewhere"] as? Int == 1)
      #expect(answer.lines.contains { $0.contains("other parties") && $0.contains("1 such problems") })
    }
  }

  /// Behind the colon of a key an accent makes another Character of it; its party is found and named.
  @Test func anIDMayBeginWithAnAccent() throws {
    let id = "\u{301}c-quill"
    let lines = [
      #"{"id":"\#(id)","schema":"Company","properties":{"name":["Quill Holding"]}}"#,
      #"{"id":"o-9","schema":"Ownership","properties":{"owner":["\#(id)"],"asset":["c-quay"],"percentage":["20%"]}}"#,
    ]
    let scratch = try Scratch()
    let path = try scratch.write(lines.joined(separator: "\n") + "\n", "more.json")
    _ = try Importer.apply(path, to: nil, in: office.store, as: office.author, .init())
    let tree = try run(OwnershipCommand.Tree.self, id, "--as-of", OwnershipSample.day)
    #expect(tree.lines.contains { $0.contains("Quill Holding") }, "\(tree.lines)")
  }

  /// What follows only when the registers' two ids are one party follows when somebody says so, says whose
  /// word it is, and is gone when the word is taken back.
  @Test func aJudgementJoinsTheChainAndUndoingItParts() throws {
    let apart = ["bods:rec-harbour", "bods:rec-sparrow"]
    #expect(blocked(try held()) == apart)
    let judged = try run(
      ActorCommand.Same.self, "rec-harbour", "c-lantern", "--reason", "one entry in the register of Bergen")
    let id = try #require(judged.read["judgement"] as? String)

    let joined = try held()
    #expect(blocked(joined) == apart + ["ftm:c-glass", "ftm:c-quay"])
    let steps = try #require((joined.read["path_judgements"] as? [String: [[[String: Any]]]])?["ftm:c-glass"])
    #expect(steps.map(\.count) == [0, 0, 1], "only the step from one register to the other")
    #expect(steps.last?.first?.text("judgement") == id && steps.last?.first?.text("by") == "ann")
    #expect(steps.last?.first?.text("reason") == "one entry in the register of Bergen")
    let line = joined.lines.first { $0.contains("by judgement \(id)") } ?? ""
    #expect(line.contains("ftm:c-lantern and bods:rec-harbour are one (ann, Registers, "), "\(joined.lines)")
    #expect(line.hasSuffix(": one entry in the register of Bergen)"))
    #expect(joined.lines.contains { $0.contains("· 55 %  EX-0002-REG  o-1  ftm:c-lantern of ftm:c-glass") })

    let shown = try tree()
    let glass = try #require(shown.rows("items").first { $0.text("party") == "ftm:c-glass" })
    #expect(glass["depth"] as? Int == 2 && glass.text("result") == "blocked")
    #expect(shown.rows("items").first?.text("result") == "asked about")
    #expect((glass["judgements"] as? [[String: Any]])?.map { $0.text("judgement") } == [id])
    let harbour = try #require(shown.rows("items").first { $0.text("party") == "bods:rec-harbour" })
    #expect(harbour["same"] as? [String] == ["ftm:c-lantern"])
    #expect(shown.lines.contains { $0.contains("by judgement \(id): ") })

    let short = try run(
      OwnershipCommand.Tree.self, "rec-vane", "--as-of", OwnershipSample.day, "--depth", "1")
    #expect(short.lines.contains("blocked and deeper than the tree goes: 2"))
    #expect(!short.lines.contains("why ftm:c-glass:") && shown.lines.contains("why ftm:c-glass:"))

    _ = try run(ActorCommand.Undo.self, id, "--reason", "another company of that name")
    #expect(blocked(try held()) == apart)
    #expect((try tree().rows("items")).allSatisfy { $0.text("party") != "ftm:c-glass" })
  }

  /// The other register's share of the same company makes an interval; both exhibits are named.
  @Test func registersThatDifferAreUndetermined() throws {
    for (one, other) in [("rec-harbour", "c-lantern"), ("rec-quay", "c-quay")] {
      _ = try run(ActorCommand.Same.self, one, other, "--reason", "one number")
    }
    let joined = try held()
    #expect(joined.read["undetermined"] as? [String] == ["bods:rec-quay"])
    let quay = try #require(try tree().rows("items").first { $0.text("party") == "bods:rec-quay" })
    let statements = try #require(quay["statements"] as? [[String: Any]])
    #expect(Set(statements.compactMap { $0.text("exhibit") }) == ["EX-0001-REG", "EX-0002-REG"])
  }

  @Test func aContradictionIsSaidAndNamesBothJudgements() throws {
    let actor = try office.store.newActor(
      kind: .organisation, names: [ActorName("Lantern group")], as: office.author)
    for record in ["rec-harbour", "c-lantern"] {
      _ = try run(ActorCommand.Same.self, actor.reference, record, "--reason", "its seat")
    }
    #expect(blocked(try held()).contains("ftm:c-glass"))
    #expect((try held().rows("contradictions")).isEmpty)
    let byActor = try run(
      OwnershipCommand.Held.self, "--seed", actor.reference, "--as-of", OwnershipSample.day)
    #expect(blocked(byActor) == ["ftm:c-glass", "ftm:c-quay"], "the actor stands for both records")
    let apart = try run(
      ActorCommand.Different.self, "rec-harbour", "c-lantern", "--reason", "two seats")
    let id = try #require(apart.read["judgement"] as? String)
    for answer in [try held(), try tree()] {
      let row = try #require(answer.rows("contradictions").first)
      #expect((row["different"] as? [String: Any])?.text("judgement") == id)
      let same = (row["same"] as? [[String: Any]] ?? []).compactMap { $0.text("judgement") }
      #expect(same.count == 2)
      let warning = try #require(answer.lines.first { $0.hasPrefix("warning: ") })
      for named in same + [id] { #expect(warning.contains("judgement \(named): ")) }
      #expect(blocked(answer).contains("ftm:c-glass"), "the union stands until somebody settles it")
    }
    // Not where the two are not asked about.
    let other = try run(OwnershipCommand.Held.self, "--seed", "c-quay", "--as-of", OwnershipSample.day)
    #expect(other.rows("contradictions").isEmpty)
  }

  /// As the screen's what-if: reckoned without a statement, which stays where it is.
  @Test func whatIfReckonsWithoutAStatement() throws {
    let less = try run(
      OwnershipCommand.Held.self, "--seed", "rec-vane", "--as-of", OwnershipSample.day, "--without",
      "bods:link-5")
    #expect(blocked(less) == ["bods:rec-sparrow"])
    #expect(less.read["left_out"] as? [String] == ["bods:link-5"])
    #expect(less.lines.first == "what-if, nothing is written: without bods:link-5")
    let tree = try run(
      OwnershipCommand.Tree.self, "rec-vane", "--as-of", OwnershipSample.day, "--without", "link-5")
    #expect(blocked(tree) == ["bods:rec-sparrow"])
    let harbour = try #require(tree.rows("items").first { $0.text("party") == "bods:rec-harbour" })
    #expect((harbour["statements"] as? [[String: Any]])?.map { $0["left_out"] as? Bool } == [true])
    #expect(tree.lines.contains { $0.contains("· LEFT OUT  60 %") })
    #expect(blocked(try held()) == ["bods:rec-harbour", "bods:rec-sparrow"])
    #expect(throws: StoreError.self) {
      _ = try run(
        OwnershipCommand.Held.self, "--seed", "rec-vane", "--as-of", OwnershipSample.day, "--without",
        "link-77")
    }
  }

  /// What is said to list the parties does, and each that it lists can be asked about.
  @Test func whoIsNotFoundIsLookedUpInAList() throws {
    let error = #expect(throws: StoreError.self) {
      _ = try run(OwnershipCommand.Tree.self, "nobody", "--as-of", OwnershipSample.day)
    }
    #expect(error?.remedy == "see what there is with: casetui ownership parties")
    let all = try run(OwnershipCommand.Parties.self)
    let parties = all.rows("items").compactMap { $0.text("party") }
    #expect(parties.contains("bods:rec-vane") && parties.contains("ftm:c-glass"))
    #expect(all.read["total"] as? Int == parties.count && all.lines.count == parties.count)
    for party in parties {
      _ = try run(OwnershipCommand.Tree.self, party, "--as-of", OwnershipSample.day)
    }
    let some = try run(OwnershipCommand.Parties.self, "VANEMARK", "Ilsa")
    #expect(some.rows("items").map { $0.text("party") } == ["bods:rec-vane"])
    #expect(try run(OwnershipCommand.Parties.self, "--limit", "1").lines.last == "1 of \(parties.count)")
    #expect(throws: Usage.self) { _ = try run(OwnershipCommand.Parties.self, "--limit", "0") }
  }

  /// A party is found by the name that is shown, and by the one that is written, whatever the case and the accents.
  @Test(
    arguments: [
      ("Vektor", "z-1"), ("вектор", "z-1"), ("ВЕКТОР", "z-1"), ("ооо", "z-1"), ("vektor ооо Z-1", "z-1"),
      ("Beijing", "z-2"), ("zheng", "z-2"), ("中科", "z-2"), ("ötker", "z-3"), ("OTKER", "z-3"),
      ("Ötker gmbh", "z-3"),
      ("Z-3", "z-3"), ("vektor beijing", nil), ("vektorix", nil),
    ] as [(String, String?)])
  func aPartyIsFoundByTheNameThatIsShown(_ words: String, _ id: String?) throws {
    let entities = [
      #"{"id":"z-1","schema":"Company","properties":{"name":["ООО Вектор"]}}"#,
      #"{"id":"z-2","schema":"Company","properties":{"name":["北京中科正流技术有限公司"]}}"#,
      #"{"id":"z-3","schema":"Company","properties":{"name":["Ötker GmbH"]}}"#,
      #"{"id":"z-o","schema":"Ownership","properties":{"owner":["z-1"],"asset":["z-2"],"percentage":["60"]}}"#,
      #"{"id":"z-p","schema":"Ownership","properties":{"owner":["z-3"],"asset":["z-2"],"percentage":["20"]}}"#,
    ]
    let (office, scratch) = (try TestOffice("Registers"), try Scratch())
    _ = try Importer.apply(
      try scratch.write(entities.joined(separator: "\n") + "\n", "entities.json"), to: nil, in: office.store,
      as: office.author)
    let command = try OwnershipCommand.Parties.parse(words.split(separator: " ").map(String.init))
    let answer = try command.answer(office.store)
    let found = answer.rows("items").compactMap { $0.text("party") }
    #expect(found == (id.map { ["ftm:\($0)"] } ?? []), "\(answer.lines)")
    var sim = Sitting(office.store, as: "ann")
    sim.press("g", "p", "/", "text:\(words)", "Enter")
    #expect(sim.status.hasPrefix(id == nil ? "0 parties" : "1 party"), "\(sim.status)")
  }

  @Test(arguments: ["0", "0.0000", "100.0001", "-1", "half"])
  func aShareOutOfRangeIsRefused(_ percent: String) {
    let error = #expect(throws: Usage.self) {
      _ = try run(
        OwnershipCommand.Held.self, "--seed", "rec-vane", "--as-of", OwnershipSample.day,
        "--percent=\(percent)")
    }
    #expect(error?.message.contains("above 0, up to 100") == true)
  }

  @Test(arguments: ["0.0001", "100"]) func theEndsOfTheRangeAreShares(_ percent: String) throws {
    _ = try run(
      OwnershipCommand.Tree.self, "rec-vane", "--as-of", OwnershipSample.day, "--percent", percent)
  }

  /// The UK register names companies in its statements alone: they can be judged all the same.
  @Test func aPartyThatOnlyStatementsNameCanBeJudged() throws {
    let scratch = try Scratch()
    let psc = """
      {"company_number":"1234","data":{"kind":"corporate-entity-person-with-significant-control","etag":"e",
      "name":"Lantern Harbour GmbH","natures_of_control":["ownership-of-shares-75-to-100-percent"],
      "links":{"self":"/company/1234/persons-with-significant-control/corporate-entity/q1"},
      "notified_on":"2016-04-06"}}

      """.replacing("\n\"", with: "\"")
    _ = try Importer.apply(
      try scratch.write(psc, "psc.json"), to: nil, in: office.store, as: office.author)
    for (one, other) in [
      ("rec-harbour", "/company/1234/persons-with-significant-control/corporate-entity/q1"),
      ("gb-coh:00001234", "c-lantern"),
    ] {
      _ = try run(ActorCommand.Same.self, one, other, "--reason", "its filing")
    }
    #expect(blocked(try held()).contains("ftm:c-glass"))
  }

  /// The sweep of a decision, from the records held: what `held` answers, with a digest that changes with a statement or a
  /// judgement and with nothing else.
  @Test func theSweepIsOfTheRecordsHeld() throws {
    let made = try office.store.newCase(title: "Vane", as: office.author)
    func sweep(_ seed: String = "rec-vane") throws -> OwnershipSweep {
      let answer = try run(
        OwnershipCommand.Sweep.self, "--case", made.reference, "--seed", seed, "--as-of", OwnershipSample.day)
      #expect(answer.read["blocked"] as? [String] == blocked(try held()))
      let recorded = try office.store.read { reader in
        try reader.live(CaseStore.trackRecord(.blocking, of: made.id), .sweep)
      }
      #expect(recorded.count == 1)
      return try #require(recorded.first.flatMap { OwnershipSweep($0.value) })
    }
    let first = try sweep()
    #expect(
      first.blocked == ["bods:rec-harbour", "bods:rec-sparrow"] && first.asOf.iso == OwnershipSample.day)
    #expect(first.rule == .atLeast(.half) && first.seeds == ["bods:rec-vane"])
    #expect(try sweep().holdings == first.holdings)
    let judged = try run(
      ActorCommand.Same.self, "rec-harbour", "c-lantern", "--reason", "one entry in the register of Bergen")
    let second = try sweep()
    #expect(second.blocked.contains("ftm:c-glass") && second.holdings != first.holdings)
    _ = try run(
      ActorCommand.Undo.self, try #require(judged.read["judgement"] as? String), "--reason", "two entries")
    #expect(try sweep() == first)
    let empty = try TestOffice("Elsewhere")
    let other = try empty.store.newCase(title: "Vane", as: empty.author)
    let command = try #require(
      try OwnershipCommand.parseAsRoot(
        ["sweep", "--case", other.reference, "--seed", "x", "--as-of", OwnershipSample.day, "--as", "ann"])
        as? any StoreCommand)
    #expect(throws: (any Error).self) { try command.answer(empty.store) }
  }

  /// A decision takes no sweep of statements that are not held any more, and who takes them back hears of it.
  @Test func aSweepFollowsFromWhatIsHeld() throws {
    let made = try office.store.newCase(title: "Vane", as: office.author)
    let track = CaseStore.trackRecord(.blocking, of: made.id)
    try office.store.write(as: office.author) { writer in
      try writer.move(
        track, StageEvent(from: "draft", to: BlockingStage.authorityCheck.rawValue), caseID: made.id.cast(),
        basis: nil, subject: nil, restsOn: [])
    }
    func codes(dryRun: Bool = true) throws -> [ObstacleCode] {
      try office.store.advance(
        made.id, to: .blocking(.decisionReady), dryRun: dryRun, as: office.author
      ).decision.obstacles.map(\.code)
    }
    func sweep(_ file: String...) throws {
      let answer = try run(
        OwnershipCommand.Sweep.self,
        file + ["--case", made.reference, "--seed", "rec-vane", "--as-of", OwnershipSample.day])
      #expect(answer.exit == .ok, "\(answer.lines)")
    }
    #expect(try codes().contains(.sweepMissing))
    try sweep()
    #expect(try !codes().contains(.sweepChanged))
    let items = try run(ImportCommand.List.self).rows("items")
    let unit = try #require(items.first?["id"] as? String)
    let undone = try run(ImportCommand.Undo.self, unit, "--reason", "the wrong register")
    let told = "the ownership sweep of case \(made.reference) for the track SAN"
    #expect(undone.read["sweeps_changed"] as? [String] == [told], "\(undone.lines)")
    for dryRun in [true, false] { #expect(try codes(dryRun: dryRun).contains(.sweepChanged)) }
    // One that was computed from a file says nothing of what is held here.
    let table = try Scratch()
    try sweep(try table.write("owner,owned,percent,from,to\nrec-vane,x,60,,\n", "h.csv"))
    #expect(try !codes().contains(.sweepChanged))
    // Nor does one whose owner is known here, too, by the name that statements have.
    let known = try table.write("owner,owned,percent,from,to\nbods:rec-vane,x,60,,\n", "known.csv")
    let answer = try run(
      OwnershipCommand.Sweep.self, known, "--case", made.reference, "--seed", "bods:rec-vane", "--as-of",
      OwnershipSample.day)
    #expect(answer.exit == .ok, "\(answer.lines)")
    #expect(try !codes().contains(.sweepChanged))
  }

  /// A British company that controls another is known by its own number, and named as the statement names it.
  @Test func anOwnerIsNamedAsItsStatementNamesIt() throws {
    let scratch = try Scratch()
    let psc = """
      {"company_number":"1234","data":{"kind":"corporate-entity-person-with-significant-control","etag":"e",
      "name":"Lantern Harbour Ltd","natures_of_control":["ownership-of-shares-75-to-100-percent"],
      "identification":{"country_registered":"England","registration_number":"5678"},
      "links":{"self":"/company/1234/persons-with-significant-control/corporate-entity/q1"},
      "notified_on":"2016-04-06"}}

      """.replacing("\n\"", with: "\"")
    _ = try Importer.apply(
      try scratch.write(psc, "psc.json"), to: nil, in: office.store, as: office.author)
    for asked in ["gb-coh:00005678", "lantern harbour LTD"] {
      let tree = try run(OwnershipCommand.Tree.self, asked, "--as-of", OwnershipSample.day)
      #expect(tree.lines.first?.contains("Lantern Harbour Ltd") == true, "\(tree.lines)")
    }
    let parties = try run(OwnershipCommand.Parties.self, "harbour")
    #expect(
      parties.rows("items").contains {
        $0.text("party") == "uk-psc:gb-coh:00005678" && $0.text("name") == "Lantern Harbour Ltd"
      }, "\(parties.lines)")
  }

  /// Years and months are days as well: what has ended blocks nobody, and what may have ended is left open.
  @Test func datesByTheYearCount() throws {
    let entities = [
      #"{"id":"y-1","schema":"Ownership","properties":{"owner":["y-a"],"asset":["y-b"],"percentage":["60"],"startDate":["2010"],"endDate":["2015"]}}"#,
      #"{"id":"y-2","schema":"Ownership","properties":{"owner":["y-a"],"asset":["y-c"],"percentage":["60"],"startDate":["2030-01"]}}"#,
      #"{"id":"y-3","schema":"Ownership","properties":{"owner":["y-a"],"asset":["y-d"],"percentage":["150"]}}"#,
    ]
    let scratch = try Scratch()
    _ = try Importer.apply(
      try scratch.write(entities.joined(separator: "\n") + "\n", "years.ftm.json"), to: nil, in: office.store,
      as: office.author)
    func asked(_ day: String) throws -> (blocked: [String], open: [String]) {
      let answer = try run(OwnershipCommand.Held.self, "--seed", "y-a", "--as-of", day)
      return (blocked(answer), answer.read["undetermined"] as? [String] ?? [])
    }
    #expect(try asked("2025-06-01") == ([], ["ftm:y-d"]))
    #expect(try asked("2012-06-01") == (["ftm:y-b"], ["ftm:y-d"]))
    #expect(try asked("2015-06-01") == ([], ["ftm:y-b", "ftm:y-d"]))
    let held = try run(OwnershipCommand.Held.self, "--seed", "y-a", "--as-of", "2015-06-01")
    #expect(held.lines.contains("cannot be told  ftm:y-b: held 0 % to 60 %"), "\(held.lines)")
    let tree = try run(OwnershipCommand.Tree.self, "y-a", "--as-of", "2015-06-01")
    #expect(tree.lines.contains { $0.hasSuffix("y-1  from 2010 to 2015: may hold on 2015-06-01, or not") })
    #expect(tree.lines.contains { $0.contains("· share not readable  ") })
    let row = try #require(tree.rows("items").first { $0.text("party") == "ftm:y-b" })
    let statement = try #require((row["statements"] as? [[String: Any]])?.first)
    #expect(statement.text("from") == "2010" && statement.text("to") == "2015")
    #expect(statement["surely_in_force"] as? Bool == false)
    #expect(try verified(), "the rows follow from the journal")
  }

  private func verified() throws -> Bool { try office.store.verify().isSound }
}
