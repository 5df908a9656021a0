import CaseDomain
import Crypto
import Foundation

/// Evidence bytes as files named by their SHA-256: `blobs/ab/cd…`. A file is never changed, and one that was
/// damaged is replaced when its content comes again; every read of a whole file is checked against its name.
public struct EvidenceVault: Sendable {
  private let folder: StoreFolder
  /// Files are copied and hashed in pieces, so memory does not grow with them.
  static let pieceBytes = 1 << 20

  init(_ folder: StoreFolder) { self.folder = folder }

  public func path(of hash: Digest256) -> String {
    let hex = hash.hex
    return "\(folder.blobs)/\(hex.prefix(2))/\(hex.dropFirst(2))"
  }

  public func holds(_ hash: Digest256) -> Bool { access(path(of: hash), F_OK) == 0 }

  /// Copies a regular file into the vault.
  ///
  /// - Throws: when the source is not a regular file, changes while it is read, or the disk fails;
  ///   then nothing is left behind.
  public func take(_ source: String, name: String, mediaType: String, isCancelled: () -> Bool = { false })
    throws -> FileFacts
  {
    guard !source.isEmpty else { throw StoreError.usage("no path was given", remedy: "name a file") }
    // Without O_NONBLOCK a pipe that nobody writes to is waited for.
    let file = open(source, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard file >= 0 else {
      guard errno == ELOOP else { throw StoreError.system("cannot open \(source)", code: errno) }
      throw StoreError.usage(
        "\(source) is a symbolic link, and links are not followed",
        remedy: "give the path of the file itself")
    }
    defer { close(file) }
    var facts = stat()
    guard fstat(file, &facts) == 0 else { throw StoreError.system("cannot read \(source)", code: errno) }
    guard facts.st_mode & S_IFMT != S_IFDIR else {
      throw StoreError.usage(
        "\(source) is a folder",
        remedy: "give a file; what is in a folder is taken in with: casetui import apply")
    }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw StoreError.usage("\(source) is not a regular file", remedy: "give a file that holds bytes")
    }
    return try take(name: name, mediaType: mediaType) { buffer in
      if isCancelled() { throw CancellationError() }
      let count = try Self.next(of: file, into: buffer, source)
      // The end, and the copy has no name yet.
      if count == 0 { try Self.requireUnchanged(file, since: facts, source) }
      return count
    }
  }

