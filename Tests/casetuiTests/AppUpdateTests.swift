import CaseDomain
import CaseTesting
import Testing

@testable import casetui

@Suite struct AppUpdateTests {
  /// On the desk the selection passes over headings, and stays on a row at both ends.
  @Test(arguments: [24, 12]) func headingsAreSkipped(height: Int) {
    var sim = AppSim(80, height)
    var seen: [String] = []
    for _ in 0..<12 {
      seen.append(sim.cursorRow)
      #expect(sim.cursorRow.hasPrefix(" > "))
      sim.press("Down")
    }
    #expect(Set(seen).count == 10)
    for _ in 0..<12 { sim.press("Up") }
    #expect(sim.cursorRow == seen[0])
    #expect(sim.text.contains("Waiting for ada.novak"))
  }

  /// What has no room on the desk is counted, and one key leads to it.
  @Test func theDeskSaysHowManyMoreWait() {
    var world = AppWorld()
    let (own, contested) = (world.office.cases[0], world.office.cases[2])
    world.office.cases = Array(repeating: own, count: 8) + Array(repeating: contested, count: 7)
    var sim = AppSim(80, 40, world: world)
    #expect(sim.text.contains("and 2 more assigned to you: g c"), "\(sim.text)")
    #expect(sim.text.contains("and 1 more with something to settle: g c"), "\(sim.text)")
    for _ in 0..<20 where !sim.cursorRow.contains("and 1 more") { sim.press("Down") }
    sim.press("Enter")
    #expect(sim.model.scope == .cases)
    world.office.cases = Array(repeating: own, count: 6)
    #expect(!AppSim(80, 40, world: world).text.contains(" more assigned"), "all have room")
  }

  /// A case that comes in front does not put the selection on another.
  @Test func theSelectionOfTheDeskStaysOnItsCase() {
    var sim = AppSim(80, 40)
    for _ in 0..<20 where !sim.cursorRow.contains("26-0001-FE") { sim.press("Down") }
    var late = sim.world
    late.office.cases.insert(late.office.cases[2], at: 0)
    sim.world = late
    sim.press("Ctrl-R")
    #expect(sim.cursorRow.contains("26-0001-FE"), "\(sim.text)")
  }

  @Test func staleAnswersAreDropped() {
    var model = Model(size: Size(width: 100, height: 30))
    let first = model.start()
    model.shell.ask(.office)
    guard case .ask(let query, let generation) = first[0] else { return #expect(Bool(false)) }
    _ = update(&model, .reply(query, .office(AppWorld().office), generation: generation))
    #expect(!model.shell.office.isLoaded)
    _ = update(&model, .reply(query, .office(AppWorld().office), generation: generation + 1))
    #expect(model.shell.office.isLoaded)
  }

  /// A move of the selection asks for the preview of the new row, once, and shows no other's.
  @Test func thePreviewFollowsTheSelection() {
    var sim = AppSim()
    sim.press("g", "c")
    let before = sim.effects.count
    sim.press("Down")
    #expect(sim.effects.count == before + 1)
    guard case .ask(.summary(let id), _)? = sim.effects.last else { return #expect(Bool(false)) }
    #expect(id == AppWorld.caseID(2))
    sim.press("Up", "Down")
    #expect(sim.effects.count == before + 1)
  }

  @Test func aNarrowScreenAsksForNoPreview() {
    var sim = AppSim(80, 24)
    sim.press("g", "c")
    let before = sim.effects.count
    sim.press("Down")
    #expect(sim.effects.count == before)
  }

  @Test func onlyOneWorkRunsAtATime() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "i", "text:a.json", "Enter", "c", "c", "text:New", "Enter")
    #expect(sim.works == [.scan(Incoming(path: "a.json"))])
    #expect(sim.model.shell.jobs.waiting.map(\.work) == [.newCase(title: "New")])
    sim.send(.clock(AppWorld.now + 5_000))
    sim.send(.progress("file 7", generation: 1))
    #expect(sim.text.contains("scanning a.json: file 7   Ctrl-C cancels"))
    sim.press("Ctrl-C")
    #expect(sim.effects.contains(.cancelWork))
    #expect(sim.text.contains("cancelling: "))
    sim.send(
      .workFailed(
        .scan(Incoming(path: "a.json")),
        Trouble(message: "cancelled", remedy: "import it again", isCancelled: true),
        generation: 1))
    #expect(sim.model.shell.job?.work == .newCase(title: "New"), "what was asked for meanwhile begins")
    #expect(sim.status == "cancelled; import it again")
  }

  @Test func quittingAsksWhileSomethingRuns() {
    var sim = AppSim()
    sim.holdsWork = true
    sim.press("g", "i", "text:a.json", "Enter", "Q")
    #expect(!sim.effects.contains(.quit))
    #expect(sim.text.contains("still scanning a.json"))
    sim.press("q")
    #expect(sim.effects.suffix(2) == [.cancelWork, .quit])
  }

  @Test func aTextLeftWithEscIsKept() {
    var sim = AppSim()
    sim.press("c", "c", "text:Ødegård qQ?:", "Esc")
    #expect(sim.works.isEmpty)
    sim.press("c", "c")
    #expect(sim.text.contains("> Ødegård qQ?:"))
    sim.press("Enter")
    #expect(sim.works == [.newCase(title: "Ødegård qQ?:")])
  }

