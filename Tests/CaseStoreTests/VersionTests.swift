import CaseDomain
import Testing

@testable import CaseStore

/// Which version of a record counts: the latest by the source's time, else the one that came last; and what happens when
/// its source takes it back. Everybody here is invented.
@Suite struct VersionTests {
  private let office: Office
  private let caseID: CaseID

  init() throws {
    office = try Office()
    caseID = try office.sampleCase()
  }

  /// An exhibit of this content, whose file states these records one after the other.
  ///
  /// - Parameter first: the place of the first of them.
  @discardableResult
  private func bring(_ file: String, _ records: [Stated], at first: Int = 0) throws -> (ExhibitID, [Arrival])
  {
    let content = try office.store.vault.take(Array(file.utf8), name: file, mediaType: "application/json")
    return try office.store.write(as: office.author) { writer in
      let held = try writer.reader(of: office.store).exhibits(withContent: content.sha256).first
      let exhibit =
        try held
        ?? writer.addExhibit(content, title: file, from: "sender", marking: nil, caseID: caseID).id
      let arrivals = try records.enumerated().map { place, stated in
        try writer.takeRecord(
          stated.record(content.sha256, UInt64(first + place)), of: exhibit, caseID: caseID)
      }
      return (exhibit, arrivals)
    }
  }

  private struct Stated {
    var id = "x"
    var source = "listx"
    var modified: String?
    var name: String?
    var share: Int?
    var end: Day?
    var isRevoked = false
    /// Its name is one to screen against.
    var isListed = true
    /// Of its entry, such as a company has.
    var number: String?
    /// A value that others may state, too.
    var address: String?

    func record(_ bundle: Digest256, _ offset: UInt64) -> SourceRecord {
      var facts = StatedFacts()
      facts.names = isListed ? name.map { [ActorName($0)] } ?? [] : []
      facts.schema = .organisation
      facts.isRevoked = isRevoked
      facts.traces = address.flatMap { Trace(.ip, $0) }.map { [$0] } ?? []
      if let number { facts.identifiers = [.init(kind: "register", value: number)] }
      if let share {
        facts.holding = StatedHolding(
          owner: "owner", owned: "owned", leastPPM: share, mostPPM: share, to: end.map { StatedDay($0) })
      }
      return SourceRecord(
        source: source, externalID: id, type: "identity", name: name, modified: modified,
        content: .inline(Array("\(self)".utf8)), bundle: bundle, offset: offset, length: 1, facts: facts)
    }
  }

  private func arrivals(_ file: String, _ records: [Stated]) throws -> [Arrival] {
    let scanned = try office.store.read { reader in
      var scan = try ArrivalScan(reader)
      return try records.enumerated().map { place, stated in
        let record = stated.record(Digest256.sha256(Array(file.utf8)), UInt64(place))
        return try scan.compare(
          record.source, record.externalID, modified: record.modified, content: record.contentHash,
          isRevoked: stated.isRevoked, in: record.bundle, at: record.offset
        ).arrival
      }
    }
    let taken = try bring(file, records).1
    #expect(scanned == taken, "\(file)")
    return taken
  }

  private func caption() throws -> [String] {
    try office.store.read { reader in
      try Screener(reader).screen(ScreeningQuery("Tarnwick Foundry", schema: .organisation)).hits.map {
        $0.caption.text + ($0.isRevoked ? " revoked" : "")
      }
    }
  }

  private func shares(on day: String = "2026-01-01") throws -> [Int?] {
    let day = Day(day)!
    return try office.store.read { try $0.statedStakes() }
      .filter { $0.holding.to.map { day < $0.first } ?? true }.map(\.holding.leastPPM)
  }

