import CAuthorities
import CaseDomain

/// The files of `authorities/` that the program carries: profiles and holidays.
public enum ShippedProfiles {
  public struct File: Sendable {
    /// Without `.json`.
    public let name: String
    public let bytes: [UInt8]

    public var path: String { "authorities/\(name).json" }
  }

  /// By name.
  public static let files: [File] = (0..<case_authority_count()).map { index in
    let file = case_authority_at(index)
    return File(
      name: String(cString: file.name),
      bytes: Array(UnsafeBufferPointer(start: file.json, count: file.length)))
  }

  /// Texts and policies, as shipped.
  public static let profiles: [AuthorityProfile] = files.filter { $0.name != holidaysName }
    .map { decoded($0, ProfileFile.decode) }

  /// What an office starts with.
  public static let history = ProfileHistory(shipped: profiles)

  public static let holidays: HolidayCalendar = {
    guard let file = files.first(where: { $0.name == holidaysName }) else {
      preconditionFailure("\(holidaysName) is not embedded")
    }
    return decoded(file, HolidayFile.decode)
  }()

  private static let holidaysName = "us-federal-holidays"

  /// A shipped file that cannot be read is a bug, found by a test before any release.
  private static func decoded<Value>(
    _ file: File, _ decode: ([UInt8], String) throws(DataFileFault) -> Value
  ) -> Value {
    do {
      return try decode(file.bytes, file.path)
    } catch {
      preconditionFailure(error.message)
    }
  }
}
