import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// The list of long works, as a value and by keys.
@Suite struct JobsPageTests {
  private static let scan = Work.scan(Incoming(path: "a.json"))
  private static let note = Work.note(AppWorld.tag(1), "text")
  private static let trouble = Trouble(message: "disk full", remedy: "make room")

  // MARK: the value

  @Test func oneRunsAndTheNewestComesFirst() {
    var jobs = Jobs()
    let first = jobs.start(Self.scan, at: 1_000)
    #expect(jobs.all.map(\.state) == [.running])
    jobs.progress("file 7", of: first)
    jobs.progress("of another", of: first + 1)
    #expect(jobs.running?.progress == "file 7")
    var isEnded = jobs.end(first, .success(.scanned(ImportView())), at: 4_500)
    #expect(isEnded)
    jobs.tell("dry run", of: first)
    isEnded = jobs.end(first, .success(.scanned(ImportView())), at: 9_000)
    #expect(!isEnded, "it ends once")
    let second = jobs.start(.sync(peer: "hq", enrol: nil), at: 5_000)
    #expect(second > first)
    isEnded = jobs.end(first, .success(.scanned(ImportView())), at: 9_000)
    #expect(!isEnded && jobs.running?.generation == second, "a late end is not the end of another")
    #expect(jobs.all.map(\.generation) == [second, first])
    #expect(jobs.ended[0].took(99_000) == 3_500)
    #expect(jobs.ended[0].outcome == "dry run")
    jobs.cancel()
    #expect(jobs.running?.state == .cancelling)
    let cancelled = Trouble(message: "cancelled", isCancelled: true)
    isEnded = jobs.end(second, .failure(cancelled), at: 4_000)
    #expect(isEnded)
    #expect(jobs.all.map(\.state) == [.cancelled(cancelled), .done])
    #expect(jobs.ended[0].took(0) == 0, "a clock that was set back makes no time")
  }

