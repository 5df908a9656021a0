import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing))
struct XMLCorpusTests {
  /// Bombs and names of files are refused at their DOCTYPE; nothing behind it is looked at.
  @Test func documentTypesAreRefusedBeforeAnythingElse() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("xml/") where facts["doctype"] as? Bool == true {
      files += 1
      let bytes = try Corpus.bytes(path)
      let found = XMLReading(bytes)
      let isForeign = found.fault?.kind == .otherEncoding && path.hasSuffix("issue868.xml")
      #expect(found.fault?.kind == .documentType || isForeign, "\(path): \(String(describing: found.fault))")
      let head = String(decoding: bytes[..<(found.fault?.offset ?? bytes.count)], as: UTF8.self)
      #expect(!head.contains("<!ENTITY") && found.elements == 0, "\(path)")
    }
    #expect(files == 24)
  }

  /// Without DOCTYPE: expat's verdict is ours.
  @Test func verdictsAgreeWithExpat() throws {
    var files = 0
    for (path, facts) in try Corpus.expected("xml/") where facts["doctype"] as? Bool == false {
      files += 1
      let bytes = try Corpus.bytes(path)
      let found = XMLReading(bytes)
      let isGood = facts["expat"] as? String == "well-formed"
      #expect((found.fault == nil) == isGood, "\(path): \(String(describing: found.fault))")
      for size in [1, 7, 64] {
        #expect(XMLReading(bytes, pieceBytes: 64, capacity: size) == found, "\(path)")
      }
    }
    #expect(files == 30)
  }

  @Test func everyElementIsSeen() throws {
    let facts = try Corpus.expected("sanctions/multi-samples/sample_moha.xml")[0].facts
    let found = XMLReading(try Corpus.bytes("sanctions/multi-samples/sample_moha.xml"))
    #expect(found.fault == nil && found.elements == facts["elements"] as? Int)
  }
}
