import CaseDomain
import CaseStore
import CaseTesting
import Foundation
import Testing

@testable import casetui

/// kill -9 at random moments: what was acknowledged stays, what was not is whole or absent, and a further
/// run completes the work.
@Suite(.serialized) struct KillTests {
  /// So many kills of each kind; KILLS sets another number (`make soak` runs 200).
  static let kills = ProcessInfo.processInfo.environment["KILLS"].flatMap(Int.init) ?? 20
  /// So many kills of one store, then a fresh one: each kill ends with a whole verify, whose time grows with
  /// what the store holds.
  static let perStore = 10
  /// Of the moments, as shares of a whole run where one is measured; KILL_SEED sets one that was printed.
  static let seed: UInt64 = {
    let stated = ProcessInfo.processInfo.environment["KILL_SEED"].flatMap(UInt64.init)
    let seed = stated ?? UInt64.random(in: 0...UInt64.max)
    print("KILL_SEED=\(seed)")
    return seed
  }()

  /// Kills in lots of one store each. How many came in the midst of the work is printed, and not demanded: it depends
  /// on how fast the machine is just then.
  private func inLots(_ what: String, _ lot: (Int, inout SeededGenerator) throws -> Int) rethrows {
    var random = SeededGenerator(seed: KillTests.seed)
    var inside = 0
    for first in stride(from: 0, to: KillTests.kills, by: KillTests.perStore) {
      inside += try lot(min(KillTests.perStore, KillTests.kills - first), &random)
    }
    print("\(what): \(inside) of \(KillTests.kills) kills came in the midst of the work")
  }

  @Test func killedImports() throws { try inLots("imports") { try killImports($0, &$1) } }
  @Test func killedLongImports() throws { try inLots("long imports") { try killLongImports($0, &$1) } }
  @Test func killedSyncs() throws { try inLots("syncs") { try killSyncs($0, &$1) } }

  /// Microseconds that a whole import takes here and now, into a store of its own.
  private func timeOfImport(_ bundle: String, _ options: String...) throws -> Double {
    let office = try TestOffice("Head Office")
    try office.store.close()
    let took = try ContinuousClock().measure {
      let whole = try Program(["import", "apply", bundle] + options + ["--store", office.path, "--json"])
      #expect(whole.status == 0, "\(whole.errors)")
    }
    return took / .microseconds(1)
  }

  /// Some moment of a run that takes so many microseconds as a whole, or soon after it; of a run that was slow beside
  /// other tests, of its first two seconds.
  private func moment(of whole: Double, _ random: inout SeededGenerator) -> UInt32 {
    UInt32(5_000 + Double.random(in: 0..<1.25, using: &random) * min(whole, 2_000_000))
  }

