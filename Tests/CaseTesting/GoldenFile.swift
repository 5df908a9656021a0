import Foundation

/// A file with the expected text, in the folder Golden beside the test that asks for it.
public enum GoldenFile {
  /// Compares with `Golden/NAME`, byte for byte: canonically equivalent text is another picture. With
  /// `RECORD=1` the file is written anew instead, to be read like code.
  ///
  /// - Parameter filePath: of the test.
  /// - Returns: where the first difference is; `nil` when there is none, or when the file was written.
  public static func difference(
    of actual: String, from name: String, beside filePath: String
  ) throws -> String? {
    let folder = URL(fileURLWithPath: filePath).deletingLastPathComponent().appendingPathComponent("Golden")
    let file = folder.appendingPathComponent(name)
    if ProcessInfo.processInfo.environment["RECORD"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(actual.utf8).write(to: file)
      return nil
    }
    // One that cannot be read fails the test just so.
    guard let data = try? Data(contentsOf: file) else {
      return "\(name) is missing: record it with RECORD=1"
    }
    guard data != Data(actual.utf8) else { return nil }
    let expected = String(decoding: data, as: UTF8.self).split(
      separator: "\n", omittingEmptySubsequences: false)
    let lines = actual.split(separator: "\n", omittingEmptySubsequences: false)
    let first = zip(expected, lines).enumerated().first {
      !$0.element.0.utf8.elementsEqual($0.element.1.utf8)
    }
    let line = first?.offset ?? min(expected.count, lines.count)
    return """
      \(name) differs from line \(line + 1):
      expected |\(line < expected.count ? expected[line] : "(end)")|
      actual   |\(line < lines.count ? lines[line] : "(end)")|
      """
  }
}
