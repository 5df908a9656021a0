import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Two tables of one import that are called alike are no versions of each other; next week's of that name is
/// (docs/decisions/0038). Everybody here is invented.
@Suite struct SameNameTests {
  private let office: TestOffice
  private let scratch: Scratch

  init() throws {
    office = try TestOffice("Head Office")
    scratch = try Scratch()
  }

  private func apply(_ path: String, step: Int? = nil) throws -> ImportReport {
    try Importer.apply(
      path, to: nil, in: office.store, as: office.author, .init(stepObjects: step))
  }

  /// New, known, changed; the same when it is scanned before.
  private func counts(_ path: String, step: Int? = nil) throws -> [Int] {
    let scanned = try Importer.scan(path, in: office.store)
    let report = try apply(path, step: step)
    let (before, now) = (
      [scanned.new, scanned.known, scanned.changed], [report.new, report.known, report.changed]
    )
    #expect(before == now, "scan and apply agree")
    #expect(scanned.problems.map(\.reason) == report.problems.map(\.reason))
    return now
  }

  /// The keys of the rows that count now.
  private func keys() throws -> [String] {
    try office.store.read { reader in
      var found: [String] = []
      try reader.sourceRecords(in: .init(source: "csv"), .newest) { found.append($0.externalID) }
      return found.sorted()
    }
  }

