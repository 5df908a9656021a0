import CaseDomain
import CaseStore
import Foundation
import Synchronization
import Testing

@testable import casetui

/// The clock of a listed case is the newest of what its row shows, whichever value came last.
@Suite struct RowClockTests {
  @Test func anOlderValueThatComesLaterDoesNotTurnTheClockBack() throws {
    let scratch = try Scratch()
    let author = Author(user: "ann")
    let base: UInt64 = 1_780_000_000_000
    let clock = Mutex(base)
    let a = try CaseStore.create(
      at: scratch.path + "/a", office: "Head Office", user: "ann", clock: { clock.withLock { $0 } })
    let b = try CaseStore.create(at: scratch.path + "/b", office: "Field East", user: "bo", clock: { base })
    let made = try b.newCase(title: "Older", as: Author(user: "bo")).id
    try b.close()
    _ = try Syncer.run(scratch.path + "/b", in: a, as: author, enrol: true)
    // Apart: the other office sets the priority by its slow clock, this one the title by its own.
    let again = try CaseStore.open(at: scratch.path + "/b", clock: { base })
    _ = try again.write(as: author) { writer in
      try writer.set(Target(made.cast(), .priority), .text("high"), caseID: made.cast())
    }
    try again.close()
    // Later than any wall clock: the other office's end of a session on this machine reads that one.
    clock.withLock { $0 = 2_000_000_000_000 }
    _ = try a.write(as: author) { writer in
      try writer.set(Target(made.cast(), .title), .text("Newer"), caseID: made.cast())
    }
    _ = try Syncer.run(scratch.path + "/b", in: a, as: author, enrol: false)
    #expect(try a.read { try $0.caseRow(made) }.title == "Newer")
    #expect(try a.read { try $0.caseRow(made) }.priority == "high")
    #expect(try a.verify().isSound)
    let rebuilt = try a.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }
}
