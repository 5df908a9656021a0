import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// Parties, the tree of one, and why somebody is blocked.
@Suite struct OwnershipScreenTests {
  /// The tree of Vanemark, the last of the list.
  private static let tree = ["g", "p", "End", "Enter"]
  private static func down(_ rows: Int) -> [String] { Array(repeating: "Down", count: rows) }

  static let ways: [(name: String, keys: [String])] = [
    ("parties", ["g", "p", "Down"]),
    ("parties-case", ["g", "c", "Enter", "g", "p"]),
    ("parties-find", ["g", "p", "/", "text:lantern", "Enter"]),
    ("ownership", tree + ["+"]),
    // On the company that two registers join, then on the share they differ about.
    ("ownership-judged", tree + down(2)),
    ("ownership-disputed", tree + down(4)),
    ("ownership-what-if", tree + ["Down", "x"]),
    ("ownership-over-whole", tree + ["End"]),
    ("ownership-exhibit", tree + down(2) + ["Enter"]),
    ("ownership-nothing", ["g", "p", "Down", "Down", "Enter"]),
    ("ownership-proof", tree + down(2) + ["w", "End"]),
    ("ownership-open", tree + down(4) + ["w"]),
    ("ownership-rule", tree + ["o", "t"]),
    ("ownership-help", tree + ["?"]),
  ]

  /// A party that an import puts in front does not put the selection on another; other words begin at the top.
  @Test func theSelectionStaysOnItsParty() {
    var sim = AppSim()
    sim.press("g", "p")
    let all = AppOwnership.parties(.everybody, "")
    let fewer = PartyList(rows: Array(all.rows.dropFirst()), total: all.total - 1, asked: nil)
    let query = Query.parties(.everybody, "")
    let generation = sim.model.shell.generations[query.slot] ?? 0
    sim.send(.reply(query, .parties(.everybody, "", fewer), generation: generation))
    sim.press("Down")
    let row = sim.cursorRow
    sim.press("Ctrl-R")
    #expect(sim.cursorRow == row, "\(row)\n\(sim.text)")
    sim.press("End", "/", "text:lantern", "Enter")
    let first = AppOwnership.parties(.everybody, "lantern").rows[0].name ?? ""
    #expect(sim.cursorRow.contains(first), "\(first)\n\(sim.text)")
  }

  /// Whoever types ahead opens what was asked for, not what the list had before.
  @Test func typingAheadOpensWhatWasAskedFor() {
    var model = Model(size: Size(width: 80, height: 24))
    let world = AppWorld()
    var asked: [(Query, Int)] = []
    func send(_ message: Message) {
      for case .ask(let query, let generation) in update(&model, message) {
        asked.append((query, generation))
      }
    }
    func answer() {
      while !asked.isEmpty {
        let (query, generation) = asked.removeFirst()
        send(.reply(query, world.reply(to: query), generation: generation))
      }
    }
    _ = model.start()
    for key in [Key.character("g"), .character("p")] { send(.event(.key(key))) }
    answer()
    let first = model.page as? PartiesPage
    #expect(first != nil)
    for key in [Key.character("/")] + "glass".map(Key.character) + [.enter, .enter] {
      send(.event(.key(key)))
    }
    #expect(model.scope == .parties, "its rows are not there yet")
    answer()
    #expect(model.scope == .ownership)
    #expect(view(model).frame.text.contains("Glass Heron Trading"), "\(view(model).frame.text)")
  }

  /// Nor does an exhibit that was asked for open over the screen that another key opened meanwhile.
  @Test func anExhibitDoesNotOpenOverTheProof() {
    var sim = AppSim(80, 24)
    for key in Self.tree + Self.down(2) { sim.press(key) }
    let asked =
      update(&sim.model, .event(.key(.enter))) + update(&sim.model, .event(.key(.character("w"))))
    var exhibits = 0
    for case .ask(let query, let generation) in asked {
      if case .exhibit = query { exhibits += 1 }
      let reply: Reply = sim.world.reply(to: query)
      sim.send(.reply(query, reply, generation: generation))
    }
    #expect(exhibits == 1 && sim.model.scope == .ownershipProof)
    #expect(sim.model.shell.dialog == nil, "\(sim.text)")
  }

