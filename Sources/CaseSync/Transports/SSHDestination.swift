import CaseDomain

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
    // By bytes, as ssh reads them: a sign with an accent upon it is another Character.
    let bytes = text.utf8
    let colon: String.Index
    if let bracket = bytes.firstIndex(of: UInt8(ascii: "]")),
      let open = bytes.firstIndex(of: UInt8(ascii: "[")),
      open < bracket
    {
      guard let next = bytes[bracket...].firstIndex(of: UInt8(ascii: ":")) else { return nil }
      colon = next
    } else {
      guard let first = bytes.firstIndex(of: UInt8(ascii: ":")) else { return nil }
      colon = first
    }
    let host: [UInt8] = bytes[..<colon].filter { $0 != UInt8(ascii: "[") && $0 != UInt8(ascii: "]") }
    guard !host.contains(UInt8(ascii: "/")) else { return nil }
    path = String(decoding: bytes[bytes.index(after: colon)...], as: UTF8.self)
    self.host = String(decoding: host, as: UTF8.self)
    let name = host.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? []
    guard !name.isEmpty, host.first != UInt8(ascii: "-"), name.first != UInt8(ascii: "-"), !path.isEmpty,
      !host.contains(0x20), !text.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F })
    else { throw .badDestination(text) }
  }

  public var description: String { "\(host):\(path)" }

  /// What the shell of the remote account runs. The path is one word of it, whatever it holds.
  func remoteCommand(program: String) -> String {
    let path = path.utf8.first == UInt8(ascii: "-") ? "./" + path : path
    return "\(program) sync serve --stdio " + path.inApostrophes
  }
}
