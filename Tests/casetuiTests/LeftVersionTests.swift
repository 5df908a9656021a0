import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// An export says which versions it leaves out, and of which records it wrote one side of a conflict. All is invented.
@Suite struct LeftVersionTests {
  private static func actor(_ tail: String, _ modified: String, _ name: String) -> String {
    """
    {"type":"threat-actor","spec_version":"2.1","id":"threat-actor--00000000-0000-4000-8000-00000000000\(tail)",\
    "created":"2026-01-01T00:00:00.000Z","modified":"2026-\(modified)-01T00:00:00.000Z","name":"\(name)",\
    "threat_actor_types":["unknown"]}
    """
  }

  private static let contested = "threat-actor--00000000-0000-4000-8000-000000000002"

  /// Two versions of one object, and of another two that its source gave one time.
  private func desk() throws -> CommandDesk {
    let desk = try CommandDesk(case: "Quiet relays")
    let objects = [
      Self.actor("1", "01", "Tarn"), Self.actor("1", "02", "Tarn Works"), Self.actor("2", "01", "Quill"),
      Self.actor("2", "01", "Quill Two"),
    ]
    let bundle =
      #"{"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111111","objects":["#
      + objects.joined(separator: ",\n") + "]}"
    _ = try desk.run(ImportCommand.Apply.self, try desk.write("v.json", bundle), "--case", "26-0001")
    return desk
  }

  @Test func aBundleSaysWhatIsNotInIt() throws {
    let desk = try desk()
    let outside = [
      "--to", "A partner", "--authority", "NSTM-4", "--equities", "no objection",
      "--marking", "CUI TLP:AMBER",
    ]
    func out() -> [String] { ["--out", desk.folder + "/\(UUID().uuidString)"] }
    for answer in [
      try desk.run(ExportCommand.STIX.self, ["--case", "26-0001"] + out()),
      try desk.run(DiscloseCommand.self, ["26-0001"] + outside + out()),
    ] {
      #expect(answer.read["objects"] as? Int == 2 && answer.read["left_out"] as? Int == 2, "\(answer.lines)")
      #expect(answer.read["contested"] as? [String] == [Self.contested])
      #expect(answer.lines.contains { $0.contains("1 earlier versions") })
      #expect(answer.lines.contains { $0.contains("contested: \(Self.contested)") })
    }
    let event = try desk.run(ExportCommand.MISP.self, ["--case", "26-0001"] + out())
    let left = try #require(event.read["left_out"] as? [String: Int])
    #expect(
      left == ["earlier versions of records": 1, "other sides of conflicts between versions": 1], "\(left)")
    #expect(event.read["contested"] as? [String] == [Self.contested])
  }

  /// What says the same is no version that is left out, and what gives no time is none that is contested.
  @Test func whatSaysTheSameIsNotLeftOut() throws {
    let desk = try CommandDesk(case: "Quiet relays")
    func entity(_ id: String, _ name: String) -> String {
      let email = #""email":["desk@mail.example"]"#
      return #"{"id":"\#(id)","schema":"Company","properties":{"name":["\#(name)"],\#(email)}}"# + "\n"
    }
    let tarn = entity("x-1", "Tarn")
    for (file, text) in [
      ("a", tarn), ("b", tarn + entity("x-2", "Quill")), ("c", entity("x-1", "Tarn Works")),
    ] {
      _ = try desk.run(
        ImportCommand.Apply.self, try desk.write("\(file).ftm.json", text), "--case", "26-0001")
    }
    let answer = try desk.run(ExportCommand.FTM.self, ["--case", "26-0001", "--out", desk.folder + "/out"])
    #expect(answer.read["entities"] as? Int == 2 && answer.read["left_out"] as? Int == 1, "\(answer.lines)")
    #expect(answer.read["contested"] as? [String] == [])
  }
}
