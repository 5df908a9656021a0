import CSandbox
import CaseDomain
import CaseExchange
import CaseStore
import Foundation
import Synchronization

/// A process that reads files and can do nothing else (docs/decisions/0034): it is asked one thing after the other.
final class ConfinedProcess: @unchecked Sendable {
  let connection: FrameConnection
  private let number: pid_t
  private let socket: Int32
  private var isEnded = false

  init(_ program: String) throws {
    var ends: [Int32] = [-1, -1]
    let code = ends.withUnsafeMutableBufferPointer { case_sandbox_pair($0.baseAddress!) }
    guard code == 0 else { throw StoreError.system("cannot make a socket for a reader", code: code) }
    defer { close(ends[1]) }
    let number = case_sandbox_spawn(program, "casetui", "read-evidence", nil, ends[1])
    guard number > 0 else {
      close(ends[0])
      throw StoreError.system("cannot start a reader of evidence", code: -number)
    }
    self.number = number
    socket = ends[0]
    connection = FrameConnection(ends[0])
  }

  deinit { _ = end() }

  /// Allows it so many seconds of processor time for one more request. It cannot allow itself any.
  ///
  /// - Returns: false when it would have more than one process may in all: a fresh one may.
  func allow(_ seconds: UInt64) throws -> Bool {
    let code = case_sandbox_allow_seconds(number, seconds, ReadingLimits.spareSeconds)
    // One that is gone already says so when its answer is read.
    if code == 0 || code == ESRCH { return true }
    guard code == -1 else {
      throw StoreError.system("cannot limit the time of a reader of evidence", code: code)
    }
    return false
  }

  /// Hands over an open file and what is wanted of it.
  func ask(_ request: ReadingRequest, _ file: Int32) throws {
    let code = case_sandbox_send_file(socket, file)
    // One that is gone already says so when its answer is read.
    if code == EPIPE || code == ECONNRESET { return }
    guard code == 0 else { throw StoreError.system("cannot hand \(request.path) to its reader", code: code) }
    do {
      try connection.send(.request, try request.encoded)
      try connection.flush()
    } catch is FrameConnection.Broken {}  // gone meanwhile: the same
  }

  /// Ends it.
  ///
  /// - Parameter isEnding: it closed its end of the connection, so how it ends by itself is waited for.
  /// - Returns: how it ended, as `wait` gives it.
  func end(isEnding: Bool = false) -> Int32 {
    guard !isEnded else { return 0 }
    isEnded = true
    close(socket)
    var status: Int32 = 0
    for _ in 0..<(isEnding ? 200 : 0) {
      if waitpid(number, &status, WNOHANG) != 0 { return status }
      usleep(5_000)
    }
    kill(number, SIGKILL)
    while waitpid(number, &status, 0) < 0, errno == EINTR {}
    return status
  }

  /// Why it ended before it had answered.
  static func refusal(of path: String, seconds: UInt64, status: Int32) -> ImportRefusal {
    let signal = status & 0x7f
    if signal == SIGXCPU {
      return .brokenOff(
        path: path, reason: "reading it takes more than \(seconds) s of processor time", kind: .overBudget)
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

/// The processes of one import that are not at work: the one used last is asked next. More than one is needed only
/// while several members are open at once.
final class ConfinedProcesses: Sendable {
  private let program: String
  private let idle = Mutex<[ConfinedProcess]>([])

  init(_ program: String) { self.program = program }

  /// One that nobody else asks, with the time for a request. Whoever takes it gives it back after a whole answer, and ends
  /// it after any other.
  func take(for request: ReadingRequest) throws -> ConfinedProcess {
    while let process = idle.withLock({ $0.popLast() }) {
      if try process.allow(request.allowedSeconds) { return process }
      _ = process.end()
    }
    let process = try ConfinedProcess(program)
    guard try process.allow(request.allowedSeconds) else {
      throw StoreError.system("cannot limit the time of a reader of evidence", code: EPERM)
    }
    return process
  }

  func giveBack(_ process: ConfinedProcess) { idle.withLock { $0.append(process) } }
}

extension FrameConnection.Frame {
  /// What a frame says in JSON.
  ///
  /// - Throws: `FrameConnection.Broken`: what exactly is wrong with it is in bytes that may be meant to deceive.
  func decoded<Answer: Decodable>(_ type: Answer.Type) throws(FrameConnection.Broken) -> Answer {
    do { return try JSONDecoder().decode(type, from: Data(bytes)) } catch { throw FrameConnection.Broken() }
  }
}
