import CaseDomain
import Foundation
import GRDB
import Testing

@testable import CaseStore

/// What source records state, as rows that follow from the operations: values that correlate, holdings.
@Suite struct StatedTests {
  /// An exhibit of one submitter, with the records its file states.
  @discardableResult
  static func submit(
    _ office: Office, _ caseID: CaseID, origin: String?, file text: String, _ traces: [[Trace?]],
    holdings: [StatedHolding] = [], areRevoked: Bool = false
  ) throws -> ExhibitID {
    let file = try office.store.vault.take(Array(text.utf8), name: "a.csv", mediaType: "text/csv")
    return try office.store.write(as: office.author) { writer in
      let (exhibit, _) = try writer.addExhibit(
        file, title: text, from: "sender", marking: nil, caseID: caseID)
      if let origin { try writer.set(Target(exhibit.cast(), .origin), .text(origin)) }
      var facts = traces.map { traces -> StatedFacts in
        var facts = StatedFacts()
        facts.traces = traces.compactMap(\.self)
        return facts
      }
      facts += holdings.map { holding in
        var facts = StatedFacts()
        facts.holding = holding
        facts.isRevoked = areRevoked
        return facts
      }
      for (number, facts) in facts.enumerated() {
        _ = try writer.takeRecord(
          SourceRecord(
            source: "csv", externalID: "\(text)#\(number)", type: "account-cluster", name: nil, modified: nil,
            content: .inline(Array("\(text) \(number)".utf8)), bundle: file.sha256,
            offset: UInt64(number), length: 1,
            facts: facts), of: exhibit, caseID: caseID)
      }
      return exhibit
    }
  }

  private func shown(_ office: Office, all: Bool = false) throws -> [String] {
    try office.store.read { try $0.correlations(onlyAcrossOwners: !all) }.found.map { one in
      let givers = one.submissions.map { "\($0.submitter ?? "?"):\($0.records)" }
      return "\(one.trace.kind.rawValue) \(one.trace.value) \(givers.joined(separator: " "))"
    }
  }

  @Test func whatTwoOwnersStateIsALink() throws {
    let office = try Office()
    let id = try office.sampleCase()
    try Self.submit(
      office, id, origin: "Aurora Foundry", file: "one",
      [[Trace(.payment, "fp-1"), Trace(.ip, "192.0.2.7")], [Trace(.payment, "fp-1")]])
    try Self.submit(office, id, origin: "Aurora Foundry", file: "two", [[Trace(.ip, "192.0.2.7")]])
    #expect(try shown(office) == [], "one owner's files are no link between owners")
    #expect(try shown(office, all: true) == ["ip 192.0.2.7 Aurora Foundry:2"])
    try Self.submit(
      office, id, origin: "Larkspur Cognition", file: "three",
      [[Trace(.payment, " fp-1 ")], [Trace(.domain, "fp-1")]])
    #expect(try shown(office) == ["payment fp-1 Aurora Foundry:2 Larkspur Cognition:1"])
  }

  /// Two files nobody claimed may come from one hand.
  @Test func aFileWithoutSubmitterMakesNoLinkBetweenOwners() throws {
    let office = try Office()
    let id = try office.sampleCase()
    try Self.submit(office, id, origin: nil, file: "one", [[Trace(.wallet, "w1")]])
    try Self.submit(office, id, origin: "Aurora Foundry", file: "two", [[Trace(.wallet, "w1")]])
    #expect(try shown(office) == [])
    #expect(try shown(office, all: true) == ["wallet w1 ?:1 Aurora Foundry:1"])
  }