  /// What goes on below the screen says so, and how to get there.
  @Test func aLongReadingSaysThatItGoesOn() {
    var sim = AppSim(80, 24)
    sim.press("g", "n", "text:x", "Ctrl-S", "?")
    #expect(sim.text.contains("help: Screening"))
    #expect(sim.text.contains(" more below: PgDn ─┘"), "\(sim.text)")
    sim.press("End")
    #expect(!sim.text.contains("more below"), "\(sim.text)")
    sim.press("PgUp")
    #expect(sim.text.contains("more below: PgDn"))
    // Without room for a border nothing is drawn over what lies around.
    var small = AppSim(80, 4)
    small.press("?")
    #expect(!small.text.contains("more below"), "\(small.text)")
  }

  @Test func findingKeepsTheRowsWithEveryWord() {
    var sim = AppSim()
    sim.press("g", "c", "/", "text:王")
    #expect(sim.cursorRow.contains("1 case"))
    #expect(sim.text.contains("26-0002-FE"))
    #expect(!sim.text.contains("26-0001-FE"))
    sim.press("Enter")
    #expect(sim.cursorRow.contains("> 26-0002-FE"))
    sim.press("Esc")
    #expect(sim.text.contains("26-0001-FE"))
    #expect(sim.model.scope == .cases)
    sim.press("/", "text:INVEST ivanov", "Enter")
    #expect(sim.cursorRow.contains("> 26-0001-FE"))
    #expect(!sim.text.contains("26-0002-FE"))
  }

  @Test func marksOutliveTheFilter() {
    var sim = AppSim()
    sim.press("g", "c", "Space", "/", "text:王", "Enter", "Space", "Esc")
    #expect(sim.text.contains("2 marked"))
    sim.press("s", "t")
    #expect(sim.status == "sorted by title")
    #expect(sim.text.contains("2 marked"))
  }

  @Test func escGoesBackOneLevelFromEverywhere() {
    for way in [
      ["g", "c"], ["g", "c", "Enter"], ["g", "c", "Enter", "p"], ["g", "d"], ["g", "d", "Enter"],
      ["g", "s", "Enter"], ["g", "a"], ["g", "i", "text:x", "Enter"],
      ["g", "n", "text:x", "Ctrl-S", "Enter"],
    ] {
      var sim = AppSim()
      for key in way { sim.press(key) }
      let depth = sim.model.pages.count
      #expect(depth > 1)
      for _ in 1..<depth { sim.press("Esc") }
      #expect(sim.model.scope == .home)
      sim.press("q")
      #expect(sim.status.contains("Q quits"))
    }
  }

  @Test func olderAuditPagesComeOnDemand() {
    var sim = AppSim()
    sim.press("g", "a")
    #expect(sim.text.contains("of 60"))
    sim.press("End")
    #expect(sim.effects.last == .ask(.audit(nil, before: 71), generation: 2))
    #expect(sim.text.contains("of 120"))
  }

  @Test func aFailureSaysWhatAndWhatToDo() {
    var sim = AppSim()
    sim.press("g", "i", "text:missing", "Enter")
    #expect(sim.status == "missing cannot be read; check the path")
    #expect(sim.model.shell.statusRole == .danger)
    #expect(sim.text.contains("Not finished: missing cannot be read; check the path"))
  }

  /// The table: identifiers are one each, and no two commands of a screen want the same key.
  @Test func theCommandTableIsSound() {
    #expect(Set(Command.all.map(\.id)).count == Command.all.count)
    for scope in Scope.allCases {
      let keys = Command.active(in: scope).flatMap(\.keys)
      #expect(Set(keys).count == keys.count, "\(scope)")
      for key in keys where key.count == 1 {
        #expect(!keys.contains { $0.hasPrefix(key + " ") }, "\(scope) \(key)")
      }
    }
  }

  /// Whatever is typed, no size crashes, the banners stand, and the cursor is on the screen.
  @Test(arguments: 0..<20 as Range<UInt64>)
  func anyKeysAtAnySize(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let sizes = [(1, 1), (20, 5), (60, 12), (80, 24), (100, 30), (160, 50)]
    let (width, height) = sizes.randomElement(using: &random)!
    var sim = AppSim(width, height)
    let keys = [
      "g", "c", "s", "i", "a", "o", "h", "Enter", "Enter", "Esc", "Down", "Down", "Up", "Right", "PgDn",
      "End", ":", "?", "/", "Space", "f", "e", "n", "1", "2", "3", "4", "5", "6", "7", "y", "t", "C", "v",
      "text:x", "Tab",
      "p", "M", "d", "b", "w", "I", "r", "u", "U", "l", "j", "n", "x", "Ctrl-S",
    ]
    for _ in 0..<80 {
      sim.press(keys.randomElement(using: &random)!)
      if UInt8.random(in: 0..<20, using: &random) == 0 {
        let (width, height) = sizes.randomElement(using: &random)!
        sim.send(.event(.resize(Size(width: width, height: height))))
      }
      let frame = sim.frame
      let last = frame.size.height - 1
      for y in [0, last] { try #require(frame.row(y).allSatisfy { $0.role == .banner }) }
      if let cursor = frame.cursor, last > 1 { try #require(cursor.y > 0 && cursor.y < last) }
    }
  }
}
