import CaseTesting
import Testing

@testable import CaseExchange

/// A list that cannot be read is still recognised, and said to be unreadable; never kept in silence.
@Suite struct XMLSniffTests {
  private static func kind(_ bytes: [UInt8], _ name: String = "x") throws -> FileKind {
    try ContainersInPlace().kind(of: MemoryBytes(bytes), name: name)
  }

  @Test(
    arguments: [
      (#"<?xml version="1.0"?><!DOCTYPE sdnList [<!ENTITY a "b>]'">]><sdnList/>"#, .sdnXML),
      ("<!DOCTYPE a [<!-- ' --><?x \"?><!ELEMENT a ANY>]><!-- x --><sdnList/>", .sdnXML),
      (#"<!DOCTYPE CONSOLIDATED_LIST SYSTEM "http://x.example/y.dtd"><CONSOLIDATED_LIST/>"#, .unXML),
      (
        #"<!DOCTYPE export><export xmlns="http://eu.europa.ec/fpi/fsd/export"/>"#, .euXML
      ),
      (
        #"<!DOCTYPE a><l:LEIData xmlns:l="http://www.gleif.org/data/schema/leidata/2016"/>"#, .gleif
      ),
    ] as [(String, EvidenceFormat)])
  func aListBehindADoctypeIsRefusedByItsReader(_ text: String, _ format: EvidenceFormat) throws {
    #expect(try Self.kind(Array(text.utf8)) == FileKind(format))
    let reader = try #require(EvidenceFormats.reader(of: format))
    let refusal = try #require(throws: ImportRefusal.self) {
      _ = try reader.read(
        MemorySource(Array(text.utf8)), path: "x", isCancelled: { false }, object: { _ in })
    }
    let start = text.utf8.count - text[text.firstRange(of: "<!DOCTYPE")!.lowerBound...].utf8.count
    #expect(refusal.offset == start && refusal.reason.contains("DOCTYPE"))
  }

  @Test(arguments: [true, false], [true, false])
  func aListInUTF16IsKnown(_ isLowFirst: Bool, _ hasMark: Bool) throws {
    let text =
      (hasMark ? "\u{FEFF}" : "") + "<?xml version=\"1.0\" encoding=\"UTF-16\"?>\r\n<sdnList></sdnList>"
    let bytes = text.utf16.flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return isLowFirst ? pair.reversed() : pair
    }
    #expect(try Self.kind(bytes) == FileKind(.sdnXML))
    let refusal = try #require(throws: ImportRefusal.self) {
      _ = try SDNXMLReader.read(MemorySource(bytes), path: "x", isCancelled: { false }, object: { _ in })
    }
    #expect(refusal.reason.contains("UTF-16"))
  }

  @Test func aListInAnotherEncodingIsKnown() throws {
    let text = "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><sdnList/>"
    #expect(try Self.kind(Array(text.utf8)) == FileKind(.sdnXML))
  }

  @Test(
    arguments: [
      ("<?xml version=\"1.0\"?>\n<!DOCTYPE a [<!ENTITY x \"y\">]><a>&x;</a>", "x", .documentType),
      ("<!DOCTYPE svg><svg/>", "x", .documentType), ("<!DOCTYPE html><html></html>", "x", nil),
      ("<!DOCTYPE html><html></html>", "x.XML", .documentType), ("<a><b></a>", "x.xml", .mismatchedTag),
      ("<a><b></a>", "x", nil), ("<?xml version=\"1.0\"?><a><b></a>", "x", .mismatchedTag),
      ("<a/>", "x.xml", nil), ("<!DOCTYPE a", "x.xml", .documentType),
      ("<!DOCTYPE a [\"", "x", .documentType),
      ("no xml", "x.xml", nil), ("", "x.xml", nil),
    ] as [(String, String, XMLFault.Kind?)])
  func whyAFileIsNotReadAsXML(_ text: String, _ name: String, _ fault: XMLFault.Kind?) throws {
    let kind = try Self.kind(Array(text.utf8), name)
    #expect(kind.format == .attachment && kind.fault?.kind == fault)
  }

  @Test func aFolderSaysIt() throws {
    let folder = try TemporaryFolder()
    try folder.write("<?xml version=\"1.0\"?><!DOCTYPE a><a/>", to: "a.bin")
    for name in ["b.xml", "c.jsonld", "d.ndjson", "e.jsonl", "f.tsv", "SDN.CSV", "dpl.txt"] {
      try folder.write("plain, words", to: name)
    }
    try folder.write("plain words", to: "g.txt")
    let problems = try EvidenceBundle.list(folder.path).problems
    let names = problems.map { $0.path.split(separator: "/").last.map(String.init) ?? "" }
    #expect(names == ["SDN.CSV", "a.bin", "b.xml", "c.jsonld", "d.ndjson", "dpl.txt", "e.jsonl", "f.tsv"])
    #expect(problems[1].offset == 21 && problems[1].reason.contains("DOCTYPE"))
    #expect(problems[1].remedy.contains("without a DOCTYPE"))
    #expect(problems.allSatisfy { $0.severity == .warning })
    #expect(problems[0].reason.contains("OFAC's SDN.CSV"))
    for path in [folder.path, folder.path + "/b.xml"] {
      #expect(try EvidenceBundle.list(path, as: .attachment).problems.isEmpty, "somebody said what it is")
    }
  }

  /// Everything that should be refused is said to be no XML for us, by its own name.
  @Test(.enabled(if: Corpus.isPresent, Corpus.isMissing))
  func corpus() throws {
    var count = 0
    for (path, facts) in try Corpus.expected("xml/") where path.hasSuffix(".xml") {
      guard facts["doctype"] as? Bool == true else { continue }
      let kind = try Self.kind(try Corpus.bytes(path), path)
      #expect(kind.format == .attachment && kind.fault != nil, "\(path)")
      count += 1
    }
    #expect(count > 20)
  }
}
