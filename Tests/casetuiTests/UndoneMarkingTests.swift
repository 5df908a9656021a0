import CaseDomain
import CaseStore
import Foundation
import Synchronization
import Testing

@testable import casetui

/// How an exhibit is to be handled, after the import that said so was taken back. All of it is invented.
@Suite struct UndoneMarkingTests {
  private let office: TestOffice
  private let scratch: Scratch
  private let clock: @Sendable () -> UInt64

  init() throws {
    // Each transaction has a time of its own.
    let milliseconds = Mutex<UInt64>(1_790_000_000_000)
    let clock: @Sendable () -> UInt64 = {
      milliseconds.withLock { now in
        now += 1
        return now
      }
    }
    self.clock = clock
    office = try TestOffice("Head Office", clock: clock)
    scratch = try Scratch()
  }

  /// Imports a file; `nil` marks nothing.
  private func apply(_ path: String, as mark: String?, step: Int? = nil) throws -> ImportReport {
    var options = Importer.Options()
    options.stepObjects = step
    if let mark {
      var decisions = try #require(try Importer.scan(path, in: office.store).decisions)
      for place in decisions.questions.indices where decisions.questions[place].about == .marking {
        decisions.questions[place].answer = mark
      }
      options.decisions = (decisions, Digest256.sha256(Array(mark.utf8)))
    }
    return try Importer.apply(path, to: nil, in: office.store, as: office.author, options)
  }