  /// Reads on, past what interrupts it; 0 at the end.
  private static func next(
    of file: Int32, into buffer: UnsafeMutableRawBufferPointer, _ name: String
  ) throws -> Int {
    while true {
      let count = Foundation.read(file, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      guard errno == EINTR else { throw StoreError.system("cannot read \(name)", code: errno) }
    }
  }

  /// What was written to while it was read is a mixture that never was.
  private static func requireUnchanged(_ file: Int32, since before: stat, _ source: String) throws {
    var now = stat()
    guard fstat(file, &now) == 0 else { throw StoreError.system("cannot read \(source)", code: errno) }
    func isSame(_ one: timespec, _ other: timespec) -> Bool {
      one.tv_sec == other.tv_sec && one.tv_nsec == other.tv_nsec
    }
    guard now.st_size == before.st_size, isSame(now.st_mtim, before.st_mtim),
      isSame(now.st_ctim, before.st_ctim)
    else {
      throw StoreError.invalid(
        "\(source) changed while it was read", remedy: "give it again when nothing writes to it any more")
    }
  }

  /// Stores bytes that are in memory.
  public func take(_ bytes: [UInt8], name: String, mediaType: String) throws -> FileFacts {
    var offset = 0
    return try take(name: name, mediaType: mediaType) { buffer in
      let count = min(buffer.count, bytes.count - offset)
      bytes.withUnsafeBytes {
        buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[offset..<offset + count]))
      }
      offset += count
      return count
    }
  }

  /// The SHA-256 of what `next` delivers: the count of bytes it put into the buffer, 0 at the end.
  public static func hash(_ next: (UnsafeMutableRawBufferPointer) throws -> Int) throws -> Digest256 {
    var hasher = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try next(buffer)
      if count == 0 { return hasher.finalize().withUnsafeBytes(Digest256.init(loading:)) }
      hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Stores what `next` delivers: the count of bytes it put into the buffer, 0 at the end.
  public func take(
    name: String, mediaType: String, next: (UnsafeMutableRawBufferPointer) throws -> Int
  ) throws -> FileFacts {
    let temporary = folder.temporaryFile()
    let file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StoreError.system("cannot write \(temporary)", code: errno) }
    var done = false
    defer {
      close(file)
      if !done { unlink(temporary) }
    }
    var whole = SHA256()
    var chunks: [Digest256] = []
    var size: UInt64 = 0
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: EvidenceVault.pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      var filled = 0
      while filled < buffer.count {
        let count = try next(UnsafeMutableRawBufferPointer(rebasing: buffer[filled...]))
        if count == 0 { break }
        filled += count
      }
      if filled == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<filled])
      whole.update(bufferPointer: piece)
      chunks.append(Digest256.sha256(piece))
      try DurableFile.writeAll(piece, to: file, name: temporary)
      size += UInt64(filled)
      if filled < buffer.count { break }
    }
    let hash = whole.finalize().withUnsafeBytes(Digest256.init(loading:))
    // Records are read from the copy here: what was damaged since it came must not pass under the name of what is good.
    if !holds(hash) || check(hash) != .intact {
      guard fsync(file) == 0 else { throw StoreError.system("fsync \(temporary)", code: errno) }
      try settle(temporary, as: hash)
      done = true
    }
    return FileFacts(
      sha256: hash, bytes: size, mediaType: mediaType, name: name, chunkRoot: Merkle.root(chunks))
  }

  /// Precondition: nothing cites it, and the store's lock is held.
  func remove(_ hash: Digest256) throws {
    if unlink(path(of: hash)) != 0, errno != ENOENT {
      throw StoreError.system("cannot remove \(path(of: hash))", code: errno)
    }
  }

  private func settle(_ temporary: String, as hash: Digest256) throws {
    let target = path(of: hash)
    let parent = target.folderAround
    if mkdir(parent, 0o700) != 0, errno != EEXIST {
      throw StoreError.system("cannot make \(parent)", code: errno)
    }
    guard rename(temporary, target) == 0 else { throw StoreError.system("rename to \(target)", code: errno) }
    try DurableFile.syncFolder(parent)
    try DurableFile.syncFolder(folder.blobs)
  }

  // MARK: reading

  /// Hands the content out in pieces and then says whether it was what its name says.
  public func read(_ hash: Digest256, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
    let path = path(of: hash)
    let file = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else {
      throw errno == ENOENT
        ? StoreError.notFound("content \(hash) in this store", list: "casetui evidence list")
        : StoreError.system("cannot open \(path)", code: errno)
    }
    defer { close(file) }
    var hasher = SHA256()
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: EvidenceVault.pieceBytes, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try Self.next(of: file, into: buffer, path)
      if count == 0 { break }
      let piece = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      hasher.update(bufferPointer: piece)
      try body(piece)
    }
    let found = hasher.finalize().withUnsafeBytes(Digest256.init(loading:))
    guard found == hash else { throw StoreError.damaged("content \(hash) now hashes to \(found)") }
  }

  public func bytes(_ hash: Digest256) throws -> [UInt8] {
    var all: [UInt8] = []
    try read(hash) { all.append(contentsOf: $0) }
    return all
  }

  /// What re-hashing a file shows.
  public enum Check: Hashable, Sendable {
    case intact
    case missing
    case damaged(found: Digest256)
    case unreadable(String)
  }

  public func check(_ hash: Digest256) -> Check {
    do {
      try read(hash) { _ in }
      return .intact
    } catch StoreError.notFound {
      return .missing
    } catch StoreError.damaged(let text) {
      return .damaged(found: Digest256(hex: String(text.suffix(64))) ?? .zero)
    } catch {
      return .unreadable("\(error)")
    }
  }

  /// Copies content out to a new file.
  public func export(_ hash: Digest256, to path: String) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StoreError.notMade(path, code: errno) }
    var done = false
    defer {
      close(file)
      if !done { unlink(path) }
    }
    try read(hash) { try DurableFile.writeAll($0, to: file, name: path) }
    guard fsync(file) == 0 else { throw StoreError.system("fsync \(path)", code: errno) }
    done = true
  }

  // MARK: pieces from peers

  private func partial(_ hash: Digest256) -> String { "\(folder.blobs)/partial-\(hash.hex)" }

  /// Bytes of an unfinished transfer.
  func partialBytes(_ hash: Digest256) -> UInt64 {
    var facts = stat()
    return stat(partial(hash), &facts) == 0 ? UInt64(facts.st_size) : 0
  }

  func piece(_ hash: Digest256, offset: UInt64, count: Int) throws -> [UInt8]? {
    let file = open(path(of: hash), O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: count)
    while true {
      let got = bytes.withUnsafeMutableBytes { pread(file, $0.baseAddress, $0.count, off_t(offset)) }
      if got >= 0 { return Array(bytes.prefix(got)) }
      guard errno == EINTR else { throw StoreError.system("cannot read content \(hash)", code: errno) }
    }
  }

  /// Appends a piece of an unfinished transfer. Returns false, and drops what is there, when the whole
  /// does not have the hash it should.
  func append(_ bytes: [UInt8], to hash: Digest256, size: UInt64, offset: UInt64) throws -> Bool {
    if holds(hash) { return true }
    let path = partial(hash)
    let file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StoreError.system("cannot write \(path)", code: errno) }
    defer { close(file) }
    guard partialBytes(hash) == offset, offset + UInt64(bytes.count) <= size else {
      unlink(path)
      return false
    }
    lseek(file, 0, SEEK_END)
    try bytes.withUnsafeBytes { try DurableFile.writeAll($0, to: file, name: path) }
    guard offset + UInt64(bytes.count) == size else { return true }
    guard fsync(file) == 0 else { throw StoreError.system("fsync \(path)", code: errno) }
    lseek(file, 0, SEEK_SET)
    guard try Self.hash({ try Self.next(of: file, into: $0, path) }) == hash else {
      unlink(path)
      return false
    }
    try settle(path, as: hash)
    return true
  }
}
