import CaseDomain
import CaseStore
import Foundation
import Testing

@testable import casetui

/// Public STIX files, imported for real. They stand beside the project on some machines; without them the
/// test says so and checks nothing.
@Suite struct CorpusImportTests {
  static let folder: String? = {
    let project = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let folder = project.deletingLastPathComponent().appendingPathComponent("shared/corpus").path
    guard FileManager.default.fileExists(atPath: folder + "/EXPECTED.json") else {
      print("SKIPPED: there is no ../shared/corpus beside the project; public STIX files were not imported")
      return nil
    }
    return folder
  }()

  @Test(.enabled(if: folder != nil)) func everyValidFileIsTakenInWhole() throws {
    let folder = try #require(CorpusImportTests.folder)
    let scratch = try Scratch()
    let expected = try #require(
      try JSONSerialization.jsonObject(
        with: Data(contentsOf: URL(fileURLWithPath: folder + "/EXPECTED.json")))
        as? [String: [String: Any]])
    let office = try TestOffice("Corpus")
    var taken = 0
    for (name, facts) in expected.sorted(by: { $0.key < $1.key }) where name.hasPrefix("stix/") {
      guard let count = facts["objects"] as? Int, facts["ref_validator"] != nil else { continue }
      let path = try plain(folder + "/" + name, scratch)
      let report = try Importer.apply(path, to: nil, in: office.store, as: office.author)
      #expect(report.read + report.refused == count, "\(name): \(report.read) of \(count)")
      if (facts["ref_validator"] as? String)?.hasSuffix(" VALID") == true {
        #expect(report.refused == 0, "\(name)")
      }
      if name.contains("stix-atlas") {
        // 34 ids stand in the bundle several times with other content: reported, none lost.
        let ids = Set(report.problems.filter { $0.reason.contains("other content") }.compactMap(\.object))
        #expect(ids.count == 34, "\(ids.count)")
        #expect(report.new + report.conflicts + report.known + report.changed == 538)
        #expect(report.conflicts > 0)
      }
      taken += 1
    }
    #expect(taken > 200)
    #expect(try office.store.verify().isSound)
    let rebuilt = try office.store.rebuild()
    #expect(rebuilt.before == rebuilt.after)
  }

  @Test(.enabled(if: folder != nil)) func importingAgainAddsNothing() throws {
    let folder = try #require(CorpusImportTests.folder)
    let scratch = try Scratch()
    let office = try TestOffice("Corpus")
    let path = try plain(folder + "/stix/mitre-atlas/stix-atlas.json.gz", scratch)
    let first = try Importer.apply(path, to: nil, in: office.store, as: office.author)
    let digest = try office.digest()
    let again = try Importer.apply(path, to: nil, in: office.store, as: office.author)
    #expect(again.known == 538 && again.new == 0 && again.conflicts == 0)
    #expect(try office.digest() == digest)
    let other = try TestOffice("Other")
    let scan = try Importer.scan(path, in: other.store)
    #expect(
      (scan.new, scan.known, scan.conflicts, scan.changed) == (
        first.new, first.known, first.conflicts, first.changed
      ))
    #expect(try other.store.read { try $0.sourceCount() } == 0)
  }

  /// The file itself, or what its `.gz` holds.
  private func plain(_ path: String, _ scratch: Scratch) throws -> String {
    guard path.hasSuffix(".gz") else { return path }
    let target = scratch.path + "/" + URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
    FileManager.default.createFile(atPath: target, contents: nil)
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/gzip")
    process.arguments = ["-dc", path]
    process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: target))
    try process.run()
    process.waitUntilExit()
    return target
  }
}