  private func undo(_ report: ImportReport) throws {
    let run: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(run, reason: "the wrong mark", as: office.author).obstacles.isEmpty)
  }

  private func addByHand(_ path: String) throws -> ExhibitID {
    try office.store.addExhibit(
      path: path, title: nil, mediaType: "text/plain", from: "ann", marking: nil, caseID: nil,
      as: office.author
    ).id
  }

  /// The marking in the row; the same after a rebuild.
  private func mark(_ exhibit: ExhibitID) throws -> String {
    let mark = try office.store.read { try $0.exhibitRow(exhibit).marking }
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try office.store.read { try $0.exhibitRow(exhibit).marking } == mark)
    return mark
  }

  private func saysDecidedBefore(_ report: ImportReport) -> Bool {
    report.problems.contains { $0.reason.contains("as somebody decided") }
  }

  @Test(arguments: [nil, 1] as [Int?]) func aDecisionGoesWithItsImport(step: Int?) throws {
    let path = try scratch.write("words of the desk", "hand.txt")
    let exhibit = try addByHand(path)
    let lax = try apply(path, as: "TLP:CLEAR", step: step)
    #expect(try mark(exhibit) == "UNCLASSIFIED TLP:CLEAR")
    try undo(lax)
    #expect(try mark(exhibit) == "CUI TLP:AMBER")
    // The corrected decision counts, and so does the first one when it is made again.
    for wanted in ["CUI TLP:RED", "UNCLASSIFIED TLP:CLEAR"] {
      let report = try apply(path, as: wanted, step: step)
      #expect(try mark(exhibit) == wanted)
      #expect(!saysDecidedBefore(report))
      try undo(report)
      #expect(try mark(exhibit) == "CUI TLP:AMBER")
    }
  }

  /// What is said of it for a further copy, which a later step reaches, goes with the import as well: a decision, the
  /// label of a sender, and a name.
  @Test(arguments: [nil, 1] as [Int?], [true, false])
  func whatIsSaidOfACopyGoesWithItsImport(step: Int?, isDecided: Bool) throws {
    let words = "the list of names\n"
    let exhibit = try addByHand(try scratch.write(words, "own.txt"))
    let folder = scratch.path + "/dup"
    _ = try scratch.write(words, "dup/a.txt")
    var options = Importer.Options()
    options.stepObjects = step
    if isDecided {
      _ = try scratch.write(words, "dup/b.txt")
      var decisions = try #require(try Importer.scan(folder, in: office.store).decisions)
      decisions.questions.append(
        .init(about: .marking, path: "b.txt", says: "it is ours", answer: "CUI TLP:RED"))
      options.decisions = (decisions, Digest256.sha256([]))
    } else {
      _ = try scratch.write(RedMail.enclosing(words), "dup/m.eml")
    }
    let report = try Importer.apply(folder, to: nil, in: office.store, as: office.author, options)
    func names() throws -> [String] { try office.store.read { try $0.furtherNames(of: exhibit) } }
    #expect(try mark(exhibit) == "CUI TLP:RED")
    #expect(try names() == ["a.txt", isDecided ? "b.txt" : "m.eml/list.txt"])
    try undo(report)
    #expect(try mark(exhibit) == "CUI TLP:AMBER")
    #expect(try names().isEmpty)
  }

  /// A name that two imports say stays when one of them is taken back, and goes with the other.
  @Test(arguments: [nil, 1] as [Int?]) func aNameThatTwoImportsSayStays(step: Int?) throws {
    let words = "the list of names\n"
    let exhibit = try addByHand(try scratch.write(words, "own.txt"))
    _ = try scratch.write(words, "b/list.txt")
    let first = try apply(scratch.path + "/b", as: nil, step: step)
    _ = try scratch.write(words, "c/list.txt")
    _ = try scratch.write("more words\n", "c/more.txt")
    let second = try apply(scratch.path + "/c", as: nil, step: step)
    func names() throws -> [String] { try office.store.read { try $0.furtherNames(of: exhibit) } }
    #expect(try names() == ["list.txt"])
    try undo(first)
    #expect(try names() == ["list.txt"])
    try undo(second)
    #expect(try names().isEmpty)
  }

  @Test func whatAnImportMadeComesBackUnmarked() throws {
    let path = try scratch.write("words of a sender", "sent.txt")
    let lax = try apply(path, as: "TLP:CLEAR")
    let exhibit = try #require(try office.store.read { try $0.exhibits().first?.id })
    try undo(lax)
    #expect(try mark(exhibit) == "CUI TLP:AMBER", "it can still be exported")
    let plain = try apply(path, as: nil)
    #expect(try mark(exhibit) == "CUI TLP:AMBER")
    #expect(!saysDecidedBefore(plain))
    let again = try apply(path, as: "TLP:CLEAR")
    #expect(try mark(exhibit) == "UNCLASSIFIED TLP:CLEAR")
    #expect(!saysDecidedBefore(again))
  }

  @Test func theLabelOfASenderCountsAgain() throws {
    let path = try scratch.write(
      "From: a@firm.example\r\nSubject: [TLP:RED] source list\r\n\r\nwords\r\n", "red.eml")
    let lax = try apply(path, as: "TLP:CLEAR")
    let exhibit = try #require(
      try office.store.read { try $0.exhibits().first { $0.title == "red.eml" }?.id })
    #expect(try mark(exhibit) == "UNCLASSIFIED TLP:CLEAR")
    try undo(lax)
    let plain = try apply(path, as: nil)
    #expect(try mark(exhibit) == "CUI TLP:RED")
    #expect(!saysDecidedBefore(plain))
    try undo(plain)
    #expect(try mark(exhibit) == "CUI TLP:RED", "its bytes are still here, and say what they said")
  }

  @Test func whatAPersonSaysStays() throws {
    let path = try scratch.write("words of the desk", "hand.txt")
    let exhibit = try addByHand(path)
    try undo(try apply(path, as: "TLP:CLEAR"))
    // The same word as that of the import: it is a person's now.
    try office.store.write(as: office.author) { writer in
      try writer.setMarking(HandlingMark(stored: "UNCLASSIFIED TLP:CLEAR"), of: exhibit, caseID: nil)
    }
    #expect(try mark(exhibit) == "UNCLASSIFIED TLP:CLEAR")
    let report = try apply(path, as: "CUI TLP:RED")
    #expect(try mark(exhibit) == "UNCLASSIFIED TLP:CLEAR")
    #expect(saysDecidedBefore(report))
  }

  /// What two imports say of an exhibit stays while either does; the same once more writes nothing.
  @Test(arguments: [nil, 1] as [Int?]) func whatAnotherImportSaysTooStays(step: Int?) throws {
    let letter = "From: a@firm.example\r\nSubject: [TLP:RED] source list\r\n\r\nwords\r\n"
    let path = try scratch.write(letter, "red.eml")
    let exhibit = try addByHand(path)
    let first = try apply(path, as: nil, step: step)
    _ = try scratch.write(letter, "b/red.eml")
    _ = try scratch.write("words of the desk", "b/note.txt")
    let second = try apply(scratch.path + "/b", as: nil, step: step)
    #expect(second.reference != nil)
    let before = try office.digest()
    #expect(try apply(scratch.path + "/b", as: nil, step: step).reference == nil)
    #expect(try office.digest() == before)
    try undo(first)
    #expect(try mark(exhibit) == "CUI TLP:RED")
    try undo(second)
    #expect(try mark(exhibit) == "CUI TLP:AMBER")
    #expect(try office.conflicts().isEmpty)
  }

  /// A person who says what an import said means it so, also without the import.
  @Test func whatAPersonSaysOfAnImportsMarkStays() throws {
    let path = try scratch.write("words of the desk", "hand.txt")
    let exhibit = try addByHand(path)
    let report = try apply(path, as: "CUI TLP:RED")
    func say() throws {
      try office.store.write(as: office.author) { writer in
        try writer.setMarking(HandlingMark(stored: "CUI TLP:RED"), of: exhibit, caseID: nil)
      }
    }
    try say()
    let once = try office.digest()
    try say()
    #expect(try office.digest() == once, "it is said already")
    try undo(report)
    #expect(try mark(exhibit) == "CUI TLP:RED")
  }

  /// Bytes are as strict as the strictest exhibit that holds them, as every list says, until that one is taken back.
  @Test func aCopyThatWasTakenBackMarksNothing() throws {
    let path = try scratch.write("words of a sender", "sent.txt")
    let report = try apply(path, as: "CUI TLP:RED")
    let copy = try addByHand(path)
    let hit = try #require(try office.store.search("sent").first { $0.id == copy.description })
    func marks() throws -> [String?] {
      try office.store.read { reader in
        func strictest(_ marks: [String]) -> String? {
          HandlingMark.mostRestrictive(of: marks.map { HandlingMark(stored: $0) })?.description
        }
        let listed = try reader.exhibits().first { $0.id == copy }
        let row = try reader.exhibitRow(copy)
        let counted = try reader.exhibit(copy, rehash: false).mark
        let named = try reader.markings(ofExhibits: [row.reference])
        let found = try reader.markings(of: hit)
        return [listed?.marking, row.marking, counted.description, strictest(named), strictest(found)]
      }
    }
    #expect(try marks() == Array(repeating: "CUI TLP:RED", count: 5))
    try undo(report)
    #expect(try marks() == Array(repeating: "CUI TLP:AMBER", count: 5))
  }

  /// What was taken back contradicts nobody.
  @Test func aConflictWithItEnds() throws {
    let path = try scratch.write("words of the desk", "hand.txt")
    let exhibit = try addByHand(path)
    let other = try TestOffice("Field East", user: "bob", clock: clock)
    func sync(enrol: Bool = false) throws {
      _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: enrol)
    }
    try sync(enrol: true)
    let lax = try apply(path, as: "TLP:CLEAR")
    _ = try other.store.set(.marking, of: exhibit, to: .text("CUI TLP:GREEN"), as: other.author)
    try sync()
    #expect(try office.conflicts().map(\.field) == ["marking"])
    #expect(try mark(exhibit) == "CUI TLP:GREEN")
    try undo(lax)
    try sync()
    for each in [office, other] {
      #expect(try each.conflicts().isEmpty)
      #expect(try each.store.read { try $0.exhibitRow(exhibit).marking } == "CUI TLP:GREEN")
    }
  }
}
