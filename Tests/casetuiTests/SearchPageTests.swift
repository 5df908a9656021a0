import CaseDomain
import CaseStore
import Testing

@testable import casetui

/// What a search found, and where it leads.
@Suite struct SearchPageTests {
  /// Of several cases somebody says which; one in no case says so.
  @Test func anExhibitIsOpenedWhereItsCaseHasIt() throws {
    let (office, scratch) = (try TestOffice("Head Office"), try Scratch())
    let (store, author) = (office.store, office.author)
    let cases = try ["Amber", "Birch"].map { try store.newCase(title: $0, as: author) }
    func add(_ title: String, to caseID: CaseID?) throws -> ExhibitID {
      try store.addExhibit(
        path: scratch.write(title, "\(title).txt"), title: title, mediaType: "text/plain",
        from: "Example Lab",
        marking: nil, caseID: caseID, as: author
      ).id
    }
    _ = try add("First letter", to: cases[0].id)
    let lantern = try add("Lantern letter", to: cases[0].id)
    _ = try add("Harbour letter", to: nil)
    #expect(try !store.search("lantern").isEmpty)
    var sim = Sitting(store, as: "ann")
    sim.press("g", "/", "text:lantern", "Enter")
    #expect(sim.cursorRow.contains(cases[0].reference), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.model.scope == .evidence && sim.cursorRow.contains("Lantern letter"), "\(sim.text)")
    #expect(sim.model.currentCase?.id == cases[0].id)

    try store.write(as: author) { writer in _ = try writer.link(lantern, to: cases[1].id) }
    sim.press("g", "/", "text:lantern", "Enter")
    #expect(sim.cursorRow.contains("2 cases"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains("Amber") && sim.text.contains("Birch"), "\(sim.text)")
    sim.press("Down", "Enter")
    #expect(sim.model.scope == .evidence && sim.cursorRow.contains("Lantern letter"), "\(sim.text)")
    #expect(sim.model.currentCase?.id == cases[1].id)

    sim.press("g", "/", "text:harbour", "Enter", "Enter")
    #expect(sim.status.contains("is in no case: casetui evidence show EX-"), "\(sim.status)")
  }

  /// A record that comes in front, or is called otherwise now, does not put the selection on another.
  @Test func theSelectionStaysOnItsRecord() {
    var sim = AppSim()
    sim.press("g", "/", "text:wang", "Enter", "Down")
    #expect(sim.cursorRow.contains("EX-0002-FE"), "\(sim.text)")
    sim.world.found = [
      FoundLine(
        kind: "case", reference: "26-0001-FE", title: "Wang Example", caseTag: AppWorld.tag(1), mark: nil),
      sim.world.found[0],
      FoundLine(kind: "exhibit", reference: "EX-0002-FE", title: "Statement", caseTag: nil, mark: nil),
    ]
    sim.press("Ctrl-R")
    #expect(sim.text.contains("Wang Example"), "\(sim.text)")
    #expect(sim.cursorRow.contains("EX-0002-FE") && sim.cursorRow.contains("Statement"), "\(sim.text)")
  }
}
