import Foundation

/// The two streams. Everything for people passes `Printable` before it gets here.
enum Standard {
  static func output(_ line: String) {
    // What comes behind a gap is no answer.
    guard outputFault == 0 else { return }
    outputFault = write(line, to: stdoutFile)
  }
  /// Of what stderr does not take there is nobody to tell.
  static func error(_ line: String) { _ = write("casetui: \(Printable(line).text)", to: stderrFile) }
  /// What the parser of the command line has to say, which quotes what was typed; nothing when it is empty.
  static func show(_ text: String, asError: Bool) {
    guard !text.isEmpty else { return }
    for line in Printable.lines(text) {
      if asError { _ = write(line.text, to: stderrFile) } else { output(line.text) }
    }
  }
  /// Why stdout took no more (`errno`), 0 while it does. With `EPIPE` nobody reads any more.
  private(set) nonisolated(unsafe) static var outputFault: Int32 = 0
  /// - Throws: `OutputLost` when somebody may take what was written for all of the answer.
  static func requireAllWritten() throws {
    guard outputFault == 0 || outputFault == EPIPE else { throw OutputLost(code: outputFault) }
  }
  /// Progress: one line that the next replaces; nothing when nobody watches.
  static func progress(_ line: String) {
    if let watcher = Watcher.current { return watcher.progress(line) }
    guard isatty(2) == 1 else { return }
    _ = Array("\r\u{1B}[K\(Printable(line).text)".utf8).withUnsafeBytes {
      Foundation.write(2, $0.baseAddress, $0.count)
    }
  }
  static func endProgress() {
    guard Watcher.current == nil, isatty(2) == 1 else { return }
    _ = Array("\r\u{1B}[K".utf8).withUnsafeBytes { Foundation.write(2, $0.baseAddress, $0.count) }
  }

  private static let stdoutFile: Int32 = 1
  private static let stderrFile: Int32 = 2

  /// - Returns: `errno` when not all of it could be written, else 0.
  private static func write(_ line: String, to file: Int32) -> Int32 {
    var rest = Array((line + "\n").utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
      if count < 0 {
        if errno == EINTR { continue }
        return errno
      }
      rest = rest.dropFirst(count)
    }
    return 0
  }
}

/// Not all of an answer got out (`errno`).
struct OutputLost: Error {
  let code: Int32
}
