import CaseStore
import Foundation

/// A new file that is written piece by piece: whole or not at all, and never over another. Ctrl-C stops it.
final class StreamedFile {
  private let file: Int32
  private let path: String
  private var bytes: [UInt8] = []

  private init(_ file: Int32, _ path: String) {
    self.file = file
    self.path = path
  }

  /// Runs `body` on a file beside its place, which gets its name when it is whole, and is gone again when `body` throws.
  ///
  /// - Throws: `CancellationError` when somebody asked to stop.
  static func make<Result>(
    _ path: String, mode: mode_t = 0o600, _ body: (StreamedFile) throws -> Result
  ) throws -> Result {
    // Said before the work, and not after it.
    try NewFile.requireName(path)
    var facts = stat()
    guard lstat(path, &facts) != 0 else { throw StoreError.notMade(path, code: EEXIST) }
    // Not the name and more: a long one would be too long.
    let temporary = path.folderAround + "/.casetui-\(getpid())-\(UInt32.random(in: .min ... .max)).new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw StoreError.notMade(path, code: errno) }
    var isDone = false
    defer {
      close(file)
      if !isDone { unlink(temporary) }
    }
    let output = StreamedFile(file, path)
    let result = try body(output)
    try output.flush()
    guard fsync(file) == 0 else { throw StoreError.system("fsync \(path)", code: errno) }
    try name(temporary, path)
    isDone = true
    return result
  }

  /// Gives a whole file its name, which may have been taken meanwhile.
  private static func name(_ temporary: String, _ path: String) throws {
    let place = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard place >= 0 else { throw StoreError.notMade(path, code: errno) }
    close(place)
    guard rename(temporary, path) == 0 else {
      let code = errno
      unlink(path)
      throw StoreError.system("rename to \(path)", code: code)
    }
  }

  func write(_ piece: some Sequence<UInt8>) throws {
    bytes.append(contentsOf: piece)
    if bytes.count > 1 << 16 { try flush() }
  }

  private func flush() throws {
    if Interruption.isAsked { throw CancellationError() }
    try NewFile.writeAll(bytes, to: file, name: path)
    bytes.removeAll(keepingCapacity: true)
  }
}
