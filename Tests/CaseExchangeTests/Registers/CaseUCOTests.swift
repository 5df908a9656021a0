import CaseDomain
import Foundation
import Testing

@testable import CaseExchange

/// Graphs of CASE/UCO: nodes as records, with whom they refer to and the hashes they state.
@Suite struct CaseUCOTests {
  private static let graph = """
    {"@context":{"kb":"http://example.org/kb/"},"@graph":[
    {"@id":"kb:file-1","@type":"uco-observable:File","uco-core:hasFacet":[{"@type":"uco-observable:ContentDataFacet",
    "uco-observable:hash":[{"@type":"uco-types:Hash","uco-types:hashValue":{"@type":"xsd:hexBinary","@value":"AABB"}}]}]},
    {"@id":"kb:record-1","@type":["case-investigation:ProvenanceRecord"],"uco-core:name":"Handed over",
    "uco-core:object":[{"@id":"kb:file-1"}]},
    {"@type":"uco-core:Nameless"},
    {"@id":"kb:action-1","@type":"case-investigation:InvestigativeAction","uco-action:performer":{"@id":"kb:ann"},
    "uco-action:startTime":{"@type":"xsd:dateTime","@value":"2026-01-02T00:00:00Z"}}]}
    """

  private func read(_ bytes: [UInt8], pieceBytes: Int = .max) throws -> (
    objects: [SourceObject], summary: ImportSummary
  ) {
    var objects: [SourceObject] = []
    let summary = try CaseUCOReader.read(
      MemorySource(bytes, pieceBytes: pieceBytes), path: "a.json", isCancelled: { false }
    ) { objects.append($0) }
    return (objects, summary)
  }

  @Test(arguments: [1, 7, Int.max])
  func nodesAreRecords(_ pieceBytes: Int) throws {
    let bytes = Array(Self.graph.utf8)
    let (objects, summary) = try read(bytes, pieceBytes: pieceBytes)
    #expect(objects.map(\.type) == ["file", "provenance-record", "investigative-action"])
    #expect(objects.map(\.references) == [[], ["kb:file-1"], ["kb:ann"]])
    #expect(objects[0].facts?.traces == [Trace(.fileHash, "aabb")].compactMap(\.self))
    #expect(objects[1].name == "Handed over" && objects[2].created == "2026-01-02T00:00:00Z")
    #expect(summary.refused == 1)
    for object in objects {
      #expect(Array(bytes[object.offset..<object.offset + object.length]) == object.bytes)
    }
  }

  @Test(arguments: [
    ("uco-core:Relationship", "relationship"), ("https://example.org/a#BitLocker2", "bit-locker2"),
    ("::", "node"),
  ])
  func typesAreWords(_ type: String, _ word: String) { #expect(CaseUCOReader.kind(type) == word) }

  @Test func othersAreNotTakenForIt() {
    for text in [#"{"type":"bundle","id":"bundle--x","objects":[]}"#, #"{"@graph":[]}"#, "[1]", ""] {
      let bytes = Array(text.utf8)
      bytes.withUnsafeBytes {
        #expect(!CaseUCOReader.recognises(FileHead($0, name: "a.json", isWhole: true)), "\(text)")
      }
    }
  }

  @Test(.enabled(if: Corpus.isPresent)) func publicExamplesCountAsExpected() throws {
    for (path, facts) in try Corpus.expected("case_uco/") {
      let (objects, _) = try read(try Corpus.bytes(path))
      #expect(
        objects.count { $0.type == "provenance-record" } == facts["provenance_records"] as? Int, "\(path)")
      #expect(
        objects.count { $0.type == "investigative-action" } == facts["investigative_actions"] as? Int,
        "\(path)")
      if let nodes = facts["graph_nodes"] as? Int, nodes > 0 { #expect(objects.count == nodes, "\(path)") }
    }
  }
}
