import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Whom a case is about is whom it says now, in all that goes out. Everybody here is invented.
@Suite struct CasePartiesTests {
  /// A case whose subject was accepted from a file of entities.
  private func desk() throws -> CommandDesk {
    let desk = try CommandDesk(case: "Quiet relays")
    let entity = #"{"id":"NK-1","schema":"Company","properties":{"name":["Glass Heron Works"]}}"#
    _ = try desk.run(
      ImportCommand.Apply.self, try desk.write("f.ftm.json", entity + "\n"), "--case", "26-0001")
    _ = try desk.run(ActorCommand.Accept.self, "NK-1", "--case", "26-0001")
    _ = try desk.run(ActorCommand.New.self, "--name", "Orlin Vask", "--kind", "person")
    return desk
  }

  /// The lines of actors of ours: what came in goes out apart.
  private func exportedActors(_ desk: CommandDesk, case reference: String) throws -> String {
    let out = desk.folder + "/\(UUID().uuidString)"
    _ = try desk.run(ExportCommand.FTM.self, "--case", reference, "--out", out)
    return try String(contentsOfFile: out, encoding: .utf8).split(separator: "\n")
      .filter { !$0.contains(#""id":"NK-1""#) }.joined(separator: "\n")
  }

  private func memorandum(_ desk: CommandDesk, case reference: String) throws -> String {
    let out = desk.folder + "/\(UUID().uuidString).md"
    _ = try desk.run(MemoCommand.self, reference, "--out", out)
    return try String(contentsOfFile: out, encoding: .utf8)
  }

  @Test func aFormerSubjectIsNamedNoMore() throws {
    let desk = try desk()
    #expect(try exportedActors(desk, case: "26-0001").contains("Glass Heron Works"))
    #expect(try memorandum(desk, case: "26-0001").contains("| Glass Heron Works | subject |"))
    _ = try desk.run(CaseCommand.Set.self, "26-0001", "--actor", "AC-0002")
    let actors = try exportedActors(desk, case: "26-0001")
    #expect(actors.contains("Orlin Vask") && !actors.contains("Glass Heron Works"))
    let text = try memorandum(desk, case: "26-0001")
    #expect(text.contains("| Orlin Vask | subject |") && !text.contains("| Glass Heron Works |"))
    // Another word on the same subject gives nobody another part.
    let set = try desk.run(CaseCommand.Set.self, "26-0001", "--subject-kind", "individual")
    #expect(set.read["operations"] as? Int == 1)
  }

  /// As earlier builds left it: the register says one, the parties another.
  @Test func aStoreOfAnEarlierBuildIsReadByItsSubject() throws {
    let desk = try desk()
    let id: CaseID = try desk.store.read { try $0.find("26-0001", .caseFile) }
    let new: ActorID = try desk.store.read { try $0.find("AC-0002", .actor) }
    _ = try desk.store.set(.subject, of: id, to: Subject(actor: new).cbor, as: Author(user: "ann"))
    let parties = try desk.store.read { try $0.parties(of: id) }
    #expect(parties == [Party(actor: new, role: Party.subject)])
    #expect(try exportedActors(desk, case: "26-0001").contains("Orlin Vask"))
    #expect(try !memorandum(desk, case: "26-0001").contains("| Glass Heron Works |"))
  }

  @Test func aSubjectThatWasOnlySetGoesOut() throws {
    let desk = try desk()
    _ = try desk.run(CaseCommand.New.self, "--title", "Taps")
    _ = try desk.run(CaseCommand.Set.self, "26-0002", "--actor", "AC-0002")
    #expect(try exportedActors(desk, case: "26-0002").contains("Orlin Vask"))
  }
}
