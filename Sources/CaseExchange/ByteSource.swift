import Foundation

/// Bytes that come from the front to the end, in pieces.
public protocol ByteSource: AnyObject {
  /// Fills the front of `buffer` (never empty) and says how many bytes were put there; 0 is the end.
  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int
}

extension ByteSource {
  /// Fills `buffer` as far as the bytes go; how many there are, and whether they are all.
  func fill(_ buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> (count: Int, isWhole: Bool) {
    var count = 0
    while count < buffer.count {
      let added = try read(into: .init(rebasing: buffer[count...]))
      if added == 0 { return (count, true) }
      count += added
    }
    return (count, false)
  }
}

/// A file that cannot be read.
public struct SourceError: Error, Equatable, Codable, Sendable {
  public let path: String
  /// Printed after "refused: ", so no full stop.
  public let reason: String
  public let remedy: String
  /// There is nothing of that path, as opposed to something that cannot be read.
  public let isMissing: Bool

  public init(path: String, reason: String, remedy: String) {
    self.path = path
    isMissing = false
    self.reason = reason
    self.remedy = remedy
  }

  /// It is not what it was when the bundle was listed.
  init(changed path: String) {
    self.init(
      path: path, reason: "it has changed since the bundle was listed",
      remedy: "see that nobody writes to it, and run this again")
  }

  init(path: String, errno code: Int32) {
    self.path = path
    isMissing = code == ENOENT
    switch code {
    case ELOOP:
      reason = "it is a symbolic link, and links are not followed"
      remedy = "give the path of the file itself"
    case ENOENT:
      reason = path.isEmpty ? "no path was given" : "there is no such file"
      remedy = path.isEmpty ? "name a file" : "check the path"
    default:
      reason = String(cString: strerror(code))
      remedy = "check that the file exists and that you may read it"
    }
  }
}

/// Bytes in memory; for tests and for what was already read.
public final class MemorySource: ByteSource {
  private let bytes: [UInt8]
  private let pieceBytes: Int
  private var position = 0

  /// - Parameter pieceBytes: at most so many bytes are given at once.
  public init(_ bytes: [UInt8], pieceBytes: Int = .max) {
    precondition(pieceBytes > 0)
    self.bytes = bytes
    self.pieceBytes = pieceBytes
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    let count = min(buffer.count, pieceBytes, bytes.count - position)
    bytes.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}

/// A source whose first bytes were looked at; it gives them again, and then the others.
final class PeekedSource: ByteSource {
  private let rest: any ByteSource
  private let head: [UInt8]
  private let isWhole: Bool
  private var position = 0

  /// - Parameter limitBytes: at most so many are looked at.
  /// - Throws: `ImportRefusal` when the source cannot be read.
  init(_ source: any ByteSource, limitBytes: Int = EvidenceFormats.sniffedBytes) throws(ImportRefusal) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: limitBytes, alignment: 16)
    defer { buffer.deallocate() }
    do throws(SourceError) {
      let found = try source.fill(buffer)
      head = Array(buffer[..<found.count])
      isWhole = found.isWhole
    } catch { throw ImportRefusal(error) }
    rest = source
  }

  func look<Answer>(_ body: (FileHead) -> Answer) -> Answer {
    head.withUnsafeBytes { body(FileHead($0, name: "", isWhole: isWhole)) }
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    guard position < head.count else { return isWhole ? 0 : try rest.read(into: buffer) }
    let count = min(buffer.count, head.count - position)
    head.withUnsafeBytes { buffer.copyMemory(from: .init(rebasing: $0[position..<position + count])) }
    position += count
    return count
  }
}

/// A regular file. Links, devices, sockets, pipes and folders are refused at opening.
public final class FileSource: ByteSource, Sendable {
  public let path: String
  /// At the time of opening.
  public let lengthBytes: Int
  /// When it was last changed, at the time of opening; equal for the same content.
  let stamp: Stamp
  private let descriptor: Int32

  /// Not the file's number: a stick in FAT, or a file system in user space, may give it another at each opening. Who
  /// puts another file in its place changes the time of its entry, which nobody can set.
  struct Stamp: Equatable, Sendable {
    let lengthBytes: Int
    /// Seconds and nanoseconds, of its bytes and of its entry.
    let changed: [Int]
  }

  public convenience init(path: String) throws(SourceError) {
    // O_NONBLOCK: opening a pipe must not wait for a writer. It does nothing on a regular file.
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    try self.init(descriptor: open(path, flags), path: path)
  }

  /// Opens `name` in the folder `folder` (a descriptor that stays the caller's).
  convenience init(folder: Int32, name: String, path: String) throws(SourceError) {
    let flags = O_RDONLY | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK | O_NOCTTY
    try self.init(descriptor: openat(folder, name, flags), path: path)
  }

  /// Takes over `descriptor`, which is negative when opening failed.
  private init(descriptor: Int32, path: String) throws(SourceError) {
    guard descriptor >= 0 else { throw SourceError(path: path, errno: errno) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else {
      let code = errno
      close(descriptor)
      throw SourceError(path: path, errno: code)
    }
    guard status.st_mode & S_IFMT == S_IFREG else {
      close(descriptor)
      let isFolder = status.st_mode & S_IFMT == S_IFDIR
      throw SourceError(
        path: path, reason: isFolder ? "it is a folder" : "it is not a regular file",
        remedy: isFolder ? "give the path of a file in it" : "give the path of a file that holds bytes")
    }
    self.descriptor = descriptor
    self.path = path
    lengthBytes = Int(status.st_size)
    let (bytes, entry) = (status.st_mtim, status.st_ctim)
    stamp = Stamp(
      lengthBytes: Int(status.st_size), changed: [bytes.tv_sec, bytes.tv_nsec, entry.tv_sec, entry.tv_nsec])
  }

  deinit { close(descriptor) }

  /// The open file, as long as this lives.
  public var openFile: Int32 { descriptor }

  /// Takes over an open file, which is read from its beginning.
  public convenience init(taking descriptor: Int32, path: String) throws(SourceError) {
    try self.init(descriptor: descriptor, path: path)
    guard lseek(self.descriptor, 0, SEEK_SET) == 0 else { throw SourceError(path: path, errno: errno) }
  }

  public func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    while true {
      let count = Foundation.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      if errno != EINTR { throw SourceError(path: path, errno: errno) }
    }
  }

  /// As `read(into:)`, from anywhere; the two do not disturb each other.
  public func read(
    at offset: Int, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SourceError) -> Int {
    while true {
      let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
      if count >= 0 { return count }
      if errno != EINTR { throw SourceError(path: path, errno: errno) }
    }
  }
}
