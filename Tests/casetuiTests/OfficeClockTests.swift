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
}
