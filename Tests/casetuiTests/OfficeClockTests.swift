import CaseDomain
import CaseStore
import Foundation
import Synchronization
import Testing

@testable import casetui

/// Two offices whose clocks differ: what came after what it saw counts, and all offices say the same. Everybody is invented.
@Suite struct OfficeClockTests {
  private static let base: UInt64 = 1_780_000_000_000
  private let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// - Parameter minutes: how far its clock is ahead.
  private func office(_ name: String, user: String = "ann", ahead minutes: UInt64 = 0) throws -> TestOffice {
    let now = Mutex(Self.base + minutes * 60_000)
    return try TestOffice(name, user: user) {
      now.withLock { time in
        time += 10
        return time
      }
    }
  }

  private func apply(_ path: String, at office: TestOffice, step: Int? = nil) throws -> ImportReport {
    try Importer.apply(path, to: nil, in: office.store, as: office.author, .init(stepObjects: step))
  }

  private func sync(_ a: TestOffice, _ b: TestOffice) throws {
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
  }

  private func company(_ name: String, share: Int) throws -> String {
    try scratch.write(
      """
      {"id":"oc-1","schema":"Company","properties":{"name":["\(name)"]}}
      {"id":"oc-2","schema":"Company","properties":{"name":["Tarnwick Compute"]}}
      {"id":"oo-1","schema":"Ownership","properties":{"owner":["oc-1"],"asset":["oc-2"],"percentage":["\(share)"]}}

      """, "\(share)/f.ftm.json")
  }

  /// In what order they came says nothing.
  @Test func versionsStandInOneOrderInBothOffices() throws {
    let (a, b) = (try office("Head Office"), try office("Field East", user: "bob"))
    _ = try apply(try company("Tarnwick Data", share: 60), at: a)
    _ = try apply(try company("Tarnwick Foundry", share: 40), at: b)
    try sync(a, b)
    let names = try [a, b].map { try $0.store.read { try $0.versions(of: "oc-1") }.map(\.name) }
    #expect(names[0].count == 2 && names[0] == names[1])
  }

  // MARK: a clock that is fast

  private static let people = [
    101: "Orlin Vask", 102: "Dessa Mirov", 103: "Tarn Ulbek", 104: "Quillfeather Ansel",
  ]

  private func list(_ folder: String, _ numbers: [Int]) throws -> String {
    let rows = numbers.map {
      "\($0),\"\(Self.people[$0] ?? "Brill Works \($0)")\",\"individual\",\"CYBER\""
        + String(repeating: ",-0- ", count: 8) + "\r\n"
    }
    return try scratch.write(rows.joined(), "\(folder)/SDN.CSV")
  }

  /// The import whose issue says of an entry that it is not on the list; `nil` where none does.
  private func absence(_ number: Int, at office: TestOffice) throws -> String? {
    try office.store.read { reader in
      try ListIssues(reader).absence(of: "sdn:\(number)", in: "ofac")?.issue.importReference
    }
  }

  private func fast(_ office: TestOffice) throws -> [String] {
    try office.store.read { try $0.fastClocks() }.map(\.office).sorted()
  }

