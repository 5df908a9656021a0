import Foundation

/// The project's own files, read as text.
struct ProjectFile: Sendable {
  /// Within the project, with `/` between the parts.
  let path: String
  let text: String

  var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }
}

enum Project {
  /// Two folders above this file's.
  static let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  private static let skipped: Set = [".build", ".git", "demo-office"]

  /// Every text file under the given folders and files, sorted by path; everything without an argument.
  static func files(_ places: String...) throws -> [ProjectFile] {
    let wanted = places.isEmpty ? try names(in: "").filter { !skipped.contains($0) } : places
    return try wanted.flatMap(paths).sorted().compactMap { path in
      let data = try Data(contentsOf: root.appending(path: path))
      return String(data: data, encoding: .utf8).map { ProjectFile(path: path, text: $0) }
    }
  }

  /// Every file below a folder, or the path itself when it is a file. Links are not followed.
  static func paths(below path: String) throws -> [String] {
    let values = try root.appending(path: path).resourceValues(forKeys: [.isDirectoryKey, .isSymbolicLinkKey])
    if values.isSymbolicLink == true || skipped.contains((path as NSString).lastPathComponent) { return [] }
    guard values.isDirectory == true else { return [path] }
    return try names(in: path).flatMap { try paths(below: path + "/" + $0) }
  }

  static func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: root.appending(path: folder).path).sorted()
  }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }
}
