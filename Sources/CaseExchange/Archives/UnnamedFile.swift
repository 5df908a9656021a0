import Foundation

/// A file that has no name and is gone when nobody holds it: for unpacked bytes that must be read anywhere.
///
/// No name of an archive takes part in where it lies. Mode 0600.
final class UnnamedFile: RandomBytes {
  let path: String
  let lengthBytes: Int
  private let descriptor: Int32

  var part: FilePart? { FilePart(file: descriptor, start: 0, lengthBytes: lengthBytes) }

  /// Copies `source` to its end.
  ///
  /// - Parameters:
  ///   - folder: where it lies.
  ///   - path: for the messages.
  ///   - admit: asked before each piece is written, with how many bytes there would be then.
  init(
    _ source: any ByteSource, in folder: String, path: String, admit: (Int) throws(SourceError) -> Void
  ) throws(SourceError) {
    let made = try Self.make(in: folder, path)
    defer { close(made) }
    lengthBytes = try Self.copy(source, to: made, in: folder, path, admit)
    // It is handed to whoever reads it, and that one must not be able to change it (docs/decisions/0034).
    descriptor = open("/proc/self/fd/\(made)", O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw Self.noRoom(in: folder, path, errno) }
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

  private static func make(in folder: String, _ path: String) throws(SourceError) -> Int32 {
    let descriptor = open(folder, withoutName | O_RDWR | O_CLOEXEC, 0o600)
    if descriptor >= 0 { return descriptor }
    // Not every file system has files without names: one that is unlinked at once is as good. Its name is that of other
    // files that a store is given, so that it goes where this process is killed in between.
    var template = Array((folder + "/incoming-\(getpid())-XXXXXX").utf8CString)
    let made = template.withUnsafeMutableBufferPointer { buffer in
      buffer.baseAddress.map { mkstemp($0) } ?? -1
    }
    guard made >= 0 else { throw noRoom(in: folder, path, errno) }
    _ = fcntl(made, F_SETFD, FD_CLOEXEC)
    let isGone = template.withUnsafeBufferPointer { buffer in
      buffer.baseAddress.map { unlink($0) == 0 } ?? false
    }
    guard isGone else {
      let code = errno
      close(made)
      throw noRoom(in: folder, path, code)
    }
    return made
  }

  private static func noRoom(in folder: String, _ path: String, _ code: Int32) -> SourceError {
    SourceError(
      path: path, reason: "it cannot be unpacked: \(String(cString: strerror(code)))",
      remedy: "make room in \(folder), where it lies while it is read")
  }

  private static func copy(
    _ source: any ByteSource, to descriptor: Int32, in folder: String, _ path: String,
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
        guard added > 0 else { throw noRoom(in: folder, path, errno) }
        written += added
      }
      total += count
    }
  }
}
