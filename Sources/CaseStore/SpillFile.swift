import Foundation

/// A temporary file that is gone with its last user, however that ends.
public final class SpillFile: Sendable {
  private let descriptor: Int32

  /// It lies in the store's own folder: what is evidence does not go to a place that others share.
  public init(in folder: StoreFolder) throws {
    let name = folder.temporaryFile()
    descriptor = open(name, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      throw StoreError.system("cannot make the temporary file \(name)", code: errno)
    }
    unlink(name)
  }

  deinit { close(descriptor) }

  /// The file once more, to be read only, for whoever closes it; negative when the system gives none.
  ///
  /// Who reads hostile bytes must not be able to change them (docs/decisions/0034).
  public func reopened() -> Int32 { open("/proc/self/fd/\(descriptor)", O_RDONLY | O_CLOEXEC) }

  public func append(_ bytes: UnsafeRawBufferPointer) throws {
    try DurableFile.writeAll(bytes, to: descriptor, name: "a temporary file")
  }

  /// Exactly so many bytes, all of which were written.
  public func bytes(at offset: Int, count: Int) throws -> [UInt8] {
    try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      try fill(UnsafeMutableRawBufferPointer(buffer), from: offset)
      filled = count
    }
  }

  func fill(_ bytes: UnsafeMutableRawBufferPointer, from offset: Int) throws {
    var filled = 0
    while filled < bytes.count {
      let count = pread(descriptor, bytes.baseAddress! + filled, bytes.count - filled, off_t(offset + filled))
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw StoreError.system("cannot read a temporary file", code: errno) }
      guard count > 0 else { throw StoreError.damaged("a temporary file is shorter than what was written") }
      filled += count
    }
  }
}
