/// Where a rule comes from: the instrument, the version of its text, and the section.
///
/// Printed in memos and refusals: `H.R. 8283 (IH) §4(g)(2)`.
public struct Citation: Hashable, Sendable {
  public let instrument: String
  /// The version of the text, such as `IH` (introduced in the House); `nil` when there is only one.
  public let version: String?
  /// Empty when the instrument is cited as a whole: `90 FR 47201`.
  public let section: String

  public init(_ instrument: String, version: String? = nil, section: String) {
    self.instrument = instrument
    self.version = version
    self.section = section
  }

  /// A section of the bill as introduced, the only text this program ships.
  public static func bill(_ section: String) -> Citation {
    Citation("H.R. 8283", version: "IH", section: section)
  }

  /// A rule that an agency may change: no statute demands it.
  public static func policy(_ section: String) -> Citation {
    Citation("agency policy", section: section)
  }
}

extension Citation: CustomStringConvertible {
  public var description: String {
    "\(instrument)\(version.map { " (\($0))" } ?? "")\(section.isEmpty ? "" : " §\(section)")"
  }
}
