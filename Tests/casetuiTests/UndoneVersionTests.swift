import CaseDomain
import CaseStore
import CaseSync
import Foundation
import Testing

@testable import casetui

/// Of versions without a time the one that came last counts, among imports that stand: one that was taken back lends its
/// clock to none. Everybody here is invented.
@Suite struct UndoneVersionTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func apply(_ path: String, step: Int? = nil, in office: TestOffice? = nil) throws -> ImportReport {
    let office = office ?? self.office
    return try Importer.apply(path, to: nil, in: office.store, as: office.author, .init(stepObjects: step))
  }

  private func undo(_ report: ImportReport) throws {
    let run: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(run, reason: "too early", as: office.author).obstacles.isEmpty)
  }

  private func entity(_ id: String, _ name: String) -> String {
    #"{"id":"\#(id)","schema":"Company","properties":{"name":["\#(name)"]}}"# + "\n"
  }

  /// All versions that are listed, and those that count.
  private func held(_ office: TestOffice) throws -> [[String]] {
    try office.store.read { reader in
      try [RecordVersions.all, .newest].map { which in
        var found: [String] = []
        try reader.sourceRecords(which) { found.append("\($0.externalID) \($0.name ?? "")") }
        return found
      }
    }
  }

  private enum Form: CaseIterable { case entities, plainRows, clusterRows }

  private func first(_ form: Form) throws -> String {
    switch form {
    case .entities: try scratch.write(entity("x", "Glass Heron") + entity("y", "Quill"), "a/all.json")
    case .plainRows: try scratch.write("id,name\nx,Glass Heron\ny,Quill\n", "a/t.csv")
    case .clusterRows:
      try scratch.write("cluster_id,name,ip\nx,Glass Heron,192.0.2.7\nx,Quill,192.0.2.8\n", "a/t.csv")
    }
  }

  private func second(_ form: Form) throws -> String {
    switch form {
    case .entities:
      try scratch.write(
        #"{"op":"MOD","entity":\#(entity("x", "Heron Works").dropLast())}"# + "\n"
          + #"{"op":"DEL","entity":{"id":"y"}}"# + "\n", "b/delta.json")
    case .plainRows: try scratch.write("id,name\nx,Heron Works\ny,Quill Works\n", "b/t.csv")
    case .clusterRows:
      try scratch.write("cluster_id,name,ip\nx,Heron Works,192.0.2.7\nx,Quill,192.0.2.8\n", "b/t.csv")
    }
  }

  private static let ways = Form.allCases.flatMap { form in [nil, 1].map { (form, $0) } }

  /// As in a store that had the two imports that stand, and never the one that was taken back.
  @Test(arguments: ways) private func whatComesAgainCameLast(_ form: Form, _ step: Int?) throws {
    let (one, two) = (try first(form), try second(form))
    let early = try apply(one, step: step)
    _ = try apply(two, step: step)
    try undo(early)
    let scanned = try Importer.scan(one, in: office.store)
    let again = try apply(one, step: step)
    let (before, now): ([Int], [Int]) = (
      [scanned.new, scanned.known, scanned.changed], [again.new, again.known, again.changed]
    )
    #expect(before == now, "scan and apply agree")
    let plain = try TestOffice("Field East", user: "bob")
    _ = try apply(two, step: step, in: plain)
    _ = try apply(one, step: step, in: plain)
    let found = try held(office)
    #expect(try found == held(plain))
    #expect(found[1].contains { $0.hasSuffix("Glass Heron") } && found[1].contains { $0.hasSuffix("Quill") })
    #expect(!found[1].contains { $0.hasSuffix("Works") })
    #expect(try apply(one, step: step).reference == nil, "the same file again is no later statement")
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try office.store.verify().isSound)
    #expect(try held(office) == found)
    // And once more.
    try undo(again)
    #expect(try held(office)[1].contains { $0.hasSuffix("Glass Heron") } == false)
    _ = try apply(one, step: step)
    #expect(try held(office) == found)
  }

  /// Of two files that state one record and come again together, the second finds it known.
  @Test(arguments: [nil, 1, 1_000]) func twoFilesThatComeAgainTogether(step: Int?) throws {
    _ = try scratch.write(entity("x", "Glass Heron"), "both/x.json")
    _ = try scratch.write(entity("x", "Glass Heron") + entity("y", "Quill"), "both/y.json")
    func counts(_ report: ImportReport) -> [Int] { [report.new, report.known, report.changed] }
    let first = try apply(scratch.path + "/both", step: step)
    #expect(counts(first) == [2, 1, 0])
    try undo(first)
    #expect(try counts(Importer.scan(scratch.path + "/both", in: office.store)) == [2, 1, 0])
    #expect(try counts(apply(scratch.path + "/both", step: step)) == [2, 1, 0])
    #expect(try held(office) == [["x Glass Heron", "y Quill"], ["x Glass Heron", "y Quill"]])
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }

  /// What a second file stated, too, comes last when that file comes again.
  @Test(arguments: [nil, 1]) func whatAnotherFileStatesAgain(step: Int?) throws {
    let one = try scratch.write(entity("x", "Glass Heron"), "a/one.json")
    let copy = try scratch.write(entity("x", "Glass Heron") + entity("z", "Tarn"), "a/copy.json")
    _ = try apply(one, step: step)
    let marked = try apply(copy, step: step)
    _ = try apply(scratch.write(entity("x", "Heron Works"), "b/two.json"), step: step)
    try undo(marked)
    #expect(try apply(copy, step: step).changed == 1)
    #expect(try held(office)[1].contains("x Glass Heron"))
  }

  /// An office that gets the operations in another order says the same.
  @Test func theOrderOfComingDoesNotMatter() throws {
    let other = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: true)
    let early = try apply(first(.entities))
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: false)
    _ = try apply(second(.entities), in: other)
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: false)
    try undo(early)
    _ = try apply(first(.entities))
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: false)
    let found = try held(office)
    #expect(found[1].contains("x Glass Heron"))
    let (from, heads) = (SQLiteOperationLog(office.store), try SQLiteOperationLog(office.store).heads())
    for (name, ordered) in [("West", heads), ("South", Array(heads.reversed()))] {
      let third = try TestOffice("Field \(name)", user: "cy")
      let into = SQLiteOperationLog(third.store)
      try into.take(ordered.map(\.feed), from: from)
      #expect(try held(third) == found, "\(name)")
      let rebuilt = try third.store.rebuild()
      #expect(rebuilt.before == rebuilt.after)
      #expect(try third.store.verify().damaged == [])
    }
    #expect(try held(other) == found)
    #expect(try other.digest() == office.digest())
  }

  /// The order of answers is not that in which they came.
  @Test func answersComeInOneOrder() throws {
    let other = try TestOffice("Field East", user: "bob")
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: true)
    // Apart: each takes its own file in before it hears of the other's.
    for (place, owner) in [(office, "Aurora Foundry"), (other, "Larkspur Cognition")] {
      for number in 1...3 {
        _ = try Importer.apply(
          scratch.write("id,name,ip\n1,Orlin \(owner) \(number),192.0.2.7\n", "\(owner)/\(number).csv"),
          to: nil,
          in: place.store, as: place.author, .init(sender: owner))
      }
    }
    _ = try Syncer.run(other.path, in: office.store, as: office.author, enrol: false)
    func answers(_ office: TestOffice) throws -> [String] {
      let shared = try office.store.read { reader in
        try reader.correlations().found.flatMap(\.submissions).flatMap { one in
          try one.exhibits.map { "\(one.submitter ?? "") \(try reader.exhibitRow($0).title)" }
        }
      }
      return try shared + office.store.search("Orlin").map { "\($0.id) \($0.title)" }
    }
    #expect(try answers(office).count == 12)
    #expect(try answers(office) == answers(other))
  }
}
