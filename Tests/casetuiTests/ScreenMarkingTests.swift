import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// What the terminal shows is marked at least as the command line marks it. All of it is invented.
@Suite struct ScreenMarkingTests {
  private static let bundle = """
    {"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111111","objects":[
    {"type":"identity","spec_version":"2.1","id":"identity--22222222-2222-4222-8222-222222222222",
    "created":"2024-01-01T00:00:00.000Z","modified":"2024-01-01T00:00:00.000Z","name":"Glass Heron Works",
    "identity_class":"organization",
    "object_marking_refs":["marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"]}]}
    """

  /// One case, and a bundle that its sender marks TLP:RED.
  private func desk() throws -> (desk: CommandDesk, path: String) {
    let desk = try CommandDesk(case: "Quiet relays")
    return (desk, try desk.write("red.json", Self.bundle))
  }

  @Test func whatIsReadIsMarkedAsItsSenderAsks() throws {
    let (desk, path) = try desk()
    var sim = Sitting(desk.store, as: "ann")
    #expect(sim.banner.contains("TLP:AMBER"), "\(sim.text)")
    sim.press("g", "i", "text:\(path)", "Enter")
    #expect(sim.model.scope == .importing && sim.text.contains("Dry run finished"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:RED"), "\(sim.text)")
    sim.press("v")
    #expect(sim.banner.contains("TLP:RED"), "\(sim.text)")
    // Nothing of it is held yet.
    sim.press("Esc", "g", "j")
    #expect(sim.cursorRow.contains("scanning red.json"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:RED"), "\(sim.text)")
    sim.press("g", "n", "Esc")
    #expect(sim.model.scope == .screening && sim.banner.contains("TLP:AMBER"), "\(sim.text)")
  }

  @Test func whatIsHeldInNoCaseCounts() throws {
    let (desk, path) = try desk()
    var sim = Sitting(desk.store, as: "ann")
    sim.press("g", "i", "text:\(path)", "Enter", "t", "w", "C")
    #expect(sim.text.contains("Imported in") && sim.banner.contains("TLP:RED"), "\(sim.text)")
    sim.press("g", "n", "text:Glass Heron Works", "Ctrl-S")
    #expect(sim.cursorRow.contains("1.00"), "\(sim.text)")
    #expect(sim.model.scope == .screening && sim.banner.contains("TLP:RED"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.model.scope == .pair && sim.banner.contains("TLP:RED"), "\(sim.text)")
    sim.press("g", "j")
    #expect(sim.model.scope == .jobs && sim.banner.contains("TLP:RED"), "\(sim.text)")
    // The index of words follows what was written.
    _ = try desk.store.search("heron")
    sim.press("g", "/", "text:heron", "Enter")
    #expect(sim.cursorRow.contains("Glass Heron Works"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:RED"), "\(sim.text)")
    // No stricter for what is not on the screen.
    sim.press("g", "/", "text:relays", "Enter")
    #expect(sim.cursorRow.contains("Quiet relays") && sim.banner.contains("TLP:AMBER"), "\(sim.text)")
    sim.open("Quiet")
    #expect(sim.model.scope == .summary && sim.banner.contains("TLP:AMBER"), "\(sim.text)")
  }

  @Test func aCaseIsMarkedAsItsExhibits() throws {
    let (desk, path) = try desk()
    _ = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    #expect(try desk.run(CaseCommand.Show.self, "26-0001").marking.description == "CUI TLP:RED")
    var sim = Sitting(desk.store, as: "ann")
    sim.open("Quiet")
    #expect(sim.model.scope == .summary && sim.banner.contains("TLP:RED"), "\(sim.text)")
    // Its entry, and what stands in the way of a move, may tell of them, too.
    sim.press("p")
    #expect(sim.model.scope == .publication && sim.banner.contains("TLP:RED"), "\(sim.text)")
    sim.press("q", "a", "s", "Enter")
    #expect(sim.model.scope == .stage && sim.banner.contains("TLP:RED"), "\(sim.text)")
    #expect(try desk.run(EntryCommand.Show.self, "26-0001").marking.description == "CUI TLP:RED")
    sim.press("g", "b")
    #expect(sim.model.scope == .board && sim.banner.contains("TLP:RED"), "\(sim.text)")
    var wide = Sitting(100, 30, world: LiveOffice(desk.store, as: Author(user: "ann")))
    wide.press("g", "c")
    #expect(wide.model.scope == .cases && wide.banner.contains("TLP:RED"), "\(wide.text)")
    // A narrow list has no room for what is in a case.
    sim.press("g", "c")
    #expect(sim.model.scope == .cases && sim.banner.contains("TLP:AMBER"), "\(sim.text)")
  }

  /// What failed may name any record: it is marked so wherever it is said.
  @Test func whatFailedIsMarkedAsWhatIsHeld() throws {
    let (desk, path) = try desk()
    _ = try desk.run(ImportCommand.Apply.self, path)
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("notes.txt", "words"))
    _ = try desk.run(ImportCommand.Undo.self, "IM-0002", "--reason", "the wrong file")
    var sim = Sitting(desk.store, as: "ann")
    sim.press(":", "text:import undo", "Enter", "text:IM-0002", "Tab", "text:again")
    #expect(sim.text.contains("import undo") && sim.text.contains("again"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:AMBER"), "\(sim.text)")
    sim.press("Ctrl-S")
    #expect(sim.model.shell.statusRole == .danger && sim.status.contains("taken back already"), "\(sim.text)")
    #expect(sim.banner.contains("TLP:RED"), "\(sim.text)")
    // The next word is about something else.
    sim.press("Esc", "g", "d")
    #expect(sim.model.scope == .deadlines && sim.model.shell.dialog == nil, "\(sim.text)")
    #expect(sim.banner.contains("TLP:AMBER"), "\(sim.text)")
  }
}
