/// What a container holds, and what each member is taken for.
public struct ArchiveContents: Equatable, Sendable {
  public struct Member: Equatable, Codable, Sendable {
    public let member: ArchiveMember
    /// `nil`: it cannot be read.
    public let kind: FileKind?
    public let fault: SourceError?

    init(member: ArchiveMember, kind: FileKind) {
      (self.member, self.kind, fault) = (member, kind, nil)
    }

    init(member: ArchiveMember, fault: SourceError) {
      (self.member, kind, self.fault) = (member, nil, fault)
    }
  }

  /// Of the entries that are no members; and all, however they ended.
  public struct Rest: Equatable, Codable, Sendable {
    public let folders: Int
    public let refused: Int
    public let entries: Int
    public let problems: [ImportProblem]
    /// By the index of its problem, where an entry that was turned down would stand, unless the problem names that place
    /// and there is no other. Not to be shown.
    let places: [Int: [String]]
  }

  public let members: [Member]
  public let rest: Rest

  init(members: [Member], rest: Rest) {
    self.members = members
    self.rest = rest
  }

  /// What another process found, which worked on hostile bytes: taken for no more than it can be.
  ///
  /// - Parameters:
  ///   - archive: the container.
  ///   - budget: what the members unfold to is taken off here once more; what was granted there does not count.
  /// - Throws: `WireFault` when a member reaches outside the container, names meet, entries are missing, or the budget
  ///   does not grant it.
  public init(
    received members: [Member], _ rest: Rest, of archive: Archive, budget: inout ReadingBudget
  ) throws(WireFault) {
    let length = archive.bytes.lengthBytes
    var names: Set<[UInt8]> = []
    guard rest.folders >= 0, rest.refused >= 0, rest.entries <= budget.maximumEntries,
      rest.folders <= rest.entries, rest.refused <= rest.entries,
      rest.entries == members.count + rest.folders + rest.refused
    else { throw WireFault() }
    do throws(ReadingBudget.Excess) {
      for _ in 0..<rest.entries { try budget.takeEntry() }
      for found in members { try budget.take(found.member.lengthBytes) }
    } catch { throw WireFault() }
    for found in members {
      let member = found.member
      guard member.offset >= 0, member.packedBytes >= 0, member.packedBytes <= length,
        member.offset <= length - member.packedBytes,
        (found.kind == nil) != (found.fault == nil),
        member.path.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }),
        names.insert(Array(member.path.utf8)).inserted
      else { throw WireFault() }
    }
    self.init(members: members, rest: rest)
  }
}
