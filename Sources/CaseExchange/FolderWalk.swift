import CaseDomain
import Foundation

/// Lists a folder and those inside it.
struct FolderWalk {
  let root: String
  private var files: [EvidenceBundle.File] = []
  private var problems: [ImportProblem] = []

  init(root: String) { self.root = root }

  /// Takes over the folder's descriptor.
  mutating func enter(
    _ descriptor: Int32, prefix: String, depth: Int, _ isCancelled: () -> Bool
  ) throws {
    let names = try Self.names(in: descriptor, path: root + "/" + prefix)
    defer { closedir(names.handle) }
    for name in names.names {
      if isCancelled() { throw ImportRefusal.cancelled(path: root, offset: 0) }
      try visit(name, in: dirfd(names.handle), prefix, depth, isCancelled)
    }
  }

  func bundle() -> EvidenceBundle {
    let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
    return EvidenceBundle(folder: root, files: sorted, problems: problems + Self.twins(sorted, root))
  }

  /// All names but `.` and `..`, sorted by their bytes.
  private static func names(
    in descriptor: Int32, path: String
  ) throws(SourceError) -> (handle: OpaquePointer, names: [[UInt8]]) {
    guard let handle = fdopendir(descriptor) else {
      let code = errno
      close(descriptor)
      throw SourceError(path: path, errno: code)
    }
    var names: [[UInt8]] = []
    errno = 0
    while let entry = readdir(handle) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
        let start = UnsafeRawPointer(pointer)
        let count = strlen(start.assumingMemoryBound(to: CChar.self))
        return [UInt8](UnsafeRawBufferPointer(start: start, count: count))
      }
      if name != Array(".".utf8), name != Array("..".utf8) { names.append(name) }
      errno = 0
    }
    guard errno == 0 else {
      let code = errno
      closedir(handle)
      throw SourceError(path: path, errno: code)
    }
    return (handle, names.sorted { $0.lexicographicallyPrecedes($1) })
  }

  private mutating func visit(
    _ bytes: [UInt8], in folder: Int32, _ prefix: String, _ depth: Int, _ isCancelled: () -> Bool
  ) throws {
    guard let name = Self.text(bytes) else {
      return leaveOut(prefix + Self.escaped(bytes), "its name is not printable UTF-8 text", "rename it")
    }
    let path = prefix + name
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SourceError(path: root + "/" + path, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      try add(name, path, in: folder)
    case S_IFDIR:
      try descend(name, path, in: folder, depth, isCancelled)
    case S_IFLNK:
      leaveOut(path, "it is a symbolic link", "put the file itself into the bundle if it belongs there")
    default:
      leaveOut(path, "it is neither a file nor a folder", "take it out of the bundle")
    }
  }

  private mutating func add(_ name: String, _ path: String, in folder: Int32) throws {
    guard files.count < EvidenceBundle.maximumFiles else {
      throw refusal("the bundle has more than \(EvidenceBundle.maximumFiles) files", "split the bundle")
    }
    let source = try FileSource(folder: folder, name: name, path: root + "/" + path)
    let role = try EvidenceBundle.sniff(source, name: name)
    files.append(.init(path: path, lengthBytes: source.lengthBytes, role: role))
    noteSurprise(name, path, role)
  }

  /// A file that calls itself a format we read, and is not: it may be damaged.
  private mutating func noteSurprise(_ name: String, _ path: String, _ role: EvidenceBundle.Role) {
    let lower = name.lowercased()
    guard role == .attachment, lower.hasSuffix(".json") || lower.hasSuffix(".csv") else { return }
    let format = lower.hasSuffix(".json") ? "STIX" : "a table"
    problems.append(
      ImportProblem(
        path: root + "/" + path, reason: "it does not look like \(format), and is kept as an attachment",
        remedy: "if it should be \(format), import the file alone to see what is wrong", severity: .warning))
  }

  private mutating func descend(
    _ name: String, _ path: String, in folder: Int32, _ depth: Int, _ isCancelled: () -> Bool
  ) throws {
    guard depth < EvidenceBundle.maximumDepth else {
      throw refusal(
        "folders are nested more than \(EvidenceBundle.maximumDepth) deep: \(path)", "flatten the bundle")
    }
    let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard inner >= 0 else { throw SourceError(path: root + "/" + path, errno: errno) }
    try enter(inner, prefix: path + "/", depth: depth + 1, isCancelled)
  }

  private func refusal(_ reason: String, _ remedy: String) -> ImportRefusal {
    ImportRefusal(.unreadable, path: root, offset: nil, line: nil, reason: reason, remedy: remedy)
  }

  private mutating func leaveOut(_ path: String, _ reason: String, _ remedy: String) {
    problems.append(
      ImportProblem(path: root + "/" + path, reason: reason, remedy: remedy, severity: .refused))
  }

  // MARK: Names

  /// `nil` unless the name is UTF-8 without control characters.
  private static func text(_ bytes: [UInt8]) -> String? {
    let isText = bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) == nil }
    guard isText, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func escaped(_ bytes: [UInt8]) -> String {
    bytes.map { byte in
      let isPlain = byte >= 0x20 && byte < 0x7F && byte != UInt8(ascii: "\\")
      return isPlain ? String(UnicodeScalar(byte)) : "\\x" + Hex.encode([byte])
    }.joined()
  }

  /// Names that differ only in case or in Unicode form are one file on other systems.
  private static func twins(_ files: [EvidenceBundle.File], _ root: String) -> [ImportProblem] {
    var seen: [String: String] = [:]
    var found: [ImportProblem] = []
    for file in files {
      let key = file.path.lowercased().precomposedStringWithCanonicalMapping
      guard let twin = seen.updateValue(file.path, forKey: key) else { continue }
      found.append(
        ImportProblem(
          path: root + "/" + file.path, object: twin,
          reason: "another file's name differs only in case or in Unicode form",
          remedy: "check that they are two different pieces of evidence", severity: .warning))
    }
    return found
  }
}
