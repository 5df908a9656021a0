import Foundation

/// A file that has no name and is gone when nobody holds it: for unpacked bytes that must be read anywhere.
///
/// No name of an archive takes part in where it lies. Mode 0600, in the temporary folder of the system.
final class UnnamedFile: RandomBytes {
  let path: String
  let lengthBytes: Int
  private let descriptor: Int32

  var part: FilePart? { FilePart(file: descriptor, start: 0, lengthBytes: lengthBytes) }

  /// Copies `source` to its end.
  ///
  /// - Parameter path: for the messages.
  /// - Parameter admit: asked before each piece is written, with how many bytes there would be then.
  init(
    _ source: any ByteSource, path: String, admit: (Int) throws(SourceError) -> Void
  ) throws(SourceError) {
    let made = try Self.make(path)
    defer { close(made) }
    lengthBytes = try Self.copy(source, to: made, path, admit)
    // It is handed to whoever reads it, and that one must not be able to change it (docs/decisions/0034).
    descriptor = open("/proc/self/fd/\(made)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.noRoom(path, errno) }
    self.path = path
  }

  deinit { close(descriptor) }

  func read(at offset: Int, into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw SourceError(path: path, errno: errno) }
    }
  }

  /// Linux's flag for a file without a name; the C headers build it from others, which Swift does not see.
  private static let withoutName = 0o20_000_000 | O_DIRECTORY

  private static func make(_ path: String) throws(SourceError) -> Int32 {
    let folder = NSTemporaryDirectory()
    let descriptor = open(folder, withoutName | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { return descriptor }
    // Not every file system has files without names: one that is unlinked at once is as good.
    var template = Array((folder + "/unpacked-XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard made >= 0 else { throw noRoom(path, errno) }
    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
    let isGone = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { unlink($0) == 0 } ?? false
    }
    guard isGone else {
      let code = errno
      close(made)
      throw noRoom(path, code)
    }
    return made
  }

  private static func noRoom(_ path: String, _ code: Int32) -> SourceError {
    SourceError(
      path: path, reason: "it cannot be unpacked: \(String(cString: strerror(code)))",
      remedy: "make room in the folder for temporary files, or name another in TMPDIR")
  }

  private static func copy(
    _ source: any ByteSource, to descriptor: Int32, _ path: String,
    _ admit: (Int) throws(SourceError) -> Void
  ) throws(SourceError) -> Int {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 * 1024, alignment: 16)
    defer { buffer.deallocate() }
    var total = 0
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return total }
      try admit(total + count)
      var written = 0
      while written < count {
        let added = write(descriptor, buffer.baseAddress?.advanced(by: written), count - written)
        if added < 0, errno == EINTR { continue }
        guard added > 0 else { throw noRoom(path, errno) }
        written += added
      }
      total += count
    }
  }
}