  private func killImports(_ kills: Int, _ random: inout SeededGenerator) throws -> Int {
    let scratch = try Scratch()
    let bundle = try scratch.write(KillTests.bundle(600), "bundle.json")
    let whole = try timeOfImport(bundle)
    let office = try TestOffice("Head Office")
    try office.store.close()
    // Acknowledged before any kill: it must be there after each.
    let made = try Program(["case", "new", "--title", "Acknowledged", "--store", office.path, "--json"])
    let id = try #require(made.json["id"] as? String)
    var (acknowledged, inside) = (0, 0)
    for run in 0..<kills {
      let note = try Program(["case", "note", id, "note \(run)", "--store", office.path])
      #expect(note.status == 0, "\(note.errors)")
      acknowledged += 1
      let killed = try Program(
        ["import", "apply", bundle, "--case", id, "--store", office.path, "--json"],
        killAfterMicroseconds: moment(of: whole, &random))
      let store = try CaseStore.open(at: office.path)
      #expect(store.warnings.isEmpty, "\(store.warnings)")
      let report = try store.verify()
      #expect(report.isSound, "after kill \(run): \(report.damaged)")
      let records = try store.read { try $0.sourceCount() }
      #expect(records == 0 || records == 600, "half an import: \(records)")
      if killed.status == 0 { #expect(records == 600) } else { inside += 1 }
      let notes = try store.read { try $0.live(EntityID(id)!, .notes) }.count
      #expect(notes == acknowledged)
      try store.close()
    }
    let last = try Program(["import", "apply", bundle, "--case", id, "--store", office.path, "--json"])
    #expect(last.status == 0)
    let again = try Program(["import", "apply", bundle, "--case", id, "--store", office.path, "--json"])
    #expect(again.json["known"] as? Int == 600)
    #expect(again.json["new"] as? Int == 0)
    return inside
  }

  /// An import in steps: after each kill a number of whole steps is there, and the next run goes on after them.
  private func killLongImports(_ kills: Int, _ random: inout SeededGenerator) throws -> Int {
    let scratch = try Scratch()
    let office = try TestOffice("Head Office")
    try office.store.close()
    let whole = try timeOfImport(scratch.write(KillTests.bundle(600), "measured.json"), "--step", "20")
    var (bundles, done, isWhole, inside) = (0, 0, true, 0)
    for run in 0..<kills {
      if isWhole {
        isWhole = false
        bundles += 1
        _ = try scratch.write(KillTests.bundle(600, of: bundles), "bundle.json")
      }
      let killed = try Program(
        ["import", "apply", scratch.path + "/bundle.json", "--step", "20", "--store", office.path, "--json"],
        killAfterMicroseconds: moment(of: whole, &random))
      let store = try CaseStore.open(at: office.path)
      #expect(store.warnings.isEmpty, "\(store.warnings)")
      let report = try store.verify()
      #expect(report.isSound, "after kill \(run): \(report.damaged)")
      let (records, unfinished, units) = try store.read {
        (try $0.sourceCount(), try $0.unfinishedImports(), try $0.imports())
      }
      let here = records - 600 * (bundles - 1)
      if killed.status == 0 {
        #expect(killed.json["resumed"] as? Int == done && here == 600)
      } else {
        #expect(here >= done, "a step that was there is gone")
        if here > done, here < 600 { inside += 1 }
      }
      // A lot of the reader may end a step a little later than asked.
      #expect(unfinished.count == (here == 0 || here == 600 ? 0 : 1), "\(here)")
      #expect(units.reduce(0) { $0 + $1.run.new } == records)
      #expect(units.count == bundles - (here == 0 ? 1 : 0))
      isWhole = here == 600
      done = isWhole ? 0 : here
      try store.close()
    }
    let last = try Program(
      ["import", "apply", scratch.path + "/bundle.json", "--step", "20", "--store", office.path, "--json"])
    #expect(last.status == 0)
    #expect(last.json[isWhole ? "known" : "resumed"] as? Int == (isWhole ? 600 : done))
    let store = try CaseStore.open(at: office.path)
    #expect(try store.read { try $0.sourceCount() } == 600 * bundles)
    let rebuilt = try store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    try store.close()
    return inside
  }

  private func killSyncs(_ kills: Int, _ random: inout SeededGenerator) throws -> Int {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East"))
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    var inside = 0
    for run in 0..<kills {
      for office in [a, b] {
        let id = try office.store.newCase(title: "Case \(run)", as: office.author).id
        try office.store.write(as: office.author) { writer in
          for number in 0..<150 { try writer.note(id.cast(), "note \(number) of \(run)", caseID: id.cast()) }
        }
      }
      let before = try (a.store.read { try $0.cases() }.count, b.store.read { try $0.cases() }.count)
      let killed = try Program(
        ["sync", "run", b.path, "--store", a.path, "--json"],
        killAfterMicroseconds: UInt32.random(in: 5_000..<300_000, using: &random))
      if killed.status != 0 { inside += 1 }
      for (office, count) in [(a, before.0), (b, before.1)] {
        let report = try office.store.verify()
        #expect(report.isSound, "after kill \(run): \(report.damaged)")
        #expect(try office.store.read { try $0.cases() }.count >= count)
      }
    }
    let result = try Syncer.run(b.path, in: a.store, as: a.author, enrol: false)
    #expect(result.stateDigest == result.peerStateDigest)
    #expect(try a.store.read { try $0.cases() }.count == 2 * kills)
    #expect(try a.digest() == b.digest())
    return inside
  }

  /// Invented identities, enough to be interrupted in the middle of.
  static func bundle(_ count: Int, of series: Int = 0) -> String {
    let objects = (0..<count).map { number in
      let digits = String(number)
      let tail = String(repeating: "0", count: 12 - digits.count) + digits
      return """
        {"type":"identity","spec_version":"2.1","id":"identity--0000000\(series % 10)-0000-4000-8000-\(tail)",\
        "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"Invented \(number)",\
        "description":"\(String(repeating: "statement ", count: 60))","identity_class":"organization"}
        """
    }
    return "{\"type\":\"bundle\",\"id\":\"bundle--00000000-0000-4000-8000-000000000000\",\"objects\":["
      + objects.joined(separator: ",") + "]}"
  }
}