  @Test(arguments: ways.indices, [(80, 24), (100, 30)])
  func golden(_ index: Int, _ size: (Int, Int)) throws {
    let (name, keys) = Self.ways[index]
    var sim = AppSim(size.0, size.1)
    for key in keys { sim.press(key) }
    expectGolden(sim.frame, "screen-\(name)-\(size.0)x\(size.1)")
    #expect(sim.frame.cursor != nil)
    #expect(sim.works.isEmpty)
  }

  @Test(arguments: [(80, 24), (100, 30)])
  func nothingStatedSaysWhatToTakeIn(_ size: (Int, Int)) {
    var world = AppWorld()
    world.hasRegisters = false
    var sim = AppSim(size.0, size.1, world: world)
    sim.press("g", "p")
    expectGolden(sim.frame, "screen-parties-empty-\(size.0)x\(size.1)")
    sim.press("Enter")
    #expect(sim.model.scope == .parties)
  }

  /// As the command line: what is held through others comes on top of a share of its own, and contradicts none.
  @Test(arguments: [(60, false, false), (60, true, true), (10, true, false)])
  func aShareThroughOthersDisputesNone(_ percent: Int, _ isDirect: Bool, _ isDisputed: Bool) throws {
    func stake(_ number: Int, _ percent: Int, isDirect: Bool) -> StatedStake {
      StatedStake(
        source: "r", statement: "link-\(number)",
        holding: StatedHolding(
          owner: "vane", owned: "quay", leastPPM: percent * 10_000, mostPPM: percent * 10_000,
          isDirect: isDirect, interest: "shareholding"), bundle: .zero)
    }
    let vane = try #require(OwnershipKey("r:vane"))
    let stated = try StatedOwnership(
      [stake(1, 10, isDirect: true), stake(2, percent, isDirect: isDirect)], .none, seeds: [vane],
      asOf: AppOwnership.today, threshold: .atLeast(.half))
    let view = try OwnershipScribe(
      stated, name: { _ in nil }, exhibit: { _ in nil }, judgement: { _ in "" }, contradiction: { _ in "" }
    ).view(of: OwnershipQuestion(party: vane))
    let line = try #require(view.lines.last)
    #expect(line.stakes.count == 2 && line.isDisputed == isDisputed)
    #expect(line.problems.isEmpty == !isDisputed)
  }

  /// Several sources have the id of the record one comes from: it is that of the source one came by.
  @Test func anIdOfTwoSourcesHasAList() throws {
    let office = try OwnershipSample.office()
    let scratch = try Scratch()
    let row = #"{"id":"rec-vane","schema":"Person","properties":{"name":["Ilsa Vanemark"]}}"# + "\n"
    _ = try Importer.apply(
      try scratch.write(row, "more.json"), to: nil, in: office.store, as: office.author)
    #expect(throws: StoreError.self) { try office.store.read { try $0.bearer("rec-vane") } }
    let effects = Effects(office.store, as: office.author) { _ in }
    let list = try office.store.read {
      try effects.parties(
        of: .record(.entry(source: "bods", id: "rec-vane"), reference: "rec-vane"), with: "", $0)
    }
    #expect(list.rows.first { $0.isAsked }?.ids == ["bods:rec-vane"])
  }

  private func tree(_ keys: String...) -> AppSim {
    var sim = AppSim(100, 30)
    for key in Self.tree + keys { sim.press(key) }
    return sim
  }

  private func row(_ sim: AppSim, _ word: String) -> String {
    let rows = sim.text.split(separator: "\n").map(String.init)
    return rows.first { $0.contains(word) && ($0.contains("─") || $0.contains("> ")) } ?? "no row of \(word)"
  }

