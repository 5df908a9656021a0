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
  }
}
