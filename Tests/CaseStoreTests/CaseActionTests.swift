import CaseDomain
import Foundation
import Testing

@testable import CaseStore

@Suite struct CaseActionTests {
  @Test func aCaseIsListedAndFound() throws {
    let office = try Office("Head Office")
    let (id, reference, change) = try office.store.newCase(title: "Zoë 深度求索", as: office.author)
    #expect(reference == "26-0001-HO")
    #expect(change.operations == 3)
    let row = try office.store.read { try $0.cases()[0] }
    #expect(row.id == id)
    #expect(row.stage == "lead")
    for text in ["26-0001", "26-0001-HO", "26-0001-ho", id.description, String(id.description.prefix(20))] {
      #expect(try office.store.read { try $0.find(text, .caseFile, as: CaseFile.self) } == id, "\(text)")
    }
    #expect(throws: StoreError.notFound("case 26-0009", list: "casetui case list")) {
      try office.store.read { _ = try $0.find("26-0009", .caseFile, as: CaseFile.self) }
    }
    for text in ["zoe", "求索", "深度", "索", "zo"] {
      #expect(try office.store.read { try $0.search(text) }.map(\.id) == [id.description], "\(text)")
    }
    #expect(try office.store.read { try $0.search("\" OR * NEAR(") }.isEmpty)
    #expect(throws: StoreError.self) { try office.store.newCase(title: " ", as: office.author) }
  }

  /// A later version's marking, which this one cannot read, is not taken for the office's floor.
  @Test func anUnreadableMarkingIsTakenForTheStrictest() throws {
    let office = try Office()
    let id = try office.store.newCase(title: "Sample", as: office.author).id
    try office.store.write(as: office.author) { writer in
      _ = try writer.set(Target(id.cast(), .marking), .text("GLASS//OF 2031"), caseID: id.cast())
    }
    let row = try #require(try office.store.read { try $0.cases() }.first)
    #expect(row.marking == "CUI TLP:RED")
    #expect(HandlingMark(stored: "GLASS//OF 2031") == .strictest)
    #expect(HandlingMark(stored: "CUI TLP:GREEN").tlp == .green)
  }

  /// By their numbers, of a case and of all.
  @Test func exhibitsAreListedInOrder() throws {
    let office = try Office()
    let id = try office.sampleCase()
    try office.store.write(as: office.author) { writer in
      for number in 0..<20 {
        let file = try office.store.vault.take(
          Array("exhibit \(number)".utf8), name: "x.txt", mediaType: "text/plain")
        _ = try writer.addExhibit(
          file, title: "exhibit \(number)", from: "sender", marking: nil, caseID: number % 2 == 0 ? id : nil)
      }
    }
    for target in [nil, id] {
      let references = try office.store.read { try $0.exhibits(of: target) }.map(\.reference)
      #expect(references.count > 10 && references == references.sorted())
      #expect(
        try office.store.read { try $0.exhibits(of: target, limit: 3) }.map(\.reference)
          == Array(references.prefix(3)))
    }
  }

  @Test func settingTheSameAgainWritesNothing() throws {
    let office = try Office()
    let id = try office.sampleCase()
    #expect(try office.store.set(.title, of: id, to: .text("Sample"), as: office.author).operations == 0)
    #expect(try office.store.set(.title, of: id, to: .text("Other"), as: office.author).operations == 1)
    #expect(try office.store.read { try $0.search("sample") }.allSatisfy { $0.kind != "case" })
  }

  @Test func aRefusedMoveListsEverythingAndWritesNothing() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let before = try office.store.read { try $0.stateDigest() }
    let (decision, change) = try office.store.advance(
      id, to: .spine(.triage), dryRun: false, as: office.author)
    #expect(!decision.allowed)
    #expect(decision.obstacles.count == 2)
    #expect(
      decision.obstacles.allSatisfy { !$0.section.isEmpty && !$0.message.isEmpty && !$0.remedy.isEmpty })
    #expect(change == nil)
    #expect(try office.store.read { try $0.stateDigest() } == before)
  }

  @Test func anAllowedMoveIsRecorded() throws {
    let office = try Office()
    let id = try office.sampleCase()
    _ = try office.store.set(.dedupeSearch, of: id, to: .text("none found"), as: office.author)
    _ = try office.store.set(.grade, of: id, to: .record([1: .text("B2")]), as: office.author)
    #expect(try office.store.advance(id, to: .spine(.triage), dryRun: true, as: office.author).change == nil)
    let (decision, change) = try office.store.advance(
      id, to: .spine(.triage), dryRun: false, as: office.author)
    #expect(decision.allowed, "\(decision.obstacles)")
    #expect(change?.operations == 1)
    #expect(try office.store.read { try $0.caseRow(id).stage } == "triage")
    #expect(try office.store.verify().isSound)
  }

  /// A damaged exhibit is seen by the very next decision: custody is asked of the bytes, not of a flag.
  @Test func decisionsHashAgain() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let row = try office.store.read { try $0.exhibits(of: id)[0] }
    #expect(try office.store.read { try $0.caseFile(id, rehash: true).exhibits[0].integrity } == .intact)
    try Data("x".utf8).write(to: URL(fileURLWithPath: office.store.vault.path(of: row.sha256!)))
    #expect(try office.store.read { try $0.caseFile(id, rehash: true).exhibits[0].isDamaged })
  }

  @Test func aRecordIsKnownChangedOrInConflict() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let exhibit = try office.store.read { try $0.exhibitIDs(of: id)[0] }
    func take(_ text: String, modified: String?) throws -> Arrival {
      try office.store.write(as: office.author) { writer in
        try writer.takeRecord(
          SourceRecord(
            source: "stix", externalID: "identity--1", type: "identity", name: nil, modified: modified,
            content: .inline(Array(text.utf8)), bundle: .zero, offset: 0, length: UInt64(text.utf8.count)),
          of: exhibit, caseID: id)
      }
    }
    #expect(try take("{\"a\":1}", modified: "2026-01-01") == .new)
    #expect(try take("{\"a\":1}", modified: "2026-01-01") == .known)
    #expect(try take("{\"a\":2}", modified: "2026-02-01") == .changed)
    #expect(try take("{\"a\":3}", modified: "2026-02-01") == .conflict)
    #expect(try office.store.read { try $0.versions(of: "identity--1") }.count == 3)
    let bytes = try office.store.read { reader in
      try reader.versions(of: "identity--1").map { try String(decoding: reader.bytes(of: $0), as: UTF8.self) }
    }
    #expect(bytes == ["{\"a\":1}", "{\"a\":2}", "{\"a\":3}"])
  }

  @Test func aFailedPartLeavesTheRest() throws {
    struct Stop: Error {}
    let office = try Office()
    let id = try office.sampleCase()
    try office.store.write(as: office.author) { writer in
      try writer.note(id.cast(), "first", caseID: id.cast())
      #expect(throws: Stop.self) {
        try writer.attempt { writer in
          try writer.note(id.cast(), "never", caseID: id.cast())
          throw Stop()
        }
      }
      try writer.note(id.cast(), "last", caseID: id.cast())
    }
    let notes = try office.store.read { try $0.live(id.cast(), .notes) }.compactMap(\.value.textValue)
      .sorted()
    #expect(notes == ["a note on Sample", "first", "last"])
    #expect(try office.store.verify().isSound)
  }

  @Test func exportContinuesCustody() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let exhibit = try office.store.read { try $0.exhibitIDs(of: id)[0] }
    let out = office.path + "/out.txt"
    _ = try office.store.export(exhibit, to: out, as: office.author)
    #expect(try String(contentsOfFile: out, encoding: .utf8) == "evidence of Sample")
    let chain = try office.store.read { try $0.custody(of: exhibit) }
    #expect(chain.count == 1)
    #expect(chain[0].entries.map(\.action) == [.received, .exported])
    #expect(try office.store.read { try $0.exhibit(exhibit, rehash: true).integrity } == .intact)
    #expect(throws: StoreError.self) { try office.store.export(exhibit, to: out, as: office.author) }
  }

  /// A peer takes frames of at most 1 MiB: however long the notes, no segment may outgrow one.
  @Test func longEntriesMakeShortSegments() throws {
    let office = try Office()
    let id = try office.sampleCase()
    try office.store.write(as: office.author) { writer in
      for number in 0..<200 {
        try writer.note(id.cast(), String(repeating: "note \(number) ", count: 1200), caseID: id.cast())
      }
      #expect(throws: StoreError.self) {
        try writer.note(id.cast(), String(repeating: "x", count: Segment.maximumBytes), caseID: id.cast())
      }
    }
    try office.store.seal()
    let log = SQLiteOperationLog(office.store)
    var sizes: [Int] = []
    try log.segments(of: log.descriptor.feed, after: 0) { segment in
      var writer = CBORWriter()
      segment.encode(into: &writer)
      sizes.append(writer.bytes.count)
      return true
    }
    #expect(sizes.count > 3)
    #expect(sizes.allSatisfy { $0 <= Segment.maximumBytes + 4096 }, "\(sizes)")
    #expect(try office.store.verify().isSound)
  }

  @Test func sealsWaitButNotForEver() throws {
    let office = try Office()
    try office.sampleCase()
    try office.reopen()
    #expect(try office.store.read { try $0.status() }.unsealed > 0)
    office.clock.now += 61_000
    try office.reopen()
    #expect(try office.store.read { try $0.status() }.unsealed == 0)
  }
}
