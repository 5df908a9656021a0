import CaseTesting
import CaseDomain
import Testing

@testable import CaseExchange

@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing))
struct BODSCorpusTests {
  private func read(_ path: String) throws -> (RegisterReading, [UInt8]) {
    let bytes = try Corpus.bytes(path)
    return (try RegisterFormat.bods.read(bytes, .max, 65_536), bytes)
  }

  @Test func countsAreThoseExpected() throws {
    let old = [
      "entityStatement": "entity", "personStatement": "person", "ownershipOrControlStatement": "relationship",
    ]
    var files = 0
    for (path, facts) in try Corpus.expected("ownership/") {
      guard let statements = facts["statements"] as? Int else { continue }
      files += 1
      let (reading, bytes) = try read(path)
      #expect(RegisterFormat.bods.knows(bytes), "\(path)")
      #expect(reading.summary.read + reading.summary.refused == statements, "\(path)")
      #expect(isAccounted(reading, bytes), "\(path)")
      guard reading.summary.refused == 0, let types = facts["by_type"] as? [String: Int] else { continue }
      let expected = types.reduce(into: [:]) { $0[old[$1.key] ?? $1.key, default: 0] += $1.value }
      #expect(reading.summary.byType == expected, "\(path)")
    }
    print("BODS: \(files) files counted")
    #expect(files > 240)
  }

  /// 56 files that the standard calls valid and 96 that it calls invalid.
  @Test func verdictsAgreeWithTheStandard() throws {
    var disagreements: [String] = []
    var places: [String] = []
    let rows = String(
      decoding: try Corpus.bytes("ownership/bods-0.4-invalid/expected_errors.csv"), as: UTF8.self
    ).split(whereSeparator: \.isNewline).dropFirst().map { $0.split(separator: ",").map(String.init) }
    for (path, facts) in try Corpus.expected("ownership/bods-0.4-") {
      guard let expected = facts["expected"] as? String, expected == "VALID" || expected == "INVALID" else {
        continue
      }
      var defects: [BODSDefect] = []
      for object in try read(path).0.objects {
        // What a schema cannot say the standard's own validator does not look at.
        defects += BODSValidator.defects(of: try JSON.parse(object.bytes)).defects.filter {
          $0.rule != "check"
        }
      }
      if defects.isEmpty != (expected == "VALID") { disagreements.append("\(path): \(defects)") }
      guard let row = rows.first(where: { path.hasSuffix("-invalid/" + $0[0]) }) else { continue }
      let isFound = defects.contains {
        row[1] == $0.rule && row[2].replacing("$[0].", with: "").replacing("$[0]", with: "") == $0.path
      }
      if !isFound { places.append("\(row): \(defects)") }
    }
    print("BODS verdicts: \(disagreements.count) disagree; same keyword and path missed in \(places.count)")
    #expect(disagreements.isEmpty, "\(disagreements)")
    #expect(places.isEmpty, "\(places)")
  }

  @Test func oneRelationshipOverTime() throws {
    let (reading, _) = try read("ownership/bods-0.4-examples/tecido.json")
    #expect(reading.summary.problems == [])
    let versions = reading.objects.filter { $0.externalID == "022EBEB66B" }
    #expect(versions.map(\.facts?.holding?.leastPPM) == [1_000_000, 400_000, 300_000, 300_000])
    #expect(versions.map(\.isRevoked) == [false, false, false, true])
    #expect(versions.last?.facts?.holding?.to == StatedDay("2023-03-03"))
    let trust = reading.objects.filter { $0.externalID == "02089A4E68" }
    #expect(trust.map(\.facts?.holding?.leastPPM) == [600_000, 700_000, 800_000])
  }

  /// How many of the reference checker's further examples we tell apart by one statement alone.
  @Test func furtherChecks() throws {
    var agree = 0
    var all = 0
    for (path, facts) in try Corpus.expected("ownership/bods-cove/0.4/additional-checks/") {
      guard let expected = facts["expected"] as? String else { continue }
      all += 1
      var isValid = true
      for object in try read(path).0.objects {
        if !BODSValidator.defects(of: try JSON.parse(object.bytes)).defects.isEmpty { isValid = false }
      }
      if isValid == (expected == "VALID") { agree += 1 }
      if expected == "VALID" { #expect(isValid, "\(path)") }
    }
    print("BODS further checks: \(agree) of \(all) agree")
    #expect(agree >= 30)
  }
}
