import CaseTesting
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

  /// A list of nothing but references belongs to the record around it; in one with nodes they name what is not there.
  @Test(arguments: [1, 7, Int.max])
  func aRecordAboutOthersIsNoContainer(_ pieceBytes: Int) throws {
    let record =
      #"{"@context":{},"@id":"kb:r","@type":"x:ProvenanceRecord","uco-core:object":[{"@id":"kb:d"},{"@id":"kb:f"}],"a":"b"}"#
    let (objects, summary) = try read(Array(record.utf8), pieceBytes: pieceBytes)
    #expect(objects.map(\.type) == ["provenance-record"] && summary.refused == 0)
    #expect(objects.first?.references == ["kb:d", "kb:f"] && objects.first?.bytes == Array(record.utf8))
    #expect(summary.container == .object && summary.objectBytes == record.utf8.count)
    let bundle =
      #"{"@context":{},"@id":"kb:b","@type":"x:Bundle","uco-core:object":[{"@id":"kb:d"},{"@id":"kb:f","@type":"x:File"},{"@id":"kb:g"}]}"#
    let (inside, second) = try read(Array(bundle.utf8), pieceBytes: pieceBytes)
    #expect(inside.map(\.externalID) == ["kb:f"] && second.container == .bundle)
    #expect(inside.first?.bytes == Array(#"{"@id":"kb:f","@type":"x:File"}"#.utf8))
    let refused = second.problems.filter { $0.severity == .refused }
    #expect(
      refused.map(\.offset)
        == ["kb:d", "kb:g"].map { id in
          bundle.utf8.count - bundle[bundle.range(of: "{\"@id\":\"\(id)")!.lowerBound...].utf8.count
        })
    #expect(second.refusedBytes == 2 * #"{"@id":"kb:d"}"#.utf8.count)
  }

  /// Bundles in a graph, one in the other: their nodes are records of their own, each with its bytes.
  @Test(arguments: [1, 7, Int.max])
  func bundlesInAGraphAreOpened(_ pieceBytes: Int) throws {
    let text = #"""
      {"@context":{},"@graph":[{"@id":"kb:b","@type":"x:Bundle","a":[[{"uco-core:object":[{}]}]],"uco-core:object":[
      {"@id":"kb:f","@type":"x:File","uco-types:hashValue":"AABB"}, {"@type":"x:Nameless"},{"@id":"kb:elsewhere"},7,
      {"@id":"kb:c","@type":"x:Bundle","uco-core:object":[{"@id":"kb:g","@type":"x:File","uco-core:object":[{"@id":"kb:f"}]}]}]},
      {"@id":"kb:d","@type":"x:Device"}]}
      """#
    let bytes = Array(text.utf8)
    let (objects, summary) = try read(bytes, pieceBytes: pieceBytes)
    #expect(objects.map(\.externalID) == ["kb:b", "kb:f", "kb:c", "kb:g", "kb:d"])
    for object in objects {
      let own = Array(bytes[object.offset..<object.offset + object.length])
      #expect(own == object.bytes && own.starts(with: #"{"@id":"\#(object.externalID)""#.utf8))
      #expect(own.last == UInt8(ascii: "}"))
    }
    #expect(objects.map { $0.facts?.traces.count ?? 0 } == [0, 1, 0, 0, 0])
    #expect(summary.objectBytes == objects[0].length + objects[4].length && summary.read == 5)
    #expect(summary.problems.map(\.severity) == [.warning])
  }

  /// JSON-LD writes a list of one without the list: under `@graph`, in a bundle of a graph, and in a bundle by itself.
  @Test(arguments: [1, 7, Int.max])
  func oneAloneNeedsNoList(_ pieceBytes: Int) throws {
    let file =
      #"{"@id":"kb:f","@type":"x:File","uco-types:hashValue":"AABB","uco-core:object":{"@id":"kb:g"}}"#
    let bundle =
      #"{"@id":"kb:b","@type":"x:Bundle","uco-core:object":\#(file),"a":{"uco-core:object":[{}]}}"#
    let outer = #"{"@id":"kb:c","@type":"x:Bundle","uco-core:object":\#(bundle)}"#
    for (text, ids) in [
      (#"{"@context":{},"@graph":\#(file),"b":{}}"#, ["kb:f"]),
      (#"{"@context":{},"@graph":[\#(bundle)]}"#, ["kb:b", "kb:f"]),
      (#"{"@context":{},"@graph":\#(outer)}"#, ["kb:c", "kb:b", "kb:f"]),
      (#"{"@context":{},\#(bundle.dropFirst())"#, ["kb:b", "kb:f"]),
    ] {
      let bytes = Array(text.utf8)
      let (objects, summary) = try read(bytes, pieceBytes: pieceBytes)
      #expect(objects.map(\.externalID) == ids && summary.problems.isEmpty, "\(text)")
      for object in objects {
        #expect(Array(bytes[object.offset..<object.offset + object.length]) == object.bytes)
      }
      #expect(objects.last?.bytes == Array(file.utf8) && objects.last?.references == ["kb:g"])
      #expect(objects.map { $0.facts?.traces.count ?? 0 } == ids.map { $0 == "kb:f" ? 1 : 0 })
    }
  }

  @Test func valuesInListsAreRead() throws {
    let node =
      #"{"@context":{},"@id":"kb:f","@type":"x:File","uco-core:name":{"@value":"plan.txt"},"h":{"uco-types:hashValue":[{"@value":"AABB"},"CCDD"]}}"#
    let found = try #require(try read(Array(node.utf8)).objects.first)
    #expect(found.name == "plan.txt")
    #expect(found.facts?.traces == ["aabb", "ccdd"].compactMap { Trace(.fileHash, $0) })
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
