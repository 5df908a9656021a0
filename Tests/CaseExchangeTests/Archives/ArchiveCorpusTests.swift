import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

/// Others' archives, beside what is known of each.
@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing)) struct ArchiveCorpusTests {
  /// How it ended: `whole` refused, some `entry` refused or unreadable, or all `good`.
  private func outcome(_ path: String) throws -> (word: String, entries: Int, reason: String) {
    let bytes = try Corpus.bytes(path)
    do {
      let found = try Unpacked(bytes, path.hasSuffix(".tar") ? .tar : .zip)
      #expect(found.isAccounted, "\(path)")
      let unread = found.texts.first { $0.contains("!") && !$0.contains("=") }
      let refused = found.listing.problems.first { $0.severity == .refused }
      let isGood = refused == nil && unread == nil
      return (isGood ? "good" : "entry", found.listing.entries, refused?.reason ?? unread ?? "")
    } catch let refusal as ImportRefusal {
      return ("whole", 0, refusal.reason)
    }
  }

  @Test func asExpected() throws {
    var count = 0
    for (path, facts) in try Corpus.expected("archives/") where !path.hasSuffix(".gz") {
      let found = try outcome(path)
      let expected = facts["expected"] as? String ?? "python: \(facts["python_zipfile"] ?? "")"
      let mayBe: Set<String>
      if expected.hasPrefix("REFUSE") || expected.contains("encrypted") || expected.contains("mismatch")
        || expected.contains("bad checksum") || expected.hasPrefix("report/refuse")
      {
        mayBe = ["whole", "entry"]
      } else if facts["links"] != nil || facts["symlinks"] != nil || expected.contains("CRC") {
        mayBe = ["entry", "whole"]
      } else if expected.contains("back-slashes") {
        // Its packed data is damaged as well, says the reference.
        mayBe = ["entry", "whole", "good"]
      } else {
        mayBe = ["good"]
      }
      #expect(mayBe.contains(found.word), "\(path): \(found), \(expected)")
      let entries = facts["entries"] as? Int ?? facts["members"] as? Int
      if found.word != "whole", let entries { #expect(found.entries == entries, "\(path)") }
      count += 1
    }
    #expect(count == 48)
  }

  /// Its plain name is refused by most programs; the field has the checksum of that name, and another name.
  @Test func aNameInItsUnicodePathField() throws {
    let bytes = try Corpus.bytes("archives/yauzl-success/success/unicode-path-extra-field.zip")
    let found = try Unpacked(bytes, .zip)
    #expect(found.texts == ["\u{4E03}\u{4E2A}\u{623F}\u{95F4}.txt="] && found.listing.refused == 0)
  }

  @Test func oddArchives() throws {
    let cases = try Unpacked(try Corpus.bytes("archives/go-fuzz-corpus/zip-corpus.tar.gz"), .tar)
    #expect(cases.contents.count == 420)
    for (_, result) in cases.contents {
      do { #expect(try Unpacked(try result.get(), .zip).isAccounted) } catch is ImportRefusal {}
    }
  }

  /// The same names as another program lists.
  @Test func namesAsTarListsThem() throws {
    for (path, _) in try Corpus.expected("bagit/") where path.hasSuffix(".tar") {
      let listed = String(
        decoding: try Corpus.output(
          of: "/bin/tar",
          ["--quoting-style=literal", "-tf", Corpus.folder!.appendingPathComponent(path).path]),
        as: UTF8.self)
      let files = listed.split(separator: "\n").filter { !$0.hasSuffix("/") }.map(String.init)
      let found = try Unpacked(try Corpus.bytes(path), .tar)
      #expect(found.listing.members.map(\.path) == files, "\(path)")
    }
  }
}
