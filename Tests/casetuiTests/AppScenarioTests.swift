import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// What a person wants done, by keys alone.
@Suite struct AppScenarioTests {
  @Test func aCaseThatCannotMoveSaysEverythingInItsWay() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "a", "s")
    #expect(sim.text.contains("move 26-0001-FE to"))
    sim.press("Enter")
    #expect(sim.works == [.dryRun(AppWorld.tag(1), .spine(.attribution))])
    let decision = sim.world.decision(isAllowed: false)
    #expect(!decision.obstacles.isEmpty)
    sim.model.size = Size(width: 160, height: 120)
    for obstacle in decision.obstacles {
      #expect(sim.text.contains(obstacle.code.rawValue))
      #expect(sim.text.contains(obstacle.remedy))
      #expect(sim.text.contains(obstacle.section))
    }
    for line in decision.notChecked { #expect(sim.text.contains("? \(line)")) }
    sim.press("Enter")
    #expect(sim.status.hasPrefix("not moved: "))
    #expect(sim.works.count == 1)
    sim.press("Esc")
    #expect(sim.model.scope == .summary)
  }

  /// The answer comes a moment later: what was begun meanwhile keeps its place, and what was typed in it.
  @Test func theMenuOfStagesHidesNothing() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "a", "n", "text:M")
    let tag = AppWorld.tag(1)
    sim.model.shell.ask(.places(tag))
    let generation = sim.model.shell.generations[Query.places(tag).slot] ?? 0
    let answer = Message.reply(.places(tag), sim.world.reply(to: .places(tag)), generation: generation)
    sim.send(answer)
    sim.press("text:y")
    #expect(sim.text.contains("> My"), "\(sim.text)")
    #expect(sim.status.contains("a s once more"))
    sim.press("Esc", "g", "a")
    sim.send(answer)
    #expect(sim.model.shell.dialog == nil, "\(sim.text)")
  }

  @Test func aCaseThatCanMoveIsMovedOnce() {
    var sim = AppSim()
    sim.world.isMoveAllowed = true
    sim.press("g", "c", "a", "s", "Enter")
    #expect(sim.text.contains("Enter makes the move"))
    sim.press("Enter")
    #expect(sim.status == "moved 26-0001-FE to triage (#133)")
    sim.press("Enter")
    #expect(sim.status == "not moved: the move was made")
    #expect(
      sim.works == [
        .dryRun(AppWorld.tag(1), .spine(.triage)), .advance(AppWorld.tag(1), .spine(.triage)),
      ])
  }

  /// A check that waited for something else takes no screen: the key pressed then was meant for the list.
  @Test func aCheckThatWaitedMovesNothing() {
    var sim = AppSim()
    sim.world.isMoveAllowed = true
    sim.holdsWork = true
    sim.press("g", "i", "text:big.csv", "Enter", "g", "c", "a", "s", "Enter")
    #expect(sim.model.shell.jobs.waiting.map(\.work) == [.dryRun(AppWorld.tag(1), .spine(.triage))])
    sim.answerWork()
    #expect(sim.model.scope == .cases, "\(sim.text)")
    #expect(sim.status == "26-0001-FE can move to triage; nothing written yet; g j shows it")
    sim.press("Enter")
    #expect(sim.model.scope == .summary)
    #expect(!sim.works.contains(.advance(AppWorld.tag(1), .spine(.triage))))
    sim.press("g", "j")
    #expect(sim.cursorRow.contains("checking 26-0001-FE for triage"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.model.scope == .stage && sim.text.contains("Enter makes the move"), "\(sim.text)")
  }

  /// Nor does one that began at once, where somebody went on meanwhile.
  @Test(arguments: [["Down"], ["/"], ["c", "c"], ["Enter"]])
  func aCheckTakesNoScreenFromWhoeverWentOn(_ keys: [String]) {
    var sim = AppSim()
    sim.world.isMoveAllowed = true
    sim.press("g", "c", "a", "s")
    sim.holdsWork = true
    sim.press("Enter")
    #expect(sim.works == [.dryRun(AppWorld.tag(1), .spine(.triage))])
    for key in keys { sim.press(key) }
    let (scope, text) = (sim.model.scope, sim.text)
    sim.answerWork()
    #expect(sim.model.scope == scope && scope != .stage, "\(text)\n\(sim.text)")
    #expect(sim.status.hasSuffix("; g j shows it"), "\(sim.status)")
  }

  /// A case that waited opens under no prompt: what is typed is taken by the page that asked for it.
  @Test func aCaseThatWaitedOpensUnderNoPrompt() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "i", "text:big.csv", "Enter", "c", "c", "text:Waits", "Enter", "t", "n", "text:26-0002")
    sim.answerWork()
    #expect(sim.text.contains("> 26-0002"), "\(sim.text)")
    #expect(sim.status == "opened 26-0006-FE (#131); g j shows it")
    sim.press("Enter")
    #expect(sim.model.scope == .importing && sim.text.contains("Target     26-0002-FE"), "\(sim.text)")
    sim.press("g", "j", "Enter")
    #expect(sim.model.scope == .summary && sim.model.currentCase == AppWorld.tag(6), "\(sim.text)")
  }

  /// The menu of stages comes over no words that are typed to find a case.
  @Test func theMenuOfStagesLeavesWhatIsTypedToFind() {
    var sim = AppSim()
    sim.press("g", "c", "/", "text:Iv")
    let tag = AppWorld.tag(1)
    #expect(sim.model.currentCase == tag)
    sim.model.shell.ask(.places(tag))
    let generation = sim.model.shell.generations[Query.places(tag).slot] ?? 0
    sim.send(.reply(.places(tag), sim.world.reply(to: .places(tag)), generation: generation))
    #expect(sim.model.shell.dialog == nil, "\(sim.text)")
    sim.press("text:an")
    #expect(sim.text.contains("Cases / Ivan"), "\(sim.text)")
  }

  /// A prompt whose page is gone says so and keeps its text.
  @Test func whatIsTypedForAPageThatIsGoneIsKept() {
    for (key, purpose) in [("f", "from"), ("m", "mapping"), ("d", "decisions")] {
      var sim = AppSim()
      sim.press("g", "i", "text:a.csv", "Enter", key)
      sim.model.pages.append(CasesPage())
      sim.press("text:Example Lab", "Enter")
      #expect(sim.text.contains("> Example Lab"), "\(purpose): \(sim.text)")
      #expect(sim.text.contains("no longer on the screen; Esc keeps the text"), "\(purpose): \(sim.text)")
      #expect(sim.works.count == 1, "\(purpose): only the dry run")
    }
  }

  /// What is found of one case cites the exhibits of that one, not of another that lies above it.
  @Test func aFindingIsGivenToItsOwnCase() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "3", "f")
    sim.model.pages.append(CasePage(AppWorld.tag(2)))
    sim.press("n")
    #expect(sim.model.shell.dialog == nil, "\(sim.text)")
    #expect(sim.status == "nothing was done: its page is no longer on the screen")
  }

  @Test func closingAsksWhyAndSuspendingUntilWhen() {
    var sim = AppSim()
    sim.press("g", "c", "a", "s", "Down", "Enter", "Down", "Enter")
    #expect(sim.works == [.dryRun(AppWorld.tag(1), .close(.outOfScope))])
    sim.press("Esc", "a", "s", "Down", "Down", "Enter", "Enter", "text:soon", "Enter")
    #expect(sim.text.contains("write the day as"))
    for _ in 0..<4 { sim.press("Ctrl-H") }
    sim.send(.event(.key(.control("u"))))
    sim.press("text:2027-01-31", "Enter")
    #expect(
      sim.works.last
        == .dryRun(
          AppWorld.tag(1), .suspend(.awaitingEvidence, reviewOn: Day(year: 2027, month: 1, day: 31)!)))
  }

  /// A second key confirms: the next conflict comes by itself, and the same key twice would settle it unread.
  @Test func aConflictIsSettledByAKeyAndAYes() {
    var sim = AppSim()
    sim.press("g", "s", "Enter")
    #expect(sim.text.contains("[-3-]"))
    #expect(sim.text.contains("{+4+}"))
    #expect(sim.text.contains("{+for 陈示例+}"))
    sim.press("2", "2")
    #expect(sim.works.isEmpty)
    #expect(sim.text.contains("y yes: The subject directed 4 transfers"))
    sim.press("n")
    #expect(sim.works.isEmpty)
    sim.press("2", "Enter")
    #expect(sim.works.isEmpty, "what Enter chooses leaves it open")
    sim.press("2", "y")
    #expect(sim.works == [.resolve(sim.world.conflicts[0], .theirs)])
    #expect(sim.status == "settled title (#132)")
  }

  /// A text, or a name that its sender chose, may be longer than the screen: its end is reached, and what is to be
  /// settled stands first.
  @Test func aLongConflictScrolls() {
    var world = AppWorld()
    let long = String(repeating: "long ", count: 300)
    world.conflicts = [
      ConflictLine(
        id: "0a1b2c3d", caseTag: nil, mark: .officeFloor, field: "judgement of a pair",
        about: ["Zeta \(long)(threat-actor--01)", "Barnaby Fieldglass (AC-0001)"], isHard: false,
        base: "unsure; because: \(long)the base ends",
        sides: [
          ConflictLine.Side(
            text: "same; because: \(long)ours ends", office: "East", user: "a", at: 0, isOurs: true),
          ConflictLine.Side(
            text: "different; because: \(long)theirs ends", office: "West", user: "b", at: 0, isOurs: false),
        ], isText: false)
    ]
    for (width, height) in [(80, 24), (100, 30)] {
      var sim = AppSim(width, height, world: world)
      sim.press("g", "s")
      #expect(sim.cursorRow.contains("Zeta long") && sim.cursorRow.contains("Barnaby"), "\(sim.cursorRow)")
      #expect(sim.cursorRow.contains("same; ") && sim.cursorRow.contains("| different"), "\(sim.cursorRow)")
      sim.press("Enter")
      #expect(sim.text.contains("[-same;-]") && sim.text.contains("{+different;+}"), "\(sim.text)")
      #expect(sim.text.contains("Base       unsure;") && sim.text.contains("more below: PgDn"))
      #expect(!sim.text.contains("ours ends"))
      sim.press("G")
      #expect(sim.text.contains("ends") && !sim.text.contains("more below"), "\(sim.text)")
      sim.press("Home")
      var seen = ""
      for _ in 0..<60 {
        seen += sim.text
        sim.press("PgDn")
      }
      #expect(seen.contains("[-ours-] ends") && seen.contains("{+theirs+} ends"))
    }
  }

  /// What an exchange brings does not change which conflict is read.
  @Test func theConflictOnTheScreenStaysWhileOthersCome() {
    var sim = AppSim()
    sim.press("g", "s", "Enter")
    #expect(sim.text.contains("conflict 1 of 2: 26-0002-FE title"))
    sim.world.conflicts.reverse()
    // What each change of the store brings.
    sim.model.shell.ask(.conflicts)
    let generation = sim.model.shell.generations[Query.conflicts.slot] ?? 0
    sim.send(.reply(.conflicts, .conflicts(sim.world.conflicts), generation: generation))
    #expect(sim.text.contains("conflict 2 of 2: 26-0002-FE title"), "\(sim.text)")
  }

  /// After an exchange the selection is on what it brought to settle.
  @Test func aNewConflictIsSelected() {
    var world = AppWorld()
    let conflicts = world.conflicts
    world.conflicts = []
    var sim = AppSim(80, 24, world: world)
    sim.press("g", "s")
    #expect(sim.cursorRow.contains("> Headquarters"))
    sim.world.conflicts = conflicts
    sim.press("y", "Enter")
    #expect(sim.cursorRow.contains("> 26-0002-FE"))
  }

  @Test func bothTextsAreKeptOnlyWhereTheyAreText() {
    var sim = AppSim()
    sim.press("g", "s", "Enter", "n", "3")
    #expect(sim.works.isEmpty)
    #expect(sim.status.contains("not free text"))
    sim.press("n", "3", "y")
    #expect(sim.works == [.resolve(sim.world.conflicts[0], .both)])
    let text = "The subject directed 3 transfers from account 4471 or so"
    sim.press("e", "text: or so", "Enter")
    #expect(
      sim.works.count == 1 && sim.text.contains("settle it?"), "a text of one's own is asked about, too")
    sim.press("n", "e")
    #expect(sim.text.contains("4471 or so"), "what was typed is there again")
    sim.press("Enter", "y")
    #expect(sim.works.last == .resolve(sim.world.conflicts[0], .text(text)))
  }

  @Test func anImportIsSeenBeforeItIsWritten() {
    var sim = AppSim()
    sim.press("g", "i", "text:in/bundle.json", "Enter")
    #expect(sim.text.contains("Nothing has been written"))
    #expect(sim.text.contains("the object has no id"))
    #expect(sim.text.contains("decide: it may hold macros"), "what is to be decided comes first")
    sim.press("Down")
    #expect(sim.text.contains("ask the sender for a corrected bundle"))
    sim.press("C")
    #expect(sim.works == [.scan(Incoming(path: "in/bundle.json"))])
    sim.press("2")
    #expect(sim.status.contains("target: 26-0002-FE"))
    sim.press("C")
    #expect(sim.works.last == .apply(Incoming(path: "in/bundle.json"), AppWorld.tag(2)))
    #expect(sim.text.contains(">4 receipt"))
    sim.press("C")
    #expect(sim.works.count == 2)
  }

  /// As on the command line: the exhibits would have come from nobody.
  @Test func aSenderWhoseNameSaysNothingIsNotTaken() {
    var sim = AppSim()
    sim.press("g", "i", "text:a.csv", "Enter", "f")
    sim.send(.event(.paste("\u{200B}")))
    sim.press("Enter")
    #expect(sim.works == [.scan(Incoming(path: "a.csv"))])
    #expect(sim.model.shell.dialog != nil && sim.text.contains("the name of who sent it has"), "\(sim.text)")
    sim.press("Ctrl-U", "text:Aurora Foundry", "Enter")
    #expect(sim.works.last == .scan(Incoming(path: "a.csv", sender: "Aurora Foundry")))
  }

  @Test func theSenderIsSaidBeforeTheImport() {
    var sim = AppSim()
    sim.press("g", "i", "text:a.csv", "Enter")
    #expect(sim.text.contains("not said: f"))
    sim.press("f", "text:Aurora Foundry", "Enter")
    let sent = Incoming(path: "a.csv", sender: "Aurora Foundry")
    #expect(sim.works == [.scan(Incoming(path: "a.csv")), .scan(sent)], "rows are compared anew")
    #expect(sim.text.contains("Aurora Foundry"))
    // An empty text takes it back.
    sim.press("f", "Ctrl-U", "Enter")
    #expect(sim.works.last == .scan(Incoming(path: "a.csv")) && sim.text.contains("not said: f"))
    sim.press("f", "text:Aurora Foundry", "Enter", "d", "text:answers.json", "Enter")
    #expect(sim.text.contains("decisions answers.json"), "\(sim.text)")
    sim.press("d", "Ctrl-U", "Enter")
    #expect(!sim.text.contains("decisions answers.json"), "\(sim.text)")
    sim.press("t", "w", "C")
    #expect(sim.works.last == .apply(sent, nil))
    #expect(sim.text.contains(">4 receipt"))
    sim.press("f")
    #expect(sim.status.contains("it was imported"))
  }

  /// Also over a text that stands: neither Esc nor a failure loses the one that was typed.
  @Test func aTypedTitleIsOfferedOverTheOneThatStands() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "a", "t", "text: and Co", "Esc", "a", "t")
    #expect(sim.text.contains("Pyotr  Иванов Пётр and Co"), "\(sim.text)")
    sim.press("Ctrl-U", "Esc", "a", "t")
    #expect(sim.text.contains("> Ivanov Example Pyotr") && !sim.text.contains("and Co"), "\(sim.text)")
    sim.holdsWork = true
    sim.press("text: Ltd", "Enter")
    let generation = sim.model.shell.job?.generation ?? 0
    let work = sim.works.last
    #expect(work == .setTitle(AppWorld.tag(1), "Ivanov Example Pyotr  Иванов Пётр Ltd"))
    guard let work else { return }
    sim.send(.workFailed(work, Trouble(message: "the disk is full"), generation: generation))
    sim.press("a", "t")
    #expect(sim.text.contains("Pyotr  Иванов Пётр Ltd"), "\(sim.text)")
  }

  /// What was typed for one import is offered for that alone, and what is typed takes its place.
  @Test(arguments: ["f", "m", "d"]) func whatIsSaidOfOneImportIsOfferedForNoOther(_ key: String) {
    var sim = AppSim()
    sim.press("g", "i", "text:a.csv", "Enter", key, "text:Owner A", "Enter", key)
    #expect(sim.text.contains("> Owner A"), "it stands: \(sim.text)")
    sim.press("Esc", key, "text:Owner B", "Esc")
    sim.press("g", "i", "text:b.csv", "Enter", key)
    #expect(!sim.text.contains("Owner A") && !sim.text.contains("Owner B"), "\(sim.text)")
    sim.press("text:Owner C", "Esc", key)
    #expect(sim.text.contains("> Owner C"), "what was typed is kept: \(sim.text)")
    sim.press("text:Owner D")
    #expect(sim.text.contains("> Owner D"), "an offer gives way: \(sim.text)")
  }

  /// What is wrong, and what to do, is read whole however narrow the screen is; of many exhibits it says how many more.
  @Test func theAdviceOfAnImportIsReadWhole() {
    var world = AppWorld()
    let advice = String(repeating: "look at these cells; ", count: 30) + "then casetui mapping save"
    world.scan.problems.insert(
      .init(isRefused: false, place: "a.csv row 2", reason: "no number", remedy: advice), at: 0)
    world.scan.exhibits = (1...14).map { "EX-00\($0)-FE" }
    var sim = AppSim(80, 24, world: world)
    sim.press("g", "i", "text:a.csv", "Enter")
    #expect(sim.text.contains("more: Enter"), "\(sim.text)")
    #expect(sim.text.contains("> warning a.csv row 2"))
    sim.press("Enter")
    #expect(sim.text.contains("casetui mapping save"), "\(sim.text)")
    sim.press("Esc", "Down")
    #expect(!sim.text.contains("more: Enter"))
    sim.press("t", "w", "C")
    #expect(sim.text.contains("and 12 more (casetui evidence list)"), "\(sim.text)")
  }

  /// What of the figures has no room is said to be cut, and read by one key; nothing ends in silence.
  @Test(arguments: [(60, 20), (80, 24)]) func allFiguresOfAnImportAreRead(_ width: Int, _ height: Int) {
    var world = AppWorld()
    world.scan.byType = (1...11).map { .init(type: "type-\($0)", count: 20 - $0) }
    world.scan.files = (1...4).map {
      .init(path: "in/part-\($0).json", role: "stix", bytes: 1_000, state: "new", reference: nil)
    }
    world.scan.exhibits = (1...5).map { "EX-000\($0)-FE" }
    var sim = AppSim(width, height, world: world)
    sim.press("g", "i", "text:in", "Enter")
    #expect(sim.text.contains("more: v"), "\(sim.text)")
    sim.press("v")
    guard case .read(let reading) = sim.model.shell.dialog else {
      return #expect(Bool(false), "\(sim.text)")
    }
    let text = reading.text.lines.map(\.text).joined(separator: "\n")
    for words in ["9 type-11", "in/part-4.json", "EX-0005-FE", "Bytes      1,790,000 in objects"] {
      #expect(text.contains(words), "\(words) in \(text)")
    }
    sim.press("Esc")
    // On a tall screen it says how many more there are.
    sim.model.size = Size(width: 160, height: 60)
    sim.press("Home")
    #expect(sim.text.contains("12 type-8 and 3 more types") && sim.text.contains("and 3 more files"))
    #expect(!sim.text.contains("more: v"), "\(sim.text)")
    var early = AppSim(width, height)
    early.holdsWork = true
    early.press("g", "i", "text:in", "Enter", "v")
    #expect(early.status.contains("nothing was counted yet"))
  }

  /// What the check of each bag came to is said, and what an earlier run had written.
  @Test(arguments: [(60, 20), (80, 24)]) func bagsAndWhatWentOnAreSaid(_ width: Int, _ height: Int) {
    var world = AppWorld()
    world.scan.bags = [
      BagVerdict(path: "", verdict: "VALID", checkedFiles: 3),
      BagVerdict(path: "in/older", verdict: "INVALID", checkedFiles: 1),
    ]
    world.scan.resumed = 1_203
    var sim = AppSim(width, height, world: world)
    sim.press("g", "i", "text:in", "Enter")
    #expect(sim.text.contains("Bag        in/older: INVALID and 1 more bag"), "\(sim.text)")
    sim.press("v")
    guard case .read(let reading) = sim.model.shell.dialog else {
      return #expect(Bool(false), "\(sim.text)")
    }
    let text = reading.text.lines.map(\.text).joined(separator: "\n")
    for words in [
      "Bag        .: VALID\n", "Bag        in/older: INVALID",
      "it went on after 1,203 objects that an earlier run had written",
    ] {
      #expect(text.contains(words), "\(words) in \(text)")
    }
  }

  /// A bag that is scanned is told of as on the command line.
  @Test func aBagThatIsScannedHasAVerdict() throws {
    let desk = try CommandDesk(case: "Quiet relays")
    _ = try desk.run(EvidenceCommand.Add.self, try desk.write("a.txt", "x"), "--case", "26-0001")
    let bag = desk.folder + "/bag"
    _ = try desk.run(ExportCommand.Bag.self, "--case", "26-0001", "--out", bag)
    var sim = Sitting(desk.store, as: "ann")
    sim.press("g", "i", "text:\(bag)", "Enter")
    #expect(sim.text.contains("Bag        .: VALID"), "\(sim.text)")
  }

  /// What takes too long for a look at a case is said not to be checked.
  @Test(arguments: [true, false]) func aLookAtACaseChecksNoSweep(isAsked: Bool) {
    var world = AppWorld()
    world.isSweepUnchecked = isAsked
    var sim = AppSim(80, 60, world: world)
    sim.press("g", "c", "Enter")
    let told = "not checked here: whether its ownership sweep still follows"
    #expect(sim.text.contains(told) == isAsked, "\(sim.text)")
  }

  /// What other processes exchanged is there when somebody looks.
  @Test func thePeersAreThoseOfNow() {
    var world = AppWorld()
    let peers = world.office.peers
    world.office.peers = []
    var sim = AppSim(80, 24, world: world)
    sim.world.office.peers = peers
    sim.press("g", "s")
    #expect(sim.text.contains("Headquarters") && !sim.text.contains("none yet"), "\(sim.text)")
  }

  /// The receipt says how to take it back, and the desk counts anew.
  @Test func anImportSaysWhatItIsCalled() {
    var sim = AppSim()
    sim.press("g", "i", "text:a.json", "Enter", "t", "w", "C")
    #expect(sim.text.contains("as IM-0007-FE; to take it back: : import undo"))
    let asked = sim.effects.count { if case .ask(.health, _) = $0 { true } else { false } }
    #expect(asked == 2, "once at the start, once after the import")
  }

  /// The target is never guessed from a list: only a case that is open is meant.
  @Test func anImportGoesToTheCaseThatIsOpen() {
    var sim = AppSim()
    sim.press("g", "c", "g", "i", "text:a.json", "Enter")
    #expect(sim.text.contains("not chosen yet"))
    sim.press("g", "c", "Enter", "g", "i", "text:a.json", "Enter", "C")
    #expect(sim.works.last == .apply(Incoming(path: "a.json"), AppWorld.tag(1)))
  }

  @Test func anUnknownPeerIsEnrolledOnlyAfterItsWordsWereShown() {
    var sim = AppSim()
    sim.world.isPeerKnown = false
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter")
    #expect(sim.text.contains("amber bridge cobalt dune"))
    sim.press("Enter")
    #expect(sim.works == [.sync(peer: "/media/peer", enrol: nil)], "a stray Enter enrols nobody")
    sim.press("y", "Enter", "y")
    #expect(sim.works.count == 2, "the key that begins an exchange enrols nobody")
    sim.press("w")
    #expect(sim.works.last == .sync(peer: "ssh://hq/store", enrol: sim.world.peerWords))
    #expect(sim.text.contains("both hold the same state now"))
  }

  /// Another store is at the address by the time somebody says yes: its words are shown, and no key that was meant
  /// for those before takes it in.
  @Test func onlyTheKeyWhoseWordsWereShownIsEnrolled() {
    var sim = AppSim(80, 24)
    sim.world.isPeerKnown = false
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter", "n", "e")
    let shown = sim.world.peerWords
    sim.world.peerWords = "ember falcon garnet heron"
    sim.press("w")
    #expect(sim.works.last == .sync(peer: "/media/peer", enrol: shown))
    #expect(sim.status.contains("nobody was enrolled"), "\(sim.status)")
    #expect(sim.text.contains("ember falcon garnet heron") && sim.text.contains("e asks"), "\(sim.text)")
    #expect(!sim.text.contains(shown))
    sim.press("w")
    #expect(sim.works.count == 2, "the same letter twice answers for nobody else")
    sim.press("e", "w")
    #expect(sim.works.last == .sync(peer: "/media/peer", enrol: "ember falcon garnet heron"))
    #expect(sim.text.contains("both hold the same state now"))
  }

  /// What is typed answers no question that came up meanwhile, and nothing of it is lost.
  @Test func anUnknownPeerInterruptsNobody() {
    var sim = AppSim(80, 24)
    sim.world.isPeerKnown = false
    sim.holdsWork = true
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter", "c", "c", "text:ma")
    sim.answerWork()
    sim.press("text:y be true")
    #expect(sim.text.contains("> may be true"), "\(sim.text)")
    #expect(sim.status.contains("is not enrolled; nothing was exchanged; g j shows its key words"))
    let isEnrolled = sim.works.contains(.sync(peer: "/media/peer", enrol: sim.world.peerWords))
    #expect(!isEnrolled)
    sim.press("Esc")
    #expect(sim.text.contains("amber bridge cobalt dune") && sim.text.contains("e asks"), "\(sim.text)")
    sim.press("e", "e")
    #expect(sim.text.contains("reads out exactly"), "the same key twice enrols nobody")
    sim.press("w")
    #expect(sim.works.last == .sync(peer: "/media/peer", enrol: sim.world.peerWords))
    #expect(!sim.text.contains("is not enrolled"), "\(sim.text)")
  }

  /// Nor of keys: whoever goes down the list meanwhile and presses Enter has compared no words.
  @Test func anUnknownPeerAsksNobodyWhoWentOn() {
    var sim = AppSim(80, 24)
    sim.world.isPeerKnown = false
    sim.holdsWork = true
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter", "Down")
    sim.answerWork()
    #expect(sim.model.shell.dialog == nil && sim.model.scope == .sync, "\(sim.text)")
    #expect(sim.text.contains("amber bridge cobalt dune") && sim.text.contains("e asks"), "\(sim.text)")
    #expect(sim.status.contains("is not enrolled; nothing was exchanged"), "\(sim.status)")
    // Enter on the list calls the peer again, and enrols nobody.
    sim.press("Down", "Enter")
    #expect(sim.works.allSatisfy { $0 == .sync(peer: "/media/peer", enrol: nil) }, "\(sim.works)")
  }

  /// Nor does the question come over another page; the job shows it.
  @Test func anUnknownPeerWaitsBelowAnotherPage() {
    var sim = AppSim(80, 24)
    sim.world.isPeerKnown = false
    sim.holdsWork = true
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter", "g", "c")
    sim.answerWork()
    #expect(sim.model.shell.dialog == nil && sim.model.scope == .cases)
    sim.press("e")
    #expect(sim.model.shell.dialog == nil)
    sim.press("g", "j", "Enter")
    #expect(sim.model.scope == .sync && sim.text.contains("amber bridge cobalt dune"), "\(sim.text)")
    sim.press("e", "Esc", "g", "h", "g", "s", "e")
    #expect(sim.status.contains("no peer waits to be enrolled"))
  }

  /// Enter on a peer asks; a second one sends nothing.
  @Test func aStrayEnterExchangesNothing() {
    var sim = AppSim()
    sim.press("g", "s", "Home", "Enter")
    #expect(sim.text.contains("yes: sends all it has not"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.works == [])
    sim.press("Enter", "y")
    #expect(sim.works == [.sync(peer: "ssh://hq/store", enrol: nil)])
  }

  @Test func aFindingCitesWhatWasMarked() {
    var sim = AppSim()
    sim.press("g", "c", "Enter", "3", "f", "n")
    #expect(sim.text.contains("exhibits for CS1 (not met)"))
    sim.press("Down", "Space", "Enter", "text:It is published.", "Enter")
    let draft = FindingDraft(
      tag: AppWorld.tag(1), element: .cs1, result: .notMet, exhibits: [AppWorld.exhibitID(2)],
      rationale: "It is published.")
    #expect(sim.works == [.setFinding(draft)])
    #expect(sim.status == "CS1 of 26-0001-FE: not met (#132)")
  }

  @Test func aRefusedFindingSaysWhy() {
    var sim = AppSim()
    sim.world.findingObstacles = sim.world.decision(isAllowed: false).obstacles
    sim.press("g", "c", "Enter", "3", "f", "m", "Enter", "text:x", "Enter")
    #expect(sim.status.hasPrefix("refused: "))
    #expect(sim.text.contains(sim.world.findingObstacles[0].code.rawValue))
    sim.press("Esc", "f", "m", "Enter")
    #expect(sim.text.contains("> x"), "what was typed is kept")
  }

  /// G2: a case is opened, checked, and its evidence read with arrows, Enter, Esc and `:` alone.
  @Test func arrowsAreEnough() {
    var sim = AppSim()
    sim.press(":", "text:cases", "Enter")
    #expect(sim.model.scope == .cases)
    sim.press("Down", "Up", "Enter", "Right")
    #expect(sim.model.scope == .evidence)
    sim.press("Down", "Enter")
    #expect(sim.text.contains("EX-0002-FE"))
    sim.press("Esc", "Right", ":", "text:finding", "Enter", "Enter", "Enter")
    #expect(sim.text.contains("why CS1 is met"))
    sim.press("Esc", ":", "text:move the case", "Enter", "Enter")
    #expect(sim.model.scope == .stage)
    sim.press("Esc", "Esc", "Esc", ":", "text:quit", "Enter")
    #expect(sim.effects.last == .quit)
  }

  /// The palette alone reaches every command of every screen, and says what it is in the CLI.
  @Test func thePaletteRunsWhatItShows() {
    var sim = AppSim()
    // By the words of the command line, too, also of what has a screen of its own.
    for (words, screen) in [
      ("import scan", "Import evidence"), ("import apply", "Import evidence"),
      ("screen file", "screening of names"),
      ("sync run", "sync and conflicts"),
    ] {
      sim.press(":", "text:\(words)")
      #expect(
        sim.text.split(separator: "\n").contains { $0.contains(">") && $0.contains(screen) },
        "\(words): \(sim.text)")
      sim.press("Esc")
    }
    sim.press("g", "c", ":", "text:note")
    #expect(sim.text.contains("CLI: casetui case note 26-0001-FE TEXT"))
    sim.press("Enter", "text:Call the lab.", "Enter")
    #expect(sim.works == [.note(AppWorld.tag(1), "Call the lab.")])
  }

  @Test func whatCannotBeDoneSaysWhy() {
    var world = AppWorld()
    world.office.cases = []
    var sim = AppSim(world: world)
    sim.press("g", "c", "a", "s")
    #expect(sim.status == "Move the case to a stage: no case is selected")
    sim.press(":", "text:stage")
    #expect(sim.text.contains("Not now: no case is selected"))
  }
}
