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
    sim.verb("export bag", ["case": "26-0001", "out": desk.folder + "/bag"])
    #expect(sim.status.hasPrefix("export bag: done (#"), "\(sim.status)")
    #expect(width < 100 || sim.text.contains("Custody: 2 steps"), "\(sim.text)")
    sim.press("Enter")
    #expect(sim.text.contains("Custody: 2 steps") && !sim.text.contains("1 step"), "\(sim.text)")
  }
}
