import Foundation

/// A file that only its user may read, such as one with a key.
public enum PrivateFile {
  /// The whole of it.
  ///
  /// - Parameter limit: bytes; a longer file is refused.
  /// - Throws: `StoreError.unsafeFile` when it belongs to another user, or others may read or write it;
  ///   `StoreError.invalid` when it is no regular file.
  public static func read(_ path: String, limit: Int = .max) throws -> [UInt8] {
    // Without O_NONBLOCK a pipe that nobody writes to is waited for.
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else { throw StoreError.system("cannot open \(path)", code: errno) }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw StoreError.system("fstat \(path)", code: errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw StoreError.invalid("\(path) is not a regular file", remedy: "give the file itself")
    }
    guard facts.st_uid == geteuid() else { throw StoreError.unsafeFile("\(path) belongs to another user") }
    guard facts.st_mode & 0o077 == 0 else {
      let mode = String(facts.st_mode & 0o777, radix: 8)
      throw StoreError.unsafeFile("\(path) is open to other users (mode \(mode))")
    }
    guard facts.st_size <= limit else {
      throw StoreError.invalid(
        "\(path) has \(facts.st_size) bytes; at most \(limit) are read",
        remedy: "check that it is the right file")
    }
    var bytes = [UInt8](repeating: 0, count: Int(facts.st_size))
    var filled = 0
    while filled < bytes.count {
      let count = bytes.withUnsafeMutableBytes {
        Foundation.read(file, $0.baseAddress! + filled, $0.count - filled)
      }
      guard count > 0 else { throw StoreError.system("cannot read \(path)", code: errno) }
      filled += count
    }
    return bytes
  }
}
