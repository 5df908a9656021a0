import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// What only an import brought goes with it; what another file that is held states stays, also when it was written for
/// the first. Everybody here is invented.
@Suite struct UndoneImportTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func apply(
    _ path: String, in office: TestOffice, step: Int? = nil, to caseID: CaseID? = nil
  ) throws -> ImportReport {
    try Importer.apply(path, to: caseID, in: office.store, as: office.author, .init(stepObjects: step))
  }

  private func undo(_ report: ImportReport, in office: TestOffice) throws {
    let id: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(id, reason: "the wrong file", as: office.author).obstacles == [])
  }

  private func isFound(_ name: String, in office: TestOffice) throws -> [Bool] {
    let screened = try office.store.read { reader in
      try Screener(reader).screen(ScreeningQuery(name, schema: .unknown)).hits
    }
    return [!screened.isEmpty, try !office.store.search(name).filter { $0.kind != "exhibit" }.isEmpty]
  }

  /// Everything that the store answers on these names.
  private func found(_ names: [String], in office: TestOffice) throws -> [String] {
    try names.filter { name in
      let both = try isFound(name, in: office)
      #expect(both[0] == both[1], "\(name): screening and search agree")
      return both[0]
    }
  }

  /// A week's list, in the format that is asked for.
  private enum Format: CaseIterable { case delimited, followTheMoney, stix }
  private static let people = ["Orlin Vask", "Dessa Mirov", "Tarn Ulbek"]

  private func list(_ week: String, _ format: Format, _ count: Int) throws -> String {
    let people = Self.people.prefix(count).enumerated()
    switch format {
    case .delimited:
      let rows = people.map {
        "\(101 + $0),\"\($1)\",\"individual\",\"CYBER\"" + String(repeating: ",-0- ", count: 8) + "\r\n"
      }
      return try scratch.write(rows.joined(), "\(week)/SDN.CSV")
    case .followTheMoney:
      let rows = people.map {
        #"{"id":"p\#($0)","schema":"Person","properties":{"name":["\#($1)"]}}"# + "\n"
      }
      return try scratch.write(rows.joined(), "\(week)/people.json")
    case .stix:
      let objects = people.map {
        """
        {"type":"threat-actor","spec_version":"2.1","id":"threat-actor--00000000-0000-4000-8000-00000000000\($0)",\
        "created":"2026-01-01T00:00:00.000Z","modified":"2026-01-01T00:00:00.000Z","name":"\($1)"}
        """
      }
      return try scratch.write(
        #"{"type":"bundle","id":"bundle--00000000-0000-4000-8000-0000000000bb","objects":["#
          + objects.joined(separator: ",") + "]}", "\(week)/bundle.json")
    }
  }

  private static let ways = Format.allCases.flatMap { format in [nil, 1].map { (format, $0) } }

  @Test(arguments: ways) private func whatALaterListStatesStays(_ format: Format, _ step: Int?) throws {
    let (week1, week2) = (try list("w1", format, 2), try list("w2", format, 3))
    let first = try apply(week1, in: office, step: step)
    let second = try apply(week2, in: office, step: step)
    #expect(first.new == 2 && second.new == 1 && second.known == 2)
    #expect(try found(Self.people, in: office) == Self.people)
    let before = try office.store.read { try $0.sourceCount() }
    #expect(before == 3, "what both state is written once")
    #expect(try apply(week2, in: office, step: step).reference == nil, "nothing is new, nothing is written")

    try undo(first, in: office)
    #expect(try found(Self.people, in: office) == Self.people)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try found(Self.people, in: office) == Self.people)
    #expect(try apply(week2, in: office, step: step).known == 3)

    try undo(second, in: office)
    #expect(try found(Self.people, in: office) == [])
    // Each file alone brings all that it states, says so, and nothing is written twice.
    let scanned = try Importer.scan(week2, in: office.store)
    let again = try apply(week2, in: office, step: step)
    #expect(scanned.new == 3 && scanned.known == 0 && again.new == 3 && again.known == 0)
    #expect(try found(Self.people, in: office) == Self.people)
    #expect(try office.store.read { try $0.sourceCount() } == before)
    #expect(try apply(week1, in: office, step: step).known == 2)
    #expect(try office.store.verify().isSound)
  }

  /// A list that never said what the first did brings none of it; one that comes after the undoing brings it all.
  @Test(arguments: Format.allCases) private func whatOnlyItBroughtGoes(_ format: Format) throws {
    let first = try apply(list("w1", format, 2), in: office)
    try undo(first, in: office)
    #expect(try found(Self.people, in: office) == [])
    let second = try apply(list("w2", format, 3), in: office)
    #expect(second.new == 3 && second.known == 0)
    #expect(try found(Self.people, in: office) == Self.people)
    try undo(second, in: office)
    #expect(try found(Self.people, in: office) == [])
    #expect(try apply(list("w1", format, 2), in: office).new == 2)
    #expect(try found(Self.people, in: office) == Array(Self.people.prefix(2)))
  }

  /// It follows from the journal: in another office, whatever came first.
  @Test func anotherOfficeSeesTheSame() throws {
    let other = try TestOffice("Field East")
    let first = try apply(list("w1", .delimited, 2), in: office)
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: true)
    _ = try apply(list("w2", .delimited, 3), in: other)
    try undo(first, in: office)
    #expect(try found(Self.people, in: office) == [])
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: false)
    for each in [office, other] {
      #expect(try found(Self.people, in: each) == Self.people)
      let rebuilt = try each.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
    }
  }

  /// What a list states again costs the journal little.
  @Test func whatIsStatedAgainIsCheap() throws {
    func rows(_ count: Int) -> String {
      (1...count).map {
        #"{"id":"p\#($0)","schema":"Person","properties":{"name":["Invented \#($0)"]}}"# + "\n"
      }
      .joined()
    }
    _ = try apply(try scratch.write(rows(2_000), "w1/people.json"), in: office)
    let report = try apply(try scratch.write(rows(2_001), "w2/people.json"), in: office)
    #expect(report.known == 2_000)
    #expect(try office.store.rebuild().operations < 2_050)
  }
}
