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
}
