import Dispatch
import Glibc
import Subprocess
import Synchronization

/// A store on another machine, through the ssh program that the user already uses: its keys, hosts and
/// agent. No local shell sees any of it.
public final class SSHTransport: Transport {
  public let input: CInt
  public let output: CInt
  /// An unlinked file that takes what ssh says.
  private let errors: CInt
  private let ending: Ending
  private let task: Task<Void, Never>

  /// How the program ended, for the thread that waits for it.
  private final class Ending: Sendable {
    let failure = Mutex<String?>(nil)
    let done = DispatchSemaphore(value: 0)
  }

  /// Tasks on a queue of their own: the caller blocks its thread, which may be one of the few that Swift keeps
  /// for tasks.
  private final class QueueExecutor: TaskExecutor {
    private let queue = DispatchQueue(label: "casetui.ssh")

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
  }

  /// Starts the program and returns at once; whether it reaches anybody shows when it is read from.
  ///
  /// Use it from the main thread or a `Thread`, not from many tasks at once: starting a program needs one of
  /// the threads that tasks share.
  ///
  /// - Parameters:
  ///   - program: the ssh to run, by name or path.
  ///   - options: options for it, before the host.
  ///   - remoteProgram: what to run there.
  public init(
    to destination: SSHDestination, program: String = "ssh", options: [String] = [],
    remoteProgram: String = "casetui"
  ) throws(SyncError) {
    let arguments = options + ["--", destination.host, destination.remoteCommand(program: remoteProgram)]
    let toProgram = try SSHTransport.pipe()
    let fromProgram = try SSHTransport.pipe()
    guard let file = tmpfile() else { throw .system("tmpfile: \(String(cString: strerror(errno)))") }
    defer { fclose(file) }
    let errors = dup(fileno(file))
    _ = fcntl(errors, F_SETFD, FD_CLOEXEC)
    self.errors = errors
    (input, output) = (fromProgram.read, toProgram.write)
    StdioTransport.widen(toProgram.write)
    StdioTransport.widen(fromProgram.write)
    let ending = Ending()
    self.ending = ending
    // `run` closes the program's ends in every case, so that a program that cannot be started reads as an end.
    task = Task.detached(executorPreference: QueueExecutor()) {
      do {
        let result = try await run(
          program.contains("/") ? .path(.init(program)) : .name(program), arguments: .init(arguments),
          input: .fileDescriptor(.init(rawValue: toProgram.read), closeAfterSpawningProcess: true),
          output: .fileDescriptor(.init(rawValue: fromProgram.write), closeAfterSpawningProcess: true),
          error: .fileDescriptor(.init(rawValue: errors), closeAfterSpawningProcess: false))
        if !result.terminationStatus.isSuccess {
          ending.failure.withLock { $0 = "\(program) \(destination.host): \(result.terminationStatus)" }
        }
      } catch {
        ending.failure.withLock { $0 = "\(program) could not be started: \(error)" }
      }
      ending.done.signal()
    }
  }

  private static func pipe() throws(SyncError) -> (read: CInt, write: CInt) {
    var ends: [CInt] = [-1, -1]
    guard Glibc.pipe(&ends) == 0 else {
      throw .system("pipe: \(String(cString: strerror(errno)))")
    }
    // Else the program would hold its own input open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    return (ends[0], ends[1])
  }

  /// - Throws: `SyncError.carrier` with the last lines of what ssh said, when it failed.
  public func close() throws(SyncError) {
    Glibc.close(output)
    Glibc.close(input)
    // Nobody is listening any more; a program that does not notice, such as one still connecting, is ended.
    if ending.done.wait(timeout: .now() + 2) == .timedOut {
      task.cancel()
      ending.done.wait()
    }
    defer { Glibc.close(errors) }
    guard let failure = ending.failure.withLock({ $0 }) else { return }
    throw .carrier(([failure] + lastWords()).joined(separator: "\n"))
  }

  private func lastWords() -> [String] {
    var bytes = [UInt8](repeating: 0, count: 2048)
    let size = lseek(errors, 0, SEEK_END)
    let count = pread(errors, &bytes, bytes.count, max(0, size - off_t(bytes.count)))
    let text = String(
      decoding: bytes.prefix(max(0, count)).filter { $0 >= 0x20 || $0 == 0x0A }, as: UTF8.self)
    return text.split(separator: "\n").suffix(5).map(String.init)
  }
}