  @Test func aSubmissionNamesTheOwner() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let one = try Self.submit(office, id, origin: "a gateway", file: "one", [[Trace(.canary, "c")]])
    try Self.submit(office, id, origin: "Larkspur Cognition", file: "two", [[Trace(.canary, "c")]])
    let owner = Owner(id: OwnerID(high: 1, low: 2), name: "Aurora Foundry", isUSPerson: true)
    try office.store.write(as: office.author) { writer in
      try writer.add(Target(id.cast(), .owners), owner.cbor, caseID: id.cast())
      let (entity, _): (EntityID, String) = try writer.create(.submission, caseID: id.cast())
      let given = Submission(
        id: entity, owner: owner.id, receivedOn: office.store.today, givenBy: "M. Osei", channel: "desk",
        isVoluntary: true, terms: .init(use: "u", sharing: "s", isConfidential: false), exhibits: [one],
        by: Person("ann"))
      try writer.set(Target(entity, .submission), given.cbor, caseID: id.cast())
    }
    #expect(try shown(office) == ["canary c Aurora Foundry:1 Larkspur Cognition:1"])
  }

  /// A hash under the key of one exercise says nothing about that of another, nor about the value itself.
  @Test func hashesMeetOnlyWithinTheirExercise() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let hash = String(repeating: "ab", count: 32)
    try Self.submit(office, id, origin: "A", file: "one", [[Trace(.ip, hash, exercise: "winter")]])
    try Self.submit(
      office, id, origin: "B", file: "two", [[Trace(.ip, hash, exercise: "summer")], [Trace(.ip, hash)]])
    #expect(try shown(office) == [])
    try Self.submit(office, id, origin: "C", file: "three", [[Trace(.ip, hash, exercise: "winter")]])
    #expect(try shown(office) == ["ip \(hash) A:1 C:1"])
  }

  /// Common values are flagged and come last; no pairs are stored.
  @Test func commonValuesComeLastAndAreFlagged() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let many = Array(repeating: [Trace(.client, "sdk/1.0")], count: Correlation.commonRecords)
    try Self.submit(office, id, origin: "A", file: "one", many + [[Trace(.email, "x@a.example")]])
    try Self.submit(
      office, id, origin: "B", file: "two", [[Trace(.client, "sdk/1.0"), Trace(.email, "X@A.example")]])
    let all = try office.store.read { try $0.correlations() }
    #expect(all.found.map(\.trace.kind) == [.email, .client])
    #expect(all.found.map(\.isCommon) == [false, true])
    #expect(all.found.map(\.records) == [2, Correlation.commonRecords + 1])
    let first = try office.store.read { try $0.correlations(limit: 1) }
    #expect(first.found.count == 1 && first.total == 2)
    let rows = try dump(office.path)["trace"]?.count
    #expect(rows == Correlation.commonRecords + 3)
  }

  @Test func rebuildMakesTheSameRows() throws {
    let office = try Office()
    let id = try office.sampleCase()
    try Self.submit(
      office, id, origin: "A", file: "one", [[Trace(.ip, "192.0.2.7")]],
      holdings: [StatedHolding(owner: "a", owned: "b", leastPPM: 500_000, mostPPM: 500_000)])
    let before = try dump(office.path)
    #expect(before["trace"]?.count == 1 && before["statedHolding"]?.count == 1)
    let report = try office.store.rebuild()
    #expect(report.before == report.after)
    #expect(try dump(office.path)["statedHolding"] == before["statedHolding"])
    #expect(try office.store.verify().damaged == [])
  }

  /// A correction replaces what it corrects; other sources' statements stand beside it.
  @Test func ofAStatementTheLatestVersionCounts() throws {
    let office = try Office()
    let id = try office.sampleCase()
    let exhibit = try office.store.read { try $0.exhibitIDs(of: id)[0] }
    func take(_ source: String, _ statement: String, _ ppm: Int, modified: String) throws {
      var facts = StatedFacts()
      facts.holding = StatedHolding(owner: "a", owned: "b", leastPPM: ppm, mostPPM: ppm)
      let record = SourceRecord(
        source: source, externalID: statement, type: "relationship", name: nil, modified: modified,
        content: .inline(Array("\(ppm)".utf8)), bundle: .zero, offset: 0, length: 1, facts: facts)
      try office.store.write(as: office.author) { writer in
        _ = try writer.takeRecord(record, of: exhibit, caseID: id)
      }
    }
    try take("bods", "s1", 400_000, modified: "2026-02-01")
    try take("bods", "s1", 300_000, modified: "2026-01-01")
    try take("gleif", "s1", 600_000, modified: "2026-01-01")
    let stakes = try office.store.read { try $0.statedStakes() }
    #expect(stakes.map { "\($0.source) \($0.share)" } == ["bods 40 %", "gleif 60 %"])
    let party = try office.store.read { try $0.party("bods:b", among: stakes, .none) }
    #expect(party.text == "bods:b")
    #expect(throws: StoreError.self) { try office.store.read { try $0.party("b", among: stakes, .none) } }
    #expect(throws: StoreError.self) {
      try office.store.read { try $0.party("nobody", among: stakes, .none) }
    }
  }

  /// A store of an earlier version is brought up to date at opening, with what its operations state.
  @Test func anOlderStoreIsBroughtUpToDate() throws {
    let office = try Office()
    let id = try office.sampleCase()
    try Self.submit(office, id, origin: "A", file: "one", [[Trace(.ip, "192.0.2.7")]])
    let before = try dump(office.path)
    try office.fold()
    let queue = try DatabaseQueue(path: office.path + "/case.db")
    try queue.write { db in
      try db.execute(sql: "DROP TABLE trace; DROP TABLE statedHolding; PRAGMA user_version = 5")
    }
    try queue.close()
    let clock = office.clock
    #expect(throws: StoreError.self) {
      _ = try CaseStore.open(at: office.path, inspecting: true, clock: { clock.now })
    }
    let again = try CaseStore.open(at: office.path, clock: { clock.now })
    #expect(try dump(office.path)["trace"] == before["trace"])
    #expect(try again.verify().damaged == [])
    try again.close()
  }
}
