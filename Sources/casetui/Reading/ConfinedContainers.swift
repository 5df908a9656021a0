import CaseDomain
import CaseExchange
import CaseStore
import Foundation

/// Has files taken apart by processes that can do nothing else (docs/decisions/0034).
struct ConfinedContainers: ContainerReading, @unchecked Sendable {
  let processes: ConfinedProcesses
  let temporaryFolder: String
  /// Asked by whoever reads, on that thread.
  let isCancelled: () -> Bool

  func kind(of file: any RandomBytes, name: String) throws(SourceError) -> FileKind {
    do {
      return try ask(.kind(name: name), of: file, file.path, waiting: isCancelled) { frame in
        frame.kind == .kind ? try frame.decoded(FileKind.self) : nil
      }
    } catch {
      throw SourceError(error, file.path)
    }
  }

  func contents(
    of archive: Archive, budget: inout ReadingBudget, isCancelled: () -> Bool
  ) throws(ImportRefusal) -> ArchiveContents {
    var members: [ArchiveContents.Member] = []
    do {
      let rest = try ask(
        .contents(archive.format, budget), of: archive.bytes, archive.path, waiting: isCancelled
      ) { frame in
        if frame.kind == .rest { return try frame.decoded(ArchiveContents.Rest.self) }
        guard frame.kind == .member, members.count < budget.maximumEntries else {
          throw FrameConnection.Broken()
        }
        members.append(try frame.decoded(ArchiveContents.Member.self))
        return nil
      }
      return try ArchiveContents(received: members, rest, of: archive, budget: &budget)
    } catch {
      throw ImportRefusal(error, archive.path, impossible: "its reader lists what cannot be in it")
    }
  }

  func open(_ member: ArchiveMember, of archive: Archive) throws(SourceError) -> any ByteSource {
    let path = archive.path + "/" + member.path
    return try stream(.member(member), of: archive.bytes, archive.path, saidOf: path, member.lengthBytes)
  }

  func unpacked(_ file: any RandomBytes, path: String) throws(SourceError) -> any ByteSource {
    try stream(.unpacked, of: file, path, saidOf: path, nil)
  }

  func tags(of file: any RandomBytes, as kind: BagTagFile.Kind) throws(ImportRefusal) -> BagTagFile {
    var found = BagTagFile()
    do {
      return try ask(.tags(kind), of: file, file.path, waiting: isCancelled) { frame in
        guard frame.kind == .tags else { throw FrameConnection.Broken() }
        return try found.take(try frame.decoded(BagTagFile.self), of: kind) ? found : nil
      }
    } catch {
      throw ImportRefusal(error, file.path, impossible: "its reader says of it what no tag file can say")
    }
  }

  // MARK: -

  /// Asks one process, and takes its frames until `answer` gives one.
  private func ask<Answer>(
    _ task: ReadingRequest.Task, of bytes: any RandomBytes, _ path: String, waiting: () -> Bool,
    _ answer: (FrameConnection.Frame) throws -> Answer?
  ) throws -> Answer {
    let request = ReadingRequest(task, path: path, Self.part(of: bytes))
    let process = try processes.take(for: request)
    var isAnswered = false
    defer { if isAnswered { processes.giveBack(process) } else { _ = process.end() } }
    try withExtendedLifetime(bytes) { try process.ask(request, Self.part(of: bytes).file) }
    do {
      while let frame = try process.connection.next(waiting: waiting) {
        switch frame.kind {
        case .refusal:
          let refusal = try frame.decoded(ImportRefusal.self)
          // Nobody cancels but this process: it would end the whole import.
          guard refusal.kind != .cancelled else { throw FrameConnection.Broken() }
          isAnswered = true
          throw refusal
        case .fault:
          let fault = try frame.decoded(SourceError.self)
          isAnswered = true
          throw fault
        default:
          guard let answer = try answer(frame) else { continue }
          isAnswered = true
          return answer
        }
      }
    } catch is FrameConnection.Broken {
      throw ImportRefusal.brokenOff(path: path, reason: "its reader sent what no reader sends")
    }
    throw ConfinedProcess.refusal(
      of: path, seconds: request.allowedSeconds, status: process.end(isEnding: true))
  }

  private func stream(
    _ task: ReadingRequest.Task, of bytes: any RandomBytes, _ path: String, saidOf named: String,
    _ lengthBytes: Int?
  ) throws(SourceError) -> any ByteSource {
    let request = ReadingRequest(task, path: path, Self.part(of: bytes))
    do {
      let process = try processes.take(for: request)
      try withExtendedLifetime(bytes) { try process.ask(request, Self.part(of: bytes).file) }
      return ConfinedSource(process, of: self, request, path: named, lengthBytes)
    } catch {
      throw SourceError(error, path)
    }
  }

