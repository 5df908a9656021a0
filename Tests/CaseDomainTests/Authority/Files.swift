import Foundation

@testable import CaseDomain

/// The shipped data files, read from the project's folder.
enum Files {
  static func bytes(_ name: String) throws -> [UInt8] {
    var root = URL(fileURLWithPath: #filePath)
    for _ in 0..<4 { root.deleteLastPathComponent() }
    return Array(try Data(contentsOf: root.appending(path: "authorities/\(name).json")))
  }

  static func profile(_ name: String) throws -> AuthorityProfile {
    try ProfileFile.decode(bytes(name), file: "authorities/\(name).json")
  }

  static func holidays() throws -> HolidayCalendar {
    try HolidayFile.decode(bytes("us-federal-holidays"), file: "authorities/us-federal-holidays.json")
  }

  /// A text with one part of it replaced by another; both must fit.
  static func replacing(_ old: String, _ new: String, in name: String) throws -> [UInt8] {
    let text = String(decoding: try bytes(name), as: UTF8.self)
    guard let range = text.range(of: old) else { throw NotThere(text: old) }
    return Array(text.replacingCharacters(in: range, with: new).utf8)
  }

  struct NotThere: Error { let text: String }
}
