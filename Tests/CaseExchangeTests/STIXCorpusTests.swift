import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing))
struct STIXCorpusTests {
  @Test func countsAreThoseExpected() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("stix/") where !path.contains(".tar") {
      guard let count = facts["objects"] as? Int else { continue }
      files += 1
      let (objects, summary) = try readSTIX(try Corpus.bytes(path), capacity: 65_536)
      #expect(summary.read + summary.refused == count, "\(path)")
      #expect(objects.count == summary.read, "\(path)")
      #expect(summary.byType == facts["by_type"] as? [String: Int], "\(path)")
      #expect(Set(objects.map(\.externalID)).count == facts["unique_ids"] as? Int, "\(path)")
      if let id = facts["bundle_id"] as? String { #expect(summary.bundleID == id, "\(path)") }
      #expect(objects.count { $0.isRevoked } == facts["revoked"] as? Int ?? 0, "\(path)")
      if (facts["ref_validator"] as? String)?.hasSuffix(": VALID") == true {
        #expect(summary.refused == 0, "\(path)")
      }
    }
    #expect(files > 250)
  }

  /// A reader of its own kind, Foundation's, finds the same references and names.
  @Test(arguments: [
    "stix/attack-flow/Conti_Ransomware.json", "stix/oasis-cti-documentation/apt1.json",
    "stix/mitre-atlas/stix-atlas.json.gz", "stix/oasis-python-stix2/sco-examples-bundle.json",
  ])
  func fieldsAgreeWithFoundation(_ path: String) throws {
    for object in try readSTIX(try Corpus.bytes(path)).objects {
      let tree = try JSONSerialization.jsonObject(with: Data(object.bytes)) as! [String: Any]
      #expect(object.externalID == tree["id"] as? String && object.modified == tree["modified"] as? String)
      if let name = tree["name"] as? String, !name.isEmpty { #expect(object.name == name) }
      #expect(Set(object.references) == Self.references(in: tree, key: ""))
    }
  }

  private static func references(in value: Any, key: String) -> Set<String> {
    switch value {
    case let object as [String: Any]:
      object.reduce(into: []) { $0.formUnion(references(in: $1.value, key: $1.key)) }
    case let array as [Any]:
      array.reduce(into: []) { $0.formUnion(references(in: $1, key: key)) }
    case let text as String:
      (key.hasSuffix("_ref") || key.hasSuffix("_refs")) && text.contains("--") ? [text] : []
    default: []
    }
  }

  @Test func foreignFilesAreRefused() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("stix/") where facts["objects"] == nil {
      files += 1
      let bytes = try Corpus.bytes(path)
      let refusal = try #require(throws: ImportRefusal.self, "\(path)") { try readSTIX(bytes) }
      #expect(refusal.offset != nil && refusal.line != nil && !refusal.remedy.isEmpty, "\(path)")
      if facts["json_schema"] != nil || facts["top_keys"] != nil {
        #expect(refusal.kind == .notSTIX, "\(path)")
      }
      if facts["parse_error"] != nil { #expect(refusal.kind == .notJSON, "\(path)") }
    }
    #expect(files > 75)
  }

  /// 34 ids occur more than once: they are versions of one thing, and all are delivered.
  @Test func repeatedIDsAreAllDelivered() throws {
    let (objects, _) = try readSTIX(try Corpus.bytes("stix/mitre-atlas/stix-atlas.json.gz"))
    let times = objects.reduce(into: [:]) { $0[$1.externalID, default: 0] += 1 }
    #expect(objects.count == 538 && times.values.count { $0 > 1 } == 34)
  }

  /// Every byte of a file is in one object or in the container around them, which holds no more
  /// than punctuation and the bundle's own properties.
  @Test func everyByteIsAccountedFor() throws {
    for (path, facts) in try Corpus.expected("stix/")
    where !path.contains(".tar") && facts["objects"] != nil {
      let bytes = try Corpus.bytes(path)
      let (objects, summary) = try readSTIX(bytes, capacity: 65_536)
      var rest: [UInt8] = []
      var position = 0
      for object in objects {
        #expect(
          object.offset >= position
            && bytes[object.offset..<object.offset + object.length].elementsEqual(object.bytes))
        rest += bytes[position..<object.offset]
        position = object.offset + object.length
      }
      rest += bytes[position...]
      #expect(summary.fileBytes == bytes.count && summary.objectBytes + rest.count == bytes.count, "\(path)")
      #expect(summary.refusedBytes == 0)
      let frame = String(decoding: rest.filter { $0 > 0x20 && $0 != UInt8(ascii: ",") }, as: UTF8.self)
      let known = [
        "\"type\":\"bundle\"", "\"spec_version\":\"2.0\"", "\"spec_version\":\"2.1\"", "\"objects\":", "[",
        "]", "{", "}",
      ]
      let left = (known + ["\"id\":\"\(summary.bundleID ?? "")\""]).reduce(frame) {
        $0.replacingOccurrences(of: $1, with: "")
      }
      #expect(left.isEmpty || !summary.problems.isEmpty, "\(path): \(left.prefix(200))")
    }
  }

  @Test(arguments: ["stix/unit42-playbooks/agent-tesla.json.gz", "stix/attack-flow/Equifax_Breach.json"])
  func roundTrip(_ path: String) throws {
    let first = try readSTIX(try Corpus.bytes(path)).objects
    let again = try readSTIX(try exportedBytes(first.map(\.bytes), nil)).objects
    #expect(again.map(\.bytes) == first.map(\.bytes))
  }

  @Test func storeOfSingleFiles() throws {
    let folder = try TemporaryFolder()
    let archive = Corpus.folder!.appendingPathComponent(
      "stix/oasis-python-stix2/stix2_data-v21-filesystem-store.tar.gz")
    try Corpus.output(of: "/bin/tar", ["-xzf", archive.path, "-C", folder.path])
    let bundle = try EvidenceBundle.list(folder.path)
    var ids: Set<String> = []
    var read = 0
    for file in bundle.files where file.role == .stix {
      let summary = try STIXReader.read(try bundle.open(file), path: file.path) { ids.insert($0.externalID) }
      read += summary.read
    }
    #expect(read == 31 && ids.count == 27)
  }
}
