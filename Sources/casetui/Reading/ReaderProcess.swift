import ArgumentParser
import CSandbox
import CaseDomain
import CaseExchange
import Foundation

/// The other end of `ConfinedProcess`: a process that gives up all it can before it reads the first byte
/// (docs/decisions/0034).
enum ReaderProcess {
  /// How it ends where it cannot be confined.
  static let unconfined: Int32 = 71

  /// Answers until the connection, which is its input, ends.
  static func serve(trying attempt: ReaderAttempt?) throws {
    // Not the filter of system calls, which some machines do not have: doctor says so.
    let needed = Int32(CASE_SANDBOX_LIMITS) | Int32(CASE_SANDBOX_NO_PRIVILEGE)
    guard case_sandbox_enter(ReadingLimits.memoryBytes, ReadingLimits.openFiles) & needed == needed else {
      throw ExitCode(unconfined)
    }
    if let attempt { throw ExitCode(attempt.succeeds() ? 1 : 0) }
    let connection = FrameConnection(0)
    while true {
      let file = case_sandbox_receive_file(0)
      if file == -1 { return }
      // What does not read as a request was not sent by casetui: this process ends, and its parent says so.
      guard file >= 0, let frame = try connection.next(waiting: { false }),
        let request = try? frame.decoded(ReadingRequest.self)
      else {
        throw ExitCode(Exit.failed.rawValue)
      }
      do {
        try answer(request, file, connection)
      } catch let refusal as ImportRefusal {
        try connection.send(.refusal, json: refusal)
      } catch let error as SourceError {
        try connection.send(.fault, json: error)
      }
      try connection.flush()
    }
  }

  private static func answer(_ request: ReadingRequest, _ file: Int32, _ connection: FrameConnection) throws {
    let whole = try FileSource(taking: file, path: request.path)
    guard request.start >= 0, request.lengthBytes >= 0,
      request.start <= whole.lengthBytes - request.lengthBytes
    else {
      throw SourceError(
        path: request.path, reason: "it is shorter than it was", remedy: "list the bundle again")
    }
    let part = PartOfBytes(
      whole, at: request.start, lengthBytes: request.lengthBytes, path: request.path)
    let containers = ContainersInPlace()
    switch request.task {
    case .objects(let format, let mapping):
      try objects(of: whole, as: format, request.path, try mapping.map(columns), connection)
    case .kind(let name):
      try connection.send(.kind, json: try containers.kind(of: part, name: name))
    case .contents(let format, var budget):
      let archive = Archive(path: request.path, format: format, unpacked: part)
      let contents = try containers.contents(of: archive, budget: &budget, isCancelled: { false })
      for member in contents.members { try connection.send(.member, json: member) }
      try connection.send(.rest, json: contents.rest)
    case .member(let member):
      let archive = Archive(path: request.path, format: .zip, unpacked: part)
      try pass(try containers.open(member, of: archive), connection)
    case .unpacked:
      try pass(try containers.unpacked(part, path: request.path), connection)
    case .tags(let kind):
      for piece in try containers.tags(of: part, as: kind).pieces { try connection.send(.tags, json: piece) }
    }
  }

  private static func columns(_ bytes: [UInt8]) throws -> ColumnMapping {
    // Written by the parent: what does not read ends this process, and the parent says so.
    guard let cbor = try? CBORReader.decode(bytes), let read = ColumnMapping.read(cbor) else {
      throw ExitCode(Exit.failed.rawValue)
    }
    return read.mapping
  }

  private static func objects(
    of source: FileSource, as format: EvidenceFormat, _ path: String, _ mapping: ColumnMapping?,
    _ connection: FrameConnection
  ) throws {
    var bytes: [UInt8] = []
    do {
      let summary = try EvidenceReader.readInPlace(source, as: format, path: path, mapping, { false }) {
        object in
        bytes.removeAll(keepingCapacity: true)
        object.encode(into: &bytes)
        try connection.send(.object, bytes)
      }
      try connection.send(.summary, json: summary)
    } catch let error as SourceError {
      throw ImportRefusal(unreadable: path, error)
    }
  }

  private static func pass(_ source: any ByteSource, _ connection: FrameConnection) throws {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 64 << 10, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try source.read(into: buffer)
      if count == 0 { return try connection.send(.end, []) }
      try connection.send(.bytes, UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }
}
