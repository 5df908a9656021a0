import Foundation

extension Trace.Kind {
  /// The form in which two submissions are compared: what standards or the custom of the field call equal is equal,
  /// and what differs in meaning stays apart. Folding what is folded changes nothing: the journal folds again on reading.
  ///
  /// Source: `docs/exchange.md`, "Correlation".
  func folded(_ value: String) -> String {
    let trimmed = String(value.unicodeScalars.trimmed)
    switch self {
    case .domain: return HostName.canonical(Defanged.live(trimmed))
    case .ip, .network:
      let lower = Defanged.live(trimmed).lowercased()
      if self == .network, let system = AutonomousSystem.canonical(lower) { return system }
      return IPv6Text.canonicalNetwork(lower) ?? lower
    case .email: return Self.address(Defanged.live(trimmed).lowercased())
    case .url: return URLText.canonical(Defanged.live(url: trimmed))
    case .fileHash, .proxyPool, .infrastructure: return trimmed.lowercased()
    case .phone:
      return String(
        trimmed.unicodeScalars.filter { ("0"..."9").contains($0) || $0 == "+" }.map(Character.init))
    case .wallet: return WalletText.canonical(trimmed)
    case .account, .payment, .client, .canary, .promptTemplate: return trimmed
    }
  }

  /// Whether people defang values of this kind.
  var isDefanged: Bool { [.ip, .network, .domain, .email, .url].contains(self) }

  private static func address(_ lower: String) -> String {
    guard let at = lower.utf8.lastIndex(of: UInt8(ascii: "@")) else { return lower }
    // By bytes: a character may begin with the mark and go on.
    let host = lower.utf8.index(after: at)
    return lower[..<host] + HostName.canonical(String(lower[host...]))
  }
}

/// The name of a host as resolvers compare it.
enum HostName {
  /// Lower case, without closing dots, names of other scripts as their A-labels (RFC 5890; UTS 46). What has no such
  /// form stays as it is.
  static func canonical(_ text: String) -> String {
    let name = withoutEnd(text.lowercased())
    // 253 bytes are the longest name; a scalar has four at most.
    guard !name.utf8.allSatisfy({ $0 < 0x80 }), name.utf8.count <= 4 * 253,
      !name.unicodeScalars.contains(where: { "/?#@:[]\\%".unicodeScalars.contains($0) }),
      let encoded = URLComponents(string: "https://\(name)/")?.encodedHost?.lowercased()
    else { return name }
    let label = withoutEnd(encoded)
    let isName = label.utf8.allSatisfy {
      (0x30...0x39).contains($0) || (0x61...0x7A).contains($0) || "-._*".utf8.contains($0)
    }
    return isName && !label.isEmpty ? label : name
  }

  private static func withoutEnd(_ name: String) -> String {
    var part = name.unicodeScalars[...]
    while let last = part.last, last == "." || last.properties.isWhitespace { part = part.dropLast() }
    return String(part)
  }
}

/// An address on the web in the form of RFC 3986 §6.2.2.1 and §6.2.3: scheme and host in lower case, no port that the
/// scheme has anyhow, `/` for no path. Path, query and fragment stay as they are.
enum URLText {
  private static let ports = ["http": ":80", "https": ":443", "ftp": ":21"]

  static func canonical(_ text: String) -> String {
    let bytes = text.utf8
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > bytes.startIndex,
      bytes[colon...].starts(with: "://".utf8)
    else { return text }
    let scheme = text[..<colon].lowercased()
    let start = bytes.index(colon, offsetBy: 3)
    let end = bytes[start...].firstIndex { "/?#\\".utf8.contains($0) } ?? bytes.endIndex
    let authority = text[start..<end]
    let hostStart = authority.utf8.lastIndex(of: UInt8(ascii: "@")).map { bytes.index(after: $0) } ?? start
    var host = authority[hostStart...]
    var port: Substring = ""
    if let mark = host.utf8.lastIndex(of: UInt8(ascii: ":")),
      host.utf8[host.utf8.index(after: mark)...].allSatisfy({ (0x30...0x39).contains($0) })
    {
      port = host[mark...]
      host = host[..<mark]
    }
    // In `[2001:db8::1]` colons are the host's; elsewhere a second one makes it none.
    guard scheme.utf8.allSatisfy({ $0 < 0x80 }),
      host.utf8.last == UInt8(ascii: "]") || !host.utf8.contains(UInt8(ascii: ":"))
    else {
      return text
    }
    if port == ":" || port == ports[scheme] ?? "" { port = "" }
    var rest = text[end...]
    if ports[scheme] != nil, rest.isEmpty { rest = "/" }
    return "\(scheme)://\(authority[..<hostStart])\(HostName.canonical(String(host)))\(port)\(rest)"
  }
}

/// An address of a chain whose capitals mean nothing, in lower case.
enum WalletText {
  /// Segregated addresses may be all capitals (BIP 173); the capitals of an Ethereum address are a check (EIP-55).
  static func canonical(_ text: String) -> String {
    let lower = text.lowercased()
    if lower.utf8.count == 42, lower.hasPrefix("0x"), TraceForm.isHexadecimal(String(lower.dropFirst(2))) {
      return lower
    }
    return text == text.uppercased() && ["bc1", "tb1", "ltc1"].contains(where: lower.hasPrefix) ? lower : text
  }
}

extension String.UnicodeScalarView {
  fileprivate var trimmed: Substring.UnicodeScalarView {
    var part = self[...]
    while let first = part.first, first.properties.isWhitespace { part.removeFirst() }
    while let last = part.last, last.properties.isWhitespace { part.removeLast() }
    return part
  }
}