  /// Containers lie in files, unpacked or not: only tests have them in memory, and read them in place.
  private static func part(of bytes: any RandomBytes) -> FilePart {
    guard let part = bytes.part else { preconditionFailure("a container that is in no file") }
    return part
  }
}

/// What a confined process unpacks, piece by piece.
private final class ConfinedSource: ByteSource {
  /// So much of what nobody wants any more is taken all the same: the process can then be asked again.
  private static let drainedBytes = 4 << 20
  private static let drainedFor = Duration.seconds(2)

  private let owner: ConfinedContainers
  private let request: ReadingRequest
  private let path: String
  private let lengthBytes: Int?
  private var process: ConfinedProcess?
  private var piece = UnsafeRawBufferPointer(start: nil, count: 0)
  private var total = 0

  init(
    _ process: ConfinedProcess, of owner: ConfinedContainers, _ request: ReadingRequest, path: String,
    _ lengthBytes: Int?
  ) {
    self.process = process
    self.owner = owner
    self.request = request
    self.path = path
    self.lengthBytes = lengthBytes
  }

  deinit {
    if let lengthBytes, lengthBytes - total <= Self.drainedBytes {
      let end = ContinuousClock.now + Self.drainedFor
      let owner = owner
      // What is wrong with the rest nobody asks any more.
      do { while try refill(waiting: { owner.isCancelled() || ContinuousClock.now > end }) {} } catch {}
    }
    _ = process?.end()
  }

  func read(into buffer: UnsafeMutableRawBufferPointer) throws(SourceError) -> Int {
    do {
      while piece.isEmpty { guard try refill(waiting: owner.isCancelled) else { return 0 } }
    } catch {
      throw SourceError(error, path)
    }
    let count = min(buffer.count, piece.count)
    buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: piece[..<count]))
    piece = UnsafeRawBufferPointer(rebasing: piece[count...])
    return count
  }

  /// The next piece; false at the end.
  private func refill(waiting: () -> Bool) throws -> Bool {
    guard let process else { return false }
    do {
      guard let frame = try process.connection.next(waiting: waiting) else {
        self.process = nil
        throw ConfinedProcess.refusal(
          of: path, seconds: request.allowedSeconds, status: process.end(isEnding: true))
      }
      switch frame.kind {
      case .bytes:
        total += frame.bytes.count
        guard total <= lengthBytes ?? .max else { throw FrameConnection.Broken() }
        piece = frame.bytes
        return true
      case .end:
        guard total == lengthBytes ?? total else { throw FrameConnection.Broken() }
      case .fault:
        let fault = try frame.decoded(SourceError.self)
        self.process = nil
        owner.processes.giveBack(process)
        throw fault
      default: throw FrameConnection.Broken()
      }
      self.process = nil
      owner.processes.giveBack(process)
      return false
    } catch is FrameConnection.Broken {
      self.process = nil
      _ = process.end()
      throw ImportRefusal.brokenOff(path: path, reason: "its reader sent what no reader sends")
    } catch is CancellationError {
      self.process = nil
      _ = process.end()
      throw ImportRefusal.cancelled(path: path, offset: 0)
    }
  }
}

extension ImportRefusal {
  /// Whatever kept a process from answering.
  ///
  /// - Parameter impossible: what is said where the answer cannot be true.
  fileprivate init(_ error: any Error, _ path: String, impossible: String) {
    switch error {
    case let refusal as ImportRefusal: self = refusal
    case is CancellationError: self = .cancelled(path: path, offset: 0)
    case is WireFault: self = .brokenOff(path: path, reason: impossible)
    default: self.init(unreadable: path, SourceError(error, path))
    }
  }
}

extension SourceError {
  /// Whatever kept a process from answering.
  fileprivate init(_ error: any Error, _ path: String) {
    switch error {
    case let error as SourceError: self = error
    case let refusal as ImportRefusal:
      self.init(path: path, reason: refusal.reason, remedy: refusal.remedy)
    case is CancellationError: self.init(path: path, reason: "cancelled", remedy: "begin again")
    case let error as StoreError:
      self.init(path: path, reason: "\(error)", remedy: "see whether casetui doctor is content")
    default: self.init(path: path, reason: "its reader: \(error)", remedy: "see what casetui doctor says")
    }
  }
}
