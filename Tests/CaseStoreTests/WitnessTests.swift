import CaseDomain
import Foundation
import GRDB
import Testing

@testable import CaseStore

/// docs/journal.md §8: a store that lost acknowledged operations notices, and goes on under a new incarnation.
@Suite struct WitnessTests {
  @Test func aLostLogIsNoticed() throws {
    let office = try Office()
    try office.fold()
    let clock = office.clock
    var store = try CaseStore.open(at: office.path, clock: { clock.now })
    let incarnation = store.identity.incarnation
    #expect(store.warnings.isEmpty)
    _ = try store.newCase(title: "Lost", as: office.author)
    try store.close()
    unlink(office.path + "/case.db-wal")
    unlink(office.path + "/case.db-shm")
    store = try CaseStore.open(at: office.path, inspecting: true, clock: { clock.now })
    #expect(try store.verify().damaged.contains { $0.kind == "witness" })
    #expect(store.identity.incarnation == incarnation)
    try store.close()
    store = try CaseStore.open(at: office.path, clock: { clock.now })
    #expect(store.warnings.first?.contains("older than what was acknowledged") == true, "\(store.warnings)")
    #expect(store.identity.incarnation != incarnation)
    #expect(try store.read { try $0.cases() }.isEmpty)
    _ = try store.newCase(title: "After", as: office.author)
    #expect(try store.verify().isSound)
    try store.close()
    store = try CaseStore.open(at: office.path, clock: { clock.now })
    #expect(store.warnings.isEmpty)
  }

  @Test func aCopyGetsAnIncarnationOfItsOwn() throws {
    let office = try Office()
    try office.sampleCase()
    try office.store.close()
    let copy = office.path + "-copy"
    defer { try? FileManager.default.removeItem(atPath: copy) }
    try FileManager.default.copyItem(atPath: office.path, toPath: copy)
    let one = try CaseStore.open(at: office.path)
    let two = try CaseStore.open(at: copy)
    #expect(one.warnings.isEmpty)
    #expect(two.warnings.first?.contains("moved or copied") == true)
    #expect(one.identity.replica == two.identity.replica)
    #expect(one.identity.incarnation != two.identity.incarnation)
    #expect(one.identity.storeEpoch != two.identity.storeEpoch)
  }

  @Test func aMissingWitnessIsNoticed() throws {
    let office = try Office()
    try office.store.close()
    unlink(office.path + "/witness")
    let store = try CaseStore.open(at: office.path)
    #expect(store.warnings.first?.contains("witness") == true)
  }

  /// Either slot may be torn; the other still speaks.
  @Test(arguments: [0, 512])
  func aTornSlotLeavesTheOther(offset: Int) throws {
    let path = NSTemporaryDirectory() + "witness-\(UUID().uuidString)"
    defer { unlink(path) }
    let witness = Witness(
      incarnation: 1, seq: 2, head: .zero, sealNumber: 0, sealHash: .zero, operations: 3, place: "here")
    for _ in 0..<2 { try witness.save(path) }
    var bytes = try Data(contentsOf: URL(fileURLWithPath: path))
    bytes[offset + 40] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    chmod(path, 0o600)
    #expect(try Witness.load(path) == witness)
    bytes[(512 - offset) + 40] ^= 1
    try bytes.write(to: URL(fileURLWithPath: path))
    #expect(try Witness.load(path) == nil)
  }
}