  /// A list without times: next week's row is a change and no conflict, and the same file again is known.
  @Test func withoutATimeTheLaterCounts() throws {
    let (old, new) = (Stated(name: "Tarnwick Foundry"), Stated(name: "Tarnwick Foundry Works"))
    #expect(try arrivals("week 1", [old]) == [.new])
    #expect(try arrivals("week 2", [new]) == [.changed])
    #expect(try caption() == ["Tarnwick Foundry Works"])
    #expect(try arrivals("week 2", [new]) == [.known])
    #expect(try arrivals("week 1", [old]) == [.known], "the same file again is no later statement")
    #expect(try caption() == ["Tarnwick Foundry Works"])
    #expect(try arrivals("week 3", [old]) == [.changed], "it says again what it said first")
    #expect(try caption() == ["Tarnwick Foundry"])
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try caption() == ["Tarnwick Foundry"])
  }

  /// In one file, in its order: what is added, deleted and added again is there.
  @Test func deltasOfOneFileComeInItsOrder() throws {
    let added = Stated(share: 600_000)
    let deleted = Stated(isRevoked: true)
    #expect(try arrivals("a", [added, deleted, added]) == [.new, .changed, .changed])
    #expect(try shares() == [600_000])
    #expect(try arrivals("a", [added, deleted, added]) == [.known, .known, .known])
    #expect(try arrivals("b", [deleted]) == [.changed])
    #expect(try shares() == [])
  }

  /// A record and its deletion under one time are no silent change, whichever comes first, and whatever came before.
  @Test func aDeletionUnderOneTimeIsNoConflict() throws {
    func stated(_ id: String, _ day: String, isRevoked: Bool = false) -> Stated {
      Stated(id: id, modified: day, name: "Tarnwick Foundry", isRevoked: isRevoked)
    }
    let found = try arrivals(
      "a",
      [
        stated("x", "2024-05-02"), stated("x", "2024-05-01", isRevoked: true), stated("x", "2024-05-01"),
        stated("y", "2024-05-01", isRevoked: true), stated("y", "2024-05-01"),
      ])
    #expect(found == [.new, .changed, .changed, .new, .changed])
  }

  /// A deletion says no time, and takes back what had one all the same; what is stated after it stands again.
  @Test func aDeletionWithoutATimeTakesBackWhatHadOne() throws {
    let added = Stated(modified: "2024-05-01T00:00:00Z", name: "Tarnwick Foundry", share: 800_000)
    let deleted = Stated(isRevoked: true)
    #expect(try arrivals("a", [added]) == [.new])
    #expect(try caption() == ["Tarnwick Foundry"])
    #expect(try arrivals("b", [deleted]) == [.changed])
    #expect(try shares() == [] && caption() == ["Tarnwick Foundry revoked"])
    #expect(try arrivals("b", [deleted]) == [.known] && arrivals("a", [added]) == [.known])
    #expect(try shares() == [], "the same files again say nothing later")
    #expect(try arrivals("c", [added]) == [.changed])
    #expect(try shares() == [800_000])
    #expect(try arrivals("b", [deleted]) == [.known])
    #expect(try shares() == [800_000])
    #expect(try arrivals("d", [deleted]) == [.changed])
    #expect(try shares() == [])
    let later = Stated(modified: "2025-05-01T00:00:00Z", name: "Tarnwick Foundry", share: 700_000)
    #expect(try arrivals("e", [later]) == [.changed])
    #expect(try shares() == [700_000])
    #expect(try arrivals("b", [deleted]) == [.known] && arrivals("d", [deleted]) == [.known])
    #expect(try shares() == [700_000])
    #expect(try arrivals("f", [deleted, added]) == [.changed, .known], "what is older stays so")
    #expect(try shares() == [])
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try shares() == [] && caption() == ["Tarnwick Foundry revoked"])
  }

  @Test func timedDeltasOfOneFileComeInItsOrder() throws {
    let added = Stated(modified: "2024-05-01T00:00:00Z", share: 600_000)
    let deleted = Stated(isRevoked: true)
    #expect(try arrivals("a", [added, deleted]) == [.new, .changed])
    #expect(try shares() == [])
    #expect(try arrivals("a", [added, deleted]) == [.known, .known])
    #expect(try arrivals("b", [added, deleted, added]) == [.changed, .changed, .changed])
    #expect(try shares() == [600_000])
    // Whoever changes a record in silence under the time of its deletion contradicts it all the same.
    let other = Stated(modified: "2024-05-01T00:00:00Z", share: 500_000)
    #expect(try arrivals("c", [deleted]) == [.changed])
    #expect(try bring("d", [other]).1 == [.conflict])
  }

  /// As each source writes them, also as an earlier build kept them in the journal.
  @Test(
    arguments: [
      ("uk", "31/12/2025", "05/02/2026"), ("stix", "2026-02-01T00:00:00Z", "2026-02-01T00:00:00.5Z"),
      ("gleif", "2026-02-01T09:00:00+09:00", "2026-02-01T00:00:01Z"), ("misp", "999999999", "1000000000"),
    ])
  func timesAreComparedAsTimes(_ source: String, _ earlier: String, _ later: String) throws {
    let new = Stated(source: source, modified: later, name: "Tarnwick Foundry Works")
    let old = Stated(source: source, modified: earlier, name: "Tarnwick Foundry")
    #expect(try arrivals("a", [new]) == [.new])
    #expect(try arrivals("b", [old]) == [.changed])
    #expect(try caption() == ["Tarnwick Foundry Works"])
    #expect(try office.store.read { try $0.versions(of: "x") }.count == 2)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try caption() == ["Tarnwick Foundry Works"])
  }

  /// With times the time decides, whatever comes last, and other content at the same time is a conflict.
  @Test func withATimeTheTimeCounts() throws {
    let old = Stated(modified: "2026-01-01T00:00:00Z", name: "Tarnwick Foundry")
    let new = Stated(modified: "2026-02-01T00:00:00Z", name: "Tarnwick Foundry Works")
    #expect(try arrivals("a", [new]) == [.new])
    #expect(try arrivals("b", [old]) == [.changed])
    #expect(try arrivals("c", [new, old]) == [.known, .known])
    #expect(try caption() == ["Tarnwick Foundry Works"])
    let other = Stated(modified: "2026-02-01T00:00:00Z", name: "Tarnwick Fondry")
    #expect(try arrivals("d", [other]) == [.conflict])
  }

  /// What an entry is shown by follows the version that counts, whichever came last.
  @Test func namesFollowTheVersionThatCounts() throws {
    try bring("a", [Stated(modified: "2026-02-01", name: "Tarnwick Works", isListed: false)])
    try bring("b", [Stated(modified: "2026-01-01", name: "Tarnwick Foundry", isListed: false)])
    let entry = NameBearer.entry(source: "listx", id: "x")
    #expect(try office.store.read { try $0.names(of: entry) }.map(\.name.text) == ["Tarnwick Works"])
  }

  @Test func whatASourceRevokesIsSaidToBe() throws {
    try bring("a", [Stated(name: "Tarnwick Foundry"), Stated(id: "h", share: 700_000)])
    #expect(try office.store.read { try $0.proposedActors() }.map(\.id) == ["h", "x"])
    #expect(try caption() == ["Tarnwick Foundry"])
    let (exhibit, _) = try bring("b", [Stated(isRevoked: true), Stated(id: "h", isRevoked: true)])
    #expect(try caption() == ["Tarnwick Foundry revoked"])
    #expect(try office.store.read { try $0.proposedActors() }.isEmpty)
    #expect(try shares() == [])
    _ = exhibit
  }

  /// One that closes a statement and says until when it held counts on the days before; one that does not say it ends on
  /// its own day.
  @Test func whatIsClosedHeldUntilThen() throws {
    try bring("a", [Stated(modified: "2024-05-01", share: 700_000)])
    try bring("b", [Stated(modified: "2025-05-01", share: 700_000, isRevoked: true)])
    #expect(try shares(on: "2025-04-30") == [700_000])
    #expect(try shares(on: "2025-05-01") == [])
    try bring("c", [Stated(modified: "2025-06-01", share: 700_000, end: Day("2025-01-01"), isRevoked: true)])
    #expect(try shares(on: "2024-12-31") == [700_000])
    #expect(try shares(on: "2025-04-30") == [])
  }

  /// Of many versions only those are looked at on which it turns how another arrives; what is found is as with few.
  @Test(arguments: [3, 40]) func manyVersionsAreComparedAsFewAre(count: Int) throws {
    let all = [Arrival.new] + [Arrival](repeating: .changed, count: count - 1)
    let undated = (0..<count).map { Stated(id: "u", name: "Tarnwick \($0)") }
    #expect(try arrivals("one", undated) == all)
    #expect(try arrivals("two", [undated[0]]) == [.changed], "another came after it")
    #expect(try arrivals("three", [undated[0]]) == [.known])
    #expect(try arrivals("one", undated) == [Arrival](repeating: .known, count: count))
    let dated = (0..<count).map {
      Stated(id: "d", modified: "2026-01-01T00:00:\($0 + 10)Z", name: "Quay \($0)")
    }
    #expect(try arrivals("four", dated) == all)
    let silent = Stated(id: "d", modified: dated[1].modified, name: "Quay Optics")
    #expect(try arrivals("five", [silent]) == [.conflict])
    #expect(try arrivals("six", [dated[1]]) == [.known])
    let older = Stated(id: "d", modified: "2025-01-01T00:00:00Z", name: "Quay Lenses")
    #expect(try arrivals("seven", [older]) == [.changed])
    let newer = Stated(id: "d", modified: "2027-01-01T00:00:00Z", name: "Quay Mirrors")
    #expect(try arrivals("eight", [newer]) == [.changed])
    let bundles = try office.store.read { reader in
      try reader.versions(of: "d").count
    }
    #expect(bundles == count + 3)
  }

  /// Every earlier file is named whose word a version takes the place of, however many versions there are.
  @Test(arguments: [1, 40]) func earlierFilesAreNamedHoweverManyVersions(count: Int) throws {
    try bring("first", [Stated(id: "e", name: "Tarnwick")])
    try bring("second", (0..<count).map { Stated(id: "e", name: "Quay \($0)") })
    let third = Stated(id: "e", name: "Harbour").record(.sha256(Array("third".utf8)), 0)
    let taking = try office.store.read { reader in
      var scan = try ArrivalScan(reader)
      return try scan.compare(
        third.source, third.externalID, modified: nil, content: third.contentHash, in: third.bundle,
        at: third.offset)
    }
    #expect(taking.replaced == .file(.sha256(Array("second".utf8))))
    #expect(taking.earlier == [.sha256(Array("first".utf8))])
  }

  /// One record with many versions costs what they are, and not the square of that: its names, who bears its number, and
  /// which versions differ.
  @Test func eachVersionIsLookedAtOnce() throws {
    func work(_ versions: Int) throws -> [Int] {
      let tests = try VersionTests()
      try tests.bring("a", (0..<versions).map { Stated(name: "Tarnwick Works \($0)", number: "9900-1") })
      return try tests.office.store.read { reader in
        let entry = NameBearer.entry(source: "listx", id: "x")
        let ofNames = try SQLiteWork.of(reader.db) {
          let names = try reader.names(of: entry)
          #expect(names.count == versions)
          #expect(names.filter { !$0.isFormer }.map(\.name.text) == ["Tarnwick Works \(versions - 1)"])
        }
        let ofNumber = try SQLiteWork.of(reader.db) {
          let sharing = try reader.bearers(with: .init(kind: "register", value: "9900-1"))
          #expect(sharing.found == [entry] && !sharing.isCut)
        }
        let ofVersions = try SQLiteWork.of(reader.db) {
          let count = try reader.sourceRecordCount(in: RecordScope(), .all)
          #expect(count == versions)
        }
        let ofNewest = try SQLiteWork.of(reader.db) {
          let count = try reader.sourceRecordCount(in: RecordScope(), .newest)
          #expect(count == 1)
        }
        return [ofNames, ofNumber, ofVersions, ofNewest].map(\.hundreds)
      }
    }
    let (few, many) = (try work(50), try work(400))
    for (one, other) in zip(few, many) { #expect(other < 16 * one, "\(few), of eight times as many \(many)") }
  }

  /// Those held are read once for a file and not for each version, which changes no answer.
  @Test func versionsAreReadOnceForAFile() throws {
    // What the second file repeats without a time, or deletes, is told from what it said before by marks that are written
    // at the end of a transaction.
    // Times rise, and what is deleted without one gets that of the newest version: the order of those held decides.
    let records = (0..<300).map { number in
      let isUndated = number < 150 && number % 2 == 1
      return Stated(
        modified: isUndated ? nil : "2026-01-\(10 + (number < 150 ? number / 8 : number * 7 % 19))T00:00:00Z",
        name: "Tarnwick Works \(number * number % 61)", isRevoked: isUndated && number % 4 == 3)
    }
    let apart = try VersionTests()
    for (file, its) in [("a", records[..<150]), ("b", records[150...])] {
      let atOnce = try bring(file, Array(its)).1
      let singly = try its.enumerated().map { place, record in
        try apart.bring(file, [record], at: place).1[0]
      }
      #expect(atOnce == singly)
    }
    func state(_ tests: VersionTests) throws -> [String] {
      try tests.office.store.read { reader in
        try reader.versions(of: "x").map { "\($0.name ?? "") \($0.modified ?? "") \($0.offset)" }
          + reader.names(of: .entry(source: "listx", id: "x")).map { "\($0.name.text) \($0.isFormer)" }
      }
    }
    #expect(try state(self) == state(apart))
    #expect(try office.store.read { try $0.versions(of: "x") }.count > 100)
    let content = try office.store.vault.take(Array("c".utf8), name: "c", mediaType: "application/json")
    try office.store.write(as: office.author) { writer in
      let exhibit = try writer.addExhibit(content, title: "c", from: "sender", marking: nil, caseID: caseID)
        .id
      let work = try SQLiteWork.of(writer.db) {
        for (place, stated) in records.enumerated() {
          _ = try writer.takeRecord(
            stated.record(content.sha256, UInt64(place)), of: exhibit, caseID: caseID)
        }
      }
      let all = work.runs(of: "WHERE externalID = ?1 AND source = ?2")
      #expect(all - work.runs(of: "AND sourceRecord.op = ?4") == 1)
    }
  }

  /// What differs from the version before it, by the source's time and not by when it came; and each that is written.
  @Test func whatRepeatsTheVersionBeforeIsNone() throws {
    let old = Stated(modified: "2026-01-01T00:00:00Z", name: "Tarnwick Foundry", address: "192.0.2.7")
    let new = Stated(modified: "2026-03-01T00:00:00Z", name: "Tarnwick Works")
    try bring("a", [new, Stated(id: "y", name: "Quist Foundry")])
    try bring("b", [old])
    try bring("c", [Stated(modified: "2026-02-01T00:00:00Z", name: "Tarnwick Mill")])
    // Another file that states such a value is written down, though it is no news.
    #expect(try bring("d", [old]).1 == [.known])
    func versions(_ which: RecordVersions, _ source: String? = nil) throws -> [String?] {
      var found: [String?] = []
      try office.store.read { reader in
        try reader.sourceRecords(in: RecordScope(source: source), which) { found.append($0.name) }
      }
      return found
    }
    let all: [String?] = ["Tarnwick Works", "Quist Foundry", "Tarnwick Foundry", "Tarnwick Mill"]
    #expect(try versions(.all) == all, "by when they were stated")
    #expect(try versions(.written) == all + ["Tarnwick Foundry"])
    #expect(try versions(.all, "listy") == [])
    #expect(try versions(.newest) == ["Tarnwick Works", "Quist Foundry"])
  }
}
