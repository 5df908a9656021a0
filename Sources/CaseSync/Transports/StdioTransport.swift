import Glibc

/// A pair of descriptors: the standard streams of `casetui sync serve --stdio`, pipes, or one socket.
public final class StdioTransport: Transport {
  public let input: CInt
  public let output: CInt
  private let closes: Bool

  /// The standard streams of this process; they stay open.
  public static func standardStreams() -> StdioTransport {
    StdioTransport(input: STDIN_FILENO, output: STDOUT_FILENO, closes: false)
  }

  /// - Parameter closes: whether `close` closes them.
  public init(input: CInt, output: CInt, closes: Bool = true) {
    self.input = input
    self.output = output
    self.closes = closes
    StdioTransport.widen(output)
  }

  /// A wider pipe lets the peer work on while this side commits. Fails on sockets, which is fine.
  static func widen(_ pipe: CInt) {
    let setPipeSize: CInt = 1031  // F_SETPIPE_SZ, which Glibc's module does not export
    _ = fcntl(pipe, setPipeSize, 1 << 20)
  }

  /// Two ends in one process, for a store on a local path: each end is served by a thread of its own.
  public static func pair() throws(SyncError) -> (StdioTransport, StdioTransport) {
    var ends: [CInt] = [-1, -1]
    guard socketpair(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0, &ends) == 0 else {
      throw .system("socketpair: \(String(cString: strerror(errno)))")
    }
    return (
      StdioTransport(input: ends[0], output: ends[0]), StdioTransport(input: ends[1], output: ends[1])
    )
  }

  public func close() {
    guard closes else { return }
    Glibc.close(output)
    if input != output { Glibc.close(input) }
  }
}
