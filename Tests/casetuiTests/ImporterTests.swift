import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Reading on one thread while another writes changes nothing that anybody sees.
@Suite struct ImporterTests {
  /// While content is stored, in the first file, and in the last.
  @Test(arguments: [1, 3, 20]) func aCancelledImportLeavesNothing(answers: Int) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    for number in 0..<3 { _ = try scratch.write(KillTests.bundle(2000 + number), "b/\(number).json") }
    let before = try office.digest()
    var asked = 0
    #expect(throws: (any Error).self) {
      try Importer.apply(
        scratch.path + "/b", to: nil, in: office.store, as: office.author,
        isCancelled: {
          asked += 1
          return asked > answers * 10
        })
    }
    #expect(asked > answers * 10)
    #expect(try office.digest() == before)
    #expect(try office.store.read { try $0.sourceCount() } == 0)
    #expect(try office.store.read { try $0.exhibitCount() } == 0)
    #expect(try office.store.search("statement").isEmpty)
    #expect(try office.store.verify().isSound)
  }

  /// A store holds private keys, and evidence goes to other offices.
  @Test(arguments: ["office", "office/keys", "office/keys/seal.p384", ".", "link"])
  func aStoreIsNoEvidence(path: String) throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    try FileManager.default.copyItem(atPath: office.path, toPath: scratch.path + "/office")
    try FileManager.default.createSymbolicLink(
      atPath: scratch.path + "/link", withDestinationPath: scratch.path + "/office/keys/seal.p384")
    let fault = #expect(throws: Usage.self) {
      try Importer.apply(scratch.path + "/" + path, to: nil, in: office.store, as: office.author)
    }
    #expect(fault?.message.contains("/office") == true, "\(fault?.message ?? "")")
    #expect(throws: Usage.self) { try Importer.scan(scratch.path + "/" + path, in: office.store) }
    #expect(try office.store.read { try $0.exhibitCount() } == 0)
  }

  /// A file whose name cannot be shown is in the account of bytes all the same.
  @Test func whatHasNoNameIsCounted() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    _ = try scratch.write("words", "b/a.txt")
    let raw =
      Array((scratch.path + "/b/x").utf8).map { CChar(bitPattern: $0) } + [CChar(bitPattern: 0xFF), 1, 0]
    let file = open(raw, O_CREAT | O_WRONLY, 0o600)
    #expect(file >= 0 && write(file, "1234567", 7) == 7)
    close(file)
    for report in [
      try Importer.scan(scratch.path + "/b", in: office.store),
      try Importer.apply(scratch.path + "/b", to: nil, in: office.store, as: office.author),
    ] {
      #expect(report.rawBytes == 5 && report.ignoredBytes == 7 && report.mappedBytes == 0)
      let refused = report.files.filter { $0.state == .refused }
      #expect(refused.map(\.lengthBytes) == [7] && report.refused == 1)
      #expect(report.problems.first?.path.hasSuffix(refused.first?.path ?? "?") == true)
    }
  }

  /// A file that turns out not to be STIX at its very end is undone alone, and its words with it.
  @Test func whatIsRefusedLateIsNotFound() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let marked = KillTests.bundle(3000).replacingOccurrences(of: "identity--0", with: "identity--f")
    _ = try scratch.write(KillTests.bundle(300), "b/a.json")
    _ = try scratch.write(
      String(marked.replacingOccurrences(of: "Invented", with: "Refused").dropLast(2)), "b/b.json")
    _ = try scratch.write(KillTests.bundle(400), "b/c.json")
    let report = try Importer.apply(scratch.path + "/b", to: nil, in: office.store, as: office.author)
    #expect(report.refused == 1)
    #expect(report.new == 400 && report.known == 300)
    #expect(try office.store.search("refused").isEmpty)
    #expect(try office.store.search("invented 399").count == 1)
    #expect(try office.store.verify().isSound)
  }

  /// The order of the file is the order of the journal.
  @Test func recordsAreInTheOrderOfTheFile() throws {
    let office = try TestOffice("Head Office")
    let scratch = try Scratch()
    let path = try scratch.write(KillTests.bundle(3000), "b.json")
    _ = try Importer.apply(path, to: nil, in: office.store, as: office.author)
    var offsets: [UInt64] = []
    try office.store.read { try $0.sourceRecords { offsets.append($0.offset) } }
    #expect(offsets.count == 3000)
    #expect(offsets == offsets.sorted())
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
    #expect(try office.store.search("invented 2999").count == 1)
  }
}
