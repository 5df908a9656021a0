/// A file inside an archive, a mail or a compressed file.
public struct ArchiveMember: Equatable, Codable, Sendable {
  /// As the sender wrote it, with `/` between the parts. Shown and recorded; never opened as a path.
  public let path: String
  /// Unpacked, as the archive states; reading checks it.
  public let lengthBytes: Int
  /// `2026-05-01T10:20:30Z`; without `Z` where the archive states local time (zip). `nil`: none stated.
  public let modified: String?
  /// Where the packed bytes stand in the container.
  let offset: Int
  public let packedBytes: Int
  let packing: Packing
  /// CRC-32 of the unpacked bytes, where the archive has one.
  let checksum: UInt32?

  enum Packing: String, Codable, Sendable {
    case none, deflate
    /// Content-transfer-encodings of mail.
    case base64, quotedPrintable
  }

  init(
    path: String, lengthBytes: Int, modified: String? = nil, offset: Int, packedBytes: Int,
    packing: Packing = .none, checksum: UInt32? = nil
  ) {
    self.path = path
    self.lengthBytes = lengthBytes
    self.modified = modified
    self.offset = offset
    self.packedBytes = packedBytes
    self.packing = packing
    self.checksum = checksum
  }
}

/// What an archive holds. Every entry is in `members`, in `folders`, or refused in `problems`.
public struct ArchiveListing: Sendable {
  public internal(set) var members: [ArchiveMember] = []
  /// Entries that are folders; nothing is made of them.
  public internal(set) var folders = 0
  /// Entries turned down singly; each has its problem.
  public internal(set) var refused = 0
  /// All entries, however they ended.
  public internal(set) var entries = 0
  public internal(set) var problems: [ImportProblem] = []
  /// By the index of its problem, where an entry that was turned down would stand, unless the problem names that place
  /// and there is no other.
  private(set) var places: [Int: [String]] = [:]
  /// How often each name was used, compared as bytes.
  private var seen: [[UInt8]: Int] = [:]

  /// A second member of the same name is kept beside the first, as `name#2`: readers differ in which they take.
  mutating func add(_ path: String, in archive: String, at offset: Int, _ make: (String) -> ArchiveMember) {
    var name = path
    // The name with its number may be taken as well.
    while let times = seen[Array(name.utf8)] {
      seen[Array(name.utf8)] = times + 1
      name += "#\(times + 1)"
    }
    seen[Array(name.utf8)] = 1
    members.append(make(name))
    guard name.utf8.count > path.utf8.count else { return }
    warn(
      archive, offset, path, "the archive has this name more than once; this one is listed as \(name)",
      "compare them: programs differ in which they show")
  }

  mutating func refuse(
    _ archive: String, _ offset: Int, _ name: MemberName, _ reason: String, _ remedy: String
  ) {
    refused += 1
    let isNamed = name.places.count == 1 && name.places[0].utf8.elementsEqual(name.text.utf8)
    if !isNamed { places[problems.count] = name.places }
    problems.append(
      ImportProblem(
        path: archive, offset: offset, object: name.text, reason: reason, remedy: remedy, severity: .refused))
  }

  mutating func warn(
    _ archive: String, _ offset: Int, _ name: String?, _ reason: String, _ remedy: String
  ) {
    problems.append(
      ImportProblem(
        path: archive, offset: offset, object: name, reason: reason, remedy: remedy, severity: .warning))
  }
}