  /// The share falls below the half, what hung on it falls too, the screen says so, and nothing is written.
  @Test func whatIfLeavesAnEdgeOutAndWritesNothing() {
    var sim = tree()
    #expect(row(sim, "Harbour Lantern").contains("BLOCKED"))
    #expect(row(sim, "Glass Heron").contains("BLOCKED"))
    sim.press("Down", "x")
    #expect(row(sim, "Harbour Lantern").contains("LEFT OUT"))
    #expect(row(sim, "Harbour Lantern").contains("not blocked"))
    #expect(row(sim, "Glass Heron").contains("not blocked"))
    #expect(sim.text.contains("! what-if: 1 edge left out, nothing is written"))
    sim.press("End", "x")
    #expect(sim.text.contains("what-if: 2 edges left out"))
    sim.press("x")
    #expect(sim.text.contains("what-if: 1 edge left out"))
    sim.press("o", "t", "m", ":", "text:what-if")
    let cli = "casetui ownership tree --as-of 2026-11-22 --depth 3 --more-than --without r:link-1 r:vane"
    #expect((sim.model.page as? OwnershipPage)?.cli == cli)
    #expect(sim.text.contains("CLI: " + cli.prefix(60)))
    sim.press("Esc", "o", "t", "l", "X")
    #expect(!sim.text.contains("left out"))
    #expect(row(sim, "Glass Heron").contains("BLOCKED"))
    #expect(sim.works.isEmpty)
    sim.press("X")
    #expect(sim.status == "What-if: take everything back in: nothing is left out")
  }

  /// A share that what-if leaves out is no control: nothing that counts is left of it.
  @Test func aCompanyWithoutItsOnlyShareIsNotHeldByControl() {
    var sim = tree("+")
    for _ in 0..<12 where !sim.cursorRow.contains("Even Half") { sim.press("Down") }
    #expect(row(sim, "Even Half").contains("BLOCKED"))
    sim.press("x")
    #expect(row(sim, "Even Half").contains("no ownership"), "\(sim.text)")
  }

  /// One register's share of two: without the other's, the company is settled.
  @Test func aSourceOfSeveralIsLeftOutAlone() {
    var sim = tree()
    #expect(row(sim, "Quay Optics").contains("cannot be told"))
    #expect(row(sim, "Quay Optics").contains("40 % to 65 %"))
    #expect(sim.text.contains("also stated by "))
    for _ in 0..<4 { sim.press("Down") }
    #expect(sim.cursorRow.contains("Quay Optics"))
    #expect(sim.cursorRow.hasPrefix("!>"))
    sim.press("x")
    #expect(sim.text.contains("disputed 0"))
    #expect(row(sim, "Quay Optics").contains("BLOCKED"), "the other says 65 %")
    sim.press("x", "Down", "x")
    #expect(row(sim, "Quay Optics").contains("not blocked"), "the one says 40 %")
  }

  @Test func aStepByAJudgementSaysSo() {
    var sim = tree("Down", "Down")
    #expect(sim.cursorRow.contains("Glass Heron"))
    #expect(sim.cursorRow.hasPrefix("=>"))
    #expect(sim.text.contains("Judged     judgement 3fa2c1d09b7e"))
    sim.press("w")
    #expect(sim.model.scope == .ownershipProof)
    #expect(sim.text.contains("1  Vanemark"))
    sim.press("End")
    #expect(sim.cursorRow.hasPrefix("=>    by judgement 3fa2c1d09b7e: r:harbour and f:lantern"))
    #expect(sim.text.contains("b.chen: one entry in"), "who, and why, in full beside it")
    sim.press("Home", "Down", "Down", "Enter")
    #expect(sim.text.contains("EX-0001-FE"), "the first statement's exhibit")
    #expect(sim.text.contains("Custody: 2 steps"))
    sim.press("Esc", "Esc")
    #expect(sim.model.scope == .ownership)
  }

  @Test func everyNumberLeadsToItsExhibit() {
    var sim = tree("Enter")
    #expect(sim.status == "this is the party asked about; its statements are below")
    sim.press("Down", "Enter")
    #expect(sim.text.contains("Account log, invented lab"))
    #expect(sim.text.contains("Custody: 2 steps"))
    #expect(sim.banner.contains("CUI//SP-LEI//FEDCON TLP:AMBER+STRICT"), "of an exhibit of the tree")
    sim.press("Esc")
    #expect(sim.model.scope == .ownership)
  }

  @Test func whoHoldsThePartyAskedAboutIsSaid() {
    var sim = AppSim(80, 24)
    sim.press("g", "p", "Down", "Down", "Enter")
    #expect(sim.text.contains("Held by    Harbour Lantern Ltd  40 %  EX-0001-FE"))
    #expect(sim.text.contains("Held by    Harbour Lantern Ltd  65 %  EX-0003-FE"))
    #expect(sim.banner.contains("CUI//SP-LEI//FEDCON TLP:AMBER+STRICT"))
  }

