import CaseDomain
import Foundation
import Testing

@testable import CaseStore
@testable import CaseSync
@testable import casetui

/// Whoever exchanges hears why two stores are not equal afterwards. Everybody here is invented.
@Suite struct SyncDifferenceTests {
  private static let one = Digest256.sha256([1])
  private static let other = Digest256.sha256([2])

  private static func report(_ fill: (inout SyncTally) -> Void) -> SyncReport {
    var report = SyncReport(outcome: .complete)
    report.tally.stateDigest = one
    report.tally.peerStateDigest = other
    report.tally.peerReducer = Merge.reducerVersion
    report.tally.statusesAgree = true
    fill(&report.tally)
    return report
  }

  @Test func theReasonIsSaid() {
    func difference(_ fill: (inout SyncTally) -> Void) -> SyncDifference? {
      SyncDifference(Self.report(fill))
    }
    #expect(difference { _ in } == .damage)
    #expect(difference { $0.peerStateDigest = Self.one } == nil)
    #expect(difference { $0.peerStateDigest = nil } == .notCompared)
    #expect(difference { $0.peerReducer = Merge.reducerVersion + 1 } == .otherRules)
    #expect(difference { $0.statusesAgree = false } == .otherOperations)
  }

  /// On standard error, by whoever answers a peer.
  @Test func whoAnswersIsToldToo() {
    let report = Self.report { tally in
      tally.equivocations = ["two seals of number 3"]
      tally.peerAlarms = ["two seals of number 7"]
    }
    #expect(
      report.alarms == [
        "the same operations give two states: one store is damaged; run casetui verify on both",
        "two seals of number 3", "two seals of number 7",
      ])
    #expect(Self.report { $0.peerStateDigest = Self.one }.alarms.isEmpty)
  }

  /// Another exchange would not help.
  @Test func aDamagedStoreIsNotCalledOneThatDiffers() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    _ = try a.store.newCase(title: "Relays", as: a.author)
    for _ in 0..<2 { _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true) }
    func run() throws -> Answer { try SyncCommand.Run.parse([b.path, "--as", "ann"]).answer(a.store) }
    let equal = try run()
    #expect(equal.exit == .ok && equal.lines.contains("both stores are equal"), "\(equal.lines)")
    try b.store.write(as: b.author) { writer in
      try writer.sql("UPDATE digest SET value = zeroblob(32) WHERE scope = x''").run()
    }
    let damaged = try run()
    #expect(damaged.exit == .damaged)
    #expect(
      damaged.lines.contains(
        "the same operations give two states: one store is damaged; run casetui verify on both"),
      "\(damaged.lines)")
  }

  @Test func theTerminalSaysItToo() {
    var sim = AppSim(80, 24)
    sim.world.difference = .damage
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter")
    #expect(sim.status.contains("one store is damaged; run casetui verify on both"), "\(sim.status)")
    #expect(sim.text.contains("! the same operations give two states: one store is damaged"), "\(sim.text)")
    #expect(sim.text.contains("  run casetui verify on both") && !sim.text.contains("exchange again"))
    #expect(sim.model.shell.statusRole == .danger)
  }

  /// Files that did not come are no success, whatever else went well.
  @Test(arguments: [0, 2]) func filesThatDidNotComeAreAWarning(_ count: Int) {
    var sim = AppSim(80, 24)
    sim.world.missingFiles = count
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter")
    #expect(sim.status.contains("2 files did not come") == (count > 0), "\(sim.status)")
    #expect(sim.model.shell.statusRole == (count > 0 ? .warning : .ok))
  }

  /// In one line that fits: the long one is told by `status`.
  @Test func whatIsDatedAheadIsAWarning() {
    var sim = AppSim(80, 24)
    sim.world.fastClocks = ["the newest entry of Field East is dated ahead, and there is more to say"]
    sim.press("g", "s", "y", "o", "text:/media/peer", "Enter")
    let told = "something is dated ahead of the clock here"
    #expect(sim.text.contains("! \(told): casetui status"), "\(sim.text)")
    #expect(sim.status.contains(told) && sim.model.shell.statusRole == .warning, "\(sim.status)")
  }
}
