import ArgumentParser
import CSandbox
import CaseExchange
import Foundation

/// The other end of `EvidenceReader`: a process that gives up all it can before it reads the first byte
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
    while true {
      let file = case_sandbox_receive_file(0)
      if file == -1 { return }
      guard file >= 0 else { throw ExitCode(Exit.failed.rawValue) }
      try answer(file)
    }
  }

  private static func answer(_ file: Int32) throws {
    let connection = FrameConnection(0)
    guard let frame = try connection.next(waiting: { false }), let request = ReadingRequest(frame.bytes)
    else {
      throw ExitCode(Exit.failed.rawValue)
    }
    do {
      let source = try FileSource(taking: file, path: request.path)
      guard case_sandbox_allow_seconds(ReadingLimits.seconds(forBytes: source.lengthBytes)) == 0 else {
        throw ExitCode(unconfined)
      }
      var bytes: [UInt8] = []
      let summary = try Importer.readInPlace(
        source, as: request.format, path: request.path, request.mapping, { false }
      ) { object in
        bytes.removeAll(keepingCapacity: true)
        object.encode(into: &bytes)
        try connection.send(.object, bytes)
      }
      try connection.send(.summary, Array(try JSONEncoder().encode(summary)))
    } catch let refusal as ImportRefusal {
      try connection.send(.refusal, Array(try JSONEncoder().encode(refusal)))
    } catch let error as SourceError {
      try connection.send(
        .refusal, Array(try JSONEncoder().encode(ImportRefusal(unreadable: request.path, error))))
    }
    try connection.flush()
  }
}
