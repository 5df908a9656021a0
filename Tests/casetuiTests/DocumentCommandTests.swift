import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Documents say what is recorded, with its exhibits, in the office's own templates where it has them.
@Suite struct DocumentCommandTests {
  private let ann = Author(user: "ann")

  private func memo(_ office: PublishedOffice, _ arguments: String..., to name: String) throws -> Answer {
    try MemoCommand.parse(["25-0001-DB"] + arguments + ["--out", office.scratch.path + "/" + name])
      .answer(office.store)
  }

  /// A finding and a claim, each on an exhibit.
  private func workUp(_ office: PublishedOffice, exhibits: [ExhibitID]? = nil) throws {
    _ = try office.store.setFinding(
      .m1, of: office.id, .met, exhibits: [office.letter, office.report],
      rationale: "no permission was given",
      as: ann)
    let claim = Claim(
      id: ClaimID(high: 0, low: 0), layer: .conduct, text: "accounts queried Aurora-4 at volume",
      exhibits: exhibits ?? [office.report], claimant: "Northgate", asOf: Day("2025-04-01"), author: "ann")
    _ = try office.store.addRecord(.claim, .claim, claim.cbor, to: office.id, as: ann)
  }

  @Test func aMemorandumCarriesItsExhibits() throws {
    let office = try PublishedOffice()
    try workUp(office)
    let answer = try memo(office, "--dated", "2025-05-02", "--signatory", "Ann Alyst", to: "memo.md")
    #expect(answer.exit == .ok, "\(answer.lines)")
    let text = try office.file("memo.md")
    // The case is CUI//SP-LEI TLP:AMBER and the report public: the memorandum is what is more restrictive.
    #expect(text.hasPrefix("**CUI//SP-LEI TLP:AMBER**"))
    #expect(text.contains("Northgate, as of 2025-04-01: accounts queried Aurora-4 at volume[^E1]"))
    #expect(
      text.contains("no permission was given[^E2][^E1]") || text.contains("no permission was given[^E1][^E2]")
    )
    #expect(text.contains("[^E1]: Exhibit 1: ") && text.contains("[^E2]: Exhibit 2: "))
    #expect(text.contains("EX-0001-DB, Northgate report"))
    #expect(text.contains("Ann Alyst"))
    #expect(answer.marking.description == "CUI//SP-LEI TLP:AMBER")
    let gaps = try #require(answer.read["gaps"] as? [String])
    #expect(gaps.contains("title of the signatory"))
    // The same facts give the same bytes; a file that is there is not replaced unasked.
    #expect(throws: StoreError.self) { try memo(office, to: "memo.md") }
    let again = try memo(office, "--dated", "2025-05-02", "--signatory", "Ann Alyst", to: "again.md")
    #expect(again.read["sha256"] as? String == answer.read["sha256"] as? String)
    #expect(try memo(office, "--force", to: "memo.html").exit == .ok)
    #expect(
      try office.file("memo.html").hasPrefix("<!DOCTYPE html>") || office.file("memo.html").contains("<html"))
  }

  @Test func aFactWithoutAnExhibitIsRefused() throws {
    let office = try PublishedOffice()
    try workUp(office, exhibits: [])
    let error = try #require(throws: StoreError.self) { try memo(office, to: "memo.md") }
    #expect(error.message.contains("no exhibit"))
    #expect(Failure(error).exit == .refused)
    #expect(!FileManager.default.fileExists(atPath: office.scratch.path + "/memo.md"))
  }

  @Test(arguments: [
    "legal-memo", "option-memo", "concurrence", "press", "triage-note", "intake-form", "assessment", "notice",
  ])
  func everyKindIsWritten(_ kind: String) throws {
    let office = try PublishedOffice()
    try workUp(office)
    try office.list()
    let answer = try memo(office, "--kind", kind, to: "a.md")
    #expect(answer.exit == .ok, "\(answer.lines)")
    #expect(try office.file("a.md").contains("a bill, not law"))
  }

  @Test func lettersNeedWhatTheySpeakOf() throws {
    let office = try PublishedOffice()
    for kind in ["ballot", "petition-decision", "notice"] {
      let error = try #require(throws: StoreError.self, "\(kind)") {
        try memo(office, "--kind", kind, to: "a.md")
      }
      #expect(!error.remedy.isEmpty)
    }
    #expect(throws: Usage.self) { try memo(office, "--kind", "novel", to: "a.md") }
    #expect(throws: Usage.self) { try memo(office, to: "a.doc") }
    #expect(office.names(in: "") == ["office"])
  }

  @Test func aPetitionIsAcknowledgedAndDecided() throws {
    let office = try PublishedOffice()
    let petition = Petition(
      id: EntityID(high: 0, low: 0), track: .attackersList, petitioner: "Beiyuan Xingtu",
      standing: .listedPerson,
      ground: .error, reasons: "The accounts belonged to others.", receivedOn: Day("2025-07-01")!)
    let added = try office.store.addRecord(.petition, .petition, petition.cbor, to: office.id, as: ann)
    let acknowledged = try memo(office, "--kind", "petition-acknowledgement", to: "ack.md")
    #expect(acknowledged.exit == .ok)
    #expect(try office.file("ack.md").contains("agency policy"))
    func decide(_ text: String) throws {
      _ = try office.store.setRecord(
        added.id, .petitionDecision, Petition.decision(.denied, on: Day("2025-08-01")!, text), of: office.id,
        as: Author(user: "dee"))
    }
    try decide("Two reports name the accounts.")
    #expect(throws: StoreError.self) { try memo(office, "--kind", "petition-decision", to: "dec.md") }
    try decide("A report names the accounts (EX-0001-DB).")
    #expect(try memo(office, "--kind", "petition-decision", to: "dec.md").exit == .ok)
    #expect(try office.file("dec.md").contains("[^E1]"))
  }

  // MARK: templates

  private func template(_ office: PublishedOffice, _ text: String) throws {
    let folder = office.store.folder.path + "/templates"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder + "/press_text.mustache"))
  }

  @Test func anOfficesTemplateIsUsed() throws {
    let office = try PublishedOffice()
    try template(
      office,
      "# From our own press desk\n\n{{datedLong}}\n\n{{#publicBasis}}\n{{number}}. {{sentence}}\n{{/publicBasis}}\n\n{{contact}}\n\n{{status}}\n"
    )
    #expect(try memo(office, "--kind", "press", to: "press.md").exit == .ok)
    #expect(try office.file("press.md").contains("From our own press desk"))
  }

  @Test func aBrokenTemplateIsRefused() throws {
    let office = try PublishedOffice()
    try template(office, "# Press\n\n{{datedLnog}}\n")
    // Of any document: nobody learns later that the office's template was passed over.
    for kind in ["press", "evidentiary-memorandum"] {
      let error = try #require(throws: StoreError.self) { try memo(office, "--kind", kind, to: "press.md") }
      #expect(error.message.contains("press_text.mustache, line 3"))
      #expect(Failure(error).exit == .refused)
    }
    #expect(!FileManager.default.fileExists(atPath: office.scratch.path + "/press.md"))
  }

  // MARK: outside

  @Test func whatGoesOutsideHoldsNothingGivenInConfidence() throws {
    let office = try PublishedOffice()
    let basis = PublicBasis("The owner writes: \(PublishedOffice.secret)", exhibits: [office.letter])
    _ = try office.store.set(.publicBasis, of: office.id, to: basis.cbor, as: ann)
    let refused = try memo(office, "--kind", "press", to: "press.md")
    #expect(refused.exit == .refused)
    #expect(refused.rows("leaks").first?.text("exhibit") == "EX-0002-DB")
    #expect(!FileManager.default.fileExists(atPath: office.scratch.path + "/press.md"))
    // A paper that stays in government may quote it.
    #expect(try memo(office, to: "memo.md").exit == .ok)
  }

  @Test func theReportSpeaksOfWhatWasDecided() throws {
    let office = try PublishedOffice()
    try workUp(office)
    let out = office.scratch.path + "/report.md"
    _ = try ReportCommand.parse(["--out", out]).answer(office.store)
    #expect(!(try office.file("report.md")).contains("Beiyuan"), "nothing is decided yet")
    try office.list()
    let answer = try ReportCommand.parse([
      "--out", out, "--force", "--begun", "2026-01-15", "--annex", "Annex 1", "--annex-holder",
      "the registry",
    ]).answer(office.store)
    #expect(answer.exit == .ok, "\(answer.lines)")
    let text = try office.file("report.md")
    #expect(text.contains("attackers list, published"))
    #expect(text.contains("January 1, 2024 to December 31, 2025"))
    #expect(text.contains("Annex 1"))
    let gaps = try #require(answer.read["gaps"] as? [String])
    #expect(gaps.contains("R3") && gaps.contains("R8"))
    #expect(throws: Usage.self) {
      try ReportCommand.parse(["--out", out, "--annex", "x"]).answer(office.store)
    }
  }

  @Test func withoutAToolAPDFIsRefused() throws {
    let office = try PublishedOffice()
    try workUp(office)
    let out = office.scratch.path + "/memo.pdf"
    let program = try Program(
      ["memo", "25-0001-DB", "--out", out, "--json", "--store", office.store.folder.path],
      environment: ["PATH": "/nonexistent"])
    #expect(program.status == 4, "\(program.errors)")
    #expect(program.errors.contains("weasyprint"))
    #expect(!FileManager.default.fileExists(atPath: out))
  }

  /// A tool of that name on the search path makes the file; the page it is given is the HTML of the document, and lies in
  /// the store, as does what the tool puts aside.
  @Test func aToolMakesThePDF() throws {
    let office = try PublishedOffice()
    try workUp(office)
    let tool = try office.scratch.write(
      """
      #!/bin/sh
      case "$3" in "$TMPDIR"/*) ;; *) exit 8 ;; esac
      case "$TMPDIR" in "$OFFICE"/passing-*) ;; *) exit 9 ;; esac
      exec /bin/cp "$3" "$4"

      """, "bin/weasyprint")
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: tool)
    let out = office.scratch.path + "/memo.pdf"
    let program = try Program(
      ["memo", "25-0001-DB", "--out", out, "--store", office.store.folder.path],
      environment: ["PATH": office.scratch.path + "/bin", "OFFICE": office.store.folder.path])
    #expect(program.status == 0, "\(program.errors)")
    let left = try FileManager.default.contentsOfDirectory(atPath: office.store.folder.path)
    #expect(!left.contains { $0.hasPrefix("passing-") })
    #expect(try office.file("memo.pdf").contains("Evidentiary memorandum"))
  }
}
