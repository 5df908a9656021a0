import Foundation

/// A folder of evidence, or one file, as somebody handed it over: what is in it and what each file is for.
public struct EvidenceBundle: Sendable {
  /// Folders inside folders, the bundle's own not counted.
  public static let maximumDepth = 16
  public static let maximumFiles = 100_000
  static let sniffedBytes = 64 * 1024

  /// What a file is taken for, by its content.
  public enum Role: String, Sendable {
    case stix, csv
    /// Kept as it is; nothing is read from it.
    case attachment
  }

  public struct File: Equatable, Sendable {
    /// Within the bundle, with `/` between the parts.
    public let path: String
    /// When it was listed.
    public let lengthBytes: Int
    public let role: Role
  }

  /// The folder that holds the files.
  public let folder: String
  /// Sorted by the bytes of their paths.
  public private(set) var files: [File]
  /// What was left out (links, devices, names that are not text), and what deserves a look.
  public private(set) var problems: [ImportProblem]

  /// Lists a folder, or a single file. Symbolic links are never followed.
  ///
  /// - Throws: `ImportRefusal` when it cannot be read or is beyond the limits.
  public static func list(
    _ path: String, isCancelled: () -> Bool = { false }
  ) throws(ImportRefusal) -> EvidenceBundle {
    do {
      let path = withoutTrailingSlashes(path)
      let flags = O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC
      let descriptor = Foundation.open(path, flags)
      if descriptor < 0, errno == ENOTDIR { return try single(path) }
      guard descriptor >= 0 else { throw SourceError(path: path, errno: errno) }
      var walk = FolderWalk(root: path)
      try walk.enter(descriptor, prefix: "", depth: 0, isCancelled)
      return walk.bundle()
    } catch let error as SourceError {
      throw ImportRefusal(error)
    } catch let refusal as ImportRefusal {
      throw refusal
    } catch {
      preconditionFailure("an error of a kind nobody throws: \(error)")
    }
  }

  init(folder: String, files: [File], problems: [ImportProblem]) {
    self.folder = folder
    self.files = files
    self.problems = problems
  }

  private static func withoutTrailingSlashes(_ path: String) -> String {
    // "link/" would be followed even with O_NOFOLLOW.
    var path = path
    while path.utf8.count > 1, path.hasSuffix("/") { path.removeLast() }
    return path
  }

  private static func single(_ path: String) throws(SourceError) -> EvidenceBundle {
    let url = URL(fileURLWithPath: path)
    let source = try FileSource(path: path)
    let name = url.lastPathComponent
    let file = File(path: name, lengthBytes: source.lengthBytes, role: try sniff(source, name: name))
    return EvidenceBundle(folder: url.deletingLastPathComponent().path, files: [file], problems: [])
  }

  /// Opens a listed file. Every folder on the way is opened without following links, so that
  /// nothing that was swapped since the listing leads outside.
  public func open(_ file: File) throws(SourceError) -> FileSource {
    let full = folder + "/" + file.path
    let parts = file.path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
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

  /// A table needs a comma and a name that says so: any prose has commas.
  static func sniff(_ source: FileSource, name: String) throws(SourceError) -> Role {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: sniffedBytes, alignment: 16)
    defer { buffer.deallocate() }
    let count = try source.read(into: buffer)
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[..<count])
    if STIXReader.sniff(bytes) { return .stix }
    return name.lowercased().hasSuffix(".csv") && CSVReader.sniff(bytes) ? .csv : .attachment
  }
}
