import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What a case tells somebody outside, and what is on record of it. Everybody here is invented.
@Suite struct DisclosureTests {
  private static let outside = [
    "--to", "A partner", "--authority", "NSTM-4", "--equities", "no objection", "--marking", "CUI TLP:AMBER",
  ]

  private static func bundle(_ name: String, _ modified: String, isRevoked: Bool = false) -> String {
    """
    {"type":"bundle","id":"bundle--5b1d0000-0000-4000-8000-000000000001","objects":[\
    {"type":"threat-actor","spec_version":"2.1","id":"threat-actor--5b1d0000-0000-4000-8000-00000000000a",\
    "created":"2026-01-01T00:00:00Z","modified":"\(modified)","name":"\(name)",\
    "revoked":\(isRevoked)}]}
    """
  }

  /// No bundle is handed out that no record tells of.
  @Test func aBundleWithoutItsRecordIsNotOut() throws {
    let desk = try CommandDesk(case: "Taps")
    let path = try desk.write("b.json", Self.bundle("Glass Heron", "2026-01-02T00:00:00Z"))
    _ = try desk.run(ImportCommand.Apply.self, path, "--case", "26-0001")
    let out = desk.folder + "/out.json"
    // Nobody's name is so long: the record of the disclosure cannot be written.
    let endless = String(repeating: "x", count: 1_000_000)
    let failing = try DiscloseCommand.parse(["26-0001", "--out", out, "--as", endless] + Self.outside)
    #expect(throws: StoreError.self) { _ = try failing.answer(desk.store) }
    #expect(!FileManager.default.fileExists(atPath: out))
    let told = try desk.run(DiscloseCommand.self, ["26-0001", "--out", out] + Self.outside)
    #expect(told.exit == .ok && told.lines.contains("wrote a bundle of 1 objects to \(out)"), "\(told.lines)")
    #expect(try String(contentsOfFile: out, encoding: .utf8).contains("Glass Heron"))
    // What was there before is not ours to remove.
    #expect(throws: StoreError.self) {
      _ = try desk.run(DiscloseCommand.self, ["26-0001", "--out", out] + Self.outside)
    }
    #expect(FileManager.default.fileExists(atPath: out))
  }

  /// A revocation that is held, and not in the case, keeps what it revokes from being told as if it stood.
  @Test func whatWasRevokedElsewhereIsNotTold() throws {
    let desk = try CommandDesk(case: "Taps")
    let stated = try desk.write("x1.json", Self.bundle("Glass Heron", "2026-01-02T00:00:00Z"))
    let revoked = try desk.write(
      "x2.json", Self.bundle("Glass Heron", "2026-02-02T00:00:00Z", isRevoked: true))
    _ = try desk.run(ImportCommand.Apply.self, stated, "--case", "26-0001")
    _ = try desk.run(ImportCommand.Apply.self, revoked)
    let (first, second) = (try exhibit("x1.json", desk), try exhibit("x2.json", desk))
    let out = desk.folder + "/out.json"
    for further in [["--out", out], ["--dry-run"]] {
      let refused = try desk.run(DiscloseCommand.self, ["26-0001"] + further + Self.outside)
      #expect(refused.rows("obstacles").map { $0.text("code") } == ["E-DISC-904"])
      let obstacle = try #require(refused.rows("obstacles").first)
      #expect(
        obstacle.text("message")
          == "\(second), not among what goes out, revokes or deletes what is stated in \(first): "
          + "threat-actor--5b1d0000-0000-4000-8000-00000000000a")
      #expect(obstacle.text("remedy")?.contains("casetui evidence link \(second) --case 26-0001") == true)
      #expect(!FileManager.default.fileExists(atPath: out))
    }
    let withheld = try desk.run(
      DiscloseCommand.self,
      ["26-0001", "--withhold", first, "--why", "taken back", "--dry-run"] + Self.outside)
    #expect(withheld.exit == .ok, "\(withheld.lines)")
    // An export of the case is no disclosure: it says so.
    let export = try desk.run(
      ExportCommand.STIX.self, "--case", "26-0001", "--out", desk.folder + "/export.json")
    #expect(export.exit == .ok && export.read["revoked_later"] as? Int == 1)
    #expect(export.read["later_in"] as? [String] == [second])
    #expect(
      export.lines.contains("later revoked or deleted in \(second), not among what goes out: 1 statement"))
    // With it the revocation goes out.
    _ = try desk.run(EvidenceCommand.Link.self, second, "--case", "26-0001")
    let told = try desk.run(DiscloseCommand.self, ["26-0001", "--out", out] + Self.outside)
    #expect(told.exit == .ok && told.read["revoked_later"] as? Int == 0, "\(told.lines)")
    #expect(try String(contentsOfFile: out, encoding: .utf8).contains(#""revoked":true"#))
  }

  /// The word of a stranger keeps nothing in, and is said; that of its sender does, whoever repeats it, in any spelling.
  @Test(arguments: ["Aurora Foundry", "AURORA  Foundry"])
  func whatOthersRevokedElsewhereIsTold(spelling: String) throws {
    let desk = try CommandDesk(case: "Taps")
    let stated = try desk.write("x1.json", Self.bundle("Glass Heron", "2026-01-02T00:00:00Z"))
    let strange = try desk.write(
      "x2.json", Self.bundle("Glass Heron", "2026-03-02T00:00:00Z", isRevoked: true))
    let own = try desk.write("x3.json", Self.bundle("Glass Heron", "2026-02-02T00:00:00Z", isRevoked: true))
    _ = try desk.run(ImportCommand.Apply.self, stated, "--case", "26-0001", "--from", "Aurora Foundry")
    _ = try desk.run(ImportCommand.Apply.self, strange, "--from", "Larkspur Cognition")
    let second = try exhibit("x2.json", desk)
    let dry = ["26-0001", "--dry-run"] + Self.outside
    let told = try desk.run(DiscloseCommand.self, dry)
    #expect(told.exit == .ok, "\(told.lines)")
    #expect(told.read["revoked_later"] as? Int == 0 && told.read["revoked_later_by_others"] as? Int == 1)
    #expect(told.read["later_in"] as? [String] == [second])
    #expect(
      told.lines.contains(
        "later revoked or deleted by others than its sender in \(second), not among what goes out: 1 statement"
      ))
    _ = try desk.run(ImportCommand.Apply.self, own, "--from", spelling)
    let refused = try desk.run(DiscloseCommand.self, dry)
    #expect(refused.rows("obstacles").map { $0.text("code") } == ["E-DISC-904"])
    #expect(refused.read["revoked_later"] as? Int == 1)
  }

  /// Its sender sent the bytes of the stranger's file, too: it is that sender's word.
  @Test func whatItsSenderRepeatedIsItsWord() throws {
    let desk = try CommandDesk(case: "Taps")
    let stated = try desk.write("x1.json", Self.bundle("Glass Heron", "2026-01-02T00:00:00Z"))
    let revoked = try desk.write(
      "x2.json", Self.bundle("Glass Heron", "2026-03-02T00:00:00Z", isRevoked: true))
    _ = try desk.run(ImportCommand.Apply.self, stated, "--case", "26-0001", "--from", "Aurora Foundry")
    for sender in ["Larkspur Cognition", "Aurora Foundry"] {
      _ = try desk.run(ImportCommand.Apply.self, revoked, "--from", sender)
    }
    let refused = try desk.run(DiscloseCommand.self, ["26-0001", "--dry-run"] + Self.outside)
    #expect(refused.rows("obstacles").map { $0.text("code") } == ["E-DISC-904"])
  }

  /// A newer version is no reason to say nothing, and is said.
  @Test func whatWasReplacedElsewhereIsSaid() throws {
    let desk = try CommandDesk(case: "Taps")
    let stated = try desk.write("x1.json", Self.bundle("Glass Heron", "2026-01-02T00:00:00Z"))
    let later = try desk.write("x2.json", Self.bundle("Glass Heron Works", "2026-02-02T00:00:00Z"))
    _ = try desk.run(ImportCommand.Apply.self, stated, "--case", "26-0001")
    _ = try desk.run(ImportCommand.Apply.self, later)
    let second = try exhibit("x2.json", desk)
    let told = try desk.run(DiscloseCommand.self, ["26-0001"] + Self.outside)
    #expect(told.exit == .ok && told.read["replaced_later"] as? Int == 1)
    #expect(told.lines.contains("later replaced in \(second), not among what goes out: 1 statement"))
    #expect(told.read["revoked_later"] as? Int == 0 && told.read["later_in"] as? [String] == [second])
  }

  /// A deletion in a delta, too: an export of the case sends the entity that its file states, and says so.
  @Test func anEntityDeletedElsewhereIsSaid() throws {
    let desk = try CommandDesk(case: "Taps")
    let entity = #"{"id":"x-3","schema":"Company","properties":{"name":["Quill"]}}"#
    let stated = try desk.write("f1.json", entity + "\n")
    let deleted = try desk.write("f2.json", #"{"op":"DEL","entity":{"id":"x-3"}}"# + "\n")
    _ = try desk.run(ImportCommand.Apply.self, stated, "--case", "26-0001")
    _ = try desk.run(ImportCommand.Apply.self, deleted)
    let answer = try desk.run(
      ExportCommand.FTM.self, "--case", "26-0001", "--out", desk.folder + "/out.jsonl")
    #expect(answer.read["entities"] as? Int == 1 && answer.read["revoked_later"] as? Int == 1)
    #expect(answer.read["later_in"] as? [String] == [try exhibit("f2.json", desk)])
    let all = try desk.run(ExportCommand.FTM.self, "--out", desk.folder + "/all.jsonl")
    #expect(all.read["entities"] as? Int == 0 && all.read["revoked_later"] == nil)
  }

  private func exhibit(_ title: String, _ desk: CommandDesk) throws -> String {
    let rows = try desk.store.read { try $0.exhibits() }
    return try #require(rows.first { $0.title == title }?.reference, "\(rows.map(\.title))")
  }
}
