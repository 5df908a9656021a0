import CaseDomain
import Foundation

/// The folder of a store and the safe ways to its files (`docs/architecture.md` §5): mode 0700, files 0600.
public struct StoreFolder: Sendable, Hashable {
  public let path: String

  public init(_ path: String) {
    self.path = (path as NSString).standardizingPath
  }

  public var database: String { path + "/case.db" }
  public var log: String { path + "/case.db-wal" }
  public var lock: String { path + "/lock" }
  public var witness: String { path + "/witness" }
  public var keys: String { path + "/keys" }
  public var blobs: String { path + "/blobs" }
  public var sealKey: String { keys + "/seal.p384" }

  /// A name for a file that is written now and has no name of its own yet; it says by which process.
  func temporaryFile() -> String {
    var generator = SystemRandomNumberGenerator()
    return "\(blobs)/incoming-\(getpid())-\(String(generator.next(), radix: 16))"
  }

  /// Makes a folder for what another program of this machine is given and makes; whoever asked for it removes it.
  ///
  /// - Throws: `StoreError.system`.
  public func makeTemporaryFolder() throws -> String {
    var generator = SystemRandomNumberGenerator()
    let made = "\(path)/passing-\(getpid())-\(String(generator.next(), radix: 16))"
    guard mkdir(made, 0o700) == 0 else { throw StoreError.system("cannot make \(made)", code: errno) }
    return made
  }

  var scratchDatabase: String { path + "/verify-\(getpid()).db" }

  /// Removes what processes left that are no more: killed, they could not do it themselves.
  ///
  /// - Throws: for a folder that cannot be read, or something that cannot be removed.
  public func removeLeftovers() throws {
    for (folder, prefix) in [(blobs, "incoming-"), (path, "verify-"), (path, "passing-")] {
      let names: [String]
      do {
        names = try FileManager.default.contentsOfDirectory(atPath: folder)
      } catch {
        throw StoreError.system("cannot read \(folder): \(error)", code: EIO)
      }
      for name in names where name.hasPrefix(prefix) {
        let digits = name.dropFirst(prefix.count).prefix { $0.isASCII && $0.isNumber }
        guard let process = pid_t(digits), process > 0, kill(process, 0) != 0, errno == ESRCH else {
          continue
        }
        let left = "\(folder)/\(name)"
        guard unlink(left) != 0, errno != ENOENT else { continue }
        guard errno == EISDIR else { throw StoreError.system("cannot remove \(left)", code: errno) }
        try FileManager.default.removeItem(atPath: left)
      }
    }
  }

  public var isStore: Bool { access(database, F_OK) == 0 }

  /// The store that a file or folder is, or is somewhere in; `nil` for none. Links on the way are followed.
  public static func enclosing(_ path: String) -> String? {
    var path = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    while true {
      let folder = StoreFolder(path)
      if folder.isStore, access(folder.keys, F_OK) == 0 { return path }
      if path == path.folderAround { return nil }
      path = path.folderAround
    }
  }

  /// A store's keys must not become evidence, which goes to other offices.
  ///
  /// - Throws: `StoreError.usage` for a path that is a store, or leads into one.
  public static func refuseStore(_ path: String) throws(StoreError) {
    guard let store = enclosing(path) else { return }
    throw .usage(
      "\(path) is a store, or in one (\(store)): its keys and cases are no evidence",
      remedy: "give the path of the files themselves; offices share cases with casetui sync")
  }

  /// Makes the folder and what is in it; refuses one that already holds a store.
  func create() throws {
    guard !path.isEmpty else {
      throw StoreError.usage("a store needs a folder", remedy: "give the path of the folder to make")
    }
    guard !isStore else { throw StoreError.alreadyAStore(path) }
    for folder in [path, keys, blobs] {
      if mkdir(folder, 0o700) != 0, errno != EEXIST {
        if errno == ENOENT {
          try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        } else {
          throw StoreError.system("cannot make \(folder)", code: errno)
        }
      }
      guard chmod(folder, 0o700) == 0 else { throw StoreError.system("chmod \(folder)", code: errno) }
    }
  }

  /// Where people's own keys are; made when the first is.
  var personalKeys: String { keys + "/people" }

  func createPersonalKeys() throws {
    guard mkdir(personalKeys, 0o700) == 0 || errno == EEXIST else {
      throw StoreError.system("cannot make \(personalKeys)", code: errno)
    }
  }

  /// Refuses a folder that others may enter or that belongs to somebody else.
  func check() throws {
    var facts = stat()
    guard lstat(path, &facts) == 0 else { throw StoreError.notAStore(path) }
    guard facts.st_mode & S_IFMT == S_IFDIR, isStore else { throw StoreError.notAStore(path) }
    guard facts.st_uid == geteuid() else { throw StoreError.unsafeFile("\(path) belongs to another user") }
    guard facts.st_mode & 0o077 == 0 else {
      throw StoreError.unsafeFile(
        "\(path) is open to other users (mode \(String(facts.st_mode & 0o777, radix: 8)))")
    }
  }

  /// Machine and file that this store was last used on; a copy elsewhere has others.
  var place: String {
    var facts = stat()
    _ = stat(database, &facts)
    let machine = (try? String(contentsOfFile: "/etc/machine-id", encoding: .utf8)) ?? ""
    return Digest256.sha256(Array("\(machine)/\(facts.st_dev)/\(facts.st_ino)".utf8)).hex
  }
}

/// Writes a file so that after a crash it is there whole or not at all.
enum DurableFile {
  static func write(_ bytes: [UInt8], to path: String, mode: mode_t = 0o600) throws {
    let temporary = path + ".new"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, mode)
    guard file >= 0 else { throw StoreError.system("cannot write \(temporary)", code: errno) }
    defer { close(file) }
    try bytes.withUnsafeBytes { try writeAll($0, to: file, name: temporary) }
    guard fsync(file) == 0 else { throw StoreError.system("fsync \(temporary)", code: errno) }
    guard rename(temporary, path) == 0 else { throw StoreError.system("rename to \(path)", code: errno) }
    try syncFolder(path.folderAround)
  }

  static func writeAll(_ bytes: UnsafeRawBufferPointer, to file: Int32, name: String) throws {
    var rest = bytes
    while !rest.isEmpty {
      let count = Foundation.write(file, rest.baseAddress, rest.count)
      if count < 0 {
        if errno == EINTR { continue }
        throw StoreError.system("cannot write \(name)", code: errno)
      }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  static func syncFolder(_ path: String) throws {
    let folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard folder >= 0 else { throw StoreError.system("cannot open \(path)", code: errno) }
    defer { close(folder) }
    guard fsync(folder) == 0 else { throw StoreError.system("fsync \(path)", code: errno) }
  }
}
