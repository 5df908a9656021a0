/// A container that stands open: its bytes as they are after a surrounding compression was taken off.
///
/// No name of a member ever becomes a path: members are read at an offset, and what must be unpacked to be read
/// anywhere goes into a file without a name.
public struct Archive: Sendable {
  /// The formats whose members are listed.
  public static let formats: Set<EvidenceFormat> = [.zip, .tar, .gzip, .mail, .mailbox]

  /// For the messages, and before the names of the members.
  public let path: String
  public let format: EvidenceFormat
  public let bytes: any RandomBytes
  /// Who reads it.
  private let reader: any ContainerReading

  /// Opens a container; a gzip file is unpacked once, within the budget.
  ///
  /// - Throws: `ImportRefusal`.
  public static func open(
    _ file: any RandomBytes, path: String, format: EvidenceFormat, budget: inout ReadingBudget,
    by reader: any ContainerReading = ContainersInPlace()
  ) throws(ImportRefusal) -> Archive {
    precondition(formats.contains(format))
    guard format == .gzip else { return Archive(path: path, format: format, unpacked: file, by: reader) }
    do {
      let unpacked = try unpack(file, path, &budget, reader)
      return Archive(path: path, format: format, unpacked: unpacked, by: reader)
    } catch let error as SourceError {
      throw ImportRefusal(malformed: path, error)
    } catch let fault as ArchiveFault {
      throw fault.refusal(path)
    } catch {
      preconditionFailure("an error of a kind nobody throws: \(error)")
    }
  }

  /// A container whose surrounding compression is off already.
  public init(
    path: String, format: EvidenceFormat, unpacked bytes: any RandomBytes,
    by reader: any ContainerReading = ContainersInPlace()
  ) {
    self.path = path
    self.format = format
    self.bytes = bytes
    self.reader = reader
  }

  /// What is in it, and what each member is taken for, as its reader says.
  ///
  /// - Throws: `ImportRefusal` for the whole, when it is damaged, ambiguous or beyond the budget.
  func contents(
    budget: inout ReadingBudget, isCancelled: () -> Bool
  ) throws(ImportRefusal) -> ArchiveContents {
    try reader.contents(of: self, budget: &budget, isCancelled: isCancelled)
  }

  /// What is in it, listed in this process.
  ///
  /// - Throws: `ImportRefusal` for the whole, when it is damaged, ambiguous or beyond the budget.
  public func members(
    budget: inout ReadingBudget, isCancelled: () -> Bool = { false }
  ) throws(ImportRefusal) -> ArchiveListing {
    do {
      switch format {
      case .zip:
        return try ZipReader.list(bytes, path: path, budget: &budget, isCancelled: isCancelled)
      case .tar:
        return try TarReader.list(bytes, path: path, budget: &budget, isCancelled: isCancelled)
      case .gzip:
        return try isTar
          ? TarReader.list(bytes, path: path, budget: &budget, isCancelled: isCancelled) : only(&budget)
      case .mail, .mailbox:
        return try MailMembers.list(
          bytes, path: path, isMailbox: format == .mailbox, budget: &budget, isCancelled: isCancelled)
      default: preconditionFailure("not a container: \(format)")
      }
    } catch let error as SourceError {
      throw ImportRefusal(malformed: path, error)
    } catch let fault as ArchiveFault {
      throw fault.refusal(path)
    } catch let refusal as ImportRefusal {
      throw refusal
    } catch is CancellationError {
      throw ImportRefusal.cancelled(path: path, offset: 0)
    } catch {
      preconditionFailure("an error of a kind nobody throws: \(error)")
    }
  }

  /// The bytes of a member. Its length and checksum are checked before the end is told; what does not fit is thrown.
  public func open(_ member: ArchiveMember) throws(SourceError) -> any ByteSource {
    try reader.open(member, of: self)
  }

  /// The bytes of a member, to be read anywhere: where they stand, else unpacked into a file without a name.
  func unfold(_ member: ArchiveMember) throws(SourceError) -> any RandomBytes {
    let name = path + "/" + member.path
    if member.packing == .none, member.checksum == nil {
      return PartOfBytes(bytes, at: member.offset, lengthBytes: member.packedBytes, path: name)
    }
    // `MemberSource` ends at the length that the listing granted.
    let source = try open(member)
    return try UnnamedFile(source, in: reader.temporaryFolder, path: name) { _ throws(SourceError) in }
  }

  /// A bare gzip file holds one file; the name in it is not used.
  private func only(_ budget: inout ReadingBudget) throws(ArchiveFault) -> ArchiveListing {
    do throws(ReadingBudget.Excess) { try budget.takeEntry() } catch { throw ArchiveFault(0, error) }
    var listing = ArchiveListing()
    listing.entries = 1
    listing.add(Self.unpackedName(path), in: path, at: 0) { name in
      ArchiveMember(path: name, lengthBytes: bytes.lengthBytes, offset: 0, packedBytes: bytes.lengthBytes)
    }
    return listing
  }

  private var isTar: Bool {
    get throws(SourceError) { TarHeader.sumFits(try bytes.bytes(at: 0, count: TarHeader.blockBytes)) }
  }

  /// `a/table.csv.gz` holds `table.csv`.
  static func unpackedName(_ path: String) -> String {
    let last = path.utf8.split(separator: UInt8(ascii: "/")).last.map { String(decoding: $0, as: UTF8.self) }
    guard let last, last.lowercased().hasSuffix(".gz"), last.utf8.count > 3 else { return "content" }
    return String(decoding: last.utf8.dropLast(3), as: UTF8.self)
  }

  /// Inflates into a file without a name; every piece is granted before it is written.
  private static func unpack(
    _ file: any RandomBytes, _ path: String, _ budget: inout ReadingBudget, _ reader: any ContainerReading
  ) throws -> any RandomBytes {
    let inflated = try reader.unpacked(file, path: path)
    let room = budget.room(for: file.lengthBytes)
    var excess: ReadingBudget.Excess?
    let unpacked: UnnamedFile
    do throws(SourceError) {
      unpacked = try UnnamedFile(inflated, in: reader.temporaryFolder, path: path) {
        total throws(SourceError) in
        guard total > room else { return }
        excess = .init(reason: "\(file.lengthBytes) bytes unfold to more than \(room)")
        throw SourceError(path: path, reason: "over budget", remedy: ReadingBudget.remedy)
      }
    } catch {
      if let excess { throw ArchiveFault(0, excess) }
      throw error
    }
    do throws(ReadingBudget.Excess) {
      try budget.take(unpacked.lengthBytes)
    } catch { throw ArchiveFault(0, error) }
    return unpacked
  }
}

extension ImportRefusal {
  /// Bytes that are not what their format says.
  init(malformed path: String, _ error: SourceError) {
    self.init(
      .malformed, path: path, offset: nil, line: nil, reason: error.reason, remedy: error.remedy)
  }
}
