import CaseExchange

/// Holds the objects of one STIX file against the standard. Nothing is refused for it: a published file that breaks
/// the standard is evidence all the same.
struct STIXValidity {
  private let path: String
  private var validator: STIXValidator?
  private var problems: [ImportProblem] = []
  private(set) var invalid = 0
  private static let maximumListed = 1_000

  init(_ file: EvidenceBundle.File) {
    path = file.path
    validator = file.format == .stix ? STIXValidator() : nil
  }

  mutating func check(_ object: SourceObject) {
    guard validator != nil else { return }
    let findings = validator?.check(object) ?? []
    guard let first = findings.first else { return }
    invalid += 1
    guard problems.count < Self.maximumListed else { return }
    let more = findings.count > 1 ? "; \(findings.count - 1) more" : ""
    problems.append(
      ImportProblem(
        path: path, offset: object.offset, object: object.externalID,
        reason: "not valid STIX: \(first.path): \(first.message) (\(first.section))\(more)",
        remedy: "nothing to do: it is kept as it came; tell the sender", severity: .warning))
  }

  /// With what is wrong with the bundle itself.
  mutating func finish(_ summary: ImportSummary) -> [ImportProblem] {
    guard validator != nil, summary.container == .bundle else { return problems }
    for finding in STIXValidator.checkBundle(id: summary.bundleID, specVersion: summary.bundleSpecVersion) {
      invalid += 1
      problems.append(
        ImportProblem(
          path: path, object: summary.bundleID,
          reason: "not valid STIX: \(finding.message) (\(finding.section))",
          remedy: "nothing to do: it is kept as it came; tell the sender", severity: .warning))
    }
    return problems
  }
}
