import Foundation
import Glibc

/// A program under a terminal of its own, driven by a test.
final class PseudoTerminal {
  enum End: Equatable { case status(Int32), signal(Int32), stillRunning }

  struct Failure: Error, CustomStringConvertible { let description: String }

  let process: pid_t
  private(set) var output = ""
  private var master: Int32
  /// Kept open, so that the terminal's settings can be read after the program ended.
  private var slave: Int32
  private let before: termios
  private var bytes: [UInt8] = []

  init(
    _ executable: String, _ arguments: [String], environment: [String: String] = [:], columns: UInt16 = 100,
    rows: UInt16 = 30
  ) throws {
    // Closed on exec: a sibling that held it open would hide the end of input.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var number: Int32 = 0
    var unlocked: Int32 = 0
    guard master >= 0, ioctl(master, UInt(0x4004_5431), &unlocked) == 0,  // TIOCSPTLCK
      ioctl(master, UInt(0x8004_5430), &number) == 0  // TIOCGPTN
    else { throw Failure(description: "no pseudo terminal: errno \(errno)") }
    let path = "/dev/pts/\(number)"
    slave = open(path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    var size = winsize(ws_row: rows, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(master, UInt(TIOCSWINSZ), &size)
    var settings = termios()
    tcgetattr(slave, &settings)
    before = settings

    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    // The first terminal that a session leader opens becomes its controlling terminal.
    posix_spawn_file_actions_addopen(&actions, 0, path, O_RDWR, 0)
    posix_spawn_file_actions_adddup2(&actions, 0, 1)
    posix_spawn_file_actions_adddup2(&actions, 0, 2)
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigfillset(&defaults)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    var none = sigset_t()
    sigemptyset(&none)
    posix_spawnattr_setsigmask(&attributes, &none)
    let setSession: Int32 = 0x80  // POSIX_SPAWN_SETSID, which the Glibc module leaves out
    posix_spawnattr_setflags(
      &attributes, Int16(setSession | Int32(POSIX_SPAWN_SETSIGDEF) | Int32(POSIX_SPAWN_SETSIGMASK)))

    var variables = ["TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": "/usr/bin:/bin"]
    variables.merge(environment) { $1 }
    let argv = ([executable] + arguments).map { strdup($0) } + [nil]
    let envp = variables.map { strdup("\($0)=\($1)") } + [nil]
    defer { for pointer in argv + envp { free(pointer) } }
    var child: pid_t = 0
    let result = posix_spawn(&child, executable, &actions, &attributes, argv, envp)
    guard result == 0 else { throw Failure(description: "cannot start \(executable): error \(result)") }
    process = child
  }

  deinit {
    kill(process, SIGKILL)
    waitpid(process, nil, WNOHANG)
    for descriptor in [master, slave] where descriptor >= 0 { close(descriptor) }
  }

  func send(_ text: String) {
    let bytes = Array(text.utf8)
    _ = write(master, bytes, bytes.count)
  }

  /// Reads until the text has come. What else was drawn with it follows shortly.
  func wait(for text: String, seconds: Double = 20) throws {
    let deadline = Date().addingTimeInterval(seconds)
    while !output.contains(text) {
      guard Date() < deadline else {
        throw Failure(description: "never saw \(text) in: \(output.suffix(400))")
      }
      readMore(milliseconds: 50)
    }
    while readMore(milliseconds: 50) {}
  }

  /// Drops what was read, so that the next `wait` sees only what is new.
  func forget() { (bytes, output) = ([], "") }

  func hangUp() {
    close(slave)
    close(master)
    (slave, master) = (-1, -1)
  }

  func waitForEnd(seconds: Double = 10) -> End {
    let deadline = Date().addingTimeInterval(seconds)
    var status: Int32 = 0
    while waitpid(process, &status, WNOHANG) == 0 {
      guard Date() < deadline else { return .stillRunning }
      readMore(milliseconds: 5)
    }
    while readMore(milliseconds: 20) {}
    let signal = status & 0x7F
    return signal == 0 ? .status((status >> 8) & 0xFF) : .signal(signal)
  }

  /// Private modes, cursor and settings that are not as they were when the program started.
  var leftovers: [String] {
    var result = ["1049", "1000", "1002", "1003", "1006", "1004", "2004", "2026"].filter {
      lastSetting(of: $0) == "h"
    }
    if lastSetting(of: "25") == "l" { result.append("cursor") }
    var now = termios()
    tcgetattr(slave, &now)
    if now.c_iflag != before.c_iflag || now.c_oflag != before.c_oflag || now.c_lflag != before.c_lflag
      || now.c_cflag != before.c_cflag
    {
      result.append("termios")
    }
    return result
  }

  private func lastSetting(of mode: String) -> Character? {
    let marker = "\u{1B}[?\(mode)"
    return output.components(separatedBy: marker).dropFirst().compactMap(\.first).last {
      $0 == "h" || $0 == "l"
    }
  }

  @discardableResult
  private func readMore(milliseconds: Int32) -> Bool {
    var source = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
    guard master >= 0, poll(&source, 1, milliseconds) > 0, source.revents & Int16(POLLIN) != 0 else {
      return false
    }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = read(master, &buffer, buffer.count)
    guard count > 0 else { return false }
    bytes += buffer[..<count]
    output = String(decoding: bytes, as: UTF8.self)
    return true
  }
}
