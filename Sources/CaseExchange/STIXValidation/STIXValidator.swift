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

  private let bundleVersion: STIXSpecVersion?
  private var check = ObjectCheck()

  /// For the objects of one file.
  ///
  /// - Parameter bundleVersion: the bundle's own `spec_version`, as written; `nil` when it has none, when
  ///   it is not known yet, and without a bundle. Only `2.0` makes a difference.
  public init(bundleVersion: String? = nil) {
    self.bundleVersion = bundleVersion.flatMap(STIXSpecVersion.init(rawValue:))
  }

  /// What is wrong with one object, in the order of the object; empty when nothing is.
  ///
  /// - Parameter object: the exact bytes of the object. Bytes that are no JSON object give one finding.
  public mutating func check(_ object: UnsafeBufferPointer<UInt8>) -> [STIXFinding] {
    check.run(object, bundle: bundleVersion)
  }

  public mutating func check(_ object: [UInt8]) -> [STIXFinding] {
    object.withUnsafeBufferPointer { check($0) }
  }

  /// What is wrong with a bundle itself.
  ///
  /// - Parameters:
  ///   - id: as written; `nil` when it is missing.
  ///   - specVersion: as written.
  public static func checkBundle(id: String?, specVersion: String?) -> [STIXFinding] {
    let section = specVersion == "2.0" ? "STIX 2.0 Part 1 §5" : "STIX 2.1 §8"
    guard var id else {
      return [
        STIXFinding(path: "id", rule: .required, message: "the bundle has no id", section: section)
      ]
    }
    let isGood = id.withUTF8 { $0.hasPrefix("bundle--") && IdentifierForm($0) != nil }
    return isGood
      ? []
      : [
        STIXFinding(
          path: "id", rule: .identifier, message: "\(id.withUTF8(Excerpt.quoted)) is not bundle-- and a UUID",
          section: section)
      ]
  }
}
