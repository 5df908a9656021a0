import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// A file that leaves says itself how it is to be handled, where its format has a place for it. All of it is invented.
@Suite struct FileMarkingTests {
  private static let mark = "CUI//SP-LEI/PROPIN TLP:RED"
  private static let identity =
    #"{"type":"identity","spec_version":"2.1","id":"identity--22222222-2222-4222-8222-222222222222","created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"Glass Heron Works","identity_class":"organization"}"#

  /// A case under that marking, with an object of STIX and a row of a table.
  private func desk() throws -> CommandDesk {
    let desk = try CommandDesk()
    _ = try desk.run(CaseCommand.New.self, "--title", "Quiet relays", "--marking", Self.mark)
    let bundle =
      #"{"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111111","objects":[\#(Self.identity)]}"#
    for (name, text) in [("b.json", bundle), ("rows.csv", "id,payment\n1,pf-77\n")] {
      _ = try desk.run(ImportCommand.Apply.self, try desk.write(name, text), "--case", "26-0001")
    }
    return desk
  }

  private func export<Command: StoreCommand>(
    _ command: Command.Type, _ arguments: [String], _ desk: CommandDesk
  ) throws -> (answer: Answer, text: String, path: String) {
    let out = desk.folder + "/\(UUID().uuidString).json"
    let answer = try desk.run(command, arguments + ["--out", out])
    return (answer, try String(contentsOfFile: out, encoding: .utf8), out)
  }

  @Test func aBundleIsTakenInUnderItsMarking() throws {
    let desk = try desk()
    let outside = [
      "26-0001", "--to", "A partner", "--authority", "NSTM-4", "--equities", "no objection", "--marking",
      Self.mark,
    ]
    let case1 = ["--case", "26-0001"]
    for (answer, text, path) in [
      try export(ExportCommand.STIX.self, case1, desk), try export(DiscloseCommand.self, outside, desk),
    ] {
      #expect(answer.exit == .ok && answer.read["file_marking"] as? String == Self.mark, "\(answer.lines)")
      #expect(answer.read["objects"] as? Int == 1, "of the case; not what says how it is to be handled")
      #expect(text.contains(Self.identity), "as it came")
      #expect(text.contains(#""statement":"CUI//SP-LEI/PROPIN TLP:RED""#))
      let other = try CommandDesk()
      _ = try other.run(ImportCommand.Apply.self, path)
      let exhibits = try other.run(EvidenceCommand.List.self).rows("items")
      #expect(exhibits.count == 1 && exhibits[0].text("item_marking")?.hasSuffix("TLP:RED") == true)
    }
    let again = try (0..<2).map { _ in try export(ExportCommand.STIX.self, case1, desk).text }
    #expect(again[0] == again[1])
  }

  @Test func othersSayItToo() throws {
    let desk = try desk()
    let event = try export(ExportCommand.MISP.self, ["--case", "26-0001"], desk)
    for tag in ["CUI//SP-LEI/PROPIN", "tlp:red"] { #expect(event.text.contains(#"{"name":"\#(tag)"}"#)) }
    for what in ["records", "traces"] {
      let table = try export(ExportCommand.Table.self, [what, "--case", "26-0001"], desk)
      let rows = table.text.split(whereSeparator: \.isNewline)
      #expect(rows.count > 1 && rows[0].hasSuffix(",marking"))
      #expect(rows.dropFirst().allSatisfy { $0.hasSuffix(",\(Self.mark)") }, "\(rows)")
    }
    let entities = try export(ExportCommand.FTM.self, ["--case", "26-0001"], desk)
    #expect(entities.answer.lines.contains { $0.contains("carries no marking") })
  }
}
