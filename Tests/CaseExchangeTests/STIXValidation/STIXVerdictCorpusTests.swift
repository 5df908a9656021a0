import CaseTesting
import Foundation
import Testing

@testable import CaseExchange

/// Held against the verdicts of the OASIS validator on public files.
@Suite(.enabled(if: Corpus.isPresent, Corpus.isMissing))
struct STIXVerdictCorpusTests {
  @Test func verdictsAgree() throws {
    var agreed = 0
    var differing: [String] = []
    for (path, facts) in try Corpus.expected("stix/") {
      guard let reference = facts["ref_validator"] as? String else { continue }
      let findings = try findings(in: path)
      if findings.isEmpty == reference.hasSuffix(": VALID") {
        agreed += 1
      } else {
        differing.append(
          "\(path): \(reference); first error \(facts["first_error"] ?? "none"); ours \(findings.first ?? "none")"
        )
      }
    }
    let count = agreed + differing.count
    print("STIX verdicts: \(agreed) of \(count) files agree with the OASIS validator")
    #expect(count > 250)
    #expect(agreed * 100 >= count * 95, "\(differing.joined(separator: "\n"))")
  }

  /// Findings of a whole file, as an import would see them; what the reader refuses counts.
  private func findings(in path: String) throws -> [String] {
    let bytes = try Corpus.bytes(path)
    let (objects, summary) = try readSTIX(bytes, capacity: 65_536)
    var found = summary.refused > 0 ? ["\(summary.refused) objects are refused"] : []
    func isVerdict(_ finding: STIXFinding) -> Bool { finding.rule != .unchecked }
    if summary.container == .bundle {
      found += STIXValidator.checkBundle(id: summary.bundleID, specVersion: summary.bundleSpecVersion)
        .filter(isVerdict).map { "\($0)" }
    }
    var validator = STIXValidator()
    for object in objects {
      found += validator.check(object).filter(isVerdict).map { "\(object.externalID): \($0)" }
    }
    return found
  }
}
