import CaseExchange

/// Holds the objects of one STIX file against the standard. Nothing is refused for it: a published file that breaks
/// the standard is evidence all the same.
struct STIXValidity {
  private let path: String
  private var validator: STIXValidator?
  private var problems: [ImportProblem] = []
  private(set) var invalid = 0
  private var unchecked = 0
  private static let maximumListed = 1_000

  init(_ file: EvidenceBundle.File) {
    path = file.path
    validator = file.format == .stix ? STIXValidator() : nil
  }

  mutating func check(_ object: SourceObject) {
    guard validator != nil else { return }
    let findings = validator?.check(object) ?? []
    let broken = findings.filter { $0.rule != .unchecked }
    if !broken.isEmpty { invalid += 1 }
    if let first = broken.first, invalid <= Self.maximumListed {
      let more = broken.count > 1 ? "; \(broken.count - 1) more" : ""
      let place = first.path.isEmpty ? "" : "\(first.path): "
      problems.append(
        ImportProblem(
          path: path, offset: object.offset, object: object.externalID,
          reason: "not valid STIX: \(place)\(first.message) (\(first.section))\(more)",
          remedy: "nothing to do: it is kept as it came; tell the sender", severity: .warning))
    }
    guard let reason = findings.first(where: { $0.rule == .unchecked }) else { return }
    unchecked += 1
    if unchecked <= Self.maximumListed {
      problems.append(notChecked(reason, object.externalID, at: object.offset))
    }
  }

  /// No verdict, so it is not counted as invalid, and there is nothing to tell the sender.
  private func notChecked(_ finding: STIXFinding, _ object: String?, at offset: Int?) -> ImportProblem {
    ImportProblem(
      path: path, offset: offset, object: object,
      reason: "not checked in full against the STIX standard: \(finding.message)",
      remedy: "nothing to do: it is kept as it came", severity: .warning)
  }

  /// With what is wrong with the bundle itself.
  mutating func finish(_ summary: ImportSummary) -> [ImportProblem] {
    if unchecked > Self.maximumListed {
      problems.append(
        ImportProblem(
          path: path,
          reason:
            "\(unchecked - Self.maximumListed) more objects were not checked in full against the STIX standard",
          remedy: "nothing to do: they are kept as they came", severity: .warning))
    }
    guard validator != nil, summary.container == .bundle else { return problems }
    for finding in STIXValidator.checkBundle(id: summary.bundleID, specVersion: summary.bundleSpecVersion) {
      guard finding.rule != .unchecked else {
        problems.append(notChecked(finding, summary.bundleID, at: nil))
        continue
      }
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
