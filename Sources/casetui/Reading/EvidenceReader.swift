import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Synchronization

/// Has files read by a process that can do nothing else (docs/decisions/0034): one process for all files of an
/// import, a fresh one after it broke off. Used by one thread at a time.
///
/// Inside another program than `casetui`, such as a unit test, files are read in place.
final class EvidenceReader: @unchecked Sendable {
  private static let own = Mutex<String?>(nil)

  /// The file of this program; `nil` inside another.
  static var ownProgram: String? { own.withLock { $0 } }

  /// Said by `casetui` when it starts, whatever its file is called: from now on it is what reads.
  static func isThisProgram() { own.withLock { $0 = "/proc/self/exe" } }

  private let processes: ConfinedProcesses?
  private let folder: StoreFolder
  private let sender: String?

  /// - Parameters:
  ///   - folder: where members of archives, and what is unpacked, are put while they are read.
  ///   - sender: who sent what is read; part of the key of rows whose table is known by its file name alone.
  init(_ folder: StoreFolder, sender: String? = nil, program: String? = EvidenceReader.ownProgram) {
    processes = program.map(ConfinedProcesses.init)
    self.folder = folder
    self.sender = sender
  }

  /// Who takes containers apart: the same processes.
  func containers(_ isCancelled: @escaping () -> Bool) -> any ContainerReading {
    guard let processes else { return ContainersInPlace(temporaryFolder: folder.blobs) }
    return ConfinedContainers(processes: processes, temporaryFolder: folder.blobs, isCancelled: isCancelled)
  }

  /// Hands over each object of a file by the reader of its format.
  func read(
    _ file: EvidenceBundle.File, _ source: any ByteSource, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ body: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    var versions = VersionLimit()
    var lengths = LengthLimit()
    let summary = try readAll(file, source, mapping, isCancelled) { found in
      guard versions.admits(found) else { return }
      let known = found.source == "csv" ? found.standing(in: file).sent(by: sender) : found
      guard let bounded = lengths.bounded(known) else { return }
      try body(bounded)
    }
    return lengths.settle(versions.settle(summary))
  }

  private func readAll(
    _ file: EvidenceBundle.File, _ source: any ByteSource, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    guard let processes else {
      return try EvidenceReader.readInPlace(
        source, as: file.format, path: file.path, mapping, isCancelled, object)
    }
    let source = try source as? FileSource ?? spooled(source, file, isCancelled)
    let request = ReadingRequest(
      .objects(file.format, mapping: mapping?.cbor(named: "").encoded), path: file.path,
      FilePart(file: source.openFile, start: 0, lengthBytes: source.lengthBytes))
    let process = try processes.take(for: request)
    var isAnswered = false
    var handedOver = 0
    defer { if isAnswered { processes.giveBack(process) } else { _ = process.end() } }
    try process.ask(request, source.openFile)
    do {
      while let frame = try process.connection.next(waiting: isCancelled) {
        switch frame.kind {
        case .object:
          handedOver += 1
          try object(try SourceObject(wire: frame.bytes))
        case .summary:
          let summary = try frame.decoded(ImportSummary.self)
          guard summary.read == handedOver, summary.isPossible(forBytes: source.lengthBytes) else {
            throw FrameConnection.Broken()
          }
          isAnswered = true
          return summary
        case .refusal:
          let refusal = try frame.decoded(ImportRefusal.self)
          // Nobody cancels but this process: it would end the whole import.
          guard refusal.kind != .cancelled else { throw FrameConnection.Broken() }
          isAnswered = true
          throw refusal
        default: throw FrameConnection.Broken()
        }
      }
    } catch is CancellationError {
      throw ImportRefusal.cancelled(path: file.path, offset: 0)
    } catch is WireFault {
      throw ImportRefusal.brokenOff(path: file.path, reason: "its reader sent something that is no object")
    } catch is FrameConnection.Broken {
      throw ImportRefusal.brokenOff(path: file.path, reason: "its reader sent what no reader sends")
    }
    throw ConfinedProcess.refusal(
      of: file.path, seconds: request.allowedSeconds, status: process.end(isEnding: true))
  }

  /// Hands over each object by the reader of its format, in this process.
  static func readInPlace(
    _ source: any ByteSource, as format: EvidenceFormat, path: String, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    if format == .csv {
      return try CSVReader.readEvidence(
        source, path: path, mapping: mapping, isCancelled: isCancelled, object: object)
    }
    guard let reader = EvidenceFormats.reader(of: format) else {
      return ImportSummary(path: path, container: .document)
    }
    return try reader.read(source, path: path, isCancelled: isCancelled, object: object)
  }

  /// A member of an archive is a stream: a process can be handed files only.
  private func spooled(
    _ source: any ByteSource, _ file: EvidenceBundle.File, _ isCancelled: () -> Bool
  ) throws -> FileSource {
    let copy = try SpillFile(in: folder)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 20, alignment: 16)
    defer { buffer.deallocate() }
    do throws(SourceError) {
      while true {
        let count = try source.read(into: buffer)
        if count == 0 { break }
        do { try copy.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) } catch {
          throw SourceError(
            path: file.path, reason: "a member could not be copied: \(error)",
            remedy: "see whether the disk is full")
        }
      }
      return try FileSource(taking: copy.reopened(), path: file.path)
    } catch {
      if isCancelled() { throw ImportRefusal.cancelled(path: file.path, offset: 0) }
      throw ImportRefusal(unreadable: file.path, error)
    }
  }
}

/// The keys of rows of tables.
extension SourceObject {
  /// With what its table is known by before a key that the name of the file begins: two tables of one import may be
  /// called alike, and copies of one may have two names.
  fileprivate func standing(in table: EvidenceBundle.File) -> SourceObject {
    let (name, known) = (table.name, table.tableName)
    guard !known.utf8.elementsEqual(name.utf8), externalID.utf8.starts(with: name.utf8) else { return self }
    var object = self
    object.externalID = known + String(decoding: externalID.utf8.dropFirst(name.utf8.count), as: UTF8.self)
    return object
  }

  /// With the sender before a key that the name of a file begins: two senders may call their tables alike.
  fileprivate func sent(by sender: String?) -> SourceObject {
    guard let sender else { return self }
    var object = self
    object.externalID = "\(sender)/\(externalID)"
    return object
  }
}
