import Foundation

/// A folder of evidence, or one file, as somebody handed it over: what is in it and what each file is for.
///
/// A container (archive, compressed file, mail) is a file like any other, kept byte for byte; its members are listed
/// beside it, `outer.zip/inner/name`, and theirs, as deep as the budget goes.
public struct EvidenceBundle: Sendable {
  /// Folders inside folders, the bundle's own not counted.
  public static let maximumDepth = 16
  public static let maximumFiles = 100_000

  /// How a file is taken in where only these are told apart.
  public enum Role: String, Sendable {
    case stix, csv
    /// Kept as it is; nothing is read from it.
    case attachment
  }

  public struct File: Equatable, Sendable {
    /// Within the bundle, with `/` between the parts.
    public let path: String
    /// When it was listed; of a member, unpacked.
    public let lengthBytes: Int
    public let format: EvidenceFormat
    public var role: Role { format == .stix ? .stix : format == .csv ? .csv : .attachment }
    /// The path of the file whose member it is; `nil` for a file in the folder.
    public let container: String?
    /// Where among the bundle's members; `nil` for a file in the folder.
    let member: Int?
    /// Of a file in the folder, when it was listed.
    let stamp: FileSource.Stamp?
    /// Of a part of a mail, whether its sender gave it a name; `nil` for all else.
    let isNamedPart: Bool?
    /// It came in a mail, also in an archive that was attached to one.
    public let isInMail: Bool
    /// It was attached to a mail, whatever it is read as; or it is no part of one, and nothing is read from it.
    public var isAttachment: Bool { isNamedPart ?? (format == .attachment) }
    /// Of a table whose name another one in the bundle has, too, the folders and containers that tell them apart; empty
    /// for all else (`tellTablesApart`).
    public internal(set) var tableFolder = ""
    /// Of a table whose bytes stand in the bundle under another name, too, the first of these names; `nil` for all else.
    public internal(set) var copiedName: String?

    /// What tells it from every other: two names of one look, in two Unicode forms, are two (security.md, C15).
    public var key: [UInt8] { Array(path.utf8) }
    /// The last part of its path.
    public var name: String { path.lastPathPart }
    /// What the keys of a table's rows begin with, before their `#`.
    public var tableName: String {
      let first = copiedName ?? name
      return tableFolder.isEmpty ? first : "\(tableFolder)/\(first)"
    }

    /// A file that is in no bundle.
    public init(path: String, lengthBytes: Int, format: EvidenceFormat) {
      self.init(path: path, lengthBytes: lengthBytes, format: format, container: nil)
    }

    init(
      path: String, lengthBytes: Int, format: EvidenceFormat, container: String?, member: Int? = nil,
      isNamedPart: Bool? = nil, isInMail: Bool = false, stamp: FileSource.Stamp? = nil
    ) {
      self.path = path
      self.lengthBytes = lengthBytes
      self.format = format
      self.container = container
      self.member = member
      self.stamp = stamp
      self.isNamedPart = isNamedPart
      self.isInMail = isInMail
    }
  }

  /// The folder that holds the files.
  public let folder: String
  /// Sorted by the bytes of their paths.
  public internal(set) var files: [File]
  /// What was left out (links, devices, names that are not text), and what deserves a look. Paths are as those of files.
  public internal(set) var problems: [ImportProblem]
  /// Files that are there and are not among `files`: their names cannot be shown, or they cannot be read.
  public let leftOut: [LeftOut]
  /// All that is there and is not among `files`, but for what stands in a folder that is: links, devices, what cannot
  /// be read, members that were refused. Sorted by the bytes of their paths.
  let unlisted: [Unlisted]
  private let contents: ContainerContents

  public struct LeftOut: Equatable, Sendable {
    /// With what is no text escaped.
    public let path: String
    public let lengthBytes: Int
  }

  struct Unlisted: Equatable, Sendable {
    /// As of a file, with what is no text escaped; of a member that was refused, one of `MemberName.places`, which is not
    /// to be shown as it is.
    let path: String
    /// The path of the file whose member it would be; `nil` in the folder.
    let container: String?
  }

  /// Lists a folder, or a single file. Symbolic links are never followed.
  ///
  /// - Parameters:
  ///   - format: what every file that is no container is taken for; mail is none where it is `attachment`. A single file
  ///     is taken for it in any case, but for an archive, of which it is said what it holds. `nil` goes by content.
  ///   - budget: how much the containers may unfold to, all together.
  ///   - reader: who takes the containers apart, now and when members are opened.
  /// - Throws: `ImportRefusal` when it cannot be read or is beyond the limits.
  public static func list(
    _ path: String, as format: EvidenceFormat? = nil, budget: ReadingBudget = ReadingBudget(),
    by reader: any ContainerReading = ContainersInPlace(), isCancelled: () -> Bool = { false }
  ) throws(ImportRefusal) -> EvidenceBundle {
    do {
      let path = withoutTrailingSlashes(path)
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      let descriptor = Foundation.open(path, flags)
      if descriptor < 0, errno == ENOTDIR { return try single(path, format, budget, reader, isCancelled) }
      guard descriptor >= 0 else { throw SourceError(path: path, errno: errno) }
      var walk = FolderWalk(root: path, format: format, budget: budget, by: reader)
      try walk.enter(descriptor, prefix: "", depth: 0, isCancelled)
      try walk.openContainers(isCancelled)
      return walk.bundle()
    } catch let error as SourceError {
      throw ImportRefusal(error)
    } catch let refusal as ImportRefusal {
      throw refusal
    } catch {
      preconditionFailure("an error of a kind nobody throws: \(error)")
    }
  }

