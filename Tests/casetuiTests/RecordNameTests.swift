import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Two offices that close a record of one number apart can each name both: docs/record.md §1.
@Suite struct RecordNameTests {
  @Test func eachOfTwoRecordsCanBeNamed() throws {
    let (a, b) = (try TestOffice("Head Office"), try TestOffice("Field East", user: "bob"))
    let scratch = try Scratch()
    let (id, reference, _) = try a.store.newCase(title: "Northwind Lattice", as: a.author)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    for office in [a, b] { #expect(try office.store.freeze(id, as: office.author).record?.number == 1) }
    _ = try Syncer.run(b.path, in: a.store, as: a.author, enrol: true)
    let file = try a.store.read { try $0.caseFile(id, rehash: false) }
    let names = file.distinctRecords.map(file.name)
    #expect(names.count == 2 && names.allSatisfy { $0.hasPrefix("1-") })
    let stored = try b.store.read { reader in try reader.caseFile(id, rehash: false) }
    #expect(stored.distinctRecords.map(stored.name) == names, "the same names in one order at both")
    for office in [a, b] {
      for (name, record) in zip(names, file.distinctRecords) {
        #expect(try office.store.recordParts(of: id, named: name).record.manifest == record.manifest)
        #expect(try office.store.recordState(of: id, named: name, rehash: false).record.by == record.by)
      }
    }
    try a.store.close()
    let list = try Program(["record", "list", reference, "--store", a.path, "--json"])
    for name in names { #expect(list.output.contains("\"\(name)\"")) }
    for verb in [
      ["verify", reference], ["diff", reference], ["export", reference, "--out", scratch.path + "/x"],
    ] {
      let refused = try Program(["record"] + verb + ["--store", a.path])
      #expect(refused.status != 0, "\(verb)")
      for name in names {
        #expect((refused.errors + refused.output).contains(name), "\(verb): \(refused.errors)")
      }
      #expect((refused.errors + refused.output).contains("Field East"))
    }
    for (index, name) in names.enumerated() {
      let out = scratch.path + "/\(index)"
      #expect(
        try Program(["record", "export", reference, "--number", name, "--out", out, "--store", a.path]).status
          == 0)
      #expect(try Program(["record", "verify", out]).status == 0)
      #expect(try Program(["record", "verify", reference, "--number", name, "--store", a.path]).status == 0)
    }
    let unknown = try Program(["record", "verify", reference, "--number", "7", "--store", a.path])
    #expect(unknown.status != 0 && (unknown.errors + unknown.output).contains("record 7"))
  }
}