  /// What an office takes in after it saw what one with a fast clock stated counts, there and here.
  @Test(arguments: [nil, 50_000]) func whatReplacesTheWordOfAFastClockCounts(_ step: Int?) throws {
    let (a, b) = (try office("Head Office"), try office("Field East", user: "bob", ahead: 10))
    _ = try apply(try list("a", [101, 102, 103]), at: b, step: step)
    _ = try apply(try company("Tarnwick Data", share: 60), at: b, step: step)
    try sync(a, b)
    #expect(try fast(a) == ["Field East"])
    // What replaces nothing of it follows no such clock.
    _ = try apply(try scratch.write("nothing to read", "n.txt"), at: a)
    #expect(try fast(a) == ["Field East"])
    let second = try apply(try list("b", [101, 103, 104]), at: a, step: step)
    #expect(second.problems.contains { $0.reason.hasSuffix("is not in this file: sdn:102") })
    _ = try apply(try company("Tarnwick Foundry", share: 40), at: a, step: step)
    for _ in 0..<2 {
      for at in [a, b] {
        // At the second time both hold all.
        guard try at.store.read({ try $0.imports() }).count == 5 else { continue }
        #expect(try absence(102, at: at) == second.reference)
        #expect(try absence(104, at: at) == nil)
        #expect(try at.store.read { try $0.versions(of: "oc-1") }.last?.name == "Tarnwick Foundry")
        #expect(try at.store.read { try $0.statedStakes() }.map(\.holding.leastPPM) == [400_000])
      }
      try sync(a, b)
    }
    #expect(try b.store.read { try $0.imports() }.count == 5)
    #expect(try fast(a) == ["Field East", "Head Office"], "it follows what it replaced")
    let told = try #require(try StatusCommand.parseAsRoot([]) as? StatusCommand).answer(a.store).lines
    #expect(told.contains { $0.hasPrefix("  clock: the newest entry of Field East is dated 2") })
    // No entry tells whose clock it was: also an office of which that is so is not said to be the one.
    let clocks = told.filter { $0.hasPrefix("  clock: ") }
    #expect(clocks.count == 2 && clocks.allSatisfy { $0.contains(", or it replaced what an office with") })
    for at in [a, b] {
      #expect(try at.store.verify().isSound)
      let rebuilt = try at.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
  }

  @Test func howATableIsReadFollowsAFastClock() throws {
    let (a, b) = (try office("Head Office"), try office("Field East", user: "bob", ahead: 10))
    let path = try scratch.write("no,handle,seen\nx1,Orlin Vask,192.0.2.7\n", "t.csv")
    _ = try apply(path, at: b)
    try sync(a, b)
    let mapping = ColumnMapping(
      evidence: .accountCluster,
      columns: [.init("no", .id), .init("handle", .name), .init("seen", .trace(.ip, exercise: nil))])
    _ = try Importer.apply(path, to: nil, in: a.store, as: a.author, .init(mapping: mapping))
    try sync(a, b)
    for at in [a, b] {
      var types: [String] = []
      try at.store.read { reader in try reader.sourceRecords { types.append($0.type) } }
      #expect(types == ["account-cluster"])
    }
  }

  /// A clock that was put right does not make the next issue an earlier one, nor its day another one.
  @Test func aClockThatWasPutRight() throws {
    let now = Mutex(Self.base + 10 * 86_400_000)
    let office = try TestOffice("Head Office") {
      now.withLock { time in
        time += 10
        return time
      }
    }
    _ = try apply(try list("a", [101, 102]), at: office)
    now.withLock { $0 = Self.base }
    let second = try apply(try list("b", [101, 104]), at: office)
    #expect(try absence(102, at: office) == second.reference)
    #expect(try absence(104, at: office) == nil)
    let rows = try office.store.read { try $0.imports() }
    #expect(rows.first?.reference == second.reference)
    #expect(rows.first?.on == Day(milliseconds: Self.base))
  }

  // MARK: one list in two offices

  /// The same file in an office that was apart is no later issue, either.
  @Test func anOldFileTakenInApartIsNoLaterIssue() throws {
    let (a, b) = (try office("Head Office"), try office("Field East", user: "bob", ahead: 1))
    let first = try list("a", [101, 102, 103])
    _ = try apply(first, at: a)
    let second = try apply(try list("b", [101, 103, 104]), at: a)
    _ = try apply(first, at: b)
    try sync(a, b)
    for at in [a, b] {
      #expect(try absence(104, at: at) == nil)
      #expect(try absence(102, at: at) == second.reference)
    }
  }

  /// An import that goes on after another office took in a later issue is not the latest.
  @Test func anImportThatGoesOnSaysThatALaterIssueCounts() throws {
    let (a, b) = (try office("Head Office"), try office("Field East", user: "bob", ahead: 1))
    let others = Array(1_000..<3_000)
    let long = try list("a", [101, 102] + others)
    var seen: Set<[UInt8]> = []
    #expect(throws: ImportStopped.self) {
      try Importer.apply(
        long, to: nil, in: a.store, as: a.author, .init(stepObjects: 1),
        isCancelled: {
          // Whoever is asked cannot throw: without an answer the import goes to its end, and the test fails.
          let rows = (try? a.store.read { try $0.unfinishedImports() }) ?? []
          seen.formUnion(rows.map(\.step))
          return seen.count >= 2
        })
    }
    try sync(a, b)
    let later = try apply(try list("b", [101, 104]), at: b)
    try sync(a, b)
    let done = try apply(long, at: a, step: 1)
    let said = done.problems.map(\.reason)
    let name = try #require(later.reference)
    #expect(
      said.contains {
        $0.contains(" (\(name)) is a later issue of this list, and counts: ")
      }, "\(said)")
    #expect(!said.contains { $0.contains("not in this file") }, "\(said)")
    #expect(try absence(102, at: a) == name)
  }
}
