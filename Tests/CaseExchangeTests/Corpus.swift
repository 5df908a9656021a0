import CaseTesting
import Foundation
import Testing

extension Corpus {
  static let isMissing: Comment = "SKIPPED: no corpus (docs/testing.md §1)"

  /// Facts about the files under `prefix`, sorted by path.
  static func expected(_ prefix: String) throws -> [(path: String, facts: [String: Any])] {
    let data = try Data(contentsOf: folder!.appendingPathComponent("EXPECTED.json"))
    let all = try JSONSerialization.jsonObject(with: data) as! [String: [String: Any]]
    return all.filter { $0.key.hasPrefix(prefix) }.map { ($0.key, $0.value) }.sorted { $0.0 < $1.0 }
  }

  /// The file's bytes, unpacked when its name ends in `.gz`.
  static func bytes(_ path: String) throws -> [UInt8] {
    let file = folder!.appendingPathComponent(path)
    guard path.hasSuffix(".gz") else { return [UInt8](try Data(contentsOf: file)) }
    return [UInt8](try output(of: "/bin/gzip", ["-dc", file.path]))
  }

  @discardableResult
  static func output(of program: String, _ arguments: [String]) throws -> Data {
    let process = Process()
    let pipe = Pipe()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    process.standardOutput = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    return data
  }
}

/// A folder that is gone when the test is over.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appendingPathComponent("exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: false)
    path = url.path
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(fileURLWithPath: path).appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(text.utf8).write(to: url)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }
}
