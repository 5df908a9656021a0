import CaseDomain
import Foundation

/// Lists a folder, those inside it, and what the containers in them hold.
struct FolderWalk {
  let root: String
  private let format: EvidenceFormat?
  /// The same for members: what a container is said to be is not said of what it holds.
  private let memberFormat: EvidenceFormat?
  private var budget: ReadingBudget
  private var files: [EvidenceBundle.File] = []
  private var problems: [ImportProblem] = []
  private var leftOut: [EvidenceBundle.LeftOut] = []
  private var unlisted: [EvidenceBundle.Unlisted] = []
  private let reader: any ContainerReading
  private let contents: ContainerContents
  /// Containers in the folder whose members are still to be listed.
  private var containers: [(path: String, format: EvidenceFormat, stamp: FileSource.Stamp)] = []
  /// Whether a folder around has a name that cannot be shown: what it holds is counted and not taken in.
  private var isLeftOut = false
  /// By the bytes of their paths.
  private var taken: Set<[UInt8]> = []

  init(root: String, format: EvidenceFormat?, budget: ReadingBudget, by reader: any ContainerReading) {
    self.root = root
    self.format = format
    memberFormat = format.flatMap { Archive.formats.contains($0) ? nil : $0 }
    self.budget = budget
    self.reader = reader
    contents = ContainerContents(reader)
  }

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
    return EvidenceBundle(
      folder: root, files: sorted, problems: problems + Self.twins(sorted), leftOut: leftOut,
      unlisted: unlisted.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }, contents: contents)
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
    guard !isLeftOut, let name = Self.text(bytes) else {
      return try passOver(bytes, in: folder, prefix, depth, isCancelled)
    }
    let path = prefix + name
    var status = stat()
    guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SourceError(path: root + "/" + path, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG:
      try add(name, path, Int(status.st_size), in: folder, isCancelled)
    case S_IFDIR:
      try descend(name.utf8CString.map(\.self), path, in: folder, depth, isCancelled)
    case S_IFLNK:
      leaveOut(path, "it is a symbolic link", "put the file itself into the bundle if it belongs there")
    default:
      leaveOut(path, "it is neither a file nor a folder", "take it out of the bundle")
    }
  }

  /// Counts what has, or stands below, a name that cannot be shown.
  private mutating func passOver(
    _ bytes: [UInt8], in folder: Int32, _ prefix: String, _ depth: Int, _ isCancelled: () -> Bool
  ) throws {
    let path = prefix + MemberName.escaped(bytes)
    let raw = bytes.map { CChar(bitPattern: $0) } + [0]
    if !isLeftOut { leaveOut(path, "its name is not printable UTF-8 text", "rename it") }
    var status = stat()
    guard fstatat(folder, raw, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      throw SourceError(path: root + "/" + path, errno: errno)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: leftOut.append(.init(path: path, lengthBytes: Int(status.st_size)))
    case S_IFDIR:
      let wasLeftOut = isLeftOut
      isLeftOut = true
      defer { isLeftOut = wasLeftOut }
      try descend(raw, path, in: folder, depth, isCancelled)
    default: break
    }
  }

  private mutating func add(
    _ name: String, _ path: String, _ lengthBytes: Int, in folder: Int32, _ isCancelled: () -> Bool
  ) throws {
    let source: FileSource
    let found: FileKind
    do throws(SourceError) {
      source = try FileSource(folder: folder, name: name, path: root + "/" + path)
      found = try reader.kind(of: source, name: name)
    } catch {
      if isCancelled() { throw ImportRefusal.cancelled(path: root, offset: 0) }
      // The others can be read all the same.
      leftOut.append(.init(path: path, lengthBytes: lengthBytes))
      return leaveOut(path, error.reason, error.remedy)
    }
    let file = EvidenceBundle.File(
      path: path, lengthBytes: source.lengthBytes, format: Self.choose(found.format, format),
      container: nil, stamp: source.stamp)
    try add(source, file, found)
  }

  /// What the caller says, unless the file is a container. Mail is read as well, and is kept as it is when that is said.
  private static func choose(_ found: EvidenceFormat, _ said: EvidenceFormat?) -> EvidenceFormat {
    if said == .attachment, [.mail, .mailbox].contains(found) { return .attachment }
    return Archive.formats.contains(found) ? found : said ?? found
  }

  /// Adds a file of the folder; what it holds, when it is a container, is listed by `openContainers`.
  ///
  /// - Parameter kind: what it shows of itself; `nil` when nobody asked.
  mutating func add(_ source: FileSource, _ file: EvidenceBundle.File, _ kind: FileKind?) throws {
    guard files.count < budget.maximumFiles else {
      throw refusal("the bundle has more than \(budget.maximumFiles) files", "split the bundle")
    }
    take(file, kind)
    if Archive.formats.contains(file.format) { containers.append((file.path, file.format, source.stamp)) }
  }

  /// Lists what the containers of the folder hold. After all of its own files: no container takes their room.
  mutating func openContainers(_ isCancelled: () -> Bool) throws {
    for (path, format, stamp) in containers {
      if isCancelled() { throw ImportRefusal.cancelled(path: root, offset: 0) }
      let source: FileSource
      do throws(SourceError) {
        source = try EvidenceBundle.openFile(path, in: root)
        guard source.stamp == stamp else { throw SourceError(changed: source.path) }
      } catch {
        refuse(path, nil, error.reason, error.remedy)
        continue
      }
      // Containers that are still to be opened; those inside come after.
      var waiting = [
        ContainerContents.Container(
          path: path, format: format, member: nil, stamp: stamp, depth: 1, isMail: Self.isMail(format))
      ]
      while let next = waiting.popLast() {
        for inner in try open(next, source, isCancelled) {
          waiting.append(
            .init(
              path: inner.path, format: inner.format, member: inner.member, stamp: nil, depth: next.depth + 1,
              isMail: next.isMail || Self.isMail(inner.format)))
        }
      }
    }
  }

  private static func isMail(_ format: EvidenceFormat) -> Bool { [.mail, .mailbox].contains(format) }

  private mutating func take(_ file: EvidenceBundle.File, _ kind: FileKind?) {
    files.append(file)
    taken.insert(file.key)
    // What somebody said is no surprise.
    guard format == nil, let surprise = Surprise(file, kind) else { return }
    problems.append(surprise.problem(file.path))
  }

  /// Lists the members of a container; those that are containers themselves.
  ///
  /// A container that is refused stays a file of the bundle; why nothing in it is listed is a problem.
  private mutating func open(
    _ container: ContainerContents.Container, _ outermost: FileSource, _ isCancelled: () -> Bool
  ) throws -> [EvidenceBundle.File] {
    guard container.depth <= budget.maximumDepth else {
      refuse(
        container.path, nil, "containers are nested more than \(budget.maximumDepth) deep",
        ReadingBudget.remedy)
      return []
    }
    let archive: Archive
    let inside: ArchiveContents
    // What a refused container would have unfolded to is not taken from the others.
    let granted = budget
    do {
      let bytes: any RandomBytes = try container.member.map { try unfold($0) } ?? outermost
      archive = try Archive.open(
        bytes, path: container.path, format: container.format, budget: &budget, by: reader)
      inside = try archive.contents(budget: &budget, isCancelled: isCancelled)
    } catch let refusal as ImportRefusal where refusal.kind != .cancelled {
      budget = granted
      refuse(container.path, refusal.offset, refusal.reason, refusal.remedy)
      return []
    } catch let error as SourceError {
      budget = granted
      refuse(container.path, nil, error.reason, error.remedy)
      return []
    }
    guard inside.members.count <= budget.maximumFiles - files.count else {
      budget = granted
      refuse(
        container.path, nil,
        "with its \(inside.members.count) members the bundle would have more than \(budget.maximumFiles) files",
        "split the bundle")
      return []
    }
    problems += inside.rest.problems
    for (index, problem) in inside.rest.problems.enumerated() where problem.severity == .refused {
      for place in inside.rest.places[index] ?? [problem.object].compactMap(\.self) {
        unlisted.append(.init(path: container.path + "/" + place, container: container.path))
      }
    }
    let index = contents.add(container, archive)
    return inside.members.compactMap { take($0, of: container, index) }
  }

  private func unfold(_ member: Int) throws(SourceError) -> any RandomBytes {
    try contents.unfold(member) { path throws(SourceError) in
      try EvidenceBundle.openFile(path, in: root)
    }
  }

  private mutating func refuse(_ path: String, _ offset: Int?, _ reason: String, _ remedy: String) {
    problems.append(
      ImportProblem(
        path: path, offset: offset, reason: "nothing in it is listed: \(reason)", remedy: remedy,
        severity: .refused))
  }

  /// Adds a member; returned when it is a container.
  private mutating func take(
    _ found: ArchiveContents.Member, of container: ContainerContents.Container, _ index: Int
  ) -> EvidenceBundle.File? {
    let path = unused(container.path + "/" + found.member.path)
    guard let kind = found.kind else {
      // The others can be read all the same.
      unlisted.append(.init(path: path, container: container.path))
      problems.append(
        ImportProblem(
          path: path, reason: found.fault?.reason ?? "it cannot be read",
          remedy: found.fault?.remedy ?? ReadingBudget.remedy, severity: .refused))
      return nil
    }
    let isPart = Self.isMail(container.format)
    let file = EvidenceBundle.File(
      path: path, lengthBytes: found.member.lengthBytes, format: Self.choose(kind.format, memberFormat),
      container: container.path, member: contents.add(found.member, of: index),
      isNamedPart: isPart ? !MailMembers.isNumber(found.member.path.lastPathPart) : nil,
      isInMail: container.isMail)
    take(file, kind)
    return Archive.formats.contains(file.format) ? file : nil
  }

  /// The path, or with a number the first that no file of the bundle has: `a.zip` and `a.zip/b` may both stand in one
  /// archive, and both hold a `b`.
  private func unused(_ path: String) -> String {
    guard taken.contains(Array(path.utf8)) else { return path }
    var number = 2
    while taken.contains(Array("\(path)#\(number)".utf8)) { number += 1 }
    return "\(path)#\(number)"
  }

  /// - Parameter name: its bytes, and 0.
  private mutating func descend(
    _ name: [CChar], _ path: String, in folder: Int32, _ depth: Int, _ isCancelled: () -> Bool
  ) throws {
    guard depth < EvidenceBundle.maximumDepth else {
      throw refusal(
        "folders are nested more than \(EvidenceBundle.maximumDepth) deep: \(path)", "flatten the bundle")
    }
    let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
    guard inner >= 0 else {
      let error = SourceError(path: root + "/" + path, errno: errno)
      return leaveOut(path, error.reason, error.remedy)
    }
    try enter(inner, prefix: path + "/", depth: depth + 1, isCancelled)
  }

  private func refusal(_ reason: String, _ remedy: String) -> ImportRefusal {
    ImportRefusal(.unreadable, path: root, offset: nil, line: nil, reason: reason, remedy: remedy)
  }

  private mutating func leaveOut(_ path: String, _ reason: String, _ remedy: String) {
    unlisted.append(.init(path: path, container: nil))
    problems.append(
      ImportProblem(path: path, reason: reason, remedy: remedy, severity: .refused))
  }

  // MARK: Names

  /// `nil` unless the name is UTF-8 without control characters.
  private static func text(_ bytes: [UInt8]) -> String? {
    let isText = bytes.withUnsafeBufferPointer { UTF8Check.firstFault($0) == nil }
    guard isText, bytes.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else { return nil }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// Names that differ only in case or in Unicode form are one file on other systems.
  private static func twins(_ files: [EvidenceBundle.File]) -> [ImportProblem] {
    var seen: [String: String] = [:]
    var found: [ImportProblem] = []
    for file in files {
      let key = file.path.lowercased().precomposedStringWithCanonicalMapping
      guard let twin = seen.updateValue(file.path, forKey: key) else { continue }
      found.append(
        ImportProblem(
          path: file.path, object: twin,
          reason: "another file's name differs only in case or in Unicode form",
          remedy: "check that they are two different pieces of evidence", severity: .warning))
    }
    return found
  }
}
