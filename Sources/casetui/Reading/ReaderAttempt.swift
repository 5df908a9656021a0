import ArgumentParser
import CSandbox
import Foundation

/// What a process that reads evidence must not be able to do. `casetui doctor` has it tried on this machine.
enum ReaderAttempt: String, CaseIterable, ExpressibleByArgument {
  /// To read a file that it was not given, or to make one.
  case open
  /// To reach another machine.
  case socket
  /// To start a program.
  case start
  /// To take 2 GiB of memory.
  case memory
  /// To go on for ever.
  case time
  /// To end another program, or to limit it.
  case others
  /// To allow itself more time.
  case limit

  /// Tries it, in the process that is confined.
  func succeeds() -> Bool {
    switch self {
    case .open:
      return Glibc.open("/etc/passwd", O_RDONLY) >= 0
        || Glibc.open("\(NSTemporaryDirectory())casetui-attempt", O_WRONLY | O_CREAT, 0o600) >= 0
    case .socket:
      return Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0) >= 0
    case .start:
      var number: pid_t = 0
      return posix_spawn(&number, "/bin/true", nil, nil, [nil], [nil]) == 0
    case .memory:
      guard let taken = malloc(2 << 30) else { return false }
      memset(taken, 1, 2 << 30)
      return true
    case .time:
      while true { _ = getpid() }
    case .others: return case_sandbox_reaches_others() != 0
    case .limit: return case_sandbox_raises_limit() != 0
    }
  }

  /// Has it tried by a process of its own.
  ///
  /// - Returns: whether it was denied.
  func isDenied(to program: String) -> Bool {
    var ends: [Int32] = [-1, -1]
    guard ends.withUnsafeMutableBufferPointer({ case_sandbox_pair($0.baseAddress!) }) == 0 else {
      return false
    }
    defer { for end in ends { close(end) } }
    let number = case_sandbox_spawn(program, "casetui", "read-evidence", "--attempt=\(rawValue)", ends[1])
    guard number > 0 else { return false }
    if self == .time, case_sandbox_allow_seconds(number, 0, ReadingLimits.spareSeconds) != 0 {
      kill(number, SIGKILL)
    }
    var status: Int32 = 0
    while waitpid(number, &status, 0) < 0 { guard errno == EINTR else { return false } }
    return self == .time ? status & 0x7f == SIGXCPU : status == 0
  }
}
