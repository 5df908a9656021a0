import Foundation

/// One lock over every commit and every checkpoint, across processes.
///
/// SQLite 3.7.0–3.51.2 can corrupt a database when a commit races a checkpoint (the WAL-reset bug);
/// Debian 12's 3.40.1 has it (`docs/architecture.md` §5). The lock excludes the race.
final class StoreLock: @unchecked Sendable {
  private let path: String
  private let file: Int32

  init(_ folder: StoreFolder) throws {
    path = folder.path
    file = open(folder.lock, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard file >= 0 else { throw StoreError.system("cannot open \(folder.lock)", code: errno) }
  }

  deinit { close(file) }

  /// Runs `body` with the lock held. Waits up to `seconds` for another process.
  func withLock<Result>(waiting seconds: Double = 30, _ body: () throws -> Result) throws -> Result {
    try acquire(seconds)
    defer { flock(file, LOCK_UN) }
    return try body()
  }

  private func acquire(_ seconds: Double) throws {
    if flock(file, LOCK_EX | LOCK_NB) == 0 { return note() }
    let deadline = ContinuousClock.now + .seconds(seconds)
    while ContinuousClock.now < deadline {
      usleep(2000)
      if flock(file, LOCK_EX | LOCK_NB) == 0 { return note() }
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw StoreError.system("cannot lock \(path)", code: errno)
      }
    }
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(file, &buffer, buffer.count, 0)
    let text = String(decoding: buffer.prefix(max(0, count)), as: UTF8.self)
    let holder = text.split(separator: "\n").first.map { "process \($0)" }
    throw StoreError.busy(path, holder: holder)
  }

  /// Leaves this process's number for whoever waits.
  private func note() {
    let text = Array("\(getpid())\n".utf8)
    _ = text.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
  }
}
