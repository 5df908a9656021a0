import Foundation
import GRDB
import Testing

@testable import CaseStore
@testable import casetui

/// What peers sent and this store did not take in can be looked at.
@Suite struct KeptAsideTests {
  @Test func statusSaysWhatWasKeptAsideAndWhy() throws {
    let office = try TestOffice("Head Office")
    func status() throws -> Answer { try StatusCommand.parse([]).answer(office.store) }
    #expect(try status().rows("kept_aside").isEmpty)
    func keep(_ reason: String, from peer: [UInt8]) throws {
      try office.store.pool.write { db in
        try db.execute(
          sql: "INSERT INTO quarantine (receivedAt, peer, feedID, reason, bytes) VALUES (?, ?, ?, ?, ?)",
          arguments: [
            Int64(1_790_000_000_000), Data(peer), Data(repeating: 8, count: 16), reason, Data([0]),
          ])
      }
    }
    let stranger = Array(repeating: UInt8(7), count: 16)
    for number in 1...24 { try keep("operation \(number) does not fit", from: stranger) }
    let one = try status()
    #expect(one.lines.contains("  24 received items are kept aside, of which the last 20:"))
    #expect(one.lines.contains("    2026-09-21 14:13:20Z  from 07070707: operation 24 does not fit"))
    #expect(!one.lines.contains { $0.contains("operation 4 ") })
    try keep("it was cloned", from: office.store.identity.replica.bytes)
    let items = try status().rows("kept_aside")
    #expect(items.count == 20 && items.first?.text("reason") == "it was cloned")
    #expect(items.first?.text("office") == "Head Office" && items.last?.text("office") == nil)
  }
}
