import CaseStore
import Foundation

/// A new file that is written piece by piece: whole or not at all, and never over another.
final class StreamedFile {
  private let file: Int32
  private let path: String
  private var bytes: [UInt8] = []

  private init(_ file: Int32, _ path: String) {
    self.file = file
    self.path = path
  }

  /// Runs `body` on a file that is gone again when it throws.
  static func make<Result>(
    _ path: String, mode: mode_t = 0o600, _ body: (StreamedFile) throws -> Result
  ) throws -> Result {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw StoreError.notMade(path, code: errno) }
    var isDone = false
    defer {
      close(file)
      if !isDone { unlink(path) }
    }
    let output = StreamedFile(file, path)
    let result = try body(output)
    try output.flush()
    guard fsync(file) == 0 else { throw StoreError.system("fsync \(path)", code: errno) }
    isDone = true
    return result
  }

  func write(_ piece: some Sequence<UInt8>) throws {
    bytes.append(contentsOf: piece)
    if bytes.count > 1 << 16 { try flush() }
  }

  private func flush() throws {
    try NewFile.writeAll(bytes, to: file, name: path)
    bytes.removeAll(keepingCapacity: true)
  }
}
