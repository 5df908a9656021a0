import Foundation

/// The members of all containers of a bundle, and the few containers that stand open.
///
/// A container that was unpacked lies in a file without a name; only the last ones used are held, and others are
/// unpacked again when they are wanted.
final class ContainerContents: @unchecked Sendable {
  struct Container {
    let path: String
    let format: EvidenceFormat
    /// Among `members`; `nil` for a file in the folder.
    let member: Int?
    /// Of a file in the folder, when it was listed.
    let stamp: FileSource.Stamp?
    /// 1 for a file in the folder.
    let depth: Int
    /// It is a mail or a mailbox, or came in one.
    let isMail: Bool
  }

  struct Member {
    let container: Int
    let member: ArchiveMember
  }

  static let heldContainers = 8

  let reader: any ContainerReading
  private let lock = NSLock()
  // All guarded by `lock`.
  private var containers: [Container] = []
  private var members: [Member] = []
  /// The one used last stands last.
  private var held: [(container: Int, archive: Archive)] = []

  init(_ reader: any ContainerReading) { self.reader = reader }

  func add(_ container: Container, _ archive: Archive) -> Int {
    lock.lock()
    defer { lock.unlock() }
    containers.append(container)
    hold(containers.count - 1, archive)
    return containers.count - 1
  }

  func add(_ member: ArchiveMember, of container: Int) -> Int {
    lock.lock()
    defer { lock.unlock() }
    members.append(Member(container: container, member: member))
    return members.count - 1
  }

  /// - Parameter openFile: opens a file in the folder.
  func open(
    _ member: Int, _ openFile: (String) throws(SourceError) -> FileSource
  ) throws(SourceError) -> any ByteSource {
    lock.lock()
    defer { lock.unlock() }
    let place = members[member]
    _ = try outermost(place.container, openFile)
    return try archive(place.container, openFile).open(place.member)
  }

  /// The bytes of a member, to be read anywhere.
  func unfold(
    _ member: Int, _ openFile: (String) throws(SourceError) -> FileSource
  ) throws(SourceError) -> any RandomBytes {
    lock.lock()
    defer { lock.unlock() }
    let place = members[member]
    _ = try outermost(place.container, openFile)
    return try archive(place.container, openFile).unfold(place.member)
  }

  /// - Throws: when the file in the folder that holds the member is not what it was when it was listed.
  func requireUnchanged(
    _ member: Int, _ openFile: (String) throws(SourceError) -> FileSource
  ) throws(SourceError) {
    lock.lock()
    defer { lock.unlock() }
    _ = try outermost(members[member].container, openFile)
  }

  // MARK: With the lock held

  private func hold(_ container: Int, _ archive: Archive) {
    held.append((container, archive))
    if held.count > Self.heldContainers { held.removeFirst() }
  }

  /// The file in the folder that holds a container, or is it, opened anew: one that stands open is asked, too.
  private func outermost(
    _ container: Int, _ openFile: (String) throws(SourceError) -> FileSource
  ) throws(SourceError) -> FileSource {
    var index = container
    while let member = containers[index].member { index = members[member].container }
    let file = try openFile(containers[index].path)
    guard containers[index].stamp == nil || file.stamp == containers[index].stamp else {
      throw SourceError(changed: file.path)
    }
    return file
  }

  /// Goes out to the nearest container that stands open, and in again.
  private func archive(
    _ container: Int, _ openFile: (String) throws(SourceError) -> FileSource
  ) throws(SourceError) -> Archive {
    var closed: [Int] = []
    var next: Int? = container
    var archive: Archive?
    while let index = next, archive == nil {
      if let place = held.firstIndex(where: { $0.container == index }) {
        let found = held.remove(at: place)
        held.append(found)
        archive = found.archive
      } else {
        closed.append(index)
        next = containers[index].member.map { members[$0].container }
      }
    }
    for index in closed.reversed() {
      let bytes = try bytes(of: index, in: archive, openFile)
      let opened = try reopen(containers[index], bytes)
      hold(index, opened)
      archive = opened
    }
    guard let archive else { preconditionFailure("a container without an outermost one") }
    return archive
  }

  private func bytes(
    of index: Int, in outer: Archive?, _ openFile: (String) throws(SourceError) -> FileSource
  ) throws(SourceError) -> any RandomBytes {
    if let member = containers[index].member, let outer { return try outer.unfold(members[member].member) }
    return try outermost(index, openFile)
  }

  /// What it may unfold to was granted when it was listed, and it has not changed.
  private func reopen(_ container: Container, _ bytes: any RandomBytes) throws(SourceError) -> Archive {
    var budget = ReadingBudget()
    do throws(ImportRefusal) {
      return try Archive.open(
        bytes, path: container.path, format: container.format, budget: &budget, by: reader)
    } catch {
      throw SourceError(path: container.path, reason: error.reason, remedy: error.remedy)
    }
  }
}