  init(
    folder: String, files: [File], problems: [ImportProblem], leftOut: [LeftOut] = [],
    unlisted: [Unlisted] = [],
    contents: ContainerContents = .init(ContainersInPlace())
  ) {
    self.folder = folder
    self.files = files
    self.problems = problems
    self.leftOut = leftOut
    self.unlisted = unlisted
    self.contents = contents
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    // "link/" would be followed even with O_NOFOLLOW. By scalars: some signs take what follows into their Character.
    var path = path
    while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.unicodeScalars.removeLast() }
    return path
  }

  private static func single(
    _ path: String, _ format: EvidenceFormat?, _ budget: ReadingBudget, _ reader: any ContainerReading,
    _ isCancelled: () -> Bool
  ) throws -> EvidenceBundle {
    let url = URL(fileURLWithPath: path)
    let source = try FileSource(path: path)
    let name = url.lastPathComponent
    let isOfMembers = format.map { $0 != .attachment && !Archive.formats.contains($0) } ?? true
    let kind = isOfMembers ? try reader.kind(of: source, name: name) : nil
    let archive: EvidenceFormat? = kind.flatMap { [.zip, .tar, .gzip].contains($0.format) ? $0.format : nil }
    let file = File(
      path: name, lengthBytes: source.lengthBytes, format: archive ?? format ?? kind?.format ?? .attachment,
      container: nil, stamp: source.stamp)
    var walk = FolderWalk(
      root: url.deletingLastPathComponent().path, format: format, budget: budget, by: reader)
    try walk.add(source, file, kind)
    try walk.openContainers(isCancelled)
    return walk.bundle()
  }

  /// Opens a listed file. Every folder on the way is opened without following links, so that
  /// nothing that was swapped since the listing leads outside. A member is read where it stands in its container.
  ///
  /// Whoever has read it to the end asks `requireUnchanged` before relying on what was read.
  ///
  /// - Throws: also when the file, or that which holds the member, has changed since the listing.
  public func open(_ file: File) throws(SourceError) -> any ByteSource {
    guard let member = file.member else { return try openListed(file) }
    return try contents.open(member) { path throws(SourceError) in
      try Self.openFile(path, in: folder)
    }
  }

  /// - Throws: when the file, or that which holds the member, is not what it was when it was listed: two readings of it
  ///   would be about different bytes.
  public func requireUnchanged(_ file: File) throws(SourceError) {
    guard let member = file.member else {
      _ = try openListed(file)
      return
    }
    try contents.requireUnchanged(member) { path throws(SourceError) in
      try Self.openFile(path, in: folder)
    }
  }

  private func openListed(_ file: File) throws(SourceError) -> FileSource {
    let source = try Self.openFile(file.path, in: folder)
    guard file.stamp == nil || source.stamp == file.stamp else { throw SourceError(changed: source.path) }
    return source
  }

  /// What a tag file of a bag says, as the bundle's reader reads it.
  ///
  /// - Parameter stored: its content as it was taken in; `nil` where it is read from the bundle.
  func tags(
    _ file: File, as kind: BagTagFile.Kind, from stored: FileSource?
  ) throws(ImportRefusal) -> BagTagFile {
    if let stored { return try contents.reader.tags(of: stored, as: kind) }
    let bytes: any RandomBytes
    do throws(SourceError) {
      if let member = file.member {
        bytes = try contents.unfold(member) { path throws(SourceError) in
          try Self.openFile(path, in: folder)
        }
      } else {
        bytes = try openListed(file)
      }
    } catch {
      throw ImportRefusal(error)
    }
    let found = try contents.reader.tags(of: bytes, as: kind)
    do throws(SourceError) { try requireUnchanged(file) } catch { throw ImportRefusal(error) }
    return found
  }

  static func openFile(_ path: String, in folder: String) throws(SourceError) -> FileSource {
    let full = folder + "/" + path
    let parts = path.pathParts
    guard !parts.contains(where: { ["", ".", ".."].contains($0) }) else {
      throw SourceError(
        path: full, reason: "the name leads out of the bundle", remedy: "list the bundle again")
    }
    var descriptor = Foundation.open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    defer { if descriptor >= 0 { close(descriptor) } }
    for part in parts.dropLast() where descriptor >= 0 {
      let inner = openat(descriptor, part, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
      let code = errno
      close(descriptor)
      descriptor = inner
      errno = code
    }
    guard descriptor >= 0 else { throw SourceError(path: full, errno: errno) }
    return try FileSource(folder: descriptor, name: parts[parts.count - 1], path: full)
  }
}
