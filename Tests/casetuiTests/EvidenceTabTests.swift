import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// What the evidence tab says of an exhibit.
@Suite struct EvidenceTabTests {
  /// An export is told of in the custody at once, beside the list and in full.
  @Test(arguments: [80, 120]) func anExportShowsInTheCustody(_ width: Int) throws {
    let desk = try CommandDesk(case: "Quiet relays")
    _ = try desk.run(EvidenceCommand.Add.self, try desk.write("a.txt", "x"), "--case", "26-0001")
    var sim = Sitting(width, 40, world: LiveOffice(desk.store, as: Author(user: "ann")))
    sim.open("Quiet")
    sim.press("2", "Enter")
    #expect(sim.text.contains("Custody: 1 step"), "\(sim.text)")
    sim.press("Esc")
    // The case is filled in.
    sim.press(":", "text:export bag", "Enter", "text:\(desk.folder)/bag", "Ctrl-S")
    #expect(sim.status.hasPrefix("export bag: done (#"), "\(sim.status)")
    guard case .read(let reading) = sim.model.shell.dialog else {
      return #expect(Bool(false), "\(sim.text)")
    }
    let lines = reading.text.lines.map(\.text)
    #expect(
      lines.contains("wrote 1 exhibits to \(desk.folder)/bag"), "what was written is there to read: \(lines)")
    sim.press("Esc")
    #expect(width < 100 || sim.text.contains("Custody: 2 steps"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains("Custody: 2 steps") && !sim.text.contains("1 step"), "\(sim.text)")
  }

  /// Keys that come before their answers.
  private func press(_ keys: [Key], _ sim: inout AppSim) -> [Effect] {
    keys.flatMap { update(&sim.model, .event(.key($0))) }
  }

  private func answer(_ asked: [Effect], _ sim: inout AppSim) {
    for case .ask(let query, let generation) in asked {
      let reply: Reply = sim.world.reply(to: query)
      sim.send(.reply(query, reply, generation: generation))
    }
  }

  /// Whoever moved on before the answer came is not shown later what was left.
  @Test func whatWasLeftDoesNotOpenByItself() {
    var sim = AppSim(120, 40)
    sim.press("g", "c", "Enter", "2")
    let asked = press([.down, .enter, .down], &sim)
    answer(asked, &sim)
    sim.press("Up")
    #expect(sim.cursorRow.contains("EX-0002-FE") && sim.model.shell.dialog == nil, "\(sim.text)")
    sim.press("Enter")
    #expect(sim.model.shell.dialog != nil)
  }

  @Test func anExhibitOpensOverNoOtherScreen() {
    for other in [Key.character("1"), .escape] {
      var sim = AppSim(80, 24)
      sim.press("g", "c", "Enter", "2")
      let asked = press([.enter, other], &sim)
      answer(asked, &sim)
      #expect(sim.model.scope == (other == .escape ? .cases : .summary))
      #expect(sim.model.shell.dialog == nil, "\(sim.text)")
    }
    var sim = AppSim(80, 24)
    sim.press("g", "c", "Enter", "2")
    let asked = press([.enter], &sim)
    answer(asked, &sim)
    #expect(sim.model.shell.dialog != nil, "where it was asked for it opens")
  }

  /// What could not be read opens when Enter is pressed again, and not before.
  @Test func whatFailedDoesNotOpenByItself() {
    var sim = AppSim(80, 24)
    sim.press("g", "c", "Enter", "2")
    let asked = press([.enter], &sim)
    for case .ask(let query, let generation) in asked {
      sim.send(.failed(query, Trouble(message: "the disk is gone"), generation: generation))
    }
    answer(asked, &sim)
    #expect(!asked.isEmpty && sim.model.shell.dialog == nil, "\(sim.text)")
  }
}
