import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// An office takes an import back; another had rested a finding on it meanwhile. What the finding rests on, what became
/// of it and why is said wherever the finding is. Everybody here is invented.
@Suite struct AbsentExhibitTests {
  private let head: TestOffice
  private let field: TestOffice
  private let scratch: Scratch
  private let id: CaseID
  private let exhibit: ExhibitID
  private let run: EntityID

  init() throws {
    head = try TestOffice("Head Office")
    field = try TestOffice("Field East", user: "bob")
    scratch = try Scratch()
    id = try head.store.newCase(title: "Beiyuan", as: head.author).id
    let path = try scratch.write("The accounts were made on one day.", "a/letter.txt")
    let report = try Importer.apply(path, to: id, in: head.store, as: head.author)
    run = try head.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    let brought: [ExhibitID] = try head.store.read { [id] reader in try reader.exhibitIDs(of: id) }
    exhibit = try #require(brought.first)
    _ = try Syncer.run(head.path, in: field.store, as: field.author, enrol: true)
  }

  /// The field office cites it in a finding and a claim, head office takes it back, and both hear of it.
  private func takeBack() throws {
    let found = try field.store.setFinding(
      .m1, of: id, .met, exhibits: [exhibit], rationale: "as the letter says", as: field.author)
    #expect(found.obstacles.isEmpty)
    let claim = Claim(
      id: ClaimID(high: 0, low: 0), layer: .conduct, text: "accounts were made on one day",
      exhibits: [exhibit],
      claimant: "Northgate", asOf: Day("2025-04-01"), author: "bob")
    _ = try field.store.addRecord(.claim, .claim, claim.cbor, to: id, as: field.author)
    let undone = try head.store.undo(run, reason: "sent to the wrong office", as: head.author)
    #expect(undone.obstacles.isEmpty)
    _ = try Syncer.run(head.path, in: field.store, as: field.author, enrol: false)
  }

  private var words: String {
    get throws {
      let (name, unit) = try field.store.read {
        (try $0.reference(of: exhibit.cast()), try $0.reference(of: run))
      }
      let day = try field.store.read { try $0.imports().first?.run.withdrawal?.on }
      return "exhibit \(name), which was taken back with import \(unit) on \(try #require(day))"
        + " (sent to the wrong office)"
    }
  }

  @Test func whatAFindingRestsOnIsNamed() throws {
    let before = try field.store.read { try $0.caseFile(id, rehash: false) }
    #expect(before.absent.isEmpty)
    try takeBack()
    let words = try words
    #expect(words.hasPrefix("exhibit EX-0001-HO, which was taken back with import IM-0001-HO on 20"))
    for office in [head, field] {
      let (file, profile) = try office.store.read {
        (try $0.caseFile(id, rehash: false), try $0.profile(on: office.store.today))
      }
      let row = try #require(file.matrixRows(profile: profile).first { $0.element == .m1 })
      #expect(row.state == .gap)
      #expect(row.note == "no exhibit that can carry it; it cites \(words)")
      #expect(row.exhibits.map(file.name) == ["EX-0001-HO"])
      let finding = try #require(file.findings.first)
      #expect(file.decide(finding).map(\.message) == ["M1 cites \(words)"])
      #expect(
        file.decide(finding).map(\.remedy) == [
          "cite another, or import its file again if taking it back was wrong"
        ])
    }
  }

  /// On the command line: the case, the matrix, a new finding, a weight and a document.
  @Test func everyAnswerNamesIt() throws {
    try takeBack()
    let words = try words
    let reference = try field.store.read { try $0.caseRow(id).reference }
    let shown = try CaseCommand.Show.parse([reference]).answer(field.store)
    #expect(shown.lines.contains("  it rests on \(words)"), "\(shown.lines)")
    #expect(shown.read["absent_exhibits"] as? [String] == [words])
    let matrix = try ElementCommand.Matrix.parse([reference]).answer(field.store)
    #expect(matrix.lines.contains { $0.contains("it cites \(words)") }, "\(matrix.lines)")
    for arguments in [
      ["set", reference, "--element", "M2", "--finding", "met", "--rationale", "r"],
      ["support", reference, "--element", "M2", "--strength", "weak", "--rationale", "r"],
    ] {
      let command = try #require(
        try ElementCommand.parseAsRoot(arguments + ["--exhibit", "EX-0001-HO", "--as", "bob"])
          as? any StoreCommand)
      let answer = try command.answer(field.store)
      #expect(answer.exit == .refused)
      #expect(answer.lines.contains { $0.contains(words) }, "\(answer.lines)")
    }
    let memo = try MemoCommand.parse([reference, "--out", scratch.path + "/memo.md"])
    let fault = try #require(throws: StoreError.self) { try memo.answer(field.store) }
    #expect(fault.message.hasSuffix("rests on \(words)"), "\(fault.message)")
    #expect(fault.remedy == "cite another, or import its file again if taking it back was wrong")
    #expect(!FileManager.default.fileExists(atPath: scratch.path + "/memo.md"))
  }

  /// A record that is closed over it says what the finding rests on, and so do closing, exporting and comparing.
  @Test func aRecordNamesIt() throws {
    let reference = try field.store.read { try $0.caseRow(id).reference }
    let found = try field.store.setFinding(
      .m1, of: id, .met, exhibits: [exhibit], rationale: "as the letter says", as: field.author)
    #expect(found.obstacles.isEmpty)
    #expect(try field.store.freeze(id, as: field.author).obstacles.isEmpty)
    try takeBack()
    let words = try words
    let diff = try RecordCommand.Diff.parse([reference]).answer(field.store)
    let changed = try #require(diff.rows("changes").first { $0["part"] as? String == "finding" })
    let fields = changed["fields"] as? [[String: Any]] ?? []
    #expect(fields.map { $0["field"] as? String } == ["absent_exhibits"], "\(fields)")
    #expect(fields.first?["before"] as? String == "" && fields.first?["after"] as? String == words)
    let freeze = try RecordCommand.Freeze.parse([reference, "--as", field.author.user])
    let closed = try freeze.answer(field.store)
    #expect(closed.lines.contains("  it rests on \(words)"), "\(closed.lines)")
    #expect(closed.read["absent_exhibits"] as? [String] == [words])
    let out = scratch.path + "/record"
    let exported = try RecordCommand.Export.parse([reference, "--out", out]).answer(field.store)
    #expect(exported.lines.contains("  it rests on \(words)"), "\(exported.lines)")
    let text = try String(contentsOfFile: out + "/record.md", encoding: .utf8)
    #expect(text.contains("  - absent exhibits: \(words)\n") && text.contains("  - exhibits: EX-0001-HO\n"))
    #expect(!text.contains(exhibit.description), "\(text)")
    #expect(try RecordFolder.check(out).faults.isEmpty)
  }

  /// The same file again: the finding stands as it did.
  @Test func theSameFileMendsIt() throws {
    try takeBack()
    _ = try Importer.apply(scratch.path + "/a/letter.txt", to: id, in: field.store, as: field.author)
    let file = try field.store.read { try $0.caseFile(id, rehash: false) }
    #expect(file.absent.isEmpty)
    #expect(file.decide(try #require(file.findings.first)).isEmpty)
  }
}
