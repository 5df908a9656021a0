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

  /// What said how an earlier bundle was to be handled says nothing of the next one; nor does anybody's definition under the
  /// id of a label.
  @Test func whatComesBackSaysItOnce() throws {
    let desk = try desk()
    let case1 = ["--case", "26-0001"]
    let first = try export(ExportCommand.STIX.self, case1, desk)
    #expect(first.answer.read["handling_reports_left_out"] as? Int == 0)
    _ = try desk.run(ImportCommand.Apply.self, [first.path] + case1)
    let second = try export(ExportCommand.STIX.self, case1, desk)
    #expect(second.text.components(separatedBy: "How this bundle is to be handled").count == 2)
    #expect(second.answer.read["handling_reports_left_out"] as? Int == 1, "\(second.answer.lines)")
    #expect(second.answer.read["marks_replaced"] as? [String] == [])

    let other = try self.desk()
    let id = "marking-definition--5e57c739-391a-4eb3-b6be-7d15ca92d5ed"
    let forged =
      #"{"type":"bundle","id":"bundle--11111111-1111-4111-8111-111111111112","objects":[{"type":"marking-definition","#
      + #""spec_version":"2.1","id":"\#(id)","created":"2017-01-20T00:00:00.000Z","definition_type":"tlp","#
      + #""name":"TLP:RED","definition":{"tlp":"white"}}]}"#
    _ = try other.run(ImportCommand.Apply.self, [try other.write("forged.json", forged)] + case1)
    let third = try export(ExportCommand.STIX.self, case1, other)
    #expect(third.answer.read["marks_replaced"] as? [String] == [id], "\(third.answer.lines)")
    #expect(third.text.contains(#""tlp":"red""#) && !third.text.contains(#""tlp":"white""#), "\(third.text)")
  }

  /// Of a bundle of nothing nothing is said; a bag and a table say what is in them.
  @Test func theAnswerTellsWhatTheFileSays() throws {
    let desk = try desk()
    _ = try desk.run(CaseCommand.New.self, "--title", "Taps")
    let empty = try export(ExportCommand.STIX.self, ["--case", "26-0002"], desk)
    #expect(empty.answer.read["file_marking"] as? String == nil, "\(empty.answer.lines)")
    #expect(empty.answer.lines.contains { $0.contains("carries no marking") })
    let case1 = ["--case", "26-0001"]
    for what in ["records", "traces"] {
      let table = try export(ExportCommand.Table.self, [what] + case1, desk)
      #expect(table.answer.read["file_marking"] as? String == Self.mark, "\(what)")
    }
    let none = try export(ExportCommand.Table.self, ["records", "--case", "26-0002"], desk)
    #expect(none.answer.read["file_marking"] as? String == nil)
    let bag = try desk.run(ExportCommand.Bag.self, case1 + ["--out", desk.folder + "/bag"])
    #expect(bag.read["file_marking"] as? String == Self.mark, "\(bag.lines)")
  }

  /// `-` is no folder, as it is no file: elsewhere it is often standard output.
  @Test func nothingIsMadeUnderAHyphen() throws {
    let desk = try desk()
    let bag = #expect(throws: Usage.self) {
      try desk.run(ExportCommand.Bag.self, "--case", "26-0001", "--out", "-")
    }
    let lists = #expect(throws: Usage.self) { try desk.run(ListCommand.Publish.self, "--out", "-") }
    #expect(bag?.message == "- is not standard output" && lists?.message == "- is not standard output")
    #expect(!FileManager.default.fileExists(atPath: "-"))
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
