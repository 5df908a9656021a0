import CaseStore
import Foundation

/// A file that is written whole or not at all, and never over another.
enum NewFile {
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
    try requireName(path)
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw StoreError.notMade(path, code: errno) }
    var isDone = false
    defer {
      close(file)
      if !isDone { unlink(path) }
    }
    try writeAll(bytes, to: file, name: path)
    guard fsync(file) == 0 else { throw StoreError.system("fsync \(path)", code: errno) }
    isDone = true
  }

  /// - Throws: `Usage` for no path, and for `-`, which elsewhere is often standard output.
  static func requireName(_ path: String) throws(Usage) {
    guard !path.isEmpty else {
      throw Usage(message: "no path to write to was given", remedy: "name a new file")
    }
    guard path != "-" else {
      throw Usage(
        message: "- is not standard output", remedy: "name a new file; ./- is one that is called so")
    }
  }

  /// Writes every byte, however many the system takes at a time.
  static func writeAll(_ bytes: [UInt8], to file: Int32, name: String) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw StoreError.system("cannot write \(name)", code: errno) }
      rest = rest.dropFirst(count)
    }
  }
}