  @Test(arguments: [nil, 1]) func twoTablesOfOneImportStandBesideEachOther(step: Int?) throws {
    _ = try scratch.write("name,ip\nOrlin Vask,192.0.2.7\n", "two/jan/log.csv")
    _ = try scratch.write("name,ip\nDessa Mirov,192.0.2.8\n", "two/feb/log.csv")
    let scanned = try Importer.scan(scratch.path + "/two", in: office.store)
    #expect(scanned.problems.count == 1)
    #expect(scanned.problems.first?.reason.contains("feb/log.csv, jan/log.csv") == true)
    #expect(try counts(scratch.path + "/two", step: step) == [2, 0, 0])
    #expect(try keys() == ["feb/log.csv#2", "jan/log.csv#2"])
    #expect(try counts(scratch.path + "/two", step: step) == [0, 2, 0])
    // Next week's of the same names.
    _ = try scratch.write("who,ip\nOrlin Vask,192.0.2.70\n", "later/jan/log.csv")
    _ = try scratch.write("who,ip\nDessa Mirov,192.0.2.80\n", "later/feb/log.csv")
    #expect(try counts(scratch.path + "/later", step: step) == [0, 0, 2])
    #expect(try keys() == ["feb/log.csv#2", "jan/log.csv#2"])
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try office.store.verify().isSound)
  }

  /// A table at the top keeps its name; copies are one table, however many.
  @Test func copiesAreOneTable() throws {
    for folder in ["a", "b"] { _ = try scratch.write("id,who\n1,Orlin Vask\n", "all/\(folder)/log.csv") }
    _ = try apply(scratch.path + "/all")
    #expect(try keys() == ["log.csv#1"])
    _ = try scratch.write("id,who\n1,Dessa Mirov\n", "all/log.csv")
    _ = try apply(scratch.path + "/all")
    #expect(try keys() == ["a/log.csv#1", "log.csv#1"])
    #expect(try counts(scratch.path + "/all") == [0, 3, 0])
    #expect(try apply(scratch.path + "/all").reference == nil, "nothing new makes no unit")
  }

  /// The second copy says nothing that the first did not, though both are of one import.
  @Test(arguments: [nil, 1, 1_000]) func copiesAreCountedOnce(step: Int?) throws {
    for folder in ["a", "b"] {
      _ = try scratch.write(
        "id,who\n1,Orlin Vask\n2,Dessa Mirov\n1,Orlin Vaskin\n", "undated/\(folder)/t.csv")
      _ = try scratch.write(
        "id,who,modified\n1,Orlin Vask,2026-01-01\n2,Dessa Mirov,2026-01-01\n1,Orlin Vaskin,2026-01-01\n",
        "dated/\(folder)/u.csv")
    }
    #expect(try counts(scratch.path + "/undated", step: step) == [2, 3, 1])
    let scanned = try Importer.scan(scratch.path + "/dated", in: office.store)
    let report = try apply(scratch.path + "/dated", step: step)
    for one in [scanned, report] {
      #expect((one.new, one.known, one.conflicts) == (2, 3, 1))
    }
    // So it is when they come again after they were taken back.
    let run: EntityID = try office.store.read {
      try $0.find(try #require(report.reference), .importRun, as: Entity.self)
    }
    #expect(try office.store.undo(run, reason: "too early", as: office.author).obstacles.isEmpty)
    let again = try apply(scratch.path + "/dated", step: step)
    #expect((again.new, again.known, again.conflicts) == (2, 3, 1))
    #expect(try keys() == ["t.csv#1", "t.csv#2", "u.csv#1", "u.csv#2"])
  }

  /// Under two names, too, one reading counts, so nothing is new when they come again.
  @Test(arguments: [nil, 1, 1_000]) func copiesOfTwoNamesAreOneTable(step: Int?) throws {
    let rows = "id,name\n1,Orlin Vask\n2,Dessa Mirov\n"
    for name in ["x", "y"] { _ = try scratch.write(rows, "two/\(name).csv") }
    let scanned = try Importer.scan(scratch.path + "/two", in: office.store)
    #expect(scanned.problems.count == 1 && scanned.problems[0].object == "x.csv")
    #expect(scanned.problems.first?.reason.contains("other names, too: y.csv") == true)
    #expect(try counts(scratch.path + "/two", step: step) == [2, 2, 0])
    #expect(try keys() == ["x.csv#1", "x.csv#2"])
    #expect(try counts(scratch.path + "/two", step: step) == [0, 4, 0])
    #expect(try apply(scratch.path + "/two", step: step).reference == nil, "nothing new makes no unit")
    // With another table of the first name, the copy is known by where the first stands.
    _ = try scratch.write("id,who\n1,Sela Orn\n", "three/a/t.csv")
    _ = try scratch.write("id,who\n1,Tarn Ulbek\n", "three/b/t.csv")
    _ = try scratch.write("id,who\n1,Sela Orn\n", "three/c/u.csv")
    #expect(try counts(scratch.path + "/three", step: step) == [2, 1, 0])
    #expect(try keys() == ["a/t.csv#1", "b/t.csv#1", "x.csv#1", "x.csv#2"])
    #expect(try office.store.verify().isSound)
  }

  @Test func aTableThatStandsAloneIsKnownByItsName() throws {
    #expect(try counts(scratch.write("id,who\n1,Orlin Vask\n", "mon/log.csv")) == [1, 0, 0])
    #expect(try counts(scratch.write("id,who\n1,Dessa Mirov\n", "tue/log.csv")) == [0, 0, 1])
    _ = try scratch.write("id,who\n1,Tarn Ulbek\n", "wed/deep/log.csv")
    _ = try scratch.write("id,who\n1,Sela Orn\n", "wed/deep/other.csv")
    #expect(try counts(scratch.path + "/wed") == [1, 0, 1])
    #expect(try keys() == ["log.csv#1", "other.csv#1"])
  }

  private func mail(_ ip: [String]) -> String {
    let parts = ip.map {
      "--b\r\nContent-Type: text/csv; name=\"blocked.csv\"\r\nContent-Disposition: attachment; "
        + "filename=\"blocked.csv\"\r\n\r\nid,ip\r\n1,\($0)\r\n"
    }
    return "Message-ID: <\(ip[0])@firm.example>\r\nFrom: a@firm.example\r\nTo: b@office.example\r\n"
      + "Content-Type: multipart/mixed; boundary=b\r\n\r\n" + parts.joined() + "--b--\r\n"
  }

  @Test func twoMailsThatAttachTablesOfOneName() throws {
    _ = try scratch.write(mail(["192.0.2.7"]), "box/one.eml")
    _ = try scratch.write(mail(["192.0.2.8"]), "box/two.eml")
    #expect(try counts(scratch.path + "/box") == [4, 0, 0])
    #expect(try keys() == ["one.eml/blocked.csv#1", "two.eml/blocked.csv#1"])
  }

  /// Each attachment is read by its own format, the second of one name, too. The mail itself may be called otherwise.
  @Test func twoAttachmentsOfOneName() throws {
    let path = try scratch.write(mail(["192.0.2.7", "192.0.2.8"]), "one.eml")
    let report = try Importer.scan(path, in: office.store)
    #expect(report.files.map(\.path) == ["one.eml", "one.eml/blocked.csv", "one.eml/blocked.csv#2"])
    #expect(report.files.map(\.role) == ["eml", "csv", "csv"])
    #expect(try counts(path) == [3, 0, 0])
    #expect(try keys() == ["blocked.csv#1", "blocked.csv#2#1"])
    #expect(try counts(scratch.write(mail(["192.0.2.70", "192.0.2.80"]), "week.eml")) == [1, 0, 2])
  }

  /// What a table was read as is the same for a scan and for an import, also where it gives a time of day.
  @Test(arguments: ["2026-02-05T09:00:00Z", "2026-02-05T09:00:00+02:00", "2026-02-05", "1/2/2026"])
  func whatIsHeldIsKnownToAScan(_ modified: String) throws {
    let path = try scratch.write("id,name,modified,ip\n1,Orlin Vask,\(modified),192.0.2.7\n", "t.csv")
    #expect(try counts(path) == [1, 0, 0])
    #expect(try counts(path) == [0, 1, 0])
  }

  /// A blank behind the comma is no part of a column's name.
  @Test func whiteSpaceAroundAHeaderDoesNotCount() throws {
    let path = try scratch.write(
      "cluster_id;payment_fingerprint ;\u{A0}ip\n A;fp1;192.0.2.7\n", "a/t.csv")
    _ = try apply(path)
    _ = try apply(scratch.write("id, ip, email\n1,192.0.2.7,desk@mail.example\n", "b/u.csv"))
    let shared = try office.store.read { try $0.correlations(onlyAcrossOwners: false) }.found
    #expect(shared.map(\.trace.value) == ["192.0.2.7"])
    let mapping = ColumnMapping(columns: [.init(" box ", .trace(.email, exercise: nil)), .init("no", .id)])
    let report = try Importer.apply(
      scratch.write(" no,box\n7,desk@mail.example\n", "c/v.csv"), to: nil, in: office.store,
      as: office.author, .init(mapping: mapping))
    #expect(report.problems.isEmpty && report.refused == 0, "\(report.problems)")
    let all = try office.store.read { try $0.correlations(onlyAcrossOwners: false) }.found
    #expect(all.map(\.trace.value).sorted() == ["192.0.2.7", "desk@mail.example"])
  }

  @Test func aMappingWithoutAnIDCountsRows() throws {
    let mapping = ColumnMapping(columns: [.init("box", .trace(.email, exercise: nil))])
    _ = try office.store.save(mapping, named: "boxes", as: office.author)
    #expect(throws: StoreError.self) {
      try office.store.save(ColumnMapping(columns: []), named: "none", as: office.author)
    }
    let report = try Importer.apply(
      scratch.write("id,box\n7,desk@mail.example\n", "v.csv"), to: nil, in: office.store,
      as: office.author, .init(mapping: try office.store.read { try $0.mapping(named: "boxes") }))
    #expect(try keys() == ["v.csv#2"])
    #expect(
      report.problems.map(\.reason) == [
        "the mapping names no column as the row's id: rows are known by their number",
        "columns from which nothing is read: \"id\"",
      ])
  }

  /// Two equal payments are two; what several files say alike is one, and said to be left out.
  @Test func equalRowsGoOut() throws {
    _ = try apply(scratch.write("cluster_id,payment_fingerprint,n\nA,fp1,10\nA,fp1,10\n", "a/pay.csv"))
    func export(_ table: SourceExport.Table) throws -> [Int] {
      let path = scratch.path + "/out-\(UUID().uuidString).csv"
      let account = try SourceExport.table(table, to: path, case: nil, in: office.store)
      let lines = try String(contentsOfFile: path, encoding: .utf8).split(whereSeparator: \.isNewline)
      #expect(lines.count == account.written + 1)
      return [account.written, account.left]
    }
    #expect(try export(.records) == [2, 0])
    #expect(try export(.traces) == [2, 0])
    for folder in ["b", "c"] {
      _ = try apply(scratch.write("id,ip\n1,192.0.2.7\n\(folder),192.0.2.9\n", "\(folder)/hosts.csv"))
    }
    #expect(try export(.records) == [5, 1])
    #expect(try export(.traces) == [5, 1])
  }
}