  @Test func othersWaitInTheirOrder() {
    var jobs = Jobs()
    let first = jobs.start(Self.scan, at: 1_000)
    let second = jobs.start(Self.note, at: 2_000)
    let third = jobs.start(.sync(peer: "hq", enrol: nil), at: 3_000)
    #expect(jobs.all.map(\.generation) == [first, second, third])
    #expect(jobs.all.map(\.state) == [.running, .waiting, .waiting])
    #expect(
      jobs.isAskedFor(Self.note) && jobs.isAskedFor(Self.scan) && !jobs.isAskedFor(.newCase(title: "x")))
    #expect(jobs.startNext(at: 3_500) == nil, "one runs")
    // One that waits can be taken back; the others keep their order.
    let back = Trouble(message: "taken back", isCancelled: true)
    var isEnded = jobs.end(second, .failure(back), at: 3_600)
    #expect(isEnded && jobs.running?.generation == first && jobs.ended.map(\.state) == [.cancelled(back)])
    isEnded = jobs.end(first, .success(.scanned(ImportView())), at: 4_000)
    #expect(isEnded)
    let next = jobs.startNext(at: 5_000)
    #expect(next?.generation == third && next?.startedAt == 5_000 && next?.state == .running)
    #expect(jobs.waiting.isEmpty && jobs.running?.generation == third)
  }

  /// What a person does in passing is no job, unless it failed or took long.
  @Test(
    arguments: [
      (Self.note, nil, 100, 0), (Self.note, nil, 2_000, 1), (Self.note, Self.trouble, 100, 1),
      (Self.scan, nil, 100, 1),
    ] as [(Work, Trouble?, UInt64, Int)])
  func whatIsKept(_ work: Work, _ trouble: Trouble?, _ took: UInt64, _ kept: Int) {
    var jobs = Jobs()
    let generation = jobs.start(work, at: 1_000)
    #expect(jobs.all.count == 1, "while it runs, everything is shown")
    let ending = trouble.map { Result<WorkResult, Trouble>.failure($0) } ?? .success(.written(auditNumber: 1))
    _ = jobs.end(generation, ending, at: 1_000 + took)
    #expect(jobs.all.count == kept)
  }

  @Test func theOldestAreDropped() {
    var jobs = Jobs()
    for _ in 0..<Jobs.mostKept + 3 {
      _ = jobs.end(jobs.start(Self.scan, at: 0), .success(.scanned(ImportView())), at: 0)
    }
    #expect(jobs.all.count == Jobs.mostKept)
    #expect(jobs.all.first?.generation == Jobs.mostKept + 3)
    #expect(jobs.endedInAll == Jobs.mostKept + 3 && jobs.failedInAll == 0, "they are counted all the same")
  }

  // MARK: by keys

  @Test func anEmptyListSaysWhatWillBeThere() {
    var sim = AppSim()
    sim.press("g", "j")
    #expect(sim.text.contains("nothing yet: imports"))
    sim.press("x")
    #expect(sim.status.contains("no work is selected"))
    sim.press("Enter", "Esc")
    #expect(sim.model.scope == .home)
  }

  @Test func aRunningWorkIsSeenAndCancelledAfterAsking() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "i", "text:a.json", "Enter", "g", "j")
    #expect(sim.cursorRow.contains("11-22 09:41"), "\(sim.text)")
    #expect(sim.cursorRow.contains("running") && sim.cursorRow.contains("scanning a.json"))
    sim.send(.progress("file 7", generation: 1))
    #expect(sim.cursorRow.contains("file 7"))
    sim.press("x")
    #expect(sim.text.contains("yes, cancel scanning a.json"))
    sim.press("Enter")
    #expect(!sim.effects.contains(.cancelWork), "a stray Enter cancels nothing")
    sim.press("x", "y")
    #expect(sim.effects.last == .cancelWork)
    #expect(sim.cursorRow.contains("cancelling"))
    sim.press("x")
    #expect(sim.status.contains("it is being cancelled"))
    sim.send(.clock(AppWorld.now + 3_200))
    let cancelled = Trouble(message: "cancelled", remedy: "start it again", isCancelled: true)
    sim.send(.workFailed(Self.scan, cancelled, generation: 1))
    #expect(sim.cursorRow.contains("cancelled"))
    #expect(sim.text.contains("took 3.2 s"))
    #expect(sim.text.contains("cancelled; start it again"))
    sim.press("x")
    #expect(sim.status.contains("it has ended"))
  }

  @Test(arguments: [(80, 24), (100, 30)]) func aRunningWorkLooksSo(_ width: Int, _ height: Int) {
    var sim = AppSim(width, height)
    sim.press("g", "s", "y", "Enter")
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "j")
    sim.send(.progress("reading 2025-06/logs.csv", generation: 2))
    expectGolden(sim.frame, "jobs-running-\(width)x\(height)")
    sim.press("x")
    expectGolden(sim.frame, "jobs-cancel-\(width)x\(height)")
  }

  /// What runs is selected when somebody comes back to the list.
  @Test func whatRunsIsSelected() {
    var sim = AppSim()
    sim.press("g", "i", "text:missing", "Enter", "g", "j", "Enter")
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "j")
    #expect(sim.cursorRow.contains("scanning a.json"))
  }

  /// A path with a slip in it is there to be corrected; an import that was stopped goes on with what was said of it.
  @Test func aPathThatFailedIsOfferedAgain() {
    var sim = AppSim()
    sim.press("g", "i", "text:missing", "Enter")
    #expect(sim.text.contains("g i starts again, with this path"), "\(sim.text)")
    sim.press("g", "i")
    #expect(sim.text.contains("> missing"), "\(sim.text)")
    sim.press("Ctrl-U", "text:in/bundle.json", "Enter", "f", "text:Example Lab", "Enter", "t", "2", "C")
    sim.press("g", "i")
    #expect(!sim.text.contains("> in/bundle.json"), "it is done")
    sim.press("text:in/bundle.json", "Enter", "f", "text:Example Lab", "Enter", "t", "2")
    sim.holdsWork = true
    sim.press("C")
    let work = Work.apply(Incoming(path: "in/bundle.json", sender: "Example Lab"), AppWorld.tag(2))
    #expect(sim.works.last == work)
    let generation = sim.model.shell.job?.generation ?? 0
    sim.send(.workFailed(work, Trouble(message: "cancelled", isCancelled: true), generation: generation))
    sim.holdsWork = false
    sim.press("g", "i", "Enter")
    #expect(sim.works.last == .scan(Incoming(path: "in/bundle.json", sender: "Example Lab")))
    #expect(sim.text.contains("Target     26-0002-FE") && sim.text.contains("From       Example Lab"))
  }

  /// An import that is opened again from its job knows the case it went to.
  @Test func aReceiptKnowsItsTarget() {
    var sim = AppSim()
    sim.press("g", "i", "text:in/bundle.json", "Enter", "t", "2")
    sim.holdsWork = true
    sim.press("C", "g", "j", "Down", "Enter")
    #expect(sim.text.contains(">3 import"))
    sim.answerWork()
    #expect(sim.text.contains(">4 receipt") && sim.text.contains("Target     26-0002-FE"))
  }

  /// A target that was chosen stays chosen while somebody looks elsewhere; a new import of the path asks anew.
  @Test func aChosenTargetIsKept() {
    var sim = AppSim()
    sim.press("g", "i", "text:in/bundle.json", "Enter", "t", "2", "g", "j", "Enter")
    #expect(sim.text.contains("Target     26-0002-FE") && sim.text.contains(">3 import"))
    sim.press("t", "w", "g", "j", "Enter")
    #expect(sim.text.contains("Target     no case: records only"))
    sim.press("g", "h", "g", "i", "text:in/bundle.json", "Enter")
    #expect(sim.text.contains("not chosen yet"))
    sim.press("g", "j", "Enter")
    #expect(sim.text.contains("not chosen yet"))
  }

  /// So does a file of decisions: the import follows it after a look elsewhere, unless it was taken back.
  @Test func aFileOfDecisionsIsKept() {
    var sim = AppSim()
    sim.press("g", "i", "text:in/bundle.json", "Enter", "d", "text:dec.json", "Enter", "g", "j", "Enter")
    #expect(sim.text.contains("decisions dec.json"), "\(sim.text)")
    sim.press("d", "Ctrl-U", "Enter", "g", "j", "Enter")
    #expect(!sim.text.contains("decisions dec.json"), "\(sim.text)")
    sim.press("d", "text:dec.json", "Enter", "g", "j", "Enter", "t", "2", "C")
    #expect(
      sim.works.last == .apply(Incoming(path: "in/bundle.json", decisions: "dec.json"), AppWorld.tag(2)))
    sim.press("g", "h", "g", "i", "text:in/bundle.json", "Enter")
    #expect(!sim.text.contains("decisions dec.json"), "a new import asks anew")
  }

  /// What was said of an import that failed outlives the import of something else.
  @Test func anImportThatFailedIsNotForgotten() {
    var sim = AppSim()
    sim.press("g", "i", "text:missing", "Enter", "f", "text:Example Lab", "Enter")
    sim.press("g", "i", "Ctrl-U", "text:in/bundle.json", "Enter", "t", "w", "C")
    #expect(sim.works.last == .apply(Incoming(path: "in/bundle.json"), nil))
    sim.press("g", "i", "Ctrl-U", "text:missing", "Enter")
    #expect(sim.works.last == .scan(Incoming(path: "missing", sender: "Example Lab")))
  }

  /// What an import that stopped left behind it says itself; the page does not say that nothing was written.
  @Test func anImportThatStoppedMayHaveWritten() {
    var sim = AppSim()
    sim.press("g", "i", "text:in/bundle.json", "Enter", "t", "2")
    sim.holdsWork = true
    sim.press("C")
    let stopped = Trouble(
      message: "stopped: 7 of 9 objects are in the store", remedy: "the same import goes on",
      isCancelled: true)
    sim.send(.workFailed(.apply(Incoming(path: "in/bundle.json"), AppWorld.tag(2)), stopped, generation: 2))
    sim.press("g", "j", "Enter")
    #expect(
      sim.text.contains("Not finished: stopped: 7 of 9 objects are in the store; the same import goes on"))
    #expect(!sim.text.contains("Nothing was written"))
  }

  /// While an import runs nothing of it can be changed, no page of it says that nothing was written, and its receipt
  /// comes to all that show it.
  @Test func anImportThatRunsIsNotChanged() {
    var sim = AppSim(80, 24)
    sim.press("g", "i", "text:in/bundle.json", "Enter", "t", "2")
    #expect(sim.text.contains("Nothing has been written"))
    sim.holdsWork = true
    sim.press("C")
    #expect(sim.text.contains(">3 import") && sim.text.contains("it is being imported (g j)."), "\(sim.text)")
    #expect(!sim.text.contains("Nothing has been written"))
    for key in ["t", "f", "m", "d", "C"] {
      sim.press(key)
      #expect(sim.status.hasSuffix("it is being imported (g j)"), "\(key): \(sim.status)")
    }
    // The page of the dry run, and that of the import, opened while it runs.
    sim.press("g", "j", "Down", "Enter", "d")
    #expect(sim.status.hasSuffix("it is being imported (g j)") && sim.model.shell.dialog == nil)
    #expect(!sim.text.contains("Nothing has been written"), "\(sim.text)")
    sim.press("g", "j", "Home", "Enter")
    #expect(sim.text.contains("importing in/bundle.json; what came of it is shown here"), "\(sim.text)")
    #expect(sim.text.contains(">3 import") && !sim.text.contains("nothing is written"), "\(sim.text)")
    sim.answerWork()
    #expect(sim.text.contains(">4 receipt"))
    sim.press("t")
    #expect(sim.status.hasSuffix("it was imported"), "a receipt keeps its target: \(sim.status)")
    sim.press("g", "j", "End", "Enter")
    #expect(sim.text.contains("it was imported since (g j); g i scans it again."), "\(sim.text)")
    sim.press("f")
    #expect(sim.status.hasSuffix("it was imported since (g j); g i scans it again"), "\(sim.status)")
    // Asked for anew, it is an import of its own.
    sim.press("g", "i", "text:in/bundle.json", "Enter")
    #expect(sim.text.contains("Nothing has been written"), "\(sim.text)")
    sim.press("t", "3")
    #expect(sim.text.contains("Target     26-0003-FE"), "\(sim.text)")
  }

  /// Stopped while it wrote, it has written something, and may be asked for again.
  @Test func aDryRunWhoseImportStoppedDoesNotSayThatNothingWasWritten() {
    var sim = AppSim(80, 24)
    sim.press("g", "i", "text:in/bundle.json", "Enter", "t", "2")
    sim.holdsWork = true
    sim.press("C")
    let stopped = Trouble(
      message: "stopped: 7 of 9 objects are in the store", remedy: "the same import goes on",
      isCancelled: true)
    let work = Work.apply(Incoming(path: "in/bundle.json"), AppWorld.tag(2))
    sim.send(.workFailed(work, stopped, generation: 2))
    #expect(sim.text.contains("Not finished: stopped: 7 of 9 objects are in the store"), "\(sim.text)")
    #expect(sim.text.contains("before an import that did not finish (g j)."), "\(sim.text)")
    sim.press("d", "text:answers.json", "Enter")
    #expect(!sim.text.contains("othing has been written"), "\(sim.text)")
    sim.press("C")
    let again = Work.apply(Incoming(path: "in/bundle.json", decisions: "answers.json"), AppWorld.tag(2))
    #expect(sim.works.last == again)
    #expect(sim.text.contains("it is being imported (g j).") && !sim.text.contains("Not finished"))
    sim.send(.workFailed(again, stopped, generation: 3))
    sim.press("g", "j", "End", "Enter")
    #expect(sim.text.contains("before an import that did not finish (g j)."), "\(sim.text)")
  }

  /// Asked about one work, the answer is not for the next.
  @Test func aLateYesCancelsNoOtherWork() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "i", "text:a.json", "Enter", "g", "j", "x")
    sim.send(.done(Self.scan, .scanned(sim.world.scan), generation: 1))
    sim.press("y")
    #expect(!sim.effects.contains(.cancelWork))
    #expect(sim.status == "it has ended")
  }

  /// How many ended and failed is said of all, also of those that are listed no more.
  @Test func theCountIsOfAll() {
    var sim = AppSim()
    for number in 1...Jobs.mostKept + 3 {
      let generation = sim.model.shell.jobs.start(Self.scan, at: AppWorld.now)
      let ending: Result<WorkResult, Trouble> =
        number <= 2 ? .failure(Self.trouble) : .success(.scanned(ImportView()))
      let isEnded = sim.model.shell.jobs.end(generation, ending, at: AppWorld.now)
      #expect(isEnded)
    }
    sim.press("g", "j")
    #expect(
      sim.text.contains("53 ended, 2 failed, since this sitting began; the last 50 are listed"),
      "\(sim.text)")
  }

  /// A note, a judgement, a case never look whether they are to stop: nothing offers to stop them.
  @Test func whatCannotBeStoppedIsNotSaidToBe() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "c", "Enter", "a", "n", "text:called them", "Enter")
    #expect(sim.text.contains("adding a note to 26-0001-FE"), "\(sim.text)")
    #expect(!sim.text.contains("Ctrl-C cancels"), "\(sim.text)")
    sim.press("Ctrl-C")
    #expect(sim.status == "adding a note to 26-0001-FE cannot be stopped: it ends by itself")
    sim.press("g", "j", "x")
    #expect(sim.status.hasSuffix("it cannot be stopped: it ends by itself"), "\(sim.status)")
    #expect(!sim.effects.contains(.cancelWork) && sim.model.shell.dialog == nil)
  }

  /// Verbs of the command line that look whether they are to stop are verbs.
  @Test func verbsThatCanBeStoppedExist() throws {
    let verbs = try Verb.catalogue().filter(\.canBeStopped)
    let exports = ["export stix", "export misp", "export ftm", "export csv", "export bag", "disclose"]
    #expect(
      Set(verbs.map(\.title))
        .isSuperset(of: ["verify", "rebuild", "evidence verify", "correlate hash"] + exports))
    #expect(!verbs.contains { $0.title == "case new" })
  }

  /// However long the path of a file, how far its import is has room.
  @Test func aLongPathLeavesRoomForTheProgress() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    let path = "/srv/evidence/2026/invented-lab/second-delivery/of-many-folders/lists/targets.json"
    sim.press("g", "i", "text:\(path)", "Enter")
    sim.send(.progress("object 40,000", generation: 1))
    #expect(sim.text.contains("scanning targets.json: object 40,000   Ctrl-C cancels"), "\(sim.text)")
  }

  /// What is asked for while something runs is done afterwards, each in its turn, and each is done once.
  @Test func whatIsAskedForMeanwhileWaits() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter")
    sim.press("g", "i", "text:in/bundle.json", "Enter")
    #expect(sim.text.contains("waits for what runs (g j): scanning in/bundle.json"), "\(sim.text)")
    #expect(sim.text.contains("in/bundle.json is read when what runs has ended"), "\(sim.text)")
    sim.press("g", "c", "Enter", "a", "n", "text:called them", "Enter")
    #expect(sim.works == [.scan(Incoming(path: "in/a.json"))], "one runs")
    sim.press("a", "n", "text:called them", "Enter")
    #expect(sim.text.contains("asked for already"), "\(sim.text)")
    sim.press("g", "j")
    #expect(sim.text.contains("1 work running, 2 waiting, 0 ended"), "\(sim.text)")
    sim.press("Down")
    #expect(sim.cursorRow.contains("waiting") && sim.cursorRow.contains("scanning bundle.json"))
    sim.answerWork()
    let note = Work.note(AppWorld.tag(1), "called them")
    // The first stands there twice: as it was asked for, and as it was answered.
    #expect(sim.works.dropFirst() == [Self.of("in/a.json"), Self.of("in/bundle.json"), note])
    #expect(sim.model.shell.jobs.running == nil && sim.model.shell.jobs.waiting.isEmpty)
    #expect(sim.cursorRow.contains("done") && sim.cursorRow.contains("scanning bundle.json"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains(">2 review and target"), "its page has what came of it")
  }

  private static func of(_ path: String) -> Work { .scan(Incoming(path: BytePath(path))) }

  /// Names in two Unicode forms are equal as Strings, and two files.
  @Test func filesWhoseNamesLookAlikeAreTwo() {
    let (one, other) = ("\u{E9}.csv", "e\u{301}.csv")
    var jobs = Jobs()
    _ = jobs.start(Self.of(one), at: 1)
    #expect(jobs.isAskedFor(Self.of(one)) && !jobs.isAskedFor(Self.of(other)))
    var sim = AppSim()
    sim.press("g", "i", "text:\(one)", "Enter")
    let figures = sim.text.split(separator: "\n").first { $0.contains("Objects") }
    sim.world.scan.read += 1_000
    sim.press("g", "i", "Ctrl-U", "text:\(other)", "Enter")
    #expect(sim.works == [Self.of(one), Self.of(other)])
    #expect(figures.map { !sim.text.contains($0) } == true, "\(sim.text)")
    sim.press("q")
    #expect(figures.map { sim.text.contains($0) } == true, "\(sim.text)")

    // What was said of an import that failed is not said of the other file.
    var failing = AppSim()
    failing.press("g", "i", "text:\(one)", "Enter", "t", "w")
    failing.holdsWork = true
    failing.press("C")
    let full = Trouble(message: "the disk is full")
    failing.send(.workFailed(.apply(Incoming(path: BytePath(one)), nil), full, generation: 2))
    failing.holdsWork = false
    failing.press("g", "i", "Ctrl-U", "text:\(other)", "Enter")
    #expect(failing.works.last == Self.of(other))
    #expect(failing.text.contains("not chosen yet"), "\(failing.text)")
  }

  /// Taken back before it began, it never runs, and what was typed for it is there again.
  @Test func whatWaitsCanBeTakenBack() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "c", "Enter", "a", "n", "text:called them", "Enter")
    sim.press("g", "j", "Down", "x")
    #expect(sim.text.contains("yes, without"), "\(sim.text)")
    sim.press("y")
    #expect(!sim.effects.contains(.cancelWork), "what runs goes on")
    #expect(sim.text.contains("taken back before it began"), "\(sim.text)")
    sim.answerWork()
    #expect(sim.works == [Self.of("in/a.json"), Self.of("in/a.json")], "asked for, then answered")
    sim.press("g", "c", "Enter", "a", "n")
    #expect(sim.text.contains("> called them"), "\(sim.text)")
  }

  /// After one that waited is taken back the next is selected, never what runs: the same keys once more
  /// cancel no import.
  @Test func theNextThatWaitsTakesThePlaceOfOneTakenBack() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "c", "Enter")
    for text in ["one", "two", "three"] { sim.press("a", "n", "text:\(text)", "Enter") }
    sim.press("g", "j", "Down", "x", "y")
    #expect(sim.cursorRow.contains("waiting"), "\(sim.text)")
    #expect(
      sim.model.shell.jobs.waiting.map(\.work) == ["two", "three"].map { Work.note(AppWorld.tag(1), $0) })
    sim.press("x", "y")
    #expect(sim.model.shell.jobs.waiting.map(\.work) == [Work.note(AppWorld.tag(1), "three")])
    #expect(!sim.effects.contains(.cancelWork) && sim.model.shell.job?.state == .running)
  }

  /// Nor does coming back from what came of another select what runs; going there anew does.
  @Test func theSelectionStaysWhileSomethingRuns() {
    var sim = AppSim(80, 24)
    sim.press("g", "i", "text:in/bundle.json", "Enter")
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "j", "Down", "Enter", "Esc")
    #expect(sim.cursorRow.contains("scanning bundle.json"), "\(sim.text)")
    sim.press("Ctrl-R")
    #expect(sim.cursorRow.contains("scanning bundle.json"), "\(sim.text)")
    sim.press("g", "j")
    #expect(sim.cursorRow.contains("scanning a.json"), "\(sim.text)")
  }

  /// Of several texts that are taken back each is there again: the newest first, the next when that was sent.
  @Test func everyTextThatIsTakenBackIsOfferedAgain() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "c", "Enter")
    for text in ["first note", "second note"] { sim.press("a", "n", "text:\(text)", "Enter") }
    sim.press("g", "j", "Down", "x", "y", "x", "y", "g", "c", "Enter", "a", "n")
    #expect(sim.text.contains("> second note"), "\(sim.text)")
    sim.press("Esc", "a", "n")
    #expect(sim.text.contains("> second note"), "left once more, it is still the newest: \(sim.text)")
    sim.press("Enter", "a", "n")
    #expect(sim.text.contains("> first note"), "\(sim.text)")
    sim.press("Enter", "a", "n")
    #expect(!sim.text.contains("> first note") && !sim.text.contains("> second note"), "\(sim.text)")
    let notes = ["second note", "first note"].map { Work.note(AppWorld.tag(1), $0) }
    #expect(sim.model.shell.jobs.waiting.map(\.work) == notes)
  }

  /// So are the texts of forms of one kind.
  @Test func everyFormThatIsTakenBackIsOfferedAgain() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "g", "c", "Enter", "6")
    for text in ["The first.", "The second."] { sim.press("a", "p", "Enter", "text:\(text)", "Enter") }
    #expect(sim.model.shell.jobs.waiting.count == 2, "\(sim.text)")
    sim.press("g", "j", "Down", "x", "y")
    #expect(sim.model.shell.dialog == nil, "nothing takes the next key: \(sim.text)")
    sim.press("x", "y", "g", "c", "Enter", "6", "a", "p", "Enter")
    #expect(sim.text.contains("The second."), "\(sim.text)")
    sim.press("Enter", "a", "p", "Enter")
    #expect(sim.text.contains("The first."), "\(sim.text)")
  }

  /// Cancelled by mistake, it can be asked for again at once.
  @Test func whatIsBeingCancelledMayBeAskedForAnew() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter", "Ctrl-C", "g", "i", "text:in/a.json", "Enter")
    #expect(sim.model.shell.jobs.waiting.map(\.work) == [Self.of("in/a.json")], "\(sim.text)")
    sim.press("g", "i", "text:in/a.json", "Enter")
    #expect(sim.model.shell.jobs.waiting.count == 1)
  }

  /// What was said gives way to how far the running work is, but not before somebody could read it.
  @Test func whatIsSaidWhileSomethingRunsIsSeen() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:in/a.json", "Enter")
    sim.send(.progress("file 7", generation: 1))
    #expect(sim.text.contains("scanning a.json: file 7   Ctrl-C cancels"))
    sim.press("z")
    #expect(sim.text.contains("z does nothing here"), "\(sim.text)")
    sim.send(.clock(AppWorld.now + 1_000))
    sim.send(.progress("file 8", generation: 1))
    #expect(sim.text.contains("z does nothing here"))
    sim.send(.clock(AppWorld.now + 5_000))
    sim.send(.progress("file 9", generation: 1))
    #expect(sim.text.contains("file 9") && !sim.text.contains("z does nothing here"))
  }

  /// What is read anew after a work does not take the place of what was said of that.
  @Test(arguments: [["g", "/", "text:wang", "Enter"], ["g", "p"]])
  func whatWasSaidOfAWorkStays(_ way: [String]) {
    var sim = AppSim(80, 24)
    for key in way { sim.press(key) }
    #expect(sim.status.contains("records with wang") || sim.status.contains("statements of ownership"))
    sim.holdsWork = true
    sim.press("c", "c", "text:New", "Enter")
    sim.send(.workFailed(.newCase(title: "New"), Self.trouble, generation: 1))
    #expect(sim.status == "disk full; make room")
    if way.count == 2 {
      sim.press("/", "text:lantern", "Enter")
      #expect(sim.status.contains("statements of ownership"), "asked anew, it is said")
    }
  }

  /// What comes of a work does not take the place of what somebody types; it is among the jobs.
  @Test func aResultDoesNotHideWhatIsTyped() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "c", "Enter", "a", "n", "text:one", "Enter", "a", "n", "text:two")
    let obstacle = sim.world.decision(isAllowed: false).obstacles[0]
    sim.send(.done(.note(AppWorld.tag(1), "one"), .refused([obstacle]), generation: 1))
    #expect(sim.text.contains("> two"), "\(sim.text)")
    #expect(sim.status.contains("g j shows it"))
    sim.press("Esc", "g", "j")
    #expect(sim.cursorRow.contains("REFUSED"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains(obstacle.code.rawValue), "\(sim.text)")
  }

  /// What waited is not read over the screen either, though nobody types: the next key was not meant for it.
  @Test func aResultThatWaitedIsAmongTheJobs() {
    var sim = AppSim(80, 24)
    sim.holdsWork = true
    sim.press("g", "i", "text:a.json", "Enter", "g", "c", "Enter", "a", "n", "text:one", "Enter")
    sim.send(.done(Self.scan, .scanned(sim.world.scan), generation: 1))
    let obstacle = sim.world.decision(isAllowed: false).obstacles[0]
    sim.send(.done(.note(AppWorld.tag(1), "one"), .refused([obstacle]), generation: 2))
    #expect(sim.model.shell.dialog == nil, "\(sim.text)")
    #expect(sim.status == "refused: 1 obstacle, nothing was written; g j shows it")
    sim.press("g", "j", "Enter")
    #expect(sim.text.contains(obstacle.code.rawValue), "\(sim.text)")
  }

  /// Leaving a page is not giving up what runs.
  @Test func escGoesBackWhileSomethingRuns() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "i", "text:a.json", "Enter", "Esc")
    #expect(sim.model.scope == .home)
    #expect(!sim.effects.contains(.cancelWork))
    sim.press("Ctrl-C")
    #expect(sim.effects.last == .cancelWork)
  }

  /// Each work leads to the page of its result, also when that page was left long ago.
  @Test func enterLeadsToTheResult() {
    var sim = AppSim()
    sim.press("g", "i", "text:in/bundle.json", "Enter", "t", "1", "C")
    sim.press("g", "s", "y", "Enter", "g", "c", "Enter", "a", "l", "g", "c", "Enter", "2", "v", "g", "j")
    #expect(sim.text.contains("5 ended"))
    #expect(sim.cursorRow.contains("reading EX-0001-FE again"))
    sim.press("Enter")
    #expect(sim.text.contains("DAMAGED"))
    sim.press("Esc", "Down", "Enter")
    #expect(sim.model.scope == .screening)
    #expect(sim.text.contains("AC-0001-FE  Pyotr Primerov"))
    sim.press("Esc", "Down", "Enter")
    #expect(sim.model.scope == .sync)
    #expect(sim.text.contains("Last exchange: ssh://hq/store: 12 received"))
    sim.press("Esc", "Down", "Enter")
    #expect(sim.text.contains(">4 receipt"))
    sim.press("Esc", "Down", "Enter")
    #expect(sim.text.contains(">2 review and target"))
    #expect(sim.text.contains("the object has no id"))
    #expect(sim.works.count == 5, "looking at a result starts nothing")
    sim.press("Esc")
    #expect(sim.model.scope == .jobs)
  }

  /// The page of a work that still runs takes the result when it comes.
  @Test func aRunningWorkCanBeWaitedFor() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "c", "Enter", "a", "l", "g", "j", "Enter")
    #expect(sim.model.scope == .screening)
    #expect(sim.text.contains("looking for the actors of 26-0001-FE"))
    let effects = sim.effects.count
    sim.answerWork()
    #expect(sim.text.contains("AC-0001-FE  Pyotr Primerov"))
    #expect(sim.effects.count == effects + 1, "the answer of the work that was held, and nothing more")
  }

  @Test func aFailureIsReadInFull() {
    var sim = AppSim()
    sim.press("g", "i", "text:missing", "Enter", "g", "j")
    #expect(sim.cursorRow.contains("FAILED"))
    #expect(sim.text.contains("1 failed"))
    #expect(sim.text.contains("missing cannot be read; check the path"))
    sim.press("Enter")
    #expect(sim.text.contains("Not finished: missing cannot be read; check the path"))
    // One without a page of its own.
    sim.holdsWork = true
    sim.press("c", "c", "text:New", "Enter")
    sim.send(.workFailed(.newCase(title: "New"), Self.trouble, generation: 2))
    sim.press("g", "j", "Home", "Enter")
    #expect(sim.text.contains("disk full") && sim.text.contains("do: make room"))
  }

  /// The selection stays on its work when a newer one is put above it.
  @Test func theSelectedWorkStaysSelected() {
    var sim = AppSim()
    sim.press("g", "i", "text:missing", "Enter", "g", "j")
    sim.holdsWork = true
    sim.model.shell.start(Self.note)
    sim.send(.event(.wake))
    #expect(sim.cursorRow.contains("scanning missing"), "\(sim.text)")
    #expect(sim.text.contains("1 work running"))
  }

  // MARK: with a store

  /// What the store itself answers: a check of the whole store from the palette, and an import that fails.
  @Test func theWorksOfARealOffice() throws {
    let office = try TestOffice("Jobs")
    var sim = Sitting(office.store, as: "ann")
    sim.press(":", "text:verify", "Enter")
    for _ in 0..<3 where sim.works.isEmpty { sim.press("Enter") }
    #expect(sim.works.count == 1, "\(sim.text)")
    sim.press("Esc", "g", "i", "text:/nowhere/at/all", "Enter", "g", "j")
    #expect(sim.cursorRow.contains("FAILED") && sim.cursorRow.contains("scanning all"), "\(sim.text)")
    sim.press("Down")
    #expect(sim.cursorRow.contains("done") && sim.cursorRow.contains("verify"), "\(sim.text)")
    #expect(sim.cursorRow.contains("checked"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains("operations"), "\(sim.text)")
  }
}
