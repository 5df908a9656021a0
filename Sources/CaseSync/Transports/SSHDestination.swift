/// A store on another machine: `[user@]host:path`.
public struct SSHDestination: Equatable, Sendable, CustomStringConvertible {
  /// `host` or `user@host`, as ssh takes it.
  public let host: String
  /// Relative to the home directory of the account.
  public let path: String

  /// `nil` for a local path: no colon, or a slash before the first one. An IPv6 address stands in brackets.
  ///
  /// - Throws: when it is neither: a host that ssh would read as an option, or control characters.
  public init?(_ text: String) throws(SyncError) {
    let colon: String.Index
    if let bracket = text.firstIndex(of: "]"), let open = text.firstIndex(of: "["), open < bracket {
      guard let next = text[bracket...].firstIndex(of: ":") else { return nil }
      colon = next
    } else {
      guard let first = text.firstIndex(of: ":") else { return nil }
      colon = first
    }
    let host = text[..<colon].filter { $0 != "[" && $0 != "]" }
    guard !host.contains("/") else { return nil }
    path = String(text[text.index(after: colon)...])
    self.host = String(host)
    let name = host.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
    guard !name.isEmpty, !host.hasPrefix("-"), !name.hasPrefix("-"), !path.isEmpty,
      !host.contains(" "), !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { throw .badDestination(text) }
  }

  public var description: String { "\(host):\(path)" }

  /// What the shell of the remote account runs. The path is one word of it, whatever it holds.
  func remoteCommand(program: String) -> String {
    let path = path.hasPrefix("-") ? "./" + path : path
    return "\(program) sync serve --stdio " + SSHDestination.quoted(path)
  }

  /// In single quotes, as POSIX shells read them.
  static func quoted(_ word: String) -> String {
    "'" + word.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }
}
