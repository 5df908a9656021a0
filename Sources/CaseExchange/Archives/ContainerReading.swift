import Foundation

/// Takes files apart: what each is, what a container holds, the bytes of its members, what a bag says of its files.
///
/// `ContainersInPlace` does it in this process; `casetui` has it done by one that can do nothing else
/// (docs/decisions/0034).
public protocol ContainerReading: Sendable {
  /// Where unpacked bytes lie while they are read, in files without a name.
  var temporaryFolder: String { get }

  /// What a file is taken for, by its first bytes and its name.
  func kind(of file: any RandomBytes, name: String) throws(SourceError) -> FileKind

  /// What a container holds, and what each member is taken for.
  ///
  /// - Throws: `ImportRefusal` for the whole, when it is damaged, ambiguous or beyond the budget.
  func contents(
    of archive: Archive, budget: inout ReadingBudget, isCancelled: () -> Bool
  ) throws(ImportRefusal) -> ArchiveContents

  /// The bytes of a member. Its length and checksum are checked before the end is told; what does not fit is thrown.
  func open(_ member: ArchiveMember, of archive: Archive) throws(SourceError) -> any ByteSource

  /// The bytes of a gzip file, unpacked; how many are too many is the caller's to say.
  func unpacked(_ file: any RandomBytes, path: String) throws(SourceError) -> any ByteSource

  /// What a tag file of a bag says.
  ///
  /// - Throws: `ImportRefusal` when it cannot be read, or nobody waits for it any more.
  func tags(of file: any RandomBytes, as kind: BagTagFile.Kind) throws(ImportRefusal) -> BagTagFile
}

/// Takes files apart in this process.
public struct ContainersInPlace: ContainerReading {
  private let folder: String?

  /// - Parameter temporaryFolder: that of the system where nobody names one. Evidence goes to no place that others share.
  public init(temporaryFolder: String? = nil) { folder = temporaryFolder }

  /// Asked for when something is unpacked: a process that can open no file only looks into containers.
  public var temporaryFolder: String { folder ?? NSTemporaryDirectory() }

  public func kind(of file: any RandomBytes, name: String) throws(SourceError) -> FileKind {
    try Self.kind(of: SequentialBytes(file), name: name)
  }

  public func contents(
    of archive: Archive, budget: inout ReadingBudget, isCancelled: () -> Bool
  ) throws(ImportRefusal) -> ArchiveContents {
    let listing = try archive.members(budget: &budget, isCancelled: isCancelled)
    var members: [ArchiveContents.Member] = []
    for member in listing.members {
      if isCancelled() { throw ImportRefusal.cancelled(path: archive.path, offset: 0) }
      do throws(SourceError) {
        let name = member.path.utf8.split(separator: UInt8(ascii: "/")).last ?? member.path.utf8[...]
        let kind = try Self.kind(
          of: try open(member, of: archive), name: String(decoding: name, as: UTF8.self))
        members.append(.init(member: member, kind: kind))
      } catch {
        members.append(.init(member: member, fault: error))
      }
    }
    return ArchiveContents(
      members: members,
      rest: .init(
        folders: listing.folders, refused: listing.refused, entries: listing.entries,
        problems: listing.problems, places: listing.places))
  }

  public func open(_ member: ArchiveMember, of archive: Archive) throws(SourceError) -> any ByteSource {
    try MemberSource(member, in: archive.bytes, path: archive.path + "/" + member.path)
  }

  public func unpacked(_ file: any RandomBytes, path: String) throws(SourceError) -> any ByteSource {
    Inflater(file, wrapper: .gzip, path: path)
  }

  public func tags(of file: any RandomBytes, as kind: BagTagFile.Kind) throws(ImportRefusal) -> BagTagFile {
    do throws(SourceError) { return try BagTagFile.read(SequentialBytes(file), as: kind) } catch {
      throw ImportRefusal(error)
    }
  }

  private static func kind(of source: any ByteSource, name: String) throws(SourceError) -> FileKind {
    let buffer = UnsafeMutableRawBufferPointer.allocate(
      byteCount: EvidenceFormats.sniffedBytes, alignment: 16)
    defer { buffer.deallocate() }
    let found = try source.fill(buffer)
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<found.count])
    return EvidenceFormats.kind(of: FileHead(bytes, name: name, isWhole: found.isWhole))
  }
}
