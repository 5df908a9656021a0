import CSandbox
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

  private let program: String?
  private let folder: StoreFolder
  private var child: (number: pid_t, socket: Int32, connection: FrameConnection)?

  /// - Parameter folder: where members of archives are put while they are read.
  init(_ folder: StoreFolder, program: String? = EvidenceReader.ownProgram) {
    self.folder = folder
    self.program = program
  }

  deinit { _ = end() }

  /// Hands over each object of a file by the reader of its format.
  func read(
    _ file: EvidenceBundle.File, _ source: any ByteSource, _ mapping: ColumnMapping?,
    _ isCancelled: () -> Bool, _ object: (SourceObject) throws -> Void
  ) throws -> ImportSummary {
    guard program != nil else {
      return try Importer.readInPlace(
        source, as: file.format, path: file.path, mapping, isCancelled, object)
    }
    let source = try source as? FileSource ?? spooled(source, file)
    var isAnswered = false
    var handedOver = 0
    defer { if !isAnswered { _ = end() } }
    let connection = try ask(ReadingRequest(format: file.format, path: file.path, mapping: mapping), source)
    do {
      while let frame = try connection.next(waiting: isCancelled) {
        switch frame.kind {
        case .object:
          handedOver += 1
          try object(try SourceObject(wire: frame.bytes))
        case .summary:
          let summary = try answer(ImportSummary.self, frame)
          guard summary.read == handedOver else { throw FrameConnection.Broken() }
          isAnswered = true
          return summary
        case .refusal:
          let refusal = try answer(ImportRefusal.self, frame)
          // Nobody cancels but this process: it would end the whole import.
          guard refusal.kind != .cancelled else { throw FrameConnection.Broken() }
          isAnswered = true
          throw refusal
        case .request: throw FrameConnection.Broken()
        }
      }
    } catch is CancellationError {
      throw ImportRefusal.cancelled(path: file.path, offset: 0)
    } catch is WireFault {
      throw ImportRefusal.brokenOff(path: file.path, reason: "its reader sent something that is no object")
    } catch is FrameConnection.Broken {
      throw ImportRefusal.brokenOff(path: file.path, reason: "its reader sent what no reader sends")
    }
    throw EvidenceReader.refusal(of: file.path, source.lengthBytes, status: end(isEnding: true))
  }

  private func answer<Answer: Decodable>(
    _ type: Answer.Type, _ frame: FrameConnection.Frame
  ) throws -> Answer {
    do { return try JSONDecoder().decode(type, from: Data(frame.bytes)) } catch {
      // What exactly is wrong with it is in bytes that may be meant to deceive.
      throw FrameConnection.Broken()
    }
  }

  /// A member of an archive is a stream: a process can be handed files only.
  private func spooled(_ source: any ByteSource, _ file: EvidenceBundle.File) throws -> FileSource {
    let copy = try UnnamedFile(in: folder)
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
      return try FileSource(taking: copy.duplicate(), path: file.path)
    } catch {
      throw ImportRefusal(unreadable: file.path, error)
    }
  }

  // MARK: the process

  private func ask(_ request: ReadingRequest, _ source: FileSource) throws -> FrameConnection {
    if child == nil { try start() }
    let connection = child!.connection
    let code = case_sandbox_send_file(child!.socket, source.openFile)
    // One that is gone already says so when its answer is read.
    if code == EPIPE || code == ECONNRESET { return connection }
    guard code == 0 else { throw StoreError.system("cannot hand \(request.path) to its reader", code: code) }
    do {
      try connection.send(.request, request.encoded)
      try connection.flush()
    } catch is FrameConnection.Broken {}  // gone meanwhile: the same
    return connection
  }

  private func start() throws {
    var ends: [Int32] = [-1, -1]
    let code = ends.withUnsafeMutableBufferPointer { case_sandbox_pair($0.baseAddress!) }
    guard code == 0 else { throw StoreError.system("cannot make a socket for a reader", code: code) }
    defer { close(ends[1]) }
    let number = case_sandbox_spawn(program!, "casetui", "read-evidence", nil, ends[1])
    guard number > 0 else {
      close(ends[0])
      throw StoreError.system("cannot start a reader of evidence", code: -number)
    }
    child = (number, ends[0], FrameConnection(ends[0]))
  }

  /// Ends the process, if there is one.
  ///
  /// - Parameter isEnding: it closed its end of the connection, so how it ends by itself is waited for.
  /// - Returns: how it ended, as `wait` gives it.
  private func end(isEnding: Bool = false) -> Int32 {
    guard let child else { return 0 }
    self.child = nil
    close(child.socket)
    var status: Int32 = 0
    for _ in 0..<(isEnding ? 200 : 0) {
      if waitpid(child.number, &status, WNOHANG) != 0 { return status }
      usleep(5_000)
    }
    kill(child.number, SIGKILL)
    while waitpid(child.number, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Why a process ended that had not answered.
  static func refusal(of path: String, _ lengthBytes: Int, status: Int32) -> ImportRefusal {
    let signal = status & 0x7f
    if signal == SIGXCPU {
      return .brokenOff(
        path: path,
        reason:
          "reading it takes more than \(ReadingLimits.seconds(forBytes: lengthBytes)) s of processor time",
        kind: .overBudget)
    }
    if signal == 0, status >> 8 & 0xff == ReaderProcess.unconfined {
      return .brokenOff(
        path: path, reason: "this machine does not let a reader be confined; casetui doctor says more")
    }
    let how = signal == 0 ? "ended with \(status >> 8 & 0xff)" : "was ended by signal \(signal)"
    return .brokenOff(
      path: path,
      reason:
        "its reader \(how): it needs more than \(ReadingLimits.memoryBytes >> 20) MiB of memory, or meets a defect",
      kind: .overBudget)
  }
}