  @Test func sharesOverTheWholeAreSaid() {
    let sim = tree("End")
    #expect(sim.cursorRow.contains("Tin Sparrow"))
    #expect(sim.cursorRow.hasPrefix("!>"))
    #expect(sim.text.contains("the stated shares of r:sparrow come to 115.0000 %"))
    #expect(sim.text.contains("over 100 % 1"))
  }

  /// Where the ids of a party have no room below the list, that is said, and one key reads them.
  @Test func allIdsOfAPartyAreRead() throws {
    let (office, scratch) = (try TestOffice("Registers"), try Scratch())
    let entities = (1...6).flatMap { number in
      [
        #"{"id":"g-\#(number)","schema":"Company","properties":{"name":["Gamma Works"]}}"#,
        #"{"id":"o-\#(number)","schema":"Ownership","properties":{"owner":["g-\#(number)"],"asset":["d-1"],"percentage":["2"]}}"#,
      ]
    }
    _ = try Importer.apply(
      scratch.write(entities.joined(separator: "\n") + "\n", "entities.json"), to: nil, in: office.store,
      as: office.author)
    var sitting = Sitting(office.store, as: "ann")
    sitting.press("g", "p", "/", "text:g-6", "Enter")
    #expect(!sitting.text.contains("more: v"), "\(sitting.text)")
    for number in 2...6 {
      _ = try office.store.judge(
        .entry(source: "ftm", id: "g-1"), .entry(source: "ftm", id: "g-\(number)"), .same,
        reason: "one number", as: office.author)
    }
    sitting.press("/", "Ctrl-U", "text:g-6", "Enter")
    #expect(sitting.cursorRow.contains("Gamma Works") && sitting.text.contains("more: v"), "\(sitting.text)")
    sitting.press("v")
    guard case .read(let reading) = sitting.model.shell.dialog else {
      return #expect(Bool(false), "\(sitting.text)")
    }
    #expect(
      reading.text.lines.map(\.text) == ["Gamma Works"] + (1...6).map { "ftm:g-\($0)" }, "\(sitting.text)")
  }

  /// So it is with the ids of the party whose tree is shown.
  @Test func allIdsOfThePartyAskedAboutAreRead() throws {
    let (office, scratch) = (try TestOffice("Registers"), try Scratch())
    let ids = (10..<24).map { "w-\($0)-" + String(repeating: "x", count: 55) }
    let entities = ids.flatMap { id in
      [
        #"{"id":"\#(id)","schema":"Company","properties":{"name":["Gamma Works"]}}"#,
        #"{"id":"o-\#(id)","schema":"Ownership","properties":{"owner":["\#(id)"],"asset":["d-1"],"percentage":["2"]}}"#,
      ]
    }
    _ = try Importer.apply(
      scratch.write(entities.joined(separator: "\n") + "\n", "entities.json"), to: nil, in: office.store,
      as: office.author)
    for id in ids.dropFirst() {
      _ = try office.store.judge(
        .entry(source: "ftm", id: ids[0]), .entry(source: "ftm", id: id), .same, reason: "one number",
        as: office.author)
    }
    var sitting = Sitting(office.store, as: "ann")
    sitting.press("g", "p", "/", "text:w-10", "Enter", "Enter")
    #expect(sitting.model.scope == .ownership && sitting.text.contains("more: v"), "\(sitting.text)")
    sitting.press("v")
    guard case .read(let reading) = sitting.model.shell.dialog else {
      return #expect(Bool(false), "\(sitting.text)")
    }
    let text = reading.text.lines.map(\.text).joined(separator: "\n")
    for id in ids { #expect(text.contains(id), "\(text)") }
  }

  /// What has no room below the tree is read by the keys that are named there.
  @Test func whatIsCutIsReadByItsKeys() throws {
    let sim = tree("End", "w", "End")
    #expect(sim.model.scope == .ownershipProof && sim.cursorRow.hasPrefix("!>"), "\(sim.text)")
    #expect(sim.cursorRow.contains("the stated shares of r:sparrow come to 115.0000 %"), "\(sim.text)")
    #expect(sim.text.contains("do: look for a holding"), "\(sim.text)")

    let entities = [
      #"{"id":"v-person","schema":"Person","properties":{"name":["Ilsa Vanemark"]}}"#,
      #"{"id":"v-first","schema":"Company","properties":{"name":["Glass Heron Trading"]}}"#,
      #"{"id":"v-second","schema":"Company","properties":{"name":["Heron Glass Traders"]}}"#,
      #"{"id":"v-third","schema":"Company","properties":{"name":["Tin Sparrow"]}}"#,
      #"{"id":"v-o","schema":"Ownership","properties":{"owner":["v-person"],"asset":["v-first"],"percentage":["60"],"startDate":["2020-01-01"]}}"#,
      #"{"id":"v-p","schema":"Ownership","properties":{"owner":["v-second"],"asset":["v-third"],"percentage":["10"],"startDate":["2020-01-01"]}}"#,
    ]
    let (office, scratch) = (try TestOffice("Registers"), try Scratch())
    _ = try Importer.apply(
      scratch.write(entities.joined(separator: "\n") + "\n", "entities.json"), to: nil, in: office.store,
      as: office.author)
    let reason = String(repeating: "checked by hand against the paper file, sheet by sheet; ", count: 6)
    _ = try office.store.judge(
      .entry(source: "ftm", id: "v-first"), .entry(source: "ftm", id: "v-second"), .same,
      reason: reason + "signed by two clerks", as: office.author)
    var sitting = Sitting(office.store, as: "ann")
    sitting.press("g", "p", "/", "text:v-person", "Enter", "Enter", "End")
    #expect(sitting.cursorRow.contains("Tin Sparrow"), "\(sitting.text)")
    #expect(sitting.text.contains("more: v") && !sitting.text.contains("two clerks"), "\(sitting.text)")
    sitting.press("v")
    guard case .read(let reading) = sitting.model.shell.dialog else {
      return #expect(Bool(false), "\(sitting.text)")
    }
    let text = reading.text.lines.map(\.text).joined(separator: "\n")
    #expect(text.contains("signed by two clerks") && text.contains("Stated     10 %"), "\(text)")
  }

  @Test func dayDepthAndRuleAreAsked() {
    var sim = tree()
    #expect(row(sim, "Lantern Foundation").contains("control  Lantern"))
    #expect(!sim.text.contains("15 %  also"))
    sim.press("t", "Ctrl-U", "text:soon", "Enter")
    #expect(sim.text.contains("write the day as"))
    sim.press("Ctrl-U", "text:2025-12-31", "Enter")
    #expect(sim.text.contains("As of 2025-12-31"))
    #expect(row(sim, "Lantern Foundation").contains("not blocked"))
    #expect(sim.text.contains("15 %  also stated by r"))
    #expect(row(sim, "Even Half").contains("BLOCKED"))
    sim.press("o", "t", "m")
    #expect(sim.text.contains("rule: more than 50 %, cascading"))
    #expect(row(sim, "Even Half").contains("not blocked"))
    sim.press("-", "-")
    #expect(sim.text.contains("depth 1"))
    #expect(!sim.text.contains("Glass Heron"))
    #expect(sim.text.contains("more below: +"))
    sim.press("-")
    #expect(sim.status == "a tree has one step at least")
    sim.press("+")
    #expect(sim.text.contains("Glass Heron"))
  }

  /// The day that stands is offered: what is typed takes its place, and who moves the cursor edits it.
  @Test func theDayIsTypedOrEdited() {
    var sim = tree("t")
    #expect(sim.text.contains("2026-11-22"))
    sim.press("text:2025-12-31", "Enter")
    #expect(sim.text.contains("As of 2025-12-31"))
    sim.press("t", "Backspace", "text:0", "Enter")
    #expect(sim.text.contains("As of 2025-12-30"))
    sim.press("t", "Left", "Right", "Backspace", "text:1", "Enter")
    #expect(sim.text.contains("As of 2025-12-31"))
    sim.press("t", "Enter")
    #expect(sim.text.contains("As of 2025-12-31"))
  }

  /// Another day brings another row above; the selection stays on its statement.
  @Test func theSelectionStaysOnItsStatement() {
    var sim = tree("End", "Up")
    #expect(sim.cursorRow.contains("Even Half"))
    sim.press("t", "Ctrl-U", "text:2025-12-31", "Enter")
    #expect(sim.cursorRow.contains("Even Half"))
    sim.press("Home", "Down", "Left", "Down", "Down")
    #expect(sim.cursorRow.contains("15 %  also"))
  }

  @Test func whatAPartyHoldsIsFolded() {
    var sim = tree("Down", "Left")
    #expect(sim.cursorRow.contains("(more: Right)"))
    #expect(!sim.text.contains("Glass Heron"))
    sim.press("Right", "Down")
    #expect(sim.cursorRow.contains("Glass Heron"))
    sim.press("Left", "Left")
    #expect(sim.cursorRow.contains("Harbour Lantern"), "to its holder")
  }

  @Test func aPartyHasATreeOfItsOwn() {
    var sim = tree("Down", "f")
    #expect(sim.text.contains("ownership of Harbour Lantern Ltd"))
    sim.press("w")
    #expect(sim.status == "Why: the proof path: it is the party asked about")
    sim.press("Esc")
    #expect(sim.text.contains("ownership of Vanemark"))
  }

  @Test func thePaletteAndACaseLeadThere() {
    var sim = AppSim()
    sim.press(":", "text:ownership", "Enter")
    #expect(sim.model.scope == .parties)
    sim.press("Esc", "g", "c", "g", "p")
    #expect(sim.model.shell.status == "8 parties in statements of ownership", "no case is open")
    #expect(!sim.text.contains("*"))
    sim.press("Esc", "g", "c", "Enter", "g", "p")
    #expect(sim.text.contains("Parties / 26-0001-FE"))
    #expect(sim.cursorRow.contains("(Ванемарк"), "romanised first, then as it is written")
    #expect(sim.cursorRow.hasPrefix("*>"))
    #expect(sim.cursorRow.contains("Vanemark"))
    sim.press("Enter")
    #expect(sim.model.scope == .ownership)
    sim.press("Esc", "Esc")
    #expect(sim.model.scope == .summary)
  }

  /// The screen reckons what the command line does, on a store, and leaves it as it was.
  @Test func theScreenOverAStore() throws {
    let office = try OwnershipSample.office()
    _ = try office.store.judge(
      .entry(source: "bods", id: "rec-harbour"), .entry(source: "ftm", id: "c-lantern"), .same,
      reason: "one number", as: office.author)
    let before = try office.digest()
    var sitting = Sitting(office.store, as: "ann")
    sitting.press("g", "/", "text:vanemark", "Enter", "g", "p")
    #expect(sitting.text.contains("Parties / rec-vane"))
    #expect(sitting.cursorRow.hasPrefix("*>"))
    sitting.press("Enter", "t", "Ctrl-U", "text:\(OwnershipSample.day)", "Enter")
    let glass = sitting.text.split(separator: "\n").first { $0.contains("Glass Heron") } ?? ""
    #expect(glass.contains("BLOCKED") && glass.contains("EX-0002-REG"))
    sitting.press("Down", "x")
    #expect(sitting.text.contains("what-if: 1 edge left out"))
    #expect(sitting.text.contains("not blocked"))
    sitting.press("Enter")
    #expect(sitting.text.contains("bods.json"))
    #expect(sitting.text.contains("Custody:"))
    #expect(try office.digest() == before)
    sitting.press("Esc", "g", "p", "/", "text:lantern harbour", "Enter")
    #expect(sitting.text.contains("bods:rec-harbour = ftm:"), "found by either name")
    #expect(sitting.status == "1 party in statements of ownership")
  }

  @Test func judgementsThatContradictOneAnotherAreSaid() throws {
    let office = try OwnershipSample.office()
    let actor = try office.store.newActor(
      kind: .organisation, names: [ActorName("Lantern group")], as: office.author)
    let (harbour, lantern) = (
      NameBearer.entry(source: "bods", id: "rec-harbour"), NameBearer.entry(source: "ftm", id: "c-lantern")
    )
    for record in [harbour, lantern] {
      _ = try office.store.judge(.actor(actor.id), record, .same, reason: "its seat", as: office.author)
    }
    let apart = try office.store.judge(harbour, lantern, .different, reason: "two seats", as: office.author)
    var sitting = Sitting(office.store, as: "ann")
    sitting.model.size = Size(width: 160, height: 60)
    sitting.press("g", "p", "/", "text:vanemark", "Enter", "Enter")
    #expect(sitting.status == "judgements contradict one another on who is who")
    #expect(sitting.text.contains("but judgement \(apart.id)"))
    #expect(sitting.text.contains("take one back: casetui actor undo JUDGEMENT"))
  }

  /// However many hold the party asked about, what contradicts stands before them, and all are there to be read.
  @Test func noHolderAndNoContradictionIsOutOfSight() throws {
    let office = try OwnershipSample.office()
    let holders = (1...8).flatMap { number in
      [
        #"{"id":"h-\#(number)","schema":"Person","properties":{"name":["Holder \#(number)"]}}"#,
        #"{"id":"s-\#(number)","schema":"Ownership","properties":{"owner":["h-\#(number)"],"asset":["c-lantern"],"percentage":["2%"]}}"#,
      ]
    }
    let scratch = try Scratch()
    let file = try scratch.write(holders.joined(separator: "\n") + "\n", "holders.json")
    _ = try Importer.apply(file, to: nil, in: office.store, as: office.author)
    func asked() -> Sitting {
      var sitting = Sitting(office.store, as: "ann")
      sitting.press("g", "p", "/", "text:c-lantern", "Enter", "Enter")
      #expect(sitting.text.contains("asked about"), "\(sitting.text)")
      return sitting
    }
    func isRead(_ words: [String], by sitting: Sitting) -> Bool {
      guard case .read(let reading) = sitting.model.shell.dialog else { return false }
      let text = reading.text.lines.map(\.text).joined(separator: "\n")
      return words.allSatisfy { text.contains($0) }
    }
    let all = (1...8).map { "Held by    Holder \($0)  2 %" }
    var sitting = asked()
    #expect(sitting.text.contains("and 6 more: Enter"), "\(sitting.text)")
    sitting.press("Enter")
    #expect(isRead(all, by: sitting), "\(sitting.text)")

    let actor = try office.store.newActor(
      kind: .organisation, names: [ActorName("Lantern group")], as: office.author)
    let (one, other) = (
      NameBearer.entry(source: "ftm", id: "c-lantern"), NameBearer.entry(source: "ftm", id: "c-quay")
    )
    for record in [one, other] {
      _ = try office.store.judge(.actor(actor.id), record, .same, reason: "its seat", as: office.author)
    }
    let apart = try office.store.judge(one, other, .different, reason: "two seats", as: office.author)
    sitting = asked()
    let rows = sitting.text.split(separator: "\n")
    let title = rows.lastIndex { $0.contains("asked about") } ?? 0
    #expect(rows[(title + 1)...].prefix(2).contains { $0.hasPrefix(" ! ") }, "\(sitting.text)")
    #expect(sitting.text.contains(": Enter"), "\(sitting.text)")
    sitting.press("Enter")
    #expect(isRead(all + [apart.id, "take one back"], by: sitting), "\(sitting.text)")
  }

  /// On a narrow screen the day and the rule are cut, and not what came of them.
  @Test func theResultIsSeenOnANarrowScreen() {
    var sim = AppSim(60, 20)
    for key in Self.tree { sim.press(key) }
    #expect(sim.text.contains(" 5 blocked, 1 open  As of 2026-11-22"), "\(sim.text)")
  }

  /// Every end of a tree has its line, and no line leads nowhere.
  @Test func guides() {
    let depths = [0, 1, 2, 2, 3, 1, 2]
    let lines = Guide.all(depths).map { $0.text(isFirst: true, .ascii).text }
    #expect(lines == ["", "+- ", "|  +- ", "|  +- ", "|     +- ", "+- ", "   +- "])
    let further = Guide.all(depths).map { $0.text(isFirst: false, .ascii).text }
    #expect(further == ["", "|  ", "|  |  ", "|     ", "|        ", "   ", "      "])
  }
}
