/// Says where an object breaks the STIX standard. Nothing is refused for it: a published file that
/// breaks the standard is evidence all the same.
///
/// One validator serves many objects, one after the other, and keeps its memory. What it checks is
/// what the standard says MUST; what it says SHOULD is not looked at. See `docs/exchange.md`.
///
/// Source: STIX 2.0 and STIX 2.1 (OASIS Standards).
public struct STIXValidator {
  /// No object has more findings than this; the last one then says that there were more.
  public static let maximumFindings = 50

  private var check = ObjectCheck()

  public init() {}

  /// What is wrong with one object, in the order of the object; empty when nothing is.
  ///
  /// - Parameters:
  ///   - object: the exact bytes of the object. Bytes that are no JSON object give one finding.
  ///   - specVersion: what the bundle around it says, else the object (`SourceObject.specVersion`). Only `2.0` makes a
  ///     difference.
  public mutating func check(
    _ object: UnsafeBufferPointer<UInt8>, specVersion: String? = nil
  ) -> [STIXFinding] {
    check.run(object, stated: specVersion.flatMap(STIXSpecVersion.init(rawValue:)))
  }

  public mutating func check(_ object: [UInt8], specVersion: String? = nil) -> [STIXFinding] {
    object.withUnsafeBufferPointer { check($0, specVersion: specVersion) }
  }

  /// What is wrong with an object as it was read.
  public mutating func check(_ object: SourceObject) -> [STIXFinding] {
    check(object.bytes, specVersion: object.specVersion)
  }

  /// What is wrong with a bundle itself.
  ///
  /// - Parameters:
  ///   - id: as written; `nil` when it is missing.
  ///   - specVersion: as written.
  public static func checkBundle(id: String?, specVersion: String?) -> [STIXFinding] {
    let section = specVersion == "2.0" ? "STIX 2.0 Part 1 §5" : "STIX 2.1 §8"
    var findings: [STIXFinding] = []
    if var id {
      let isGood = id.withUTF8 { $0.hasPrefix("bundle--") && IdentifierForm($0) != nil }
      if !isGood {
        findings.append(
          STIXFinding(
            path: "id", rule: .identifier,
            message: "\(id.withUTF8(Excerpt.quoted)) is not bundle-- and a UUID", section: section))
      }
    } else {
      findings.append(
        STIXFinding(path: "id", rule: .required, message: "the bundle has no id", section: section))
    }
    if var specVersion, STIXSpecVersion(rawValue: specVersion) == nil {
      let version = specVersion.withUTF8(Excerpt.quoted)
      findings.append(
        STIXFinding(
          path: "spec_version", rule: .unchecked,
          message: "the bundle says it is of version \(version), and only 2.0 and 2.1 are known here",
          section: ""))
    }
    return findings
  }
}
